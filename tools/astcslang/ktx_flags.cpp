// SPDX-License-Identifier: Apache-2.0
#include "ktx_flags.h"

#include <algorithm>
#include <iterator>

#include "flag_hints.h"

namespace astcslang::cli {
namespace {

constexpr auto kOurs = static_cast<uint8_t>(Form::Ours);
constexpr auto kToktx = static_cast<uint8_t>(Form::Toktx);
constexpr auto kCreate = static_cast<uint8_t>(Form::Create);
constexpr uint8_t kTheirs = kToktx | kCreate;
constexpr uint8_t kAny = kOurs | kTheirs;

constexpr std::string_view kNoPrimaries = "primaries are told, but not converted";
constexpr std::string_view kOnly2d = "textures have two dimensions; --layers makes arrays";
constexpr std::string_view kLevelsNow = "--generate-mipmap makes the levels now";
constexpr std::string_view kDash = "- in place of a file's name is standard input or output";
constexpr std::string_view kNoRange = "values of floats are clamped to 0 to 1; --rgbm stores light beyond 1";

// Flags of both tools stand in both tables, for their help.
constexpr Flag kToktxFlags[] = {
    {"--t2", kAny, Fate::Drop},
    {"--2d", kAny, Fate::Drop},
    {"--encode", kOurs | kToktx, Fate::OnlyValue, "astc", kOnlyAstc},
    {"--astc_blk_d", kAny, Fate::Rename, "--block"},
    {"--astc_quality", kAny, Fate::Quality, "--quality"},
    {"--astc_perceptual", kAny, Fate::Rename, "--perceptual"},
    {"--astc_mode", kAny, Fate::OnlyValue, "ldr", kLdr},
    {"--zcmp", kAny, Fate::Rename, "--zstd"},
    {"--filter", kOurs, Fate::Rename, "--mipmap-filter"},
    {"--filter", kTheirs, Fate::Filter},
    {"--fscale", kOurs, Fate::Rename, "--mipmap-filter-scale"},
    {"--fscale", kTheirs, Fate::FilterScale},
    {"--wmode", kOurs, Fate::Rename, "--mipmap-wrap"},
    {"--wmode", kTheirs, Fate::FilterWrap},
    {"--wrapping", kOurs, Fate::Rename, "--mipmap-wrap"},
    {"--wrapping", kTheirs, Fate::FilterWrap},
    {"--input_swizzle", kAny, Fate::Rename, "--input-swizzle"},
    {"--normal_mode", kAny, Fate::Rename, "--normal-mode"},
    {"--linear", kToktx, Fate::Replace, "--assign-tf=linear"},
    {"--srgb", kToktx, Fate::Replace, "--assign-tf=srgb"},
    {"--assign_oetf", kAny, Fate::Transfer, "--assign-tf"},
    {"--convert_oetf", kAny, Fate::Transfer, "--convert-tf"},
    {"--assign_primaries", kAny, Fate::Rename, "--assign-primaries"},
    {"--convert_primaries", kAny, Fate::Refuse, kNoPrimaries},
    {"--target_type", kAny, Fate::TargetType},
    {"--upper_left_maps_to_s0t0", kAny, Fate::Replace, "--convert-texcoord-origin=top-left"},
    {"--lower_left_maps_to_s0t0", kAny, Fate::Replace, "--convert-texcoord-origin=bottom-left"},
    {"--nometadata", kAny, Fate::Refuse, "KTX2 files always say which way up they are"},
    {"--threads", kOurs | kToktx, Fate::DropValue},
    {"--no_multithreading", kAny, Fate::Drop},
    {"--no_sse", kAny, Fate::Drop},
    {"--nowarn", kAny, Fate::Rename, "--no-warn"},
    {"--no_warn", kAny, Fate::Rename, "--no-warn"},
    {"--test", kAny, Fate::Drop},
    {"--automipmap", kAny, Fate::Refuse, kLevelsNow},
    {"--separate_rg_to_color_alpha", kAny, Fate::Refuse, "--input-swizzle rrrg does it"},
    {"--bcmp", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_quality", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_l", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_q", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_d", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_b", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_s", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_f", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc_rdo_m", kAny, Fate::Refuse, kOnlyAstc},
    {"--clevel", kOurs | kToktx, Fate::Refuse, kOnlyAstc},
    {"--qlevel", kOurs | kToktx, Fate::Refuse, kOnlyAstc},
    {"--max_endpoints", kAny, Fate::Refuse, kOnlyAstc},
    {"--max_selectors", kAny, Fate::Refuse, kOnlyAstc},
    {"--endpoint_rdo_threshold", kAny, Fate::Refuse, kOnlyAstc},
    {"--selector_rdo_threshold", kAny, Fate::Refuse, kOnlyAstc},
    {"--no_endpoint_rdo", kAny, Fate::Refuse, kOnlyAstc},
    {"--no_selector_rdo", kAny, Fate::Refuse, kOnlyAstc},
    {"--depth", kOurs | kToktx, Fate::Refuse, kOnly2d},
};

constexpr Flag kCreateFlags[] = {
    {"--astc-quality", kAny, Fate::Quality, "--quality"},
    {"--astc-perceptual", kAny, Fate::Rename, "--perceptual"},
    {"--compare-psnr", kAny, Fate::Rename, "--compare"},
    {"--compare-ssim", kAny, Fate::Rename, "--compare"},
    {"--mipmap-filter", kCreate, Fate::Filter},
    {"--mipmap-filter-scale", kCreate, Fate::FilterScale},
    {"--mipmap-wrap", kCreate, Fate::FilterWrap},
    {"--threads", kCreate, Fate::DropValue},
    {"--encode", kCreate, Fate::OnlyValue, "astc", kOnlyAstc},
    {"--clevel", kCreate, Fate::Refuse, kOnlyAstc},
    {"--qlevel", kCreate, Fate::Refuse, kOnlyAstc},
    {"--depth", kCreate, Fate::Refuse, kOnly2d},
    {"--width", kCreate, Fate::Width},
    {"--height", kCreate, Fate::Height},
    {"--assign-tf", kAny, Fate::Transfer, "--assign-tf"},
    {"--assign-oetf", kAny, Fate::Transfer, "--assign-tf"},
    {"--convert-tf", kAny, Fate::Transfer, "--convert-tf"},
    {"--convert-oetf", kAny, Fate::Transfer, "--convert-tf"},
    {"--convert-primaries", kAny, Fate::Refuse, kNoPrimaries},
    {"--assign-texcoord-origin", kAny, Fate::Origin, "--assign-texcoord-origin"},
    {"--convert-texcoord-origin", kAny, Fate::Origin, "--convert-texcoord-origin"},
    {"--no-warn-on-color-conversions", kAny, Fate::Drop},
    {"--no-sse", kAny, Fate::Drop},
    {"--testrun", kAny, Fate::Drop},
    {"--stdin", kCreate, Fate::Replace, kStandardInputOperand},
    {"--stdin", kOurs | kToktx, Fate::Refuse, kDash},
    {"--stdout", kCreate, Fate::Replace, kStandardOutputOperand},
    {"--stdout", kOurs | kToktx, Fate::Refuse, kDash},
    {"--runtime-mipmap", kAny, Fate::Refuse, kLevelsNow},
    {"--raw", kAny, Fate::Refuse, "--raw-format R8G8B8A8_UNORM names the format of raw texels"},
    {"--1d", kAny, Fate::Refuse, kOnly2d},
    {"--map-range-auto", kAny, Fate::Refuse, kNoRange},
    {"--map-range-scale", kAny, Fate::Refuse, kNoRange},
    {"--map-range-offset", kAny, Fate::Refuse, kNoRange},
    {"--uastc-quality", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-l", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-d", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-b", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-s", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-f", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-rdo-m", kAny, Fate::Refuse, kOnlyAstc},
    {"--uastc-hdr-uber-mode", kAny, Fate::Refuse, kLdr},
    {"--uastc-hdr-ultra-quant", kAny, Fate::Refuse, kLdr},
    {"--uastc-hdr-favor-astc", kAny, Fate::Refuse, kLdr},
    {"--uastc-hdr-lambda", kAny, Fate::Refuse, kLdr},
    {"--uastc-hdr-6x6i-level", kAny, Fate::Refuse, kLdr},
    {"--max-endpoints", kAny, Fate::Refuse, kOnlyAstc},
    {"--max-selectors", kAny, Fate::Refuse, kOnlyAstc},
    {"--endpoint-rdo-threshold", kAny, Fate::Refuse, kOnlyAstc},
    {"--selector-rdo-threshold", kAny, Fate::Refuse, kOnlyAstc},
    {"--no-endpoint-rdo", kAny, Fate::Refuse, kOnlyAstc},
    {"--no-selector-rdo", kAny, Fate::Refuse, kOnlyAstc},
};

constexpr std::string_view kSameAsToktx[] = {"--genmipmap", "--mipmap", "--levels",  "--layers",    "--cubemap",
                                             "--resize",    "--scale",  "--swizzle", "--normalize", "--verbose"};
constexpr std::string_view kSameAsCreate[] = {"--format",
                                              "--zstd",
                                              "--zlib",
                                              "--generate-mipmap",
                                              "--levels",
                                              "--layers",
                                              "--cubemap",
                                              "--scale",
                                              "--input-swizzle",
                                              "--swizzle",
                                              "--normal-mode",
                                              "--normalize",
                                              "--premultiply-alpha",
                                              "--assign-primaries",
                                              "--warn-on-color-conversions",
                                              "--fail-on-color-conversions",
                                              "--warn-on-origin-changes",
                                              "--fail-on-origin-changes"};

struct Letter {
    char letter;
    std::string_view name;
};
/// Of toktx.
constexpr Letter kLetters[] = {
    {'f', "--filter"},
    {'F', "--fscale"},
    {'w', "--wmode"},
    {'d', "--depth"},
    {'a', "--layers"},
    {'l', "--levels"},
    {'r', "--resize"},
    {'s', "--scale"},
    {'z', "--zcmp"},
    {'N', "--no_multithreading"},
    {'t', "--threads"},
    {'c', "--clevel"},
    {'q', "--qlevel"},
    {'e', "--max_endpoints"},
    {'E', "--endpoint_rdo_threshold"},
    {'u', "--max_selectors"},
    {'S', "--selector_rdo_threshold"},
    {'n', "--normal_mode"},
    {'b', "--bcmp"},
    {'h', "--help"},
    {'v', "--version"},
};

} // namespace

std::string_view longName(std::string_view word, Form form) {
    if (form != Form::Toktx || word.size() != 2 || word[0] != '-') return word;
    const auto* letter = std::find_if(std::begin(kLetters), std::end(kLetters),
                                      [&](const Letter& candidate) { return candidate.letter == word[1]; });
    return letter == std::end(kLetters) ? word : letter->name;
}

std::span<const Flag> flagsOf(Form form) {
    if (form == Form::Toktx) return kToktxFlags;
    if (form == Form::Create) return kCreateFlags;
    return {};
}

std::span<const std::string_view> sameFlagsOf(Form form) {
    if (form == Form::Toktx) return kSameAsToktx;
    if (form == Form::Create) return kSameAsCreate;
    return {};
}

const Flag* findFlag(std::string_view word, Form form) {
    const std::string_view name = word.substr(0, word.find('='));
    for (const std::span<const Flag> flags :
         {std::span<const Flag>(kToktxFlags), std::span<const Flag>(kCreateFlags)}) {
        const auto flag = std::find_if(flags.begin(), flags.end(), [&](const Flag& candidate) {
            return candidate.name == name && (candidate.forms & static_cast<uint8_t>(form)) != 0;
        });
        if (flag != flags.end()) return &*flag;
    }
    return nullptr;
}

} // namespace astcslang::cli
