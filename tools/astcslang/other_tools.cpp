// SPDX-License-Identifier: Apache-2.0
// Flags are those of KTX-Software 4.0 to 4.4.

#include "other_tools.h"

#include <algorithm>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "picture_color.h"

namespace astcslang::cli {
namespace {

using Words = std::vector<std::string>;

enum class Fate {
    Rename,    ///< `text` is our option; a value stays.
    Drop,      ///< Nothing is to be done for it.
    DropValue, ///< Likewise, with its value.
    OnlyValue, ///< Nothing is to be done for the value `text`; others are refused.
    Refuse,    ///< `text` says what is nearest.
};

struct Flag {
    std::string_view name;
    Fate fate;
    std::string_view text;
    std::string_view hint = {}; ///< With OnlyValue, for the refusal.
};

constexpr std::string_view kOnlyAstc = "textures are ASTC; --block and --quality choose them";
constexpr std::string_view kNoPrimaries = "primaries are neither recorded nor converted";
constexpr std::string_view kOnly2d = "textures have two dimensions; --layers makes arrays";

constexpr Flag kFlags[] = {
    // toktx
    {"--t2", Fate::Drop, ""},
    {"--2d", Fate::Drop, ""},
    {"--encode", Fate::OnlyValue, "astc", kOnlyAstc},
    {"--astc_blk_d", Fate::Rename, "--block"},
    {"--astc_quality", Fate::Rename, "--quality"},
    {"--astc_perceptual", Fate::Rename, "--perceptual"},
    {"--astc_mode", Fate::OnlyValue, "ldr", "blocks are of low dynamic range; --rgbm stores light beyond 1 in them"},
    {"--zcmp", Fate::Rename, "--zstd"},
    {"--filter", Fate::Rename, "--mipmap-filter"},
    {"--fscale", Fate::Rename, "--mipmap-filter-scale"},
    {"--wmode", Fate::Rename, "--mipmap-wrap"},
    {"--input_swizzle", Fate::Rename, "--input-swizzle"},
    {"--normal_mode", Fate::Rename, "--normal-mode"},
    {"--assign_oetf", Fate::Rename, "--assign-tf"},
    {"--convert_oetf", Fate::Rename, "--convert-tf"},
    {"--target_type", Fate::OnlyValue, "RGBA",
     "--input-swizzle rgb1 makes textures opaque, rrr1 keeps red, rrrg two channels"},
    {"--upper_left_maps_to_s0t0", Fate::Drop, ""},
    {"--lower_left_maps_to_s0t0", Fate::Refuse, "--yflip exchanges top and bottom"},
    {"--threads", Fate::DropValue, ""},
    {"--no_warn", Fate::Drop, ""},
    {"--test", Fate::Drop, ""},
    {"--automipmap", Fate::Refuse, "--generate-mipmap makes the levels now"},
    {"--assign_primaries", Fate::Refuse, kNoPrimaries},
    {"--convert_primaries", Fate::Refuse, kNoPrimaries},
    {"--bcmp", Fate::Refuse, kOnlyAstc},
    {"--uastc", Fate::Refuse, kOnlyAstc},
    {"--clevel", Fate::Refuse, kOnlyAstc},
    {"--qlevel", Fate::Refuse, kOnlyAstc},
    {"--depth", Fate::Refuse, kOnly2d},
    // ktx create
    {"--astc-quality", Fate::Rename, "--quality"},
    {"--astc-perceptual", Fate::Rename, "--perceptual"},
    {"--compare-psnr", Fate::Rename, "--compare"},
    {"--compare-ssim", Fate::Rename, "--compare"},
    {"--assign-texcoord-origin", Fate::OnlyValue, "top-left", "--yflip exchanges top and bottom"},
    {"--convert-texcoord-origin", Fate::OnlyValue, "top-left", "--yflip exchanges top and bottom"},
    {"--no-warn-on-color-conversions", Fate::Drop, ""},
    {"--warn-on-color-conversions", Fate::Refuse, "-v tells what a picture was taken for and what was converted"},
    {"--fail-on-color-conversions", Fate::Refuse, "-v tells what a picture was taken for and what was converted"},
    {"--runtime-mipmap", Fate::Refuse, "--generate-mipmap makes the levels now"},
    {"--assign-primaries", Fate::Refuse, kNoPrimaries},
    {"--convert-primaries", Fate::Refuse, kNoPrimaries},
    {"--raw", Fate::Refuse, "--raw-format R8G8B8A8_UNORM names the format of raw texels"},
    {"--1d", Fate::Refuse, kOnly2d},
    // both
    {"--normalize", Fate::Refuse, "--mipmap-normals makes the vectors of generated levels unit length"},
};

constexpr std::string_view kVerbs[] = {"decode", "compare", "info", "validate", "wrap", "deflate"};

/// A hidden option: which of the operands is the texture.
constexpr const char* kPlaceOption = "--texture-operand";

/// `word` may be "--name=value".
const Flag* findFlag(std::string_view word) {
    const auto* flag = std::find_if(std::begin(kFlags), std::end(kFlags), [&](const Flag& candidate) {
        return candidate.name == word.substr(0, word.find('='));
    });
    return flag == std::end(kFlags) ? nullptr : flag;
}

Error refuse(std::string_view what, std::string_view hint) {
    return {ErrorCode::Unsupported, fmt::format("{} is not supported: {}", what, hint)};
}

/// Appends what becomes of `words[i]`; `i` moves to its value, if that goes with it.
Result<void> rewriteFlag(const Flag& flag, const Words& words, size_t& i, Words& ours) {
    const std::string& word = words[i];
    const size_t equals = word.find('=');
    switch (flag.fate) {
    case Fate::Rename:
        ours.push_back(std::string(flag.text) + (equals == word.npos ? "" : word.substr(equals)));
        return {};
    case Fate::Drop:
        return {};
    case Fate::Refuse:
        return refuse(flag.name, flag.text);
    case Fate::DropValue:
    case Fate::OnlyValue:
        break;
    }
    if (equals == word.npos && i + 1 == words.size()) {
        return Error{ErrorCode::InvalidArgument, std::string(flag.name) + " needs a value"};
    }
    const std::string value = equals == word.npos ? words[++i] : word.substr(equals + 1);
    if (flag.fate == Fate::OnlyValue && value != flag.text)
        return refuse(fmt::format("{} {}", flag.name, value), flag.hint);
    return {};
}

} // namespace

Result<Words> rewriteOtherTools(Words words) {
    const bool isVerb = !words.empty() && std::find(std::begin(kVerbs), std::end(kVerbs), words[0]) != std::end(kVerbs);
    if (isVerb) return words;
    Words ours;
    size_t i = 0;
    if (!words.empty() && (words[0] == "create" || words[0] == "toktx")) {
        ours.push_back(std::string(kPlaceOption) + (words[i++] == "create" ? "=last" : "=first"));
    }
    for (; i < words.size() && words[i] != "--"; ++i) {
        const Flag* flag = findFlag(words[i]);
        if (flag == nullptr) {
            ours.push_back(words[i]);
        } else if (Result<void> done = rewriteFlag(*flag, words, i, ours); !done) {
            return done.error();
        }
    }
    ours.insert(ours.end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
    return ours;
}

void addOperands(CLI::App& app, Options& options) {
    app.add_option(kPlaceOption, options.textureOperand)->group("");
    app.add_option("OPERANDS", options.operands)->group("");
}

void settleOperands(Options& options) {
    if (options.operands.empty()) return;
    if (options.textureOperand.empty()) {
        throw CLI::ValidationError(options.operands.front(), "not expected; -i names a picture, -o the texture");
    }
    if (!options.inputs.empty() || !options.output.empty()) {
        throw CLI::ValidationError(options.operands.front(), "not expected beside -i and -o");
    }
    if (options.operands.size() < 2)
        throw CLI::ValidationError(options.operands.front(), "needs a picture and a texture");
    const auto texture = options.textureOperand == "first" ? options.operands.begin() : options.operands.end() - 1;
    options.output = *texture;
    options.operands.erase(texture);
    options.inputs = std::move(options.operands);
}

void settleColors(Options& options) {
    PictureOptions& picture = options.picture;
    if (options.textureOperand == "last") picture.lineForm = LineForm::KtxCreate;
    if (options.textureOperand == "first") picture.lineForm = LineForm::Toktx;
    if (!options.profile || options.isNormalMap) return;
    const TransferKind said = transferOf(*options.profile).kind;
    if (picture.lineForm == LineForm::KtxCreate && !picture.convertedTransfer) picture.convertedTransfer = said;
    if (picture.lineForm == LineForm::Toktx && !picture.assignedTransfer) picture.assignedTransfer = said;
}

} // namespace astcslang::cli
