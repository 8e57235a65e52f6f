// SPDX-License-Identifier: Apache-2.0
// The kind of a file is told by its content.

#include "texture_file.h"

#include <algorithm>
#include <utility>

#include <astcslang/ktx1.h>
#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "file_head.h"
#include "ktx2_orientation.h"
#include "picture_color.h"
#include "rgbm.h"
#include "unpacked_size.h"

namespace astcslang::cli {

bool isTexture(std::span<const uint8_t> bytes) {
    const FileKind kind = detectFileType(bytes).kind;
    return kind == FileKind::Astc || kind == FileKind::Ktx1 || kind == FileKind::Ktx2;
}

Result<Texture> readTextureBlocks(std::span<const uint8_t> bytes, std::optional<Profile> profile, uint64_t maxTexels,
                                  std::optional<uint32_t> onlyLevel) {
    const FileType type = detectFileType(bytes);
    if (!isTexture(bytes)) {
        const std::string found = type.kind == FileKind::Ktx2Picture ? " but an uncompressed KTX2"
                                  : type.name.empty()                ? ""
                                                                     : " but " + type.name;
        const bool isLegal = type.kind == FileKind::Ktx2Picture;
        return Error{isLegal ? ErrorCode::Unsupported : ErrorCode::InvalidData,
                     "not an .astc, KTX 1 or KTX2 texture" + found};
    }
    if (type.kind == FileKind::Astc) {
        Result<CompressedImage> image = readAstc(bytes, profile.value_or(Profile::LdrSrgb));
        if (!image) return image.error();
        Texture texture = makeTexture(*std::move(image));
        if (texture.profile == Profile::Ldr) texture.colorPrimaries = kUnspecifiedPrimaries; // perhaps data
        return texture;
    }
    const bool isKtx1 = type.kind == FileKind::Ktx1;
    if (Result<void> checked = isKtx1 ? Result<void>() : checkUnpackedSize(bytes, maxTexels, onlyLevel); !checked)
        return checked.error();
    Result<Texture> texture = isKtx1 ? readKtx1(bytes) : readKtx2Texture(bytes, onlyLevel);
    if (texture && profile) texture->profile = *profile;
    return texture;
}

namespace {

/// Of a file that is not packed.
Result<Texture> visitUnpacked(std::span<const uint8_t> bytes, uint64_t maxTexels, const BlockVisitor& visit) {
    constexpr size_t kRunBytes = 65536;
    Result<Texture> texture = readTextureBlocks(bytes, std::nullopt, maxTexels);
    if (!texture) return texture;
    const std::vector<std::vector<uint8_t>> levels = std::exchange(texture->levels, {});
    for (uint32_t level = 0; level < levels.size(); ++level) {
        const std::span<const uint8_t> blocks = levels[level];
        for (size_t begin = 0; begin < blocks.size(); begin += kRunBytes) {
            const auto run = blocks.subspan(begin, std::min(kRunBytes, blocks.size() - begin));
            if (Result<void> visited = visit(*texture, level, run); !visited) return visited.error();
        }
    }
    return texture;
}

} // namespace

Result<Texture> visitTexture(std::span<const uint8_t> bytes, uint64_t maxTexels, const BlockVisitor& visit) {
    const bool isKtx2 = detectFileType(bytes).kind == FileKind::Ktx2;
    if (Result<void> checked = isKtx2 ? checkUnpackedSize(bytes, maxTexels) : Result<void>(); !checked) {
        return checked.error();
    }
    Result<Texture> texture = isKtx2 ? visitKtx2Blocks(bytes, visit) : visitUnpacked(bytes, maxTexels, visit);
    if (!texture) return texture;
    // Only now, so that a size that the file's own length contradicts is a fault of the file.
    if (Result<void> checked = checkPictureSize(texture->width, texture->height, maxTexels); !checked) {
        return checked.error();
    }
    return texture;
}

TextureColors plainColorsOf(const Texture& texture, FileKind kind, std::optional<Profile> profile) {
    TextureColors colors{transferOf(texture.profile), kind == FileKind::Ktx1 ? "KTX 1" : "KTX2", true};
    colors.primaries = texture.colorPrimaries;
    colors.isPremultiplied = texture.isAlphaPremultiplied;
    colors.orientation = orientationOf(texture.metadata);
    for (const KeyValue& entry : texture.metadata) {
        if (entry.key == "KTXswizzle") {
            colors.swizzle = parseSwizzle(std::string_view(entry.value).substr(0, 4)).value_or(Swizzle());
        }
    }
    if (kind == FileKind::Astc) {
        colors.isTransferTold = false;
        colors.reason = ".astc does not tell";
    } else if (profile) {
        colors.reason = *profile == Profile::Ldr ? "--linear" : "--srgb";
        if (*profile == Profile::Ldr) colors.primaries = kUnspecifiedPrimaries; // perhaps data
    } else if (const std::optional<uint8_t> other = texture.transferFunction) {
        colors.isTransferTold = *other != khr_df::kTransferUnspecified;
        if (colors.isTransferTold) {
            colors.transfer = transferOfKtx2(*other);
        } else {
            colors.reason = "KTX2 leaves it open";
        }
    }
    return colors;
}

Result<TextureColors> colorsOf(const Texture& texture, FileKind kind, std::optional<Profile> profile) {
    TextureColors colors = plainColorsOf(texture, kind, profile);
    Result<std::optional<double>> rgbm = rgbmRangeOf(texture);
    if (!rgbm) return rgbm.error();
    colors.rgbm = *rgbm;
    return colors;
}

namespace {

Result<TextureFile> readTexture(std::span<const uint8_t> bytes, std::optional<Profile> profile,
                                const TexturePlace& place, uint64_t maxTexels) {
    const Result<Texture> texture = readTextureBlocks(bytes, profile, maxTexels, place.level);
    if (!texture) return texture.error();
    Result<CompressedImage> image = extractImage(*texture, place.level, place.layer, place.face);
    if (!image) return image.error();
    const FileType type = detectFileType(bytes);
    Result<TextureColors> colors = colorsOf(*texture, type.kind, profile);
    if (!colors) return colors.error();
    return TextureFile{*std::move(image), type.name, *std::move(colors)};
}

} // namespace

Result<TextureFile> readTextureFile(InputFile& file, std::optional<Profile> profile, const TexturePlace& place,
                                    uint64_t maxTexels) {
    const Result<std::vector<uint8_t>> bytes = file.readAll(textureHead(maxTexels));
    if (!bytes) return bytes.error();
    Result<TextureFile> texture = readTexture(*bytes, profile, place, maxTexels);
    if (!texture) return inFile(file.path(), texture.error());
    return texture;
}

std::vector<TexturePlace> everyPlace(const Texture& texture) {
    std::vector<TexturePlace> places;
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        for (uint32_t layer = 0; layer < std::max(1u, texture.layerCount); ++layer) {
            for (uint32_t face = 0; face < texture.faceCount; ++face) places.push_back({level, layer, face});
        }
    }
    return places;
}

Result<AnyFile> AnyFile::open(const std::string& path, std::optional<Profile> profile, const ReadOptions& options) {
    Result<InputFile> input = InputFile::open(path);
    if (!input) return input.error();
    Result<std::vector<uint8_t>> bytes = input->readAll(pictureHead(options));
    if (!bytes) return bytes.error();
    AnyFile file(path, profile, options);
    file.bytes_ = *std::move(bytes);
    const bool isKtx2 = detectFileType(file.bytes_).kind == FileKind::Ktx2Picture;
    const Result<Ktx2Info> info = isKtx2 ? inspectKtx2(file.bytes_) : Error{};
    if (info && info->supercompressionScheme != 0) {
        Result<std::vector<uint8_t>> unpacked = unpackKtx2(file.bytes_, options.maxTexels);
        if (unpacked) file.bytes_ = *std::move(unpacked); // else reading tells why not
    }
    return file;
}

Result<StoredFile> AnyFile::read(const TexturePlace& place) {
    if (!isTexture(bytes_)) {
        options_.place = place;
        Result<Picture> picture = readPicture(bytes_, options_);
        if (!picture) return inFile(path_, picture.error());
        return StoredFile{path_, *std::move(picture), std::nullopt, std::nullopt, {}};
    }
    if (!texture_ || level_ != place.level) {
        Result<Texture> texture = readTextureBlocks(bytes_, profile_, options_.maxTexels, place.level);
        if (!texture) return inFile(path_, texture.error());
        texture_ = *std::move(texture);
        level_ = place.level;
    }
    Result<CompressedImage> blocks = extractImage(*texture_, place.level, place.layer, place.face);
    if (!blocks) return inFile(path_, blocks.error());
    const FileType type = detectFileType(bytes_);
    const Result<TextureColors> colors = colorsOf(*texture_, type.kind, profile_);
    if (!colors) return inFile(path_, colors.error());
    Result<Image> image = decodeTexture(*blocks, options_.maxTexels);
    if (!image) return inFile(path_, image.error());
    Picture picture;
    picture.width = image->width;
    picture.height = image->height;
    picture.samples = std::move(image->texels);
    picture.hasAlpha = true;
    picture.format = type.name;
    picture.shape = {static_cast<uint32_t>(texture_->levels.size()), texture_->layerCount, texture_->faceCount};
    picture.transfer = colors->transfer;
    picture.transferReason = colors->reason;
    picture.isTransferTagged = colors->isTransferTold;
    if (colors->primaries != kUnspecifiedPrimaries) picture.primaries = {colors->primaries, type.name};
    picture.isPremultiplied = colors->isPremultiplied;
    picture.orientation = colors->orientation;
    return StoredFile{path_, std::move(picture), *std::move(blocks), colors->rgbm, colors->swizzle};
}

Result<StoredFile> readAnyFile(const std::string& path, std::optional<Profile> profile, const TexturePlace& place,
                               const ReadOptions& options) {
    Result<AnyFile> file = AnyFile::open(path, profile, options);
    return file ? file->read(place) : file.error();
}

Result<Image> decodeTexture(const CompressedImage& texture, uint64_t maxTexels) {
    if (Result<void> checked = checkPictureSize(texture.width, texture.height, maxTexels); !checked) {
        return checked.error();
    }
    try {
        return decode(texture);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to decode it"};
    }
}

} // namespace astcslang::cli
