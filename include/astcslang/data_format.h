// SPDX-License-Identifier: Apache-2.0
// Numbers of the Khronos Data Format Specification 1.3 (its enumerations KHR_DF_*) that KTX2 files, Texture and
// Ktx2Info hold.

#pragma once

#include <cstdint>

namespace astcslang::khr_df {

inline constexpr uint8_t kModelAstc = 162; ///< KHR_DF_MODEL_ASTC

// KHR_DF_TRANSFER_*
inline constexpr uint8_t kTransferUnspecified = 0;
inline constexpr uint8_t kTransferLinear = 1;
inline constexpr uint8_t kTransferSrgb = 2;

// KHR_DF_PRIMARIES_*
inline constexpr uint8_t kPrimariesUnspecified = 0;
inline constexpr uint8_t kPrimariesBt709 = 1; ///< Those of sRGB, too.

inline constexpr uint8_t kAlphaPremultiplied = 1; ///< KHR_DF_FLAG_ALPHA_PREMULTIPLIED; 0 is straight alpha

} // namespace astcslang::khr_df
