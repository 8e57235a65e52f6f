// SPDX-License-Identifier: Apache-2.0
#include "mipmap/filter_shape.h"

#include <cassert>

namespace astcslang::mipmap {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// A series whose term n is the one before times ratio(n), until it changes nothing.
template <typename Ratio> double sumSeries(double firstTerm, Ratio ratio) {
    double sum = firstTerm;
    double term = firstTerm;
    for (int n = 1;; ++n) {
        term *= ratio(n);
        if (sum + term == sum) return sum;
        sum += term;
    }
}

/// sin(pi x) for 0 <= x < 2^31.
double sinPi(double x) {
    const auto nearest = static_cast<long>(x + 0.5);
    const double angle = (x - static_cast<double>(nearest)) * kPi; // at most pi / 2
    if (angle == 0) return 0;
    const double sine = sumSeries(angle, [&](int n) { return -angle * angle / (2.0 * n * (2.0 * n + 1)); });
    return nearest % 2 == 0 ? sine : -sine;
}

double cosPi(double x) { return sinPi(x + 0.5); }

double sinc(double x) { return x < 1e-9 ? 1 : sinPi(x) / (kPi * x); }

/// exp(-x) for 0 <= x < 10: the series of exp(x) has no cancellation.
double expOfMinus(double x) {
    return 1 / (x == 0 ? 1 : sumSeries(1, [&](int n) { return x / n; }));
}

/// Modified Bessel function of the first kind and order 0.
double besselI0(double x) {
    return x == 0 ? 1 : sumSeries(1, [&](int n) { return (x / 2) * (x / 2) / (static_cast<double>(n) * n); });
}

/// Blackman's window with its exact coefficients; x in 0..1.
double blackmanWindow(double x) { return (7938 + 9240 * cosPi(x) + 1430 * cosPi(2 * x)) / 18608; }

/// Kaiser's window; x in 0..1.
double kaiserWindow(double x) {
    constexpr double kBeta = 3.39532; // 40 dB: 0.5842 (A - 21)^0.4 + 0.07886 (A - 21)
    // A square root would do as well, but in the series only the square of its argument counts.
    const double squared = 1 - x * x;
    if (squared <= 0) return 1 / besselI0(kBeta);
    const double quarter = kBeta * kBeta * squared / 4;
    return sumSeries(1, [&](int n) { return quarter / (static_cast<double>(n) * n); }) / besselI0(kBeta);
}

/// Mitchell and Netravali's family of cubics.
double cubic(double x, double b, double c) {
    if (x < 1) return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + (6 - 2 * b)) / 6;
    return ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + (8 * b + 24 * c)) / 6;
}

/// Dodgson's family of quadratics.
double quadratic(double x, double r) {
    if (x < 0.5) return -2 * r * x * x + (r + 1) / 2;
    return r * x * x - (2 * r + 0.5) * x + 0.75 * (r + 1);
}

double lanczos(double x, double lobes) { return sinc(x) * sinc(x / lobes); }

} // namespace

double filterReach(MipmapFilter filter) {
    switch (filter) {
    case MipmapFilter::Box:
        return 0.5;
    case MipmapFilter::Tent:
        return 1;
    case MipmapFilter::Gaussian:
        return 1.25;
    case MipmapFilter::Bell:
    case MipmapFilter::QuadraticInterpolating:
    case MipmapFilter::QuadraticApproximating:
    case MipmapFilter::QuadraticMix:
        return 1.5;
    case MipmapFilter::BSpline:
    case MipmapFilter::Mitchell:
    case MipmapFilter::CatmullRom:
        return 2;
    case MipmapFilter::Blackman:
    case MipmapFilter::Kaiser:
    case MipmapFilter::Lanczos3:
        return 3;
    case MipmapFilter::Lanczos4:
        return 4;
    case MipmapFilter::Lanczos6:
        return 6;
    case MipmapFilter::Lanczos12:
        return 12;
    }
    assert(false && "no such filter");
    return 0;
}

double filterValue(MipmapFilter filter, double x) {
    if (x < 0) x = -x;
    const double reach = filterReach(filter);
    if (x >= reach) return 0;
    switch (filter) {
    case MipmapFilter::Box:
        return 1;
    case MipmapFilter::Tent:
        return 1 - x;
    case MipmapFilter::Bell:
    case MipmapFilter::QuadraticApproximating:
        return quadratic(x, 0.5);
    case MipmapFilter::QuadraticInterpolating:
        return quadratic(x, 1);
    case MipmapFilter::QuadraticMix:
        return quadratic(x, 0.8);
    case MipmapFilter::BSpline:
        return cubic(x, 1, 0);
    case MipmapFilter::Mitchell:
        return cubic(x, 1.0 / 3, 1.0 / 3);
    case MipmapFilter::CatmullRom:
        return cubic(x, 0, 0.5);
    case MipmapFilter::Gaussian:
        return expOfMinus(2 * x * x) * blackmanWindow(x / reach);
    case MipmapFilter::Blackman:
        return sinc(x) * blackmanWindow(x / reach);
    case MipmapFilter::Kaiser:
        return sinc(x) * kaiserWindow(x / reach);
    case MipmapFilter::Lanczos3:
    case MipmapFilter::Lanczos4:
    case MipmapFilter::Lanczos6:
    case MipmapFilter::Lanczos12:
        return lanczos(x, reach);
    }
    return 0;
}

} // namespace astcslang::mipmap
