// SPDX-License-Identifier: Apache-2.0
// If these fail, `--format` takes a name that is none, or lets two options say different things. What a name makes of a
// picture is in footprint_test.cpp, since that needs a device.

#include <gtest/gtest.h>

#include "command.h"

namespace astcslang::test {
namespace {

/// The command without what is said of the format; the input does not exist.
CommandResult runWith(std::vector<std::string> options) {
    options.insert(options.end(), {"-i", "missing.png", "-o", "b.ktx2"});
    return runCommand(options);
}

TEST(FormatOption, OtherNamesAreUsageErrors) {
    for (const char* name :
         {"", "ASTC", "ASTC_6x6", "ASTC_6x6_SRGB", "6x6_SRGB_BLOCK", "ASTC_7x7_SRGB_BLOCK", "ASTC_4x5_UNORM_BLOCK",
          "ASTC_6x6_SNORM_BLOCK", "ASTC_6x6_BLOCK", "ASTC_6x6_SRGB_UNORM_BLOCK", "ASTC_6x6_SRGB_BLOCK_EXT",
          "ASTC_6x6x_SRGB_BLOCK", "ASTC_7x7_SFLOAT_BLOCK", "VK_FORMAT_VK_FORMAT_ASTC_6x6_SRGB_BLOCK", "R8G8B8A8",
          "RGBA8_UNORM", "BC7", "B0RK"}) {
        SCOPED_TRACE(name);
        expectFailure(runWith({"--format", name}), 1, "--format");
    }
}

TEST(FormatOption, FormatsThatAreNotAstcAreLegalButNotSupported) {
    for (const char* name : {"R8G8B8A8_SRGB", "VK_FORMAT_R8_UNORM", "bc7_srgb_block", "E5B9G9R9_UFLOAT_PACK32",
                             "A2B10G10R10_UNORM_PACK32", "ETC2_R8G8B8_SRGB_BLOCK", "R16G16B16A16_SFLOAT"}) {
        SCOPED_TRACE(name);
        expectFailure(runWith({"--format", name}), 5, "textures are ASTC");
        expectFailure(runCommand({"create", "--format", name, "missing.png", "b.ktx2"}), 5, "textures are ASTC");
    }
}

TEST(FormatOption, HdrAnd3dFormatsAreLegalButNotSupported) {
    for (const char* name : {"ASTC_6x6_SFLOAT_BLOCK", "VK_FORMAT_ASTC_6x6_SFLOAT_BLOCK", "astc_4x4_sfloat_block_ext"}) {
        expectFailure(runWith({"--format", name}), 5, "HDR");
    }
    for (const char* name : {"ASTC_4x4x4_UNORM_BLOCK_EXT", "VK_FORMAT_ASTC_6x6x6_SRGB_BLOCK_EXT",
                             "ASTC_3x3x3_SFLOAT_BLOCK_EXT", "ASTC_6x6x5_SRGB_BLOCK"}) {
        expectFailure(runWith({"--format", name}), 5, "3D");
    }
}

TEST(FormatOption, ContradictionsAreUsageErrors) {
    expectFailure(runWith({"--format", "ASTC_6x6_SRGB_BLOCK", "-b", "6x5"}), 1, "6x5");
    expectFailure(runWith({"-b", "4x4", "--format", "ASTC_6x6_SRGB_BLOCK"}), 1, "4x4");
    expectFailure(runWith({"--format", "ASTC_6x6_SRGB_BLOCK", "--linear"}), 1, "--linear");
    expectFailure(runWith({"--format", "ASTC_6x6_UNORM_BLOCK", "--srgb"}), 1, "--srgb");
    expectFailure(runWith({"--format", "ASTC_6x6_SRGB_BLOCK", "--decode-float16"}), 1, "--decode-float16");
}

TEST(FormatOption, MayBeSaidTwiceInOtherWords) {
    // The missing input is found next, so the options were taken.
    for (const std::vector<std::string>& options :
         {std::vector<std::string>{"--format", "ASTC_6x6_SRGB_BLOCK", "-b", "6x6", "--srgb"},
          {"--format", "vk_format_astc_6X6_unorm_block", "--linear"},
          {"--format", "ASTC_10x5_UNORM_BLOCK", "--decode-float16"}}) {
        expectFailure(runWith(options), 2, "missing.png");
    }
}

TEST(SwizzleOption, OtherTextIsAUsageError) {
    for (const char* text : {"", "rgb", "rgbx", "RRRG", "rgbaa"}) {
        expectFailure(runWith({"--input-swizzle", text}), 1, "--input-swizzle");
    }
    expectFailure(runWith({"--input-swizzle", "rrrg"}), 2, "missing.png");
}

} // namespace
} // namespace astcslang::test
