// SPDX-License-Identifier: Apache-2.0
// The pictures of tests/images, and the encodes of them that the lists of this folder record.

#pragma once

#include <compare>
#include <functional>
#include <string>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::test {

/// Paths below tests/images, e.g. "rgb/ldr-rgb-00.png".
const std::vector<std::string>& allPictures();
/// The eleven colour pictures that the bars are set for.
const std::vector<std::string>& rgbPictures();

/// Fails the test and gives an empty picture where a file cannot be read.
Image readPicture(const std::string& name);

/// The `size` x `size` texels around the centre; the whole picture where it is smaller.
Image middleOf(const Image& image, uint32_t size);

/// One encode. Named as in the lists: presets as on the command line, rules "linear", "srgb" and "float16".
struct EncodeCase {
    std::string picture;
    std::string part; ///< "whole", or "middle": its 64x64 texels in the middle.
    std::string rule;
    std::string preset;
    int partitions = 1; ///< At most; 0: as many as the preset tries.
    Footprint footprint{4, 4};

    std::string key() const; ///< "picture,part,rule,footprint,preset,partitions"
};

/// "6x6"
std::string nameOf(Footprint footprint);

EncodeOptions optionsOf(const EncodeCase& encodeCase);
Image pictureOf(const EncodeCase& encodeCase);

/// Encodes all cases on `context`, hands each to `take`, and tells progress on stderr where that is a terminal. Cases
/// with equal options should follow each other.
void encodeAll(Context& context, const std::vector<EncodeCase>& cases,
               const std::function<void(const EncodeCase&, const Image&, const EncodedImage&)>& take);

/// Whole pictures, linear, 4x4: every preset with every count of partitions, but exhaustive, which takes long, with
/// four.
std::vector<EncodeCase> wholeCases();

} // namespace astcslang::test
