// SPDX-License-Identifier: Apache-2.0
// Byte places within the descriptor are from the Khronos Data Format Specification 1.3, table 'Basic Data Format
// Descriptor layout'; numbers from its enumerations khr_df_*.

#include "container/data_format_descriptor.h"

#include <string>

#include "container/byte_order.h"

namespace astcslang::container {
namespace {

constexpr uint32_t kVendorAndType = 0;     // KHR_DF_VENDORID_KHRONOS, KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT
constexpr uint32_t kVersionNumber = 2;     // KHR_DF_VERSIONNUMBER_1_3
constexpr uint32_t kBlockHeaderBytes = 24; // of the descriptor block before its samples
constexpr uint32_t kSampleBytes = 16;
constexpr uint8_t kColorModelAstc = 162;     // KHR_DF_MODEL_ASTC
constexpr uint8_t kTransferLinear = 1;       // KHR_DF_TRANSFER_LINEAR
constexpr uint8_t kTransferSrgb = 2;         // KHR_DF_TRANSFER_SRGB
constexpr uint8_t kAlphaPremultiplied = 1;   // KHR_DF_FLAG_ALPHA_PREMULTIPLIED; 0 is straight alpha
constexpr uint8_t kChannelAstcData = 0;      // KHR_DF_CHANNEL_ASTC_DATA, without qualifier bits
constexpr uint8_t kChannelQualifiers = 0xE0; // signed, float, exponent: those of HDR

uint8_t transferFunctionOf(Profile profile) { return profile == Profile::LdrSrgb ? kTransferSrgb : kTransferLinear; }

} // namespace

std::vector<uint8_t> makeDataFormatDescriptor(TextureFormat format, const ColorDescription& color) {
    constexpr uint32_t kDescriptorBlockBytes = kBlockHeaderBytes + kSampleBytes;
    std::vector<uint8_t> bytes;
    append32(bytes, 4 + kDescriptorBlockBytes); // dfdTotalSize counts itself
    append32(bytes, kVendorAndType);
    append32(bytes, kVersionNumber | kDescriptorBlockBytes << 16);
    bytes.push_back(kColorModelAstc);
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
    if (bytes.size() < 4 + kBlockHeaderBytes + kSampleBytes) return invalid("too short");
    if (load32(bytes, 0) != bytes.size()) return invalid("its total size differs from the header's");
    const uint32_t blockBytesInFile = load32(bytes, 8) >> 16;
    if (load32(bytes, 4) != kVendorAndType) return invalid("the first block is not the basic one");
    if (blockBytesInFile < kBlockHeaderBytes + kSampleBytes || blockBytesInFile > bytes.size() - 4 ||
        (blockBytesInFile - kBlockHeaderBytes) % kSampleBytes != 0) {
        return invalid("bad size of the basic block");
    }
    if (bytes[12] != kColorModelAstc) return invalid("the colour model is not ASTC, as the VkFormat says");
    if (format.profile == Profile::LdrSrgb && bytes[14] != kTransferSrgb) {
        return invalid("the transfer function is not that of the VkFormat");
    }
    if (bytes[16] + 1 != format.footprint.width || bytes[17] + 1 != format.footprint.height || bytes[18] != 0 ||
        bytes[19] != 0) {
        return invalid("the block dimensions are not those of the VkFormat");
    }
    if (bytes[20] != kBlockBytes && !(isSupercompressed && bytes[20] == 0))
        return invalid("a block does not have 16 bytes");
    if ((bytes[31] & kChannelQualifiers) != 0) return invalid("the sample is not LDR, as the VkFormat says");
    ColorDescription color{bytes[13], {}, (bytes[15] & kAlphaPremultiplied) != 0};
    if (bytes[14] != transferFunctionOf(format.profile)) color.transferFunction = bytes[14];
    return color;
}

} // namespace astcslang::container
