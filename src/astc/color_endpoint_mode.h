// SPDX-License-Identifier: Apache-2.0
// The 16 colour endpoint modes (Tables C.2.10 and C.2.17) and the field that names them for one to four partitions
// (C.2.11, Figure C.4).

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>

namespace astcslang::astc {

/// In the specification's order; the number is what the block stores.
enum class ColorEndpointMode : uint8_t {
    LdrLuminanceDirect,
    LdrLuminanceBaseOffset,
    HdrLuminanceLargeRange,
    HdrLuminanceSmallRange,
    LdrLuminanceAlphaDirect,
    LdrLuminanceAlphaBaseOffset,
    LdrRgbBaseScale,
    HdrRgbBaseScale,
    LdrRgbDirect,
    LdrRgbBaseOffset,
    LdrRgbBaseScaleTwoA,
    HdrRgbDirect,
    LdrRgbaDirect,
    LdrRgbaBaseOffset,
    HdrRgbDirectLdrAlpha,
    HdrRgbDirectHdrAlpha,
};

inline constexpr int kColorEndpointModeCount = 16;
/// No block may hold more colour values (C.2.24), no single mode has more than kMaxValuesPerMode.
inline constexpr int kMaxColorValueCount = 18;
inline constexpr int kMaxValuesPerMode = 8;

/// Class 0..3: a pair of endpoints is stored as 2, 4, 6 or 8 values.
constexpr int endpointClass(ColorEndpointMode mode) { return static_cast<int>(mode) >> 2; }
constexpr int valueCount(ColorEndpointMode mode) { return 2 * (endpointClass(mode) + 1); }

constexpr int valueCount(std::span<const ColorEndpointMode> modes) {
    int count = 0;
    for (const ColorEndpointMode mode : modes) count += valueCount(mode);
    return count;
}

constexpr bool isHdr(ColorEndpointMode mode) {
    switch (mode) {
    case ColorEndpointMode::HdrLuminanceLargeRange:
    case ColorEndpointMode::HdrLuminanceSmallRange:
    case ColorEndpointMode::HdrRgbBaseScale:
    case ColorEndpointMode::HdrRgbDirect:
    case ColorEndpointMode::HdrRgbDirectLdrAlpha:
    case ColorEndpointMode::HdrRgbDirectHdrAlpha:
        return true;
    default:
        return false;
    }
}

/// The modes of a block's partitions and how its field writes them. One mode for all can be written in two ways: with
/// selector 00, or partition by partition, which costs more bits and never pays; decoders must know both.
struct EndpointModeList {
    uint8_t partitionCount = 1;
    bool isShared = true; ///< All partitions have modes[0], written once.
    std::array<ColorEndpointMode, 4> modes{};

    constexpr std::span<const ColorEndpointMode> used() const { return {modes.data(), partitionCount}; }

    /// Bits that do not fit into block bits 28:23 and stand just below the weights (Figure C.4).
    constexpr int extraBits() const { return isShared ? 0 : 3 * partitionCount - 4; }

    /// The cheapest way to write `modes`.
    static constexpr EndpointModeList of(std::span<const ColorEndpointMode> modes) {
        assert(modes.size() >= 1 && modes.size() <= 4);
        EndpointModeList list;
        list.partitionCount = static_cast<uint8_t>(modes.size());
        for (size_t i = 0; i < modes.size(); ++i) {
            list.modes[i] = modes[i];
            list.isShared = list.isShared && modes[i] == modes[0];
        }
        return list;
    }

    constexpr bool operator==(const EndpointModeList& other) const {
        return partitionCount == other.partitionCount && isShared == other.isShared &&
               std::ranges::equal(used(), other.used());
    }
};

/// The field as one number: for one partition 4 bits, else 6 bits (block bits 28:23) and extraBits() above them.
/// Nothing where the classes differ by more than one, which no block can express.
constexpr std::optional<uint32_t> encodeEndpointModes(const EndpointModeList& list) {
    const uint32_t first = static_cast<uint32_t>(list.modes[0]);
    if (list.partitionCount == 1) return first;
    if (list.isShared) return first << 2;
    int lowest = 2; // selectors 01, 10, 11 stand for classes from 0, 1, 2
    for (const ColorEndpointMode mode : list.used()) lowest = std::min(lowest, endpointClass(mode));
    uint32_t field = static_cast<uint32_t>(lowest + 1);
    for (int partition = 0; partition < list.partitionCount; ++partition) {
        const uint32_t classBit = static_cast<uint32_t>(endpointClass(list.modes[partition]) - lowest);
        if (classBit > 1) return std::nullopt;
        field |= classBit << (2 + partition);
        field |= (static_cast<uint32_t>(list.modes[partition]) & 3) << (2 + list.partitionCount + 2 * partition);
    }
    return field;
}

/// Number of extra bits by the six bits in 28:23, for two to four partitions.
constexpr int extraEndpointModeBits(uint32_t lowSixBits, int partitionCount) {
    return (lowSixBits & 3) == 0 ? 0 : 3 * partitionCount - 4;
}

constexpr EndpointModeList decodeEndpointModes(uint32_t field, int partitionCount) {
    EndpointModeList list;
    list.partitionCount = static_cast<uint8_t>(partitionCount);
    if (partitionCount == 1 || (field & 3) == 0) {
        list.modes.fill(static_cast<ColorEndpointMode>((partitionCount == 1 ? field : field >> 2) & 15));
        return list;
    }
    list.isShared = false;
    for (int partition = 0; partition < partitionCount; ++partition) {
        const uint32_t cls = (field & 3) - 1 + (field >> (2 + partition) & 1);
        const uint32_t low = field >> (2 + partitionCount + 2 * partition) & 3;
        list.modes[partition] = static_cast<ColorEndpointMode>(cls << 2 | low);
    }
    return list;
}

} // namespace astcslang::astc
