// SPDX-License-Identifier: Apache-2.0
#include "astcenc_figures.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace astcslang::test {
namespace {

/// By "picture footprint preset", the picture named without folder and extension.
const std::map<std::string, AstcencFigure>& figures() {
    static const std::map<std::string, AstcencFigure> figures = [] {
        std::map<std::string, AstcencFigure> table;
        std::ifstream file(ASTCSLANG_QUALITY_FOLDER "/astcenc-5.6.0.csv");
        std::string line;
        while (std::getline(file, line)) {
            std::istringstream stream(line);
            std::array<std::string, 9> fields; // encoder,set,image,width,height,block,preset,psnr_rgb,psnr_rgba
            for (std::string& field : fields) std::getline(stream, field, ',');
            const std::string prefix = "small-";
            const std::string set = fields[1].starts_with(prefix) ? fields[1].substr(prefix.size()) : fields[1];
            const bool isRgba = !fields[8].empty();
            table[std::filesystem::path(fields[2]).stem().string() + " " + fields[5] + " " + fields[6]] = {
                set, std::atof(fields[isRgba ? 8 : 7].c_str()), isRgba};
        }
        return table;
    }();
    return figures;
}

} // namespace

std::optional<AstcencFigure> astcencFigure(const std::string& picture, const std::string& footprint,
                                           const std::string& preset) {
    const auto found = figures().find(std::filesystem::path(picture).stem().string() + " " + footprint + " " + preset);
    if (found == figures().end()) return std::nullopt;
    return found->second;
}

} // namespace astcslang::test
