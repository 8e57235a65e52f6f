// SPDX-License-Identifier: Apache-2.0
#include "picture_normals.h"

#include <array>
#include <cmath>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

namespace astcslang::cli {
namespace {

/// Shorter vectors are taken for texels without one: grey of 8 bits misses the middle by 1/255 in x, y and z.
constexpr double kShortest = 0.01;

template <typename Sample> std::vector<float> normalized(const std::vector<Sample>& samples) {
    std::vector<float> result(samples.size());
    const double scale = 2.0 / static_cast<double>(kFullScale<Sample>);
    for (size_t texel = 0; texel < samples.size(); texel += 4) {
        std::array<double, 3> vector{};
        double square = 0;
        for (size_t axis = 0; axis < 3; ++axis) {
            vector[axis] = static_cast<double>(samples[texel + axis]) * scale - 1;
            square += vector[axis] * vector[axis];
        }
        const double length = std::sqrt(square) < kShortest ? 1 : std::sqrt(square);
        for (size_t axis = 0; axis < 3; ++axis)
            result[texel + axis] = static_cast<float>((vector[axis] / length + 1) / 2);
        result[texel + 3] = static_cast<float>(static_cast<double>(samples[texel + 3]) * scale / 2);
    }
    return result;
}

bool takes(const Swizzle& order, char channel) { return order.text().find(channel) != std::string_view::npos; }

} // namespace

Result<void> checkNormals(Picture& picture, const Swizzle& order) {
    const bool isAlphaPart = picture.hasAlpha && takes(order, 'a') && !takes(order, 'g'); // as in rrra
    if (picture.colorCount() < 2 && !isAlphaPart) {
        const char* const why = picture.isGrey ? "is grey, so that x and y of its normals would be alike"
                                               : "has no green channel, so that y of its normals is missing";
        return Error{ErrorCode::Unsupported,
                     std::string(why) + (picture.hasAlpha ? "; --input-swizzle rrra takes y from alpha" : "")};
    }
    if (picture.isPremultiplied && picture.hasAlpha && !isOpaque(picture)) {
        picture.warnings.push_back("its colours are multiplied by alpha, which is below 1 in places and bends the "
                                   "normals there");
    }
    return {};
}

Result<void> normalizeVectors(Picture& picture) {
    if (picture.colorCount() < 3)
        return Error{ErrorCode::Unsupported,
                     "has no z, so that its vectors cannot be normalized; pictures of three channels have"};
    try {
        picture.samples =
            std::visit([](const auto& samples) -> Samples { return normalized(samples); }, picture.samples);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to normalize it"};
    }
    picture.notes.push_back("vectors made unit length");
    return {};
}

} // namespace astcslang::cli
