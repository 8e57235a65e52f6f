// SPDX-License-Identifier: Apache-2.0
// A CSV file beside the tests with one line per encode: the key of an EncodeCase, then what was recorded of it.

#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace astcslang::test {

class RecordedList {
public:
    /// `file` lies in this folder; a missing one is an empty list. `columns` names what is recorded.
    RecordedList(std::string file, std::string columns);

    /// What is recorded under `key`, or an empty text.
    std::string at(const std::string& key) const;
    size_t size() const { return values_.size(); }
    /// All of them, by key.
    const std::map<std::string, std::string>& values() const { return values_; }

    /// Writes `lines` (key, value) instead of what the file holds; returns how many lines are new or changed.
    size_t replace(const std::vector<std::pair<std::string, std::string>>& lines) const;

private:
    std::string path_;
    std::string header_;
    std::map<std::string, std::string> values_;
};

/// The main function of a test of recorded values: runs the tests, or with --update `update` instead.
int runOrUpdate(int argc, char** argv, void (*update)());

} // namespace astcslang::test
