// SPDX-License-Identifier: Apache-2.0
// "@" and "@@" mean what they mean to toktx.

#include "file_names.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "file_head.h"
#include "input_file.h"
#include "letter_case.h"

namespace astcslang::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // some editors begin UTF-8 with it

/// Without blanks at both ends, and without the carriage return of Windows.
std::string_view trimmed(std::string_view line) {
    constexpr const char* kBlanks = " \t\r";
    const size_t first = line.find_first_not_of(kBlanks);
    return first == line.npos ? std::string_view() : line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

Result<void> appendList(const std::string& path, bool isRelativeToList, std::vector<std::string>& names) {
    Result<InputFile> file = InputFile::open(path);
    if (!file) return file.error();
    const Result<std::vector<uint8_t>> bytes = file->readAll(checkListHead);
    if (!bytes) return bytes.error();
    if (const Result<uint64_t> checked = checkListHead(*bytes); !checked) return inFile(path, checked.error());
    const std::filesystem::path folder =
        isRelativeToList ? std::filesystem::path(path).parent_path() : std::filesystem::path();
    const size_t countBefore = names.size();
    std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = trimmed(line);
        if (!line.empty() && !line.starts_with('#')) names.push_back((folder / line).string());
    }
    if (names.size() == countBefore) return inFile(path, {ErrorCode::InvalidData, "the list names no file"});
    return {};
}

} // namespace

Result<std::vector<std::string>> expandLists(const std::vector<std::string>& inputs, std::vector<std::string>& lists) {
    std::vector<std::string> names;
    for (const std::string& input : inputs) {
        if (!input.starts_with('@')) {
            names.push_back(input);
            continue;
        }
        const bool isRelativeToList = input.starts_with("@@");
        const std::string list = input.substr(isRelativeToList ? 2 : 1);
        lists.push_back(list);
        if (Result<void> appended = appendList(list, isRelativeToList, names); !appended) return appended.error();
    }
    return names;
}

bool isFolderName(const std::string& path) {
    std::error_code error;
    return path.ends_with('/') || std::filesystem::is_directory(path, error);
}

bool isStandardOutputName(const std::string& path) {
    return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

bool isStreamName(const std::string& path) {
    if (isStandardOutputName(path)) return true;
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    const bool isStream = std::filesystem::is_character_file(status) || std::filesystem::is_fifo(status);
    return isStream && !std::filesystem::path(path).has_extension();
}

Result<void> makeFolder(const std::string& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorCode::Io, folder + ": " + error.message()};
    return {};
}

Result<void> makeFolderOf(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? Result<void>() : makeFolder(folder);
}

bool hasExtension(const std::string& path, std::string_view extension) {
    const std::string lower = lowerCase(path);
    return lower.size() > extension.size() && lower.ends_with(extension);
}

std::string nameInFolder(const std::string& folder, const std::string& input, const std::string& extension) {
    const std::string stem = input == "-" ? "stdin" : std::filesystem::path(input).stem().string();
    return (std::filesystem::path(folder) / (stem + extension)).string();
}

Result<std::vector<std::string>> nameOutputs(const std::string& folder, const std::vector<std::string>& inputs,
                                             const std::string& extension) {
    std::vector<std::string> outputs;
    std::map<std::string, std::string> inputOf;
    for (const std::string& input : inputs) {
        outputs.push_back(nameInFolder(folder, input, extension));
        const auto [other, isNew] = inputOf.emplace(outputs.back(), input);
        if (!isNew) {
            return Error{ErrorCode::InvalidArgument,
                         fmt::format("{} and {} would both become {}", other->second, input, outputs.back())};
        }
    }
    return outputs;
}

} // namespace astcslang::cli
