// SPDX-License-Identifier: Apache-2.0
// A CSV file beside the tests with one line per encode: the key of an EncodeCase, then what was recorded of it.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace astcslang::test {

using RecordedValues = std::map<std::string, std::string>; ///< By key.

class RecordedList {
public:
    /// `file` lies in this folder; a missing one is an empty list. `columns` names what is recorded.
    RecordedList(std::string file, std::string columns);

    /// What is recorded under `key`, or an empty text.
    std::string at(const std::string& key) const;
    size_t size() const { return values_.size(); }
    /// All of them, by key.
    const RecordedValues& values() const { return values_; }

    /// Writes lines of these keys, in this order, instead of what the file holds: with the values that were made, or
    /// else with what was recorded. Returns how many are new or changed; where the file cannot be written, the test
    /// fails and the old one stays.
    size_t replace(const std::vector<std::string>& keys, const RecordedValues& made) const;

private:
    std::string path_;
    std::string header_;
    RecordedValues values_;
};

/// The main function of a test of recorded values: runs the tests, or with --update[=TEXT] `update` instead, which
/// makes anew what has TEXT in its key.
int runOrUpdate(int argc, char** argv, void (*update)(std::string_view text));

} // namespace astcslang::test
