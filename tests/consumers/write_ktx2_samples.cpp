// SPDX-License-Identifier: Apache-2.0
// Writes KTX2 files of every kind into a folder, each named after what a reader has to find in it:
// VKFORMAT_WIDTHxHEIGHT_layersN_facesN_levelsN_SCHEME_premultipliedN.ktx2
// Usage: write_ktx2_samples FOLDER

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "container/texture_format.h"
#include "test_pictures.h"

namespace {

using namespace astcslang;

struct Kind {
    uint32_t width, height, layerCount, faceCount, levelCount;
};
constexpr Kind kKinds[] = {{13, 25, 0, 1, 1}, {13, 25, 0, 1, 5}, {13, 25, 3, 1, 5},
                           {1, 1, 1, 1, 1},   {20, 20, 0, 6, 5}, {20, 20, 2, 6, 3}};
constexpr std::pair<Supercompression, const char*> kSchemes[] = {
    {Supercompression::None, "none"}, {Supercompression::Zstd, "zstd"}, {Supercompression::Zlib, "zlib"}};

bool writeSample(const std::string& folder, const Kind& kind, Footprint footprint, Profile profile,
                 const std::pair<Supercompression, const char*>& scheme) {
    Texture texture = container::makeTestTexture(kind.width, kind.height, kind.layerCount, kind.faceCount,
                                                 kind.levelCount, footprint, profile);
    for (auto& level : texture.levels) { // blocks of one colour: legal in every footprint
        constexpr uint8_t kVoidExtent[] = {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
        for (size_t block = 0; block < level.size(); block += 16)
            std::copy(std::begin(kVoidExtent), std::end(kVoidExtent), &level[block]);
    }
    texture.isAlphaPremultiplied = profile == Profile::LdrSrgb;
    texture.metadata = {{"KTXswizzle", std::string("ra01", 5)}, {"extra", std::string("\1\2\3", 3)}};
    const auto bytes = writeKtx2(texture, {"a writer", "--some option", scheme.first});
    if (!bytes) return false;
    char name[128];
    std::snprintf(name, sizeof name, "/%u_%ux%u_layers%u_faces%u_levels%zu_%s_premultiplied%d.ktx2",
                  container::toVkFormat({footprint, profile}), kind.width, kind.height, kind.layerCount, kind.faceCount,
                  texture.levels.size(), scheme.second, texture.isAlphaPremultiplied ? 1 : 0);
    std::ofstream file(folder + name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
    return file.good();
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 1;
    for (const Footprint footprint : container::kAllFootprints) {
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            for (const Kind& kind : kKinds) {
                for (const auto& scheme : kSchemes) {
                    if (!writeSample(argv[1], kind, footprint, profile, scheme)) return 1;
                }
            }
        }
    }
    return 0;
}
