// SPDX-License-Identifier: Apache-2.0
// Places, sizes and contents of a KTX2 file's levels, for every format whose texel block is known. KTX 2.0, 3.9.7 and
// 3.12.

#include <algorithm>
#include <numeric>
#include <string>

#include "container/byte_order.h"
#include "container/inflate_runs.h"
#include "container/ktx2_packing.h"
#include "container/supercompression.h"
#include "container/texture_shape.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

constexpr uint64_t kMaxInflatedBytes = uint64_t{1} << 32;

struct LevelEntry {
    uint64_t field = 0; ///< Place of the entry in the level index.
    uint64_t offset = 0, length = 0, rawLength = 0;
};

std::string nameOf(uint32_t level) { return "level " + text(level); }

LevelEntry entryOf(const Ktx2View& view, uint32_t level) {
    const uint64_t field = kKtx2HeaderBytes + level * kKtx2LevelEntryBytes;
    return {field, load64(view.bytes, field), load64(view.bytes, field + 8), load64(view.bytes, field + 16)};
}

/// Walks the levels as they lie in the file, the smallest first.
void validatePlaces(const Ktx2View& view, const std::optional<TexelBlock>& block, FaultList& faults) {
    const bool isPacked = view.header.supercompressionScheme != 0;
    const uint64_t alignment = isPacked || !block ? 1 : std::lcm(uint64_t{block->bytes}, uint64_t{4});
    uint64_t end = view.headEnd;
    for (uint32_t level = view.storedLevelCount; level-- > 0;) {
        const LevelEntry entry = entryOf(view, level);
        const uint64_t expected = (end + alignment - 1) / alignment * alignment;
        if (entry.offset % alignment != 0) {
            faults.add(Rule::LevelAlignment, entry.field,
                       nameOf(level) + " begins at " + text(entry.offset) + ", which is no multiple of " +
                           text(alignment));
        } else if (level + 1 < view.storedLevelCount && entry.offset < entryOf(view, level + 1).offset) {
            faults.add(Rule::LevelOrder, entry.field, nameOf(level) + " stands before " + nameOf(level + 1));
        } else if (entry.offset != expected && (block || isPacked || entry.offset < end)) {
            faults.add(Rule::LevelPlace, entry.field,
                       nameOf(level) + " begins at " + text(entry.offset) + " instead of " + text(expected));
        } else {
            validatePadding(view.bytes, end, entry.offset, faults);
        }
        const uint64_t size = view.bytes.size();
        if (entry.offset > size || entry.length > size - entry.offset || entry.length == 0) {
            faults.add(Rule::LevelPlace, entry.field + 8,
                       nameOf(level) + " of " + text(entry.length) + " bytes is empty or reaches beyond the file");
            continue;
        }
        end = entry.offset + entry.length;
    }
    if (end < view.bytes.size() && !faults.has(Rule::LevelPlace) && !faults.has(Rule::LevelOrder)) {
        faults.add(Rule::TrailingBytes, end, text(view.bytes.size() - end) + " bytes after the last level");
    }
}

void validateLengths(const Ktx2View& view, const std::optional<TexelBlock>& block, uint32_t level, FaultList& faults) {
    const LevelEntry entry = entryOf(view, level);
    const uint32_t scheme = view.header.supercompressionScheme;
    if (scheme == kBasisLz) {
        if (entry.rawLength != 0) {
            faults.add(Rule::LevelRawLength, entry.field + 16,
                       nameOf(level) + " of BasisLZ has uncompressedByteLength " + text(entry.rawLength));
        }
        return;
    }
    if (scheme == 0 && entry.length != entry.rawLength) {
        faults.add(Rule::LevelRawLength, entry.field + 16,
                   nameOf(level) + " has uncompressedByteLength " + text(entry.rawLength) + " and byteLength " +
                       text(entry.length));
    }
    const uint64_t pictures = uint64_t{std::max(1u, view.header.layerCount)} * std::max(1u, view.header.faceCount);
    if (entry.rawLength == 0 || entry.rawLength % pictures != 0) {
        faults.add(Rule::LevelRawLength, entry.field + 16,
                   nameOf(level) + " has " + text(entry.rawLength) + " bytes for " + text(pictures) + " pictures");
    }
    if (!block) return;
    const std::optional<uint64_t> expected = levelBytes(view.header, *block, level);
    const uint64_t actual = scheme == 0 ? entry.length : entry.rawLength;
    if (expected && actual == *expected) return;
    faults.add(scheme == 0 ? Rule::LevelLength : Rule::LevelRawLength, entry.field + (scheme == 0 ? 8 : 16),
               nameOf(level) + " has " + text(actual) + " bytes instead of " +
                   (expected ? text(*expected) : "more than there can be"));
}

/// Whether the level's claimed size forbids to inflate it, before memory is taken. Reports sizes that are legal.
bool isTooLarge(const Ktx2View& view, const std::optional<TexelBlock>& block, uint32_t level, FaultList& faults) {
    const LevelEntry entry = entryOf(view, level);
    const uint64_t texels = levelBytes(view.header, {1, 1, 1, 1}, level).value_or(UINT64_MAX);
    const bool isAboveTexels = std::max(texels, block ? 0 : entry.rawLength) > view.maxInflatedTexels;
    if (entry.rawLength > kMaxInflatedBytes || isAboveTexels) {
        faults.add(Rule::LevelUnchecked, entry.offset,
                   nameOf(level) + " would have " + text(entry.rawLength) + " bytes for " + text(texels) + " texels");
        return true;
    }
    return block && levelBytes(view.header, *block, level) != entry.rawLength; // which validateLengths() reports
}

/// Inflates the level if need be, and looks at its blocks if they are ASTC.
void validateContent(const Ktx2View& view, const std::optional<TexelBlock>& block, uint32_t level, FaultList& faults) {
    const LevelEntry entry = entryOf(view, level);
    const uint64_t size = view.bytes.size();
    const std::optional<Supercompression> scheme = fromSchemeNumber(view.header.supercompressionScheme);
    if (!scheme || entry.offset > size || entry.length > size - entry.offset || entry.length == 0) return;
    const bool isPacked = *scheme != Supercompression::None;
    if (isPacked && isTooLarge(view, block, level, faults)) return;
    const std::span<const uint8_t> stored = view.bytes.subspan(entry.offset, entry.length);
    BlockValidator blocks(view.astc ? view.astc->footprint : Footprint{4, 4}, entry.offset, isPacked, nameOf(level),
                          faults);
    const auto take = [&](std::span<const uint8_t> run) -> Result<void> {
        if (view.astc) blocks.validate(run);
        return {};
    };
    const Result<void> done = inflateInRuns(stored, *scheme, isPacked ? entry.rawLength : stored.size(), take);
    if (done) return;
    const bool isDamaged = done.error().code == ErrorCode::InvalidData;
    faults.add(isDamaged ? Rule::LevelStream : Rule::LevelUnchecked, entry.offset,
               nameOf(level) + ": " + done.error().message);
}

} // namespace

void validateLevels(const Ktx2View& view, const std::optional<TexelBlock>& block, FaultList& faults) {
    validatePlaces(view, block, faults);
    for (uint32_t level = 0; level < view.storedLevelCount; ++level) validateLengths(view, block, level, faults);
    for (uint32_t level = 0; level < view.storedLevelCount; ++level) validateContent(view, block, level, faults);
}

} // namespace astcslang::container
