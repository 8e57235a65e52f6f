// SPDX-License-Identifier: Apache-2.0
#include "recorded_list.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

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

void RecordedList::renew(const std::vector<EncodeCase>& cases, std::string_view text, const ValueOf& valueOf) const {
    std::vector<EncodeCase> some;
    std::ranges::copy_if(cases, std::back_inserter(some), [&](const EncodeCase& encodeCase) {
        return encodeCase.key().find(text) != std::string::npos;
    });
    ASSERT_FALSE(some.empty()) << "no key has '" << text << "'";
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    std::map<std::string, std::string> values = values_;
    size_t changedCount = 0;
    encodeAll(*context, some, [&](const EncodeCase& encodeCase, const Image& picture, const EncodedImage& encoded) {
        const std::string value = valueOf(picture, encoded);
        changedCount += at(encodeCase.key()) != value ? 1 : 0;
        values[encodeCase.key()] = value;
    });
    if (testing::Test::HasFailure()) return; // the list stays that of one version
    write(cases, values);
    std::printf("%zu of %zu lines changed, of %zu in all, by %s\n", changedCount, some.size(), cases.size(),
                context->device().name.c_str());
}

void RecordedList::write(const std::vector<EncodeCase>& cases, const std::map<std::string, std::string>& values) const {
    const std::string unfinished = path_ + ".new";
    std::ofstream stream(unfinished);
    stream << header_ << "\n";
    for (const EncodeCase& encodeCase : cases)
        if (const auto found = values.find(encodeCase.key()); found != values.end())
            stream << found->first << "," << found->second << "\n";
    stream.close();
    std::error_code error;
    if (stream) std::filesystem::rename(unfinished, path_, error);
    EXPECT_TRUE(stream && !error) << path_ << " could not be written";
}

int runOrUpdate(int argc, char** argv, void (*update)(std::string_view)) {
    testing::InitGoogleTest(&argc, argv);
    if (argc == 1) return RUN_ALL_TESTS();
    constexpr std::string_view kFlag = "--update";
    constexpr std::string_view kFlagOfSome = "--update=";
    const std::string_view argument = argv[1];
    if (argc > 2 || (argument != kFlag && !argument.starts_with(kFlagOfSome))) {
        std::fprintf(stderr, "%s: --update or --update=TEXT, and GoogleTest's flags\n", argv[0]);
        return 1;
    }
    update(argument == kFlag ? "" : argument.substr(kFlagOfSome.size()));
    return testing::Test::HasFailure() ? 1 : 0;
}

} // namespace astcslang::test
