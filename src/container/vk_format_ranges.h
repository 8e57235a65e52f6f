// SPDX-License-Identifier: Apache-2.0
// Runs of VkFormats, by the Vulkan 1.3 registry.

#pragma once

#include <cstdint>

namespace astcslang::container {

inline constexpr uint32_t kFirstAstc = 157, kLastAstc = 184; ///< ASTC_4x4_UNORM .. 12x12_SRGB, in pairs
inline constexpr uint32_t kFirstPvrtc = 1000054000, kLastPvrtc = 1000054007;
inline constexpr uint32_t kFirstAstcHdr = 1000066000, kLastAstcHdr = 1000066013; ///< In the order of the pairs.
inline constexpr uint32_t kFirstAstc3d = 1000288000, kLastAstc3d = 1000288029;   ///< UNORM, SRGB, SFLOAT of each size

} // namespace astcslang::container
