// SPDX-License-Identifier: Apache-2.0
// Key/value data: their form, and the values of the keys that the specification defines. KTX 2.0, 3.11 and 5.

#include <algorithm>
#include <bit>
#include <iterator>
#include <optional>
#include <string>

#include "container/byte_order.h"
#include "container/descriptor_places.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

struct Entry {
    std::string key;
    std::string value;
    uint64_t offset = 0; ///< Of the key.
    uint64_t valueOffset = 0;
};

bool isUtf8(std::string_view bytes) {
    for (size_t place = 0; place < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[place]);
        const int length = lead < 0x80 ? 1 : std::countl_one(lead);
        if ((length == 1 && lead >= 0x80) || length > 4 || place + static_cast<size_t>(length) > bytes.size())
            return false;
        uint32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
        for (int i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(bytes[place + static_cast<size_t>(i)]);
            if ((next & 0xC0) != 0x80) return false;
            point = point << 6 | (next & 0x3F);
        }
        constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
        if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
        place += static_cast<size_t>(length);
    }
    return true;
}

/// The entries that can be told apart; reports where that ends.
std::vector<Entry> parseEntries(const Ktx2View& view, FaultList& faults) {
    std::vector<Entry> entries;
    const std::span<const uint8_t> bytes = view.metadata.bytes;
    const uint64_t base = view.metadata.offset;
    for (uint64_t place = 0; place < bytes.size();) {
        const uint64_t left = bytes.size() - place;
        const uint64_t length = left < 4 ? 0 : load32(bytes, place);
        const uint64_t paddedLength = (length + 3) / 4 * 4;
        if (left < 4 || length < 2 || length > left - 4 || paddedLength > left - 4) {
            faults.add(Rule::EntryLength, base + place,
                       left < 4 ? "an entry's length is cut off"
                                : "an entry of " + text(length) + " bytes where " + text(left - 4) + " are left");
            return entries;
        }
        const std::span<const uint8_t> content = bytes.subspan(place + 4, length);
        validatePadding(view.bytes, base + place + 4 + length, base + place + 4 + paddedLength, faults);
        const auto end = std::find(content.begin(), content.end(), uint8_t{0});
        const uint64_t offset = base + place + 4;
        place += 4 + paddedLength;
        if (end == content.end() || end == content.begin()) {
            faults.add(Rule::KeyEnd, offset, end == content.end() ? "a key does not end" : "a key is empty");
            continue;
        }
        entries.push_back({std::string(content.begin(), end), std::string(end + 1, content.end()), offset,
                           offset + static_cast<uint64_t>(end + 1 - content.begin())});
    }
    return entries;
}

void validateKeys(const std::vector<Entry>& entries, FaultList& faults) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    for (size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        if (!isUtf8(entry.key) || entry.key.starts_with(kByteOrderMark)) {
            faults.add(Rule::KeyText, entry.offset, "a key is not UTF-8 or begins with a byte order mark");
        }
        if (i == 0) continue;
        if (entry.key == entries[i - 1].key) {
            faults.add(Rule::KeyTwice, entry.offset, entry.key + " appears twice");
        } else if (entry.key < entries[i - 1].key) { // bytes of UTF-8 sort as code points do
            faults.add(Rule::KeyOrder, entry.offset, entry.key + " stands after " + entries[i - 1].key);
        }
    }
}

/// Values of known keys, each by a function of its own.
class Values {
public:
    Values(const Ktx2View& view, const std::vector<Entry>& entries, FaultList& faults)
        : view_(view), entries_(entries), faults_(faults) {}

    void validateAll() const;
    void validateOrientation(const Entry& entry) const;
    void validateSwizzle(const Entry& entry) const;
    void validateWriter(const Entry& entry) const {
        if (!isUtf8(textOf(entry))) report(Rule::ValueText, entry, "is not UTF-8");
    }
    void validateDecodeMode(const Entry& entry) const;
    void validateIncomplete(const Entry& entry) const;
    void validateAnimation(const Entry& entry) const;
    void validateGlFormat(const Entry& entry) const;
    void validateOtherFormat(const Entry& entry) const { validateMapping(entry, 4); }

private:
    bool has(std::string_view key) const {
        return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.key == key; });
    }
    void report(Rule rule, const Entry& entry, const std::string& what) const {
        faults_.add(rule, entry.valueOffset, entry.key + " " + what);
    }
    /// The value without its NUL; reports where that is missing.
    std::string textOf(const Entry& entry) const {
        if (!entry.value.empty() && entry.value.find('\0') == entry.value.size() - 1) {
            return entry.value.substr(0, entry.value.size() - 1);
        }
        report(Rule::ValueEnd, entry, "does not end in its only NUL");
        return entry.value.substr(0, entry.value.find('\0'));
    }
    void validateMapping(const Entry& entry, size_t size) const {
        if (entry.value.size() != size) {
            report(Rule::FormatMapping, entry, "has " + text(entry.value.size()) + " bytes instead of " + text(size));
        }
        if (view_.header.vkFormat != 0) report(Rule::FormatMapping, entry, "stands beside a vkFormat");
    }

    const Ktx2View& view_;
    const std::vector<Entry>& entries_;
    FaultList& faults_;
};

struct KnownKey {
    std::string_view key;
    void (Values::*validate)(const Entry&) const;
};
constexpr KnownKey kKnownKeys[] = {
    {"KTXanimData", &Values::validateAnimation},
    {"KTXastcDecodeMode", &Values::validateDecodeMode},
    {"KTXcubemapIncomplete", &Values::validateIncomplete},
    {"KTXdxgiFormat__", &Values::validateOtherFormat},
    {"KTXglFormat", &Values::validateGlFormat},
    {"KTXmetalPixelFormat", &Values::validateOtherFormat},
    {"KTXorientation", &Values::validateOrientation},
    {"KTXswizzle", &Values::validateSwizzle},
    {"KTXwriter", &Values::validateWriter},
    {"KTXwriterScParams", &Values::validateWriter},
};

void Values::validateAll() const {
    for (const Entry& entry : entries_) {
        const auto known = std::find_if(std::begin(kKnownKeys), std::end(kKnownKeys),
                                        [&](const KnownKey& candidate) { return candidate.key == entry.key; });
        if (known != std::end(kKnownKeys)) {
            (this->*known->validate)(entry);
        } else if (entry.key.starts_with("KTX") || entry.key.starts_with("ktx")) {
            faults_.add(Rule::KeyReserved, entry.offset, entry.key + " is not a key of the specification");
        }
    }
    if (!has("KTXwriter")) {
        const bool hasParameters = has("KTXwriterScParams");
        faults_.add(hasParameters ? Rule::WriterParameters : Rule::WriterMissing, view_.metadata.offset,
                    hasParameters ? "KTXwriterScParams without KTXwriter" : "there is no KTXwriter");
    }
}

void Values::validateOrientation(const Entry& entry) const {
    constexpr std::string_view kLetters[] = {"rl", "du", "oi"};
    const Ktx2Header& header = view_.header;
    const size_t dimensionCount = header.pixelDepth != 0 ? 3 : header.pixelHeight != 0 ? 2 : 1;
    const std::string value = textOf(entry);
    bool isGood = value.size() == dimensionCount;
    for (size_t i = 0; isGood && i < dimensionCount; ++i) isGood = kLetters[i].find(value[i]) != std::string::npos;
    if (isGood && header.faceCount == 6) isGood = value == "rd";
    if (!isGood) report(Rule::OrientationValue, entry, "is not one for this texture");
}

void Values::validateSwizzle(const Entry& entry) const {
    const std::string value = textOf(entry);
    if (value.size() != 4 || value.find_first_not_of("rgba01") != std::string::npos) {
        report(Rule::SwizzleValue, entry, "is not four of r, g, b, a, 0, 1");
    }
    if (view_.facts.isDepthOrStencil) report(Rule::SwizzleUseless, entry, "stands in a depth or stencil texture");
    const std::vector<ChannelSample> channels = channelSamplesOf(view_.header.vkFormat);
    const auto isStored = [&](uint8_t channel) {
        return std::any_of(channels.begin(), channels.end(),
                           [&](const ChannelSample& sample) { return sample.channel == channel; });
    };
    for (const auto& [letter, channel] :
         {std::pair('r', 0), std::pair('g', 1), std::pair('b', 2), std::pair('a', 15)}) {
        if (channels.empty() || isStored(static_cast<uint8_t>(channel)) || value.find(letter) == value.npos) continue;
        report(Rule::SwizzleValue, entry, std::string("reads ") + letter + ", which the format does not have");
    }
}

void Values::validateGlFormat(const Entry& entry) const {
    validateMapping(entry, 12);
    const std::span<const uint8_t> descriptor = view_.descriptor.bytes;
    const bool isInBlocks =
        descriptor.size() >= descriptor::kSamples &&
        (load16(descriptor, descriptor::kDimensions) != 0 || descriptor[descriptor::kDimensions + 2] != 0);
    if (isInBlocks && entry.value.size() == 12 && entry.value.substr(4) != std::string(8, '\0')) {
        report(Rule::FormatMapping, entry, "has a glFormat or glType beside blocks");
    }
}

void Values::validateDecodeMode(const Entry& entry) const {
    const std::string value = textOf(entry);
    if (value != "rgb9e5" && (value != "unorm8" || view_.facts.isAstcHdr)) {
        report(Rule::DecodeModeValue, entry, "is neither rgb9e5 nor, for LDR, unorm8");
    }
    const bool isLinearAstc = (view_.astc && view_.astc->profile == Profile::Ldr) || view_.facts.isAstcHdr;
    if (!isLinearAstc) report(Rule::DecodeModeUseless, entry, "stands in a texture that is not linear ASTC");
}

void Values::validateIncomplete(const Entry& entry) const {
    const Ktx2Header& header = view_.header;
    const auto faces = entry.value.size() == 1 ? static_cast<uint8_t>(entry.value[0]) : uint8_t{0};
    if (faces == 0 || faces > 0x3F) {
        report(Rule::CubeIncomplete, entry, "is not one byte of 1 to 63");
    } else if (header.faceCount != 1 || header.pixelWidth != header.pixelHeight || header.pixelDepth != 0 ||
               header.layerCount == 0 || header.layerCount % static_cast<uint32_t>(std::popcount(faces)) != 0) {
        report(Rule::CubeIncomplete, entry, "does not fit the texture's size, layers and faces");
    } else if (faces == 0x3F) {
        report(Rule::CubeComplete, entry, "leaves no face out");
    }
}

void Values::validateAnimation(const Entry& entry) const {
    if (entry.value.size() != 12) {
        report(Rule::AnimationValue, entry, "has " + text(entry.value.size()) + " bytes instead of 12");
    }
    if (view_.header.layerCount == 0) report(Rule::AnimationValue, entry, "stands in a texture that is not an array");
    if (has("KTXcubemapIncomplete")) report(Rule::AnimationValue, entry, "stands beside KTXcubemapIncomplete");
}

} // namespace

void validateMetadata(const Ktx2View& view, FaultList& faults) {
    const std::vector<Entry> entries = parseEntries(view, faults);
    validateKeys(entries, faults);
    Values(view, entries, faults).validateAll();
}

} // namespace astcslang::container
