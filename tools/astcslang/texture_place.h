// SPDX-License-Identifier: Apache-2.0
// Which picture of a texture: --level, --layer and --face, named as in `ktx extract`.

#pragma once

#include <array>
#include <cstdint>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace astcslang::cli {

struct TexturePlace {
    uint32_t level = 0;
    uint32_t layer = 0;
    uint32_t face = 0;
    bool operator==(const TexturePlace&) const = default;
};

/// `place` must outlive the parse.
std::array<CLI::Option*, 3> addPlaceOptions(CLI::App& app, TexturePlace& place);

} // namespace astcslang::cli
