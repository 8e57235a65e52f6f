// SPDX-License-Identifier: Apache-2.0
// Faults of texture files: what KTX 2.0, the Khronos Data Format Specification and ASTC demand, rule by rule. KTX2
// files of any format are checked for their structure, those of ASTC blocks down to the blocks; of KTX 1, those of 2D
// LDR ASTC alone, whose first fault outside the blocks ends the check; others are warned of.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace astcslang {

enum class Severity : uint8_t {
    Warning, ///< Allowed, but of little use or not to be relied on; or more than can be checked here.
    Error,   ///< Against a specification.
};

/// One rule that files may break.
struct ValidationRule {
    std::string_view id; ///< Does not change between versions, say "level-order".
    Severity severity = Severity::Error;
    std::string_view demand; ///< What the rule asks for, in one sentence.
};

/// All rules, in the order of a file's sections.
std::span<const ValidationRule> validationRules();

/// Where a file breaks a rule.
struct Fault {
    Severity severity = Severity::Error;
    uint64_t offset = 0; ///< Of the first byte concerned, from the file's start.
    std::string id;      ///< A rule's.
    std::string text;    ///< What is wrong there, in one sentence without a newline.
};

/// The faults of an .astc, KTX 1 or KTX2 file, in the order in which they were found; empty for a good file. Of illegal
/// blocks the first 100 of each level are told, of all faults the first 1000. Supercompressed levels of more than 4
/// GiB, or of more than `maxInflatedTexels` in all layers and faces, are not inflated but warned of.
std::vector<Fault> validateTexture(std::span<const uint8_t> bytes, uint64_t maxInflatedTexels = UINT64_MAX);

} // namespace astcslang
