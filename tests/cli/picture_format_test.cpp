// SPDX-License-Identifier: Apache-2.0
// If these fail, a picture of some format comes in with wrong colours. Each file is compared with an 8-bit RGBA PNG of
// the same texels; that plain kind is checked against decoded textures in compare_test.cpp.

#include <functional>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Texel = std::vector<unsigned>;

Image makeImage(uint32_t width, uint32_t height, const std::function<Texel(unsigned, unsigned)>& texelAt) {
    Image image{width, height, {}};
    for (unsigned y = 0; y < height; ++y) {
        for (unsigned x = 0; x < width; ++x) {
            for (unsigned channel : texelAt(x, y)) image.texels.push_back(static_cast<uint8_t>(channel));
        }
    }
    return image;
}

/// In 8 bits, which 16-bit files have more than.
void expectShows(const Bytes& file, const Image& expected) {
    const TemporaryFolder folder;
    const std::string a = folder.write("file", file), b = folder.write("expected", makePng(expected));
    const CommandResult result = runCommand({"compare", a, b});
    EXPECT_EQ(result.err, "");
    EXPECT_NE(result.out.find("PSNR infinite (RGB), infinite (RGBA)"), std::string::npos) << result.out;
}

/// Packs samples of `bitDepth` bits, highest first, each row to whole bytes.
PngPicture makeSamples(uint32_t width, uint32_t height, PngColor color, uint8_t bitDepth,
                       const std::function<Texel(unsigned, unsigned)>& samplesAt) {
    PngPicture picture{width, height, color, bitDepth, false, {}, {}};
    for (unsigned y = 0; y < height; ++y) {
        std::vector<bool> bits;
        for (unsigned x = 0; x < width; ++x) {
            for (unsigned sample : samplesAt(x, y)) {
                for (int bit = bitDepth - 1; bit >= 0; --bit) bits.push_back((sample >> bit & 1) != 0);
            }
        }
        Bytes row((bits.size() + 7) / 8);
        for (size_t bit = 0; bit < bits.size(); ++bit) row[bit / 8] |= static_cast<uint8_t>(bits[bit] << (7 - bit % 8));
        picture.scanlines.push_back(row);
    }
    return picture;
}

/// A sample of its own for every texel of a 5x3 picture.
unsigned sampleAt(unsigned x, unsigned y, uint8_t bitDepth) {
    return (y * 5 + x) * (bitDepth == 16 ? 4099u : 17u) & ((1u << bitDepth) - 1);
}

/// To 8 bits: repetition for fewer bits, rounding for 16.
unsigned to8Bits(unsigned sample, uint8_t bitDepth) {
    const unsigned largest = (1u << bitDepth) - 1;
    return (sample * 255 + largest / 2) / largest;
}

TEST(PictureFormat, PngOfEveryGreyDepth) {
    for (uint8_t depth : {1, 2, 4, 8, 16}) {
        SCOPED_TRACE(int{depth});
        const auto samples = [&](unsigned x, unsigned y) { return Texel{sampleAt(x, y, depth)}; };
        const auto texels = [&](unsigned x, unsigned y) {
            const unsigned grey = to8Bits(sampleAt(x, y, depth), depth);
            return Texel{grey, grey, grey, 255};
        };
        expectShows(makePng(makeSamples(5, 3, PngColor::Grey, depth, samples)), makeImage(5, 3, texels));
    }
}

TEST(PictureFormat, PngOfEveryColourAndAlphaDepth) {
    for (uint8_t depth : {8, 16}) {
        SCOPED_TRACE(int{depth});
        const auto sample = [&](unsigned x, unsigned y, unsigned channel) {
            return sampleAt(x + channel, y + 2 * channel, depth);
        };
        const auto texel = [&](unsigned x, unsigned y, unsigned channel) {
            return to8Bits(sample(x, y, channel), depth);
        };
        expectShows(makePng(makeSamples(5, 3, PngColor::GreyAlpha, depth,
                                        [&](unsigned x, unsigned y) {
                                            return Texel{sample(x, y, 0), sample(x, y, 1)};
                                        })),
                    makeImage(5, 3, [&](unsigned x, unsigned y) {
                        const unsigned grey = texel(x, y, 0);
                        return Texel{grey, grey, grey, texel(x, y, 1)};
                    }));
        expectShows(makePng(makeSamples(5, 3, PngColor::Rgb, depth,
                                        [&](unsigned x, unsigned y) {
                                            return Texel{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2)};
                                        })),
                    makeImage(5, 3, [&](unsigned x, unsigned y) {
                        return Texel{texel(x, y, 0), texel(x, y, 1), texel(x, y, 2), 255};
                    }));
        expectShows(
            makePng(makeSamples(5, 3, PngColor::Rgba, depth,
                                [&](unsigned x, unsigned y) {
                                    return Texel{sample(x, y, 0), sample(x, y, 1), sample(x, y, 2), sample(x, y, 3)};
                                })),
            makeImage(5, 3, [&](unsigned x, unsigned y) {
                return Texel{texel(x, y, 0), texel(x, y, 1), texel(x, y, 2), texel(x, y, 3)};
            }));
    }
}

TEST(PictureFormat, PngPalettesOfEveryDepthWithTransparency) {
    for (uint8_t depth : {1, 2, 4, 8}) {
        SCOPED_TRACE(int{depth});
        const unsigned colorCount = std::min(1u << depth, 200u);
        const auto index = [&](unsigned x, unsigned y) { return sampleAt(x, y, depth) % colorCount; };
        PngPicture picture =
            makeSamples(5, 3, PngColor::Palette, depth, [&](unsigned x, unsigned y) { return Texel{index(x, y)}; });
        Bytes palette;
        for (unsigned color = 0; color < colorCount; ++color) {
            for (unsigned channel : {color, 255 - color, color * 7}) palette.push_back(static_cast<uint8_t>(channel));
        }
        picture.chunks = {{"PLTE", palette}, {"tRNS", {10, 20}}}; // the other colours are opaque
        expectShows(makePng(picture), makeImage(5, 3, [&](unsigned x, unsigned y) {
                        const unsigned color = index(x, y);
                        return Texel{color, 255 - color, color * 7, color == 0 ? 10u : color == 1 ? 20u : 255u};
                    }));
    }
}

TEST(PictureFormat, PngTransparentColours) {
    PngPicture grey =
        makeSamples(5, 3, PngColor::Grey, 8, [](unsigned x, unsigned y) { return Texel{sampleAt(x, y, 8)}; });
    grey.chunks = {{"tRNS", {0, 34}}};
    expectShows(makePng(grey), makeImage(5, 3, [](unsigned x, unsigned y) {
                    const unsigned value = sampleAt(x, y, 8);
                    return Texel{value, value, value, value == 34 ? 0u : 255u};
                }));
    PngPicture color = makeSamples(5, 3, PngColor::Rgb, 8, [](unsigned x, unsigned y) { return Texel{x, y, 9}; });
    color.chunks = {{"tRNS", {0, 3, 0, 2, 0, 9}}};
    expectShows(makePng(color), makeImage(5, 3, [](unsigned x, unsigned y) {
                    return Texel{x, y, 9, x == 3 && y == 2 ? 0u : 255u};
                }));
}

TEST(PictureFormat, PngInterlaced) {
    const Image image = makeGradient(13, 11);
    PngPicture picture{13, 11, PngColor::Rgba, 8, true, {}, {}};
    // Adam7: first column, first row, column step, row step of each pass.
    const unsigned passes[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
                                   {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    for (const auto& [left, top, columnStep, rowStep] : passes) {
        for (unsigned y = top; y < 11; y += rowStep) {
            Bytes row;
            for (unsigned x = left; x < 13; x += columnStep) {
                const uint8_t* texel = &image.texels[(y * 13 + x) * 4];
                row.insert(row.end(), texel, texel + 4);
            }
            picture.scanlines.push_back(row);
        }
    }
    expectShows(makePng(picture), image);
}

TEST(PictureFormat, JpegOfEveryKindIsNearItsSource) {
    const Image image = makeImage(64, 48, [](unsigned x, unsigned) { return Texel{4 * x, 4 * x, 4 * x, 255}; });
    for (JpegKind kind : {JpegKind::Grey, JpegKind::Color, JpegKind::ProgressiveColor}) {
        const TemporaryFolder folder;
        const std::string jpeg = folder.write("a", makeJpeg(image, kind)), png = folder.write("b", makePng(image));
        const CommandResult result = runCommand({"compare", jpeg, png, "--json"});
        EXPECT_EQ(result.err, "");
        const auto json = nlohmann::json::parse(result.out);
        EXPECT_EQ(json["a"]["format"], "JPEG");
        EXPECT_GT(json["quality"]["psnr_rgba"].is_null() ? 99.0 : json["quality"]["psnr_rgba"].get<double>(), 40.0);
    }
}

Image opaqueGradient() {
    Image image = makeGradient(5, 3);
    for (size_t alpha = 3; alpha < image.texels.size(); alpha += 4) image.texels[alpha] = 255;
    return image;
}

TEST(PictureFormat, Bmp) { expectShows(makeBmp(makeGradient(5, 3)), opaqueGradient()); }

TEST(PictureFormat, BmpFromTopToBottom) {
    // The same rows, told to run downwards: upside down.
    Bytes bmp = makeBmp(makeGradient(5, 3));
    bmp[22] = 0xFD, bmp[23] = bmp[24] = bmp[25] = 0xFF; // height -3
    const Image image = opaqueGradient();
    expectShows(bmp, makeImage(5, 3, [&](unsigned x, unsigned y) {
                    const uint8_t* texel = &image.texels[((2 - y) * 5 + x) * 4];
                    return Texel{texel[0], texel[1], texel[2], texel[3]};
                }));
}

TEST(PictureFormat, TgaWithAlpha) { expectShows(makeTga(makeGradient(5, 3)), makeGradient(5, 3)); }

TEST(PictureFormat, TgaRunLengthFromBottomToTop) {
    Bytes tga = makeTgaHeader(10, 3, 2, 24, 0);
    tga.insert(tga.end(), {0x81, 1, 2, 3, 0x00, 4, 5, 6});          // lower row: two equal texels and one
    tga.insert(tga.end(), {0x02, 7, 8, 9, 10, 11, 12, 13, 14, 15}); // upper row: three texels
    expectShows(
        tga, Image{3, 2, {9, 8, 7, 255, 12, 11, 10, 255, 15, 14, 13, 255, 3, 2, 1, 255, 3, 2, 1, 255, 6, 5, 4, 255}});
}

TEST(PictureFormat, TgaGreyAndPalette) {
    Bytes grey = makeTgaHeader(3, 3, 1, 8, 0x20);
    grey.insert(grey.end(), {10, 20, 30});
    expectShows(grey, Image{3, 1, {10, 10, 10, 255, 20, 20, 20, 255, 30, 30, 30, 255}});
    Bytes palette = makeTgaHeader(1, 3, 1, 8, 0x20);
    palette[1] = 1;  // has a palette
    palette[5] = 2;  // of two colours
    palette[7] = 24; // bits each
    palette.insert(palette.end(), {1, 2, 3, 4, 5, 6, 1, 0, 1});
    expectShows(palette, Image{3, 1, {6, 5, 4, 255, 3, 2, 1, 255, 6, 5, 4, 255}});
}

TEST(PictureFormat, TheNameOfAFileDoesNotMatter) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.jpg", makePng(makeGradient(5, 3)));
    const std::string b = folder.write("b.png", makeTga(makeGradient(5, 3)));
    expectSuccess(runCommand({"compare", a, b}));
}

TEST(PictureFormat, TheTestPicturesAreRead) {
    for (const char* name : {"cat.jpg", "rgb/ldr-rgb-00.png", "rgba/ldr-rgba-00.png", "lum/ldr-la-00.png"}) {
        const std::string file = std::string(ASTCSLANG_TEST_IMAGES "/") + name;
        expectSuccess(runCommand({"compare", file, file, "--no-warn"}));
    }
}

} // namespace
} // namespace astcslang::test
