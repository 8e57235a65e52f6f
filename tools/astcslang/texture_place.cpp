// SPDX-License-Identifier: Apache-2.0

#include "texture_place.h"

#include <string>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

std::array<CLI::Option*, 3> addPlaceOptions(CLI::App& app, TexturePlace& place) {
    return {app.add_option("--level", place.level, "Mip level (default 0, the largest)")->type_name("N"),
            app.add_option("--layer", place.layer, "Array layer (default 0)")->type_name("N"),
            app.add_option("--face", place.face, "Cube map face: 0 to 5 for +X -X +Y -Y +Z -Z")->type_name("N")};
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
