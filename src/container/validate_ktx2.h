// SPDX-License-Identifier: Apache-2.0
// The parts of a KTX2 file's validation. Each reads what it needs of the file, reports what is wrong there and leaves
// what depends on broken ground alone.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "container/fault_list.h"
#include "container/ktx2_layout.h"
#include "container/texture_format.h"
#include "container/vk_format_facts.h"
#include "container/vk_format_texels.h"

namespace astcslang::container {

inline constexpr uint32_t kBasisLz = 1; ///< The one scheme that goes with a format and global data of its own.

/// A part of the file; empty where it lies outside.
struct Ktx2Section {
    uint64_t offset = 0;
    uint64_t length = 0;
    std::span<const uint8_t> bytes = {};
};

/// The file as its header describes it.
struct Ktx2View {
    std::span<const uint8_t> bytes;
    Ktx2Header header;
    VkFormatFacts facts;
    std::optional<TextureFormat> astc; ///< Of 2D LDR ASTC.
    uint32_t storedLevelCount = 0;     ///< Entries of the level index that lie inside the file.
    Ktx2Section descriptor, metadata, globalData;
    uint64_t maxInflatedTexels = UINT64_MAX;
    uint64_t headEnd = 0; ///< First byte after the last section before the levels.
};

void validateHeader(const Ktx2View& view, FaultList& faults);

/// Also fills in where the sections are.
void validateIndex(Ktx2View& view, FaultList& faults);

/// The texel block by the format or else by the descriptor, unless that is too broken to tell it.
std::optional<TexelBlock> validateDescriptor(const Ktx2View& view, FaultList& faults);

/// Of a descriptor that holds so many samples.
void validateSamples(const Ktx2View& view, uint64_t sampleCount, FaultList& faults);

/// Precondition: the scheme is BasisLZ.
void validateBasisLzData(const Ktx2View& view, FaultList& faults);

void validateMetadata(const Ktx2View& view, FaultList& faults);

void validateLevels(const Ktx2View& view, const std::optional<TexelBlock>& block, FaultList& faults);

/// Zeros from `begin` to `end`, as far as they lie inside the file.
void validatePadding(std::span<const uint8_t> bytes, uint64_t begin, uint64_t end, FaultList& faults);

/// ASTC blocks that stand at `offset` of the file, or, with `isInflated`, come out of a stream there.
class BlockValidator {
public:
    BlockValidator(Footprint footprint, uint64_t offset, bool isInflated, std::string where, FaultList& faults)
        : footprint_(footprint), offset_(offset), isInflated_(isInflated), where_(std::move(where)), faults_(faults) {}

    /// The next ones.
    void validate(std::span<const uint8_t> blocks);

private:
    Footprint footprint_;
    uint64_t offset_;
    bool isInflated_;
    std::string where_;
    FaultList& faults_;
    uint64_t index_ = 0;
    size_t faultCount_ = 0;
};

} // namespace astcslang::container
