// SPDX-License-Identifier: Apache-2.0
#include "typed_names.h"

#include <cctype>

namespace astcslang::cli {
namespace {

bool isPartOfName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

} // namespace

std::string nameAsTyped(const std::string& message, const TypedNames& typed) {
    std::string result;
    size_t i = 0;
    while (i < message.size()) {
        size_t end = i + 1;
        if (isPartOfName(message[i])) {
            while (end < message.size() && isPartOfName(message[end])) ++end;
        }
        const std::string word = message.substr(i, end - i);
        const auto known = typed.find(word);
        result += known == typed.end() ? word : known->second;
        i = end;
    }
    return result;
}

} // namespace astcslang::cli
