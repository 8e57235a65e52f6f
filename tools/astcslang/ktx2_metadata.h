// SPDX-License-Identifier: Apache-2.0
// Entries of KTX2's key/value data by their keys.

#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <astcslang/texture.h>

namespace astcslang::cli {

/// The text of the entry `key`, to its first NUL; nothing where there is no such entry.
inline std::optional<std::string> textOf(std::span<const KeyValue> metadata, std::string_view key) {
    const auto entry =
        std::find_if(metadata.begin(), metadata.end(), [&](const KeyValue& candidate) { return candidate.key == key; });
    if (entry == metadata.end()) return std::nullopt;
    return entry->value.substr(0, entry->value.find('\0'));
}

} // namespace astcslang::cli
