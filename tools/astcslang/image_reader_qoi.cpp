// SPDX-License-Identifier: Apache-2.0
// QOI, "The Quite OK Image Format", specification of 2022-01-05. A file must hold every texel and its end marker.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "byte_reader.h"
#include "damaged_file.h"
#include "image_reader.h"

namespace astcslang::cli {
namespace {

constexpr size_t kHeaderBytes = 14;
constexpr std::array<uint8_t, 8> kEndMarker = {0, 0, 0, 0, 0, 0, 0, 1};
// A run of texels is the shortest code: 62 of them in a byte.
constexpr uint64_t kMaxRun = 62;

using Texel = std::array<uint8_t, 4>;

class QoiDecoder {
public:
    explicit QoiDecoder(std::span<const uint8_t> codes) : codes_(codes) {}

    /// Appends the texels that the next code stands for: one, or a run. Returns how many; 0 if the codes end.
    uint64_t next() {
        if (codes_.empty()) return 0;
        const uint8_t code = codes_[0];
        const size_t codeBytes = code == 0xFE ? 4 : code == 0xFF ? 5 : (code >> 6) == 2 ? 2 : 1;
        if (codes_.size() < codeBytes) return 0;
        uint64_t count = 1;
        if (code >= 0xFE) { // RGB, RGBA
            std::copy_n(codes_.begin() + 1, codeBytes - 1, texel_.begin());
        } else if ((code >> 6) == 0) { // index
            texel_ = seen_[code];
        } else if ((code >> 6) == 1) { // small differences
            addTo(0, (code >> 4 & 3) - 2);
            addTo(1, (code >> 2 & 3) - 2);
            addTo(2, (code & 3) - 2);
        } else if ((code >> 6) == 2) { // a difference of green, and of the others to it
            const int green = (code & 0x3F) - 32;
            addTo(0, green - 8 + (codes_[1] >> 4));
            addTo(1, green);
            addTo(2, green - 8 + (codes_[1] & 0xF));
        } else {
            count = (code & 0x3F) + 1u;
        }
        codes_ = codes_.subspan(codeBytes);
        seen_[(texel_[0] * 3 + texel_[1] * 5 + texel_[2] * 7 + texel_[3] * 11) % 64] = texel_;
        return count;
    }

    const Texel& texel() const { return texel_; }
    std::span<const uint8_t> rest() const { return codes_; }

private:
    void addTo(size_t channel, int difference) { texel_[channel] = static_cast<uint8_t>(texel_[channel] + difference); }

    std::span<const uint8_t> codes_;
    Texel texel_ = {0, 0, 0, 255};
    std::array<Texel, 64> seen_{};
};

Error damaged(const std::string& what) { return damagedFile("QOI", what); }

/// A picture without texels, as the header has it.
Result<Picture> readHeader(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (bytes.size() < kHeaderBytes + kEndMarker.size()) return damaged("the file is truncated");
    Picture picture;
    picture.format = "QOI";
    picture.width = static_cast<uint32_t>(loadBig(bytes, 4, 4));
    picture.height = static_cast<uint32_t>(loadBig(bytes, 8, 4));
    const uint8_t channelCount = bytes[12], colorSpace = bytes[13];
    if (channelCount != 3 && channelCount != 4) return damaged(fmt::format("{} channels", channelCount));
    if (colorSpace > 1) return damaged(fmt::format("colour space {}", colorSpace));
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    if (uint64_t{picture.width} * picture.height / kMaxRun > bytes.size()) {
        return damaged(
            fmt::format("{} bytes cannot hold a picture of {}x{}", bytes.size(), picture.width, picture.height));
    }
    picture.channelCount = channelCount;
    picture.hasAlpha = channelCount == 4;
    picture.transfer.kind = colorSpace == 0 ? TransferKind::Srgb : TransferKind::Linear;
    picture.transferReason = fmt::format("QOI colour space {}", colorSpace);
    picture.isTransferTagged = true;
    return picture;
}

/// All texels, and the marker behind them.
Result<void> decodeTexels(std::span<const uint8_t> codes, std::vector<uint8_t>& samples) {
    const uint64_t texelCount = samples.size() / 4;
    QoiDecoder decoder(codes);
    for (uint64_t texel = 0; texel < texelCount;) {
        const uint64_t count = decoder.next();
        if (count == 0) return damaged("the file is truncated");
        if (count > texelCount - texel) return damaged("a run beyond the last texel");
        for (uint64_t i = 0; i < count; ++i, ++texel) {
            std::copy(decoder.texel().begin(), decoder.texel().end(), &samples[4 * texel]);
        }
    }
    if (decoder.rest().size() < kEndMarker.size() ||
        !std::equal(kEndMarker.begin(), kEndMarker.end(), decoder.rest().begin())) {
        return damaged("the end marker is missing");
    }
    return {};
}

} // namespace

Result<Picture> readQoi(std::span<const uint8_t> bytes, const ReadOptions& options) {
    Result<Picture> picture = readHeader(bytes, options);
    if (!picture) return picture;
    if (Result<void> allocated = allocatePicture<uint8_t>(*picture); !allocated) return allocated.error();
    auto& samples = std::get<std::vector<uint8_t>>(picture->samples);
    if (Result<void> decoded = decodeTexels(bytes.subspan(kHeaderBytes), samples); !decoded) return decoded.error();
    if (!picture->hasAlpha) {
        for (size_t alpha = 3; alpha < samples.size(); alpha += 4) samples[alpha] = 255;
    }
    return picture;
}

} // namespace astcslang::cli
