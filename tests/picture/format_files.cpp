// SPDX-License-Identifier: Apache-2.0
// Values are little-endian unless a comment says otherwise.

#include "format_files.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <ImfChannelList.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfMultiPartOutputFile.h>
#include <ImfOutputFile.h>
#include <ImfOutputPart.h>
#include <ImfPartType.h>
#include <ImfStandardAttributes.h>
#include <ImfTileDescription.h>
#include <ImfTiledOutputFile.h>
#include <ImfTiledOutputPart.h>
#include <half.h>
#include <webp/encode.h>

#include "byte_append.h"

namespace astcslang::test {
namespace {

class VectorStream : public Imf::OStream {
public:
    VectorStream() : Imf::OStream("memory") {}
    void write(const char source[], int byteCount) override {
        const auto count = static_cast<size_t>(byteCount);
        if (bytes.size() < place_ + count) bytes.resize(place_ + count);
        std::memcpy(bytes.data() + place_, source, count);
        place_ += count;
    }
    uint64_t tellp() override { return place_; }
    void seekp(uint64_t place) override { place_ = place; }
    Bytes bytes;

private:
    size_t place_ = 0;
};

Bytes encodeWebp(const Image& image, bool isLossless) {
    WebPConfig config;
    WebPConfigInit(&config);
    config.lossless = config.exact = isLossless ? 1 : 0;
    config.quality = 90;
    WebPPicture picture;
    WebPPictureInit(&picture);
    picture.use_argb = isLossless ? 1 : 0;
    picture.width = static_cast<int>(image.width);
    picture.height = static_cast<int>(image.height);
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    WebPPictureImportRGBA(&picture, image.texels.data(), picture.width * 4);
    WebPEncode(&config, &picture);
    WebPPictureFree(&picture);
    Bytes bytes(writer.mem, writer.mem + writer.size);
    WebPMemoryWriterClear(&writer);
    return bytes;
}

void appendRiffChunk(Bytes& bytes, const std::string& name, const Bytes& content) {
    appendText(bytes, name);
    appendLittle(bytes, content.size(), 4);
    appendBytes(bytes, content);
    if (content.size() % 2 != 0) bytes.push_back(0);
}

} // namespace

Bytes makeQoi(const Image& image, uint8_t channelCount, uint8_t colorSpace) {
    Bytes qoi;
    appendText(qoi, "qoif");
    appendBig(qoi, image.width, 4);
    appendBig(qoi, image.height, 4);
    qoi.push_back(channelCount);
    qoi.push_back(colorSpace);
    std::array<uint8_t, 4> last = {0, 0, 0, 255};
    std::array<std::array<uint8_t, 4>, 64> seen{};
    for (size_t i = 0; i < image.texels.size(); i += 4) {
        std::array<uint8_t, 4> texel;
        std::copy_n(&image.texels[i], 4, texel.begin());
        auto& slot = seen[(texel[0] * 3 + texel[1] * 5 + texel[2] * 7 + texel[3] * 11) % 64];
        const auto place = static_cast<uint8_t>(&slot - seen.data());
        if (texel == last && i > 0) {
            qoi.push_back(0xC0); // a run of one
        } else if (slot == texel) {
            qoi.push_back(place);
        } else {
            qoi.push_back(0xFF);
            qoi.insert(qoi.end(), texel.begin(), texel.end());
        }
        slot = last = texel;
    }
    qoi.resize(qoi.size() + 7);
    qoi.push_back(1);
    return qoi;
}

Bytes makeWebp(const Image& image) { return encodeWebp(image, true); }

Bytes makeLossyWebp(const Image& image) { return encodeWebp(image, false); }

Bytes makeExtendedWebp(const Bytes& simple, uint32_t width, uint32_t height, const Bytes& icc, const Bytes& exif) {
    Bytes chunks, extended = {0x20 | 0x08, 0, 0, 0}; // ICC profile, EXIF data
    appendLittle(extended, width - 1, 3);
    appendLittle(extended, height - 1, 3);
    appendRiffChunk(chunks, "VP8X", extended);
    appendRiffChunk(chunks, "ICCP", icc);
    appendBytes(chunks, {simple.begin() + 12, simple.end()});
    appendRiffChunk(chunks, "EXIF", exif);
    Bytes webp;
    appendText(webp, "RIFF");
    appendLittle(webp, chunks.size() + 4, 4);
    appendText(webp, "WEBP");
    appendBytes(webp, chunks);
    return webp;
}

Bytes makeBmpOf(uint32_t width, int32_t height, uint8_t bits, const Bytes& palette, const Bytes& rows,
                uint8_t compression) {
    Bytes bmp = {'B', 'M'};
    const auto dataOffset = static_cast<uint32_t>(54 + palette.size());
    appendLittle(bmp, dataOffset + rows.size(), 4);
    appendLittle(bmp, 0, 4);
    for (const uint32_t word : {dataOffset, 40u, width, static_cast<uint32_t>(height)}) appendLittle(bmp, word, 4);
    appendLittle(bmp, 1, 2); // planes
    appendLittle(bmp, bits, 2);
    const auto colors = static_cast<uint32_t>(bits > 8 ? 0 : palette.size() / 4);
    for (const uint32_t word : {uint32_t{compression}, static_cast<uint32_t>(rows.size()), 0u, 0u, colors, 0u})
        appendLittle(bmp, word, 4);
    appendBytes(bmp, palette);
    appendBytes(bmp, rows);
    return bmp;
}

Bytes makeLongBmp(uint32_t headerBytes, uint32_t width, int32_t height, uint8_t bits, const Bytes& more,
                  const Bytes& rows, uint8_t compression) {
    Bytes behind = more;
    behind.resize(headerBytes - 40);
    Bytes bmp = makeBmpOf(width, height, bits, behind, rows, compression);
    bmp[14] = static_cast<uint8_t>(headerBytes);
    return bmp;
}

Bytes withAttributesType(Bytes tga, uint8_t type) {
    const size_t place = tga.size();
    appendLittle(tga, 495, 2);
    tga.resize(place + 494);
    tga.push_back(type);
    appendLittle(tga, place, 4);
    appendLittle(tga, 0, 4);
    appendText(tga, "TRUEVISION-XFILE.");
    tga.push_back(0);
    return tga;
}

Bytes makeRunLengthBmp(uint32_t width, uint32_t height, uint8_t bits, const Bytes& palette, const Bytes& codes) {
    constexpr uint32_t kHeaderBytes = 54;
    const auto dataOffset = static_cast<uint32_t>(kHeaderBytes + palette.size());
    Bytes bmp = {'B', 'M'};
    appendLittle(bmp, dataOffset + codes.size(), 4);
    appendLittle(bmp, 0, 4);
    for (const uint32_t word : {dataOffset, 40u, width, height}) appendLittle(bmp, word, 4);
    appendLittle(bmp, 1, 2); // planes
    appendLittle(bmp, bits, 2);
    for (const uint64_t word :
         {uint64_t{bits == 8 ? 1u : 2u}, codes.size(), size_t{2835}, size_t{2835}, palette.size() / 4, size_t{0}})
        appendLittle(bmp, word, 4);
    bmp.insert(bmp.end(), palette.begin(), palette.end());
    bmp.insert(bmp.end(), codes.begin(), codes.end());
    return bmp;
}

Bytes makeHdr(const std::string& resolution, uint32_t scanlineTexels, const Bytes& texels, HdrCoding coding) {
    Bytes hdr;
    appendText(hdr, "#?RADIANCE\n# a comment\nFORMAT=32-bit_rle_rgbe\n\n" + resolution + "\n");
    const size_t scanlineBytes = size_t{scanlineTexels} * 4;
    for (size_t scanline = 0; scanline < texels.size(); scanline += scanlineBytes) {
        if (coding == HdrCoding::Flat) {
            appendBytes(hdr, {texels.begin() + static_cast<std::ptrdiff_t>(scanline),
                              texels.begin() + static_cast<std::ptrdiff_t>(scanline + scanlineBytes)});
        } else if (coding == HdrCoding::Channels) {
            hdr.push_back(2);
            hdr.push_back(2);
            hdr.push_back(static_cast<uint8_t>(scanlineTexels >> 8));
            hdr.push_back(static_cast<uint8_t>(scanlineTexels));
            for (size_t channel = 0; channel < 4; ++channel) {
                const auto at = [&](size_t texel) { return texels[scanline + 4 * texel + channel]; };
                for (size_t texel = 0; texel < scanlineTexels;) { // runs of up to 127, single texels else
                    size_t count = 1;
                    while (texel + count < scanlineTexels && count < 127 && at(texel + count) == at(texel)) ++count;
                    hdr.push_back(static_cast<uint8_t>(count > 1 ? 128 + count : 1));
                    hdr.push_back(at(texel));
                    texel += count;
                }
            }
        } else {
            for (size_t texel = 0; texel < scanlineTexels;) {
                const uint8_t* first = &texels[scanline + 4 * texel];
                size_t count = 1;
                while (texel + count < scanlineTexels && count < 256 && std::equal(first, first + 4, first + 4 * count))
                    ++count;
                for (size_t channel = 0; channel < 4; ++channel) hdr.push_back(first[channel]);
                if (count > 1) {
                    for (const size_t byte : {size_t{1}, size_t{1}, size_t{1}, count - 1})
                        hdr.push_back(static_cast<uint8_t>(byte));
                }
                texel += count;
            }
        }
    }
    return hdr;
}

Bytes makeExr(uint32_t width, uint32_t height, const std::vector<float>& texels, ExrLayout layout,
              Imf::Compression compression, const Imf::Chromaticities* chromaticities) {
    const bool isHalf = layout == ExrLayout::HalfRgba || layout == ExrLayout::HalfGrey;
    const std::string names = layout == ExrLayout::FloatRgb ? "RGB" : layout == ExrLayout::HalfGrey ? "Y" : "RGBA";
    Imf::Header header(static_cast<int>(width), static_cast<int>(height));
    header.compression() = compression;
    if (chromaticities != nullptr) Imf::addChromaticities(header, *chromaticities);
    const Imf::PixelType type = isHalf ? Imf::HALF : Imf::FLOAT;
    std::vector<half> halves(texels.begin(), texels.end());
    Imf::FrameBuffer source;
    for (size_t channel = 0; channel < names.size(); ++channel) {
        const std::string name(1, names[channel]);
        header.channels().insert(name, Imf::Channel(type));
        const size_t bytes = isHalf ? 2 : 4;
        const char* base = isHalf ? reinterpret_cast<const char*>(halves.data() + channel)
                                  : reinterpret_cast<const char*>(texels.data() + channel);
        source.insert(name, Imf::Slice(type, const_cast<char*>(base), 4 * bytes, 4 * bytes * width));
    }
    VectorStream stream;
    if (layout == ExrLayout::TiledFloatRgba) {
        header.setTileDescription(Imf::TileDescription(4, 4));
        Imf::TiledOutputFile file(stream, header, 0);
        file.setFrameBuffer(source);
        file.writeTiles(0, file.numXTiles() - 1, 0, file.numYTiles() - 1);
    } else {
        Imf::OutputFile file(stream, header, 0);
        file.setFrameBuffer(source);
        file.writePixels(static_cast<int>(height));
    }
    return stream.bytes;
}

Bytes makeExrOfParts(uint32_t width, uint32_t height, const std::vector<ExrPart>& parts) {
    std::vector<Imf::Header> headers;
    for (size_t part = 0; part < parts.size(); ++part) {
        Imf::Header header(static_cast<int>(width), static_cast<int>(height));
        const bool isTiled = part % 2 == 1;
        if (isTiled) header.setTileDescription(Imf::TileDescription(4, 4));
        header.setType(isTiled ? Imf::TILEDIMAGE : Imf::SCANLINEIMAGE);
        if (parts.size() > 1) header.setName(parts[part].name);
        for (const auto& [name, value] : parts[part].channels) header.channels().insert(name, Imf::Channel(Imf::FLOAT));
        headers.push_back(header);
    }
    VectorStream stream;
    {
        Imf::MultiPartOutputFile file(stream, headers.data(), static_cast<int>(headers.size()), false, 0);
        for (size_t part = 0; part < parts.size(); ++part) {
            std::vector<std::vector<float>> planes;
            Imf::FrameBuffer source;
            for (const auto& [name, value] : parts[part].channels) {
                std::vector<float>& plane = planes.emplace_back(size_t{width} * height, value);
                source.insert(name, Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(plane.data()), 4, 4 * width));
            }
            if (part % 2 == 1) {
                Imf::TiledOutputPart output(file, static_cast<int>(part));
                output.setFrameBuffer(source);
                output.writeTiles(0, output.numXTiles() - 1, 0, output.numYTiles() - 1);
            } else {
                Imf::OutputPart output(file, static_cast<int>(part));
                output.setFrameBuffer(source);
                output.writePixels(static_cast<int>(height));
            }
        }
    }
    return stream.bytes;
}

} // namespace astcslang::test
