// SPDX-License-Identifier: Apache-2.0
// Data format descriptors, field by field.

#include <algorithm>
#include <string>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/descriptor_places.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

using namespace descriptor;

constexpr uint8_t kLastPrimaries = 11; // KHR_DF_PRIMARIES_ADOBERGB
constexpr uint8_t kLastTransfer = 19;  // KHR_DF_TRANSFER_HLG_UNNORMALIZED_OETF

/// One descriptor, of which the basic block's fixed part is known to be there.
class Descriptor {
public:
    Descriptor(const Ktx2View& view, FaultList& faults)
        : view_(view), bytes_(view.descriptor.bytes), faults_(faults),
          isAstc_(view.astc.has_value() || view.facts.isAstcHdr || (view.facts.is3dBlock)) {}

    void validateModel() const;
    void validateColor() const;
    std::optional<TexelBlock> validateTexelBlock() const;
    void validateSamples(uint64_t blockLength) const;

private:
    void report(Rule rule, uint64_t place, std::string what) const {
        faults_.add(rule, view_.descriptor.offset + place, std::move(what));
    }

    const Ktx2View& view_;
    std::span<const uint8_t> bytes_;
    FaultList& faults_;
    bool isAstc_;
};

void Descriptor::validateModel() const {
    const uint8_t model = bytes_[kModel], expected = isAstc_ ? kModelAstc : view_.facts.colorModel;
    const std::string format = "vkFormat " + text(view_.header.vkFormat);
    const bool is3d = bytes_[kDimensions + 2] != 0; // such ASTC had no VkFormat at first
    if (expected != 0 && model != expected) {
        report(Rule::DescriptorModel, kModel,
               "colour model " + text(model) + " instead of " + text(expected) + ", that of " + format);
    } else if (!isAstc_ && model == kModelAstc && !(view_.header.vkFormat == 0 && is3d)) {
        report(Rule::DescriptorModel, kModel, "colour model 162, ASTC, which is not that of " + format);
    }
}

void Descriptor::validateColor() const {
    if (load16(bytes_, kVersion) != kVersion13) {
        report(Rule::DescriptorVersion, kVersion, "the descriptor's version is " + text(load16(bytes_, kVersion)));
    }
    validateModel();
    if (bytes_[kPrimaries] > kLastPrimaries) {
        report(Rule::DescriptorPrimaries, kPrimaries, "colour primaries " + text(bytes_[kPrimaries]));
    }
    const uint8_t transfer = bytes_[kTransfer];
    const bool isOfLight = view_.facts.hasSrgbVariant || view_.facts.isAstcHdr;
    if (view_.facts.isSrgb && transfer != kTransferSrgb) {
        report(Rule::DescriptorTransfer, kTransfer,
               "transfer function " + text(transfer) + " instead of 2, sRGB, as vkFormat says");
    } else if (transfer > kLastTransfer || (isOfLight && transfer == kTransferSrgb)) {
        report(Rule::DescriptorTransferOdd, kTransfer,
               "transfer function " + text(transfer) + " in a format of vkFormat " + text(view_.header.vkFormat));
    }
    if ((bytes_[kFlags] & ~kAlphaPremultiplied) != 0) {
        report(Rule::DescriptorFlags, kFlags, "flags " + text(bytes_[kFlags]));
    }
}

std::optional<TexelBlock> Descriptor::validateTexelBlock() const {
    TexelBlock block{bytes_[kDimensions] + 1u, bytes_[kDimensions + 1] + 1u, bytes_[kDimensions + 2] + 1u,
                     bytes_[kBytesPlane]};
    if (view_.astc) {
        const Footprint footprint = view_.astc->footprint;
        if (block.width != footprint.width || block.height != footprint.height || block.depth != 1 ||
            bytes_[kDimensions + 3] != 0) {
            report(Rule::DescriptorDimensions, kDimensions,
                   "blocks of " + text(block.width) + "x" + text(block.height) + "x" + text(block.depth) +
                       " instead of " + text(footprint.width) + "x" + text(footprint.height) + "x1");
            block = {footprint.width, footprint.height, 1, block.bytes};
        }
    }
    if (block.bytes == 0 && view_.header.supercompressionScheme != 0) {
        report(Rule::DescriptorUnsized, kBytesPlane, "blocks of 0 bytes in a supercompressed texture");
    } else if (isAstc_ && block.bytes != kBlockBytes) {
        report(Rule::DescriptorBytes, kBytesPlane, "blocks of " + text(block.bytes) + " bytes instead of 16");
    } else if (block.bytes == 0) {
        report(Rule::DescriptorBytes, kBytesPlane, "blocks of 0 bytes");
    }
    const bool hasPlanes = std::any_of(&bytes_[kBytesPlane + 1], &bytes_[kBytesPlane + 8], [](uint8_t b) { return b; });
    if (isAstc_) {
        if (hasPlanes) report(Rule::DescriptorBytes, kBytesPlane + 1, "bytes in planes that ASTC does not have");
        block.bytes = kBlockBytes;
        return block;
    }
    // Planes beyond the first, and formats that no byte count tells, are left alone.
    if (block.bytes == 0 || hasPlanes) return std::nullopt;
    return block;
}

void Descriptor::validateSamples(uint64_t blockLength) const {
    const uint64_t sampleCount = (blockLength - kBlockHeaderBytes) / kSampleBytes;
    if (sampleCount == 0 && view_.header.supercompressionScheme == 0) {
        report(Rule::DescriptorSamples, kVersion, "no samples");
    }
    if (!view_.astc && !view_.facts.isAstcHdr) return;
    if (sampleCount != 1) {
        report(Rule::DescriptorSamples, kBlockLength, text(sampleCount) + " samples instead of 1");
        return;
    }
    std::vector<uint8_t> expected = makeDataFormatDescriptor(view_.astc.value_or(TextureFormat{{4, 4}, Profile::Ldr}));
    // HDR: signed floats. Their bounds are left alone.
    if (!view_.astc) expected[kSamples + kSampleChannel] |= kSampleSigned | kSampleFloat;
    const uint64_t end = kSamples + (view_.astc ? kSampleBytes : kSampleBytes / 2);
    for (uint64_t place = kSamples; place < end; ++place) {
        if (bytes_[place] == expected[place]) continue;
        report(Rule::DescriptorSamples, place,
               "byte " + text(place - kSamples) + " of the sample is " + text(bytes_[place]) + " instead of " +
                   text(expected[place]));
        return;
    }
}

} // namespace

std::optional<TexelBlock> validateDescriptor(const Ktx2View& view, FaultList& faults) {
    // What the format alone tells.
    std::optional<TexelBlock> block;
    if (view.astc) block = {view.astc->footprint.width, view.astc->footprint.height, 1, kBlockBytes};
    const std::span<const uint8_t> bytes = view.descriptor.bytes;
    if (bytes.size() < 4) return block;
    if (load32(bytes, 0) != view.descriptor.length) {
        faults.add(Rule::DescriptorSize, view.descriptor.offset,
                   "dfdTotalSize is " + text(load32(bytes, 0)) + ", but dfdByteLength " + text(view.descriptor.length));
    }
    const uint64_t blockLength = bytes.size() >= kSamples ? load16(bytes, kBlockLength) : 0;
    if (bytes.size() < kSamples || load32(bytes, kBlock) != kBasicBlock || blockLength < kBlockHeaderBytes ||
        blockLength > bytes.size() - kBlock || (blockLength - kBlockHeaderBytes) % kSampleBytes != 0) {
        faults.add(Rule::DescriptorBlock, view.descriptor.offset + kBlock,
                   "the first block is not a basic descriptor block of whole samples");
        return block;
    }
    const Descriptor descriptor(view, faults);
    descriptor.validateColor();
    block = descriptor.validateTexelBlock();
    descriptor.validateSamples(blockLength);
    return block;
}

} // namespace astcslang::container
