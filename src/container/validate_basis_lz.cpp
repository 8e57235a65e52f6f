// SPDX-License-Identifier: Apache-2.0
// Global data of BasisLZ: KTX 2.0, appendix 'BasisLZ Global Data'. What codebooks, tables and slices hold is left
// alone.

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "container/byte_order.h"
#include "container/descriptor_places.h"
#include "container/key_value_data.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

constexpr uint64_t kHeadBytes = 20, kImageBytes = 20;
constexpr uint64_t kEndpointCount = 0, kSelectorCount = 2;
constexpr uint64_t kEndpointsLength = 4, kSelectorsLength = 8, kTablesLength = 12, kExtendedLength = 16;
constexpr uint32_t kIsPFrame = 2;

/// Slices of one image: where they lie in their level.
void validateImage(const Ktx2View& view, uint64_t place, uint64_t levelLength, bool hasSecond, FaultList& faults) {
    const std::span<const uint8_t> bytes = view.globalData.bytes;
    const auto report = [&](uint64_t field, const std::string& what) {
        faults.add(Rule::BasisLzData, view.globalData.offset + place + field, what);
    };
    if ((load32(bytes, place) & ~kIsPFrame) != 0) report(0, "imageFlags are " + text(load32(bytes, place)));
    for (const bool isSecond : {false, true}) {
        const uint64_t field = isSecond ? 12 : 4;
        const uint64_t offset = load32(bytes, place + field), length = load32(bytes, place + field + 4);
        const std::string name = isSecond ? "the second slice" : "the first slice";
        if (isSecond && !hasSecond) {
            if (offset != 0 || length != 0) report(field, name + " is there, but the descriptor has one sample");
        } else if (length == 0 || offset + length > levelLength) {
            report(field, name + " of " + text(length) + " bytes at " + text(offset) + " is empty or reaches beyond " +
                              "the level's " + text(levelLength));
        }
    }
}

/// Codebooks and tables, without which no slice can be decoded.
void validateParts(const Ktx2View& view, FaultList& faults) {
    const std::span<const uint8_t> bytes = view.globalData.bytes;
    const auto report = [&](uint64_t field, const char* what) {
        faults.add(Rule::BasisLzData, view.globalData.offset + field, what);
    };
    if (load16(bytes, kEndpointCount) == 0) report(kEndpointCount, "there are no endpoints");
    if (load16(bytes, kSelectorCount) == 0) report(kSelectorCount, "there are no selectors");
    if (load32(bytes, kEndpointsLength) == 0) report(kEndpointsLength, "the codebook of endpoints is empty");
    if (load32(bytes, kSelectorsLength) == 0) report(kSelectorsLength, "the codebook of selectors is empty");
    if (load32(bytes, kTablesLength) == 0) report(kTablesLength, "the tables are empty");
    if (load32(bytes, kExtendedLength) != 0) report(kExtendedLength, "ETC1S has no extended data");
}

/// Whether the metadata say so. Where they are broken, which is told, it may be.
bool mayBeAnimation(const Ktx2View& view) {
    const Result<std::vector<KeyValue>> entries = parseKeyValueData(view.metadata.bytes);
    return !entries || std::any_of(entries->begin(), entries->end(),
                                   [](const KeyValue& entry) { return entry.key == "KTXanimData"; });
}

/// Of each level; where the header claims more than `most`, one more than that.
std::vector<uint64_t> countImages(const Ktx2View& view, uint64_t most) {
    const Ktx2Header& header = view.header;
    std::vector<uint64_t> counts;
    for (uint32_t level = 0; level < view.storedLevelCount; ++level) {
        const uint32_t depth = header.pixelDepth >> level;
        uint64_t count = 1;
        for (const uint32_t factor : {header.layerCount, header.faceCount, depth}) {
            count = std::max(1u, factor) > most / count ? most + 1 : count * std::max(1u, factor);
            if (count > most) break;
        }
        counts.push_back(count);
    }
    return counts;
}

} // namespace

void validateBasisLzData(const Ktx2View& view, FaultList& faults) {
    const std::span<const uint8_t> bytes = view.globalData.bytes;
    if (bytes.empty()) return; // which is told
    if (bytes.size() < kHeadBytes) {
        faults.add(Rule::BasisLzData, view.globalData.offset, text(bytes.size()) + " bytes, less than their header");
        return;
    }
    const std::vector<uint64_t> imageCounts = countImages(view, bytes.size() / kImageBytes);
    const uint64_t imageCount = std::accumulate(imageCounts.begin(), imageCounts.end(), uint64_t{0});
    uint64_t parts = kHeadBytes;
    for (const uint64_t field : {kEndpointsLength, kSelectorsLength, kTablesLength, kExtendedLength}) {
        parts += load32(bytes, field);
    }
    if (imageCount > (bytes.size() - kHeadBytes) / kImageBytes || parts + imageCount * kImageBytes != bytes.size()) {
        faults.add(Rule::BasisLzData, view.globalData.offset,
                   "header, " + text(imageCount) + " images, codebooks and tables are not the section's " +
                       text(bytes.size()) + " bytes");
        return;
    }
    validateParts(view, faults);
    const bool mayBePredicted = mayBeAnimation(view);
    const std::span<const uint8_t> descriptor = view.descriptor.bytes;
    const bool hasSecond = descriptor.size() >= descriptor::kSamples + 2 * descriptor::kSampleBytes;
    uint64_t place = kHeadBytes;
    for (uint32_t level = 0; level < imageCounts.size(); ++level) {
        const uint64_t length = load64(view.bytes, kKtx2HeaderBytes + level * kKtx2LevelEntryBytes + 8);
        for (uint64_t image = 0; image < imageCounts[level]; ++image, place += kImageBytes) {
            validateImage(view, place, length, hasSecond, faults);
            if (load32(bytes, place) == kIsPFrame && !mayBePredicted) {
                faults.add(Rule::BasisLzData, view.globalData.offset + place, "a P-frame in what is no animation");
            }
        }
    }
}

} // namespace astcslang::container
