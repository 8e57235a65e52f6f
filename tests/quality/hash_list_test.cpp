// SPDX-License-Identifier: Apache-2.0
// The same input gives the same bytes on every device and driver, on every run: hashes.csv holds the hash of the blocks
// of every test picture at every preset and count of partitions, and of some with every footprint. Where a hash
// differs, either the encoder was changed (then run with --update and commit the list with PSNR before and after) or a
// device computes something else (a fault).

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

#include <gtest/gtest.h>

#include "astc/footprint.h"
#include "pictures.h"
#include "recorded_list.h"

namespace astcslang::test {
namespace {

const RecordedList& recordedHashes() {
    static const RecordedList list("hashes.csv", "hash");
    return list;
}

/// FNV-1a, 64 bits, in hexadecimal.
std::string hashOf(const std::vector<uint8_t>& bytes) {
    uint64_t hash = 0xCBF29CE484222325;
    for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
    char text[17];
    std::snprintf(text, sizeof(text), "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

/// Middles of all pictures: linear with every preset and count of partitions, the other rules with four partitions.
std::vector<EncodeCase> middleCases() {
    std::vector<EncodeCase> cases = wholeCases();
    for (EncodeCase& encodeCase : cases) encodeCase.part = "middle";
    const size_t linearCount = cases.size();
    for (const char* rule : {"srgb", "float16"})
        for (size_t index = 0; index < linearCount; ++index)
            if (cases[index].partitions == 4) {
                cases.push_back(cases[index]);
                cases.back().rule = rule;
            }
    return cases;
}

/// Middles of one picture of each kind with every footprint above 4x4, linear, with all partitions.
std::vector<EncodeCase> footprintCases() {
    constexpr std::array<Footprint, 2> kExhaustive = {{{6, 6}, {12, 12}}}; // each takes a while
    std::vector<EncodeCase> cases;
    for (const char* preset : {"draft", "fastest", "medium", "exhaustive"})
        for (const Footprint footprint : astc::kFootprints)
            for (const char* picture :
                 {"rgb/ldr-rgb-00.png", "rgba/ldr-rgba-00.png", "lum/ldr-l-00.png", "xy/ldr-xy-00.png"})
                if (footprint != Footprint{4, 4} && (std::string_view(preset) != "exhaustive" ||
                                                     std::ranges::find(kExhaustive, footprint) != kExhaustive.end()))
                    cases.push_back({picture, "middle", "linear", preset, 4, footprint});
    return cases;
}

/// Where two encodes of one picture differ first: the device that is chosen without asking is the yardstick.
std::string firstDifference(const EncodeCase& encodeCase, const Image& picture, const EncodedImage& encoded) {
    Result<Context> usual = Context::create();
    if (!usual) return usual.error().message;
    Result<Encoder> encoder = Encoder::create(*usual, optionsOf(encodeCase));
    Result<EncodedImage> expected = encoder->encode(picture.view());
    if (!expected) return expected.error().message;
    const std::vector<uint8_t>& blocks = encoded.image.blocks;
    for (size_t block = 0; block < blocks.size() / 16; ++block)
        if (std::memcmp(&blocks[block * 16], &expected->image.blocks[block * 16], 16) != 0)
            return "first differs from " + usual->device().name + " in block " + std::to_string(block);
    return "is the same on " + usual->device().name;
}

/// On every usable device that the loader shows.
void expectRecordedHashes(const std::vector<EncodeCase>& cases) {
    ASSERT_GE(recordedHashes().size(), cases.size()) << "hashes.csv is not complete; see README.md";
    Result<std::vector<DeviceInfo>> devices = listDevices();
    ASSERT_TRUE(devices) << devices.error().message;
    EXPECT_TRUE(std::ranges::any_of(*devices, &DeviceInfo::isUsable)) << "nothing is encoded";
    for (const DeviceInfo& device : *devices) {
        if (!device.isUsable) continue;
        SCOPED_TRACE(device.name);
        Result<Context> context = Context::create({.device = std::to_string(device.index)});
        ASSERT_TRUE(context) << context.error().message;
        size_t differenceCount = 0;
        encodeAll(*context, cases,
                  [&](const EncodeCase& encodeCase, const Image& picture, const EncodedImage& encoded) {
                      const std::string hash = hashOf(encoded.image.blocks);
                      if (hash == recordedHashes().at(encodeCase.key())) return;
                      if (++differenceCount > 5) return;
                      ADD_FAILURE() << encodeCase.key() << " gives " << hash << ", recorded is '"
                                    << recordedHashes().at(encodeCase.key()) << "'; it "
                                    << firstDifference(encodeCase, picture, encoded);
                  });
        EXPECT_EQ(differenceCount, 0u) << "of " << cases.size() << " encodes";
        std::printf("%zu encodes on %s (%s)\n", cases.size(), device.name.c_str(), device.driver.c_str());
    }
}

TEST(Hashes, OfMiddlesAreAsRecordedOnEveryDevice) { expectRecordedHashes(middleCases()); }
TEST(Hashes, OfOtherFootprintsAreAsRecordedOnEveryDevice) { expectRecordedHashes(footprintCases()); }
TEST(Hashes, OfWholePicturesAreAsRecordedOnEveryDevice) { expectRecordedHashes(wholeCases()); }

} // namespace

void updateHashes(std::string_view text) {
    std::vector<EncodeCase> cases;
    for (const std::vector<EncodeCase>& list : {middleCases(), footprintCases(), wholeCases()})
        cases.insert(cases.end(), list.begin(), list.end());
    recordedHashes().renew(cases, text,
                           [](const Image&, const EncodedImage& encoded) { return hashOf(encoded.image.blocks); });
}

} // namespace astcslang::test

int main(int argc, char** argv) { return astcslang::test::runOrUpdate(argc, argv, astcslang::test::updateHashes); }
