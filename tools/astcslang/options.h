// SPDX-License-Identifier: Apache-2.0
// What the command line asks for, checked as far as that is possible without opening a device or a file, but for lists.

#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <astcslang/astcslang.h>

#include "compare_options.h"
#include "exit_code.h"
#include "picture_steps.h"
#include "reactions.h"
#include "swizzle.h"
#include "texture_commands.h"
#include "texture_options.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

enum class Command { Encode, Decode, Compare, Info, Validate, Wrap, ListDevices };

struct Options {
    Command command = Command::Encode;
    std::vector<std::string> inputs;      ///< Pictures to encode: by level, by layer, by face.
    std::vector<std::string> lists;       ///< Files that named some of them.
    std::string input;                    ///< Of the other commands.
    std::vector<std::string> infoFiles;   ///< `info` only.
    std::string secondInput;              ///< `compare` only.
    std::vector<std::string> operands;    ///< Of the forms of other tools, see other_tools.h; IN OUT of other commands.
    std::string textureOperand;           ///< "first" or "last" of them is the output; empty: there are none.
    bool isStandardInputOperand = false;  ///< Before these, by --stdin.
    bool isStandardOutputOperand = false; ///< Behind these, by --stdout.
    std::string output;                   ///< A folder for several pictures to encode; "-" is standard output.
    std::string container = ".ktx2";      ///< What to write where the output's name does not say.
    std::optional<Profile> profile;       ///< Empty: neither --srgb nor --linear.
    std::optional<Swizzle> inputSwizzle;
    PictureOptions picture; ///< Steps before the swizzle.
    Reactions reactions;
    bool isNormalMap = false; ///< x and y of the picture are all that counts.
    bool isPerceptual = false;
    std::optional<std::array<float, 4>> channelWeights; ///< As given; all that follows is in `encode`.
    bool isAlphaWeightOfCoverage = false;               ///< That of `encode` is --alpha-coverage's.
    EncodeOptions encode;
    TextureOptions texture;
    DecodeOptions decode;
    PlaceOfSide wrapPart; ///< Of the texture, that `wrap` takes.
    ValidateOptions validate;
    ContextOptions context;
    CompareOptions compare;
    bool isDeviceListWanted = false;
    bool isCompareWanted = false;
    bool isRoundTrip = false; ///< The output is the decoded picture.
    bool isStatsWanted = false;
    bool isJson = false;
    bool isVerbose = false;
    bool isQuiet = false;
    bool isThreadCountGiven = false; ///< By astcenc's -j, which has no effect.
};

/// The options, or the status to leave with at once (help and version are printed, errors reported).
std::variant<Options, ExitCode> parseOptions(int argc, const char* const* argv);

/// Shows the definition of all verbs and options to `visit`, for pages that are made of it.
void visitGrammar(const std::function<void(CLI::App&)>& visit);

/// The preset name of a quality, or the number alone.
std::string describeQuality(uint8_t quality);

/// The words of --endpoint-fit and --mode-choice.
const char* nameOf(EndpointFit fit);
const char* nameOf(ModeChoice choice);

inline bool areWarningsShown(const Options& options) {
    return !options.isQuiet && !options.reactions.areWarningsHidden;
}

/// Whether the texture is written as KTX2 rather than .astc.
bool writesKtx2(const Options& options);

} // namespace astcslang::cli
