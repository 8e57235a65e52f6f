// SPDX-License-Identifier: Apache-2.0
// Samples of data format descriptors: Khronos Data Format Specification 1.3, 5.12 to 5.16; and the universal formats,
// which have a descriptor and no VkFormat: KTX 2.0, 'Providing additional information'.

#include <algorithm>
#include <iterator>
#include <string>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/descriptor_places.h"
#include "container/validate_ktx2.h"

namespace astcslang::container {
namespace {

using namespace descriptor;

void report(const Ktx2View& view, FaultList& faults, uint64_t place, std::string what) {
    faults.add(Rule::DescriptorSamples, view.descriptor.offset + place, std::move(what));
}

uint64_t placeOf(uint64_t sample) { return kSamples + sample * kSampleBytes; }

uint8_t channelByteOf(const Ktx2View& view, uint64_t sample) {
    return view.descriptor.bytes[placeOf(sample) + kSampleChannel];
}

/// The one sample of ASTC blocks, byte by byte.
void validateAstcSample(const Ktx2View& view, uint64_t sampleCount, FaultList& faults) {
    if (sampleCount != 1) {
        report(view, faults, kBlockLength, text(sampleCount) + " samples instead of 1");
        return;
    }
    std::vector<uint8_t> expected = makeDataFormatDescriptor(view.astc.value_or(TextureFormat{{4, 4}, Profile::Ldr}));
    // HDR: signed floats. Their bounds are left alone.
    if (!view.astc) expected[kSamples + kSampleChannel] |= kSampleSigned | kSampleFloat;
    const uint64_t end = kSamples + (view.astc ? kSampleBytes : kSampleBytes / 2);
    const std::span<const uint8_t> bytes = view.descriptor.bytes;
    for (uint64_t place = kSamples; place < end; ++place) {
        if (bytes[place] == expected[place]) continue;
        report(view, faults, place,
               "byte " + text(place - kSamples) + " of the sample is " + text(bytes[place]) + " instead of " +
                   text(expected[place]));
        return;
    }
}

/// One field of a sample.
struct Field {
    const char* name;
    uint64_t place;
    uint64_t actual, expected;
};

/// Reports the first field that is not as it should be.
void validateFields(const Ktx2View& view, uint64_t sample, std::span<const Field> fields, FaultList& faults) {
    const auto wrong =
        std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.actual != field.expected; });
    if (wrong == fields.end()) return;
    report(view, faults, placeOf(sample) + wrong->place,
           std::string(wrong->name) + " of sample " + text(sample) + " is " + text(wrong->actual) + " instead of " +
               text(wrong->expected));
}

/// Every field but what 64-bit channels have no room for.
void validateChannels(const Ktx2View& view, const std::vector<ChannelSample>& expected, uint64_t sampleCount,
                      FaultList& faults) {
    if (sampleCount != expected.size()) {
        report(view, faults, kBlockLength, text(sampleCount) + " samples instead of " + text(expected.size()));
        return;
    }
    const std::span<const uint8_t> bytes = view.descriptor.bytes;
    for (uint64_t sample = 0; sample < sampleCount; ++sample) {
        const ChannelSample& wanted = expected[sample];
        const uint64_t place = placeOf(sample);
        const uint32_t channel = channelByteOf(view, sample);
        const bool hasBounds = wanted.bitLength < 32;
        const Field fields[] = {
            {"bitOffset", 0, load16(bytes, place), wanted.bitOffset},
            {"bitLength", 2, bytes[place + 2], wanted.bitLength},
            {"channelId", 3, channel & kChannelMask, wanted.channel},
            {"the qualifiers", 3, channel & ~kChannelMask & ~kSampleLinear, wanted.qualifiers},
            {"samplePosition", 4, load32(bytes, place + 4), 0},
            {"sampleLower", 8, load32(bytes, place + 8), hasBounds ? wanted.lower : load32(bytes, place + 8)},
            {"sampleUpper", 12, load32(bytes, place + 12), hasBounds ? wanted.upper : load32(bytes, place + 12)}};
        validateFields(view, sample, fields, faults);
    }
}

/// Alpha is linear whatever the colours are.
void validateLinearAlpha(const Ktx2View& view, uint64_t sampleCount, FaultList& faults) {
    // Models whose alpha has a sample of its own, channel 15.
    constexpr uint8_t kModelsWithAlpha[] = {kModelRgb, kModelYuv, kModelBc2, kModelBc3, kModelEtc2, kModelEtc1s};
    const uint8_t transfer = view.descriptor.bytes[kTransfer], model = view.descriptor.bytes[kModel];
    if (transfer == kTransferLinear || transfer == kTransferUnspecified) return;
    if (std::find(std::begin(kModelsWithAlpha), std::end(kModelsWithAlpha), model) == std::end(kModelsWithAlpha))
        return;
    for (uint64_t sample = 0; sample < sampleCount; ++sample) {
        const uint8_t channel = channelByteOf(view, sample);
        if ((channel & kChannelMask) != kChannelAlpha || (channel & kSampleLinear) != 0) continue;
        faults.add(Rule::DescriptorLinear, view.descriptor.offset + placeOf(sample) + kSampleChannel,
                   "alpha, sample " + text(sample) + ", is not said to be linear");
    }
}

/// ETC1S has one slice or two, UASTC one block; channels say what they hold.
void validateUniversal(const Ktx2View& view, uint64_t sampleCount, FaultList& faults) {
    const std::span<const uint8_t> bytes = view.descriptor.bytes;
    const bool isUastc = bytes[kModel] == kModelUastc;
    constexpr uint8_t kUastcChannels[] = {0, 3, 4, 5, 6}; // RGB, RGBA, RRR, RRRG, RG
    constexpr uint8_t kSlices[][2] = {{0, 15}, {3, 4}};   // RGB and AAA, RRR and GGG
    if (sampleCount == 0 || sampleCount > (isUastc ? 1 : 2)) {
        report(view, faults, kBlockLength, text(sampleCount) + " samples in a universal format");
        return;
    }
    const uint32_t first = channelByteOf(view, 0) & kChannelMask;
    bool isLegal =
        isUastc && std::find(std::begin(kUastcChannels), std::end(kUastcChannels), first) != std::end(kUastcChannels);
    for (const auto& slices : kSlices) {
        const bool hasSecond = sampleCount < 2 || (channelByteOf(view, 1) & kChannelMask) == slices[1];
        isLegal |= !isUastc && first == slices[0] && hasSecond;
    }
    if (!isLegal) report(view, faults, placeOf(0) + kSampleChannel, "channels that the universal format does not have");
    for (uint64_t sample = 0; sample < sampleCount; ++sample) {
        const uint64_t place = placeOf(sample);
        const Field fields[] = {{"bitOffset", 0, load16(bytes, place), 64 * sample},
                                {"bitLength", 2, bytes[place + 2], isUastc ? 127u : 63u},
                                {"samplePosition", 4, load32(bytes, place + 4), 0},
                                {"sampleLower", 8, load32(bytes, place + 8), 0},
                                {"sampleUpper", 12, load32(bytes, place + 12), UINT32_MAX}};
        validateFields(view, sample, fields, faults);
    }
}

} // namespace

void validateSamples(const Ktx2View& view, uint64_t sampleCount, FaultList& faults) {
    const uint8_t model = view.descriptor.bytes[kModel];
    const bool isUniversal = view.header.vkFormat == 0 && (model == kModelUastc || model == kModelEtc1s);
    const std::vector<ChannelSample> channels = channelSamplesOf(view.header.vkFormat);
    if (view.astc || view.facts.isAstcHdr) {
        validateAstcSample(view, sampleCount, faults);
    } else if (isUniversal) {
        validateUniversal(view, sampleCount, faults);
    } else if (!channels.empty()) {
        validateChannels(view, channels, sampleCount, faults);
    } else if (sampleCount == 0 && view.header.supercompressionScheme == 0) {
        report(view, faults, kBlockLength, "no samples");
    }
    validateLinearAlpha(view, sampleCount, faults);
}

} // namespace astcslang::container
