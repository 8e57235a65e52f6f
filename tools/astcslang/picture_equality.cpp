// SPDX-License-Identifier: Apache-2.0
#include "picture_equality.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace astcslang::cli {
namespace {

template <typename Sample> double valueOf(Sample sample) { return static_cast<double>(sample) / kFullScale<Sample>; }

/// `convert` makes a number of a sample.
template <typename Convert> bool agree(const Picture& a, const Picture& b, const Convert& convert) {
    if (a.width != b.width || a.height != b.height) return false;
    return std::visit(
        [&](const auto& ofA, const auto& ofB) {
            return std::equal(ofA.begin(), ofA.end(), ofB.begin(), ofB.end(),
                              [&](auto x, auto y) { return convert(x) == convert(y); });
        },
        a.samples, b.samples);
}

} // namespace

bool areIdentical(const Picture& a, const Picture& b) {
    const bool meanTheSame = a.width == b.width && a.height == b.height && a.orientation == b.orientation &&
                             a.isPremultiplied == b.isPremultiplied && a.hasAlpha == b.hasAlpha &&
                             a.transfer == b.transfer && a.isTransferTagged == b.isTransferTagged;
    if (!meanTheSame || a.samples.index() != b.samples.index()) return false;
    return std::visit(
        [&](const auto& ofA) {
            const auto& ofB = std::get<std::decay_t<decltype(ofA)>>(b.samples);
            return ofA.size() == ofB.size() && std::memcmp(ofA.data(), ofB.data(), sizeof(ofA[0]) * ofA.size()) == 0;
        },
        a.samples);
}

bool haveEqualValues(const Picture& a, const Picture& b) {
    return agree(a, b, [](auto sample) { return static_cast<float>(valueOf(sample)); });
}

bool areEqualIn16Bits(const Picture& a, const Picture& b) {
    return agree(a, b, [](auto sample) { return std::lround(65535 * valueOf(sample)); });
}

} // namespace astcslang::cli
