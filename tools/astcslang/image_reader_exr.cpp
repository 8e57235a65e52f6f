// SPDX-License-Identifier: Apache-2.0
// OpenEXR by its own library: one flat part, R, G, B and A or Y and A, as 32-bit floats. The header is read and
// checked first, since the library takes memory for tables and lines that a header only claims.

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
#include <ImfInputFile.h>
#include <ImfStandardAttributes.h>
#include <ImfTileDescription.h>
#include <ImfVersion.h>
#include <fmt/format.h>

#include "byte_reader.h"
#include "image_reader.h"

namespace astcslang::cli {
namespace {

constexpr size_t kMagicAndVersionBytes = 8;
// Of the largest block of lines that a method compresses together (DWAB).
constexpr uint64_t kMaxLinesTogether = 256;
constexpr uint64_t kMaxLineBufferBytes = uint64_t{1} << 30;
constexpr size_t kMaxListedBytes = 200; // of channels' names in a message; then no further name is begun

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

Error damaged(const std::string& what) { return {ErrorCode::InvalidData, "damaged OpenEXR: " + what}; }
Error unsupported(const std::string& what) { return {ErrorCode::Unsupported, "OpenEXR " + what + " is not supported"}; }

/// Where each of R, G, B and A comes from; empty for "not there".
struct ChannelNames {
    std::array<std::string, 4> names;
    uint8_t count = 0;
    bool isHalf = true;
};

Result<ChannelNames> chooseChannels(const Imf::ChannelList& channels) {
    ChannelNames chosen;
    const bool isGrey = channels.findChannel("Y") != nullptr;
    const std::array<const char*, 4> wanted = isGrey ? std::array{"Y", "Y", "Y", "A"} : std::array{"R", "G", "B", "A"};
    for (size_t i = 0; i < 4; ++i) {
        const Imf::Channel* channel = channels.findChannel(wanted[i]);
        if (channel == nullptr) continue;
        if (channel->xSampling != 1 || channel->ySampling != 1) return unsupported("with subsampled channels");
        if (channel->type == Imf::UINT) return unsupported("with integer channels");
        chosen.isHalf &= channel->type == Imf::HALF;
        chosen.names[i] = wanted[i];
        if (!isGrey || i == 0 || i == 3) ++chosen.count;
    }
    if (isGrey && channels.findChannel("RY") != nullptr) return unsupported("of luminance and chroma");
    if (!chosen.names[0].empty()) return chosen;
    std::string list;
    for (auto channel = channels.begin(); channel != channels.end() && list.size() < kMaxListedBytes; ++channel) {
        list += (list.empty() ? "" : ", ") + std::string(channel.name());
    }
    const auto isControl = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    std::replace_if(list.begin(), list.end(), isControl, '?');
    return unsupported(fmt::format("without a channel R or Y (it has {})", list.empty() ? "none" : list));
}

/// The library takes memory for as many bytes as an attribute claims to have: names, types and sizes are walked first,
/// to the empty name that ends the header.
Result<void> checkAttributes(std::span<const uint8_t> bytes) {
    size_t place = kMagicAndVersionBytes;
    const auto skipText = [&] {
        const auto end = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(place), bytes.end(), 0);
        if (end == bytes.end()) return false;
        place = static_cast<size_t>(end - bytes.begin()) + 1;
        return true;
    };
    for (;;) {
        if (!holds(bytes, place, 1)) return damaged("the file is truncated");
        if (bytes[place] == 0) return {};
        if (!skipText() || !skipText() || !holds(bytes, place, 4)) return damaged("the file is truncated");
        const uint64_t byteCount = loadLittle(bytes, place, 4);
        if (!holds(bytes, place + 4, byteCount)) return damaged("an attribute is longer than the file");
        place += 4 + byteCount;
    }
}

/// Refuses what would cost more memory than the file can stand for.
Result<void> checkHeader(const Imf::Header& header, uint64_t byteCount, uint64_t maxTexels) {
    const Imath::Box2i& window = header.dataWindow();
    const int64_t width = int64_t{window.max.x} - window.min.x + 1;
    const int64_t height = int64_t{window.max.y} - window.min.y + 1;
    if (width < 1 || height < 1) return damaged(fmt::format("its data window is {}x{}", width, height));
    if (Result<void> checked = checkPictureSize(static_cast<uint64_t>(width), static_cast<uint64_t>(height), maxTexels);
        !checked) {
        return checked;
    }
    uint64_t lineTexels = static_cast<uint64_t>(width);
    uint64_t chunkCount = (static_cast<uint64_t>(height) + kMaxLinesTogether - 1) / kMaxLinesTogether;
    if (header.hasTileDescription()) {
        const Imf::TileDescription& tiles = header.tileDescription();
        if (tiles.xSize < 1 || tiles.ySize < 1 || tiles.xSize > kMaxPictureSide || tiles.ySize > kMaxPictureSide) {
            return damaged(fmt::format("its tiles are {}x{}", tiles.xSize, tiles.ySize));
        }
        lineTexels = uint64_t{tiles.xSize} * ((tiles.ySize + kMaxLinesTogether - 1) / kMaxLinesTogether);
        chunkCount = ((static_cast<uint64_t>(width) + tiles.xSize - 1) / tiles.xSize) *
                     ((static_cast<uint64_t>(height) + tiles.ySize - 1) / tiles.ySize);
    }
    // Every chunk has an offset of 8 bytes, and 8 bytes of its own.
    if (chunkCount * 16 > byteCount) {
        return damaged(fmt::format("{} bytes cannot hold a picture of {}x{}", byteCount, width, height));
    }
    uint64_t texelBytes = 0;
    for (auto channel = header.channels().begin(); channel != header.channels().end(); ++channel) texelBytes += 4;
    if (lineTexels * kMaxLinesTogether * texelBytes > kMaxLineBufferBytes) {
        return unsupported(fmt::format("of {} bytes a texel and this width", texelBytes));
    }
    return {};
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

void readPrimaries(const Imf::Header& header, Picture& picture) {
    if (!Imf::hasChromaticities(header)) return;
    const Imf::Chromaticities& c = Imf::chromaticities(header);
    const auto text = fmt::format("chromaticities red {:.3f} {:.3f}, green {:.3f} {:.3f}, blue {:.3f} {:.3f}", c.red.x,
                                  c.red.y, c.green.x, c.green.y, c.blue.x, c.blue.y);
    picture.primaries = {
        findPrimaries({c.red.x, c.red.y, c.green.x, c.green.y, c.blue.x, c.blue.y, c.white.x, c.white.y}), text};
    picture.colorNote = text;
}

void readTexels(Imf::InputFile& file, const ChannelNames& channels, Picture& picture) {
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t alpha = 3; alpha < samples.size(); alpha += 4) samples[alpha] = 1;
    const Imath::Box2i& window = file.header().dataWindow();
    Imf::FrameBuffer target;
    for (size_t i = 0; i < 4; ++i) {
        // Grey is read once and copied, since a frame buffer takes a channel once.
        if (channels.names[i].empty() || (i > 0 && channels.names[i] == channels.names[0])) continue;
        target.insert(channels.names[i],
                      Imf::Slice::Make(Imf::FLOAT, samples.data() + i, window, 16, size_t{16} * picture.width));
    }
    file.setFrameBuffer(target);
    file.readPixels(window.min.y, window.max.y);
    if (channels.names[0] != "Y") return;
    for (size_t i = 0; i < samples.size(); i += 4) samples[i + 1] = samples[i + 2] = samples[i];
}

Result<Picture> read(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (bytes.size() < kMagicAndVersionBytes) return damaged("the file is truncated");
    int version = static_cast<int>(loadLittle(bytes, 4, 4));
    if (Imf::isMultiPart(version)) return unsupported("of several parts");
    if (Imf::isNonImage(version)) return unsupported("with deep texels");
    if (Result<void> checked = checkAttributes(bytes); !checked) return checked.error();
    Imf::Header header;
    {
        MemoryStream stream(bytes);
        stream.seekg(kMagicAndVersionBytes);
        header.readFrom(stream, version);
    }
    if (Result<void> checked = checkHeader(header, bytes.size(), options.maxTexels); !checked) return checked.error();
    const Result<ChannelNames> channels = chooseChannels(header.channels());
    if (!channels) return channels.error();

    MemoryStream stream(bytes);
    Imf::InputFile file(stream, 0);
    if (!file.isComplete()) return damaged("the file is truncated");
    Picture picture;
    picture.format = "OpenEXR";
    picture.width = static_cast<uint32_t>(header.dataWindow().max.x - header.dataWindow().min.x + 1);
    picture.height = static_cast<uint32_t>(header.dataWindow().max.y - header.dataWindow().min.y + 1);
    noteWindow(header, picture);
    readPrimaries(header, picture);
    if (Result<void> allocated = allocatePicture<float>(picture); !allocated) return allocated.error();
    readTexels(file, *channels, picture);
    picture.channelCount = channels->count;
    picture.hasAlpha = !channels->names[3].empty();
    picture.isPremultiplied = picture.hasAlpha; // as OpenEXR has it
    picture.storedBits = channels->isHalf ? 16 : 32;
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
        return damaged(error.what());
    }
}

} // namespace astcslang::cli
