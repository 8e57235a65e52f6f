// SPDX-License-Identifier: Apache-2.0
// If these fail, `info` hides what a KTX2 file says, or tells it amiss.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <astcslang/ktx2_info.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

TEST(InfoOfKtx2, TellsTheHeadOfFilesWhoseTexelsAreNotRead) {
    const TemporaryFolder folder;
    struct Other {
        uint32_t vkFormat;
        uint8_t colorModel, scheme;
        const char *name, *model;
    };
    const Other others[] = {{146, 134, 0, "BC7_SRGB_BLOCK", "BC7"},
                            {0, 166, 2, "UNDEFINED", "UASTC"},
                            {0, 163, 1, "UNDEFINED", "ETC1S"},
                            {1000066004, 162, 0, "ASTC_6x6_SFLOAT_BLOCK", "ASTC"},
                            {151, 161, 0, "ETC2_R8G8B8A8_UNORM_BLOCK", "ETC2"},
                            {38, 1, 0, "R8G8B8A8_SNORM", "RGBSDA"}};
    for (const Other& other : others) {
        SCOPED_TRACE(other.name);
        const std::string file = folder.write("a.ktx2", makeOtherKtx2(other.vkFormat, other.colorModel, other.scheme));
        const CommandResult text = runCommand({"info", file});
        expectSuccess(text);
        for (const std::string& words : {std::string(other.name), "model " + std::string(other.model),
                                         std::string("cube map array of 2 layers, 2 levels"),
                                         std::string("KTXwriter: astcslang"), std::string("1: 4x4")}) {
            EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
        }
        const json info = json::parse(runCommand({"info", file, "--json"}).out);
        EXPECT_EQ(info["vk_format_name"], other.name);
        EXPECT_EQ(info["header"]["vk_format"], other.vkFormat);
        EXPECT_EQ(info["levels"].size(), 2u);
    }
    Bytes cut = makeOtherKtx2(146, 134);
    cut.resize(cut.size() / 2);
    expectFailure(runCommand({"info", folder.write("cut.ktx2", cut)}), 3, "cut.ktx2");
}

/// Those of the Khronos Data Format Specification 1.4, KHR_DF_TRANSFER_UNSPECIFIED to HLG_UNNORMALIZED_OETF.
TEST(InfoOfKtx2, NamesEveryTransferFunction) {
    for (uint8_t number = 0; number < 20; ++number) EXPECT_FALSE(transferFunctionName(number).empty()) << int{number};
    EXPECT_TRUE(transferFunctionName(20).empty());
    const TemporaryFolder folder;
    Texture texture = makeCubeArray();
    texture.transferFunction = 7;
    const std::string file = folder.write("a.ktx2", writeKtx2(texture).value());
    const CommandResult info = runCommand({"info", file});
    EXPECT_NE(info.out.find("transfer BT.1886"), std::string::npos) << info.out;
    const CommandResult one = runCommand({"wrap", file, folder.path("a.astc"), "--level=0", "--layer=0", "--face=0"});
    EXPECT_NE(one.err.find("transfer function 7 (BT.1886)"), std::string::npos) << one.err;
    Bytes data = makeOtherKtx2(13, 1); // R8_UINT
    data[inspectKtx2(data)->descriptor.offset + 14] = 19;
    const CommandResult valid = runCommand({"validate", folder.write("b.ktx2", data)});
    EXPECT_NE(valid.out.find("transfer function 19, HLG unnormalized OETF, in data of"), std::string::npos)
        << valid.out;
}

TEST(InfoOfKtx2, TellsTheHeadOfUncompressedFilesBesideThePicture) {
    const TemporaryFolder folder;
    // One texel of R8G8B8A8_SRGB in place of a block: 16 bytes are 2x2 texels.
    CompressedImage image{2, 2, {4, 4}, Profile::LdrSrgb, Bytes(16, 77)};
    Bytes bytes = writeKtx2(image).value();
    bytes[12] = 43;
    const std::string file = folder.write("a.ktx2", bytes);
    const CommandResult text = runCommand({"info", file});
    expectSuccess(text);
    for (const char* words : {"2x2 texels", "colours are sRGB", "vkFormat 43 (R8G8B8A8_SRGB)", "KTXorientation: rd"})
        EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
    const json info = json::parse(runCommand({"info", file, "--json"}).out);
    EXPECT_EQ(info["width"], 2);
    EXPECT_EQ(info["header"]["vk_format"], 43);
    EXPECT_EQ(info["vk_format_name"], "R8G8B8A8_SRGB");
    bytes[28] = 1;                                                      // a depth
    expectSuccess(runCommand({"info", folder.write("b.ktx2", bytes)})); // which is no picture to encode
    for (const uint8_t scheme : {0, 2}) {                               // levels have the size of blocks
        const std::string wrong = folder.write("c.ktx2", makeOtherKtx2(43, 1, scheme));
        expectFailure(runCommand({"info", wrong}), 3, "damaged KTX2");
    }
}

TEST(InfoOfKtx2, ATextureThatWouldUnpackToTooMuchIsRefusedBeforeItIs) {
    const TemporaryFolder folder;
    Ktx2WriteOptions options;
    options.supercompression = Supercompression::Zstd;
    Bytes bytes = writeKtx2(makeCubeArray(), options).value();
    bytes[80 + 16 + 5] = 1; // uncompressedByteLength of level 0: 2^40 more
    expectFailure(runCommand({"info", folder.write("a.ktx2", bytes)}), 5, "larger than 8 GiB when unpacked");
}

TEST(InfoOfKtx2, TellsEveryFieldOfTheFile) {
    const TemporaryFolder folder;
    Ktx2WriteOptions options;
    options.supercompression = Supercompression::Zstd;
    const Bytes bytes = writeKtx2(makeCubeArray(), options).value();
    const std::string file = folder.write("a.ktx2", bytes);
    const CommandResult result = runCommand({"info", file, "--json"});
    expectSuccess(result);
    const json info = json::parse(result.out);
    EXPECT_EQ(info["header"], (json{{"vk_format", 157},
                                    {"type_size", 1},
                                    {"pixel_width", 8},
                                    {"pixel_height", 8},
                                    {"pixel_depth", 0},
                                    {"layer_count", 2},
                                    {"face_count", 6},
                                    {"level_count", 2},
                                    {"supercompression_scheme", 2}}));
    EXPECT_EQ(info["levels"][1]["uncompressed_bytes"], 12 * 16);
    EXPECT_EQ(info["levels"][0]["offset"].get<size_t>() + info["levels"][0]["bytes"].get<size_t>(), bytes.size());
    EXPECT_EQ(info["block_bytes"], (48 + 12) * 16);
    EXPECT_EQ(info["statistics"]["blocks"], 48 + 12);
    EXPECT_EQ(info["descriptor"]["texel_block"], (json{4, 4, 1, 1}));
    EXPECT_EQ(info["metadata"]["KTXorientation"], "rd");
    EXPECT_EQ(info["supercompression"], "Zstandard");
    EXPECT_LT(info["supercompression_ratio"], 1.0);
    const CommandResult text = runCommand({"info", file});
    for (const char* words :
         {"cube map array of 2 layers, 2 levels", "Zstandard", "1: 4x4", "primaries BT.709", "KTXwriter: astcslang"}) {
        EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
    }
}

} // namespace
} // namespace astcslang::test
