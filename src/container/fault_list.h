// SPDX-License-Identifier: Apache-2.0
// The rules of validateTexture() by name, and the list that its parts fill.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <astcslang/validate.h>

namespace astcslang::container {

inline std::string text(uint64_t value) { return std::to_string(value); }

/// In the order of kRules in validation_rules.cpp.
enum class Rule : uint8_t {
    FileType,
    AstcHeader,
    AstcFootprint,
    AstcSize,
    AstcLength,
    Ktx1File,
    Ktx1Unchecked,
    HeaderTruncated,
    FormatProhibited,
    FormatUnknown,
    TypeSize,
    Width,
    Height,
    Depth,
    FaceCount,
    CubeShape,
    ArrayOf3d,
    LevelCount,
    LevelCountZero,
    Scheme,
    SchemeUnchecked,
    SchemeFormat,
    SchemeModel,
    IndexTruncated,
    DescriptorPlace,
    MetadataPlace,
    GlobalDataPlace,
    GlobalDataPresence,
    PaddingValue,
    DescriptorSize,
    DescriptorBlock,
    DescriptorVersion,
    DescriptorFurther,
    DescriptorModel,
    DescriptorModelOdd,
    DescriptorPrimaries,
    DescriptorTransfer,
    DescriptorTransferOdd,
    DescriptorData,
    DescriptorFlags,
    DescriptorDimensions,
    DescriptorBytes,
    DescriptorUnsized,
    DescriptorSamples,
    DescriptorLinear,
    BasisLzData,
    EntryLength,
    KeyEnd,
    KeyText,
    KeyOrder,
    KeyTwice,
    KeyReserved,
    ValueEnd,
    ValueText,
    OrientationValue,
    SwizzleValue,
    SwizzleUseless,
    WriterMissing,
    WriterParameters,
    DecodeModeValue,
    DecodeModeUseless,
    CubeIncomplete,
    CubeComplete,
    AnimationValue,
    FormatMapping,
    LevelPlace,
    LevelAlignment,
    LevelOrder,
    LevelLength,
    LevelRawLength,
    LevelStream,
    LevelUnchecked,
    TrailingBytes,
    BlockIllegal,
    BlockHdr,
    MoreFaults,
    Count,
};

class FaultList {
public:
    void add(Rule rule, uint64_t offset, std::string text);
    bool has(Rule rule) const;
    std::vector<Fault> take() { return std::move(faults_); }

private:
    std::vector<Fault> faults_;
};

} // namespace astcslang::container
