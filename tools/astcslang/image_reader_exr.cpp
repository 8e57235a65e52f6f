// SPDX-License-Identifier: Apache-2.0
// OpenEXR by its own library: one layer of a flat part, R, G, B and A or Y and A, as 32-bit floats. All headers are
// read and checked first, since the library takes memory for tables and lines that a header only claims.

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>

#include <ImathBox.h>
#include <ImfChannelList.h>
#include <ImfChromaticitiesAttribute.h>
#include <ImfFrameBuffer.h>
#include <ImfHeader.h>
#include <ImfIO.h>
#include <ImfInputPart.h>
#include <ImfMultiPartInputFile.h>
#include <ImfStandardAttributes.h>
#include <ImfTileDescription.h>
#include <ImfVersion.h>
#include <fmt/format.h>

#include "byte_reader.h"
#include "damaged_file.h"
#include "exr_layers.h"
#include "image_reader.h"
#include "printable_text.h"

namespace astcslang::cli {
namespace {

constexpr size_t kMagicAndVersionBytes = 8;
constexpr uint64_t kLeastChunkBytes = 16; // an offset of 8 in the table, and 8 of its own
// Of the largest block of lines that a method compresses together (DWAB).
constexpr uint64_t kMaxLinesTogether = 256;
constexpr uint64_t kMaxLineBufferBytes = uint64_t{1} << 30;
constexpr size_t kMaxParts = 4096;

class MemoryStream : public Imf::IStream {
public:
    explicit MemoryStream(std::span<const uint8_t> bytes) : Imf::IStream("OpenEXR"), bytes_(bytes) {}
    bool read(char target[], int byteCount) override {
        const auto count = static_cast<uint64_t>(std::max(byteCount, 0));
        if (!holds(bytes_, place_, count)) throw std::runtime_error("the file is truncated");
        std::memcpy(target, bytes_.data() + place_, count);
        place_ += count;
        return place_ < bytes_.size();
    }
    uint64_t tellg() override { return place_; }
    void seekg(uint64_t place) override { place_ = place; }
    void clear() override {}

private:
    std::span<const uint8_t> bytes_;
    uint64_t place_ = 0;
};

Error damaged(const std::string& what) { return damagedFile("OpenEXR", what); }
Error unsupported(const std::string& what) { return {ErrorCode::Unsupported, "OpenEXR " + what + " is not supported"}; }

/// The library takes memory for as many bytes as an attribute claims to have: names, types and sizes are walked first,
/// to the empty name that ends the header, or the empty header behind those of several parts.
Result<void> checkAttributes(std::span<const uint8_t> bytes, bool isMultiPart) {
    size_t place = kMagicAndVersionBytes;
    size_t partCount = 0;
    const auto skipText = [&] {
        const auto end = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(place), bytes.end(), 0);
        if (end == bytes.end()) return false;
        place = static_cast<size_t>(end - bytes.begin()) + 1;
        return true;
    };
    for (;;) {
        if (!holds(bytes, place, 1)) return damaged("the file is truncated");
        if (bytes[place] == 0) {
            ++place;
            if (!isMultiPart || !holds(bytes, place, 1) || bytes[place] == 0) return {};
            if (++partCount == kMaxParts) return unsupported(fmt::format("of more than {} parts", kMaxParts));
        }
        if (!skipText() || !skipText() || !holds(bytes, place, 4)) return damaged("the file is truncated");
        const uint64_t byteCount = loadLittle(bytes, place, 4);
        if (!holds(bytes, place + 4, byteCount)) return damaged("an attribute is longer than the file");
        place += 4 + byteCount;
    }
}

/// Lines that a method compresses together.
uint64_t linesOfChunk(Imf::Compression compression) {
    switch (compression) {
    case Imf::ZIP_COMPRESSION:
    case Imf::PXR24_COMPRESSION:
        return 16;
    case Imf::PIZ_COMPRESSION:
    case Imf::B44_COMPRESSION:
    case Imf::B44A_COMPRESSION:
    case Imf::DWAA_COMPRESSION:
        return 32;
    case Imf::DWAB_COMPRESSION:
        return kMaxLinesTogether;
    default:
        return 1;
    }
}

/// Chunks that the part's table lists at least. Refuses what would cost more memory than the file can stand for.
Result<uint64_t> checkHeader(const Imf::Header& header, uint64_t byteCount, uint64_t maxTexels) {
    const Imath::Box2i& window = header.dataWindow();
    const int64_t width = int64_t{window.max.x} - window.min.x + 1;
    const int64_t height = int64_t{window.max.y} - window.min.y + 1;
    if (width < 1 || height < 1) return damaged(fmt::format("its data window is {}x{}", width, height));
    if (Result<void> checked = checkPictureSize(static_cast<uint64_t>(width), static_cast<uint64_t>(height), maxTexels);
        !checked) {
        return checked.error();
    }
    uint64_t lineTexels = static_cast<uint64_t>(width);
    const uint64_t chunkLines = linesOfChunk(header.compression());
    uint64_t chunkCount = (static_cast<uint64_t>(height) + chunkLines - 1) / chunkLines;
    if (header.hasTileDescription()) {
        const Imf::TileDescription& tiles = header.tileDescription();
        if (tiles.xSize < 1 || tiles.ySize < 1 || tiles.xSize > kMaxPictureSide || tiles.ySize > kMaxPictureSide) {
            return damaged(fmt::format("its tiles are {}x{}", tiles.xSize, tiles.ySize));
        }
        lineTexels = uint64_t{tiles.xSize} * ((tiles.ySize + kMaxLinesTogether - 1) / kMaxLinesTogether);
        chunkCount = ((static_cast<uint64_t>(width) + tiles.xSize - 1) / tiles.xSize) *
                     ((static_cast<uint64_t>(height) + tiles.ySize - 1) / tiles.ySize);
    }
    if (header.hasChunkCount())
        chunkCount = std::max(chunkCount, static_cast<uint64_t>(std::max(0, header.chunkCount())));
    if (chunkCount * kLeastChunkBytes > byteCount) {
        return damaged(fmt::format("{} bytes cannot hold a picture of {}x{}", byteCount, width, height));
    }
    uint64_t texelBytes = 0;
    for (auto channel = header.channels().begin(); channel != header.channels().end(); ++channel) texelBytes += 4;
    if (lineTexels * kMaxLinesTogether * texelBytes > kMaxLineBufferBytes) {
        return unsupported(fmt::format("of {} bytes a texel and this width", texelBytes));
    }
    return chunkCount;
}

/// The headers of all parts, checked.
Result<std::vector<Imf::Header>> readHeaders(std::span<const uint8_t> bytes, uint64_t maxTexels) {
    int version = static_cast<int>(loadLittle(bytes, 4, 4));
    const bool isMultiPart = Imf::isMultiPart(version);
    if (!isMultiPart && Imf::isNonImage(version)) return unsupported("with deep texels");
    if (Result<void> checked = checkAttributes(bytes, isMultiPart); !checked) return checked.error();
    MemoryStream stream(bytes);
    stream.seekg(kMagicAndVersionBytes);
    std::vector<Imf::Header> headers;
    uint64_t chunkCount = 0;
    do {
        Imf::Header header;
        header.readFrom(stream, version);
        if (header.readsNothing()) break;
        const Result<uint64_t> checked = checkHeader(header, bytes.size(), maxTexels);
        if (!checked) return checked.error();
        chunkCount += *checked;
        headers.push_back(header);
    } while (isMultiPart);
    if (headers.empty()) return damaged("it has no parts");
    if (chunkCount * kLeastChunkBytes > bytes.size())
        return damaged(fmt::format("{} bytes cannot hold its {} parts", bytes.size(), headers.size()));
    return headers;
}

void noteWindow(const Imf::Header& header, Picture& picture) {
    const Imath::Box2i& data = header.dataWindow();
    const Imath::Box2i& display = header.displayWindow();
    if (data == display) return;
    picture.warnings.push_back(
        fmt::format("the data window, {}x{} at {}, {}, is taken; the display window is {}x{} at {}, {}", picture.width,
                    picture.height, data.min.x, data.min.y, int64_t{display.max.x} - display.min.x + 1,
                    int64_t{display.max.y} - display.min.y + 1, display.min.x, display.min.y));
}

/// Which of several layers this is, and that of its own levels the largest is taken.
void tellLayer(const Imf::Header& header, const ExrLayer& layer, const std::string& others, bool isWanted,
               Picture& picture) {
    if (!others.empty()) {
        const std::string which =
            layer.name.empty() ? "the layer without a name" : fmt::format("layer '{}'", layer.name);
        if (isWanted) {
            picture.notes.push_back(fmt::format("{}; others are {}", which, others));
        } else {
            picture.warnings.push_back(
                fmt::format("{} is taken; others, which --exr-layer takes instead, are {}", which, others));
        }
    }
    if (header.hasTileDescription() && header.tileDescription().mode != Imf::ONE_LEVEL)
        picture.warnings.push_back("of its levels the largest is taken");
}

void readPrimaries(const Imf::Header& header, Picture& picture) {
    if (!Imf::hasChromaticities(header)) return;
    const Imf::Chromaticities& c = Imf::chromaticities(header);
    const auto text = fmt::format("chromaticities red {:.3f} {:.3f}, green {:.3f} {:.3f}, blue {:.3f} {:.3f}", c.red.x,
                                  c.red.y, c.green.x, c.green.y, c.blue.x, c.blue.y);
    picture.primaries = {
        findPrimaries({c.red.x, c.red.y, c.green.x, c.green.y, c.blue.x, c.blue.y, c.white.x, c.white.y}), text};
    picture.colorNote = text;
}

void readTexels(Imf::InputPart& part, const ExrLayer& layer, Picture& picture) {
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t alpha = 3; alpha < samples.size(); alpha += 4) samples[alpha] = 1;
    const Imath::Box2i& window = part.header().dataWindow();
    Imf::FrameBuffer target;
    for (size_t i = 0; i < 4; ++i) {
        // Grey is read once and copied, since a frame buffer takes a channel once.
        if (layer.names[i].empty() || (i > 0 && layer.names[i] == layer.names[0])) continue;
        target.insert(layer.names[i],
                      Imf::Slice::Make(Imf::FLOAT, samples.data() + i, window, 16, size_t{16} * picture.width));
    }
    part.setFrameBuffer(target);
    part.readPixels(window.min.y, window.max.y);
    if (!layer.isGrey) return;
    for (size_t i = 0; i < samples.size(); i += 4) samples[i + 1] = samples[i + 2] = samples[i];
}

Result<Picture> read(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (bytes.size() < kMagicAndVersionBytes) return damaged("the file is truncated");
    const Result<std::vector<Imf::Header>> headers = readHeaders(bytes, options.maxTexels);
    if (!headers) return headers.error();
    std::string others;
    const Result<ExrLayer> layer = chooseExrLayer(*headers, options.exrLayer, others);
    if (!layer) return layer.error();
    const Imf::Header& header = (*headers)[layer->part];

    MemoryStream stream(bytes);
    Imf::MultiPartInputFile file(stream, 0, false);
    const auto part = static_cast<int>(layer->part);
    if (!file.partComplete(part)) return damaged("the file is truncated");
    Imf::InputPart input(file, part);
    Picture picture;
    picture.format = "OpenEXR";
    picture.width = static_cast<uint32_t>(header.dataWindow().max.x - header.dataWindow().min.x + 1);
    picture.height = static_cast<uint32_t>(header.dataWindow().max.y - header.dataWindow().min.y + 1);
    noteWindow(header, picture);
    readPrimaries(header, picture);
    if (Result<void> allocated = allocatePicture<float>(picture); !allocated) return allocated.error();
    readTexels(input, *layer, picture);
    tellLayer(header, *layer, others, !options.exrLayer.empty(), picture);
    picture.channelCount = layer->channelCount;
    picture.hasAlpha = !layer->names[3].empty();
    picture.isGrey = layer->isGrey;
    picture.isPremultiplied = picture.hasAlpha; // as OpenEXR has it
    picture.storedBits = layer->isHalf ? 16 : 32;
    picture.transfer.kind = TransferKind::Linear;
    picture.transferReason = "OpenEXR is linear";
    picture.isTransferTagged = true;
    return picture;
}

} // namespace

Result<Picture> readExr(std::span<const uint8_t> bytes, const ReadOptions& options) {
    try {
        return read(bytes, options);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to decode it"};
    } catch (const std::exception& error) {
        return damaged(escapeText(error.what()));
    }
}

} // namespace astcslang::cli
