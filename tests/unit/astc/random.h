// SPDX-License-Identifier: Apache-2.0
// Random numbers that are the same with every standard library: splitmix64.

#pragma once

#include <cstdint>

namespace astcslang::astc {

class Random {
public:
    explicit Random(uint64_t seed) : state_(seed) {}

    uint64_t next() {
        uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// 0..bound-1; the bias is far below what a test can notice.
    uint32_t below(uint32_t bound) { return static_cast<uint32_t>((next() >> 32) * bound >> 32); }

private:
    uint64_t state_;
};

} // namespace astcslang::astc
