// SPDX-License-Identifier: Apache-2.0
// The main verb: a picture to a texture. Everything that can fail cheaply is checked first: the input's name, the
// output's place, the picture, the device; the output appears only when all of it is written.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "commands.h"
#include "encode_report.h"
#include "image_writer.h"
#include "output_file.h"
#include "picture_color.h"
#include "picture_report.h"
#include "progress_bar.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

// Bytes that the header, index, descriptor and key/value data of a KTX2 file take at most; .astc takes fewer.
constexpr uint64_t kMaxContainerBytes = 512;

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

/// Where compiled pipelines are kept between runs; empty if there is no such place.
std::string pipelineCacheDirectory() {
    std::filesystem::path base;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        base = cache;
    } else if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        base = std::filesystem::path(home) / ".cache";
    } else {
        return {};
    }
    const std::filesystem::path directory = base / "astcslang";
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    return error ? std::string() : directory.string();
}

/// Tells early, before a run that may take long, that no GPU does the work.
void announceDevice(const Options& options, const DeviceInfo& device) {
    if (!device.isCpu || options.isQuiet || options.isJson) return;
    fmt::print("{} {}, a software device\n", options.context.device.empty() ? "no GPU found: using" : "using",
               device.name);
    std::fflush(stdout);
}

Result<void> writeTexture(OutputFile& output, const CompressedImage& image) {
    const Result<std::vector<uint8_t>> bytes =
        hasExtension(output.path(), ".ktx2") ? writeKtx2(image) : writeAstc(image);
    if (!bytes) return inFile(output.path(), bytes.error());
    if (Result<void> written = output.write(*bytes); !written) return written.error();
    return output.commit();
}

Result<void> writePicture(OutputFile& output, const Image& image, Profile profile) {
    if (Result<void> written = writePng(output, image, profile); !written) return written.error();
    return output.commit();
}

/// Decodes the texture and measures it against the picture.
Result<ImageMetrics> measure(const CompressedImage& texture, const Image& picture) {
    const Result<Image> decoded = decodeTexture(texture);
    if (!decoded) return decoded.error();
    return compareImages(picture.view(), decoded->view());
}

} // namespace

Result<ExitCode> runEncode(const Options& options) {
    Stopwatch stopwatch;
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    Result<OutputFile> output = OutputFile::create(options.output, input->identity());
    if (!output) return output.error();

    EncodeReport report{options};
    Result<Picture> picture = readPictureFile(*input, options.picture.read);
    if (!picture) return picture.error();
    if (Result<void> done = runPictureSteps(*picture, options.picture, options.inputSwizzle); !done) {
        return inFile(options.input, done.error());
    }
    if (const auto mismatch = describeMismatch(*picture, options.encode.profile))
        picture->warnings.push_back(*mismatch);
    if (!options.isQuiet) reportWarnings(options.input, picture->warnings);
    report.setPicture(*picture);
    const Image image = toImage8(*std::move(picture));
    report.readMilliseconds = stopwatch.lap();

    if (!options.isRoundTrip) { // how long a PNG gets is not known
        const uint64_t blockBytes = compressedSizeBytes(image.width, image.height, options.encode.footprint);
        if (Result<void> reserved = output->reserve(blockBytes + kMaxContainerBytes); !reserved) {
            return reserved.error();
        }
    }

    ContextOptions contextOptions = options.context;
    contextOptions.pipelineCacheDirectory = pipelineCacheDirectory();
    Result<Context> context = Context::create(contextOptions);
    if (!context) return context.error();
    report.device = context->device();
    announceDevice(options, report.device);
    report.deviceMilliseconds = stopwatch.lap();

    ProgressBar progress(!options.isQuiet && !options.isJson);
    EncodeOptions encodeOptions = options.encode;
    encodeOptions.progress = [&](uint64_t done, uint64_t total) {
        progress.update(done, total);
        return true; // a signal ends the process, see output_file.h
    };
    Result<Encoder> encoder = Encoder::create(*context, encodeOptions);
    if (!encoder) return encoder.error();
    const Result<EncodedImage> encoded = encoder->encode(image.view());
    if (!encoded) return inFile(options.input, encoded.error());
    progress.clear();
    report.encodeMilliseconds = stopwatch.lap();

    std::optional<Image> decoded;
    if (options.isRoundTrip) {
        Result<Image> result = decodeTexture(encoded->image);
        if (!result) return inFile(options.output, result.error());
        decoded = *std::move(result);
        stopwatch.lap();
    }
    const Result<void> written =
        decoded ? writePicture(*output, *decoded, options.encode.profile) : writeTexture(*output, encoded->image);
    if (!written) return written.error();
    report.outputBytes = output->writtenBytes();
    report.writeMilliseconds = stopwatch.lap();

    if (options.isCompareWanted) {
        const Result<ImageMetrics> metrics =
            decoded ? compareImages(image.view(), decoded->view()) : measure(encoded->image, image);
        if (!metrics) return inFile(options.output, metrics.error());
        report.metrics = *metrics;
    }
    if (options.isStatsWanted) {
        const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(encoded->image);
        if (!blocks) return inFile(options.output, blocks.error());
        report.blocks = collectBlockStatistics(*blocks);
    }
    report.statistics = encoded->statistics;
    report.validationMessageCount = context->validationMessageCount();
    if (options.isJson) {
        report.printJson();
    } else if (!options.isQuiet) {
        report.printText();
    }
    if (report.validationMessageCount != 0) {
        return Error{ErrorCode::DeviceFailure,
                     fmt::format("the validation layer reported {} messages", report.validationMessageCount)};
    }
    return ExitCode::Success;
}

} // namespace astcslang::cli
