// SPDX-License-Identifier: Apache-2.0
// KTX2 of any format, packed in another way: repackKtx2(). KTX 2.0, 3.8 and 3.12.

#include <string>

#include <astcslang/ktx2_info.h>

#include "container/descriptor_places.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"
#include "container/ktx2_packing.h"
#include "container/supercompression.h"

namespace astcslang {

using namespace container;

namespace {

/// By the format, else by the descriptor, which a packed file may leave without a size.
Result<TexelBlock> findBlock(const Ktx2Layout& layout) {
    using namespace descriptor;
    if (const std::optional<TexelBlock> known = texelBlockOf(layout.header.vkFormat)) return *known;
    const std::span<const uint8_t> basic = layout.dataFormatDescriptor;
    if (basic.size() < kSamples) return Error{ErrorCode::InvalidData, "the data format descriptor is truncated"};
    const TexelBlock block{basic[kDimensions] + 1u, basic[kDimensions + 1] + 1u, basic[kDimensions + 2] + 1u,
                           basic[kBytesPlane]};
    if (block.bytes != 0) return block;
    return Error{ErrorCode::Unsupported,
                 "the size of its texel blocks is not known (format " + std::to_string(layout.header.vkFormat) + ")"};
}

} // namespace

Result<std::vector<uint8_t>> repackKtx2(std::span<const uint8_t> bytes, const Ktx2WriteOptions& options) {
    Result<Ktx2Layout> layout = parseKtx2Layout(bytes);
    if (!layout) return layout.error();
    const uint32_t number = layout->header.supercompressionScheme;
    const std::optional<Supercompression> scheme = fromSchemeNumber(number);
    if (!scheme) {
        return Error{ErrorCode::Unsupported, "supercompression (scheme " + std::to_string(number) +
                                                 ") is not supported, only Zstandard and zlib are"};
    }
    if (!layout->supercompressionGlobalData.empty())
        return Error{ErrorCode::InvalidData, "supercompression global data, which the scheme does not have"};
    const Result<TexelBlock> block = findBlock(*layout);
    if (!block) return block.error();
    const Result<std::vector<KeyValue>> metadata = parseKeyValueData(layout->keyValueData);
    if (!metadata) return metadata.error();
    Result<std::vector<KeyValue>> entries = withWriter(*metadata, options);
    if (!entries) return entries.error();

    std::vector<std::vector<uint8_t>> levels;
    for (uint32_t level = 0; level < layout->levels.size(); ++level) {
        Result<std::vector<uint8_t>> texels =
            readLevel(layout->levels[level], levelBytes(layout->header, *block, level), *scheme);
        if (!texels) return inLevel(level, texels.error());
        levels.push_back(*std::move(texels));
    }
    std::vector<uint8_t> sized(layout->dataFormatDescriptor.begin(), layout->dataFormatDescriptor.end());
    using namespace descriptor;
    if (sized.size() >= kSamples && sized[kBytesPlane] == 0) sized[kBytesPlane] = static_cast<uint8_t>(block->bytes);
    const std::vector<uint8_t> keyValues = makeKeyValueData(*std::move(entries));
    layout->dataFormatDescriptor = sized;
    layout->keyValueData = keyValues;
    return writePacked(*layout, {levels.begin(), levels.end()}, block->bytes, options);
}

} // namespace astcslang
