// SPDX-License-Identifier: Apache-2.0
// Example of the library: encodes a gradient to KTX2 and checks the picture that comes back.
// Usage: encode_gradient OUTPUT.ktx2

#include <cstdio>
#include <fstream>

#include <astcslang/astcslang.h>

namespace {

int fail(const astcslang::Error& error) {
    std::fprintf(stderr, "encode_gradient: %s\n", error.message.c_str());
    return 1;
}

astcslang::Image makeGradient(uint32_t size) {
    astcslang::Image image{size, size, {}};
    for (uint32_t y = 0; y < size; ++y)
        for (uint32_t x = 0; x < size; ++x)
            for (uint32_t value : {x * 4, y * 4, 128u, 255u}) image.texels.push_back(static_cast<uint8_t>(value));
    return image;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 1;
    auto context = astcslang::Context::create();
    if (!context) return fail(context.error());
    auto encoder = astcslang::Encoder::create(*context, {.quality = astcslang::Fast});
    if (!encoder) return fail(encoder.error());

    astcslang::Image gradient = makeGradient(32);
    auto encoded = encoder->encode(gradient.view());
    if (!encoded) return fail(encoded.error());
    auto decoded = astcslang::decode(encoded->image);
    if (!decoded) return fail(decoded.error());
    auto metrics = astcslang::compareImages(gradient.view(), decoded->view());
    if (!metrics) return fail(metrics.error());
    if (metrics->psnrRgb < 35) {
        std::fprintf(stderr, "encode_gradient: only %.2f dB\n", metrics->psnrRgb);
        return 1;
    }

    auto bytes = astcslang::writeKtx2(encoded->image);
    if (!bytes) return fail(bytes.error());
    std::ofstream file(argv[1], std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    return file ? 0 : 1;
}
