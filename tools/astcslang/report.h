// SPDX-License-Identifier: Apache-2.0
// What the command says: one-line errors, the parts of summaries that several commands share, and JSON.

#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// One line "astcslang: MESSAGE" on standard error.
void reportError(std::string_view message);

/// Prints a document to standard output. Numbers that JSON lacks (an infinite PSNR, the SSIM of a tiny picture) are
/// null.
void printJson(const nlohmann::ordered_json& document);

/// One line of a summary: a label, then its value.
void printField(std::string_view label, std::string_view value);

std::string formatSize(uint32_t width, uint32_t height);
std::string formatFootprint(Footprint footprint);
/// "sRGB" or "linear"
std::string formatProfile(Profile profile);
/// "43.57 dB", or "infinite" for equal pictures.
std::string formatPsnr(double psnr);
/// "PSNR 43.57 dB (RGB), 44.8 dB (RGBA), SSIM 0.9964"
std::string formatMetrics(const ImageMetrics& metrics);

/// PSNR that is infinite is null; "equal" tells that RGBA is.
nlohmann::ordered_json metricsToJson(const ImageMetrics& metrics);
nlohmann::ordered_json deviceToJson(const DeviceInfo& device);

} // namespace astcslang::cli
