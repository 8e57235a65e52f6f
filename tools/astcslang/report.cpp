// SPDX-License-Identifier: Apache-2.0
// Text goes out through stdio; main() checks at the end whether all of it arrived.

#include "report.h"

#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "printable_text.h"

namespace astcslang::cli {

using nlohmann::ordered_json;

void reportError(std::string_view message) {
    // File names may hold anything; an error stays one line.
    const std::string line = fmt::format("astcslang: {}\n", escapeText(message));
    std::fputs(line.c_str(), stderr);
}

void printJson(const ordered_json& document) {
    const std::string text = document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void printField(std::string_view label, std::string_view value) {
    // File names and what files hold may be anything; a field stays one line.
    const std::string line = fmt::format("{:<9} {}\n", label, escapeText(value));
    std::fwrite(line.data(), 1, line.size(), stdout);
}

std::string formatSize(uint32_t width, uint32_t height) { return fmt::format("{}x{}", width, height); }

std::string formatFootprint(Footprint footprint) { return fmt::format("{}x{}", footprint.width, footprint.height); }

std::string formatProfile(Profile profile) { return profile == Profile::LdrSrgb ? "sRGB" : "linear"; }

std::string formatPsnr(double psnr) { return std::isinf(psnr) ? "infinite" : fmt::format("{:.4f} dB", psnr); }

std::string formatMetrics(const ImageMetrics& metrics) {
    return fmt::format("PSNR {} (RGB), {} (RGBA), SSIM {}", formatPsnr(metrics.psnrRgb), formatPsnr(metrics.psnrRgba),
                       std::isnan(metrics.ssim) ? "undefined below 11x11" : fmt::format("{:.5f}", metrics.ssim));
}

ordered_json metricsToJson(const ImageMetrics& metrics) {
    return {{"psnr_rgb", metrics.psnrRgb},
            {"psnr_rgba", metrics.psnrRgba},
            {"ssim", metrics.ssim},
            {"equal", std::isinf(metrics.psnrRgba)}};
}

ordered_json deviceToJson(const DeviceInfo& device) {
    ordered_json json = {{"index", device.index},
                         {"name", device.name},
                         {"driver", device.driver},
                         {"is_cpu", device.isCpu},
                         {"is_usable", device.isUsable}};
    if (!device.isUsable) json["unusable_because"] = device.unusableBecause;
    return json;
}

} // namespace astcslang::cli
