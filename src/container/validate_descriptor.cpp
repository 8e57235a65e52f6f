// SPDX-License-Identifier: Apache-2.0
// Data format descriptors, field by field.

#include <algorithm>
#include <string>

#include <astcslang/ktx2_info.h>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/descriptor_places.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

using namespace descriptor;

constexpr uint8_t kLastPrimaries = 11; // KHR_DF_PRIMARIES_ADOBERGB
constexpr uint8_t kLastTransfer = 19;  // KHR_DF_TRANSFER_HLG_UNNORMALIZED_OETF

/// "transfer function 7, BT.1886".
std::string describeTransfer(uint8_t number) {
    const std::string name(transferFunctionName(number));
    return "transfer function " + text(number) + (name.empty() ? "" : ", " + name);
}

/// One descriptor, of which the basic block's fixed part is known to be there.
class Descriptor {
public:
    Descriptor(const Ktx2View& view, FaultList& faults)
        : view_(view), bytes_(view.descriptor.bytes), faults_(faults),
          isAstc_(view.astc.has_value() || view.facts.isAstcHdr || (view.facts.is3dBlock)) {}

    void validateModel() const;
    void validateColor() const;
    void validateTransfer() const;
    std::optional<TexelBlock> validateTexelBlock() const;

private:
    std::optional<TexelBlock> expectedBlock() const;
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
    const bool isBasisLz = view_.header.supercompressionScheme == kBasisLz;
    if (expected != 0 && model != expected) {
        report(Rule::DescriptorModel, kModel,
               "colour model " + text(model) + " instead of " + text(expected) + ", that of " + format);
    } else if (!isAstc_ && model == kModelAstc && !(view_.header.vkFormat == 0 && is3d)) {
        report(Rule::DescriptorModel, kModel, "colour model 162, ASTC, which is not that of " + format);
    }
    if (view_.header.vkFormat == 0 && isBasisLz != (model == kModelEtc1s)) {
        report(Rule::SchemeModel, kModel,
               "colour model " + text(model) + " with scheme " + text(view_.header.supercompressionScheme));
    }
    if (view_.facts.is422 && model != kModelYuv) {
        report(Rule::DescriptorModelOdd, kModel, "colour model " + text(model) + " instead of 2, that of " + format);
    }
}

void Descriptor::validateTransfer() const {
    const uint8_t transfer = bytes_[kTransfer];
    const std::string format = "vkFormat " + text(view_.header.vkFormat);
    const bool isOfLight = view_.facts.hasSrgbVariant || view_.facts.isAstcHdr;
    if (view_.facts.isSrgb && transfer != kTransferSrgb) {
        report(Rule::DescriptorTransfer, kTransfer,
               describeTransfer(transfer) + ", instead of 2, sRGB, as vkFormat says");
    } else if (transfer > kLastTransfer) {
        report(Rule::DescriptorTransfer, kTransfer, describeTransfer(transfer));
    } else if (isOfLight && transfer == kTransferSrgb) {
        report(Rule::DescriptorTransferOdd, kTransfer, "transfer function 2, sRGB, in a format of " + format);
    }
    if (!view_.facts.isData) return;
    if (transfer != kTransferUnspecified) {
        report(Rule::DescriptorData, kTransfer, describeTransfer(transfer) + ", in data of " + format);
    }
    if (bytes_[kPrimaries] != kPrimariesUnspecified) {
        report(Rule::DescriptorData, kPrimaries,
               "colour primaries " + text(bytes_[kPrimaries]) + " in data of " + format);
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
    validateTransfer();
    if ((bytes_[kFlags] & ~kAlphaPremultiplied) != 0) {
        report(Rule::DescriptorFlags, kFlags, "flags " + text(bytes_[kFlags]));
    }
}

/// What the format says, or the model of a universal format.
std::optional<TexelBlock> Descriptor::expectedBlock() const {
    if (view_.header.vkFormat != 0) return texelBlockOf(view_.header.vkFormat);
    if (bytes_[kModel] == kModelUastc) return TexelBlock{4, 4, 1, 16};
    if (bytes_[kModel] == kModelEtc1s) return TexelBlock{4, 4, 1, 8};
    return std::nullopt;
}

std::optional<TexelBlock> Descriptor::validateTexelBlock() const {
    TexelBlock block{bytes_[kDimensions] + 1u, bytes_[kDimensions + 1] + 1u, bytes_[kDimensions + 2] + 1u,
                     bytes_[kBytesPlane]};
    const std::optional<TexelBlock> expected = expectedBlock();
    const auto shapeOf = [](const TexelBlock& of) {
        return text(of.width) + "x" + text(of.height) + "x" + text(of.depth);
    };
    if (expected && (shapeOf(block) != shapeOf(*expected) || bytes_[kDimensions + 3] != 0)) {
        report(Rule::DescriptorDimensions, kDimensions,
               "blocks of " + shapeOf(block) + " instead of " + shapeOf(*expected));
    }
    const bool isEtc1s = bytes_[kModel] == kModelEtc1s;
    if (block.bytes == 0 && view_.header.supercompressionScheme != 0) {
        report(Rule::DescriptorUnsized, kBytesPlane, "blocks of 0 bytes in a supercompressed texture");
    } else if (block.bytes == 0 || (expected && block.bytes != expected->bytes)) {
        report(Rule::DescriptorBytes, kBytesPlane,
               "blocks of " + text(block.bytes) + " bytes" + (expected ? " instead of " + text(expected->bytes) : ""));
    }
    const bool hasPlanes = std::any_of(&bytes_[kBytesPlane + 1], &bytes_[kBytesPlane + 8], [](uint8_t b) { return b; });
    if (expected && hasPlanes && !isEtc1s) { // whose alpha is a second plane
        report(Rule::DescriptorBytes, kBytesPlane + 1, "bytes in planes that the format does not have");
    }
    if (isEtc1s) return std::nullopt; // levels have slices of any length
    if (expected) return expected;
    // Planes beyond the first, and formats that no byte count tells, are left alone.
    if (block.bytes == 0 || hasPlanes) return std::nullopt;
    return block;
}

/// Blocks behind the basic one, which may be anybody's.
void validateFurtherBlocks(const Ktx2View& view, uint64_t place, FaultList& faults) {
    constexpr uint64_t kLeastBytes = 8;
    const std::span<const uint8_t> bytes = view.descriptor.bytes;
    while (place < bytes.size()) {
        const uint64_t left = bytes.size() - place;
        const uint64_t length = left < kLeastBytes ? 0 : load16(bytes, place + 6);
        if (length < kLeastBytes || length > left || length % 4 != 0) {
            faults.add(Rule::DescriptorFurther, view.descriptor.offset + place,
                       "a block of " + text(length) + " bytes where " + text(left) + " are left");
            return;
        }
        if (load32(bytes, place) == kBasicBlock) {
            faults.add(Rule::DescriptorFurther, view.descriptor.offset + place, "a second basic descriptor block");
        }
        place += length;
    }
}

} // namespace

std::optional<TexelBlock> validateDescriptor(const Ktx2View& view, FaultList& faults) {
    std::optional<TexelBlock> block = texelBlockOf(view.header.vkFormat);
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
    validateSamples(view, (blockLength - kBlockHeaderBytes) / kSampleBytes, faults);
    validateFurtherBlocks(view, kBlock + blockLength, faults);
    return block;
}

} // namespace astcslang::container
