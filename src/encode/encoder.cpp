// SPDX-License-Identifier: Apache-2.0
// The Encoder of the public header: cuts a picture into strips of blocks and sends each through the stages.

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>

#include <astcslang/astcslang.h>

#include "astc/footprint.h"
#include "astcslang_shaders/shader_modules.h"
#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "encode/search_sums.h"
#include "encode/workspace.h"
#include "gpu/command_stream.h"
#include "gpu/context.h"
#include "image/image_view.h"

namespace astcslang {

using encode::EncodePlan;
using encode::Slot;
using encode::Stage;
using encode::StripShape;
using encode::Workspace;

namespace {

/// Storage buffers of at least this size exist on every device that we accept.
constexpr uint64_t kMaxBufferBytes = 128ull << 20;
/// Enough blocks to fill a large GPU; a dispatch of them still ends well before drivers lose patience.
constexpr uint32_t kGpuBlockCount = 1u << 16;
/// On a processor smaller batches keep the records in its caches.
constexpr uint32_t kCpuBlockCount = 1u << 12;

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

Result<void> checkWeights(const EncodeOptions& options) {
    if (options.alphaRadius > kMaxAlphaRadius)
        return Error{ErrorCode::InvalidArgument, "alpha radius " + std::to_string(options.alphaRadius) +
                                                     " is outside 0 to " + std::to_string(kMaxAlphaRadius)};
    bool isAnyPositive = false;
    for (const float weight : options.channelWeights) {
        constexpr float kMost = 1.0e6f;
        if (!(weight >= 0 && weight <= kMost))
            return Error{ErrorCode::InvalidArgument, "a channel weight is outside 0 to 1000000"};
        isAnyPositive |= weight > 0;
    }
    if (!isAnyPositive) return Error{ErrorCode::InvalidArgument, "all channel weights are 0"};
    return {};
}

uint32_t blocksAcross(uint32_t texels, uint32_t blockSize) { return (texels + blockSize - 1) / blockSize; }

encode::PictureKind kindOf(const ImageView& image) {
    encode::PictureKind kind{.hasAlpha = false, .isGrey = true};
    std::vector<uint8_t> texels(image.width * 4ull);
    for (uint32_t row = 0; row < image.height && (!kind.hasAlpha || kind.isGrey); ++row) {
        image::copyRow8(image, row, texels);
        for (size_t i = 0; i < texels.size(); i += 4) {
            kind.hasAlpha |= texels[i + 3] != 255;
            kind.isGrey &= texels[i] == texels[i + 1] && texels[i] == texels[i + 2];
        }
    }
    return kind;
}

/// Texel rows beside a strip that its blocks look at.
uint32_t haloRows(const EncodeOptions& options) { return std::max<uint32_t>(options.alphaRadius, 1) - 1; }

gpu::KernelSource sourceOf(const Stage& stage, const EncodePlan& plan) {
    return {.name = stage.kernel,
            .words = shaderModule(stage.kernel),
            .bufferCount = static_cast<uint32_t>(stage.buffers.size()),
            .pushConstantBytes = sizeof(DispatchParams),
            .specialization = {plan.decodeRule, plan.modeRule, plan.weighsChannels() ? 1u : 0u}};
}

Result<void> recordStages(Context::Impl& context, const EncodePlan& plan, const std::vector<Stage>& stages,
                          const Workspace& workspace, gpu::CommandStream& stream) {
    std::string_view label;
    for (const Stage& stage : stages) {
        Result<const gpu::Pipeline*> pipeline = context.pipeline(sourceOf(stage, plan));
        if (!pipeline) return pipeline.error();
        const gpu::Buffer& workList = workspace.buffer(Slot::WorkList);
        // Stages of one name that may overlap are timed as one, since a time stamp would keep them apart.
        const bool overlaps = stage.isConcurrent && stage.label == label;
        if (!overlaps && !label.empty()) stream.endStage();
        if (stage.clearsWorkList) {
            stream.barrier();
            stream.fill(workList, 0, encode::dispatchArgumentsOffset(0), 0);
        }
        if (!stage.isConcurrent || stage.clearsWorkList) stream.barrier();
        if (!overlaps) stream.beginStage(stage.label);
        label = stage.label;
        std::vector<gpu::BufferBinding> buffers;
        for (const Slot slot : stage.buffers) buffers.emplace_back(workspace.buffer(slot));
        if (stage.groupsX > 0)
            stream.dispatch(**pipeline, buffers, gpu::bytesOf(stage.params), {stage.groupsX, stage.groupsY, 1});
        else
            stream.dispatchIndirect(**pipeline, buffers, gpu::bytesOf(stage.params), workList,
                                    encode::dispatchArgumentsOffset(stage.params.listIndex));
    }
    stream.endStage();
    stream.barrier();
    return {};
}

} // namespace

struct Encoder::Impl {
    Impl(Context& owner, const EncodeOptions& asked) : context(owner), options(asked) {}

    /// What encodes of one kind of picture share.
    struct Prepared {
        EncodePlan plan;
        std::optional<Workspace> workspace;
        uint32_t blockCount = 0; ///< That the workspace has room for.
        uint64_t texelCount = 0; ///< Likewise, of a strip.
    };

    Result<Prepared*> prepare(const ImageView& image, uint32_t blockRows, uint32_t blocksPerRow);
    Result<void> encodeStrip(const Prepared& prepared, const ImageView& image, uint32_t firstRow, uint32_t rowCount,
                             gpu::CommandStream& stream, EncodedImage& encoded, encode::SearchSums& sums);

    Context& context;
    EncodeOptions options;
    std::map<encode::PictureKind, Prepared> prepared;
};

Encoder::Encoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<Encoder> Encoder::create(Context& context, const EncodeOptions& options) {
    if (!astc::isLegalFootprint(options.footprint))
        return Error{ErrorCode::InvalidArgument, "footprint " + std::to_string(options.footprint.width) + "x" +
                                                     std::to_string(options.footprint.height) + " does not exist"};
    if (options.footprint != Footprint{4, 4} &&
        (options.modeChoice != ModeChoice::Screened || options.endpointFit != EndpointFit::Pca))
        return Error{ErrorCode::Unsupported, "other mode choices and endpoint fits than the default exist at 4x4 only"};
    if (options.quality > 100)
        return Error{ErrorCode::InvalidArgument, "quality " + std::to_string(options.quality) + " is outside 0 to 100"};
    if (options.maxPartitionCount > 4)
        return Error{ErrorCode::InvalidArgument,
                     std::to_string(options.maxPartitionCount) + " partitions; 1 to 4 are possible"};
    if (Result<void> checked = checkWeights(options); !checked) return checked.error();
    return Encoder(std::make_unique<Impl>(context, options));
}

Result<Encoder::Impl::Prepared*> Encoder::Impl::prepare(const ImageView& image, uint32_t blockRows,
                                                        uint32_t blocksPerRow) {
    encode::PictureKind kind = kindOf(image);
    kind.hasAlpha &= options.channelWeights[3] > 0 || options.alphaRadius > 0;
    const bool isNew = !prepared.contains(kind);
    Prepared& p = prepared[kind];
    if (isNew) p.plan = encode::makeEncodePlan(options, kind);

    const uint32_t usual = context.device().isCpu ? kCpuBlockCount : kGpuBlockCount;
    const uint32_t asked = options.maxBlocksPerDispatch != 0 ? options.maxBlocksPerDispatch : usual;
    const uint32_t limit = std::min(asked, Workspace::maxBlockCount(p.plan, kMaxBufferBytes));
    const uint32_t rows = std::clamp(limit / blocksPerRow, 1u, blockRows);
    const uint32_t blockCount = rows * blocksPerRow;
    const uint64_t texelCount = uint64_t{image.width} * (rows * options.footprint.height + 2u * haloRows(options));
    if (p.workspace && p.blockCount >= blockCount && p.texelCount >= texelCount) return &p;
    Result<Workspace> made = Workspace::create(*context.impl().device, p.plan, blockCount, texelCount);
    if (!made) return made.error();
    p.workspace.emplace(std::move(*made));
    p.blockCount = blockCount;
    p.texelCount = texelCount;
    return &p;
}

Result<void> Encoder::Impl::encodeStrip(const Prepared& p, const ImageView& image, uint32_t firstRow, uint32_t rowCount,
                                        gpu::CommandStream& stream, EncodedImage& encoded, encode::SearchSums& sums) {
    const Footprint footprint = p.plan.footprint;
    const uint32_t firstTexelRow = firstRow * footprint.height;
    StripShape strip;
    strip.widthTexels = image.width;
    const uint32_t halo = haloRows(options);
    const uint32_t firstLoadedRow = firstTexelRow - std::min(halo, firstTexelRow);
    strip.rowsAbove = firstTexelRow - firstLoadedRow;
    strip.heightTexels = std::min(strip.rowsAbove + rowCount * footprint.height + halo, image.height - firstLoadedRow);
    strip.blocksPerRow = blocksAcross(image.width, footprint.width);
    strip.blockCount = strip.blocksPerRow * rowCount;

    const Workspace& workspace = *p.workspace;
    const size_t rowBytes = image.width * 4ull;
    auto* upload = reinterpret_cast<uint8_t*>(workspace.imageUpload().mapped().data());
    for (uint32_t row = 0; row < strip.heightTexels; ++row)
        image::copyRow8(image, firstLoadedRow + row, {upload + row * rowBytes, rowBytes});

    if (Result<void> begun = stream.begin(); !begun) return begun;
    stream.copy(workspace.imageUpload(), 0, workspace.buffer(Slot::Image), 0, rowBytes * strip.heightTexels);
    constexpr uint64_t kStatisticsBytes = encode::kStatisticsWords * 4;
    if (p.plan.collectsStatistics) {
        stream.barrier();
        stream.fill(workspace.buffer(Slot::Statistics), 0, kStatisticsBytes, 0);
    }
    const std::vector<Stage> stages = encode::listStages(p.plan, strip);
    if (Result<void> recorded = recordStages(context.impl(), p.plan, stages, workspace, stream); !recorded)
        return recorded;
    const size_t blockBytes = strip.blockCount * 16ull;
    const size_t errorBytes = strip.blockCount * 4ull;
    stream.copy(workspace.buffer(Slot::Results), 0, workspace.readback(), 0, blockBytes + errorBytes);
    if (p.plan.collectsStatistics)
        stream.copy(workspace.buffer(Slot::Statistics), 0, workspace.readback(), blockBytes + errorBytes,
                    kStatisticsBytes);
    if (Result<void> submitted = stream.submit(); !submitted) return submitted;
    if (Result<void> waited = stream.wait(); !waited) return waited;

    const std::byte* results = workspace.readback().mapped().data();
    const size_t offset = size_t{firstRow} * strip.blocksPerRow * 16;
    std::memcpy(encoded.image.blocks.data() + offset, results, blockBytes);
    std::vector<uint32_t> errors(strip.blockCount);
    std::memcpy(errors.data(), results + blockBytes, errorBytes);
    for (const uint32_t error : errors) encoded.statistics.squaredError += error;
    if (p.plan.collectsStatistics) sums.add(results + blockBytes + errorBytes);
    for (const StageTime& time : stream.stageTimes()) {
        auto& stageTimes = encoded.statistics.stages;
        const auto same = std::find_if(stageTimes.begin(), stageTimes.end(),
                                       [&](const StageTime& other) { return other.stage == time.stage; });
        if (same == stageTimes.end())
            stageTimes.push_back(time);
        else
            same->milliseconds += time.milliseconds;
        encoded.statistics.gpuMilliseconds += time.milliseconds;
    }
    return {};
}

Result<EncodedImage> Encoder::encode(const ImageView& image) {
    const auto start = std::chrono::steady_clock::now();
    if (Result<void> checked = image::checkImageView(image); !checked) return checked.error();
    Impl& impl = *impl_;
    const Footprint footprint = impl.options.footprint;
    const uint32_t blocksPerRow = blocksAcross(image.width, footprint.width);
    const uint32_t blockRows = blocksAcross(image.height, footprint.height);
    Result<Impl::Prepared*> prepared = impl.prepare(image, blockRows, blocksPerRow);
    if (!prepared) return prepared.error();

    EncodedImage encoded;
    encoded.image.width = image.width;
    encoded.image.height = image.height;
    encoded.image.footprint = impl.options.footprint;
    encoded.image.profile = impl.options.profile;
    encoded.image.blocks.resize(compressedSizeBytes(image.width, image.height, impl.options.footprint));
    encoded.statistics.blockCount = uint64_t{blocksPerRow} * blockRows;

    const double pipelinesBefore = impl.context.impl().pipelineMilliseconds;
    const std::vector<Stage> stages =
        encode::listStages((*prepared)->plan, {image.width, footprint.height, 0, blocksPerRow, blocksPerRow});
    std::vector<gpu::KernelSource> sources;
    for (const Stage& stage : stages) sources.push_back(sourceOf(stage, (*prepared)->plan));
    if (Result<void> created = impl.context.impl().createPipelines(sources); !created) return created.error();
    encoded.statistics.pipelineMilliseconds = impl.context.impl().pipelineMilliseconds - pipelinesBefore;

    Result<gpu::CommandStream> stream = gpu::CommandStream::create(*impl.context.impl().device);
    if (!stream) return stream.error();
    encode::SearchSums sums;
    const uint32_t rowsPerStrip = (*prepared)->blockCount / blocksPerRow;
    for (uint32_t row = 0; row < blockRows; row += rowsPerStrip) {
        if (impl.options.progress &&
            !impl.options.progress(uint64_t{row} * blocksPerRow, encoded.statistics.blockCount))
            return Error{ErrorCode::Cancelled, "cancelled"};
        const uint32_t rowCount = std::min(rowsPerStrip, blockRows - row);
        if (Result<void> done = impl.encodeStrip(**prepared, image, row, rowCount, *stream, encoded, sums); !done)
            return done.error();
    }
    if (impl.options.progress) impl.options.progress(encoded.statistics.blockCount, encoded.statistics.blockCount);
    if (impl.options.collectStatistics) sums.report((*prepared)->plan, encoded.statistics);
    encoded.statistics.hostMilliseconds = millisecondsSince(start);
    return encoded;
}

} // namespace astcslang
