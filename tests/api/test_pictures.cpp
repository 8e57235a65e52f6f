// SPDX-License-Identifier: Apache-2.0
#include "test_pictures.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace astcslang::test {
namespace {

/// The standard fixes mt19937's sequence, but not that of its distributions.
class Random {
public:
    explicit Random(uint32_t seed) : engine_(seed) {}
    uint32_t below(uint32_t limit) { return static_cast<uint32_t>(uint64_t{engine_()} * limit >> 32); }
    uint8_t byte() { return static_cast<uint8_t>(engine_() >> 24); }
    Color color(bool hasAlpha) { return {byte(), byte(), byte(), hasAlpha ? byte() : uint8_t{255}}; }

private:
    std::mt19937 engine_;
};

Image makeEmpty(uint32_t width, uint32_t height) {
    return {width, height, std::vector<uint8_t>(size_t{width} * height * 4)};
}

uint8_t clampByte(int value) { return static_cast<uint8_t>(std::clamp(value, 0, 255)); }

/// Slanted regions of three colours.
Color edgeColor(uint32_t x, uint32_t y, bool hasAlpha) {
    if ((3 * x + 2 * y) % 23 < 9) return {220, 30, 40, 255};
    if ((x + 5 * y) % 31 < 11) return {20, 60, 200, hasAlpha ? uint8_t{90} : uint8_t{255}};
    return {240, 240, 180, hasAlpha ? uint8_t{0} : uint8_t{255}};
}

/// Uniform values 0..255 at the crossings of a grid of `spacing` texels, bilinear between them.
std::vector<int> makeSmoothNoise(uint32_t width, uint32_t height, uint32_t spacing, Random& random) {
    const uint32_t columns = width / spacing + 2;
    std::vector<int> crossings(columns * (height / spacing + 2));
    for (int& value : crossings) value = random.byte();
    std::vector<int> values(size_t{width} * height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const int* corner = &crossings[y / spacing * columns + x / spacing];
            const int right = static_cast<int>(x % spacing), below = static_cast<int>(y % spacing);
            const int step = static_cast<int>(spacing);
            const int upper = corner[0] * (step - right) + corner[1] * right;
            const int lower = corner[columns] * (step - right) + corner[columns + 1] * right;
            values[size_t{y} * width + x] = (upper * (step - below) + lower * below) / (step * step);
        }
    return values;
}

} // namespace

void paintLeaves(Image& image, int leafCount, uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<double> alpha(size_t{image.width} * image.height);
    for (int leaf = 0; leaf < leafCount; ++leaf) {
        const double centerX = random() % image.width, centerY = random() % image.height;
        const double angle = random() % 628 / 100.0, length = 4 + random() % 12;
        for (double at = -length; at < length; at += 0.25)
            for (double across = -1.2; across <= 1.2; across += 0.25) {
                const auto x = static_cast<long>(centerX + at * std::cos(angle) - across * std::sin(angle));
                const auto y = static_cast<long>(centerY + at * std::sin(angle) + across * std::cos(angle));
                if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
                double& value = alpha[static_cast<size_t>(y) * image.width + static_cast<size_t>(x)];
                value = std::max(value, 1.2 - std::abs(across) / 1.5);
            }
    }
    for (size_t texel = 0; texel < alpha.size(); ++texel)
        image.texels[4 * texel + 3] = static_cast<uint8_t>(std::min(alpha[texel], 1.0) * 255);
}

Color texelOf(const Image& image, uint32_t x, uint32_t y) {
    const uint8_t* texel = &image.texels[(size_t{y} * image.width + x) * 4];
    return {texel[0], texel[1], texel[2], texel[3]};
}

void setTexel(Image& image, uint32_t x, uint32_t y, Color color) {
    std::ranges::copy(color, image.texels.begin() + static_cast<ptrdiff_t>((size_t{y} * image.width + x) * 4));
}

Image makeConstant(uint32_t width, uint32_t height, Color color) {
    Image image = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) setTexel(image, x, y, color);
    return image;
}

Image makeGradient(uint32_t width, uint32_t height, bool hasAlpha) {
    Image image = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const auto ramp = [](uint32_t value) {
                return static_cast<uint8_t>(value % 512 < 256 ? value % 256 : 255 - value % 256);
            };
            setTexel(image, x, y,
                     {ramp(3 * x + y), ramp(40 + 2 * y), ramp(200 + x),
                      hasAlpha ? ramp(255 - x - 2 * y % 256) : uint8_t{255}});
        }
    return image;
}

Image makeNoise(uint32_t width, uint32_t height, bool hasAlpha, uint32_t seed) {
    Image image = makeEmpty(width, height);
    Random random(seed);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) setTexel(image, x, y, random.color(hasAlpha));
    return image;
}

Image makeMixture(uint32_t width, uint32_t height, bool hasAlpha) {
    const Image gradient = makeGradient(width, height, hasAlpha);
    const Image noise = makeNoise(width, height, hasAlpha, 7);
    Image image = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const bool isRight = 2 * x >= width;
            const bool isLower = 2 * y >= height;
            const Color random = texelOf(noise, x, y);
            Color color = texelOf(isRight ? noise : gradient, x, y);
            if (isLower && !isRight) color = edgeColor(x, y, hasAlpha);
            if (isLower && isRight)
                for (int c = 0; c < 3; ++c) color[c] = clampByte(100 + 30 * c + random[c] % 7);
            if (isLower && isRight && hasAlpha) color[3] = clampByte(250 + random[3] % 6);
            setTexel(image, x, y, color);
        }
    return image;
}

Image makeExtremes(bool hasAlpha) {
    constexpr uint32_t kBlocksPerRow = 16;
    constexpr uint32_t kBlockRows = 8;
    Image image = makeEmpty(4 * kBlocksPerRow, 4 * kBlockRows);
    Random random(11);
    for (uint32_t block = 0; block < kBlocksPerRow * kBlockRows; ++block) {
        const uint32_t row = block / kBlocksPerRow;
        const uint32_t place = block % kBlocksPerRow;
        const Color a = random.color(hasAlpha);
        const Color b = random.color(hasAlpha);
        const Color c = random.color(hasAlpha);
        const Color d = random.color(hasAlpha);
        for (uint32_t texel = 0; texel < 16; ++texel) {
            const uint32_t x = texel % 4;
            const uint32_t y = texel / 4;
            Color color = a;
            switch (row) {
            case 0: // one outlier of any colour
                color = texel == place ? b : a;
                break;
            case 1: // one black texel in white, or the reverse; with alpha, one hole
                color.fill((texel == place) != (place % 2 == 0) ? 255 : 0);
                if (!hasAlpha) color[3] = 255;
                break;
            case 2: // checkerboards and stripes
                color = ((place % 4 < 2 ? x : 0) + (place % 4 != 1 ? y : 0)) % 2 == 0 ? a : b;
                break;
            case 3: // every channel 0 or 255, at random
                for (uint8_t& value : color) value = random.below(2) == 0 ? 0 : 255;
                if (!hasAlpha) color[3] = 255;
                break;
            case 4: // one step in one channel of one texel
                if (texel == place) color[place % 3] = static_cast<uint8_t>(color[place % 3] ^ 1);
                break;
            case 5: // three far colours
                color = texel % 3 == 0 ? a : texel % 3 == 1 ? b : c;
                break;
            case 6: // quadrants of four colours
                color = y < 2 ? (x < 2 ? a : b) : (x < 2 ? c : d);
                break;
            default: // saturated pairs of primaries
                color = {uint8_t(x < 2 ? 255 : 0), uint8_t(y < 2 ? 255 : 0), uint8_t(place * 17), color[3]};
            }
            setTexel(image, 4 * place + x, 4 * row + y, color);
        }
    }
    return image;
}

Image makeNatural(uint32_t width, uint32_t height, bool hasAlpha) {
    struct Scale {
        uint32_t spacing;
        int strength; // of 100
    };
    constexpr std::array<Scale, 4> kScales = {{{32, 80}, {11, 35}, {5, 16}, {2, 7}}};
    Random random(23);
    std::vector<std::array<int, 4>> sums(size_t{width} * height, {-4000, -4000, -4000, -4000});
    for (const Scale scale : kScales) {
        const std::vector<int> grey = makeSmoothNoise(width, height, scale.spacing, random);
        for (size_t c = 0; c < 4; ++c) {
            const std::vector<int> own = makeSmoothNoise(width, height, scale.spacing, random);
            for (size_t i = 0; i < sums.size(); ++i) sums[i][c] += scale.strength * (3 * grey[i] + own[i]) / 4;
        }
    }
    Image image = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const std::array<int, 4>& sum = sums[size_t{y} * width + x];
            const bool isBeyond = 3 * x + y > 2 * width; // another object, darker and redder
            Color color;
            for (int c = 0; c < 4; ++c) color[c] = clampByte(sum[c] / 100);
            if (isBeyond) color = {color[0], clampByte(color[1] - 60), clampByte(color[2] - 90), color[3]};
            if (!hasAlpha) color[3] = 255;
            setTexel(image, x, y, color);
        }
    return image;
}

Image makeDrawing(uint32_t width, uint32_t height) {
    constexpr uint32_t kCell = 11;
    const uint32_t across = width / kCell + 1;
    Random random(31);
    std::vector<Color> cells(size_t{across} * (height / kCell + 1));
    for (Color& cell : cells)
        for (int c = 0; c < 3; ++c) cell[c] = clampByte(20 + static_cast<int>(random.below(216)));
    Image image = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const Color cell = cells[y / kCell * across + x / kCell];
            const bool isLine = (x % kCell == 0 && x / kCell % 3 == 0) || (y % kCell == 0 && y / kCell % 2 == 0);
            Color color = {0, 0, 0, 255};
            for (int c = 0; c < 3; ++c) color[c] = isLine ? 8 : clampByte(cell[c] + static_cast<int>(random.below(5)));
            setTexel(image, x, y, color);
        }
    return image;
}

Image padByEdges(const Image& image, uint32_t width, uint32_t height) {
    Image padded = makeEmpty(width, height);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x)
            setTexel(padded, x, y, texelOf(image, std::min(x, image.width - 1), std::min(y, image.height - 1)));
    return padded;
}

Image padToBlocks(const Image& image, Footprint footprint) {
    const auto whole = [](uint32_t texels, uint32_t side) { return (texels + side - 1) / side * side; };
    return padByEdges(image, whole(image.width, footprint.width), whole(image.height, footprint.height));
}

std::vector<Color> blockTexels(const Image& image, Footprint footprint, uint32_t block) {
    const uint32_t blocksPerRow = image.width / footprint.width;
    std::vector<Color> texels;
    for (uint32_t y = 0; y < footprint.height; ++y)
        for (uint32_t x = 0; x < footprint.width; ++x)
            texels.push_back(texelOf(image, block % blocksPerRow * footprint.width + x,
                                     block / blocksPerRow * footprint.height + y));
    return texels;
}

} // namespace astcslang::test
