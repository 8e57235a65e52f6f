// SPDX-License-Identifier: Apache-2.0
#include "pictures.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

#include <gtest/gtest.h>
#include <unistd.h>

#include "image_reader.h"
#include "picture_color.h"

namespace astcslang::test {
namespace {

constexpr uint32_t kMiddleSize = 64;

const std::map<std::string, Quality> kPresets = {
    {"draft", Draft},          {"fastest", Fastest},   {"fast", Fast},
    {"medium", Medium},        {"thorough", Thorough}, {"verythorough", VeryThorough},
    {"exhaustive", Exhaustive}};

std::vector<std::string> listPictures() {
    const std::filesystem::path root = ASTCSLANG_TEST_IMAGES;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.path().extension() == ".png" || entry.path().extension() == ".jpg")
            names.push_back(std::filesystem::relative(entry.path(), root).generic_string());
    std::ranges::sort(names);
    return names;
}

} // namespace

const std::vector<std::string>& allPictures() {
    static const std::vector<std::string> names = listPictures();
    return names;
}

const std::vector<std::string>& rgbPictures() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> rgb;
        for (const std::string& name : allPictures())
            if (name.starts_with("rgb/")) rgb.push_back(name);
        return rgb;
    }();
    return names;
}

Image readPicture(const std::string& name) {
    std::ifstream file(std::filesystem::path(ASTCSLANG_TEST_IMAGES) / name, std::ios::binary);
    const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    Result<cli::Picture> picture = cli::readPicture(bytes);
    if (picture) return cli::toImage8(*std::move(picture));
    ADD_FAILURE() << name << ": " << picture.error().message;
    return {};
}

Image middleOf(const Image& image, uint32_t size) {
    const uint32_t width = std::min(size, image.width);
    const uint32_t height = std::min(size, image.height);
    const size_t left = (image.width - width) / 2;
    const size_t top = (image.height - height) / 2;
    Image middle{width, height, {}};
    for (size_t y = 0; y < height; ++y) {
        const auto row = image.texels.begin() + static_cast<ptrdiff_t>(((top + y) * image.width + left) * 4);
        middle.texels.insert(middle.texels.end(), row, row + static_cast<ptrdiff_t>(width) * 4);
    }
    return middle;
}

std::string EncodeCase::key() const {
    return picture + "," + part + "," + rule + "," + nameOf(footprint) + "," + preset + "," +
           std::to_string(partitions);
}

std::string nameOf(Footprint footprint) {
    return std::to_string(footprint.width) + "x" + std::to_string(footprint.height);
}

EncodeOptions optionsOf(const EncodeCase& encodeCase) {
    EncodeOptions options;
    options.footprint = encodeCase.footprint;
    options.profile = encodeCase.rule == "srgb" ? Profile::LdrSrgb : Profile::Ldr;
    options.decodeTarget = encodeCase.rule == "float16" ? DecodeTarget::Float16 : DecodeTarget::Unorm8;
    options.quality = kPresets.at(encodeCase.preset);
    options.maxPartitionCount = static_cast<uint8_t>(encodeCase.partitions);
    return options;
}

Image pictureOf(const EncodeCase& encodeCase) {
    const Image whole = readPicture(encodeCase.picture);
    return encodeCase.part == "middle" ? middleOf(whole, kMiddleSize) : whole;
}

void encodeAll(Context& context, const std::vector<EncodeCase>& cases,
               const std::function<void(const EncodeCase&, const Image&, const EncodedImage&)>& take) {
    std::map<std::string, Image> pictures;
    std::optional<Encoder> encoder;
    std::string encoderOptions;
    for (size_t index = 0; index < cases.size(); ++index) {
        const EncodeCase& encodeCase = cases[index];
        if (isatty(STDERR_FILENO)) std::fprintf(stderr, "\r%zu of %zu ", index + 1, cases.size());
        const auto [picture, isNew] = pictures.try_emplace(encodeCase.picture + encodeCase.part);
        if (isNew) picture->second = pictureOf(encodeCase);
        const std::string options = encodeCase.key().substr(encodeCase.picture.size());
        if (options != encoderOptions) {
            Result<Encoder> created = Encoder::create(context, optionsOf(encodeCase));
            ASSERT_TRUE(created) << created.error().message;
            encoder.emplace(*std::move(created));
            encoderOptions = options;
        }
        Result<EncodedImage> encoded = encoder->encode(picture->second.view());
        ASSERT_TRUE(encoded) << encodeCase.key() << ": " << encoded.error().message;
        take(encodeCase, picture->second, *encoded);
    }
    if (isatty(STDERR_FILENO)) std::fprintf(stderr, "\r");
}

std::vector<EncodeCase> wholeCases() {
    std::vector<EncodeCase> cases;
    for (const char* preset : {"draft", "fastest", "fast", "medium", "thorough", "verythorough", "exhaustive"})
        for (int partitions = std::string_view(preset) == "exhaustive" || std::string_view(preset) == "draft" ? 4 : 1;
             partitions <= 4; ++partitions)
            for (const std::string& picture : allPictures())
                cases.push_back({picture, "whole", "linear", preset, partitions});
    return cases;
}

} // namespace astcslang::test
