// SPDX-License-Identifier: Apache-2.0
// What an encode has to tell: the summary, the statistics of the search, and both as JSON.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <astcslang/astcslang.h>

#include "block_statistics.h"
#include "options.h"
#include "picture.h"

namespace astcslang::cli {

/// Filled step by step while encoding. `options` must outlive it.
struct EncodeReport {
    explicit EncodeReport(const Options& givenOptions) : options(givenOptions) {}

    /// After the steps of picture_steps.h.
    void setPicture(const Picture& picture);
    /// Of what came after that.
    void addWarning(const std::string& warning);
    /// A line, or with -v all there is to tell; statistics if they are wanted.
    void printText() const;
    nlohmann::ordered_json toJson() const;

    const Options& options;
    DeviceInfo device;
    uint32_t width = 0; ///< Of the texture.
    uint32_t height = 0;
    uint32_t inputWidth = 0; ///< Of the first picture in its file.
    uint32_t inputHeight = 0;
    size_t levelCount = 1;
    uint32_t layerCount = 0; ///< 0: not an array.
    uint32_t faceCount = 1;
    uint64_t pictureCount = 1; ///< That were read; levels that were made of them do not count.
    uint64_t texelCount = 0;   ///< Of all pictures, generated levels included.
    std::string pictureFormat;
    std::vector<std::string> pictureLines;
    nlohmann::ordered_json pictureJson;
    uint64_t outputBytes = 0;
    double readMilliseconds = 0;   ///< Reading and decoding the picture.
    double deviceMilliseconds = 0; ///< Waiting for the device, which is opened while the first picture is read.
    double levelMilliseconds = 0;  ///< Making mip levels, and the encoder's 8 bits.
    double encodeMilliseconds = 0; ///< Encoding, pipelines and transfers included.
    double writeMilliseconds = 0;
    EncodeStatistics statistics;
    std::optional<ImageMetrics> metrics;      ///< Over all pictures, generated levels included.
    std::optional<ImageMetrics> firstMetrics; ///< Level 0, layer 0, face 0 of them.
    size_t measuredCount = 0;
    std::optional<BlockStatistics> blocks;
    uint32_t validationMessageCount = 0;

private:
    void printLine() const;
    void printFields() const;
    std::string describeMetrics() const;
};

} // namespace astcslang::cli
