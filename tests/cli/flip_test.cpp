// SPDX-License-Identifier: Apache-2.0
// If these fail, FLIP says something else than the published metric says.

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "flip_error.h"
#include "flip_filter.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using namespace astcslang::cli;

constexpr uint16_t kOne = FlipMap::kOne;

/// Texels by a formula: the picture, or one with more and more error to the lower right, or its negative.
enum class Kind { Plain, Changed, Negative };
Image formulaPicture(uint32_t width, uint32_t height, Kind kind) {
    Image image{width, height, {}};
    for (uint32_t y = 0; y < height; ++y) {
        for (uint32_t x = 0; x < width; ++x) {
            for (uint32_t channel = 0; channel < 3; ++channel) {
                uint32_t value = ((37 * x + 91 * y + 53 * channel) * 7 + (x / 5) * (y / 3) * 11) % 256;
                if (kind == Kind::Changed) value = std::min(255u, value + (x * y + channel) % 40);
                if (kind == Kind::Negative) value = 255 - value;
                image.texels.push_back(static_cast<uint8_t>(value));
            }
            image.texels.push_back(255);
        }
    }
    return image;
}

Image constantPicture(uint32_t side, std::array<uint8_t, 3> color) {
    Image image{side, side, {}};
    for (uint32_t texel = 0; texel < side * side; ++texel) {
        image.texels.insert(image.texels.end(), {color[0], color[1], color[2], 255});
    }
    return image;
}

/// What the metric's own authors' program (flip-evaluator 1.7 from the Python package index) gives for the pictures
/// above; it computes with floats, the means were taken in double precision.
struct PublishedValue {
    uint32_t width, height;
    double pixelsPerDegree;
    Kind kind;
    double mean, max, first, last;
};
constexpr double kDefault = kDefaultPixelsPerDegree;
constexpr PublishedValue kPublishedValues[] = {
    {1, 1, kDefault, Kind::Changed, 0.0547639, 0.054764, 0.054764, 0.054764},
    {1, 1, kDefault, Kind::Negative, 0.9687725, 0.968772, 0.968772, 0.968772},
    {7, 5, kDefault, Kind::Changed, 0.1508474, 0.317066, 0.074180, 0.317066},
    {7, 5, 20, Kind::Negative, 0.9624386, 0.987895, 0.968973, 0.976459},
    {7, 5, 150, Kind::Changed, 0.1362980, 0.242448, 0.088731, 0.242448},
    {33, 20, kDefault, Kind::Changed, 0.2573166, 0.450596, 0.074040, 0.245339},
    {33, 20, kDefault, Kind::Negative, 0.6420328, 0.970996, 0.904786, 0.771675},
    {33, 20, 150, Kind::Negative, 0.5160708, 0.959155, 0.828352, 0.553640},
    {64, 48, kDefault, Kind::Changed, 0.2611581, 0.454393, 0.074040, 0.271466},
    {64, 48, 20, Kind::Changed, 0.3310070, 0.660998, 0.061462, 0.134171},
    {64, 48, 150, Kind::Negative, 0.4703446, 0.968920, 0.828772, 0.965292}};

TEST(Flip, AgreesWithTheAuthorsProgram) {
    for (const PublishedValue& value : kPublishedValues) {
        SCOPED_TRACE(testing::Message() << value.width << "x" << value.height << ", " << value.pixelsPerDegree);
        const Image a = formulaPicture(value.width, value.height, Kind::Plain);
        const Image b = formulaPicture(value.width, value.height, value.kind);
        const Result<FlipMap> map = measureFlip(a, b, value.pixelsPerDegree);
        ASSERT_TRUE(map);
        constexpr double kTolerance = 3e-5; // floats: it gives the 1x1 picture three values at three distances
        EXPECT_NEAR(map->mean, value.mean, kTolerance);
        EXPECT_NEAR(map->percentile(1000), value.max, kTolerance);
        EXPECT_NEAR(map->errors.front() / double{kOne}, value.first, kTolerance);
        EXPECT_NEAR(map->errors.back() / double{kOne}, value.last, kTolerance);
    }
}

TEST(Flip, OfPhotographsAgreesWithTheAuthorsProgram) {
    const auto mean = [](const char* name, std::vector<std::string> options) {
        const std::string folder = ASTCSLANG_TEST_IMAGES "/rgb/ldr-rgb-";
        options.insert(options.begin(), {"compare", folder + "00.png", folder + name + ".png", "--json"});
        return nlohmann::json::parse(runCommand(options).out)["flip"]["mean"].get<double>();
    };
    EXPECT_NEAR(mean("01", {}), 0.8313577, 1e-6);
    EXPECT_NEAR(mean("01", {"--ppd", "30"}), 0.8238912, 1e-6);
    EXPECT_NEAR(mean("02", {}), 0.8120585, 1e-6);
    EXPECT_NEAR(mean("05", {"--ppd", "30"}), 0.8370520, 1e-6);
}

/// Where there is nothing to filter, FLIP is the paper's difference of two colors. Values are of another program, in
/// double precision, with the matrix as fractions (10135552 / 24577794 ...) instead of from primaries.
TEST(Flip, OfConstantPicturesIsTheDifferenceOfTheirColors) {
    constexpr double kAgainstGreen[8] = {0.996969424829,
                                         0.986662275195,
                                         0,
                                         0.955067247075, // by bits: red, green, blue
                                         1.0,
                                         0.999409993764,
                                         0.965567211015,
                                         0.973389563726};
    const Image green = constantPicture(9, {0, 255, 0});
    for (size_t color = 0; color < 8; ++color) {
        const auto full = [&](size_t bit) { return static_cast<uint8_t>((color >> bit & 1) * 255); };
        const FlipMap map = *measureFlip(green, constantPicture(9, {full(0), full(1), full(2)}));
        EXPECT_NEAR(map.mean, kAgainstGreen[color], 1e-8) << color;
        EXPECT_EQ(map.percentile(1), map.percentile(1000)) << color;
    }
    const FlipMap near = *measureFlip(constantPicture(3, {0, 115, 230}), constantPicture(3, {0, 116, 232}));
    EXPECT_NEAR(near.mean, 0.054742775682, 1e-8);
}

TEST(Flip, SeesNeitherAlphaNorWhichPictureIsWhich) {
    const Image a = formulaPicture(40, 30, Kind::Plain);
    Image b = formulaPicture(40, 30, Kind::Changed);
    const FlipMap map = *measureFlip(a, b);
    EXPECT_GT(map.mean, 0);
    EXPECT_EQ(map.errors, measureFlip(b, a)->errors);
    for (size_t alpha = 3; alpha < b.texels.size(); alpha += 4) b.texels[alpha] = 0;
    EXPECT_EQ(map.errors, measureFlip(a, b)->errors);
    Image same = a;
    same.texels[3] = 7;
    EXPECT_EQ(measureFlip(a, same)->mean, 0);
}

/// Bands are joined at other rows in pictures of other heights; 10 rows see into the part that is missing.
TEST(Flip, RowsDependOnTheirSurroundingsAlone) {
    const uint32_t width = 24, height = 120, top = 35, partHeight = 50, reach = 10;
    const auto part = [&](const Image& image) {
        const auto begin = image.texels.begin() + 4 * width * top;
        return Image{width, partHeight, {begin, begin + 4 * width * partHeight}};
    };
    const Image a = formulaPicture(width, height, Kind::Plain), b = formulaPicture(width, height, Kind::Changed);
    const FlipMap whole = *measureFlip(a, b), some = *measureFlip(part(a), part(b));
    const auto begin = some.errors.begin() + width * reach;
    const auto end = some.errors.end() - width * reach;
    EXPECT_TRUE(std::equal(begin, end, whole.errors.begin() + width * (top + reach)));
    EXPECT_NE(some.errors.front(), whole.errors[width * top]);
}

TEST(Flip, FiltersKeepConstantPicturesAndFindNoEdgesInThem) {
    for (const double pixelsPerDegree : {kMinPixelsPerDegree, 5.5, kDefaultPixelsPerDegree, kMaxPixelsPerDegree}) {
        const FlipFilters filters(pixelsPerDegree, {});
        const auto sum = [](const Taps& taps) { return std::accumulate(taps.begin(), taps.end(), 0.0); };
        for (const Taps* taps : {&filters.contrastY, &filters.contrastCx, &filters.contrastCz[0],
                                 &filters.contrastCz[1], &filters.smooth}) {
            EXPECT_NEAR(sum(*taps), 1, 1e-12) << pixelsPerDegree;
        }
        EXPECT_NEAR(filters.contrastCzWeights[0] + filters.contrastCzWeights[1], 1, 1e-12);
        EXPECT_NEAR(sum(filters.edge), 0, 1e-12);
        EXPECT_NEAR(sum(filters.point), 0, 1e-12);
    }
}

TEST(Flip, PercentilesAreByNearestRank) {
    const FlipMap map{4, 1, 67, 0, {10, 30, 20, 40}};
    EXPECT_EQ(map.percentile(1) * kOne, 10);
    EXPECT_EQ(map.percentile(250) * kOne, 10);
    EXPECT_EQ(map.percentile(251) * kOne, 20);
    EXPECT_EQ(map.percentile(1000) * kOne, 40);
}

TEST(Flip, RefusesPicturesOfDifferentSizes) {
    const Image a = formulaPicture(5, 4, Kind::Plain), b = formulaPicture(4, 5, Kind::Plain);
    EXPECT_EQ(measureFlip(a, b).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(measureFlip({}, {}).error().code, ErrorCode::InvalidArgument);
}

TEST(Flip, DistanceIsANumberFromOneToAThousand) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8)));
    for (const char* distance : {"0.9", "1000.1", "nan", "-5", "67x", ""}) {
        expectFailure(runCommand({"compare", a, a, "--ppd", distance}), 1, "--ppd");
    }
    for (const char* distance : {"1", "1000", "33.5"}) expectSuccess(runCommand({"compare", a, a, "--ppd", distance}));
}

/// Codes of linear light differ as much as the sRGB codes of the same light.
TEST(Flip, LinearCodesAreLight) {
    const Image dark = constantPicture(8, {55, 55, 55}), bright = constantPicture(8, {128, 128, 128}),
                sameDark = constantPicture(8, {128, 128, 128}), sameBright = constantPicture(8, {188, 188, 188});
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    const double ofLinear = measureFlip(dark, bright, kDefaultPixelsPerDegree, linear)->mean;
    const double ofSrgb = measureFlip(sameDark, sameBright)->mean;
    EXPECT_NEAR(ofLinear, ofSrgb, 0.003);
    EXPECT_GT(std::abs(measureFlip(dark, bright)->mean - ofSrgb), 0.03);
}

} // namespace
} // namespace astcslang::test
