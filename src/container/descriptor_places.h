// SPDX-License-Identifier: Apache-2.0
// Byte places within KTX2's dataFormatDescriptor, after its total size of 4 bytes: Khronos Data Format Specification
// 1.3, table 'Basic Data Format Descriptor layout'; numbers from its enumerations khr_df_*.

#pragma once

#include <cstddef>
#include <cstdint>

namespace astcslang::container::descriptor {

constexpr size_t kBlock = 4; ///< Vendor and type of the basic block, the first one.
constexpr size_t kVersion = 8;
constexpr size_t kBlockLength = 10;
constexpr size_t kModel = 12;
constexpr size_t kPrimaries = 13;
constexpr size_t kTransfer = 14;
constexpr size_t kFlags = 15;
constexpr size_t kDimensions = 16; ///< Four, each less one.
constexpr size_t kBytesPlane = 20; ///< Eight planes.
constexpr size_t kSamples = 28;
constexpr size_t kSampleBytes = 16;
constexpr size_t kSampleChannel = 3; ///< Within a sample: channel and qualifiers.

constexpr size_t kBlockHeaderBytes = kSamples - kBlock;

constexpr uint32_t kBasicBlock = 0;        ///< KHR_DF_VENDORID_KHRONOS, KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT
constexpr uint32_t kVersion13 = 2;         ///< KHR_DF_VERSIONNUMBER_1_3
constexpr uint8_t kModelAstc = 162;        ///< KHR_DF_MODEL_ASTC
constexpr uint8_t kTransferLinear = 1;     ///< KHR_DF_TRANSFER_LINEAR
constexpr uint8_t kTransferSrgb = 2;       ///< KHR_DF_TRANSFER_SRGB
constexpr uint8_t kAlphaPremultiplied = 1; ///< KHR_DF_FLAG_ALPHA_PREMULTIPLIED; 0 is straight alpha

} // namespace astcslang::container::descriptor
