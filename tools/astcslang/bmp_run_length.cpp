// SPDX-License-Identifier: Apache-2.0
// Codes are pairs of bytes: a count and an index (two of 4 bits in turn), or 0 and what to do: end of row, end of the
// picture, a step, or so many indices as they are, padded to 16 bits.

#include "bmp_run_length.h"

#include <new>

#include <fmt/format.h>

#include "byte_reader.h"

namespace astcslang::cli {
namespace {

constexpr uint64_t kMostTexelsPerByte = 128; // 255 by a code of 2 bytes

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }

class Decoder {
public:
    /// `runs` has a 0 for every texel.
    Decoder(std::span<const uint8_t> data, uint32_t width, uint32_t height, unsigned bitsPerIndex, BmpRuns& runs)
        : data_(data), width_(width), height_(height), bitsPerIndex_(bitsPerIndex), runs_(runs) {}

    Result<void> decode() {
        // Not on to an end code, which some writers leave out: what follows may be anything.
        while (setCount_ < runs_.indices.size() && holds(data_, place_, 2)) {
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
        if (setCount_ == runs_.indices.size()) return {};
        return invalid("the file is truncated");
    }

private:
    /// Codes only lead on, so that no texel is set twice.
    Result<void> put(uint8_t index) {
        if (column_ > width_ || row_ >= height_) return invalid("a run leaves the picture");
        if (column_ == width_) {
            runs_.isRowExceeded = true;
        } else {
            runs_.indices[row_ * width_ + column_] = index;
            ++setCount_;
        }
        ++column_;
        return {};
    }

    /// The index at `place` of the two that a byte holds, the high bits first.
    uint8_t indexOf(uint8_t byte, unsigned place) const {
        if (bitsPerIndex_ == 8) return byte;
        return place % 2 == 0 ? byte >> 4 : byte & 15;
    }

    Result<void> putRun(unsigned count, uint8_t value) {
        for (unsigned texel = 0; texel < count; ++texel) {
            if (Result<void> done = put(indexOf(value, texel)); !done) return done;
        }
        return {};
    }

    Result<void> putIndices(unsigned count) {
        const unsigned byteCount = (count * bitsPerIndex_ + 7) / 8;
        if (!holds(data_, place_, byteCount)) return invalid("the file is truncated");
        for (unsigned texel = 0; texel < count; ++texel) {
            const uint8_t byte = data_[place_ + texel * bitsPerIndex_ / 8];
            if (Result<void> done = put(indexOf(byte, texel)); !done) return done;
        }
        place_ += byteCount + byteCount % 2;
        return {};
    }

    std::span<const uint8_t> data_;
    uint64_t width_;
    uint64_t height_;
    unsigned bitsPerIndex_;
    BmpRuns& runs_;
    uint64_t place_ = 0;
    uint64_t column_ = 0;
    uint64_t row_ = 0; ///< From the bottom.
    uint64_t setCount_ = 0;
};

} // namespace

Result<BmpRuns> expandBmpRuns(std::span<const uint8_t> data, uint32_t width, uint32_t height, unsigned bitsPerIndex) {
    const uint64_t texelCount = uint64_t{width} * height;
    if (texelCount > kMostTexelsPerByte * data.size())
        return invalid(fmt::format("{} bytes of runs cannot fill {}x{} texels", data.size(), width, height));
    BmpRuns runs;
    try {
        runs.indices.resize(texelCount);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to decode it"};
    }
    if (Result<void> done = Decoder(data, width, height, bitsPerIndex, runs).decode(); !done) return done.error();
    return runs;
}

} // namespace astcslang::cli
