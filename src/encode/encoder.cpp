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
#include "encode/worst_blocks.h"
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
/// Of all records of a strip together. The less a preset keeps of a block, the more blocks a strip has, which large
/// GPUs need to be busy.
constexpr uint64_t kMaxWorkspaceBytes = 768ull << 20;
/// Of a strip, so that a dispatch ends before drivers lose patience, and progress is told.
constexpr uint32_t kMaxStripTexels = 1u << 23;
/// On a processor smaller batches keep the records in its caches.
constexpr uint32_t kCpuBlockCount = 1u << 12;

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
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
            .specialization = {plan.decodeRule, plan.modeRule, plan.weighsChannels() ? 1u : 0u, stage.modesKept}};
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

    /// Which plan encodes a picture.
    struct Pass {
        encode::PictureKind kind;
        bool isOfWorst = false; ///< Of the blocks that came out worst the first time.
        auto operator<=>(const Pass&) const = default;
    };

    /// What a pass makes. The vectors are as long as the picture has blocks.
    struct Outcome {
        std::vector<uint8_t> blocks;
        std::vector<uint32_t> errors;
        encode::SearchSums sums;
        const EncodePlan* plan = nullptr;
    };

    Result<Prepared*> prepare(Pass pass, uint32_t width, uint32_t blockRows, uint32_t blocksPerRow);
    Result<void> encodeStrip(const Prepared& prepared, const ImageView& image, uint32_t firstRow, uint32_t rowCount,
                             gpu::CommandStream& stream, Outcome& outcome, EncodeStatistics& statistics);
    Result<Outcome> encodePass(Pass pass, const ImageView& image, EncodeStatistics& statistics);
    Result<void> encodeWorst(encode::PictureKind kind, const ImageView& image, Outcome& outcome,
                             EncodeStatistics& statistics);
    /// False to stop.
    bool reportProgress();

    Context& context;
    EncodeOptions options;
    encode::Efforts efforts = encode::effortsOf(options);
    std::map<Pass, Prepared> prepared;
    uint64_t doneBlocks = 0; ///< Of the current picture, like the next.
    uint64_t totalBlocks = 0;
};

Encoder::Encoder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder& Encoder::operator=(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;

Result<void> checkEncodeOptions(const EncodeOptions& options) {
    const auto invalid = [](std::string message) { return Error{ErrorCode::InvalidArgument, std::move(message)}; };
    if (!astc::isLegalFootprint(options.footprint))
        return invalid("footprint " + std::to_string(options.footprint.width) + "x" +
                       std::to_string(options.footprint.height) + " does not exist");
    if (options.footprint != Footprint{4, 4} &&
        (options.modeChoice != ModeChoice::Screened || options.endpointFit != EndpointFit::Pca))
        return Error{ErrorCode::Unsupported, "other mode choices and endpoint fits than the default exist at 4x4 only"};
    if (options.quality > 100) return invalid("quality " + std::to_string(options.quality) + " is outside 0 to 100");
    if (options.maxPartitionCount > 4)
        return invalid(std::to_string(options.maxPartitionCount) + " partitions; 1 to 4 are possible");
    if (options.alphaRadius > kMaxAlphaRadius)
        return invalid("alpha radius " + std::to_string(options.alphaRadius) + " is outside 0 to " +
                       std::to_string(kMaxAlphaRadius));
    for (const float weight : options.channelWeights)
        if (!(weight >= 0 && weight <= 1.0e6f))
            return invalid("channel weight " + std::to_string(weight) + " is outside 0 to 1000000");
    if (options.channelWeights == std::array<float, 4>{}) return invalid("all channel weights are 0");
    return {};
}

Result<Encoder> Encoder::create(Context& context, const EncodeOptions& options) {
    if (Result<void> checked = checkEncodeOptions(options); !checked) return checked.error();
    return Encoder(std::make_unique<Impl>(context, options));
}

Result<Encoder::Impl::Prepared*> Encoder::Impl::prepare(Pass pass, uint32_t width, uint32_t blockRows,
                                                        uint32_t blocksPerRow) {
    const bool isNew = !prepared.contains(pass);
    Prepared& p = prepared[pass];
    if (isNew) p.plan = encode::makeEncodePlan(options, pass.isOfWorst ? efforts.worst : efforts.all, pass.kind);

    const uint32_t usual = context.device().isCpu ? kCpuBlockCount : kMaxStripTexels / p.plan.texelCount();
    const uint32_t asked = options.maxBlocksPerDispatch != 0 ? options.maxBlocksPerDispatch : usual;
    const uint32_t limit = std::min(asked, Workspace::maxBlockCount(p.plan, kMaxBufferBytes, kMaxWorkspaceBytes));
    for (uint32_t rows = std::clamp(limit / blocksPerRow, 1u, blockRows);; rows /= 2) {
        const uint32_t blockCount = rows * blocksPerRow;
        const uint64_t texelCount = uint64_t{width} * (rows * options.footprint.height + 2u * haloRows(options));
        if (p.workspace && p.blockCount >= blockCount && p.texelCount >= texelCount) return &p;
        p.workspace.reset();
        Result<Workspace> made = Workspace::create(*context.impl().device, p.plan, blockCount, texelCount);
        if (made) {
            p.workspace.emplace(std::move(*made));
            p.blockCount = blockCount;
            p.texelCount = texelCount;
            return &p;
        }
        // Small devices get smaller strips.
        if (made.error().code != ErrorCode::OutOfMemory || rows == 1) return made.error();
    }
}

Result<void> Encoder::Impl::encodeStrip(const Prepared& p, const ImageView& image, uint32_t firstRow, uint32_t rowCount,
                                        gpu::CommandStream& stream, Outcome& outcome, EncodeStatistics& statistics) {
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
    const size_t firstBlock = size_t{firstRow} * strip.blocksPerRow;
    std::memcpy(&outcome.blocks[firstBlock * 16], results, blockBytes);
    std::memcpy(&outcome.errors[firstBlock], results + blockBytes, errorBytes);
    if (p.plan.collectsStatistics) outcome.sums.add(results + blockBytes + errorBytes);
    for (const StageTime& time : stream.stageTimes()) {
        auto& stageTimes = statistics.stages;
        const auto same = std::find_if(stageTimes.begin(), stageTimes.end(),
                                       [&](const StageTime& other) { return other.stage == time.stage; });
        if (same == stageTimes.end())
            stageTimes.push_back(time);
        else
            same->milliseconds += time.milliseconds;
        statistics.gpuMilliseconds += time.milliseconds;
    }
    return {};
}

bool Encoder::Impl::reportProgress() { return !options.progress || options.progress(doneBlocks, totalBlocks); }

Result<Encoder::Impl::Outcome> Encoder::Impl::encodePass(Pass pass, const ImageView& image,
                                                         EncodeStatistics& statistics) {
    const Footprint footprint = options.footprint;
    const uint32_t blocksPerRow = blocksAcross(image.width, footprint.width);
    const uint32_t blockRows = blocksAcross(image.height, footprint.height);
    Result<Prepared*> made = prepare(pass, image.width, blockRows, blocksPerRow);
    if (!made) return made.error();
    const Prepared& p = **made;

    const double pipelinesBefore = context.impl().pipelineMilliseconds;
    const std::vector<Stage> stages =
        encode::listStages(p.plan, {image.width, footprint.height, 0, blocksPerRow, blocksPerRow});
    std::vector<gpu::KernelSource> sources;
    for (const Stage& stage : stages) sources.push_back(sourceOf(stage, p.plan));
    if (Result<void> created = context.impl().createPipelines(sources); !created) return created.error();
    statistics.pipelineMilliseconds += context.impl().pipelineMilliseconds - pipelinesBefore;

    Result<gpu::CommandStream> stream = gpu::CommandStream::create(*context.impl().device);
    if (!stream) return stream.error();
    Outcome outcome;
    outcome.plan = &p.plan;
    outcome.blocks.resize(compressedSizeBytes(image.width, image.height, footprint));
    outcome.errors.resize(size_t{blocksPerRow} * blockRows);
    const uint32_t rowsPerStrip = p.blockCount / blocksPerRow;
    for (uint32_t row = 0; row < blockRows; row += rowsPerStrip) {
        if (!reportProgress()) return Error{ErrorCode::Cancelled, "cancelled"};
        const uint32_t rowCount = std::min(rowsPerStrip, blockRows - row);
        if (Result<void> done = encodeStrip(p, image, row, rowCount, *stream, outcome, statistics); !done)
            return done.error();
        doneBlocks += uint64_t{rowCount} * blocksPerRow;
    }
    return outcome;
}

/// Encodes the worst blocks once more and keeps what got better.
Result<void> Encoder::Impl::encodeWorst(encode::PictureKind kind, const ImageView& image, Outcome& outcome,
                                        EncodeStatistics& statistics) {
    const std::vector<uint32_t> indices = encode::worstBlocks(outcome.errors, efforts.worstPercent);
    if (indices.empty()) return {};
    totalBlocks += indices.size();
    const Image gathered = encode::gatherBlocks(image, options.footprint, indices);
    Result<Outcome> again = encodePass({kind, true}, gathered.view(), statistics);
    if (!again) return again.error();
    for (size_t place = 0; place < indices.size(); ++place) {
        const uint32_t index = indices[place];
        if (again->errors[place] >= outcome.errors[index]) continue;
        outcome.errors[index] = again->errors[place];
        std::memcpy(&outcome.blocks[index * size_t{16}], &again->blocks[place * 16], 16);
    }
    if (options.collectStatistics) outcome.sums.addEvaluations(again->sums);
    return {};
}

Result<EncodedImage> Encoder::encode(const ImageView& image) {
    const auto start = std::chrono::steady_clock::now();
    if (Result<void> checked = image::checkImageView(image); !checked) return checked.error();
    Impl& impl = *impl_;
    const EncodeOptions& options = impl.options;
    // Alpha that does not count is not encoded.
    encode::PictureKind kind = kindOf(image);
    kind.hasAlpha &= options.channelWeights[3] > 0 || options.alphaRadius > 0;

    EncodedImage encoded;
    EncodeStatistics& statistics = encoded.statistics;
    statistics.blockCount = compressedSizeBytes(image.width, image.height, options.footprint) / 16;
    impl.doneBlocks = 0;
    impl.totalBlocks = statistics.blockCount;
    Result<Impl::Outcome> outcome = impl.encodePass({kind, false}, image, statistics);
    if (!outcome) return outcome.error();
    const bool seesNeighbours = options.alphaRadius > 1; // which blocks by themselves do not have
    if (impl.efforts.worstPercent > 0 && !seesNeighbours)
        if (Result<void> done = impl.encodeWorst(kind, image, *outcome, statistics); !done) return done.error();
    impl.doneBlocks = impl.totalBlocks;
    impl.reportProgress();

    encoded.image = {image.width, image.height, options.footprint, options.profile, std::move(outcome->blocks)};
    for (const uint32_t error : outcome->errors) statistics.squaredError += error;
    if (options.collectStatistics) {
        outcome->sums.report(*outcome->plan, statistics);
        if (impl.efforts.worstPercent > 0) statistics.squaredErrorByStep.emplace_back("worst", statistics.squaredError);
    }
    statistics.hostMilliseconds = millisecondsSince(start);
    return encoded;
}

} // namespace astcslang
