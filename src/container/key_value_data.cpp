// SPDX-License-Identifier: Apache-2.0
// KTX 2.0, 3.11 (Key/Value Data).

#include "container/key_value_data.h"

#include <algorithm>

#include "container/byte_order.h"

namespace astcslang::container {

std::vector<uint8_t> makeKeyValueData(std::vector<KeyValue> entries) {
    std::sort(entries.begin(), entries.end(), [](const KeyValue& a, const KeyValue& b) { return a.key < b.key; });
    std::vector<uint8_t> bytes;
    for (const KeyValue& entry : entries) {
        append32(bytes, static_cast<uint32_t>(entry.key.size() + 1 + entry.value.size()));
        bytes.insert(bytes.end(), entry.key.begin(), entry.key.end());
        bytes.push_back(0);
        bytes.insert(bytes.end(), entry.value.begin(), entry.value.end());
        appendPadding(bytes, 4);
    }
    return bytes;
}

Result<std::vector<KeyValue>> parseKeyValueData(std::span<const uint8_t> bytes) {
    const auto invalid = [](const char* what) {
        return Error{ErrorCode::InvalidData, std::string("key/value data: ") + what};
    };
    std::vector<KeyValue> entries;
    while (!bytes.empty()) {
        if (bytes.size() < 4) return invalid("an entry's length is cut off");
        const size_t length = load32(bytes, 0);
        bytes = bytes.subspan(4);
        if (length < 2 || length > bytes.size()) return invalid("an entry's length exceeds the data");
        const std::span<const uint8_t> entry = bytes.first(length);
        const auto keyEnd = std::find(entry.begin(), entry.end(), uint8_t{0});
        if (keyEnd == entry.end() || keyEnd == entry.begin()) return invalid("a key is empty or does not end");
        entries.push_back({std::string(entry.begin(), keyEnd), std::string(keyEnd + 1, entry.end())});
        const size_t paddedLength = length + (4 - length % 4) % 4;
        if (paddedLength > bytes.size()) return invalid("the padding of an entry is cut off");
        bytes = bytes.subspan(paddedLength);
    }
    return entries;
}

} // namespace astcslang::container
