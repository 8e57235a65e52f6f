// SPDX-License-Identifier: Apache-2.0
// Which picture of a texture: --level, --layer and --face, named as in `ktx extract`.

#pragma once

#include <array>
#include <cstdint>
#include <optional>

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

/// What is said of one of two textures, or of both.
struct PlaceOfSide {
    std::optional<uint32_t> level, layer, face;
    bool isGiven() const { return level || layer || face; }
    /// With what is said of both where nothing is said of this one.
    PlaceOfSide over(const PlaceOfSide& both) const {
        return {level ? level : both.level, layer ? layer : both.layer, face ? face : both.face};
    }
    TexturePlace place() const { return {level.value_or(0), layer.value_or(0), face.value_or(0)}; }
};

/// --level, --layer and --face of both. `place` must outlive the parse.
void addPlaceOptions(CLI::App& app, PlaceOfSide& place);
/// The same of one texture of which a part is taken. `place` must outlive the parse.
void addPartOptions(CLI::App& app, PlaceOfSide& place);
/// --level-a and so on, where `side` is "a". `place` must outlive the parse.
void addPlaceOptions(CLI::App& app, const char* side, PlaceOfSide& place);

} // namespace astcslang::cli
