// SPDX-License-Identifier: Apache-2.0
// Which partition each texel belongs to: the pattern generator of C.2.21.

#pragma once

#include <array>
#include <cassert>
#include <cstdint>

#include "astc/footprint.h"

namespace astcslang::astc {

inline constexpr int kMaxPartitionCount = 4;
inline constexpr int kPartitionSeedCount = 1024;

/// Blocks of fewer than 31 texels double their coordinates (C.2.21).
constexpr bool isSmallBlock(Footprint footprint) { return texelCount(footprint) < 31; }

constexpr uint32_t hash52(uint32_t p) {
    p ^= p >> 15;
    p -= p << 17;
    p += p << 7;
    p += p << 4;
    p ^= p >> 5;
    p += p << 16;
    p ^= p >> 7;
    p ^= p >> 3;
    p ^= p << 6;
    p ^= p >> 17;
    return p;
}

/// The pattern of one seed: for each partition a linear function of x and y modulo 64; the largest one wins, ties go
/// to the lowest partition. (z is 0 in 2D, so the seeds 9 to 12 of the specification play no part.)
class PartitionPattern {
public:
    /// `partitionCount` 2..4, `seed` 0..1023.
    constexpr PartitionPattern(int partitionCount, int seed, bool isSmall)
        : partitionCount_(partitionCount), coordinateShift_(isSmall ? 1 : 0) {
        assert(partitionCount >= 2 && partitionCount <= kMaxPartitionCount && seed >= 0 && seed < kPartitionSeedCount);
        const uint32_t random = hash52(static_cast<uint32_t>(seed + (partitionCount - 1) * 1024));
        const int seedShift = seed & 2 ? 4 : 5;
        const int countShift = partitionCount == 3 ? 6 : 5;
        const int shiftX = seed & 1 ? seedShift : countShift;
        const int shiftY = seed & 1 ? countShift : seedShift;
        for (int partition = 0; partition < kMaxPartitionCount; ++partition) {
            const int nibbleX = random >> (8 * partition) & 0xF;
            const int nibbleY = random >> (8 * partition + 4) & 0xF;
            slopesX_[partition] = static_cast<uint8_t>(nibbleX * nibbleX >> shiftX);
            slopesY_[partition] = static_cast<uint8_t>(nibbleY * nibbleY >> shiftY);
            offsets_[partition] = static_cast<uint8_t>(random >> (14 - 4 * partition) & 0x3F);
        }
    }

    constexpr int partitionAt(int x, int y) const {
        int winner = 0, best = -1;
        for (int partition = 0; partition < partitionCount_; ++partition) {
            const int value =
                ((slopesX_[partition] * x + slopesY_[partition] * y) << coordinateShift_) + offsets_[partition];
            if ((value & 0x3F) > best) {
                best = value & 0x3F;
                winner = partition;
            }
        }
        return winner;
    }

private:
    int partitionCount_;
    int coordinateShift_;
    std::array<uint8_t, kMaxPartitionCount> slopesX_{};
    std::array<uint8_t, kMaxPartitionCount> slopesY_{};
    std::array<uint8_t, kMaxPartitionCount> offsets_{};
};

/// Partition of each texel in raster order; entries past texelCount(footprint) are 0.
using Partitioning = std::array<uint8_t, kMaxTexelCount>;

/// `partitionCount` 1..4, `seed` 0..1023 (ignored for one partition).
constexpr Partitioning computePartitioning(Footprint footprint, int partitionCount, int seed) {
    Partitioning partitioning{};
    if (partitionCount == 1) return partitioning;
    const PartitionPattern pattern(partitionCount, seed, isSmallBlock(footprint));
    for (int y = 0; y < footprint.height; ++y) {
        for (int x = 0; x < footprint.width; ++x)
            partitioning[y * footprint.width + x] = static_cast<uint8_t>(pattern.partitionAt(x, y));
    }
    return partitioning;
}

} // namespace astcslang::astc
