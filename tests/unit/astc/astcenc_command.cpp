// SPDX-License-Identifier: Apache-2.0
#include "astcenc_command.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace astcslang::astc {

namespace {

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char character : text) result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    return result + "'";
}

struct Output {
    int status = -1;
    std::string text; ///< stdout and stderr
};

Output runShell(const std::string& commandLine) {
    Output output;
    FILE* pipe = popen((commandLine + " 2>&1").c_str(), "r");
    if (!pipe) return output;
    std::array<char, 4096> buffer;
    while (const size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) output.text.append(buffer.data(), size);
    output.status = pclose(pipe);
    return output;
}

/// A new folder that goes away with its contents.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "astcslang-XXXXXX").string();
        if (mkdtemp(name.data())) path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string file(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

void writeAstcFile(const std::string& path, const CompressedImage& image) {
    const auto byte = [](uint32_t value, int index) { return static_cast<char>(value >> (8 * index)); };
    std::string bytes = {'\x13', '\xAB', '\xA1', '\x5C'};
    bytes += {static_cast<char>(image.footprint.width), static_cast<char>(image.footprint.height), 1};
    for (const uint32_t size : {image.width, image.height, 1u}) bytes += {byte(size, 0), byte(size, 1), byte(size, 2)};
    bytes.append(image.blocks.begin(), image.blocks.end());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

uint32_t readWord(const std::vector<uint8_t>& bytes, size_t offset) {
    return bytes[offset] | bytes[offset + 1] << 8 | bytes[offset + 2] << 16 | uint32_t{bytes[offset + 3]} << 24;
}

/// KTX (version 1): a head of 64 bytes, key-value data, the size of the only level, its texels (astcenc does not pad
/// rows). This is the one uncompressed output of astcenc that needs no library to read; pictures without alpha or
/// colour come with fewer channels.
Result<Image> readKtxFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::vector<uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    constexpr uint32_t kUnsignedByte = 0x1401;                                                       // GL_UNSIGNED_BYTE
    constexpr uint32_t kRgb = 0x1907, kRgba = 0x1908, kLuminance = 0x1909, kLuminanceAlpha = 0x190A; // GL_...
    const uint32_t format = bytes.size() < 68 ? 0 : readWord(bytes, 24);
    if (format < kRgb || format > kLuminanceAlpha || readWord(bytes, 16) != kUnsignedByte)
        return Error{ErrorCode::InvalidData, "astcenc wrote no KTX file of 8-bit texels."};
    const size_t start = 68 + size_t{readWord(bytes, 60)};
    Image image{readWord(bytes, 36), readWord(bytes, 40), {}};
    const bool isGrey = format >= kLuminance;
    const bool hasAlpha = format == kRgba || format == kLuminanceAlpha;
    const size_t channels = (isGrey ? 1 : 3) + (hasAlpha ? 1 : 0);
    const size_t rowSize = image.width * channels;
    if (bytes.size() < start + rowSize * image.height)
        return Error{ErrorCode::InvalidData, "astcenc's KTX file is too short."};
    image.texels.assign(size_t{image.width} * image.height * 4, 255);
    for (size_t texel = 0; texel < image.texels.size() / 4; ++texel) {
        const size_t from = start + texel / image.width * rowSize + texel % image.width * channels;
        for (size_t c = 0; c < 3; ++c) image.texels[4 * texel + c] = bytes[from + (isGrey ? 0 : c)];
        if (hasAlpha) image.texels[4 * texel + 3] = bytes[from + channels - 1];
    }
    return image;
}

} // namespace

std::optional<AstcencCommand> findAstcenc() {
    constexpr std::string_view kBanner = "astcenc v"; // "astcenc v4.2.0, 64-bit sse2"
    std::vector<std::string> candidates = {"astcenc", "astcenc-avx2", "astcenc-sse4.1", "astcenc-sse2", "astcenc-neon"};
    if (const char* chosen = std::getenv("ASTCENC"); chosen && *chosen) candidates = {chosen};
    for (const std::string& candidate : candidates) {
        const Output output = runShell(quoted(candidate) + " -version");
        const size_t start = output.text.find(kBanner);
        if (start == std::string::npos) continue;
        const std::string version = output.text.substr(start, output.text.find('\n', start) - start);
        return AstcencCommand{candidate, version, std::atoi(version.c_str() + kBanner.size())};
    }
    return std::nullopt;
}

Result<Image> decodeWithAstcenc(const AstcencCommand& command, const CompressedImage& image) {
    const TemporaryFolder folder;
    const std::string input = folder.file("blocks.astc"), output = folder.file("texels.ktx");
    writeAstcFile(input, image);
    const char* verb = image.profile == Profile::LdrSrgb ? " -ds " : " -dl ";
    const Output result = runShell(quoted(command.path) + verb + quoted(input) + " " + quoted(output));
    if (result.status != 0) return Error{ErrorCode::Io, command.version + " failed: " + result.text};
    return readKtxFile(output);
}

} // namespace astcslang::astc
