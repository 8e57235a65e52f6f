// SPDX-License-Identifier: Apache-2.0
// A CSV file beside the tests with one line per encode: the key of an EncodeCase, then what was recorded of it.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pictures.h"

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

    using ValueOf = std::function<std::string(const Image& picture, const EncodedImage& encoded)>;

    /// Encodes anew those of `cases` with `text` in their key, e.g. "6x6,exhaustive", and writes the file with all
    /// cases in their order. Where something fails, the test fails and the file stays as it was.
    void renew(const std::vector<EncodeCase>& cases, std::string_view text, const ValueOf& valueOf) const;

private:
    void write(const std::vector<EncodeCase>& cases, const std::map<std::string, std::string>& values) const;

    std::string path_;
    std::string header_;
    std::map<std::string, std::string> values_;
};

/// The main function of a test of recorded values: runs the tests, or with --update[=TEXT] `update` instead, which
/// makes anew what has TEXT in its key.
int runOrUpdate(int argc, char** argv, void (*update)(std::string_view text));

} // namespace astcslang::test
