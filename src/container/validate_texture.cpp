// SPDX-License-Identifier: Apache-2.0
// validateTexture(): which kind of file it is, .astc and KTX 1 files, and ASTC blocks of all.

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <astcslang/ktx1.h>

#include "astc/physical_block.h"
#include "container/byte_order.h"
#include "container/ktx1_layout.h"
#include "container/validate_ktx2.h"

namespace astcslang {

using namespace container;

namespace {

constexpr size_t kMaxBlockFaultCount = 100;

/// Of the 3D footprints that C.2.4 lists: three sides of 3 to 6, none above the one before, the last at most
/// 1 below the first.
bool isLegal3dFootprint(uint8_t width, uint8_t height, uint8_t depth) {
    return width >= 3 && width <= 6 && depth >= 3 && depth <= height && height <= width && width - depth <= 1;
}

void validateAstc(std::span<const uint8_t> bytes, FaultList& faults) {
    if (bytes.size() < kAstcHeaderBytes) {
        faults.add(Rule::AstcHeader, bytes.size(), "the file ends within the header");
        return;
    }
    const Footprint footprint{bytes[4], bytes[5]};
    const uint8_t depth = bytes[6];
    if (depth == 1 ? !isLegalFootprint(footprint) : !isLegal3dFootprint(footprint.width, footprint.height, depth)) {
        faults.add(Rule::AstcFootprint, 4,
                   text(footprint.width) + "x" + text(footprint.height) + "x" + text(depth) +
                       " is not a footprint of ASTC");
        return;
    }
    const std::array<uint64_t, 3> sides = {loadLittleEndian(bytes, 7, 3), loadLittleEndian(bytes, 10, 3),
                                           loadLittleEndian(bytes, 13, 3)};
    if (std::find(sides.begin(), sides.end(), uint64_t{0}) != sides.end()) {
        faults.add(Rule::AstcSize, 7, "the picture is " + text(sides[0]) + "x" + text(sides[1]) + "x" + text(sides[2]));
        return;
    }
    // Sides have 24 bits: rows times columns fit 64 bits, and so does the product of three block counts of 3D blocks.
    const auto along = [&](size_t axis, uint32_t blockSide) { return (sides[axis] + blockSide - 1) / blockSide; };
    const uint64_t layer = along(0, footprint.width) * along(1, footprint.height);
    const uint64_t stored = (bytes.size() - kAstcHeaderBytes) / kBlockBytes;
    if (layer > stored || layer * along(2, depth) != stored || bytes.size() % kBlockBytes != 0) {
        faults.add(Rule::AstcLength, kAstcHeaderBytes,
                   "there are " + text(bytes.size() - kAstcHeaderBytes) + " bytes of blocks for " + text(layer) + "x" +
                       text(along(2, depth)) + " blocks of 16");
        return;
    }
    if (depth != 1) return;
    BlockValidator(footprint, kAstcHeaderBytes, false, "", faults).validate(bytes.subspan(kAstcHeaderBytes));
}

/// By its reader, which stops at the first fault.
void validateKtx1(std::span<const uint8_t> bytes, FaultList& faults) {
    const Result<Texture> texture = readKtx1(bytes);
    if (!texture) {
        const bool isUnchecked = texture.error().code == ErrorCode::Unsupported;
        faults.add(isUnchecked ? Rule::Ktx1Unchecked : Rule::Ktx1File, 0, texture.error().message);
        return;
    }
    uint64_t offset = kKtx1HeaderBytes + load32(bytes, kKtx1KeyValueBytesPlace);
    for (size_t level = 0; level < texture->levels.size(); ++level) {
        const std::vector<uint8_t>& blocks = texture->levels[level];
        offset += kKtx1ImageSizeBytes;
        BlockValidator(texture->footprint, offset, false, "level " + text(level), faults).validate(blocks);
        offset += blocks.size();
    }
}

void validateKtx2(std::span<const uint8_t> bytes, uint64_t maxInflatedTexels, FaultList& faults) {
    if (bytes.size() < kKtx2HeaderBytes) {
        faults.add(Rule::HeaderTruncated, bytes.size(), "the file ends within the header");
        return;
    }
    Ktx2View view;
    view.bytes = bytes;
    view.maxInflatedTexels = maxInflatedTexels;
    view.header = loadKtx2Header(bytes);
    view.facts = factsOf(view.header.vkFormat);
    view.astc = fromVkFormat(view.header.vkFormat);
    validateHeader(view, faults);
    validateIndex(view, faults);
    if (faults.has(Rule::IndexTruncated)) return;
    const std::optional<TexelBlock> block = validateDescriptor(view, faults);
    validateMetadata(view, faults);
    if (view.header.supercompressionScheme == kBasisLz) validateBasisLzData(view, faults);
    validateLevels(view, block, faults);
}

/// Why decoders of LDR show the error colour, if they do for the whole block or a part of it.
struct BlockVerdict {
    Rule rule;
    std::string_view why;
};
struct Judge {
    std::optional<BlockVerdict> operator()(astc::BlockFault fault) const {
        return BlockVerdict{Rule::BlockIllegal, astc::describe(fault)};
    }
    std::optional<BlockVerdict> operator()(const astc::VoidExtentBlock& block) const {
        if (!block.isHdr) return std::nullopt;
        return BlockVerdict{Rule::BlockHdr, "an HDR constant colour"};
    }
    std::optional<BlockVerdict> operator()(const astc::SymbolicBlock& block) const {
        for (const astc::ColorEndpointMode mode : block.endpointModes.used()) {
            if (astc::isHdr(mode)) return BlockVerdict{Rule::BlockHdr, "an HDR endpoint mode"};
        }
        return std::nullopt;
    }
};

} // namespace

namespace container {

void BlockValidator::validate(std::span<const uint8_t> blocks) {
    for (size_t place = 0; place + kBlockBytes <= blocks.size(); place += kBlockBytes, ++index_) {
        if (faultCount_ > kMaxBlockFaultCount) return;
        const auto bytes = blocks.subspan(place).first<kBlockBytes>();
        const auto verdict = std::visit(Judge{}, astc::unpack(astc::PhysicalBlock::fromBytes(bytes), footprint_));
        if (!verdict) continue;
        if (++faultCount_ > kMaxBlockFaultCount) {
            faults_.add(Rule::MoreFaults, offset_, "there are more such blocks than are told");
            return;
        }
        const std::string prefix = where_.empty() ? "" : where_ + ", ";
        faults_.add(verdict->rule, isInflated_ ? offset_ : offset_ + index_ * kBlockBytes,
                    prefix + "block " + text(index_) + ": " + std::string(verdict->why));
    }
}

} // namespace container

namespace {

bool beginsWith(std::span<const uint8_t> bytes, std::span<const uint8_t> identifier) {
    return bytes.size() >= identifier.size() && std::equal(identifier.begin(), identifier.end(), bytes.begin());
}

} // namespace

std::vector<Fault> validateTexture(std::span<const uint8_t> bytes, uint64_t maxInflatedTexels) {
    FaultList faults;
    if (bytes.size() >= 4 && load32(bytes, 0) == kAstcMagic) {
        validateAstc(bytes, faults);
    } else if (beginsWith(bytes, kKtx2Identifier)) {
        validateKtx2(bytes, maxInflatedTexels, faults);
    } else if (beginsWith(bytes, kKtx1Identifier)) {
        validateKtx1(bytes, faults);
    } else {
        faults.add(Rule::FileType, 0, "the file begins neither as .astc nor as KTX 1 or KTX2");
    }
    return faults.take();
}

} // namespace astcslang
