// SPDX-License-Identifier: Apache-2.0
// Byte places within KTX2's dataFormatDescriptor, after its total size of 4 bytes: Khronos Data Format Specification
// 1.3, table 'Basic Data Format Descriptor layout'.

#pragma once

#include <cstddef>
#include <cstdint>

#include <astcslang/data_format.h>

namespace astcslang::container::descriptor {

using namespace khr_df;

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

constexpr uint32_t kChannelMask = 0x0F;
constexpr uint8_t kChannelAlpha = 15;    ///< KHR_DF_CHANNEL_*_ALPHA of most models
constexpr uint32_t kSampleLinear = 0x10; ///< Qualifiers beside the channel.
constexpr uint8_t kSampleExponent = 0x20;
constexpr uint8_t kSampleSigned = 0x40;
constexpr uint8_t kSampleFloat = 0x80;

// KHR_DF_MODEL_*, beside that of ASTC
constexpr uint8_t kModelRgb = 1; ///< RGBSDA
constexpr uint8_t kModelYuv = 2; ///< YUVSDA
constexpr uint8_t kModelBc2 = 129;
constexpr uint8_t kModelBc3 = 130;
constexpr uint8_t kModelEtc2 = 161;
constexpr uint8_t kModelEtc1s = 163;
constexpr uint8_t kModelUastc = 166;

constexpr size_t kBlockHeaderBytes = kSamples - kBlock;

constexpr uint32_t kBasicBlock = 0; ///< KHR_DF_VENDORID_KHRONOS, KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT
constexpr uint32_t kVersion13 = 2;  ///< KHR_DF_VERSIONNUMBER_1_3

} // namespace astcslang::container::descriptor
