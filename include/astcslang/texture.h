// SPDX-License-Identifier: Apache-2.0
// Textures and their files, part of astcslang.h: blocks of all levels, layers and faces, and .astc and KTX2 as bytes in
// and bytes out. Readers take nothing on trust: what they allocate is bounded by the file that they were given.

#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <astcslang/result.h>

namespace astcslang {

/// Block dimensions in texels. Legal 2D footprints: 4x4 5x4 5x5 6x5 6x6 8x5 8x6 10x5 10x6 8x8 10x8 10x10 12x10 12x12.
struct Footprint {
    uint8_t width = 4;
    uint8_t height = 4;
    bool operator==(const Footprint&) const = default;
};

/// How a decoder turns blocks into colours.
enum class Profile : uint8_t {
    Ldr,     ///< Linear 8-bit (UNORM) decode.
    LdrSrgb, ///< sRGB decode: RGB expand with the sRGB rule, alpha stays linear (C.2.19).
};

/// Compressed blocks in raster order, 16 bytes each: ceil(width / footprint.width) * ceil(height / footprint.height).
struct CompressedImage {
    uint32_t width = 0;  ///< In texels.
    uint32_t height = 0; ///< In texels.
    Footprint footprint = {};
    Profile profile = Profile::LdrSrgb;
    std::vector<uint8_t> blocks = {};
};

/// Bytes of all blocks of a picture. Preconditions: width, height >= 1 and a legal footprint.
uint64_t compressedSizeBytes(uint32_t width, uint32_t height, Footprint footprint);

// ---------------------------------------------------------------------------------------------------------------
// Textures

/// Texels along a side of a level: halved and rounded down `level` times, but at least 1.
constexpr uint32_t levelSide(uint32_t side, uint32_t level) { return level < 32 ? std::max(1u, side >> level) : 1; }

/// Levels of a full chain, level 0 counted: the last one is 1x1. Precondition: width, height >= 1.
constexpr uint32_t fullLevelCount(uint32_t width, uint32_t height) {
    return static_cast<uint32_t>(std::bit_width(std::max(width, height)));
}

/// One entry of KTX2's key/value data. Text values end in NUL here as in the file; others are any bytes.
struct KeyValue {
    std::string key; ///< UTF-8, not empty, without NUL.
    std::string value;
    bool operator==(const KeyValue&) const = default;
};

/// A whole texture: a picture, an array, a cube map or an array of cube maps, with any number of levels.
struct Texture {
    uint32_t width = 0;  ///< Of level 0 in texels; that of level n is levelSide(width, n).
    uint32_t height = 0; ///< Likewise. Equal to the width in cube maps.
    Footprint footprint = {};
    Profile profile = Profile::LdrSrgb;
    uint32_t layerCount = 0; ///< 0: not an array; an array may have one layer.
    uint32_t faceCount = 1;  ///< 6 for cube maps: +X, -X, +Y, -Y, +Z, -Z.
    /// Largest first, 1 to fullLevelCount() of them. Each holds the pictures of all layers, of all faces
    /// within a layer, each picture's blocks as in CompressedImage.
    std::vector<std::vector<uint8_t>> levels = {};
    bool isAlphaPremultiplied = false; ///< Colours were multiplied by alpha; recorded, nothing is computed from it.
    uint8_t colorPrimaries = 1;        ///< KHR_DF_PRIMARIES_*: 1 is BT.709, which sRGB has; 0 is unspecified.
    /// KHR_DF_TRANSFER_*, where it is not the profile's own (sRGB or linear). With LdrSrgb: empty.
    std::optional<uint8_t> transferFunction = {};
    std::vector<KeyValue> metadata = {}; ///< In any order, no key twice; writers sort it.
};

/// A picture as a texture of one level, layer and face.
Texture makeTexture(CompressedImage image);

/// One picture of a texture, whose other levels may be empty. Fails with InvalidArgument where there is no such level,
/// layer or face.
Result<CompressedImage> extractImage(const Texture& texture, uint32_t level, uint32_t layer, uint32_t face);

// ---------------------------------------------------------------------------------------------------------------
// Files

/// ARM's .astc: a 16-byte header and the blocks. It records no profile. Width and height must be below 2^24.
Result<std::vector<uint8_t>> writeAstc(const CompressedImage& image);
/// `profile` becomes the result's profile, since .astc does not tell.
Result<CompressedImage> readAstc(std::span<const uint8_t> bytes, Profile profile);

/// How each level's bytes are packed once more. Blocks that differ little in their bytes are needed to gain by it.
enum class Supercompression : uint8_t { None, Zstd, Zlib };

struct Ktx2WriteOptions {
    std::string writer = {};           ///< Value of KTXwriter; empty: "astcslang VERSION".
    std::string writerParameters = {}; ///< Value of KTXwriterScParams, say "--zstd 18"; empty: not written.
    Supercompression supercompression = Supercompression::None;
    int supercompressionLevel = 0; ///< Zstd: 1 .. 22; Zlib: 1 .. 9; 0: 3 or 6. Higher is smaller and slower.
};

/// A KTX2 file. Entries of `texture.metadata` are written as they are, but for KTXwriter and KTXwriterScParams, which
/// `options` decide; without a KTXorientation "rd" (rows go right, columns down) is added.
Result<std::vector<uint8_t>> writeKtx2(const Texture& texture, const Ktx2WriteOptions& options = {});
/// The same of one level, layer and face.
Result<std::vector<uint8_t>> writeKtx2(const CompressedImage& image, const Ktx2WriteOptions& options = {});

/// Reads every 2D ASTC LDR KTX2 file, without supercompression or with Zstd or zlib. Others are Unsupported, and so are
/// Zstandard streams whose window is larger than 128 MiB. With `onlyLevel` the others have no blocks: they are neither
/// unpacked nor looked at, and where there is no such level, none is.
Result<Texture> readKtx2Texture(std::span<const uint8_t> bytes, std::optional<uint32_t> onlyLevel = {});

/// Sees blocks of a level, in their order, in runs of at most 64 KiB; `texture` has no levels. An error ends the walk.
using BlockVisitor =
    std::function<Result<void>(const Texture& texture, uint32_t level, std::span<const uint8_t> blocks)>;
/// As readKtx2Texture(), but blocks go to `visit`, and the texture has no levels: memory does not grow with what
/// supercompressed levels unpack to. Where the file is broken, `visit` has seen what came before.
Result<Texture> visitKtx2Blocks(std::span<const uint8_t> bytes, const BlockVisitor& visit);

/// Level 0, layer 0, face 0 of such a file.
Result<CompressedImage> readKtx2(std::span<const uint8_t> bytes);

} // namespace astcslang
