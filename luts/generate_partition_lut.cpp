// SPDX-License-Identifier: Apache-2.0
// Build tool: writes one partition table of the 4x4 footprint (luts/README.md). It compares every split of 16 texels
// with every pattern under every renaming of the pattern's labels. One depth-first walk over the texels carries the
// distances to all of them along; each step adds one texel's mismatches.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string_view>
#include <thread>
#include <vector>

#include "encode/partition_index.h"
#include "encode/partition_patterns.h"

namespace {

using namespace astcslang::encode;

constexpr int kTexelCount = kLutTexelCount;

/// Distance in texels times kDistanceUnit, plus the pattern's index: the least rank belongs to the nearest pattern, of
/// equally near ones to the first. 16 bits hold 16 texels * 512 + 511, so that one instruction handles many.
using Rank = int16_t;
constexpr int kDistanceUnit = 512;

/// A pattern under one renaming of its labels is a candidate; a row holds something for each candidate.
using Row = std::vector<Rank>;

/// out[n] = a[n] + b[n]
void add(const Row& a, const Row& b, Row& out) {
    const Rank* aData = a.data();
    const Rank* bData = b.data();
    Rank* outData = out.data();
    for (size_t n = 0; n < out.size(); ++n) outData[n] = static_cast<Rank>(aData[n] + bData[n]);
}

/// The least a[n] + b[n]
Rank minimumOfSums(const Row& a, const Row& b) {
    const Rank* aData = a.data();
    const Rank* bData = b.data();
    Rank least = INT16_MAX;
    for (size_t n = 0; n < a.size(); ++n) {
        const Rank sum = static_cast<Rank>(aData[n] + bData[n]);
        least = sum < least ? sum : least;
    }
    return least;
}

struct Candidates {
    explicit Candidates(int partitionCount);

    int partitionCount;
    Row start; ///< Index of the candidate's pattern: its rank at distance 0.
    std::array<std::array<Row, 3>, kTexelCount> mismatches; ///< [texel][label]: kDistanceUnit where labels differ.
};

Candidates::Candidates(int count) : partitionCount(count) {
    std::array<int, 3> names{0, 1, 2};
    do {
        int index = 0;
        for (const PartitionPattern& pattern : partitionPatterns({4, 4}, count)) {
            start.push_back(static_cast<Rank>(index++));
            for (int texel = 0; texel < kTexelCount; ++texel) {
                for (int label = 0; label < count; ++label) {
                    mismatches[texel][label].push_back(names[pattern.labels[texel]] == label ? 0 : kDistanceUnit);
                }
            }
        }
    } while (std::next_permutation(names.begin(), names.begin() + count));
}

/// Fills a share of the table: of the subtrees that start below kSharedTexel every `workerCount`th.
class Walker {
public:
    Walker(const Candidates& candidates, int worker, int workerCount, std::vector<uint16_t>& table)
        : candidates_(candidates), worker_(worker), workerCount_(workerCount), table_(table) {
        ranks_.fill(Row(candidates.start.size()));
        ranks_[kTexelCount - 1] = candidates.start;
    }

    void run() { visit(kTexelCount - 1, 0, 0, 0); }

private:
    static constexpr int kSharedTexel = 10;

    /// Gives `texel` each label used so far and the next new one, so that every split comes up exactly once.
    /// ranks_[texel] counts the texels above it.
    void visit(int texel, uint32_t mask1, uint32_t mask2, int usedLabels) {
        if (texel == kSharedTexel && subtree_++ % workerCount_ != worker_) return;
        for (int label = 0; label < std::min(usedLabels + 1, candidates_.partitionCount); ++label) {
            const uint32_t bit = 1u << texel;
            const uint32_t newMask1 = label == 1 ? mask1 | bit : mask1;
            const uint32_t newMask2 = label == 2 ? mask2 | bit : mask2;
            const Row& mismatches = candidates_.mismatches[texel][label];
            if (texel == 0) {
                table_[indexOf(newMask1, newMask2)] = minimumOfSums(ranks_[0], mismatches) % kDistanceUnit;
            } else {
                add(ranks_[texel], mismatches, ranks_[texel - 1]);
                visit(texel - 1, newMask1, newMask2, std::max(usedLabels, label + 1));
            }
        }
    }

    uint32_t indexOf(uint32_t mask1, uint32_t mask2) const {
        return candidates_.partitionCount == 2 ? partitionIndex2(mask1) : partitionIndex3(mask1, mask2);
    }

    const Candidates& candidates_;
    int worker_;
    int workerCount_;
    int subtree_ = 0;
    std::array<Row, kTexelCount> ranks_;
    std::vector<uint16_t>& table_; ///< Shared; each entry is written by one walker.
};

/// For each split's index the index of its nearest pattern; the same for any number of threads.
std::vector<uint16_t> nearestPatterns(int partitionCount) {
    const Candidates candidates(partitionCount);
    std::vector<uint16_t> table(partitionCount == 2 ? kPartitionLut2Size : kPartitionLut3Size);
    const int workerCount = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::vector<std::jthread> workers;
    for (int worker = 0; worker < workerCount; ++worker) {
        workers.emplace_back([&, worker] { Walker(candidates, worker, workerCount, table).run(); });
    }
    workers.clear(); // Joins.
    return table;
}

/// 32-bit little-endian words, see lutEntry().
std::vector<char> packed(const std::vector<uint16_t>& table) {
    std::vector<char> bytes;
    bytes.reserve(size_t{4} * lutWordCount(static_cast<uint32_t>(table.size())));
    for (size_t first = 0; first < table.size(); first += kLutEntriesPerWord) {
        uint32_t word = 0;
        const size_t count = std::min<size_t>(kLutEntriesPerWord, table.size() - first);
        for (size_t n = 0; n < count; ++n) word |= uint32_t{table[first + n]} << (kLutEntryBits * n);
        for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(word >> shift & 0xff));
    }
    return bytes;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view partitions = argc == 3 ? argv[1] : "";
    if (partitions != "2" && partitions != "3") {
        std::fprintf(stderr, "usage: generate_partition_lut 2|3 OUTPUT\n");
        return 1;
    }
    const std::vector<char> bytes = packed(nearestPatterns(partitions == "2" ? 2 : 3));
    std::ofstream file(argv[2], std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) {
        std::fprintf(stderr, "%s: cannot write\n", argv[2]);
        return 2;
    }
    return 0;
}
