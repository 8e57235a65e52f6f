// SPDX-License-Identifier: Apache-2.0
// The Encoder of the public header: cuts a picture into strips of blocks and sends each through the stages.

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstring>
#include <map>

#include <astcslang/astcslang.h>

#include "astc/footprint.h"
#include "astcslang_shaders/shader_modules.h"
#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "encode/picture_kind.h"
#include "encode/search_sums.h"
#include "encode/second_look.h"
#include "encode/strips.h"
#include "encode/workspace.h"
#include "gpu/command_stream.h"
#include "gpu/context.h"
#include "image/image_view.h"

namespace astcslang {

using encode::EncodePlan;
using encode::Slot;
using encode::Stage;
using encode::Strip;

namespace {

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

encode::BlockGrid gridOf(const ImageView& image, const EncodePlan& plan) {
    return {image.width, image.height, plan.footprint, plan.haloTexels()};
}

gpu::KernelSource sourceOf(const Stage& stage, const EncodePlan& plan) {
    return {.name = stage.kernel,
            .words = shaderModule(stage.kernel),
            .bufferCount = static_cast<uint32_t>(stage.buffers.size()),
            .pushConstantBytes = sizeof(DispatchParams),
            .specialization = {plan.decodeRule, plan.modeRule, plan.weighsChannels() ? 1u : 0u, stage.modesKept,
                               stage.tellsOffLine ? 1u : 0u}};
}

/// What the kernels of a plan see.
struct Buffers {
    const encode::PlanTables& tables;
    const encode::Workspace& workspace;

    const gpu::Buffer& operator[](Slot slot) const {
        return slot < encode::kFirstRecord ? tables.buffer(slot) : workspace.buffer(slot);
    }
};

Result<void> recordStages(Context::Impl& context, const EncodePlan& plan, const std::vector<Stage>& stages,
                          const Buffers& slots, gpu::CommandStream& stream) {
    const gpu::Buffer& workList = slots[Slot::WorkList];
    std::string_view label;
    for (const Stage& stage : stages) {
        Result<const gpu::Pipeline*> pipeline = context.pipeline(sourceOf(stage, plan));
        if (!pipeline) return pipeline.error();
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
        for (const Slot slot : stage.buffers) buffers.emplace_back(slots[slot]);
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

/// What is encoded at once: a picture, or blocks of one.
struct Work {
    ImageView image;
    uint64_t blockCount = 0;                   ///< Of its first blocks; what follows only makes the last row full.
    std::span<const uint32_t> knownFlags = {}; ///< Of those, where the plan takes them.
};

uint64_t texelBytesOf(const Strip& strip) { return 4ull * strip.shape.widthTexels * strip.shape.heightTexels; }

/// Copies the texels that a strip looks at, rounded to 8 bits, to the workspace's host memory.
void loadTexels(const ImageView& image, const Strip& strip, const encode::Workspace& workspace) {
    const size_t rowBytes = strip.shape.widthTexels * 4ull;
    auto* target = reinterpret_cast<uint8_t*>(workspace.upload().mapped().data());
    for (uint32_t row = 0; row < strip.shape.heightTexels; ++row)
        image::copyTexels8(image, strip.firstTexelRow + row, strip.firstTexelColumn,
                           {target + row * rowBytes, rowBytes});
}

/// Copies the known flags of a strip's blocks behind its texels. `columns`: of the picture's blocks.
void loadFlags(std::span<const uint32_t> flags, const Strip& strip, uint32_t columns,
               const encode::Workspace& workspace) {
    assert(strip.spareColumns == 0 && "they are known instead of what is around blocks");
    std::byte* target = workspace.upload().mapped().data() + texelBytesOf(strip);
    for (uint32_t row = 0; row < strip.rows; ++row)
        for (uint32_t column = 0; column < strip.columns; ++column, target += sizeof(uint32_t)) {
            const size_t index = size_t{strip.firstRow + row} * columns + strip.firstColumn + column;
            const uint32_t known = index < flags.size() ? flags[index] : 0;
            std::memcpy(target, &known, sizeof(known));
        }
}

constexpr uint64_t kStatisticsBytes = encode::kStatisticsWords * 4;

/// Where results lie in the memory that is read back: blocks, their errors, their flags if asked for, statistics.
struct ResultPlaces {
    ResultPlaces(const EncodePlan& plan, const Strip& strip)
        : errors(strip.shape.blockCount * 16ull), flags(errors + strip.shape.blockCount * 4ull),
          statistics(flags + (plan.returnsFlags ? strip.shape.blockCount * 4ull : 0)) {}
    uint64_t errors;
    uint64_t flags;
    uint64_t statistics;
};

/// Adds a strip's times to those of the picture.
void addTimes(const std::vector<StageTime>& times, EncodeStatistics& statistics) {
    for (const StageTime& time : times) {
        auto& stages = statistics.stages;
        const auto same = std::find_if(stages.begin(), stages.end(),
                                       [&](const StageTime& other) { return other.stage == time.stage; });
        if (same == stages.end())
            stages.push_back(time);
        else
            same->milliseconds += time.milliseconds;
        statistics.gpuMilliseconds += time.milliseconds;
    }
}

} // namespace

struct Encoder::Impl {
    Impl(Context::Impl& owner, const EncodeOptions& asked) : context(owner), options(asked) {}

    /// A plan and its tables, which serve every picture of its kind.
    struct Prepared {
        EncodePlan plan;
        encode::PlanTables tables;
    };

    /// Which plan encodes a picture.
    struct Pass {
        encode::PictureKind kind;
        bool isSecondLook = false; ///< At some blocks, after the first at all.
        auto operator<=>(const Pass&) const = default;
    };

    /// What a pass makes. The vectors are as long as the picture has blocks.
    struct Outcome {
        std::vector<uint8_t> blocks;
        std::vector<uint32_t> errors;
        std::vector<uint32_t> flags; ///< Empty unless the plan returns them.
        encode::SearchSums sums;
        const EncodePlan* plan = nullptr;
    };

    Result<const Prepared*> prepare(Pass pass);
    /// Makes room for strips of the returned size; small devices get smaller ones than the plan asks for.
    Result<encode::StripSize> makeRoom(const EncodePlan& plan, const encode::BlockGrid& grid);
    Result<void> createPipelines(const EncodePlan& plan, const Strip& strip, EncodeStatistics& statistics);
    /// Sends the texels of a strip, which were loaded, through the stages, and waits.
    Result<void> runStrip(const Prepared& prepared, const Strip& strip, gpu::CommandStream& stream);
    /// Takes over what runStrip() left. `columns`: of the picture's blocks.
    void readResults(const Strip& strip, uint32_t columns, Outcome& outcome) const;
    Result<void> encodeStrips(const Prepared& prepared, const Work& work, encode::StripSize size, Outcome& outcome,
                              EncodeStatistics& statistics);
    Result<Outcome> encodePass(Pass pass, const Work& work, EncodeStatistics& statistics);
    Result<void> lookAgain(encode::PictureKind kind, const ImageView& image, Outcome& outcome,
                           EncodeStatistics& statistics);
    Result<void> encodeAgain(std::span<const uint32_t> indices, encode::PictureKind kind, const ImageView& image,
                             Outcome& outcome, EncodeStatistics& statistics);
    /// False to stop.
    bool reportProgress();

    Context::Impl& context; ///< Which stays in place when the Context is moved.
    EncodeOptions options;
    encode::Efforts efforts = encode::effortsOf(options);
    std::map<Pass, Prepared> prepared;
    encode::Workspace workspace;
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
    return Encoder(std::make_unique<Impl>(context.impl(), options));
}

Result<const Encoder::Impl::Prepared*> Encoder::Impl::prepare(Pass pass) {
    if (const auto found = prepared.find(pass); found != prepared.end()) return &found->second;
    EncodePlan plan = pass.isSecondLook ? encode::planSecondLook(options, efforts, pass.kind)
                                        : encode::planFirstLook(options, efforts, pass.kind);
    Result<encode::PlanTables> tables = encode::PlanTables::create(*context.device, plan);
    if (!tables) return tables.error();
    return &prepared.emplace(pass, Prepared{std::move(plan), *std::move(tables)}).first->second;
}

Result<encode::StripSize> Encoder::Impl::makeRoom(const EncodePlan& plan, const encode::BlockGrid& grid) {
    encode::StripLimits limits = encode::stripLimits(options.footprint, encode::recordBytes(plan),
                                                     context.device->info().isCpu, options.maxBlocksPerDispatch);
    for (;;) {
        const encode::StripSize size = encode::chooseStripSize(grid, limits);
        const encode::StripLimits largest = encode::largestStrip(grid, size);
        Result<void> reserved = workspace.reserve(*context.device, plan, largest);
        if (reserved) return size;
        if (reserved.error().code != ErrorCode::OutOfMemory || limits.blockCount == 1) return reserved.error();
        limits.blockCount = std::max(std::min(limits.blockCount, largest.blockCount) / 2, 1u);
    }
}

Result<void> Encoder::Impl::createPipelines(const EncodePlan& plan, const Strip& strip, EncodeStatistics& statistics) {
    const double before = context.pipelineMilliseconds;
    std::vector<gpu::KernelSource> sources;
    for (const Stage& stage : encode::listStages(plan, strip.shape)) sources.push_back(sourceOf(stage, plan));
    Result<void> created = context.createPipelines(sources);
    statistics.pipelineMilliseconds += context.pipelineMilliseconds - before;
    return created;
}

Result<void> Encoder::Impl::runStrip(const Prepared& p, const Strip& strip, gpu::CommandStream& stream) {
    const Buffers slots{p.tables, workspace};
    if (Result<void> begun = stream.begin(); !begun) return begun;
    stream.copy(workspace.upload(), 0, slots[Slot::Image], 0, texelBytesOf(strip));
    if (p.plan.takesFlags)
        stream.copy(workspace.upload(), texelBytesOf(strip), slots[Slot::BlockFlags], 0, 4ull * strip.shape.blockCount);
    if (p.plan.collectsStatistics) {
        stream.barrier();
        stream.fill(slots[Slot::Statistics], 0, kStatisticsBytes, 0);
    }
    const std::vector<Stage> stages = encode::listStages(p.plan, strip.shape);
    if (Result<void> recorded = recordStages(context, p.plan, stages, slots, stream); !recorded) return recorded;
    const ResultPlaces places(p.plan, strip);
    stream.copy(slots[Slot::Results], 0, workspace.readback(), 0, places.flags);
    if (p.plan.returnsFlags)
        stream.copy(slots[Slot::BlockFlags], 0, workspace.readback(), places.flags, places.statistics - places.flags);
    if (p.plan.collectsStatistics)
        stream.copy(slots[Slot::Statistics], 0, workspace.readback(), places.statistics, kStatisticsBytes);
    if (Result<void> submitted = stream.submit(); !submitted) return submitted;
    return stream.wait();
}

void Encoder::Impl::readResults(const Strip& strip, uint32_t columns, Outcome& outcome) const {
    const std::byte* results = workspace.readback().mapped().data();
    const ResultPlaces places(*outcome.plan, strip);
    for (uint32_t row = 0; row < strip.rows; ++row) {
        const size_t from = size_t{row} * strip.shape.blocksPerRow + strip.spareColumns;
        const size_t to = size_t{strip.firstRow + row} * columns + strip.firstColumn;
        std::memcpy(&outcome.blocks[to * 16], results + from * 16, strip.columns * 16ull);
        std::memcpy(&outcome.errors[to], results + places.errors + from * 4, strip.columns * 4ull);
        if (outcome.plan->returnsFlags)
            std::memcpy(&outcome.flags[to], results + places.flags + from * 4, strip.columns * 4ull);
    }
    if (outcome.plan->collectsStatistics) outcome.sums.add(results + places.statistics);
}

bool Encoder::Impl::reportProgress() { return !options.progress || options.progress(doneBlocks, totalBlocks); }

Result<void> Encoder::Impl::encodeStrips(const Prepared& p, const Work& work, encode::StripSize size, Outcome& outcome,
                                         EncodeStatistics& statistics) {
    const encode::BlockGrid grid = gridOf(work.image, p.plan);
    const uint64_t doneAtTheEnd = doneBlocks + work.blockCount;
    Result<gpu::CommandStream> stream = gpu::CommandStream::create(*context.device);
    if (!stream) return stream.error();
    for (uint32_t row = 0; row < grid.rows(); row += size.rows)
        for (uint32_t column = 0; column < grid.columns(); column += size.columns) {
            if (!reportProgress()) return Error{ErrorCode::Cancelled, "cancelled"};
            const Strip strip = encode::stripAt(grid, size, column, row);
            loadTexels(work.image, strip, workspace);
            if (p.plan.takesFlags) loadFlags(work.knownFlags, strip, grid.columns(), workspace);
            if (Result<void> done = runStrip(p, strip, *stream); !done) return done;
            readResults(strip, grid.columns(), outcome);
            addTimes(stream->stageTimes(), statistics);
            doneBlocks = std::min(doneBlocks + uint64_t{strip.columns} * strip.rows, doneAtTheEnd);
        }
    return {};
}

Result<Encoder::Impl::Outcome> Encoder::Impl::encodePass(Pass pass, const Work& work, EncodeStatistics& statistics) {
    Result<const Prepared*> made = prepare(pass);
    if (!made) return made.error();
    const Prepared& p = **made;
    const encode::BlockGrid grid = gridOf(work.image, p.plan);
    const Result<encode::StripSize> size = makeRoom(p.plan, grid);
    if (!size) return size.error();
    if (Result<void> created = createPipelines(p.plan, encode::stripAt(grid, *size, 0, 0), statistics); !created)
        return created.error();

    Outcome outcome;
    outcome.plan = &p.plan;
    outcome.blocks.resize(compressedSizeBytes(work.image.width, work.image.height, options.footprint));
    outcome.errors.resize(outcome.blocks.size() / 16);
    if (p.plan.returnsFlags) outcome.flags.resize(outcome.errors.size());
    if (Result<void> done = encodeStrips(p, work, *size, outcome, statistics); !done) return done.error();
    return outcome;
}

/// Encodes some blocks once more, then, for as long as that helps much, the worst of the others, more and more of them.
Result<void> Encoder::Impl::lookAgain(encode::PictureKind kind, const ImageView& image, Outcome& outcome,
                                      EncodeStatistics& statistics) {
    std::vector<uint32_t> errors = outcome.errors; // of blocks that were encoded twice: 0
    uint32_t percent = efforts.secondLookPercent;
    std::vector<uint32_t> indices = efforts.secondLookOf(kind) == encode::SecondLook::ByError
                                        ? encode::worstBlocks(errors, percent)
                                        : encode::offLineBlocks(encode::offLineErrors(outcome.flags), errors, percent);
    while (!indices.empty()) {
        const uint64_t before = encode::sumErrors(outcome.errors, indices);
        if (Result<void> done = encodeAgain(indices, kind, image, outcome, statistics); !done) return done;
        const uint64_t gain = before - encode::sumErrors(outcome.errors, indices);
        if (100 * gain < efforts.repeatGainPercent * before) return {};
        for (const uint32_t index : indices) errors[index] = 0;
        percent = std::min(2 * percent, efforts.mostRepeatedPercent);
        indices = encode::worstBlocks(errors, percent);
    }
    return {};
}

/// Encodes blocks with more effort, and keeps what got better. Few enough at once that no second copy of a large
/// picture is made.
Result<void> Encoder::Impl::encodeAgain(std::span<const uint32_t> indices, encode::PictureKind kind,
                                        const ImageView& image, Outcome& outcome, EncodeStatistics& statistics) {
    const size_t atOnce = encode::kMaxStripTexels / (options.footprint.width * options.footprint.height);
    totalBlocks += indices.size();
    for (; !indices.empty(); indices = indices.subspan(std::min(atOnce, indices.size()))) {
        const std::span<const uint32_t> some = indices.first(std::min(atOnce, indices.size()));
        const encode::GatheredBlocks gathered = encode::gatherBlocks(image, options.footprint, some);
        const std::vector<uint32_t> flags = encode::gatherFlags(outcome.flags, some);
        Result<Outcome> again = encodePass({kind, true}, {gathered.view(), some.size(), flags}, statistics);
        if (!again) return again.error();
        for (size_t place = 0; place < some.size(); ++place) {
            const uint32_t index = some[place];
            if (again->errors[place] >= outcome.errors[index]) continue;
            outcome.errors[index] = again->errors[place];
            std::memcpy(&outcome.blocks[index * size_t{16}], &again->blocks[place * 16], 16);
        }
        if (options.collectStatistics) outcome.sums.addEvaluations(again->sums);
    }
    return {};
}

Result<EncodedImage> Encoder::encode(const ImageView& image) {
    const auto start = std::chrono::steady_clock::now();
    if (Result<void> checked = image::checkImageView(image); !checked) return checked.error();
    Impl& impl = *impl_;
    const EncodeOptions& options = impl.options;
    // Alpha that does not count is not encoded.
    encode::PictureKind kind = encode::kindOf(image);
    kind.hasAlpha &= options.channelWeights[3] > 0 || options.alphaRadius > 0;

    EncodedImage encoded;
    EncodeStatistics& statistics = encoded.statistics;
    statistics.blockCount = compressedSizeBytes(image.width, image.height, options.footprint) / 16;
    impl.doneBlocks = 0;
    impl.totalBlocks = statistics.blockCount;
    Result<Impl::Outcome> outcome = impl.encodePass({kind, false}, {image, statistics.blockCount}, statistics);
    if (!outcome) return outcome.error();
    const encode::SecondLook look = impl.efforts.secondLookOf(kind);
    if (look != encode::SecondLook::None)
        if (Result<void> done = impl.lookAgain(kind, image, *outcome, statistics); !done) return done.error();
    impl.doneBlocks = impl.totalBlocks;
    impl.reportProgress();

    encoded.image = {image.width, image.height, options.footprint, options.profile, std::move(outcome->blocks)};
    statistics.squaredError = encode::sumErrors(outcome->errors);
    if (options.collectStatistics) {
        outcome->sums.report(*outcome->plan, statistics);
        if (look != encode::SecondLook::None)
            statistics.squaredErrorByStep.emplace_back("second look", statistics.squaredError);
    }
    statistics.hostMilliseconds = millisecondsSince(start);
    return encoded;
}

} // namespace astcslang
