// SPDX-License-Identifier: Apache-2.0
#include "mipmap/resampler.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "astcslang_shaders/shader_modules.h"
#include "gpu/upload.h"
#include "image/image_view.h"
#include "mipmap/code_table.h"
#include "mipmap_types.h"

namespace astcslang::mipmap {
namespace {

constexpr uint64_t kSampleBytes = 16; ///< Four floats.
/// Of one intermediate; half of what every device's buffers hold.
constexpr uint64_t kMaxIntermediateBytes = 64ull << 20;
/// Of all intermediates and weights of a pass.
constexpr uint64_t kPassBytes = 128ull << 20;
/// Source texels of a chunk and result texels of a dispatch: 32 MiB of samples.
constexpr uint32_t kChunkTexels = 1u << 21;
/// Threads of a dispatch: 65,535 groups exist everywhere.
constexpr uint32_t kMaxThreads = 65535 * kMipmapGroupSize;
/// Taps of a dispatch along columns; a dispatch of them ends well before drivers lose patience.
constexpr uint64_t kMaxDispatchTaps = 1ull << 28;

/// One result: where it goes and how it is weighted.
struct Target {
    AxisTaps columns; ///< Along rows: one result a column.
    AxisTaps rows;
    Resampled result;
    uint64_t weightBytes() const { return 4 * (columns.weights.size() + rows.weights.size()); }
};

/// A range of a target's columns.
struct Tile {
    size_t target = 0;
    uint32_t firstColumn = 0;
    uint32_t width = 0;
    gpu::Buffer intermediate;
    gpu::Buffer columnTaps;
    gpu::Buffer rowTaps;
};

/// Source columns that a pass needs.
using Crop = AxisTaps::Range;

gpu::GroupCounts groupsFor(uint64_t threadCount) {
    return {static_cast<uint32_t>((threadCount + kMipmapGroupSize - 1) / kMipmapGroupSize), 1, 1};
}

gpu::KernelSource kernelSource(const char* name, uint32_t bufferCount, uint32_t pushConstantBytes) {
    return {name, shaderModule(name), bufferCount, pushConstantBytes, {}};
}

/// One call of resampleOnDevice().
class Resampler {
public:
    Resampler(Context::Impl& context, const ResampleRequest& request, gpu::CommandStream& stream)
        : device_(*context.device), request_(request), stream_(stream),
          codeBits_(request.source.format == TexelFormat::Rgba16 ? 16 : 8) {}

    Result<void> prepare(Context::Impl& context);
    Result<std::vector<Resampled>> run();

private:
    uint32_t threadLimit() const {
        const uint32_t asked = request_.maxTexelsPerDispatch;
        return asked != 0 ? std::min(asked, kMaxThreads) : kChunkTexels;
    }
    bool writesWideAlpha() const { return request_.wantsWideAlpha && codeBits_ == 8; }
    uint64_t sourceTexelBytes() const { return texelBytes(request_.source.format); }
    uint64_t resultTexelBytes() const { return codeBits_ == 8 && !writesWideAlpha() ? 4 : 8; }

    Result<void> makeTables();
    void makeTargets();
    void cutIntoTiles();
    Result<void> runPass(std::span<Tile> tiles);
    Result<void> makeTileBuffers(Tile& tile);
    Crop cropOf(std::span<const Tile> tiles) const;
    Result<void> filterRows(std::span<Tile> tiles, const Crop& crop);
    void uploadRows(const Crop& crop, uint32_t firstRow, uint32_t rowCount);
    void recordChunk(std::span<Tile> tiles, const Crop& crop, uint32_t firstRow, uint32_t rowCount);
    Result<void> filterColumns(const Tile& tile);
    void storeRows(const Tile& tile, uint32_t firstRow, uint32_t rowCount);

    const gpu::Device& device_;
    const ResampleRequest& request_;
    gpu::CommandStream& stream_;
    uint32_t codeBits_;
    const gpu::Pipeline* decodeTexels_ = nullptr;
    const gpu::Pipeline* filterRows_ = nullptr;
    const gpu::Pipeline* filterColumns_ = nullptr;
    gpu::Buffer codeValues_;
    gpu::Buffer midpoints_;
    gpu::Buffer upload_;
    gpu::Buffer samples_;
    gpu::Buffer readback_;
    std::vector<Target> targets_;
    std::vector<Tile> tiles_;
};

Result<void> Resampler::prepare(Context::Impl& context) {
    const std::array sources = {kernelSource("mipmap_decode_texels", 3, sizeof(DecodeTexelsParams)),
                                kernelSource("mipmap_filter_rows", 3, sizeof(FilterRowsParams)),
                                kernelSource("mipmap_filter_columns", 4, sizeof(FilterColumnsParams))};
    if (Result<void> created = context.createPipelines(sources); !created) return created;
    const gpu::Pipeline** const pipelines[] = {&decodeTexels_, &filterRows_, &filterColumns_};
    for (size_t kernel = 0; kernel < sources.size(); ++kernel) {
        Result<const gpu::Pipeline*> pipeline = context.pipeline(sources[kernel]);
        if (!pipeline) return pipeline.error();
        *pipelines[kernel] = *pipeline;
    }
    if (Result<void> made = makeTables(); !made) return made;
    makeTargets();
    cutIntoTiles();
    return {};
}

Result<void> Resampler::makeTables() {
    const ComponentPlan& plan = request_.components;
    const CodeMeaning meaning = plan.kind != kComponentsValues     ? CodeMeaning::Signed
                                : plan.profile == Profile::LdrSrgb ? CodeMeaning::Srgb
                                                                   : CodeMeaning::Linear;
    std::vector<float> values;
    std::vector<float> midpoints;
    for (const CodeMeaning each : {meaning, CodeMeaning::Linear}) {
        appendCodeValues(values, each, codeBits_);
        appendMidpoints(midpoints, each, codeBits_);
    }
    for (const auto& [words, table] : {std::pair(&values, &codeValues_), std::pair(&midpoints, &midpoints_)}) {
        Result<gpu::Buffer> made = gpu::makeTable(device_, stream_, std::as_bytes(std::span(*words)));
        if (!made) return made.error();
        *table = std::move(*made);
    }
    return {};
}

void Resampler::makeTargets() {
    for (const Size& size : request_.sizes) {
        Target target;
        target.columns = makeAxisTaps(request_.source.width, size.width, request_.filter);
        target.rows = makeAxisTaps(request_.source.height, size.height, request_.filter);
        target.result.image = {size.width, size.height, request_.source.format, {}};
        const size_t texelCount = size_t{size.width} * size.height;
        target.result.image.texels.resize(texelCount * sourceTexelBytes());
        if (request_.wantsWideAlpha) target.result.wideAlpha.resize(texelCount);
        targets_.push_back(std::move(target));
    }
}

void Resampler::cutIntoTiles() {
    const uint64_t rowsBytes = kSampleBytes * request_.source.height;
    const uint32_t most = static_cast<uint32_t>(std::max<uint64_t>(kMaxIntermediateBytes / rowsBytes, 1));
    for (size_t target = 0; target < targets_.size(); ++target) {
        const uint32_t width = targets_[target].columns.resultSize;
        for (uint32_t first = 0; first < width; first += most) {
            Tile tile;
            tile.target = target;
            tile.firstColumn = first;
            tile.width = std::min(most, width - first);
            tiles_.push_back(std::move(tile));
        }
    }
}

Result<std::vector<Resampled>> Resampler::run() {
    for (size_t first = 0; first < tiles_.size();) {
        uint64_t bytes = 0;
        size_t end = first;
        for (; end < tiles_.size(); ++end) {
            const Tile& tile = tiles_[end];
            bytes += kSampleBytes * tile.width * request_.source.height + targets_[tile.target].weightBytes();
            if (end > first && bytes > kPassBytes) break;
        }
        const std::span<Tile> pass = std::span(tiles_).subspan(first, end - first);
        if (Result<void> done = runPass(pass); !done) return done.error();
        for (Tile& tile : pass) tile = Tile{};
        first = end;
    }
    std::vector<Resampled> results;
    for (Target& target : targets_) results.push_back(std::move(target.result));
    return results;
}

Result<void> Resampler::runPass(std::span<Tile> tiles) {
    for (Tile& tile : tiles)
        if (Result<void> made = makeTileBuffers(tile); !made) return made;
    if (Result<void> filtered = filterRows(tiles, cropOf(tiles)); !filtered) return filtered;
    for (const Tile& tile : tiles)
        if (Result<void> filtered = filterColumns(tile); !filtered) return filtered;
    return {};
}

Result<void> Resampler::makeTileBuffers(Tile& tile) {
    const Target& target = targets_[tile.target];
    Result<gpu::Buffer> intermediate =
        gpu::Buffer::create(device_, gpu::BufferKind::DeviceLocal, kSampleBytes * tile.width * request_.source.height);
    if (!intermediate) return intermediate.error();
    const auto makeTaps = [&](const AxisTaps& taps) {
        const std::vector<uint32_t> words = taps.words();
        return gpu::makeTable(device_, stream_, std::as_bytes(std::span(words)));
    };
    Result<gpu::Buffer> columnTaps = makeTaps(target.columns);
    if (!columnTaps) return columnTaps.error();
    Result<gpu::Buffer> rowTaps = makeTaps(target.rows);
    if (!rowTaps) return rowTaps.error();
    tile.intermediate = std::move(*intermediate);
    tile.columnTaps = std::move(*columnTaps);
    tile.rowTaps = std::move(*rowTaps);
    return {};
}

Crop Resampler::cropOf(std::span<const Tile> tiles) const {
    uint32_t first = request_.source.width;
    uint32_t end = 0;
    for (const Tile& tile : tiles) {
        const Crop crop = targets_[tile.target].columns.sourceRange(tile.firstColumn, tile.firstColumn + tile.width);
        first = std::min(first, crop.first);
        end = std::max(end, crop.first + crop.count);
    }
    return {first, end - first};
}

/// The source once through the device, into the tiles' intermediates.
Result<void> Resampler::filterRows(std::span<Tile> tiles, const Crop& crop) {
    uint32_t widest = crop.count;
    for (const Tile& tile : tiles) widest = std::max(widest, tile.width);
    const uint32_t rowsPerChunk = std::clamp(threadLimit() / widest, 1u, request_.source.height);
    const uint64_t chunkTexels = uint64_t{crop.count} * rowsPerChunk;
    Result<gpu::Buffer> upload =
        gpu::Buffer::create(device_, gpu::BufferKind::Upload, chunkTexels * sourceTexelBytes());
    if (!upload) return upload.error();
    upload_ = std::move(*upload);
    Result<gpu::Buffer> samples =
        gpu::Buffer::create(device_, gpu::BufferKind::DeviceLocal, chunkTexels * kSampleBytes);
    if (!samples) return samples.error();
    samples_ = std::move(*samples);

    for (uint32_t row = 0; row < request_.source.height; row += rowsPerChunk) {
        const uint32_t rowCount = std::min(rowsPerChunk, request_.source.height - row);
        uploadRows(crop, row, rowCount);
        if (Result<void> begun = stream_.begin(); !begun) return begun;
        recordChunk(tiles, crop, row, rowCount);
        if (Result<void> submitted = stream_.submit(); !submitted) return submitted;
        if (Result<void> waited = stream_.wait(); !waited) return waited;
    }
    return {};
}

void Resampler::uploadRows(const Crop& crop, uint32_t firstRow, uint32_t rowCount) {
    const size_t rowBytes = crop.count * sourceTexelBytes();
    for (uint32_t row = 0; row < rowCount; ++row) {
        const std::span<const uint8_t> texels = image::rowTexels(request_.source, firstRow + row);
        std::memcpy(upload_.mapped().data() + row * rowBytes, texels.data() + crop.first * sourceTexelBytes(),
                    rowBytes);
    }
}

void Resampler::recordChunk(std::span<Tile> tiles, const Crop& crop, uint32_t firstRow, uint32_t rowCount) {
    const ComponentPlan& plan = request_.components;
    DecodeTexelsParams decode{};
    decode.texelCount = crop.count * rowCount;
    decode.codeBits = codeBits_;
    decode.sourceChannels = plan.sourceChannels;
    decode.componentKind = plan.kind;
    decode.isAlphaWeighted = plan.isAlphaWeighted;
    stream_.dispatch(*decodeTexels_, {upload_, codeValues_, samples_}, gpu::bytesOf(decode),
                     groupsFor(decode.texelCount));
    stream_.barrier();
    for (const Tile& tile : tiles) {
        const AxisTaps& taps = targets_[tile.target].columns;
        FilterRowsParams params{};
        params.sampleCount = tile.width * rowCount;
        params.firstSample = tile.width * firstRow;
        params.tileWidth = tile.width;
        params.firstColumn = tile.firstColumn;
        params.resultWidth = taps.resultSize;
        params.tapCount = taps.tapCount;
        params.sourceWidth = taps.sourceSize;
        params.cropFirst = crop.first;
        params.cropWidth = crop.count;
        stream_.dispatch(*filterRows_, {samples_, tile.columnTaps, tile.intermediate}, gpu::bytesOf(params),
                         groupsFor(params.sampleCount));
    }
}

/// A tile whose intermediate is complete, into its picture.
Result<void> Resampler::filterColumns(const Tile& tile) {
    const ComponentPlan& plan = request_.components;
    const AxisTaps& taps = targets_[tile.target].rows;
    const uint64_t texels = std::min<uint64_t>(threadLimit(), kMaxDispatchTaps / taps.tapCount);
    const auto rowsPerDispatch = static_cast<uint32_t>(std::clamp<uint64_t>(texels / tile.width, 1, taps.resultSize));
    Result<gpu::Buffer> readback = gpu::Buffer::create(device_, gpu::BufferKind::Readback,
                                                       uint64_t{tile.width} * rowsPerDispatch * resultTexelBytes());
    if (!readback) return readback.error();
    readback_ = std::move(*readback);

    for (uint32_t row = 0; row < taps.resultSize; row += rowsPerDispatch) {
        FilterColumnsParams params{};
        const uint32_t rowCount = std::min(rowsPerDispatch, taps.resultSize - row);
        params.texelCount = tile.width * rowCount;
        params.firstRow = row;
        params.tileWidth = tile.width;
        params.resultHeight = taps.resultSize;
        params.tapCount = taps.tapCount;
        params.sourceHeight = taps.sourceSize;
        params.codeBits = codeBits_;
        params.shownComponents = plan.shownComponents;
        params.componentKind = plan.kind;
        params.isAlphaWeighted = plan.isAlphaWeighted;
        params.writesWideAlpha = writesWideAlpha();
        if (Result<void> begun = stream_.begin(); !begun) return begun;
        // The intermediate is of earlier submissions; having waited for them shows it to the host alone.
        stream_.barrier();
        stream_.dispatch(*filterColumns_, {tile.intermediate, tile.rowTaps, midpoints_, readback_},
                         gpu::bytesOf(params), groupsFor(params.texelCount));
        if (Result<void> submitted = stream_.submit(); !submitted) return submitted;
        if (Result<void> waited = stream_.wait(); !waited) return waited;
        storeRows(tile, row, rowCount);
    }
    return {};
}

void Resampler::storeRows(const Tile& tile, uint32_t firstRow, uint32_t rowCount) {
    Resampled& result = targets_[tile.target].result;
    const std::byte* read = readback_.mapped().data();
    const size_t texelSize = sourceTexelBytes();
    for (uint32_t row = 0; row < rowCount; ++row) {
        const size_t place = size_t{firstRow + row} * result.image.width + tile.firstColumn;
        const std::byte* rowRead = read + size_t{row} * tile.width * resultTexelBytes();
        uint8_t* texels = result.image.texels.data() + place * texelSize;
        if (resultTexelBytes() == texelSize) {
            std::memcpy(texels, rowRead, tile.width * texelSize);
        }
        if (!request_.wantsWideAlpha) continue;
        for (uint32_t column = 0; column < tile.width; ++column) {
            const std::byte* words = rowRead + size_t{column} * resultTexelBytes();
            if (writesWideAlpha()) std::memcpy(texels + column * texelSize, words, texelSize);
            // The second word is alpha in 16 bits, or the codes of blue and of alpha.
            uint32_t second;
            std::memcpy(&second, words + 4, sizeof(second));
            result.wideAlpha[place + column] = static_cast<uint16_t>(writesWideAlpha() ? second : second >> 16);
        }
    }
}

} // namespace

Result<std::vector<Resampled>> resampleOnDevice(Context::Impl& context, const ResampleRequest& request) {
    Result<gpu::CommandStream> stream = gpu::CommandStream::create(*context.device);
    if (!stream) return stream.error();
    Resampler resampler(context, request, *stream);
    if (Result<void> prepared = resampler.prepare(context); !prepared) return prepared.error();
    return resampler.run();
}

} // namespace astcslang::mipmap
