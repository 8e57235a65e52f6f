// SPDX-License-Identifier: Apache-2.0
#include "exr_layers.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include <ImfChannelList.h>
#include <ImfPartType.h>
#include <fmt/format.h>

#include "printable_text.h"

namespace astcslang::cli {
namespace {

constexpr size_t kMaxListedBytes = 200; // of names in a message; then no further name is begun

Error unsupported(const std::string& what) { return {ErrorCode::Unsupported, "OpenEXR " + what + " is not supported"}; }

void appendTo(std::string& list, const std::string& name) {
    if (list.size() < kMaxListedBytes) list += (list.empty() ? "" : ", ") + escapeText(name);
}

bool isDeep(const Imf::Header& header) { return header.hasType() && Imf::isDeepData(header.type()); }

/// A place where R, or Y, was found.
struct Candidate {
    size_t part;
    std::string prefix; ///< Of channels, with its dot; may be empty.

    std::string_view layer() const {
        return std::string_view(prefix).substr(0, prefix.empty() ? 0 : prefix.size() - 1);
    }
};

/// Y alone is grey; beside X it is a coordinate.
bool isFirstChannel(const Imf::ChannelList& channels, const std::string& prefix, std::string_view letter) {
    const auto has = [&](const char* other) { return channels.findChannel(prefix + other) != nullptr; };
    return letter == "R" || (letter == "Y" && !has("R") && !has("X"));
}

std::vector<Candidate> findCandidates(std::span<const Imf::Header> parts) {
    std::vector<Candidate> candidates;
    for (size_t part = 0; part < parts.size(); ++part) {
        if (isDeep(parts[part])) continue;
        const Imf::ChannelList& channels = parts[part].channels();
        for (auto channel = channels.begin(); channel != channels.end(); ++channel) {
            const std::string_view name = channel.name();
            const size_t begin = name.rfind('.') == name.npos ? 0 : name.rfind('.') + 1;
            std::string prefix(name.substr(0, begin));
            if (isFirstChannel(channels, prefix, name.substr(begin))) candidates.push_back({part, std::move(prefix)});
        }
    }
    return candidates;
}

std::string nameOfPart(const Imf::Header& header) { return header.hasName() ? header.name() : ""; }

std::string nameOf(const Candidate& candidate, std::span<const Imf::Header> parts) {
    return candidate.prefix.empty() ? nameOfPart(parts[candidate.part]) : std::string(candidate.layer());
}

bool isCalled(const Candidate& candidate, std::span<const Imf::Header> parts, const std::string& wanted) {
    const std::string part = nameOfPart(parts[candidate.part]);
    return wanted == candidate.layer() || wanted == part || wanted == part + "." + std::string(candidate.layer());
}

/// The first that is called so; of the names' meanings, the layer's own counts first.
std::optional<size_t> findCalled(std::span<const Candidate> candidates, std::span<const Imf::Header> parts,
                                 const std::string& wanted) {
    std::optional<size_t> found;
    for (size_t i = candidates.size(); i-- > 0;) {
        if (isCalled(candidates[i], parts, wanted)) found = i;
    }
    for (size_t i = candidates.size(); i-- > 0;) {
        if (candidates[i].layer() == wanted) found = i;
    }
    return found;
}

Result<ExrLayer> describe(const Candidate& candidate, std::span<const Imf::Header> parts) {
    const Imf::ChannelList& channels = parts[candidate.part].channels();
    ExrLayer layer;
    layer.part = candidate.part;
    layer.name = escapeText(nameOf(candidate, parts));
    layer.isGrey = channels.findChannel(candidate.prefix + "R") == nullptr;
    const std::array<const char*, 4> wanted =
        layer.isGrey ? std::array{"Y", "Y", "Y", "A"} : std::array{"R", "G", "B", "A"};
    for (size_t i = 0; i < 4; ++i) {
        const std::string name = candidate.prefix + wanted[i];
        const Imf::Channel* channel = channels.findChannel(name);
        if (channel == nullptr) continue;
        if (channel->xSampling != 1 || channel->ySampling != 1) return unsupported("with subsampled channels");
        if (channel->type == Imf::UINT) return unsupported("with integer channels");
        layer.isHalf &= channel->type == Imf::HALF;
        layer.names[i] = name;
        if (i < 3) layer.channelCount = static_cast<uint8_t>(layer.isGrey ? 1 : i + 1);
    }
    if (!layer.names[3].empty()) ++layer.channelCount;
    if (layer.isGrey && channels.findChannel(candidate.prefix + "RY") != nullptr)
        return unsupported("of luminance and chroma");
    return layer;
}

/// Why there is nothing to read.
Error noLayer(std::span<const Imf::Header> parts) {
    if (std::all_of(parts.begin(), parts.end(), isDeep)) return unsupported("with deep texels");
    std::string list;
    for (const Imf::Header& part : parts) {
        if (isDeep(part)) continue;
        for (auto channel = part.channels().begin(); channel != part.channels().end(); ++channel)
            appendTo(list, channel.name());
    }
    return unsupported(fmt::format("without a channel R or Y (it has {})", list.empty() ? "none" : list));
}

} // namespace

Result<ExrLayer> chooseExrLayer(std::span<const Imf::Header> parts, const std::string& wanted, std::string& others) {
    const std::vector<Candidate> candidates = findCandidates(parts);
    if (candidates.empty()) return noLayer(parts);
    const auto isPlain = [](const Candidate& candidate) { return candidate.prefix.empty(); };
    const auto plain = std::find_if(candidates.begin(), candidates.end(), isPlain);
    std::optional<size_t> chosen = plain == candidates.end() ? 0 : static_cast<size_t>(plain - candidates.begin());
    if (!wanted.empty()) chosen = findCalled(candidates, parts, wanted);
    for (size_t i = 0; i < candidates.size(); ++i) {
        const std::string name = nameOf(candidates[i], parts);
        if (i != chosen) appendTo(others, name.empty() ? "one without a name" : name);
    }
    if (chosen) return describe(candidates[*chosen], parts);
    return Error{ErrorCode::InvalidArgument,
                 fmt::format("OpenEXR has no layer or part '{}' with a channel R or Y; it has {}", wanted, others)};
}

} // namespace astcslang::cli
