// SPDX-License-Identifier: Apache-2.0
// Uncompressed KTX2 as a picture: level 0 of a file of one layer and face. What compressed KTX2 holds is the library's
// business. KTX file format 2.0, sections 3 and 4; Khronos Data Format Specification 1.3, section 5.

#include <fmt/format.h>

#include "byte_reader.h"
#include "image_reader.h"

namespace astcslang::cli {
namespace {

constexpr size_t kHeaderBytes = 80;
constexpr size_t kLevelIndexBytes = 24;

struct Ktx2Header {
    explicit Ktx2Header(std::span<const uint8_t> bytes) : bytes_(bytes) {}
    uint32_t vkFormat() const { return word(12); }
    uint32_t width() const { return word(20); }
    uint32_t height() const { return word(24); }
    uint32_t depth() const { return word(28); }
    uint32_t layerCount() const { return word(32); }
    uint32_t faceCount() const { return word(36); }
    uint32_t levelCount() const { return word(40); }
    uint32_t supercompression() const { return word(44); }
    uint32_t descriptorOffset() const { return word(48); }
    uint32_t descriptorBytes() const { return word(52); }
    uint32_t keyValueOffset() const { return word(56); }
    uint32_t keyValueBytes() const { return word(60); }

private:
    uint32_t word(size_t offset) const { return static_cast<uint32_t>(loadLittle(bytes_, offset, 4)); }
    std::span<const uint8_t> bytes_;
};

Error damaged(const std::string& what) { return {ErrorCode::InvalidData, "damaged KTX2: " + what}; }

Result<void> checkKind(const Ktx2Header& header) {
    const auto unsupported = [](const std::string& what) {
        return Error{ErrorCode::Unsupported, "KTX2 " + what + " is not supported as a picture"};
    };
    if (header.supercompression() != 0) return unsupported("with supercompression");
    if (header.depth() != 0) return unsupported("of three dimensions");
    if (header.layerCount() > 1) return unsupported(fmt::format("of {} layers", header.layerCount()));
    if (header.faceCount() != 1) return unsupported(fmt::format("of {} faces", header.faceCount()));
    return {};
}

/// The transfer function and premultiplication of the basic descriptor block.
void readDescriptor(std::span<const uint8_t> descriptor, Picture& picture) {
    constexpr uint8_t kLinear = 1, kSrgb = 2, kPremultiplied = 1;
    if (descriptor.size() < 28) return;
    const uint8_t transfer = descriptor[14];
    picture.isPremultiplied = (descriptor[15] & kPremultiplied) != 0;
    if (transfer == kLinear || transfer == kSrgb) {
        picture.transfer.kind = transfer == kLinear ? TransferKind::Linear : TransferKind::Srgb;
    } else if (transfer != 0) {
        picture.transfer = {TransferKind::Unknown, 0, fmt::format("KTX2 transfer function {}", transfer)};
    }
    if (transfer != 0) picture.transferReason = "data format descriptor";
}

/// KTXorientation of "rd" is ours; 'l' and 'u' are the other way.
void readOrientation(std::span<const uint8_t> keyValues, Picture& picture) {
    constexpr std::string_view kKey("KTXorientation\0", 15);
    for (size_t place = 0; holds(keyValues, place, 4);) {
        const uint64_t length = loadLittle(keyValues, place, 4);
        if (!holds(keyValues, place + 4, length)) return;
        const std::string_view pair(reinterpret_cast<const char*>(keyValues.data()) + place + 4, length);
        if (pair.starts_with(kKey) && pair.size() >= kKey.size() + 2) {
            const bool isMirrored = pair[kKey.size()] == 'l', isUp = pair[kKey.size() + 1] == 'u';
            picture.orientation = isMirrored ? (isUp ? 3 : 2) : (isUp ? 4 : 1);
            return;
        }
        place += 4 + (length + 3) / 4 * 4;
    }
}

} // namespace

bool isUncompressedKtx2(std::span<const uint8_t> bytes) {
    return bytes.size() >= 16 && findLayoutByVkFormat(static_cast<uint32_t>(loadLittle(bytes, 12, 4))) != nullptr;
}

Result<Picture> readKtx2Picture(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (bytes.size() < kHeaderBytes + kLevelIndexBytes) return damaged("the file is truncated");
    const Ktx2Header header(bytes);
    const TexelLayout& layout = *findLayoutByVkFormat(header.vkFormat()); // isUncompressedKtx2() came first
    if (Result<void> checked = checkKind(header); !checked) return checked.error();
    Picture picture;
    picture.format = "KTX2";
    picture.width = header.width();
    picture.height = std::max(header.height(), 1u); // 0: one dimension
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const uint64_t levelCount = std::max(header.levelCount(), 1u);
    if (!holds(bytes, kHeaderBytes, levelCount * kLevelIndexBytes) ||
        !holds(bytes, header.descriptorOffset(), header.descriptorBytes()) ||
        !holds(bytes, header.keyValueOffset(), header.keyValueBytes())) {
        return damaged("the file is truncated");
    }
    for (uint64_t level = 0; level < levelCount; ++level) {
        const size_t entry = kHeaderBytes + level * kLevelIndexBytes;
        if (!holds(bytes, loadLittle(bytes, entry, 8), loadLittle(bytes, entry + 8, 8))) {
            return damaged("the file is truncated");
        }
    }
    const uint64_t levelOffset = loadLittle(bytes, kHeaderBytes, 8),
                   levelBytes = loadLittle(bytes, kHeaderBytes + 8, 8);
    const uint64_t rowBytes = uint64_t{picture.width} * layout.texelBytes();
    if (levelBytes != rowBytes * picture.height) {
        return damaged(fmt::format("{}x{} texels of {} are {} bytes, but level 0 has {}", picture.width, picture.height,
                                   layout.name, rowBytes * picture.height, levelBytes));
    }
    if (Result<void> done = unpackTexels(bytes.subspan(levelOffset), layout, rowBytes, false, picture); !done) {
        return done.error();
    }
    readDescriptor(bytes.subspan(header.descriptorOffset(), header.descriptorBytes()), picture);
    readOrientation(bytes.subspan(header.keyValueOffset(), header.keyValueBytes()), picture);
    if (levelCount > 1) picture.warnings.push_back(fmt::format("of its {} levels the largest is taken", levelCount));
    return picture;
}

} // namespace astcslang::cli
