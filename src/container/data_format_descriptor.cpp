// SPDX-License-Identifier: Apache-2.0
// Fields in the order of the Khronos Data Format Specification 1.3, table 'Basic Data Format Descriptor layout'.

#include "container/data_format_descriptor.h"

#include <iterator>
#include <string>

#include <astcslang/ktx2_info.h>

#include "container/byte_order.h"
#include "container/descriptor_places.h"

namespace astcslang::container {
namespace {

using namespace descriptor;

constexpr uint8_t kChannelAstcData = 0;      // KHR_DF_CHANNEL_ASTC_DATA, without qualifier bits
constexpr uint8_t kChannelQualifiers = 0xE0; // signed, float, exponent: those of HDR

constexpr std::string_view kTransferNames[] = {"unspecified", "linear",   "sRGB",         "ITU",
                                               "NTSC",        "S-Log",    "S-Log2",       "BT.1886",
                                               "HLG OETF",    "HLG EOTF", "PQ EOTF",      "PQ OETF",
                                               "DCI-P3",      "PAL OETF", "PAL-625 EOTF", "ST 240",
                                               "ACEScc",      "ACEScct",  "Adobe RGB",    "HLG unnormalized OETF"};

uint8_t transferFunctionOf(Profile profile) { return profile == Profile::LdrSrgb ? kTransferSrgb : kTransferLinear; }

} // namespace

std::vector<uint8_t> makeDataFormatDescriptor(TextureFormat format, const ColorDescription& color) {
    constexpr uint32_t kDescriptorBlockBytes = kBlockHeaderBytes + kSampleBytes;
    std::vector<uint8_t> bytes;
    append32(bytes, 4 + kDescriptorBlockBytes); // dfdTotalSize counts itself
    append32(bytes, kBasicBlock);
    append32(bytes, kVersion13 | kDescriptorBlockBytes << 16);
    bytes.push_back(kModelAstc);
    bytes.push_back(color.primaries);
    bytes.push_back(color.transferFunction.value_or(transferFunctionOf(format.profile)));
    bytes.push_back(color.isAlphaPremultiplied ? kAlphaPremultiplied : 0);
    // texelBlockDimension0..3 are stored less one
    bytes.push_back(static_cast<uint8_t>(format.footprint.width - 1));
    bytes.push_back(static_cast<uint8_t>(format.footprint.height - 1));
    bytes.push_back(0);
    bytes.push_back(0);
    bytes.push_back(kBlockBytes);                                                         // bytesPlane0
    bytes.resize(bytes.size() + 7);                                                       // bytesPlane1..7
    append32(bytes, 0u | (8 * kBlockBytes - 1) << 16 | uint32_t{kChannelAstcData} << 24); // bitOffset, bitLength - 1
    append32(bytes, 0);                                                                   // samplePosition0..3
    append32(bytes, 0);                                                                   // sampleLower
    append32(bytes, 0xFFFFFFFF);                                                          // sampleUpper
    return bytes;
}

Result<ColorDescription> readDataFormatDescriptor(std::span<const uint8_t> bytes, TextureFormat format,
                                                  bool isSupercompressed) {
    const auto invalid = [](const char* what) {
        return Error{ErrorCode::InvalidData, std::string("data format descriptor: ") + what};
    };
    if (bytes.size() < kSamples + kSampleBytes) return invalid("too short");
    if (load32(bytes, 0) != bytes.size()) return invalid("its total size differs from the header's");
    const uint32_t blockBytesInFile = load16(bytes, kBlockLength);
    if (load32(bytes, kBlock) != kBasicBlock) return invalid("the first block is not the basic one");
    if (blockBytesInFile < kBlockHeaderBytes + kSampleBytes || blockBytesInFile > bytes.size() - kBlock ||
        (blockBytesInFile - kBlockHeaderBytes) % kSampleBytes != 0) {
        return invalid("bad size of the basic block");
    }
    if (bytes[kModel] != kModelAstc) return invalid("the colour model is not ASTC, as the VkFormat says");
    if (format.profile == Profile::LdrSrgb && bytes[kTransfer] != kTransferSrgb) {
        return invalid("the transfer function is not that of the VkFormat");
    }
    const std::span<const uint8_t> sides = bytes.subspan(kDimensions, 4);
    if (sides[0] + 1 != format.footprint.width || sides[1] + 1 != format.footprint.height || sides[2] != 0 ||
        sides[3] != 0) {
        return invalid("the block dimensions are not those of the VkFormat");
    }
    if (bytes[kBytesPlane] != kBlockBytes && !(isSupercompressed && bytes[kBytesPlane] == 0))
        return invalid("a block does not have 16 bytes");
    if ((bytes[kSamples + kSampleChannel] & kChannelQualifiers) != 0)
        return invalid("the sample is not LDR, as the VkFormat says");
    ColorDescription color{bytes[kPrimaries], {}, (bytes[kFlags] & kAlphaPremultiplied) != 0};
    if (bytes[kTransfer] != transferFunctionOf(format.profile)) color.transferFunction = bytes[kTransfer];
    return color;
}

} // namespace astcslang::container

namespace astcslang {

std::string_view transferFunctionName(uint8_t number) {
    using container::kTransferNames;
    return number < std::size(kTransferNames) ? kTransferNames[number] : std::string_view();
}

} // namespace astcslang
