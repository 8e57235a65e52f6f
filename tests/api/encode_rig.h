// SPDX-License-Identifier: Apache-2.0
// One Context for a whole test program, and encodes that must succeed.

#pragma once

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include <astcslang/astcslang.h>

namespace astcslang::test {

/// On the device that a user gets without asking. Pipelines that one test creates serve the next.
inline Context& sharedContext() {
    static Result<Context> context = Context::create();
    if (!context) {
        ADD_FAILURE() << context.error().message;
        std::abort();
    }
    return *context;
}

/// The value, or a failure of the test with the error's message and an empty value.
template <typename T> T valueOf(Result<T> result) {
    if (result) return *std::move(result);
    ADD_FAILURE() << result.error().message;
    return {};
}

inline EncodedImage encode(Encoder& encoder, const Image& image) { return valueOf(encoder.encode(image.view())); }

inline EncodedImage encode(const EncodeOptions& options, const Image& image) {
    Result<Encoder> encoder = Encoder::create(sharedContext(), options);
    if (encoder) return encode(*encoder, image);
    ADD_FAILURE() << encoder.error().message;
    return {};
}

/// Sum of squared 8-bit differences over all four channels.
inline uint64_t squaredError(const Image& a, const Image& b) {
    EXPECT_EQ(a.texels.size(), b.texels.size());
    uint64_t sum = 0;
    for (size_t i = 0; i < std::min(a.texels.size(), b.texels.size()); ++i) {
        const int difference = a.texels[i] - b.texels[i];
        sum += static_cast<uint64_t>(difference * difference);
    }
    return sum;
}

struct NamedQuality {
    const char* name;
    uint8_t quality;
};
/// How GoogleTest names it.
inline void PrintTo(const NamedQuality& preset, std::ostream* stream) { *stream << preset.name; }

inline constexpr std::array<NamedQuality, 7> kPresets = {{{"draft", Draft},
                                                          {"fastest", Fastest},
                                                          {"fast", Fast},
                                                          {"medium", Medium},
                                                          {"thorough", Thorough},
                                                          {"verythorough", VeryThorough},
                                                          {"exhaustive", Exhaustive}}};
/// Those whose work is one ladder: all but draft.
inline constexpr std::span<const NamedQuality> kLadder = std::span(kPresets).subspan(1);

inline std::string describe(const EncodeOptions& options) {
    std::string text = "quality " + std::to_string(options.quality) + ", at most " +
                       std::to_string(options.maxPartitionCount) + " partitions, ";
    text += options.profile == Profile::LdrSrgb             ? "sRGB"
            : options.decodeTarget == DecodeTarget::Float16 ? "float16"
                                                            : "linear";
    return text;
}

} // namespace astcslang::test
