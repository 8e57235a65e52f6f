// SPDX-License-Identifier: Apache-2.0
// inspectKtx2(): the layout and the descriptor's basic block, number by number.

#include <astcslang/ktx2_info.h>

#include "container/descriptor_places.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"

namespace astcslang {

using namespace container;

Result<Ktx2Info> inspectKtx2(std::span<const uint8_t> bytes) {
    const Result<Ktx2Layout> layout = parseKtx2Layout(bytes);
    if (!layout) return layout.error();
    Result<std::vector<KeyValue>> metadata = parseKeyValueData(layout->keyValueData);
    if (!metadata) return metadata.error();
    const auto rangeOf = [&](std::span<const uint8_t> part) {
        return part.empty() ? FileRange{} : FileRange{static_cast<uint64_t>(part.data() - bytes.data()), part.size()};
    };
    const Ktx2Header& header = layout->header;
    Ktx2Info info;
    info.vkFormat = header.vkFormat;
    info.typeSize = header.typeSize;
    info.pixelWidth = header.pixelWidth;
    info.pixelHeight = header.pixelHeight;
    info.pixelDepth = header.pixelDepth;
    info.layerCount = header.layerCount;
    info.faceCount = header.faceCount;
    info.levelCount = header.levelCount;
    info.supercompressionScheme = header.supercompressionScheme;
    info.descriptor = rangeOf(layout->dataFormatDescriptor);
    info.keyValueData = rangeOf(layout->keyValueData);
    info.globalData = rangeOf(layout->supercompressionGlobalData);
    for (const Ktx2Level& level : layout->levels) {
        info.levels.push_back({rangeOf(level.bytes), level.uncompressedByteLength});
    }
    using namespace descriptor;
    if (const std::span<const uint8_t> basic = layout->dataFormatDescriptor; basic.size() >= kSamples) {
        info.colorModel = basic[kModel];
        info.colorPrimaries = basic[kPrimaries];
        info.transferFunction = basic[kTransfer];
        info.flags = basic[kFlags];
        for (size_t side = 0; side < 4; ++side)
            info.texelBlockSides[side] = static_cast<uint8_t>(basic[kDimensions + side] + 1);
        info.bytesPlane0 = basic[kBytesPlane];
    }
    info.metadata = *std::move(metadata);
    return info;
}

} // namespace astcslang
