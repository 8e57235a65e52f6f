// SPDX-License-Identifier: Apache-2.0
#include "container/ktx2_packing.h"

#include <algorithm>
#include <numeric>
#include <string>

#include <astcslang/astcslang.h>

#include "container/supercompression.h"

namespace astcslang::container {
namespace {

constexpr uint32_t kSupercompressedLevelAlignment = 1; // KTX 2.0, 3.12 (mipPadding)

constexpr const char* kWriterKey = "KTXwriter";
constexpr const char* kWriterParametersKey = "KTXwriterScParams";

Error invalidArgument(std::string what) { return {ErrorCode::InvalidArgument, std::move(what)}; }
Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }

Result<void> checkLevel(const Ktx2WriteOptions& options) {
    const SupercompressionLevels levels = supercompressionLevels(options.supercompression);
    const int level = options.supercompressionLevel;
    if (level != 0 && (level < levels.lowest || level > levels.highest)) {
        return invalidArgument("there is no supercompression level " + std::to_string(level) + ", only " +
                               std::to_string(levels.lowest) + " to " + std::to_string(levels.highest));
    }
    return {};
}

/// Texel blocks along a side of a level, or 1 for a side that the texture lacks.
uint64_t blocksAlong(uint32_t side, uint32_t level, uint32_t blockSide) {
    return (uint64_t{levelSide(std::max(1u, side), level)} + blockSide - 1) / blockSide;
}

} // namespace

std::optional<uint64_t> levelBytes(const Ktx2Header& header, const TexelBlock& block, uint32_t level) {
    uint64_t bytes = block.bytes;
    for (const uint64_t factor :
         {blocksAlong(header.pixelWidth, level, block.width), blocksAlong(header.pixelHeight, level, block.height),
          blocksAlong(header.pixelDepth, level, block.depth), uint64_t{std::max(1u, header.layerCount)},
          uint64_t{std::max(1u, header.faceCount)}}) {
        if (bytes > UINT64_MAX / factor) return std::nullopt;
        bytes *= factor;
    }
    return bytes;
}

Result<void> checkLevelBytes(const Ktx2Level& stored, std::optional<uint64_t> expected) {
    if (expected && stored.uncompressedByteLength == *expected) return {};
    return invalid("has " + std::to_string(stored.uncompressedByteLength) + " bytes instead of " +
                   std::to_string(expected.value_or(UINT64_MAX)));
}

Error inLevel(uint32_t level, const Error& error) {
    return {error.code, "level " + std::to_string(level) + ": " + error.message};
}

Result<std::vector<uint8_t>> readLevel(const Ktx2Level& stored, std::optional<uint64_t> expected,
                                       Supercompression scheme) {
    if (Result<void> checked = checkLevelBytes(stored, expected); !checked) return checked.error();
    if (scheme != Supercompression::None) return inflateLevel(stored.bytes, scheme, *expected);
    if (stored.bytes.size() != *expected) {
        return invalid("has " + std::to_string(stored.bytes.size()) + " bytes instead of " + std::to_string(*expected));
    }
    return std::vector<uint8_t>(stored.bytes.begin(), stored.bytes.end());
}

Result<std::vector<KeyValue>> withWriter(std::span<const KeyValue> metadata, const Ktx2WriteOptions& options) {
    for (const std::string* text : {&options.writer, &options.writerParameters}) {
        if (text->find('\0') != std::string::npos) {
            return invalidArgument("the writer's name and parameters must not contain a NUL");
        }
    }
    std::vector<KeyValue> entries;
    for (const KeyValue& entry : metadata) {
        if (entry.key.empty() || entry.key.find('\0') != std::string::npos) {
            return invalidArgument("a key of the metadata is empty or contains a NUL");
        }
        if (entry.key.size() + entry.value.size() > UINT32_MAX / 2) return invalidArgument(entry.key + " is too long");
        if (entry.key != kWriterKey && entry.key != kWriterParametersKey) entries.push_back(entry);
    }
    const auto text = [](std::string value) { return std::move(value) + '\0'; };
    entries.push_back(
        {kWriterKey, text(options.writer.empty() ? "astcslang " + std::string(versionString()) : options.writer)});
    if (!options.writerParameters.empty()) entries.push_back({kWriterParametersKey, text(options.writerParameters)});
    std::sort(entries.begin(), entries.end(), [](const KeyValue& a, const KeyValue& b) { return a.key < b.key; });
    for (size_t entry = 1; entry < entries.size(); ++entry) {
        if (entries[entry].key == entries[entry - 1].key) {
            return invalidArgument("the metadata have two values for " + entries[entry].key);
        }
    }
    return entries;
}

Result<std::vector<uint8_t>> writePacked(Ktx2Layout head, const LevelSpans& levels, uint32_t blockBytes,
                                         const Ktx2WriteOptions& options) {
    if (Result<void> checked = checkLevel(options); !checked) return checked.error();
    head.header.supercompressionScheme = toSchemeNumber(options.supercompression);
    head.levels.clear();
    if (options.supercompression == Supercompression::None) {
        for (const std::span<const uint8_t> level : levels) head.levels.push_back({level, level.size()});
        return serializeKtx2Layout(head, std::lcm(blockBytes, 4u)); // KTX 2.0, 3.12 (mipPadding)
    }
    std::vector<std::vector<uint8_t>> packedLevels(levels.size());
    for (size_t level = 0; level < levels.size(); ++level) {
        Result<std::vector<uint8_t>> packed =
            deflateLevel(levels[level], options.supercompression, options.supercompressionLevel);
        if (!packed) return packed.error();
        packedLevels[level] = *std::move(packed);
        head.levels.push_back({packedLevels[level], levels[level].size()});
    }
    return serializeKtx2Layout(head, kSupercompressedLevelAlignment);
}

} // namespace astcslang::container
