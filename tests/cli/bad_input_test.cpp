// SPDX-License-Identifier: Apache-2.0
// If these fail, a bad file crashes the command, is believed, or leaves something behind. Each run must end with the
// documented status, one line that names the file, and no output.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// Runs a picture through the main verb and `compare`, a texture through `decode`, `info` and `compare`.
void expectRefused(const TemporaryFolder& folder, const std::string& name, int exitCode, bool isTexture) {
    const std::string file = folder.path(name);
    const std::set<std::string> before = folder.names();
    if (isTexture) {
        expectFailure(runCommand({"decode", "-i", file, "-o", folder.path("out.png")}), exitCode, name);
        expectFailure(runCommand({"info", file}), exitCode, name);
    } else {
        expectFailure(runCommand({"-i", file, "-o", folder.path("out.ktx2")}), exitCode, name);
    }
    expectFailure(runCommand({"compare", file, file}), exitCode, name);
    EXPECT_EQ(folder.names(), before);
}

/// Every proper prefix of a file is refused as damaged.
void expectTruncationsRefused(const std::string& name, const Bytes& bytes, bool isTexture) {
    const TemporaryFolder folder;
    const std::string file = folder.path(name);
    for (size_t length = 0; length < bytes.size() && !testing::Test::HasFailure(); ++length) {
        SCOPED_TRACE(length);
        folder.write(name, std::span(bytes).first(length));
        const CommandResult result = isTexture ? runCommand({"decode", "-i", file, "-o", folder.path("out.png")})
                                               : runCommand({"-i", file, "-o", folder.path("out.ktx2")});
        expectFailure(result, 3, name);
        if (isTexture) expectFailure(runCommand({"info", file}), 3, name);
    }
    EXPECT_EQ(folder.names(), std::set<std::string>{name});
}

TEST(BadInput, MissingFilesAndFoldersAreInputOutputErrors) {
    const TemporaryFolder folder;
    for (const char* name : {"missing.png", "missing/missing.png"}) {
        expectRefused(folder, name, 2, false);
        expectRefused(folder, name, 2, true);
    }
    ::mkdir(folder.path("folder.png").c_str(), 0777);
    expectRefused(folder, "folder.png", 2, false);
    expectRefused(folder, "folder.png", 2, true);
}

TEST(BadInput, EmptyFilesSaySo) {
    const TemporaryFolder folder;
    folder.write("empty.png", {});
    expectRefused(folder, "empty.png", 3, false);
    expectRefused(folder, "empty.png", 3, true);
    expectFailure(runCommand({"info", folder.path("empty.png")}), 3, "empty");
}

TEST(BadInput, FilesThatAreNoPicturesAreInvalidWhateverTheirName) {
    const TemporaryFolder folder;
    const std::string text = "This is not a picture. It only has the name of one.\n";
    folder.write("text.png", Bytes(text.begin(), text.end()));
    expectRefused(folder, "text.png", 3, false);
    expectRefused(folder, "text.png", 3, true);
    folder.write("zeros.jpg", Bytes(1000));
    expectRefused(folder, "zeros.jpg", 3, false);
}

TEST(BadInput, PicturesAndTexturesAreNotTakenForEachOther) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("picture.ktx2", makePng(makeGradient(4, 4)));
    expectFailure(runCommand({"decode", "-i", picture, "-o", folder.path("out.png")}), 3, "PNG");
    const std::string texture = folder.write("texture.png", makeKtx2());
    expectFailure(runCommand({"-i", texture, "-o", folder.path("out.ktx2")}), 5, "KTX2");
}

TEST(BadInput, KnownFormatsThatAreNotReadAreNamed) {
    const TemporaryFolder folder;
    const std::pair<const char*, std::string> formats[] = {
        {"GIF", "GIF89a"},       {"TIFF", {"II*\0", 4}},       {"Photoshop", "8BPS"},
        {"JPEG XL", "\xFF\x0A"}, {"PPM", "P6\n1 1\n255\n..."}, {"PGM", "P2 1 1 255 0"},
        {"PBM", "P4\n1 1\n."},   {"PAM", "P7\nWIDTH 1\n"}};
    for (const auto& [name, content] : formats) {
        const std::string file = folder.write("picture.png", Bytes(content.begin(), content.end()));
        expectFailure(runCommand({"-i", file, "-o", folder.path("out.ktx2")}), 5, name);
    }
}

TEST(BadInput, TruncatedAstcIsInvalidAtEveryLength) { expectTruncationsRefused("a.astc", makeAstc(), true); }

TEST(BadInput, TruncatedKtx2IsInvalidAtEveryLength) { expectTruncationsRefused("a.ktx2", makeKtx2(), true); }

TEST(BadInput, TruncatedPngIsInvalidAtEveryLength) {
    expectTruncationsRefused("a.png", makePng(makeGradient(5, 3)), false);
}

TEST(BadInput, TruncatedJpegIsInvalidAtEveryLength) {
    expectTruncationsRefused("a.jpg", makeJpeg(makeGradient(24, 16), JpegKind::Grey), false);
}

TEST(BadInput, TruncatedTgaIsInvalidAtEveryLength) {
    expectTruncationsRefused("a.tga", makeTga(makeGradient(5, 3)), false);
    Bytes runLength = makeTgaHeader(10, 4, 2, 24, 0);
    runLength.insert(runLength.end(), {0x82, 1, 2, 3, 0x04, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3});
    expectTruncationsRefused("a.tga", runLength, false);
}

TEST(BadInput, TruncatedBmpIsInvalidAtEveryLength) {
    expectTruncationsRefused("a.bmp", makeBmp(makeGradient(5, 3)), false);
}

TEST(BadInput, DamagedPngIsInvalid) {
    const TemporaryFolder folder;
    const Bytes valid = makePng(makeGradient(5, 3));
    for (size_t place : {size_t{17}, size_t{29}, valid.size() - 30}) { // the header, its check sum, the texels
        Bytes bytes = valid;
        bytes[place] ^= 0x55;
        folder.write("a.png", bytes);
        SCOPED_TRACE(place);
        expectRefused(folder, "a.png", 3, false);
    }
}

/// libpng shows black for it without a word.
TEST(BadInput, APngWhosePaletteLacksAColourIsInvalid) {
    const TemporaryFolder folder;
    for (const auto& [depth, row] : {std::pair<uint8_t, uint8_t>{8, 0}, {4, 0x05}}) {
        PngPicture picture{2, 1, PngColor::Palette, depth, false, {}, {{"PLTE", {1, 2, 3, 4, 5, 6}}}};
        picture.scanlines = {depth == 8 ? Bytes{0, 5} : Bytes{row}};
        const std::string file = folder.write("a.png", makePng(picture));
        expectRefused(folder, "a.png", 3, false);
        expectFailure(runCommand({"compare", file, file}), 3, "a.png: damaged PNG: its palette has no colour 5");
        picture.scanlines = {depth == 8 ? Bytes{0, 1} : Bytes{0x01}};
        folder.write("a.png", makePng(picture));
        expectSuccess(runCommand({"compare", file, file}));
    }
}

TEST(BadInput, AJpegWithAHoleIsInvalid) {
    const TemporaryFolder folder;
    const Bytes valid = makeJpeg(makeGradient(64, 64), JpegKind::Color);
    Bytes bytes(valid.begin(), valid.begin() + static_cast<std::ptrdiff_t>(valid.size() * 3 / 4));
    bytes.insert(bytes.end(), {0xFF, 0xD9}); // the end marker where texels are missing
    folder.write("a.jpg", bytes);
    expectRefused(folder, "a.jpg", 3, false);
}

TEST(BadInput, CmykJpegIsNotSupported) {
    const TemporaryFolder folder;
    folder.write("a.jpg", makeJpeg(makeGradient(16, 16), JpegKind::Cmyk));
    expectRefused(folder, "a.jpg", 5, false);
    expectFailure(runCommand({"-i", folder.path("a.jpg"), "-o", folder.path("o.ktx2")}), 5, "CMYK");
}

TEST(BadInput, ArithmeticJpegIsNotSupported) {
    const TemporaryFolder folder;
    Bytes jpeg = makeJpeg(makeGradient(16, 16), JpegKind::Color);
    for (size_t place = 0; place + 1 < jpeg.size(); ++place) { // the frame header says so
        if (jpeg[place] == 0xFF && jpeg[place + 1] == 0xC0) jpeg[place + 1] = 0xC9;
    }
    folder.write("a.jpg", jpeg);
    expectRefused(folder, "a.jpg", 5, false);
    expectFailure(runCommand({"-i", folder.path("a.jpg"), "-o", folder.path("o.ktx2")}), 5, "arithmetic");
}

TEST(BadInput, BmpThatHoldsAJpegIsNotSupported) {
    const TemporaryFolder folder;
    Bytes bytes = makeBmp(makeGradient(5, 3));
    bytes[30] = 4; // BI_JPEG
    folder.write("a.bmp", bytes);
    expectRefused(folder, "a.bmp", 5, false);
}

TEST(BadInput, HugePicturesAreRefusedBeforeTheyAreAllocated) {
    const TemporaryFolder folder;
    folder.write("side.png", makePngOfClaimedSize(0x7FFFFFFF, 1));
    expectRefused(folder, "side.png", 5, false);
    folder.write("area.png", makePngOfClaimedSize(65536, 65536));
    expectRefused(folder, "area.png", 5, false);
    folder.write("zero.png", makePngOfClaimedSize(0, 4));
    expectRefused(folder, "zero.png", 3, false);
}

TEST(BadInput, PicturesThatCannotBeInSoFewBytesAreRefusedBeforeTheyAreAllocated) {
    const TemporaryFolder folder;
    folder.write("bomb.png", makePngOfClaimedSize(32768, 32768));
    Bytes jpeg = makeJpeg(makeGradient(16, 16), JpegKind::Color);
    for (size_t place = 0; place + 9 < jpeg.size(); ++place) {
        if (jpeg[place] != 0xFF || jpeg[place + 1] != 0xC0) continue; // frame header: height and width at 5 and 7
        jpeg[place + 5] = jpeg[place + 7] = 0x75;
    }
    folder.write("bomb.jpg", jpeg);
    Bytes bmp = makeBmp(makeGradient(5, 3));
    bmp[19] = bmp[23] = 0x75;
    folder.write("bomb.bmp", bmp);
    folder.write("bomb.tga", makeTgaHeader(2, 30000, 30000, 32, 0));
    CommandSetup setup;
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
    setup.maxMemoryBytes = uint64_t{1} << 30;
#endif
    for (const char* name : {"bomb.png", "bomb.jpg", "bomb.bmp", "bomb.tga"}) {
        expectFailure(runCommand({"compare", folder.path(name), folder.path(name)}, setup), 3, name);
        expectRefused(folder, name, 3, false);
    }
}

TEST(BadInput, PicturesLargerThanMemoryAreARuntimeError) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer needs more memory than the limit";
#endif
    const TemporaryFolder folder;
    // Run-length coding makes a large picture of few bytes that really is one.
    Bytes tga = makeTgaHeader(11, 30000, 30000, 8, 0);
    const size_t packetCount = size_t{30000} * 30000 / 128 + 1;
    for (size_t packet = 0; packet < packetCount; ++packet) tga.insert(tga.end(), {0xFF, 0x80});
    folder.write("large.tga", tga);
    CommandSetup setup;
    setup.maxMemoryBytes = uint64_t{1} << 29;
    expectFailure(runCommand({"-i", folder.path("large.tga"), "-o", folder.path("out.ktx2")}, setup), 4, "memory");
    EXPECT_EQ(folder.names(), std::set<std::string>{"large.tga"});
}

// The reader takes it; the missing driver is met only afterwards.
TEST(BadInput, APictureOf16384By16384IsNotTooLarge) {
    const TemporaryFolder folder;
    PngPicture picture{16384, 16384, PngColor::Grey, 1, false, {}, {}};
    picture.scanlines.assign(16384, Bytes(16384 / 8, 0x5A));
    const std::string file = folder.write("large.png", makePng(picture));
    CommandSetup setup;
    setup.environment = {"VK_DRIVER_FILES=/nonexistent", "VK_ICD_FILENAMES=/nonexistent"};
    expectFailure(runCommand({"-i", file, "-o", folder.path("out.ktx2")}, setup), 4, "ulkan");
}

TEST(BadInput, TexturesWithBytesTooManyOrOfIllegalFootprintAreInvalid) {
    const TemporaryFolder folder;
    Bytes longer = makeAstc();
    longer.push_back(0);
    folder.write("longer.astc", longer);
    expectRefused(folder, "longer.astc", 3, true);
    Bytes illegal = makeAstc();
    illegal[4] = 7;
    folder.write("illegal.astc", illegal);
    expectRefused(folder, "illegal.astc", 3, true);
}

TEST(BadInput, ThreeDimensionsHdrAndBasisAreNotSupported) {
    const TemporaryFolder folder;
    Bytes blocks3d = makeAstc();
    blocks3d[4] = blocks3d[5] = blocks3d[6] = 3;
    folder.write("3d.astc", blocks3d);
    Bytes hdr = makeKtx2();
    hdr[12] = 0xD0, hdr[13] = 0xCB, hdr[14] = 0x9B, hdr[15] = 0x3B; // VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK
    folder.write("hdr.ktx2", hdr);
    Bytes basis = makeKtx2();
    basis[44] = 1; // BasisLZ
    folder.write("basis.ktx2", basis);
    expectRefused(folder, "3d.astc", 5, true);
    for (const char* name : {"hdr.ktx2", "basis.ktx2"}) { // whose heads info tells
        const std::string file = folder.path(name);
        expectFailure(runCommand({"decode", "-i", file, "-o", folder.path("out.png")}), 5, name);
        expectFailure(runCommand({"compare", file, file}), 5, name);
        EXPECT_FALSE(folder.names().contains("out.png"));
    }
    expectFailure(runCommand({"decode", "-i", folder.path("hdr.ktx2"), "-o", folder.path("out.png")}), 5, "HDR");
}

TEST(BadInput, TexturesThatClaimHugeSizesAreInvalid) {
    const TemporaryFolder folder;
    Bytes astc = makeAstc();
    for (size_t place = 7; place < 13; ++place) astc[place] = 0xFF;
    folder.write("huge.astc", astc);
    expectRefused(folder, "huge.astc", 3, true);
    Bytes ktx2 = makeKtx2();
    for (size_t place = 20; place < 28; ++place) ktx2[place] = 0xFF;
    folder.write("huge.ktx2", ktx2);
    expectRefused(folder, "huge.ktx2", 3, true);
}

TEST(BadInput, TexturesTooLargeForAPictureAreNotSupported) {
    const TemporaryFolder folder;
    folder.write("wide.astc", makeAstc(70000, 4));
    expectRefused(folder, "wide.astc", 5, true);
}

TEST(BadInput, NamesWithLineBreaksStillMakeOneLine) {
    expectFailure(runCommand({"info", ""}), 2, "its name is empty");
    CommandSetup folder;
    folder.standardInput = "/tmp";
    expectFailure(runCommand({"info", "-"}, folder), 2, "standard input: Is a directory");
    expectFailure(runCommand({"info", "two\nlines.ktx2"}), 2, "two\\x0alines.ktx2");
}

} // namespace
} // namespace astcslang::test
