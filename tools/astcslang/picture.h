// SPDX-License-Identifier: Apache-2.0
// The one record that every reader of pictures fills and every later step works on, and the limits that a header has
// to keep before memory is taken for it.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <astcslang/astcslang.h>

#include "color_primaries.h"
#include "picture_shape.h"

namespace astcslang::cli {

inline constexpr uint32_t kMaxPictureSide = 65536;
/// 4 GiB of 8-bit RGBA.
inline constexpr uint64_t kDefaultMaxTexels = uint64_t{1} << 30;

enum class TransferKind : uint8_t {
    Srgb,
    Linear,
    Gamma,  ///< linear = value ^ gamma
    Bt709,  ///< The camera's curve of ITU-R BT.709, BT.601 and BT.2020, undone.
    Unknown ///< One that is named in the file but not known here.
};

/// How code values relate to light.
struct TransferFunction {
    TransferKind kind = TransferKind::Srgb;
    double gamma = 0;      ///< With Gamma: 1.0 and more for files that are brighter in the dark.
    std::string name = {}; ///< With Unknown: what the file calls it.
    bool operator==(const TransferFunction&) const = default;
};

/// "sRGB", "linear", "gamma 2.2", or the name.
std::string describeTransfer(const TransferFunction& transfer);

/// RGBA, rows from the top. Integers stand for 0 to 1, floats for themselves.
using Samples = std::variant<std::vector<uint8_t>, std::vector<uint16_t>, std::vector<float>>;

/// The sample that stands for 1.
template <typename Sample>
inline constexpr Sample kFullScale = std::is_same_v<Sample, float> ? Sample{1} : std::numeric_limits<Sample>::max();

struct Picture {
    uint32_t width = 0;
    uint32_t height = 0;
    Samples samples;          ///< 4 * width * height
    uint8_t channelCount = 4; ///< That the file stores, 1 to 4: as many of R, G and B in this order, and alpha.
    uint8_t storedBits = 8;   ///< Of a channel in the file; 16 and 32 may be floats.
    bool hasAlpha = false;    ///< Whether alpha is one of them.
    bool isGrey = false;      ///< Green and blue repeat red, which is the only colour of these channels.
    bool isPremultiplied = false;
    TransferFunction transfer;     ///< What every step takes R, G and B for; alpha is linear.
    std::string transferReason;    ///< Why they are taken for that, e.g. "sRGB chunk"; if converted, before.
    bool isTransferTagged = false; ///< Somebody said so, the file or the user, rather than a rule for untagged files.
    std::optional<TransferFunction> convertedFrom;
    std::optional<TransferFunction>
        keptFrom;                            ///< What was said of codes that stay and count as `transfer` all the same.
    std::optional<ColorPrimaries> primaries; ///< Empty: the file does not tell.
    uint8_t orientation = 1;                 ///< As in EXIF, 1 to 8; what is still to be done to show it upright.
    std::string format;                      ///< "PNG", "JPEG" ...
    PictureShape shape = {};                 ///< Of all that the file holds; this is one picture of it.
    std::string colorNote;          ///< All that the file says of its colours, e.g. "gAMA 0.45455"; empty if nothing.
    std::vector<std::string> notes; ///< What was done to it, in order, e.g. "turned by 90 degrees".
    std::vector<std::string> warnings;

    /// Of R, G and B, how many the file stores.
    int colorCount() const { return channelCount - (hasAlpha ? 1 : 0); }
};

/// Fails with InvalidData for an empty picture, with Unsupported for one above kMaxPictureSide or `maxTexels`.
Result<void> checkPictureSize(uint64_t width, uint64_t height, uint64_t maxTexels = kDefaultMaxTexels);

/// Whether all of its alpha is 1.
bool isOpaque(const Picture& picture);

/// Gives the picture zeros of type `Sample` for its size, which has been checked, and their number of bits. OutOfMemory
/// where there is no room.
template <typename Sample> Result<void> allocatePicture(Picture& picture);

} // namespace astcslang::cli
