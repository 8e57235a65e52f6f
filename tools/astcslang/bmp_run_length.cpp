// SPDX-License-Identifier: Apache-2.0
// Codes are pairs of bytes: a count and an index (two of 4 bits in turn), or 0 and what to do: end of row, end of the
// picture, a step, or so many indices as they are, padded to 16 bits.

#include "bmp_run_length.h"

#include <array>
#include <cstring>

#include <fmt/format.h>

#include "byte_reader.h"

namespace astcslang::cli {
namespace {

constexpr uint64_t kMostTexelsPerByte = 128; // 255 by a code of 2 bytes

Error damaged(const std::string& what) { return {ErrorCode::InvalidData, "damaged BMP: " + what}; }

class Decoder {
public:
    Decoder(std::span<const uint8_t> data, const RunLengthBmp& header, std::span<const uint8_t> palette,
            std::vector<uint8_t>& texels)
        : data_(data), header_(header), palette_(palette), texels_(texels) {}

    Result<void> decode() {
        fill();
        while (holds(data_, place_, 2)) {
            const uint8_t count = data_[place_], value = data_[place_ + 1];
            place_ += 2;
            constexpr uint8_t kEndOfRow = 0, kEndOfPicture = 1, kStep = 2;
            Result<void> done;
            if (count != 0) {
                done = putRun(count, value);
            } else if (value == kEndOfRow) {
                column_ = 0;
                ++row_;
            } else if (value == kEndOfPicture) {
                return {};
            } else if (value == kStep) {
                if (!holds(data_, place_, 2)) break;
                column_ += data_[place_];
                row_ += data_[place_ + 1];
                place_ += 2;
            } else {
                done = putIndices(value);
            }
            if (!done) return done;
        }
        return damaged("the file is truncated");
    }

private:
    void fill() {
        for (size_t texel = 0; texel < texels_.size(); texel += 4) std::memcpy(&texels_[texel], colorOf(0).data(), 4);
    }

    std::array<uint8_t, 4> colorOf(uint64_t index) const {
        const auto entry = palette_.subspan(4 * index, 4);
        return {entry[2], entry[1], entry[0], 255};
    }

    Result<void> put(uint8_t index) {
        if (column_ >= header_.width || row_ >= header_.height) return damaged("a run leaves the picture");
        if (index >= palette_.size() / 4) return damaged(fmt::format("there is no colour {}", index));
        const uint64_t rowFromTop = header_.height - 1 - row_;
        std::memcpy(&texels_[4 * (rowFromTop * header_.width + column_)], colorOf(index).data(), 4);
        ++column_;
        return {};
    }

    /// The index at `place` of the two that a byte holds, the high bits first.
    uint8_t indexOf(uint8_t byte, unsigned place) const {
        if (header_.bitsPerIndex == 8) return byte;
        return place % 2 == 0 ? byte >> 4 : byte & 15;
    }

    Result<void> putRun(unsigned count, uint8_t value) {
        for (unsigned texel = 0; texel < count; ++texel) {
            if (Result<void> done = put(indexOf(value, texel)); !done) return done;
        }
        return {};
    }

    Result<void> putIndices(unsigned count) {
        const unsigned byteCount = (count * header_.bitsPerIndex + 7) / 8;
        if (!holds(data_, place_, byteCount)) return damaged("the file is truncated");
        for (unsigned texel = 0; texel < count; ++texel) {
            const uint8_t byte = data_[place_ + texel * header_.bitsPerIndex / 8];
            if (Result<void> done = put(indexOf(byte, texel)); !done) return done;
        }
        place_ += byteCount + byteCount % 2;
        return {};
    }

    std::span<const uint8_t> data_;
    const RunLengthBmp& header_;
    std::span<const uint8_t> palette_;
    std::vector<uint8_t>& texels_;
    uint64_t place_ = 0;
    uint64_t column_ = 0;
    uint64_t row_ = 0; ///< From the bottom.
};

} // namespace

Result<Picture> readRunLengthBmp(std::span<const uint8_t> bytes, const RunLengthBmp& header) {
    const uint64_t mostColors = uint64_t{1} << header.bitsPerIndex;
    if (header.paletteCount == 0 || header.paletteCount > mostColors)
        return damaged(fmt::format("its palette has {} colours, not 1 to {}", header.paletteCount, mostColors));
    if (!holds(bytes, header.paletteOffset, 4 * header.paletteCount) || header.dataOffset > bytes.size())
        return damaged("the file is truncated");
    const std::span<const uint8_t> data = bytes.subspan(header.dataOffset);
    if (uint64_t{header.width} * header.height > kMostTexelsPerByte * data.size())
        return damaged(
            fmt::format("{} bytes of runs cannot fill {}x{} texels", data.size(), header.width, header.height));
    Picture picture;
    picture.format = "BMP";
    picture.width = header.width;
    picture.height = header.height;
    picture.channelCount = 3;
    if (Result<void> allocated = allocatePicture<uint8_t>(picture); !allocated) return allocated.error();
    Decoder decoder(data, header, bytes.subspan(header.paletteOffset, 4 * header.paletteCount),
                    std::get<std::vector<uint8_t>>(picture.samples));
    if (Result<void> done = decoder.decode(); !done) return done.error();
    return picture;
}

} // namespace astcslang::cli
