// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "picture.h"

namespace astcslang::test {

inline cli::Picture makePicture(uint32_t width, uint32_t height, std::vector<uint8_t> samples) {
    cli::Picture picture;
    picture.width = width;
    picture.height = height;
    picture.samples = std::move(samples);
    return picture;
}

} // namespace astcslang::test
