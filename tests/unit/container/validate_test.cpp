// SPDX-License-Identifier: Apache-2.0
// If these fail, `validate` passes a broken file, blames a good one, or names the wrong place.

#include <astcslang/ktx1.h>
#include <astcslang/ktx2_info.h>
#include <astcslang/validate.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"
#include "other_ktx2.h"
#include "test_pictures.h"

namespace astcslang::container {
namespace {

using Bytes = std::vector<uint8_t>;

// Places in files of one level that writeKtx2() makes.
constexpr size_t kVkFormat = 12, kTypeSize = 16, kWidth = 20, kHeight = 24, kDepth = 28, kLayers = 32, kFaces = 36,
                 kLevels = 40, kScheme = 44, kDescriptorOffset = 48, kKeyValueOffset = 56, kKeyValueLength = 60,
                 kGlobalDataOffset = 64, kGlobalDataLength = 72, kLevelIndex = 80, kDescriptor = 104;

/// Legal blocks: constant colours.
Texture goodTexture(uint32_t width, uint32_t height, uint32_t layerCount, uint32_t faceCount, uint32_t levelCount = 32,
                    Footprint footprint = {4, 4}, Profile profile = Profile::LdrSrgb) {
    Texture texture = makeTestTexture(width, height, layerCount, faceCount, levelCount, footprint, profile);
    constexpr uint8_t kConstant[8] = {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    for (Bytes& level : texture.levels) {
        for (size_t byte = 0; byte < level.size(); ++byte) {
            if (byte % 16 < 8) level[byte] = kConstant[byte % 16];
        }
    }
    return texture;
}

Bytes write(const Texture& texture, Supercompression scheme = Supercompression::None) {
    Ktx2WriteOptions options;
    options.supercompression = scheme;
    return writeKtx2(texture, options).value();
}

Bytes goodFile() { return write(goodTexture(8, 8, 0, 1, 1, {4, 4}, Profile::Ldr)); }

void set32(Bytes& bytes, size_t offset, uint32_t value) {
    for (size_t byte = 0; byte < 4; ++byte) bytes[offset + byte] = static_cast<uint8_t>(value >> (8 * byte));
}

Bytes changed(Bytes bytes, size_t offset, uint32_t value) {
    set32(bytes, offset, value);
    return bytes;
}

/// A 4x4 picture's file whose entries are these, and nothing else.
Bytes withEntries(const std::vector<KeyValue>& entries, bool isSorted = true,
                  const std::function<void(Ktx2Header&)>& change = {}) {
    Bytes keyValues;
    for (const KeyValue& entry : entries) {
        const Bytes one = makeKeyValueData({entry});
        keyValues.insert(keyValues.end(), one.begin(), one.end());
    }
    if (isSorted) keyValues = makeKeyValueData(entries);
    const Bytes descriptor = makeDataFormatDescriptor({{4, 4}, Profile::Ldr});
    const Bytes blocks = goodTexture(4, 4, 0, 1).levels[0];
    Ktx2Layout layout;
    layout.header.vkFormat = 157;
    layout.header.pixelWidth = layout.header.pixelHeight = 4;
    if (change) change(layout.header);
    layout.dataFormatDescriptor = descriptor;
    layout.keyValueData = keyValues;
    layout.levels = {{blocks, blocks.size()}};
    return serializeKtx2Layout(layout, 16);
}

KeyValue textEntry(const std::string& key, const std::string& value) { return {key, value + '\0'}; }

Bytes withEntry(const KeyValue& entry) { return withEntries({entry, textEntry("KTXwriter", "x")}); }

std::set<std::string> idsOf(const Bytes& bytes) {
    std::set<std::string> ids;
    for (const Fault& fault : validateTexture(bytes)) ids.insert(fault.id);
    return ids;
}

/// A file for every rule, which breaks that rule, if not it alone.
const std::map<std::string, Bytes>& brokenFiles() {
    static const std::map<std::string, Bytes> files = [] {
        std::map<std::string, Bytes> broken;
        const Bytes good = goodFile();
        const Bytes astc = writeAstc(*extractImage(goodTexture(8, 8, 0, 1), 0, 0, 0)).value();
        const auto cut = [](Bytes bytes, size_t size) {
            bytes.resize(size);
            return bytes;
        };
        const auto with = [](Bytes bytes, size_t place, uint8_t value) {
            bytes[place] = value;
            return bytes;
        };
        broken["file-type"] = {1, 2, 3};
        broken["astc-header"] = cut(astc, 15);
        broken["astc-footprint"] = with(astc, 4, 7);
        broken["astc-size"] = with(astc, 7, 0);
        broken["astc-length"] = cut(astc, astc.size() - 16);
        const Bytes ktx1 = writeKtx1(*extractImage(goodTexture(8, 8, 0, 1), 0, 0, 0)).value();
        broken["ktx1-file"] = cut(ktx1, ktx1.size() - 1);
        broken["ktx1-unchecked"] = changed(ktx1, 28, 0x8058); // GL_RGBA8
        broken["header-truncated"] = cut(good, 79);
        broken["format-prohibited"] = changed(good, kVkFormat, 11);
        broken["format-unknown"] = changed(good, kVkFormat, 12345);
        broken["type-size"] = changed(good, kTypeSize, 4);
        broken["width"] = changed(good, kWidth, 0);
        broken["height"] = changed(good, kHeight, 0);
        broken["depth"] = changed(changed(good, kVkFormat, 126), kDepth, 2);
        broken["face-count"] = changed(good, kFaces, 2);
        broken["cube-shape"] = changed(changed(good, kFaces, 6), kHeight, 4);
        broken["array-of-3d"] = changed(changed(good, kDepth, 2), kLayers, 2);
        broken["level-count"] = changed(good, kLevels, 5);
        broken["level-count-zero"] = changed(good, kLevels, 0);
        broken["scheme"] = changed(good, kScheme, 4);
        broken["scheme-unchecked"] = changed(good, kScheme, 0x10000);
        broken["scheme-format"] = changed(good, kScheme, 1);
        const auto other = [](OtherKtx2 file, const std::function<void(OtherKtx2&)>& change) {
            change(file);
            return file.bytes();
        };
        broken["scheme-model"] = other(makeBasisLz(), [](OtherKtx2& file) { file.model = 166; });
        broken["descriptor-further"] = other(makeRgba8(), [](OtherKtx2& file) { file.furtherBlocks = {1, 2, 3, 4}; });
        broken["descriptor-model-odd"] = other(makeRgba8(), [](OtherKtx2& file) { file.header.vkFormat = 1000156000; });
        broken["descriptor-data"] = other(makeRgba8(), [](OtherKtx2& file) { file.header.vkFormat = 41; });
        broken["descriptor-linear"] = other(makeRgba8(), [](OtherKtx2& file) { file.transfer = 2; });
        broken["basislz-data"] = other(makeBasisLz(), [](OtherKtx2& file) { file.globalData.pop_back(); });
        broken["swizzle-useless"] = other(makeRgba8(), [](OtherKtx2& file) {
            file.header.vkFormat = 126;
            file.entries = {textEntry("KTXswizzle", "r001")};
        });
        broken["cube-complete"] =
            withEntries({{"KTXcubemapIncomplete", "\x3F"}}, true, [](Ktx2Header& header) { header.layerCount = 6; });
        broken["index-truncated"] = cut(good, 100);
        broken["descriptor-place"] = changed(good, kDescriptorOffset, 108);
        broken["metadata-place"] = changed(good, kKeyValueOffset, 152);
        broken["global-data-place"] = changed(good, kGlobalDataOffset, 160);
        broken["global-data-presence"] = changed(good, kGlobalDataLength, 4);
        broken["padding-value"] = with(good, 207, 1);
        broken["descriptor-size"] = changed(good, kDescriptor, 40);
        broken["descriptor-block"] = changed(good, kDescriptor + 4, 1);
        broken["descriptor-version"] = with(good, kDescriptor + 8, 1);
        broken["descriptor-model"] = with(good, kDescriptor + 12, 161);
        broken["descriptor-primaries"] = with(good, kDescriptor + 13, 99);
        broken["descriptor-transfer"] = changed(good, kVkFormat, 158);
        broken["descriptor-transfer-odd"] = with(good, kDescriptor + 14, 2);
        broken["descriptor-flags"] = with(good, kDescriptor + 15, 2);
        broken["descriptor-dimensions"] = with(good, kDescriptor + 16, 4);
        broken["descriptor-bytes"] = with(good, kDescriptor + 20, 8);
        broken["descriptor-unsized"] =
            with(write(goodTexture(8, 8, 0, 1, 1), Supercompression::Zlib), kDescriptor + 20, 0);
        broken["descriptor-samples"] = with(good, kDescriptor + 30, 63);
        broken["entry-length"] = changed(good, kKeyValueLength, 52);
        broken["key-end"] = withEntry({"", "ab"});
        broken["key-text"] = withEntry({"\xC3\x28", "x"});
        broken["key-order"] = withEntries({textEntry("b", ""), textEntry("a", "")}, false);
        broken["key-twice"] = withEntries({textEntry("a", "1"), textEntry("a", "2")});
        broken["key-reserved"] = withEntry(textEntry("ktxMine", ""));
        broken["value-end"] = withEntry({"KTXorientation", "rd"});
        broken["value-text"] = withEntry(textEntry("KTXwriter", "\xC3\x28"));
        broken["orientation-value"] = withEntry(textEntry("KTXorientation", "dr"));
        broken["swizzle-value"] = withEntry(textEntry("KTXswizzle", "rgbz"));
        broken["writer-missing"] = withEntries({textEntry("KTXorientation", "rd")});
        broken["writer-parameters"] = withEntries({textEntry("KTXwriterScParams", "--zstd 1")});
        broken["decode-mode-value"] = withEntry(textEntry("KTXastcDecodeMode", "unorm16"));
        broken["decode-mode-useless"] =
            withEntries({textEntry("KTXastcDecodeMode", "unorm8"), textEntry("KTXwriter", "x")}, true,
                        [](Ktx2Header& header) { header.vkFormat = 158; });
        broken["cube-incomplete"] = withEntry({"KTXcubemapIncomplete", "\x40"});
        broken["animation-value"] = withEntry({"KTXanimData", std::string(11, '\0')});
        broken["format-mapping"] = withEntry({"KTXdxgiFormat__", std::string(4, '\0')});
        broken["level-place"] = changed(good, kLevelIndex, 224);
        broken["level-alignment"] = changed(good, kLevelIndex, 212);
        Bytes swapped = write(goodTexture(8, 8, 0, 1, 2));
        const uint64_t large = load64(swapped, kLevelIndex), small = load64(swapped, kLevelIndex + 24);
        set32(swapped, kLevelIndex, static_cast<uint32_t>(small));
        set32(swapped, kLevelIndex + 24, static_cast<uint32_t>(large));
        broken["level-order"] = swapped;
        broken["level-length"] = changed(good, kWidth, 12);
        broken["level-raw-length"] = changed(good, kLevelIndex + 16, 48);
        Bytes stream = write(goodTexture(8, 8, 0, 1, 1), Supercompression::Zstd);
        stream[load64(stream, kLevelIndex)] ^= 1;
        broken["level-stream"] = stream;
        broken["level-unchecked"] =
            with(write(goodTexture(8, 8, 0, 1, 1), Supercompression::Zstd), kLevelIndex + 20, 2);
        broken["trailing-bytes"] = cut(good, good.size() + 1);
        broken["block-illegal"] = with(good, good.size() - 16, 0);
        broken["block-hdr"] = with(good, good.size() - 15, 0xFF);
        broken["more-faults"] = write(makeTestTexture(64, 64, 0, 1, 1)); // none of its blocks is legal
        return broken;
    }();
    return files;
}

/// 156 and the like once passed for valid.
TEST(Validate, AnAstcDescriptorNeedsAnAstcFormat) {
    const auto faultsOf = [](uint32_t vkFormat, uint64_t place, uint8_t value) {
        Bytes bytes = write(goodTexture(8, 8, 0, 1, 1));
        set32(bytes, kVkFormat, vkFormat);
        bytes[place] = value;
        std::set<std::string> ids;
        for (const Fault& fault : validateTexture(bytes)) ids.insert(std::string(fault.id));
        return ids;
    };
    const auto isFound = [&](uint32_t vkFormat) {
        return faultsOf(vkFormat, kDescriptor + 12, 162).contains("descriptor-model");
    };
    for (uint32_t vkFormat = 0; vkFormat < 157; ++vkFormat) EXPECT_TRUE(isFound(vkFormat)) << vkFormat;
    for (const uint32_t vkFormat : {185u, 1000054000u, 1000156000u, 1000340000u}) EXPECT_TRUE(isFound(vkFormat));
    EXPECT_FALSE(faultsOf(0, kDescriptor + 18, 3).contains("descriptor-model")) << "3D blocks had no format once";
    EXPECT_FALSE(isFound(157));
}

TEST(Validate, AnHdrFormatNeedsADescriptorOfSignedFloatsThatIsNotSrgb) {
    Bytes bytes = goodFile();
    set32(bytes, kVkFormat, 1000066000); // ASTC_4x4_SFLOAT
    EXPECT_TRUE(idsOf(bytes).contains("descriptor-samples"));
    bytes[kDescriptor + 31] = 0xC0;
    EXPECT_EQ(idsOf(bytes), std::set<std::string>());
    bytes[kDescriptor + 14] = 2;
    EXPECT_EQ(idsOf(bytes), std::set<std::string>{"descriptor-transfer-odd"});
}

TEST(Validate, EveryRuleHasAFileThatBreaksIt) {
    for (const ValidationRule& rule : validationRules()) {
        SCOPED_TRACE(rule.id);
        const auto file = brokenFiles().find(std::string(rule.id));
        ASSERT_NE(file, brokenFiles().end());
        const std::vector<Fault> faults = validateTexture(file->second);
        bool isFound = false;
        for (const Fault& fault : faults) {
            if (fault.id != rule.id) continue;
            isFound = true;
            EXPECT_EQ(fault.severity, rule.severity);
            EXPECT_LE(fault.offset, file->second.size());
            EXPECT_FALSE(fault.text.empty());
        }
        EXPECT_TRUE(isFound) << testing::PrintToString(idsOf(file->second));
    }
    EXPECT_EQ(brokenFiles().size(), validationRules().size());
}

TEST(Validate, EverythingThatThisLibraryWritesIsFaultless) {
    struct Kind {
        uint32_t width, height, layerCount, faceCount, levelCount;
    };
    const Kind kinds[] = {
        {13, 25, 0, 1, 1}, {13, 25, 0, 1, 32}, {13, 25, 3, 1, 32}, {20, 20, 0, 6, 32}, {20, 20, 2, 6, 3}};
    for (const Footprint footprint : kAllFootprints) {
        for (const Kind& kind : kinds) {
            for (const Supercompression scheme :
                 {Supercompression::None, Supercompression::Zstd, Supercompression::Zlib}) {
                for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
                    Texture texture = goodTexture(kind.width, kind.height, kind.layerCount, kind.faceCount,
                                                  kind.levelCount, footprint, profile);
                    texture.isAlphaPremultiplied = true;
                    texture.metadata = {textEntry("KTXswizzle", "ra01"), textEntry("mine", "too")};
                    EXPECT_EQ(idsOf(write(texture, scheme)), std::set<std::string>());
                }
            }
        }
        const Texture texture = goodTexture(13, 25, 0, 1, 1, footprint);
        EXPECT_EQ(idsOf(writeAstc(*extractImage(texture, 0, 0, 0)).value()), std::set<std::string>());
        EXPECT_EQ(idsOf(writeKtx1(*extractImage(texture, 0, 0, 0)).value()), std::set<std::string>());
    }
}

TEST(Validate, FaultsNameTheirPlace) {
    const auto only = [](const Bytes& bytes) {
        const std::vector<Fault> faults = validateTexture(bytes);
        EXPECT_EQ(faults.size(), 1u);
        return faults.empty() ? Fault{} : faults.front();
    };
    Bytes bytes = goodFile();
    bytes[kDescriptor + 14] = 2;
    EXPECT_EQ(only(bytes).offset, kDescriptor + 14);
    bytes = goodFile();
    bytes[bytes.size() - 16] = 0; // the last of four blocks
    EXPECT_EQ(only(bytes).offset, bytes.size() - 16);
    EXPECT_EQ(only(bytes).text, "level 0, block 3: " + only(bytes).text.substr(18));
    bytes = goodFile();
    bytes[kDescriptor + 27] = 1; // bytesPlane7
    EXPECT_EQ(only(bytes).id, "descriptor-bytes");
    EXPECT_EQ(only(bytes).offset, kDescriptor + 21);
    bytes = goodFile();
    bytes[kTypeSize] = 2;
    EXPECT_EQ(only(bytes).text, "typeSize is 2 instead of 1");
}

/// Of a file of two levels and an entry, whose second level begins behind 64, 12, 4 and 64 bytes.
TEST(Validate, FaultsOfKtx1BlocksNameTheirPlace) {
    const Texture texture = goodTexture(8, 8, 0, 1, 2);
    Bytes bytes = writeKtx1(*extractImage(texture, 0, 0, 0)).value();
    set32(bytes, 56, 2);  // levels
    set32(bytes, 60, 12); // bytes of entries
    const Bytes entry = {8, 0, 0, 0, 'm', 'i', 'n', 'e', 0, 'y', 'e', 's'};
    bytes.insert(bytes.begin() + 64, entry.begin(), entry.end());
    append32(bytes, 16);
    append(bytes, texture.levels[1]);
    EXPECT_EQ(idsOf(bytes), std::set<std::string>());
    bytes[80 + 16] = bytes[80 + 64 + 4] = 0;
    const std::vector<Fault> faults = validateTexture(bytes);
    ASSERT_EQ(faults.size(), 2u);
    EXPECT_EQ(faults[0].offset, 96u);
    EXPECT_EQ(faults[0].text.rfind("level 0, block 1: ", 0), 0u) << faults[0].text;
    EXPECT_EQ(faults[1].offset, 148u);
    EXPECT_EQ(faults[1].text.rfind("level 1, block 0: ", 0), 0u) << faults[1].text;
}

TEST(Validate, KnowsLevelsOfOtherFormats) {
    OtherKtx2 rgba = makeRgba8();
    EXPECT_EQ(idsOf(rgba.bytes()), std::set<std::string>());
    EXPECT_EQ(idsOf(makePlainKtx2(23, "rgb", 8, 0, 0, 255).bytes()), std::set<std::string>()) << "aligned to 12";
    rgba.levelBytes = rgba.rawBytes += 4;
    EXPECT_EQ(idsOf(rgba.bytes()), std::set<std::string>{"level-length"});
    rgba = makeRgba8();
    rgba.header.typeSize = 4;
    EXPECT_EQ(idsOf(rgba.bytes()), std::set<std::string>{"type-size"});
    rgba = makeRgba8();
    rgba.header.supercompressionScheme = 2;
    rgba.rawBytes = 0;
    EXPECT_TRUE(idsOf(rgba.bytes()).contains("level-raw-length"));
}

TEST(Validate, AFileWithoutMetadataLacksOnlyItsWriter) {
    EXPECT_EQ(idsOf(withEntries({})), std::set<std::string>{"writer-missing"});
}

TEST(Validate, ThreeDimensionalAstcFilesAreKnown) {
    Bytes bytes = {0x13, 0xAB, 0xA1, 0x5C, 3, 3, 3, 6, 0, 0, 3, 0, 0, 4, 0, 0}; // 6x3x4 in blocks of 3x3x3
    bytes.resize(16 + size_t{2} * 1 * 2 * 16);
    EXPECT_EQ(idsOf(bytes), std::set<std::string>());
    bytes[6] = 2;
    EXPECT_EQ(idsOf(bytes), std::set<std::string>{"astc-footprint"});
}

// Where the reader refuses a file, the validator has an error for it; where it has none, the reader reads. Damage of
// every byte and truncation at every length; run it sanitized.
TEST(Validate, AgreesWithTheReaderOnDamagedFiles) {
    const auto hasError = [](const Bytes& bytes) {
        for (const Fault& fault : validateTexture(bytes)) {
            if (fault.severity == Severity::Error) return true;
        }
        return false;
    };
    for (const Supercompression scheme : {Supercompression::None, Supercompression::Zstd, Supercompression::Zlib}) {
        const Bytes valid = write(goodTexture(8, 8, 1, 6), scheme);
        for (size_t length = 0; length < valid.size(); ++length) {
            EXPECT_TRUE(hasError({valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(length)})) << length;
        }
        for (size_t bit = 0; bit < 8 * valid.size(); ++bit) {
            Bytes bytes = valid;
            bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            const Result<Texture> read = readKtx2Texture(bytes);
            if (!read && read.error().code == ErrorCode::InvalidData) {
                EXPECT_TRUE(hasError(bytes)) << bit << ": " << read.error().message;
            }
        }
    }
}

// What `info` reads of the same damaged files lies within them.
TEST(InspectKtx2, TellsOfDamagedFilesOnlyWhatTheyHold) {
    const auto expectWithin = [](const Bytes& bytes) {
        const Result<Ktx2Info> info = inspectKtx2(bytes);
        if (!info) return;
        uint64_t metadataBytes = 0;
        for (const KeyValue& entry : info->metadata) metadataBytes += entry.key.size() + entry.value.size();
        ASSERT_LE(metadataBytes, bytes.size());
        ASSERT_LE(info->levels.size() * 24, bytes.size());
    };
    for (const Supercompression scheme : {Supercompression::None, Supercompression::Zstd}) {
        const Bytes valid = write(goodTexture(8, 8, 1, 6), scheme);
        for (size_t length = 0; length < valid.size(); ++length)
            expectWithin({valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(length)});
        for (size_t bit = 0; bit < 8 * valid.size(); ++bit) {
            Bytes bytes = valid;
            bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            expectWithin(bytes);
        }
    }
}

TEST(Validate, SurvivesRandomDamage) {
    std::mt19937 random(1);
    const Bytes valid = write(goodTexture(16, 16, 2, 6), Supercompression::Zstd);
    for (int round = 0; round < 20000; ++round) {
        Bytes bytes = valid;
        for (unsigned change = random() % 6; change < 6; ++change) {
            bytes[random() % bytes.size()] = static_cast<uint8_t>(random() % 3 == 0 ? 0xFF : random());
        }
        EXPECT_LE(validateTexture(bytes).size(), 1001u);
    }
}

} // namespace
} // namespace astcslang::container
