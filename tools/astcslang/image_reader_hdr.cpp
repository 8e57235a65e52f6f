// SPDX-License-Identifier: Apache-2.0
// Radiance HDR: RGB with a shared exponent, plain or run-length coded (G. Ward, "Real Pixels", Graphics Gems II; the
// old kind of runs and the one by channels). The file is walked once before memory is taken for its texels.

#include <array>
#include <cmath>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "image_reader.h"
#include "parse_number.h"

namespace astcslang::cli {
namespace {

using Rgbe = std::array<uint8_t, 4>;

// Scanlines of other lengths are never coded by channels.
constexpr uint32_t kMinCodedWidth = 8;
constexpr uint32_t kMaxCodedWidth = 32767;
constexpr size_t kMaxHeaderBytes = 1 << 16;

struct HdrHeader {
    uint32_t scanlineCount = 0;
    uint32_t scanlineTexels = 0;
    uint8_t orientation = 1;
    std::string exposure;  ///< Values were multiplied by it, and are taken as they are.
    std::string primaries; ///< Eight numbers as text, if the header has them.
    std::string format = "32-bit_rle_rgbe";
    size_t byteCount = 0;
};

std::optional<std::string_view> takeLine(std::string_view& text) {
    const size_t end = text.find('\n');
    if (end == text.npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// "-Y 480 +X 640": the sign and axis of scanlines, their number, the same of texels.
bool parseResolution(std::string_view line, HdrHeader& header) {
    const auto takeWord = [&] {
        const size_t end = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
        return word;
    };
    const std::string_view rows = takeWord();
    const auto scanlineCount = parseNumber<uint32_t>(takeWord());
    const std::string_view columns = takeWord();
    const auto scanlineTexels = parseNumber<uint32_t>(takeWord());
    if (!scanlineCount || !scanlineTexels || !line.empty()) return false;
    header.scanlineCount = *scanlineCount;
    header.scanlineTexels = *scanlineTexels;
    // As EXIF counts: what scanline 0 and texel 0 lie at. +Y is up.
    constexpr std::pair<std::string_view, std::string_view> kOrders[8] = {
        {"-Y", "+X"}, {"-Y", "-X"}, {"+Y", "-X"}, {"+Y", "+X"}, {"+X", "-Y"}, {"-X", "-Y"}, {"-X", "+Y"}, {"+X", "+Y"}};
    for (uint8_t order = 0; order < 8; ++order) {
        if (kOrders[order] == std::pair{rows, columns}) header.orientation = static_cast<uint8_t>(order + 1);
    }
    return kOrders[header.orientation - 1] == std::pair{rows, columns};
}

std::optional<HdrHeader> parseHeader(std::span<const uint8_t> bytes) {
    const size_t length = std::min(bytes.size(), kMaxHeaderBytes);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), length);
    HdrHeader header;
    takeLine(text); // the signature
    for (;;) {
        const std::optional<std::string_view> line = takeLine(text);
        if (!line) return std::nullopt;
        if (line->empty()) break;
        if (line->starts_with("FORMAT=")) header.format = line->substr(7);
        if (line->starts_with("EXPOSURE=")) header.exposure = *line;
        if (line->starts_with("PRIMARIES=")) header.primaries = line->substr(10);
    }
    const std::optional<std::string_view> resolution = takeLine(text);
    if (!resolution || !parseResolution(*resolution, header)) return std::nullopt;
    header.byteCount = length - text.size();
    return header;
}

/// x and y of red, green, blue and white.
void readPrimaries(const HdrHeader& header, Picture& picture) {
    if (header.primaries.empty()) return;
    std::istringstream numbers(header.primaries);
    Chromaticities chromaticities{};
    for (double& number : chromaticities) numbers >> number;
    if (!numbers) {
        picture.warnings.push_back("its PRIMARIES line does not have eight numbers and is not followed");
        return;
    }
    picture.primaries = {findPrimaries(chromaticities), "PRIMARIES=" + header.primaries};
    picture.colorNote += (picture.colorNote.empty() ? "" : ", ") + picture.primaries->reason;
}

/// Calls sink(scanline, texel, channel, value, count) for `count` equal values of one channel (0 to 3) in a row.
class ScanlineWalker {
public:
    ScanlineWalker(std::span<const uint8_t> data, const HdrHeader& header)
        : data_(data), width_(header.scanlineTexels) {}

    /// False if the data end early or a run is too long.
    template <typename Sink> bool walk(uint32_t scanlineCount, const Sink& sink) {
        for (uint32_t scanline = 0; scanline < scanlineCount; ++scanline) {
            const auto put = [&](uint32_t texel, uint32_t channel, uint8_t value, uint32_t count) {
                sink(scanline, texel, channel, value, count);
            };
            if (!(isCodedByChannels() ? walkChannels(put) : walkTexels(put))) return false;
        }
        return true;
    }

private:
    bool isCodedByChannels() const {
        return width_ >= kMinCodedWidth && width_ <= kMaxCodedWidth && data_.size() >= 4 && data_[0] == 2 &&
               data_[1] == 2 && (data_[2] << 8 | data_[3]) == static_cast<int>(width_);
    }

    template <typename Put> bool walkChannels(const Put& put) {
        data_ = data_.subspan(4);
        for (uint32_t channel = 0; channel < 4; ++channel) {
            for (uint32_t texel = 0; texel < width_;) {
                if (data_.empty()) return false;
                const bool isRun = data_[0] > 128;
                const uint32_t count = isRun ? data_[0] - 128u : data_[0];
                const size_t byteCount = isRun ? 1 : count;
                if (count == 0 || count > width_ - texel || data_.size() - 1 < byteCount) return false;
                if (isRun) put(texel, channel, data_[1], count);
                for (uint32_t i = 0; i < count && !isRun; ++i) put(texel + i, channel, data_[1 + i], 1);
                texel += count;
                data_ = data_.subspan(1 + byteCount);
            }
        }
        return true;
    }

    /// Plain texels; (1, 1, 1, n) repeats the one before n times, and n << 8 times when it follows another such.
    template <typename Put> bool walkTexels(const Put& put) {
        Rgbe last{};
        int shift = 0;
        for (uint32_t texel = 0; texel < width_;) {
            if (data_.size() < 4) return false;
            const Rgbe found = {data_[0], data_[1], data_[2], data_[3]};
            data_ = data_.subspan(4);
            const bool isRun = found[0] == 1 && found[1] == 1 && found[2] == 1;
            if (isRun && shift > 24) return false;
            const uint64_t count = isRun ? uint64_t{found[3]} << shift : 1;
            if (count > width_ - texel) return false;
            shift = isRun ? shift + 8 : 0;
            if (!isRun) last = found;
            for (uint32_t channel = 0; channel < 4; ++channel) {
                put(texel, channel, last[channel], static_cast<uint32_t>(count));
            }
            texel += static_cast<uint32_t>(count);
        }
        return true;
    }

    std::span<const uint8_t> data_;
    uint32_t width_;
};

/// Mantissas of 8 bits under one exponent become floats; the fourth sample, which was the exponent, an alpha of 1.
void expandExponents(std::vector<float>& samples) {
    for (size_t i = 0; i < samples.size(); i += 4) {
        const int exponent = static_cast<int>(samples[i + 3]);
        const double unit = exponent == 0 ? 0 : std::ldexp(1.0, exponent - (128 + 8));
        for (size_t channel = 0; channel < 3; ++channel) {
            samples[i + channel] = static_cast<float>(samples[i + channel] * unit);
        }
        samples[i + 3] = 1;
    }
}

} // namespace

Result<Picture> readHdr(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const std::optional<HdrHeader> header = parseHeader(bytes);
    if (!header) return Error{ErrorCode::InvalidData, "damaged Radiance HDR: the header does not end as it should"};
    if (header->format != "32-bit_rle_rgbe") {
        return Error{ErrorCode::Unsupported, fmt::format("Radiance HDR of format '{}' is not supported; "
                                                         "32-bit_rle_rgbe is",
                                                         header->format)};
    }
    Picture picture;
    picture.format = "Radiance HDR";
    picture.width = header->scanlineTexels;
    picture.height = header->scanlineCount;
    picture.orientation = header->orientation;
    picture.channelCount = 3;
    picture.transfer.kind = TransferKind::Linear;
    picture.transferReason = "Radiance HDR is linear";
    picture.isTransferTagged = true;
    picture.colorNote = header->exposure;
    readPrimaries(*header, picture);
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const std::span<const uint8_t> data = bytes.subspan(header->byteCount);
    if (!ScanlineWalker(data, *header).walk(picture.height, [](auto...) {})) {
        return Error{ErrorCode::InvalidData,
                     "damaged Radiance HDR: truncated, or a run beyond the end of its scanline"};
    }
    if (Result<void> allocated = allocatePicture<float>(picture); !allocated) return allocated.error();
    auto& samples = std::get<std::vector<float>>(picture.samples);
    ScanlineWalker(data, *header)
        .walk(picture.height, [&](uint32_t row, uint32_t texel, uint32_t channel, uint8_t value, uint32_t count) {
            float* target = &samples[(size_t{row} * picture.width + texel) * 4 + channel];
            for (uint32_t i = 0; i < count; ++i) target[size_t{4} * i] = value;
        });
    expandExponents(samples);
    return picture;
}

} // namespace astcslang::cli
