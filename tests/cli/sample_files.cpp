// SPDX-License-Identifier: Apache-2.0
// PNG chunk by chunk over zlib, JPEG by libjpeg's compressor, TGA and BMP byte by byte; KTX2 by the library.

#include "sample_files.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include <astcslang/ktx2_info.h>
#include <jpeglib.h>
#include <zlib.h>

#include "byte_append.h"

namespace astcslang::test {
namespace {

void appendChunk(Bytes& png, const std::string& name, const Bytes& content) {
    appendBig(png, static_cast<uint32_t>(content.size()), 4);
    Bytes covered(name.begin(), name.end());
    covered.insert(covered.end(), content.begin(), content.end());
    png.insert(png.end(), covered.begin(), covered.end());
    appendBig(png, static_cast<uint32_t>(crc32(0, covered.data(), static_cast<uInt>(covered.size()))), 4);
}

/// Void extent without coordinates (C.2.23), then four 16-bit channels of two like bytes.
void appendConstantBlock(Bytes& blocks, const std::array<uint32_t, 4>& color) {
    blocks.insert(blocks.end(), {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
    for (const uint32_t channel : color) blocks.insert(blocks.end(), 2, static_cast<uint8_t>(channel));
}

} // namespace

Bytes deflate(const Bytes& bytes) {
    uLongf size = compressBound(bytes.size());
    Bytes compressed(size);
    compress(compressed.data(), &size, bytes.data(), bytes.size());
    compressed.resize(size);
    return compressed;
}

Image makeGradient(uint32_t width, uint32_t height) {
    Image image{width, height, {}};
    for (uint32_t y = 0; y < height; ++y) {
        for (uint32_t x = 0; x < width; ++x) {
            const uint32_t across = width > 1 ? 255 * x / (width - 1) : 0;
            const uint32_t down = height > 1 ? 255 * y / (height - 1) : 0;
            for (uint32_t channel : {across, down, 255 - across, 255 - down / 2}) {
                image.texels.push_back(static_cast<uint8_t>(channel));
            }
        }
    }
    return image;
}

CompressedImage makeConstantBlocks(uint32_t width, uint32_t height, Profile profile) {
    CompressedImage image{width, height, {4, 4}, profile, {}};
    const uint32_t blockCount = ((width + 3) / 4) * ((height + 3) / 4);
    for (uint32_t block = 0; block < blockCount; ++block) {
        appendConstantBlock(image.blocks, {block, 2 * block, 3 * block, 255});
    }
    return image;
}

Bytes makeAstc(uint32_t width, uint32_t height) { return writeAstc(makeConstantBlocks(width, height)).value(); }

Bytes makeKtx2(uint32_t width, uint32_t height, Profile profile) {
    return writeKtx2(makeConstantBlocks(width, height, profile)).value();
}

Texture makeCubeArray() {
    Texture texture;
    texture.width = texture.height = 8;
    texture.profile = Profile::Ldr;
    texture.layerCount = 2;
    texture.faceCount = 6;
    for (uint32_t level = 0; level < 2; ++level) {
        Bytes blocks;
        for (uint32_t picture = 0; picture < 12; ++picture) {
            const uint32_t red = 100 * level + 10 * (picture / 6) + picture % 6;
            for (int block = 0; block < (level == 0 ? 4 : 1); ++block) appendConstantBlock(blocks, {red, 128, 64, 255});
        }
        texture.levels.push_back(blocks);
    }
    return texture;
}

Bytes makeOtherKtx2(uint32_t vkFormat, uint8_t colorModel, uint8_t scheme) {
    Bytes bytes = writeKtx2(makeCubeArray()).value();
    for (size_t byte = 0; byte < 4; ++byte) bytes[12 + byte] = static_cast<uint8_t>(vkFormat >> (8 * byte));
    bytes[44] = scheme;
    bytes[inspectKtx2(bytes)->descriptor.offset + 12] = colorModel;
    return bytes;
}

Bytes makePng(const PngPicture& picture) {
    Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    Bytes header;
    appendBig(header, picture.width, 4);
    appendBig(header, picture.height, 4);
    header.insert(header.end(), {picture.bitDepth, static_cast<uint8_t>(picture.color), 0, 0, picture.isInterlaced});
    appendChunk(png, "IHDR", header);
    for (const auto& [name, content] : picture.chunks) appendChunk(png, name, content);
    Bytes filtered;
    for (const Bytes& scanline : picture.scanlines) {
        filtered.push_back(0); // filter: none
        filtered.insert(filtered.end(), scanline.begin(), scanline.end());
    }
    appendChunk(png, "IDAT", deflate(filtered));
    for (const auto& [name, content] : picture.chunksBehind) appendChunk(png, name, content);
    appendChunk(png, "IEND", {});
    return png;
}

Bytes makePng(const Image& image) {
    PngPicture picture{image.width, image.height, PngColor::Rgba, 8, false, {}, {}};
    for (size_t row = 0; row < image.height; ++row) {
        const auto begin = image.texels.begin() + static_cast<std::ptrdiff_t>(row * image.width * 4);
        picture.scanlines.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(image.width * 4));
    }
    return makePng(picture);
}

Bytes makePngOfClaimedSize(uint32_t width, uint32_t height) {
    return makePng(PngPicture{width, height, PngColor::Rgba, 8, false, {{1, 2, 3, 4}}, {}});
}

Bytes makeJpeg(const Image& image, JpegKind kind, int quality) {
    const int channelCount = kind == JpegKind::Grey ? 1 : kind == JpegKind::Cmyk ? 4 : 3;
    jpeg_compress_struct jpeg = {};
    jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* target = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &target, &size);
    jpeg.image_width = image.width;
    jpeg.image_height = image.height;
    jpeg.input_components = channelCount;
    jpeg.in_color_space = channelCount == 1 ? JCS_GRAYSCALE : channelCount == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    if (kind == JpegKind::ProgressiveColor) jpeg_simple_progression(&jpeg);
    const jpeg_scan_info planes[] = {
        {1, {0, 0, 0, 0}, 0, 63, 0, 0}, {1, {1, 0, 0, 0}, 0, 63, 0, 0}, {1, {2, 0, 0, 0}, 0, 63, 0, 0}};
    if (kind == JpegKind::ColorByPlanes) {
        jpeg.scan_info = planes;
        jpeg.num_scans = 3;
    }
    jpeg_start_compress(&jpeg, TRUE);
    for (size_t row = 0; row < image.height; ++row) {
        Bytes scanline;
        for (size_t texel = 0; texel < image.width; ++texel) {
            const uint8_t* channels = &image.texels[(row * image.width + texel) * 4];
            scanline.insert(scanline.end(), channels, channels + channelCount);
        }
        JSAMPROW pointer = scanline.data();
        jpeg_write_scanlines(&jpeg, &pointer, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    Bytes bytes(target, target + size);
    std::free(target);
    return bytes;
}

Bytes makeBmp(const Image& image) {
    const uint32_t rowBytes = (image.width * 3 + 3) / 4 * 4;
    Bytes bmp = {'B', 'M'};
    appendLittle(bmp, 54 + rowBytes * image.height, 4);
    appendLittle(bmp, 0, 4);
    appendLittle(bmp, 54, 4); // where the texels begin
    appendLittle(bmp, 40, 4); // BITMAPINFOHEADER
    appendLittle(bmp, image.width, 4);
    appendLittle(bmp, image.height, 4);
    appendLittle(bmp, 1, 2);
    appendLittle(bmp, 24, 2);
    bmp.resize(54);
    for (size_t row = image.height; row-- > 0;) {
        for (size_t texel = 0; texel < image.width; ++texel) {
            const uint8_t* channels = &image.texels[(row * image.width + texel) * 4];
            bmp.insert(bmp.end(), {channels[2], channels[1], channels[0]});
        }
        bmp.resize(bmp.size() + rowBytes - image.width * 3);
    }
    return bmp;
}

Bytes makeTgaHeader(uint8_t type, uint16_t width, uint16_t height, uint8_t texelBits, uint8_t descriptor) {
    Bytes header(12);
    header[2] = type;
    appendLittle(header, width, 2);
    appendLittle(header, height, 2);
    header.push_back(texelBits);
    header.push_back(descriptor);
    return header;
}

Bytes makeTga(const Image& image) {
    Bytes tga = makeTgaHeader(2, static_cast<uint16_t>(image.width), static_cast<uint16_t>(image.height), 32, 0x28);
    for (size_t texel = 0; texel < image.texels.size(); texel += 4) {
        const uint8_t* channels = &image.texels[texel];
        tga.insert(tga.end(), {channels[2], channels[1], channels[0], channels[3]});
    }
    return tga;
}

} // namespace astcslang::test
