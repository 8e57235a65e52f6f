// SPDX-License-Identifier: Apache-2.0
// A resize filters rows first and keeps only as many filtered rows as the vertical filter spans, so that it needs
// little memory beside the result.

#include "picture_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <numbers>

#include <fmt/format.h>

#include "picture_color.h"

namespace astcslang::cli {
namespace {

constexpr const char* kOrientationNotes[9] = {"",
                                              "",
                                              "mirrored",
                                              "turned by 180 degrees",
                                              "mirrored top to bottom",
                                              "mirrored along the main diagonal",
                                              "turned by 90 degrees clockwise",
                                              "mirrored along the other diagonal",
                                              "turned by 90 degrees counterclockwise"};

/// Where texel (x, y) of the upright picture lies in a stored one of width x height texels.
size_t storedTexel(uint8_t orientation, size_t x, size_t y, size_t width, size_t height) {
    const size_t right = width - 1, bottom = height - 1;
    switch (orientation) {
    case 2:
        return y * width + (right - x);
    case 3:
        return (bottom - y) * width + (right - x);
    case 4:
        return (bottom - y) * width + x;
    case 5:
        return x * width + y;
    case 6:
        return (bottom - x) * width + y;
    case 7:
        return (bottom - x) * width + (right - y);
    case 8:
        return x * width + (right - y);
    default:
        return y * width + x;
    }
}

// ---------------------------------------------------------------------------------------------------------------
// Resizing

constexpr double kLobeCount = 3;

double sinc(double x) { return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

double lanczos(double x) { return std::abs(x) < kLobeCount ? sinc(x) * sinc(x / kLobeCount) : 0; }

/// What one texel of the result takes from the source: taps.size() texels from `first` on, which may lie outside.
struct Taps {
    int64_t first = 0;
    std::vector<float> weights;
};

/// The filter is as wide as a texel of the coarser of both pictures.
std::vector<Taps> makeTaps(uint32_t sourceSize, uint32_t targetSize) {
    const double step = static_cast<double>(sourceSize) / targetSize;
    const double stretch = std::max(step, 1.0);
    std::vector<Taps> all(targetSize);
    for (uint32_t target = 0; target < targetSize; ++target) {
        const double center = (target + 0.5) * step - 0.5;
        Taps& taps = all[target];
        taps.first = static_cast<int64_t>(std::ceil(center - kLobeCount * stretch));
        const auto last = static_cast<int64_t>(std::floor(center + kLobeCount * stretch));
        double sum = 0;
        for (int64_t source = taps.first; source <= last; ++source) {
            sum += lanczos((static_cast<double>(source) - center) / stretch);
        }
        for (int64_t source = taps.first; source <= last; ++source) {
            const double weight = lanczos((static_cast<double>(source) - center) / stretch) / sum;
            taps.weights.push_back(static_cast<float>(weight));
        }
    }
    return all;
}

using Row = std::vector<float>;

/// Turns rows of samples into rows of light, premultiplied if asked, and back.
class LightConverter {
public:
    LightConverter(const Picture& picture, bool isAlphaWeighted)
        : picture_(picture), isAlphaWeighted_(isAlphaWeighted) {
        std::visit([&](const auto& samples) { fillTable(samples); }, picture.samples);
    }

    void readRow(uint32_t row, Row& light) const {
        const size_t first = size_t{row} * picture_.width * 4;
        std::visit([&](const auto& samples) { readSamples(&samples[first], light); }, picture_.samples);
        if (!isAlphaWeighted_) return;
        for (size_t i = 0; i < light.size(); ++i) {
            if (i % 4 != 3) light[i] *= light[i | 3];
        }
    }

    void writeRow(const Row& light, float* samples) const {
        for (size_t i = 0; i < light.size(); ++i) {
            if (i % 4 == 3) {
                samples[i] = std::clamp(light[i], 0.0f, 1.0f);
                continue;
            }
            const double alpha = light[i | 3]; // may be outside 0 to 1, as the colours are then
            double value = light[i];
            if (isAlphaWeighted_) value = alpha > 0 ? value / alpha : 0;
            samples[i] = static_cast<float>(encodeTransfer(picture_.transfer, std::clamp(value, 0.0, 1.0)));
        }
    }

private:
    template <typename Sample> void fillTable(const std::vector<Sample>&) {
        if constexpr (!std::is_same_v<Sample, float>) {
            constexpr double kLargest = kFullScale<Sample>;
            for (size_t code = 0; code <= kFullScale<Sample>; ++code) {
                const double value = static_cast<double>(code) / kLargest;
                table_.push_back(static_cast<float>(decodeTransfer(picture_.transfer, value)));
            }
        }
    }

    template <typename Sample> void readSamples(const Sample* samples, Row& light) const {
        for (size_t i = 0; i < light.size(); ++i) {
            if (i % 4 == 3) {
                light[i] = static_cast<float>(static_cast<double>(samples[i]) / kFullScale<Sample>);
            } else if constexpr (std::is_same_v<Sample, float>) {
                light[i] = static_cast<float>(decodeTransfer(picture_.transfer, samples[i]));
            } else {
                light[i] = table_[samples[i]];
            }
        }
    }

    const Picture& picture_;
    bool isAlphaWeighted_;
    std::vector<float> table_; ///< Light of every code value of integers.
};

void filterAlongRow(const Row& source, const std::vector<Taps>& taps, Row& target) {
    const auto lastTexel = static_cast<int64_t>(source.size() / 4) - 1;
    for (size_t x = 0; x < taps.size(); ++x) {
        std::array<float, 4> sum{};
        for (size_t tap = 0; tap < taps[x].weights.size(); ++tap) {
            const int64_t texel = std::clamp(taps[x].first + static_cast<int64_t>(tap), int64_t{0}, lastTexel);
            for (size_t channel = 0; channel < 4; ++channel) {
                sum[channel] += taps[x].weights[tap] * source[static_cast<size_t>(texel) * 4 + channel];
            }
        }
        std::copy(sum.begin(), sum.end(), target.begin() + static_cast<ptrdiff_t>(4 * x));
    }
}

std::vector<float> resizeSamples(const Picture& picture, PictureSize size, bool isAlphaWeighted) {
    const LightConverter converter(picture, isAlphaWeighted);
    const std::vector<Taps> columns = makeTaps(picture.width, size.width);
    const std::vector<Taps> rows = makeTaps(picture.height, size.height);
    const size_t ringSize = rows.front().weights.size() + 2; // rows may span one tap more or less
    std::vector<Row> ring(ringSize, Row(size_t{size.width} * 4));
    Row source(size_t{picture.width} * 4), sum(size_t{size.width} * 4);
    std::vector<float> result(size_t{size.width} * size.height * 4);
    int64_t filteredCount = 0;
    const int64_t lastRow = int64_t{picture.height} - 1;
    for (uint32_t y = 0; y < size.height; ++y) {
        const Taps& taps = rows[y];
        const int64_t last = std::min(taps.first + static_cast<int64_t>(taps.weights.size()) - 1, lastRow);
        for (; filteredCount <= last; ++filteredCount) {
            converter.readRow(static_cast<uint32_t>(filteredCount), source);
            filterAlongRow(source, columns, ring[static_cast<size_t>(filteredCount) % ringSize]);
        }
        std::fill(sum.begin(), sum.end(), 0.0f);
        for (size_t tap = 0; tap < taps.weights.size(); ++tap) {
            const int64_t row = std::clamp(taps.first + static_cast<int64_t>(tap), int64_t{0}, lastRow);
            const Row& filtered = ring[static_cast<size_t>(row) % ringSize];
            for (size_t i = 0; i < sum.size(); ++i) sum[i] += taps.weights[tap] * filtered[i];
        }
        converter.writeRow(sum, &result[size_t{y} * size.width * 4]);
    }
    return result;
}

} // namespace

Result<void> applyOrientation(Picture& picture) {
    const uint8_t orientation = picture.orientation;
    if (orientation <= 1 || orientation > 8) return {};
    const bool isTurned = orientation >= 5;
    const uint32_t width = isTurned ? picture.height : picture.width;
    const uint32_t height = isTurned ? picture.width : picture.height;
    try {
        std::visit(
            [&](auto& samples) {
                std::decay_t<decltype(samples)> upright(samples.size());
                for (size_t y = 0; y < height; ++y) {
                    for (size_t x = 0; x < width; ++x) {
                        const size_t from = storedTexel(orientation, x, y, picture.width, picture.height);
                        std::copy_n(&samples[4 * from], 4, &upright[4 * (y * width + x)]);
                    }
                }
                samples = std::move(upright);
            },
            picture.samples);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to turn it"};
    }
    picture.width = width;
    picture.height = height;
    picture.orientation = 1;
    picture.notes.push_back(fmt::format("{}, as its orientation tag asks", kOrientationNotes[orientation]));
    return {};
}

void flipRows(Picture& picture) {
    std::visit(
        [&](auto& samples) {
            const size_t rowSamples = size_t{picture.width} * 4;
            for (size_t y = 0; y < picture.height / 2; ++y) {
                auto* upper = &samples[y * rowSamples];
                std::swap_ranges(upper, upper + rowSamples, &samples[(picture.height - 1 - y) * rowSamples]);
            }
        },
        picture.samples);
    picture.notes.push_back("flipped");
}

Result<void> resizePicture(Picture& picture, PictureSize size, bool isAlphaWeighted) {
    if (size == PictureSize{picture.width, picture.height}) return {};
    if (picture.transfer.kind == TransferKind::Unknown) {
        return Error{ErrorCode::Unsupported,
                     fmt::format("its colours are {}, which cannot be resized; say what they are with --assign-tf",
                                 picture.transfer.name)};
    }
    try {
        picture.samples = resizeSamples(picture, size, isAlphaWeighted);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to resize it"};
    }
    picture.notes.push_back(fmt::format("resized from {}x{}{}", picture.width, picture.height,
                                        isAlphaWeighted ? ", colours weighted by alpha" : ""));
    picture.width = size.width;
    picture.height = size.height;
    return {};
}

} // namespace astcslang::cli
