// SPDX-License-Identifier: Apache-2.0

#include "texture_place.h"

#include <string>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

namespace {

constexpr const char* kFace = "Cube map face: 0 to 5 for +X -X +Y -Y +Z -Z";

template <typename Place>
std::array<CLI::Option*, 3> addOptions(CLI::App& app, Place& place, const char* level, const char* layer,
                                       const char* face = kFace) {
    return {app.add_option("--level", place.level, level)->type_name("N"),
            app.add_option("--layer", place.layer, layer)->type_name("N"),
            app.add_option("--face", place.face, face)->type_name("N")};
}

} // namespace

std::array<CLI::Option*, 3> addPlaceOptions(CLI::App& app, TexturePlace& place) {
    return addOptions(app, place, "Mip level (default 0, the largest)", "Array layer (default 0)");
}

void addPlaceOptions(CLI::App& app, PlaceOfSide& place) {
    addOptions(app, place, "Mip level, 0 is the largest (default: all that both files have)",
               "Array layer (default: all, if both files have as many)");
}

void addPartOptions(CLI::App& app, PlaceOfSide& place) {
    addOptions(app, place, "Take this mip level alone, 0 is the largest (default: all)",
               "Take this array layer alone (default: all)",
               "Take this cube map face alone: 0 to 5 for +X -X +Y -Y +Z -Z (default: all)");
}

void addPlaceOptions(CLI::App& app, const char* side, PlaceOfSide& place) {
    const auto add = [&](const std::string& name, std::optional<uint32_t>& target) {
        app.add_option("--" + name + "-" + side, target, "--" + name + " of this file alone")->type_name("N");
    };
    add("level", place.level);
    add("layer", place.layer);
    add("face", place.face);
}

} // namespace astcslang::cli
