// SPDX-License-Identifier: Apache-2.0
#include "recorded_list.h"

#include <cstring>
#include <fstream>

#include <gtest/gtest.h>

namespace astcslang::test {
namespace {

constexpr size_t kKeyFieldCount = 6;

/// Position of the comma that ends the key.
size_t keyEnd(const std::string& line) {
    size_t at = std::string::npos;
    for (size_t field = 0; field < kKeyFieldCount; ++field) {
        at = line.find(',', field == 0 ? 0 : at + 1);
        if (at == std::string::npos) break;
    }
    return at;
}

} // namespace

RecordedList::RecordedList(std::string file, std::string columns)
    : path_(ASTCSLANG_QUALITY_FOLDER "/" + std::move(file)),
      header_("picture,part,rule,footprint,preset,partitions," + std::move(columns)) {
    std::ifstream stream(path_);
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line))
        if (const size_t end = keyEnd(line); end != std::string::npos)
            values_[line.substr(0, end)] = line.substr(end + 1);
}

std::string RecordedList::at(const std::string& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? std::string() : found->second;
}

size_t RecordedList::replace(const std::vector<std::pair<std::string, std::string>>& lines) const {
    std::ofstream stream(path_);
    stream << header_ << "\n";
    size_t changedCount = 0;
    for (const auto& [key, value] : lines) {
        stream << key << "," << value << "\n";
        changedCount += at(key) != value ? 1 : 0;
    }
    return changedCount;
}

int runOrUpdate(int argc, char** argv, void (*update)()) {
    testing::InitGoogleTest(&argc, argv);
    if (argc == 2 && std::strcmp(argv[1], "--update") == 0) {
        update();
        return 0;
    }
    return RUN_ALL_TESTS();
}

} // namespace astcslang::test
