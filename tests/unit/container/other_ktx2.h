// SPDX-License-Identifier: Apache-2.0
// KTX2 files of other formats than ASTC, spelled out field by field: what validate makes of them is under test.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "container/byte_order.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"

namespace astcslang::container {

/// Fields as in the file; texelBlockDimension are given as they are.
struct OtherSample {
    uint16_t bitOffset = 0;
    uint8_t bitLength = 0; ///< Less one.
    uint8_t channel = 0;   ///< With qualifiers.
    uint32_t position = 0, lower = 0, upper = 0;
};

struct OtherKtx2 {
    Ktx2Header header = [] {
        Ktx2Header plain;
        plain.pixelWidth = 3;
        plain.pixelHeight = 5;
        return plain;
    }();
    uint8_t model = 1, primaries = 1, transfer = 1, flags = 0; ///< RGBSDA, BT.709, linear
    std::array<uint8_t, 4> dimensions = {1, 1, 1, 1};
    std::array<uint8_t, 8> planes = {};
    std::vector<OtherSample> samples;
    std::vector<uint8_t> furtherBlocks;
    std::vector<KeyValue> entries;
    std::vector<uint8_t> globalData;
    uint64_t levelBytes = 0, rawBytes = 0; ///< Of the one level; zeros.

    std::vector<uint8_t> bytes() const {
        std::vector<uint8_t> descriptor;
        const size_t block = 24 + 16 * samples.size();
        append32(descriptor, static_cast<uint32_t>(4 + block + furtherBlocks.size()));
        append32(descriptor, 0);
        append32(descriptor, static_cast<uint32_t>(2 | block << 16));
        for (const uint8_t field : {model, primaries, transfer, flags}) descriptor.push_back(field);
        for (const uint8_t side : dimensions) descriptor.push_back(static_cast<uint8_t>(side - 1));
        descriptor.insert(descriptor.end(), planes.begin(), planes.end());
        for (const OtherSample& sample : samples) {
            append32(descriptor, sample.bitOffset | uint32_t{sample.bitLength} << 16 | uint32_t{sample.channel} << 24);
            for (const uint32_t field : {sample.position, sample.lower, sample.upper}) append32(descriptor, field);
        }
        descriptor.insert(descriptor.end(), furtherBlocks.begin(), furtherBlocks.end());
        std::vector<KeyValue> all = entries;
        all.push_back({"KTXwriter", std::string("x", 2)});
        const std::vector<uint8_t> keyValues = makeKeyValueData(all), level(levelBytes);
        Ktx2Layout layout;
        layout.header = header;
        layout.dataFormatDescriptor = descriptor;
        layout.keyValueData = keyValues;
        layout.supercompressionGlobalData = globalData;
        layout.levels = {{level, rawBytes}};
        uint32_t alignment = planes[0] == 0 || header.supercompressionScheme != 0 ? 1 : planes[0];
        while (header.supercompressionScheme == 0 && alignment % 4 != 0) alignment += planes[0];
        return serializeKtx2Layout(layout, alignment);
    }
};

/// Channels of `bits` each, in this order ("rgba"), of 3x5 texels.
inline OtherKtx2 makePlainKtx2(uint32_t vkFormat, const std::string& order, uint32_t bits, uint8_t qualifiers,
                               uint32_t lower, uint32_t upper) {
    OtherKtx2 file;
    file.header.vkFormat = vkFormat;
    file.header.typeSize = bits / 8;
    for (size_t i = 0; i < order.size(); ++i) {
        const size_t color = std::string("rgb").find(order[i]);
        const auto channel = static_cast<uint8_t>(color == std::string::npos ? 15 : color);
        file.samples.push_back({static_cast<uint16_t>(bits * i), static_cast<uint8_t>(bits - 1),
                                static_cast<uint8_t>(channel | qualifiers), 0, lower, upper});
    }
    file.planes[0] = static_cast<uint8_t>(bits / 8 * order.size());
    file.levelBytes = file.rawBytes = uint64_t{3} * 5 * file.planes[0];
    return file;
}

inline OtherKtx2 makeRgba8() { return makePlainKtx2(37, "rgba", 8, 0, 0, 255); }

/// Two slices, RGB and AAA, of one 4x4 picture with one codebook of 6 bytes.
inline OtherKtx2 makeBasisLz() {
    OtherKtx2 file;
    file.header.supercompressionScheme = 1;
    file.header.pixelWidth = file.header.pixelHeight = 4;
    file.model = 163;
    file.transfer = 2;
    file.dimensions = {4, 4, 1, 1};
    file.planes = {8, 8};
    file.samples = {{0, 63, 0, 0, 0, UINT32_MAX}, {64, 63, 15 | 0x10, 0, 0, UINT32_MAX}};
    file.levelBytes = 7;
    append32(file.globalData, 1 | 1 << 16); // endpoints, selectors
    for (const uint32_t length : {1, 2, 3, 0}) append32(file.globalData, length);
    for (const uint32_t field : {0, 0, 4, 4, 3}) append32(file.globalData, field);
    file.globalData.resize(file.globalData.size() + 6);
    return file;
}

inline OtherKtx2 makeUastc() {
    OtherKtx2 file;
    file.header.pixelWidth = file.header.pixelHeight = 4;
    file.model = 166;
    file.transfer = 2;
    file.dimensions = {4, 4, 1, 1};
    file.planes = {16};
    file.samples = {{0, 127, 3, 0, 0, UINT32_MAX}};
    file.levelBytes = file.rawBytes = 16;
    return file;
}

} // namespace astcslang::container
