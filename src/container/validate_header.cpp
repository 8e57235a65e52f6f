// SPDX-License-Identifier: Apache-2.0
// Header and index of KTX2 files. KTX 2.0, 3.1 to 3.9.

#include <algorithm>
#include <string>

#include "container/byte_order.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

// Byte places of the header's fields.
constexpr uint64_t kVkFormat = 12, kTypeSize = 16, kWidth = 20, kHeight = 24, kDepth = 28, kLayers = 32, kFaces = 36,
                   kLevels = 40, kScheme = 44, kDescriptor = 48, kMetadata = 56, kGlobalData = 64, kGlobalLength = 72;
constexpr uint32_t kLastScheme = 3;
constexpr uint32_t kFirstVendorScheme = 0x10000, kLastVendorScheme = 0x1FFFF;

void validateFormat(const Ktx2View& view, FaultList& faults) {
    const Ktx2Header& header = view.header;
    if (view.facts.isProhibited) {
        faults.add(Rule::FormatProhibited, kVkFormat, "vkFormat " + text(header.vkFormat) + " is not allowed in KTX2");
    } else if (!view.facts.isKnown) {
        faults.add(Rule::FormatUnknown, kVkFormat, "vkFormat " + text(header.vkFormat) + " is not known");
    }
    if (view.facts.typeSize != 0 && header.typeSize != view.facts.typeSize) {
        faults.add(Rule::TypeSize, kTypeSize,
                   "typeSize is " + text(header.typeSize) + " instead of " + text(view.facts.typeSize));
    }
}

void validateShape(const Ktx2View& view, FaultList& faults) {
    const Ktx2Header& header = view.header;
    if (header.pixelWidth == 0) faults.add(Rule::Width, kWidth, "pixelWidth is 0");
    if (header.pixelHeight == 0 && (view.facts.isBlockCompressed || header.pixelDepth != 0)) {
        faults.add(Rule::Height, kHeight, "pixelHeight is 0");
    }
    if (view.facts.is3dBlock && header.pixelDepth == 0) faults.add(Rule::Depth, kDepth, "3D blocks without depth");
    if (view.facts.isDepthOrStencil && header.pixelDepth != 0) {
        faults.add(Rule::Depth, kDepth, "a depth or stencil format with pixelDepth " + text(header.pixelDepth));
    }
    if (header.faceCount != 1 && header.faceCount != 6) {
        faults.add(Rule::FaceCount, kFaces, "faceCount is " + text(header.faceCount));
    }
    if (header.faceCount == 6 && (header.pixelWidth != header.pixelHeight || header.pixelDepth != 0)) {
        faults.add(Rule::CubeShape, header.pixelDepth != 0 ? kDepth : kHeight,
                   "a cube map of " + text(header.pixelWidth) + "x" + text(header.pixelHeight) +
                       (header.pixelDepth != 0 ? "x" + text(header.pixelDepth) : ""));
    }
    if (header.pixelDepth != 0 && header.layerCount != 0) {
        faults.add(Rule::ArrayOf3d, kLayers, "an array of " + text(header.layerCount) + " 3D textures");
    }
    const uint32_t longest = std::max({header.pixelWidth, header.pixelHeight, header.pixelDepth, 1u});
    if (header.levelCount > fullLevelCount(longest, 1)) {
        faults.add(Rule::LevelCount, kLevels,
                   "levelCount is " + text(header.levelCount) + ", but the size allows only " +
                       text(fullLevelCount(longest, 1)));
    }
    if (header.levelCount == 0 && view.facts.isBlockCompressed) {
        faults.add(Rule::LevelCountZero, kLevels, "levelCount is 0");
    }
}

void validateScheme(const Ktx2View& view, FaultList& faults) {
    const uint32_t scheme = view.header.supercompressionScheme;
    const bool isVendors = scheme >= kFirstVendorScheme && scheme <= kLastVendorScheme;
    if (scheme > kLastScheme && !isVendors) {
        faults.add(Rule::Scheme, kScheme, "supercompressionScheme is " + text(scheme));
    } else if (isVendors || scheme == kBasisLz) {
        faults.add(Rule::SchemeUnchecked, kScheme, "levels of scheme " + text(scheme) + " are not checked");
    }
    if (scheme == kBasisLz && view.header.vkFormat != 0) {
        faults.add(Rule::SchemeFormat, kVkFormat, "BasisLZ with vkFormat " + text(view.header.vkFormat));
    }
}

/// The section with its bytes if it lies inside the file.
Ktx2Section locate(const Ktx2View& view, uint64_t offset, uint64_t length) {
    Ktx2Section section{offset, length, {}};
    const uint64_t size = view.bytes.size();
    if (offset <= size && length <= size - offset) section.bytes = view.bytes.subspan(offset, length);
    return section;
}

/// A section that may be missing, and begins at `expected` otherwise.
void validateOptional(Rule rule, const char* name, const Ktx2Section& section, uint64_t expected, uint64_t field,
                      FaultList& faults) {
    if (section.length == 0) {
        if (section.offset != 0) {
            faults.add(rule, field, std::string(name) + " of no bytes at " + text(section.offset) + " instead of 0");
        }
        return;
    }
    if (section.offset != expected) {
        faults.add(rule, field, std::string(name) + " at " + text(section.offset) + " instead of " + text(expected));
    } else if (section.bytes.empty()) {
        faults.add(rule, field, std::string(name) + " of " + text(section.length) + " bytes reach beyond the file");
    }
}

} // namespace

void validatePadding(std::span<const uint8_t> bytes, uint64_t begin, uint64_t end, FaultList& faults) {
    end = std::min<uint64_t>(end, bytes.size());
    for (uint64_t offset = begin; offset < end; ++offset) {
        if (bytes[offset] == 0) continue;
        faults.add(Rule::PaddingValue, offset, "a padding byte is " + text(bytes[offset]));
        return;
    }
}

void validateHeader(const Ktx2View& view, FaultList& faults) {
    validateFormat(view, faults);
    validateShape(view, faults);
    validateScheme(view, faults);
}

void validateIndex(Ktx2View& view, FaultList& faults) {
    const uint64_t claimed = std::max(1u, view.header.levelCount);
    const uint64_t stored = (view.bytes.size() - kKtx2HeaderBytes) / kKtx2LevelEntryBytes;
    // Beyond 32 levels the count itself has been reported.
    view.storedLevelCount = static_cast<uint32_t>(std::min({claimed, stored, uint64_t{32}}));
    if (stored < claimed) {
        faults.add(Rule::IndexTruncated, view.bytes.size(),
                   "the index has " + text(claimed) + " levels, but the file ends after " + text(stored));
        return;
    }
    view.descriptor = locate(view, load32(view.bytes, kDescriptor), load32(view.bytes, kDescriptor + 4));
    view.metadata = locate(view, load32(view.bytes, kMetadata), load32(view.bytes, kMetadata + 4));
    view.globalData = locate(view, load64(view.bytes, kGlobalData), load64(view.bytes, kGlobalLength));

    uint64_t end = kKtx2HeaderBytes + claimed * kKtx2LevelEntryBytes;
    if (view.descriptor.offset != end) {
        faults.add(Rule::DescriptorPlace, kDescriptor,
                   "the descriptor is at " + text(view.descriptor.offset) + " instead of " + text(end));
    } else if (view.descriptor.bytes.empty()) {
        faults.add(Rule::DescriptorPlace, kDescriptor + 4,
                   "the descriptor of " + text(view.descriptor.length) +
                       " bytes is missing or reaches beyond the file");
    }
    end = view.descriptor.offset + view.descriptor.length;
    validateOptional(Rule::MetadataPlace, "key/value data", view.metadata, end, kMetadata, faults);
    if (view.metadata.length != 0) end = view.metadata.offset + view.metadata.length;
    if (view.globalData.length != 0) {
        const uint64_t aligned = (end + 7) / 8 * 8;
        validatePadding(view.bytes, end, aligned, faults);
        end = aligned;
    }
    validateOptional(Rule::GlobalDataPlace, "global data", view.globalData, end, kGlobalData, faults);
    const bool needsGlobalData = view.header.supercompressionScheme == kBasisLz;
    if (needsGlobalData != (view.globalData.length != 0) && view.header.supercompressionScheme <= kLastScheme) {
        faults.add(Rule::GlobalDataPresence, kGlobalLength,
                   text(view.globalData.length) + " bytes of global data with scheme " +
                       text(view.header.supercompressionScheme));
    }
    view.headEnd = view.globalData.length != 0 ? end + view.globalData.length : end;
}

} // namespace astcslang::container
