// SPDX-License-Identifier: Apache-2.0
// The matrices follow from the primaries of sRGB and from D65 to five digits, (0.31271, 0.32902), as published figures
// of FLIP have it; sRGB's own four digits would move them by about 0.00001.

#include "flip_color.h"

#include <algorithm>
#include <cmath>

namespace astcslang::cli {
namespace {

using Matrix = std::array<Triple, 3>;

constexpr Triple multiply(const Matrix& matrix, const Triple& v) {
    Triple result{};
    for (size_t row = 0; row < 3; ++row) {
        result[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
    }
    return result;
}

constexpr Matrix invert(const Matrix& m) {
    const auto minor = [&](size_t row, size_t column) { // with its sign
        const size_t r1 = (row + 1) % 3, r2 = (row + 2) % 3, c1 = (column + 1) % 3, c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    };
    const double determinant = m[0][0] * minor(0, 0) + m[0][1] * minor(0, 1) + m[0][2] * minor(0, 2);
    Matrix inverse{};
    for (size_t row = 0; row < 3; ++row) {
        for (size_t column = 0; column < 3; ++column) inverse[row][column] = minor(column, row) / determinant;
    }
    return inverse;
}

/// X, Y, Z of a chromaticity, with Y = 1.
constexpr Triple xyzOf(double x, double y) { return {x / y, 1, (1 - x - y) / y}; }

constexpr Triple kWhite = xyzOf(0.31271, 0.32902);

/// Columns are the primaries, as bright as makes them white together.
constexpr Matrix makeRgbToXyz() {
    const Triple primaries[] = {xyzOf(0.64, 0.33), xyzOf(0.30, 0.60), xyzOf(0.15, 0.06)};
    Matrix matrix{};
    for (size_t row = 0; row < 3; ++row) {
        for (size_t column = 0; column < 3; ++column) matrix[row][column] = primaries[column][row];
    }
    const Triple luminances = multiply(invert(matrix), kWhite);
    for (Triple& row : matrix) {
        for (size_t column = 0; column < 3; ++column) row[column] *= luminances[column];
    }
    return matrix;
}

constexpr Matrix kRgbToXyz = makeRgbToXyz();
constexpr Matrix kXyzToRgb = invert(kRgbToXyz);

/// CIE 15, the cube root with its linear part near black.
double labCurve(double t) {
    constexpr double kDelta = 6.0 / 29;
    return t > kDelta * kDelta * kDelta ? std::cbrt(t) : t / (3 * kDelta * kDelta) + 4.0 / 29;
}

constexpr double kDistanceExponent = 0.7; // q_c in the paper
constexpr double kKneeDistance = 0.4;     // p_c, as a share of the largest distance
constexpr double kKneeDifference = 0.95;  // p_t

} // namespace

Triple toYcxcz(const Triple& rgbLight) {
    const Triple xyz = multiply(kRgbToXyz, rgbLight);
    const double x = xyz[0] / kWhite[0], y = xyz[1], z = xyz[2] / kWhite[2];
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

Triple toHuntLab(const Triple& ycxcz) {
    const double y = (ycxcz[0] + 16) / 116, x = y + ycxcz[1] / 500, z = y - ycxcz[2] / 200;
    Triple rgbLight = multiply(kXyzToRgb, {x * kWhite[0], y, z * kWhite[2]});
    for (double& light : rgbLight) light = std::clamp(light, 0.0, 1.0);
    const Triple xyz = multiply(kRgbToXyz, rgbLight);
    const double fx = labCurve(xyz[0] / kWhite[0]), fy = labCurve(xyz[1]), fz = labCurve(xyz[2] / kWhite[2]);
    const double lightness = 116 * fy - 16;
    return {lightness, 0.01 * lightness * 500 * (fx - fy), 0.01 * lightness * 200 * (fy - fz)};
}

double hyabDistance(const Triple& a, const Triple& b) {
    const double da = a[1] - b[1], db = a[2] - b[2];
    return std::abs(a[0] - b[0]) + std::sqrt(da * da + db * db);
}

double colorDifference(const Triple& huntLabA, const Triple& huntLabB) {
    static const double largest =
        std::pow(hyabDistance(toHuntLab(toYcxcz({0, 1, 0})), toHuntLab(toYcxcz({0, 0, 1}))), kDistanceExponent);
    const double share = std::pow(hyabDistance(huntLabA, huntLabB), kDistanceExponent) / largest;
    if (share < kKneeDistance) return share * (kKneeDifference / kKneeDistance);
    return std::min(1.0, kKneeDifference + (share - kKneeDistance) / (1 - kKneeDistance) * (1 - kKneeDifference));
}

} // namespace astcslang::cli
