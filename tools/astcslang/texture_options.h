// SPDX-License-Identifier: Apache-2.0
// What the command line says of the texture beside its blocks: layers, faces, levels, how it is packed and sampled.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <astcslang/astcslang.h>

#include "mipmap_options.h"
#include "swizzle.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct PackingOptions {
    Supercompression scheme = Supercompression::None;
    int level = 0;     ///< 0: the scheme's own default.
    std::string words; ///< As for KTXwriterScParams: "--zstd 18"; empty without supercompression.
};

/// Where the texture coordinates (0, 0) are.
enum class TexcoordOrigin { TopLeft, BottomLeft };

struct TextureOptions {
    bool isCubemap = false;
    bool isMipmapped = false;           ///< --mipmap: as many levels as the pictures make.
    std::optional<uint32_t> layerCount; ///< Empty: not an array.
    std::optional<uint32_t> levelCount;
    GenerationOptions generation; ///< If wanted, pictures are those of level 0.
    bool isAlphaPremultiplied = false;
    std::optional<uint8_t> primaries; ///< KHR_DF_PRIMARIES_*, whatever the pictures say.
    std::optional<Swizzle> sampleSwizzle;
    TexcoordOrigin assignedOrigin = TexcoordOrigin::TopLeft; ///< Of the pictures.
    std::optional<TexcoordOrigin> convertedOrigin;           ///< Of the texture; empty: as that of the pictures.
    PackingOptions packing;
};

/// --zstd and --zlib.
void addPackingOptions(CLI::App& app, PackingOptions& packing);

/// What is said under --help of each.
struct MeaningWords {
    const char* premultiplied;
    const char* swizzle;
    const char* primaries;
};
/// Of a file that does not tell.
inline constexpr MeaningWords kMeaningOfWrapped = {
    "The colours of the .astc or .ktx file are multiplied by alpha: say so in the KTX2 file",
    "How shaders shall read the channels of the .astc or .ktx file, for KTX2 (default: as they are)",
    "Colour primaries of the .astc or .ktx file, for KTX2: none, bt709 (default), srgb, bt2020, displayp3, ..."};

/// --premultiplied, --sample-swizzle and --assign-primaries: what the texture's numbers mean.
void addMeaningOptions(CLI::App& app, TextureOptions& options, const MeaningWords& words);

/// Those and all others of TextureOptions.
void addTextureOptions(CLI::App& app, TextureOptions& options);

inline TexcoordOrigin originOf(const TextureOptions& options) {
    return options.convertedOrigin.value_or(options.assignedOrigin);
}
/// Whether the pictures have to be turned upside down for it.
inline bool isFlippedByOrigin(const TextureOptions& options) { return originOf(options) != options.assignedOrigin; }

/// "--zstd" and "--zlib" take a level or none: without one, a word that stands for it is added.
void completePackingWords(std::vector<std::string>& words);

/// Layers, faces and levels of the texture to be made.
struct TextureCounts {
    uint32_t layerCount = 0; ///< 0: not an array.
    uint32_t faceCount = 1;
    uint32_t levelCount = 1; ///< 0: the full chain of the first picture.
    uint32_t picturesPerLevel() const { return (layerCount == 0 ? 1 : layerCount) * faceCount; }
};

/// What so many pictures make, or InvalidArgument where the options ask for another count.
Result<TextureCounts> countPictures(const TextureOptions& options, size_t pictureCount);

/// What the options need that only KTX2 has, e.g. "--cubemap"; empty if nothing.
std::string needsKtx2(const TextureOptions& options);

} // namespace astcslang::cli
