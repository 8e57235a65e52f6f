// SPDX-License-Identifier: Apache-2.0
// The main verb: pictures to a texture. Everything that can fail cheaply is checked first: the inputs' names, the
// output's place, the first picture, the device; the output appears only when all of it is written.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <set>

#include <astcslang/ktx1.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "batch.h"
#include "color_choice.h"
#include "commands.h"
#include "context_in_the_making.h"
#include "coverage_check.h"
#include "decoded_picture.h"
#include "encode_report.h"
#include "encode_totals.h"
#include "file_names.h"
#include "image_writer.h"
#include "mipmap_levels.h"
#include "output_file.h"
#include "picture_agreement.h"
#include "picture_codes.h"
#include "picture_color.h"
#include "picture_inputs.h"
#include "picture_output.h"
#include "picture_report.h"
#include "progress_bar.h"
#include "report.h"
#include "rgbm.h"
#include "texture_builder.h"
#include "texture_file.h"
#include "writer_parameters.h"

namespace astcslang::cli {
namespace {

// Bytes that the header, index, descriptor and key/value data of a KTX2 file take at most; .astc takes fewer.
constexpr uint64_t kMaxContainerBytes = 1024;

class Stopwatch {
public:
    /// Milliseconds since creation or the last lap.
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        return std::chrono::duration<double, std::milli>(now - std::exchange(last_, now)).count();
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Where compiled pipelines are kept between runs, there or not; empty if there is no such place.
std::string pipelineCacheDirectory() {
    std::filesystem::path base;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        base = cache;
    } else if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        base = std::filesystem::path(home) / ".cache";
    } else {
        return {};
    }
    return (base / "astcslang").string();
}

/// Tells early, before a run that may take long, that no GPU does the work, unless that is what was asked for.
void announceDevice(const Options& options, const DeviceInfo& device) {
    if (!device.isCpu || !options.context.device.empty() || !areWarningsShown(options)) return;
    reportError(fmt::format("warning: no GPU found: using {}, a software device", device.name));
}

/// The bytes of the file; .astc and KTX 1 hold one picture, which the options have seen to.
Result<std::vector<uint8_t>> fileBytes(Texture texture, const Options& options) {
    if (!writesKtx2(options)) {
        const CompressedImage image{texture.width, texture.height, texture.footprint, texture.profile,
                                    std::move(texture.levels.front())};
        return hasExtension(options.output, kKtx1Extension) ? writeKtx1(image) : writeAstc(image);
    }
    const PackingOptions& packing = options.texture.packing;
    return writeKtx2(texture, {"", writerParameters(options), packing.scheme, packing.level});
}

Result<void> writeTexture(OutputFile& output, Texture texture, const Options& options) {
    const Result<std::vector<uint8_t>> bytes = fileBytes(std::move(texture), options);
    if (!bytes) return inFile(output.path(), bytes.error());
    if (Result<void> written = output.write(*bytes); !written) return written.error();
    return output.commit();
}

/// The picture that `decode` would write of the texture.
Result<void> writeDecoded(OutputFile& output, PictureKind kind, const Texture& texture) {
    DecodedStyle style;
    if (Result<void> settled = settleStyle(style, kind, texture); !settled)
        return inFile(output.path(), settled.error());
    const Result<CompressedImage> blocks = extractImage(texture, 0, 0, 0);
    if (!blocks) return inFile(output.path(), blocks.error());
    const TextureColors colors = plainColorsOf(texture, FileKind::Ktx2, std::nullopt);
    const Result<Picture> picture = showTexture(*blocks, colors, style);
    if (!picture) return inFile(output.path(), picture.error());
    const Result<void> written = writePicture(output, kind, *picture, colors);
    return written ? output.commit() : written;
}

/// One run of the verb: pictures are read, encoded and measured one after the other.
class EncodeRun {
public:
    /// The output must be none of `otherInputs` either. The context is begun when the files are open.
    EncodeRun(Options options, const std::vector<FileIdentity>& otherInputs, ContextInTheMaking& context)
        : options_(std::move(options)), otherInputs_(otherInputs), agreement_(options_), report_(options_),
          progress_(!options_.isQuiet && !options_.isJson), context_(context) {}

    Result<ExitCode> run();
    /// Of a run that has written its texture; null before.
    const nlohmann::ordered_json& document() const { return document_; }

private:
    Result<void> openFiles();
    Result<void> settleCounts(Picture& first);
    void warn(size_t picture, const Picture& source);
    Result<Picture> readSource(size_t picture);
    void settleProfile(Picture& first);
    bool isChosenLinear() const { return !options_.picture.isProfileTold && options_.encode.profile == Profile::Ldr; }
    Result<std::vector<Image>> makeLevels(Picture source);
    void describeTexture(const Picture& first);
    Result<void> reserveOutput();
    void beginContext();
    Result<void> openContext();
    Result<void> makeEncoder();
    Result<void> encodeLevels(const std::vector<Image>& levels, size_t picture);
    Result<void> examine(const CompressedImage& encoded, const Image& image, uint32_t level, CoverageCheck& coverage);
    Result<void> writeOutput();

    uint32_t levelOf(size_t picture) const { return static_cast<uint32_t>(picture / counts_.picturesPerLevel()); }
    /// In warnings; without its place in a file that may have others.
    std::string shownName(size_t picture) const {
        return picture == 0 ? options_.inputs.front() : inputs_->nameOf(picture);
    }
    /// The file that the picture came from.
    Error inPicture(size_t picture, const Error& error) const { return inFile(inputs_->nameOf(picture), error); }

    Options options_; ///< The profile may be the first picture's choice, and layers, faces and levels its file's.
    const std::vector<FileIdentity>& otherInputs_;
    std::optional<PictureInputs> inputs_;
    TextureCounts counts_; ///< Once the first picture has been read.
    TextureBuilder builder_{counts_};
    PictureAgreement agreement_;
    EncodeReport report_;
    nlohmann::ordered_json document_;
    ProgressBar progress_;
    Stopwatch stopwatch_;
    std::set<std::string> shownWarnings_; ///< Of a file of several pictures, which may all have the same.
    std::optional<OutputFile> output_;
    ContextInTheMaking& context_;
    std::optional<Encoder> encoder_;
    MetricsTotal metrics_;
    std::optional<TransferKind> conversion_; ///< That changed a picture, whoever asked for it.
};

Result<void> EncodeRun::openFiles() {
    Result<PictureInputs> inputs = PictureInputs::open(options_.inputs);
    if (!inputs) return inputs.error();
    inputs_.emplace(*std::move(inputs));
    std::vector<FileIdentity> identities = inputs_->identities();
    identities.insert(identities.end(), otherInputs_.begin(), otherInputs_.end());
    for (const std::string& list : options_.lists) {
        if (const std::optional<FileIdentity> identity = identify(list)) identities.push_back(*identity);
    }
    if (!options_.textureOperand.empty()) { // as toktx and ktx create do
        if (Result<void> made = makeFolderOf(options_.output); !made) return made.error();
    }
    Result<OutputFile> output = OutputFile::create(options_.output, identities);
    if (!output) return output.error();
    output_.emplace(*std::move(output));
    return {};
}

/// What the texture is decoded as, where the command line does not say.
void EncodeRun::settleProfile(Picture& first) {
    if (options_.picture.isProfileTold) return;
    options_.encode.profile = options_.picture.profile = chooseProfile(first);
    if (isChosenLinear()) first.notes.push_back("the texture is linear, as the picture's colours are");
}

/// What the texture has of levels, layers and faces, by the options and by its only file.
Result<void> EncodeRun::settleCounts(Picture& first) {
    if (inputs_->count() == 1) {
        const bool isOnePicture = options_.isRoundTrip || !writesKtx2(options_);
        const Result<PictureShape> taken =
            takeShape(options_.texture, isOnePicture, isResizeWanted(options_.picture), first);
        if (!taken) return inPicture(0, taken.error());
        inputs_->take(*taken);
    }
    const Result<TextureCounts> counts = countPictures(options_.texture, inputs_->count());
    if (!counts) return inFile(options_.inputs.front(), counts.error());
    if (options_.texture.isCubemap && options_.picture.isFlipWanted) {
        return inFile(
            options_.inputs.front(),
            {ErrorCode::InvalidArgument, "--yflip turns each face of a cube map alone, which no longer meet then"});
    }
    counts_ = *counts;
    builder_ = TextureBuilder(counts_);
    report_.pictureCount = inputs_->count();
    return {};
}

void EncodeRun::warn(size_t picture, const Picture& source) {
    if (!areWarningsShown(options_)) return;
    const bool isOfOneFile = options_.inputs.size() == 1;
    for (const std::string& warning : source.warnings) {
        if (isOfOneFile && !shownWarnings_.insert(warning).second) continue;
        reportWarnings(shownName(picture), {warning});
    }
}

/// A source picture in the channels that will be encoded.
Result<Picture> EncodeRun::readSource(size_t picture) {
    Result<Picture> source = inputs_->read(picture, options_.picture.read);
    if (!source) return source.error();
    if (picture == 0) {
        report_.inputWidth = source->width;
        report_.inputHeight = source->height;
        if (Result<void> settled = settleCounts(*source); !settled) return settled.error();
    }
    if (isResizeWanted(options_.picture)) {
        if (Result<void> opened = openContext(); !opened) return opened.error();
    }
    Context* context = context_ ? &*context_ : nullptr;
    assignTransfer(*source, options_.picture);
    if (picture == 0) settleProfile(*source);
    if (isChosenLinear() && !source->isTransferTagged) {
        source->warnings.push_back(fmt::format(
            "does not tell what its colours are; they count as linear, as those of {}", options_.inputs.front()));
    }
    PictureOptions steps = options_.picture;
    steps.convertedTransfer = chooseConversion(*source, steps);
    if (Result<void> done = runPictureSteps(*source, steps, options_.inputSwizzle, context); !done) {
        return inPicture(picture, done.error());
    }
    if (Result<void> allowed = react(*source, steps.isFlippedByOrigin, options_.reactions); !allowed) {
        return inPicture(picture, allowed.error());
    }
    if (const auto mismatch = describeMismatch(*source, options_.encode.profile)) {
        source->warnings.push_back(*mismatch);
    }
    const Result<void> agreed = agreement_.add(*source, inputs_->nameOf(picture));
    warn(picture, *source);
    if (!agreed) return inPicture(picture, agreed.error());
    if (source->convertedFrom) conversion_ = toldTransfer(*source).kind;
    if (Result<void> checked = builder_.checkSize(source->width, source->height, levelOf(picture)); !checked) {
        return inPicture(picture, checked.error());
    }
    if (picture == 0) describeTexture(*source);
    report_.readMilliseconds += stopwatch_.lap();
    return source;
}

/// The pictures that are encoded of it.
Result<std::vector<Image>> EncodeRun::makeLevels(Picture source) {
    LevelRequest request;
    request.generation = options_.texture.generation;
    request.generation.isNormalMap |= options_.isNormalMap;
    request.levelCount = options_.texture.levelCount.value_or(0);
    request.profile = options_.encode.profile;
    request.isRgbm = options_.picture.rgbm.has_value();
    request.order = options_.inputSwizzle.value_or(Swizzle{});
    Result<std::vector<Image>> levels = cli::makeLevels(*context_, std::move(source), request);
    report_.levelMilliseconds += stopwatch_.lap();
    return levels;
}

/// What the first picture decides for the whole texture.
void EncodeRun::describeTexture(const Picture& first) {
    report_.setPicture(first);
    report_.levelCount = builder_.texture().levels.size();
    report_.layerCount = builder_.texture().layerCount;
    report_.faceCount = builder_.texture().faceCount;
    std::optional<Swizzle> sampled = options_.texture.sampleSwizzle;
    const bool isOurLine = options_.textureOperand.empty(); // the others' tools tell what --swizzle says, and only that
    if (!sampled && options_.inputSwizzle && isOurLine) sampled = undoSwizzle(*options_.inputSwizzle, first.isGrey);
    if (options_.picture.rgbm) builder_.texture().metadata.push_back(makeRgbmEntry(*options_.picture.rgbm));
    if (sampled) builder_.texture().metadata.push_back(makeSwizzleEntry(*sampled));
    if (originOf(options_.texture) == TexcoordOrigin::BottomLeft)
        builder_.texture().metadata.push_back({"KTXorientation", std::string("ru", 3)});
}

/// Shows a full disk before the work, where it is known how much will be written.
Result<void> EncodeRun::reserveOutput() {
    if (options_.isRoundTrip || options_.texture.packing.scheme != Supercompression::None) return {};
    return output_->reserve(builder_.blockBytes(options_.encode.footprint) + kMaxContainerBytes);
}

/// What is wrong with the device shows when it is waited for, so that a picture's faults go first.
void EncodeRun::beginContext() {
    ContextOptions contextOptions = options_.context;
    contextOptions.pipelineCacheDirectory = pipelineCacheDirectory();
    context_.begin(contextOptions);
}

/// The device, when it is first needed: for the first picture's new size, or for its blocks.
Result<void> EncodeRun::openContext() {
    if (context_) return {};
    report_.readMilliseconds += stopwatch_.lap();
    if (Result<void> made = context_.wait(); !made) return made;
    announceDevice(options_, context_->device());
    report_.deviceMilliseconds += stopwatch_.lap();
    return {};
}

Result<void> EncodeRun::makeEncoder() {
    if (Result<void> opened = openContext(); !opened) return opened;
    report_.device = context_->device();

    EncodeOptions encodeOptions = options_.encode;
    const uint64_t totalBlocks = builder_.blockBytes(encodeOptions.footprint) / 16;
    encodeOptions.progress = [this, totalBlocks](uint64_t done, uint64_t) {
        progress_.update(report_.statistics.blockCount + done, totalBlocks);
        return true; // a signal ends the process, see output_file.h
    };
    Result<Encoder> encoder = Encoder::create(*context_, encodeOptions);
    if (!encoder) return encoder.error();
    encoder_.emplace(*std::move(encoder));
    report_.deviceMilliseconds += stopwatch_.lap();
    return {};
}

Result<void> EncodeRun::encodeLevels(const std::vector<Image>& levels, size_t picture) {
    CoverageCheck coverage(options_.texture.generation.mipmap.alphaCoverage, options_.encode.footprint);
    for (uint32_t level = 0; level < levels.size(); ++level) {
        const Image& image = levels[level];
        Result<EncodedImage> encoded = encoder_->encode(image.view());
        if (!encoded) return inPicture(picture, encoded.error());
        addStatistics(report_.statistics, encoded->statistics);
        report_.texelCount += uint64_t{image.width} * image.height;
        report_.encodeMilliseconds += stopwatch_.lap();
        if (Result<void> examined = examine(encoded->image, image, level, coverage); !examined) {
            return inFile(options_.output, examined.error());
        }
        stopwatch_.lap();
        builder_.add(std::move(encoded->image), levelOf(picture) + level);
    }
    if (const std::optional<std::string> loss = coverage.describeLoss()) {
        report_.addWarning(*loss);
        progress_.clear();
        if (areWarningsShown(options_)) reportWarnings(shownName(picture), {*loss});
    }
    return {};
}

/// What is asked about the blocks beside them: the decoded picture, its error, what the blocks say.
Result<void> EncodeRun::examine(const CompressedImage& encoded, const Image& image, uint32_t level,
                                CoverageCheck& coverage) {
    std::optional<Image> decoded;
    if (options_.isCompareWanted || coverage.isWanted()) {
        Result<Image> done = decodeTexture(encoded);
        if (!done) return done.error();
        decoded = *std::move(done);
    }
    if (coverage.isWanted()) coverage.add(level, image, *decoded);
    if (options_.isCompareWanted) {
        const Result<ImageMetrics> metrics = compareImages(image.view(), decoded->view());
        if (!metrics) return metrics.error();
        metrics_.add(*metrics, uint64_t{image.width} * image.height);
        report_.metrics = metrics_.result();
        if (report_.measuredCount++ == 0) report_.firstMetrics = *metrics;
    }
    if (options_.isStatsWanted) {
        const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(encoded);
        if (!blocks) return blocks.error();
        if (!report_.blocks) report_.blocks.emplace();
        addBlockStatistics(*report_.blocks, *blocks);
    }
    return {};
}

Result<void> EncodeRun::writeOutput() {
    builder_.texture().colorPrimaries = agreement_.primaries();
    builder_.texture().isAlphaPremultiplied = agreement_.isPremultiplied();
    Options done = options_;
    done.picture.convertedTransfer = conversion_;
    const Result<void> written = options_.isRoundTrip
                                     ? writeDecoded(*output_, *pictureKindOf(options_.output), builder_.texture())
                                     : writeTexture(*output_, std::move(builder_.texture()), done);
    if (!written) return written.error();
    report_.outputBytes = output_->writtenBytes();
    report_.writeMilliseconds = stopwatch_.lap();
    return {};
}

Result<ExitCode> EncodeRun::run() {
    if (Result<void> opened = openFiles(); !opened) return opened.error();
    beginContext();
    for (size_t picture = 0; picture < inputs_->count(); ++picture) {
        Result<Picture> source = readSource(picture);
        if (!source) return source.error();
        if (picture == 0) {
            if (Result<void> reserved = reserveOutput(); !reserved) return reserved.error();
            if (Result<void> made = makeEncoder(); !made) return made.error();
        }
        const Result<std::vector<Image>> levels = makeLevels(*std::move(source));
        if (!levels) return inPicture(picture, levels.error());
        if (Result<void> encoded = encodeLevels(*levels, picture); !encoded) return encoded.error();
    }
    progress_.clear();
    if (Result<void> written = writeOutput(); !written) return written.error();

    report_.validationMessageCount = context_->validationMessageCount();
    if (options_.isJson) {
        document_ = report_.toJson();
    } else if (!options_.isQuiet) {
        report_.printText();
    }
    if (report_.validationMessageCount != 0) {
        return Error{ErrorCode::DeviceFailure,
                     fmt::format("the validation layer reported {} messages", report_.validationMessageCount)};
    }
    return ExitCode::Success;
}

/// One texture of a picture, or of several; its report is the document.
Result<ExitCode> encodeTexture(const Options& options) {
    ContextInTheMaking context;
    const std::vector<FileIdentity> none;
    EncodeRun run(options, none, context);
    const Result<ExitCode> exitCode = run.run();
    if (!run.document().is_null()) printJson(run.document());
    return exitCode;
}

/// Those of the inputs that are there. Fails if an output is one of them, before anything is written.
Result<std::vector<FileIdentity>> identifyInputs(const Options& options, const std::vector<std::string>& outputs) {
    std::vector<FileIdentity> identities;
    for (const std::vector<std::string>* paths : {&options.inputs, &options.lists}) {
        for (const std::string& path : *paths) {
            if (const std::optional<FileIdentity> identity = identify(path)) identities.push_back(*identity);
        }
    }
    for (const std::string& output : outputs) {
        const std::optional<FileIdentity> identity = identify(output);
        if (identity && std::find(identities.begin(), identities.end(), *identity) != identities.end())
            return Error{ErrorCode::InvalidArgument, output + ": is the input file itself"};
    }
    return identities;
}

/// A texture of each picture, in a folder. A picture that fails is told, and the others are encoded all the same.
Result<ExitCode> encodeIntoFolder(const Options& options) {
    const Result<std::vector<std::string>> outputs =
        nameOutputs(options.output, options.inputs, options.isRoundTrip ? ".png" : options.container);
    if (!outputs) return outputs.error();
    const Result<std::vector<FileIdentity>> identities = identifyInputs(options, *outputs);
    if (!identities) return identities.error();
    if (Result<void> made = makeFolder(options.output); !made) return made.error();
    Batch batch;
    ContextInTheMaking context;
    nlohmann::ordered_json textures = nlohmann::ordered_json::array();
    for (size_t picture = 0; picture < outputs->size(); ++picture) {
        Options one = options;
        one.inputs = {options.inputs[picture]};
        one.output = (*outputs)[picture];
        nlohmann::ordered_json document = {{"input", {{"file", one.inputs.front()}}}};
        const Result<ExitCode> exitCode = runOnFile(one.inputs.front(), [&] {
            EncodeRun run(one, *identities, context);
            const Result<ExitCode> ended = run.run();
            if (!run.document().is_null()) document = run.document();
            return ended;
        });
        if (!exitCode) document["error"] = exitCode.error().message;
        textures.push_back(std::move(document));
        if (exitCode) continue;
        batch.fail(exitCode.error());
        if (concernsEveryFile(exitCode.error())) break;
    }
    if (options.isJson) printJson({{"textures", textures}});
    return batch.exitCode();
}

} // namespace

Result<ExitCode> runEncode(const Options& options) {
    return isFolderName(options.output) ? encodeIntoFolder(options) : encodeTexture(options);
}

} // namespace astcslang::cli
