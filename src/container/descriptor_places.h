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

constexpr uint8_t kSampleSigned = 0x40; ///< Qualifiers beside the channel.
constexpr uint8_t kSampleFloat = 0x80;

constexpr size_t kBlockHeaderBytes = kSamples - kBlock;

constexpr uint32_t kBasicBlock = 0; ///< KHR_DF_VENDORID_KHRONOS, KHR_DF_KHR_DESCRIPTORTYPE_BASICFORMAT
constexpr uint32_t kVersion13 = 2;  ///< KHR_DF_VERSIONNUMBER_1_3

} // namespace astcslang::container::descriptor
