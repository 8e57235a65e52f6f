// SPDX-License-Identifier: Apache-2.0
#include "picture_inputs.h"

#include <utility>

#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "file_head.h"
#include "unpacked_size.h"

namespace astcslang::cli {
namespace {

Error usageError(std::string what) { return {ErrorCode::InvalidArgument, std::move(what)}; }

void warnOfLevels(Picture& picture) {
    picture.warnings.push_back(fmt::format("of its {} levels the largest is taken", picture.shape.levelCount));
}

} // namespace

Result<PictureInputs> PictureInputs::open(const std::vector<std::string>& paths) {
    PictureInputs inputs;
    for (const std::string& path : paths) {
        Result<InputFile> input = InputFile::open(path);
        if (!input) return input.error();
        inputs.identities_.push_back(input->identity());
        File& file = inputs.files_.emplace_back();
        file.path = path;
        if (!input->isRegular()) file.open.emplace(*std::move(input));
    }
    return inputs;
}

Result<std::vector<uint8_t>> PictureInputs::readFile(File& file, const ReadOptions& options) {
    std::optional<InputFile> input;
    if (file.open) input.emplace(*std::exchange(file.open, std::nullopt));
    if (!input) {
        Result<InputFile> opened = InputFile::open(file.path);
        if (!opened) return opened.error();
        input.emplace(*std::move(opened));
    }
    Result<std::vector<uint8_t>> bytes = input->readAll(pictureHead(options));
    if (!bytes || detectFileType(*bytes).kind != FileKind::Ktx2Picture) return bytes;
    const Result<Ktx2Info> info = inspectKtx2(*bytes);
    if (!info || info->supercompressionScheme == 0) return bytes; // what is wrong shows when a picture is read
    Result<std::vector<uint8_t>> unpacked = unpackKtx2(*bytes, options.maxTexels);
    return unpacked ? unpacked : inFile(file.path, unpacked.error());
}

Result<Picture> PictureInputs::read(uint64_t picture, const ReadOptions& options) {
    const bool isOnly = files_.size() == 1;
    File& file = files_[isOnly ? 0 : picture];
    if (!isOnly || picture == 0) {
        Result<std::vector<uint8_t>> bytes = readFile(file, options);
        if (!bytes) return bytes.error();
        bytes_ = *std::move(bytes);
    }
    ReadOptions one = options;
    one.place = placeOf(picture);
    Result<Picture> read = readPicture(bytes_, one);
    if (!isOnly || (taken_ && picture + 1 == count())) bytes_ = {};
    if (!read) return inFile(nameOf(picture), read.error());
    if (isOnly) return read;
    if (read->shape.picturesPerLevel() > 1) {
        return inFile(file.path, usageError(fmt::format("holds {}, which become a texture only where no other picture "
                                                        "is named",
                                                        describeShape(read->shape))));
    }
    if (read->shape.levelCount > 1) warnOfLevels(*read);
    return read;
}

TexturePlace PictureInputs::placeOf(uint64_t picture) const {
    if (!taken_) return {};
    const uint64_t inLevel = picture % taken_->picturesPerLevel();
    return {static_cast<uint32_t>(picture / taken_->picturesPerLevel()),
            static_cast<uint32_t>(inLevel / taken_->faceCount), static_cast<uint32_t>(inLevel % taken_->faceCount)};
}

std::string PictureInputs::nameOf(uint64_t picture) const {
    if (!taken_) return files_[picture].path;
    const std::string place = describePlace(*taken_, placeOf(picture));
    return place.empty() ? files_.front().path : fmt::format("{} ({})", files_.front().path, place);
}

void PictureInputs::take(const PictureShape& shape) {
    taken_ = shape;
    if (count() == 1) bytes_ = {};
}

Result<PictureShape> takeShape(TextureOptions& options, bool isOnePicture, bool isResized, Picture& picture) {
    PictureShape shape = picture.shape;
    if (isOnePicture) {
        if (shape.picturesPerLevel() > 1)
            return usageError(fmt::format("its {} need an output that ends in .ktx2", describeShape(shape)));
        if (shape.levelCount > 1) warnOfLevels(picture);
        return PictureShape{};
    }
    options.isCubemap |= shape.faceCount == 6;
    if (!options.layerCount && shape.layerCount != 0) options.layerCount = shape.layerCount;
    if (options.generation.isWanted) {
        if (shape.levelCount > 1)
            picture.warnings.push_back(
                fmt::format("of its {} levels the largest is taken, and the others are made of it", shape.levelCount));
        shape.levelCount = 1;
        return shape;
    }
    if (options.levelCount) shape.levelCount = std::min(shape.levelCount, *options.levelCount);
    if (shape.levelCount > 1 && isResized) {
        return usageError(fmt::format("its {} levels have sizes of their own; of another size, --levels 1 takes the "
                                      "largest alone, and --generate-mipmap makes the others of it",
                                      shape.levelCount));
    }
    if (!options.levelCount && shape.levelCount > 1) options.levelCount = shape.levelCount;
    return shape;
}

} // namespace astcslang::cli
