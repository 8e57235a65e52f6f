// SPDX-License-Identifier: Apache-2.0
// PSNR of every test picture at every preset, at 4x4, 6x6 and 8x8 as it is and at 4x4 with every count of partitions,
// and of two with other footprints, against psnr.csv, decoded by our own decoder. A drop of more than kTolerance fails;
// rises are told, so that the list can follow them (--update).

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <gtest/gtest.h>

#include "pictures.h"
#include "recorded_list.h"

namespace astcslang::test {
namespace {

constexpr double kTolerance = 0.02; // dB

const RecordedList& recordedPsnr() {
    static const RecordedList list("psnr.csv", "psnr_rgb,psnr_rgba");
    return list;
}

std::array<double, 2> psnrOf(const Image& picture, const EncodedImage& encoded) {
    Result<Image> decoded = decode(encoded.image);
    Result<ImageMetrics> metrics = decoded ? compareImages(picture.view(), decoded->view()) : decoded.error();
    if (metrics) return {metrics->psnrRgb, metrics->psnrRgba};
    ADD_FAILURE() << metrics.error().message;
    return {0, 0};
}

std::string textOf(const std::array<double, 2>& psnr) {
    char text[64];
    std::snprintf(text, sizeof(text), "%.4f,%.4f", psnr[0], psnr[1]);
    return text;
}

void expectRecordedPsnr(const std::vector<EncodeCase>& cases) {
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    size_t riseCount = 0;
    double sumOfChanges = 0;
    encodeAll(*context, cases, [&](const EncodeCase& encodeCase, const Image& picture, const EncodedImage& encoded) {
        const std::string recorded = recordedPsnr().at(encodeCase.key());
        double expected[2] = {NAN, NAN};
        ASSERT_EQ(std::sscanf(recorded.c_str(), "%lf,%lf", &expected[0], &expected[1]), 2)
            << encodeCase.key() << " is not in psnr.csv; see README.md";
        const std::array<double, 2> psnr = psnrOf(picture, encoded);
        for (size_t i = 0; i < 2; ++i) EXPECT_GE(psnr[i], expected[i] - kTolerance) << encodeCase.key();
        riseCount += psnr[0] > expected[0] + kTolerance || psnr[1] > expected[1] + kTolerance ? 1 : 0;
        sumOfChanges += std::isfinite(expected[0]) ? psnr[0] - expected[0] : 0.0;
    });
    std::printf("%zu encodes; mean change of PSNR RGB %+.4f dB; %zu rose by more than %.2f dB\n", cases.size(),
                sumOfChanges / static_cast<double>(cases.size()), riseCount, kTolerance);
}

/// Two colour pictures with footprints from small to large, with all partitions.
std::vector<EncodeCase> footprintCases() {
    std::vector<EncodeCase> cases;
    for (const char* preset : {"fastest", "medium"})
        for (const Footprint footprint : {Footprint{5, 5}, {6, 6}, {8, 8}, {10, 10}, {12, 12}})
            for (const char* picture : {"rgb/ldr-rgb-00.png", "rgb/ldr-rgb-10.png"})
                cases.push_back({picture, "whole", "linear", preset, 4, footprint});
    return cases;
}

/// All pictures with the footprints that the ladder of presets is held to, and with the partitions of the presets.
std::vector<EncodeCase> ladderCases() {
    std::vector<EncodeCase> cases;
    for (const Footprint footprint : {Footprint{4, 4}, {6, 6}, {8, 8}})
        for (const char* preset : {"draft", "fastest", "fast", "medium", "thorough", "verythorough", "exhaustive"})
            for (const std::string& picture : allPictures())
                cases.push_back({picture, "whole", "linear", preset, 0, footprint});
    return cases;
}

std::vector<EncodeCase> allCases() {
    std::vector<EncodeCase> cases = wholeCases();
    for (const EncodeCase& encodeCase : footprintCases()) cases.push_back(encodeCase);
    for (const EncodeCase& encodeCase : ladderCases()) cases.push_back(encodeCase);
    return cases;
}

/// Encodes that take seconds on two cores: all but the largest picture, without the presets past medium.
bool isQuick(const EncodeCase& encodeCase) {
    return encodeCase.picture != "cat.jpg" && optionsOf(encodeCase).quality <= Medium;
}

std::vector<EncodeCase> selectCases(bool quick) {
    std::vector<EncodeCase> cases;
    for (const EncodeCase& encodeCase : wholeCases())
        if (isQuick(encodeCase) == quick) cases.push_back(encodeCase);
    return cases;
}

TEST(Psnr, OfSmallPicturesUpToMediumIsNotBelowTheRecorded) { expectRecordedPsnr(selectCases(true)); }
TEST(Psnr, OfOtherFootprintsIsNotBelowTheRecorded) { expectRecordedPsnr(footprintCases()); }
TEST(Psnr, OfTheLadderIsNotBelowTheRecorded) { expectRecordedPsnr(ladderCases()); }
TEST(Psnr, OfTheOtherEncodesIsNotBelowTheRecorded) { expectRecordedPsnr(selectCases(false)); }

} // namespace

void updatePsnr(std::string_view text) {
    recordedPsnr().renew(allCases(), text, [](const Image& picture, const EncodedImage& encoded) {
        return textOf(psnrOf(picture, encoded));
    });
}

} // namespace astcslang::test

int main(int argc, char** argv) { return astcslang::test::runOrUpdate(argc, argv, astcslang::test::updatePsnr); }
