// SPDX-License-Identifier: Apache-2.0
// The ladder of presets beside astcenc 5.6.0, from the recorded PSNR of both (psnr.csv with the presets' partitions,
// astcenc-5.6.0.csv); nothing is encoded. What misses its bar is listed by name with its figure: it may not get worse,
// and when it reaches the bar the entry has to go.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "astcenc_figures.h"
#include "recorded_list.h"

namespace astcslang::test {
namespace {

constexpr std::array<const char*, 7> kLadder = {"draft",    "fastest",      "fast",      "medium",
                                                "thorough", "verythorough", "exhaustive"};
/// At which the ladder is judged: for each, psnr.csv has every preset of one picture at least.
constexpr std::array<std::string_view, 3> kFootprints = {"4x4", "6x6", "8x8"};

/// A preset of ours, the one of astcenc that it is held to, and by how many dB the mean of a set is to be above.
struct Rung {
    std::string_view preset;
    const char* theirs;
    double lead;
};
constexpr std::array<Rung, 5> kRungs = {{{"fastest", "fast", 0},
                                         {"fast", "medium", 0},
                                         {"medium", "thorough", 0},
                                         {"thorough", "exhaustive", 0},
                                         {"verythorough", "exhaustive", 0.10}}};

/// Exhaustive beside exhaustive, by set and footprint; other sets are to be no worse.
constexpr std::array<std::pair<std::string_view, double>, 9> kExhaustiveLeads = {{{"rgb 4x4", 0.30},
                                                                                  {"rgb 6x6", 0.20},
                                                                                  {"rgb 8x8", 0.12},
                                                                                  {"rgba 4x4", 0.05},
                                                                                  {"rgba 6x6", 0.05},
                                                                                  {"rgba 8x8", 0.05},
                                                                                  {"lum 4x4", 0.05},
                                                                                  {"lum 6x6", 0.05},
                                                                                  {"lum 8x8", 0.05}}};

/// dB that no picture may be below astcenc's preset of the same name.
constexpr double kWorstDeficit = 0.05;
/// dB that an exception may be below its figure, as psnr.csv may change so much unnoticed.
constexpr double kTolerance = 0.02;

/// Something that misses its bar: its lead in dB.
struct Exception {
    std::string_view name;
    double lead;
};

/// "picture footprint preset"
constexpr std::array<Exception, 0> kPictureExceptions = {};

/// "set footprint preset"; of astcenc_slang the drawing test_rgb_hard_1.png, with the photograph cat.jpg. Nearest to
/// their bars, and no exceptions: xy 6x6 thorough, 0.005 above, and xy 8x8 verythorough, 0.0007 above.
constexpr std::array<Exception, 3> kSetExceptions = {{
    {"astcenc_slang 6x6 thorough", -0.016},
    {"astcenc_slang 6x6 verythorough", 0.078},
    {"xy 8x8 thorough", -0.038},
}};

/// "set footprint preset": presets that are worse than the one below them, by how many dB.
constexpr std::array<Exception, 0> kStepExceptions = {};

/// What is recorded of a picture with one footprint, by preset.
struct Row {
    std::string picture;
    std::string footprint;
    std::map<std::string, std::array<double, 2>> psnr; ///< RGB and RGBA
};

std::vector<Row> readRows() {
    std::map<std::string, Row> rows;
    const RecordedList recorded("psnr.csv", "psnr_rgb,psnr_rgba");
    for (const auto& [key, value] : recorded.values()) {
        std::istringstream stream(key);
        std::array<std::string, 6> fields; // picture,part,rule,footprint,preset,partitions
        for (std::string& field : fields) std::getline(stream, field, ',');
        if (fields[1] != "whole" || fields[2] != "linear" || fields[5] != "0") continue;
        Row& row = rows[fields[0] + " " + fields[3]];
        row.picture = fields[0];
        row.footprint = fields[3];
        std::array<double, 2>& psnr = row.psnr[fields[4]];
        EXPECT_EQ(std::sscanf(value.c_str(), "%lf,%lf", &psnr[0], &psnr[1]), 2) << key;
    }
    std::vector<Row> list;
    for (const auto& [name, row] : rows) list.push_back(row);
    return list;
}

/// Means, or single values, by name.
class Leads {
public:
    void add(const std::string& name, double lead) {
        Sum& sum = sums_[name];
        sum.lead += lead;
        ++sum.count;
    }

    /// `bar`: the least lead for a name.
    template <typename Bar, size_t count>
    void expectAtLeast(const Bar& bar, const std::array<Exception, count>& exceptions) const {
        std::map<std::string_view, double> open;
        for (const Exception& exception : exceptions) open[exception.name] = exception.lead;
        for (const auto& [name, sum] : sums_) {
            const double lead = sum.lead / sum.count;
            const double least = bar(name);
            if (const auto exception = open.find(name); exception != open.end()) {
                EXPECT_GE(lead, exception->second - kTolerance) << name << " has become worse";
                EXPECT_LT(lead, least) << name << " is no exception any more";
                open.erase(exception);
            } else {
                EXPECT_GE(lead, least) << name << ", mean of " << sum.count;
            }
        }
        for (const auto& [name, lead] : open) ADD_FAILURE() << name << " is an exception, but not recorded";
    }

    size_t size() const { return sums_.size(); }

    /// Something is judged whose name is `ending`, or ends with it after a space: else its bar cannot be missed.
    void expectAny(std::string_view ending) const {
        const auto isIt = [&](const auto& entry) { return (" " + entry.first).ends_with(" " + std::string(ending)); };
        EXPECT_TRUE(std::ranges::any_of(sums_, isIt)) << ending << " has a bar, but nothing is recorded";
    }

private:
    struct Sum {
        double lead = 0;
        int count = 0;
    };
    std::map<std::string, Sum> sums_;
};

/// Hands on how far `row` is above astcenc's preset at each of our presets that `theirs` names one for.
template <typename Theirs, typename Take> void forEachLead(const Theirs& theirs, const Take& take) {
    for (const Row& row : readRows())
        for (const auto& [preset, psnr] : row.psnr) {
            const char* other = theirs(preset);
            const std::optional<AstcencFigure> figure = astcencFigure(row.picture, row.footprint, other);
            if (figure) take(row, figure->set, preset, psnr[figure->isRgba ? 1 : 0] - figure->psnr);
        }
}

TEST(Ladder, NoPictureIsBelowThePresetOfTheSameName) {
    Leads leads;
    forEachLead([](const std::string& preset) { return preset.c_str(); },
                [&](const Row& row, const std::string&, const std::string& preset, double lead) {
                    leads.add(row.picture + " " + row.footprint + " " + preset, lead);
                });
    EXPECT_EQ(leads.size(), 450u) << "25 pictures with 6 presets at 3 footprints";
    leads.expectAtLeast([](const std::string&) { return -kWorstDeficit; }, kPictureExceptions);
}

const Rung* rungOf(std::string_view preset) {
    for (const Rung& rung : kRungs)
        if (rung.preset == preset) return &rung;
    return nullptr;
}

TEST(Ladder, EverySetIsAboveAFurtherPreset) {
    Leads leads;
    forEachLead([](const std::string& preset) { return rungOf(preset) != nullptr ? rungOf(preset)->theirs : ""; },
                [&](const Row& row, const std::string& set, const std::string& preset, double lead) {
                    leads.add(set + " " + row.footprint + " " + preset, lead);
                });
    EXPECT_EQ(leads.size(), 75u) << "5 sets with 5 presets at 3 footprints";
    for (const std::string_view footprint : kFootprints)
        for (const Rung& rung : kRungs) leads.expectAny(std::string(footprint) + " " + std::string(rung.preset));
    leads.expectAtLeast([](const std::string& name) { return rungOf(name.substr(name.rfind(' ') + 1))->lead; },
                        kSetExceptions);
}

/// In the mean: single pictures, whose blocks lie near lines but do not follow a grid, may be worse.
TEST(Ladder, DraftIsAboveFastestButOfDrawings) {
    Leads leads;
    forEachLead([](const std::string& preset) { return preset == "draft" ? "fastest" : ""; },
                [&](const Row& row, const std::string& set, const std::string&, double lead) {
                    if (set != "astcenc_slang") leads.add(set + " " + row.footprint, lead);
                });
    for (const char* set : {"rgb", "rgba", "lum", "xy"})
        for (const std::string_view footprint : kFootprints) leads.expectAny(set + (" " + std::string(footprint)));
    leads.expectAtLeast([](const std::string&) { return 0.0; }, std::array<Exception, 0>{});
}

TEST(Ladder, ExhaustiveIsAboveExhaustive) {
    Leads leads;
    forEachLead([](const std::string& preset) { return preset == "exhaustive" ? "exhaustive" : ""; },
                [&](const Row& row, const std::string& set, const std::string&, double lead) {
                    leads.add(set + " " + row.footprint, lead);
                });
    EXPECT_EQ(leads.size(), 15u) << "5 sets at 3 footprints";
    for (const auto& [set, lead] : kExhaustiveLeads) leads.expectAny(set);
    leads.expectAtLeast(
        [](const std::string& name) {
            for (const auto& [set, lead] : kExhaustiveLeads)
                if (set == name) return lead;
            return 0.0;
        },
        std::array<Exception, 0>{});
}

TEST(Ladder, EveryPresetGivesMoreThanTheOneBelow) {
    Leads leads;
    for (const Row& row : readRows())
        for (size_t step = 1; step < kLadder.size(); ++step) {
            const auto lower = row.psnr.find(kLadder[step - 1]), higher = row.psnr.find(kLadder[step]);
            if (lower == row.psnr.end() || higher == row.psnr.end()) continue;
            const std::optional<AstcencFigure> figure = astcencFigure(row.picture, row.footprint, "medium");
            const std::string set = figure ? figure->set : row.picture.substr(0, row.picture.find('/'));
            const size_t channels = figure && figure->isRgba ? 1 : 0;
            leads.add(set + " " + row.footprint + " " + kLadder[step],
                      higher->second[channels] - lower->second[channels]);
        }
    EXPECT_EQ(leads.size(), 90u) << "5 sets with 6 steps at 3 footprints";
    for (const std::string_view footprint : kFootprints)
        for (size_t step = 1; step < kLadder.size(); ++step)
            leads.expectAny(std::string(footprint) + " " + kLadder[step]);
    leads.expectAtLeast([](const std::string&) { return 0.001; }, kStepExceptions);
}

} // namespace
} // namespace astcslang::test
