// SPDX-License-Identifier: Apache-2.0
// A folder of a test's own, removed with all it holds.

#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace astcslang::test {

using Bytes = std::vector<uint8_t>;

class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    /// Writes a file and returns its path.
    std::string write(const std::string& name, std::span<const uint8_t> bytes) const;
    Bytes read(const std::string& name) const;
    bool has(const std::string& name) const { return std::filesystem::exists(folder_ / name); }
    std::set<std::string> names() const;
    /// Waits up to ten seconds until the folder holds `count` files whose names begin with a dot.
    bool waitForHiddenFiles(size_t count) const;

private:
    std::filesystem::path folder_;
};

} // namespace astcslang::test
