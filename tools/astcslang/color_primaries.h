// SPDX-License-Identifier: Apache-2.0
// Colour primaries by the numbers of KTX2 (KHR_DF_PRIMARIES_*), by name, by chromaticities, and by the codes of cICP.
// They are kept and told; nothing is converted.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <astcslang/data_format.h>

namespace astcslang::cli {

inline constexpr uint8_t kUnspecifiedPrimaries = khr_df::kPrimariesUnspecified;
inline constexpr uint8_t kBt709Primaries = khr_df::kPrimariesBt709;

/// What a file says of its primaries.
struct ColorPrimaries {
    uint8_t code = kUnspecifiedPrimaries; ///< Unspecified: some that KTX2 has no number for.
    std::string reason;                   ///< What says so, e.g. "cICP primaries 12".
};

/// x and y of red, green, blue and white.
using Chromaticities = std::array<double, 8>;

/// Unspecified where none of KTX2's has all of these within 0.002.
uint8_t findPrimaries(const Chromaticities& chromaticities);
/// nullptr for unspecified and unknown numbers.
const Chromaticities* chromaticitiesOf(uint8_t code);

/// The set that has these values of X, Y and Z, adapted to D50 as in ICC profiles, of red, green and blue; unspecified
/// where none has all of them within 0.003.
uint8_t findAdaptedPrimaries(const std::array<std::array<double, 3>, 3>& colorants);

/// "Display P3"; the number where it has no name.
std::string nameOfPrimaries(uint32_t code);
/// A name of --assign-primaries: "displayp3", "none", ..., in any case, with or without KHR_DF_PRIMARIES_.
std::optional<uint8_t> parsePrimaries(std::string text);
/// All of these names, and what they stand for.
std::vector<std::pair<std::string, uint8_t>> primariesNames();

/// By ITU-T H.273, table 2; unspecified for codes that KTX2 has no number for.
uint8_t primariesOfCicp(uint8_t code);
inline constexpr uint8_t kUnspecifiedCicp = 2;
/// kUnspecifiedCicp where it has no code.
uint8_t cicpOfPrimaries(uint8_t primaries);

} // namespace astcslang::cli
