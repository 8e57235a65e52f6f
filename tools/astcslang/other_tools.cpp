// SPDX-License-Identifier: Apache-2.0
// Flags are rewritten one by one; what depends on several of them is kept until the line has been read.

#include "other_tools.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "basisu_flags.h"
#include "file_names.h"
#include "ktx_flags.h"
#include "letter_case.h"
#include "parse_number.h"
#include "picture_color.h"
#include "search_options.h"

namespace astcslang::cli {
namespace {

using Words = std::vector<std::string>;

/// Verbs of `ktx` that have another name here, or no counterpart.
constexpr std::pair<std::string_view, std::string_view> kVerbsOfKtx[] = {
    {"encode", "textures are encoded from pictures, -i IN -o OUT or create"},
    {"transcode", "nothing here makes other formats of ASTC"}};

constexpr std::string_view kOnlyValid = "validate -e counts warnings as errors; files with errors are refused";
constexpr std::string_view kJson = "--json gives JSON, text is the default";
constexpr std::string_view kOnlyShown = "what textures show is compared, not how the files hold it";
constexpr std::string_view kNoBasis = "textures are ASTC; what KHR_texture_basisu asks for is not checked";

/// Flags of verbs of `ktx` that are verbs of ours, too. Flags of ours are not among them.
struct VerbFlag {
    std::string_view verb, flag, hint;
};
constexpr VerbFlag kFlagsOfVerbs[] = {
    {"extract", "--transcode", "texels are decoded, to a picture"},
    {"extract", "--raw", "pictures are .png, .exr, .hdr, .tga or .bmp"},
    {"extract", "--uri", "--level, --layer and --face say which picture"},
    {"extract", "--depth", "textures have two dimensions"},
    {"info", "--format", kJson},
    {"validate", "--format", kJson},
    {"validate", "-g", kNoBasis},
    {"validate", "--gltf-basisu", kNoBasis},
    {"compare", "--format", kJson},
    {"compare", "--ignore-format-header", kOnlyShown},
    {"compare", "--ignore-supercomp", kOnlyShown},
    {"compare", "--ignore-index", kOnlyShown},
    {"compare", "--ignore-dfd", kOnlyShown},
    {"compare", "--ignore-bdfd-bytesplane", kOnlyShown},
    {"compare", "--ignore-metadata", kOnlyShown},
    {"compare", "--ignore-sgd", kOnlyShown},
    {"compare", "--allow-invalid-input", "files have to be sound"},
    {"compare", "--content", "texels are compared as decoded; --blocks compares textures by block"},
    {"deflate", "-e", kOnlyValid},
    {"deflate", "--warnings-as-errors", kOnlyValid}};

/// A hidden option: which of the operands is the texture.
constexpr const char* kPlaceOption = "--texture-operand";

Error refuse(std::string_view what, std::string_view hint) {
    return {ErrorCode::Unsupported, fmt::format("{} is not supported: {}", what, hint)};
}

Error misuse(std::string what) { return {ErrorCode::InvalidArgument, std::move(what)}; }

// Names of KHR_DF_TRANSFER_* as `ktx` takes them: those of sRGB, and what begins those of the others.
constexpr std::string_view kSrgbNames[] = {"srgb", "srgb_eotf", "scrgb", "scrgb_eotf"};
constexpr std::string_view kBt709Names[] = {"itu",        "itu_oetf", "bt709",       "bt709_oetf", "bt601",
                                            "bt601_oetf", "bt2020",   "bt2020_oetf", "smpte170m",  "smpte170m_oetf"};
constexpr std::string_view kOtherTransfers[] = {"none", "itu",   "bt",  "smpte170m", "ntsc", "slog",    "hlg",
                                                "pq",   "dcip3", "pal", "st240",     "aces", "adobergb"};

/// Reads a line of one form into words of ours.
class Rewriter {
public:
    Rewriter(Form form, TypedNames& typed) : form_(form), typed_(typed) {}

    /// Takes `words[i]` in; `i` moves to its value, if that goes with it.
    Result<void> take(const Words& words, size_t& i);
    /// What can be said only when all flags have been read. Precondition: no take() failed.
    Result<Words> finish();

private:
    Result<void> takeFlag(const Flag& flag, const std::string& value);
    Result<void> takeTransfer(const Flag& flag, std::string value);
    Result<void> takeTargetType(const Flag& flag, const std::string& value);
    void note(const std::string& word);
    Result<void> finishForm();
    void finishSize();
    void finishFilters();
    void add(std::string_view option, std::string_view value) { ours_.push_back(fmt::format("{}={}", option, value)); }
    /// That `flag` stands for our `option`, as "--block" or "--block=6x6".
    void tell(std::string_view option, std::string_view flag) {
        if (!flag.empty()) typed_[std::string(option.substr(0, option.find('=')))] = flag;
    }

    Form form_;
    TypedNames& typed_;
    std::map<std::string_view, std::pair<const Flag*, std::string>> onlyValues_; ///< The last of each flag counts.
    Words ours_;
    std::string_view filterName_, filterScaleName_, wrapName_;
    std::optional<std::string> filter_, filterScale_, wrap_, width_, height_, targetSwizzle_;
    bool isEncoderSaid_ = false, isBlockSaid_ = false, isResized_ = false, isGenerated_ = false, isSwizzled_ = false,
         isCubemap_ = false, isHelpWanted_ = false;
};

/// Remembers words that later ones depend on.
void Rewriter::note(const std::string& word) {
    const std::string_view name = std::string_view(word).substr(0, word.find('='));
    isEncoderSaid_ |= name == "--encode";
    isBlockSaid_ |= name == "--astc_blk_d" || name == "--block" || name == "--format";
    isResized_ |= name == "--resize" || name == "--scale";
    isGenerated_ |= name == "--genmipmap" || name == "--generate-mipmap";
    isSwizzled_ |= name == "--input_swizzle" || name == "--input-swizzle";
    isCubemap_ |= name == "--cubemap";
    isHelpWanted_ |= name == "--help" || name == "-h" || name == "--version" || name == "--list-devices";
}

Result<void> Rewriter::take(const Words& words, size_t& i) {
    const std::string word(longName(words[i], form_));
    note(word);
    const Flag* flag = findFlag(word, form_);
    if (flag == nullptr) {
        if (const auto hint = hintForBasisuFlag(word)) return refuse(word + " of basisu", *hint);
        ours_.push_back(word);
        return {};
    }
    const size_t equals = word.find('=');
    if (flag->text.starts_with("--")) tell(flag->text, flag->name);
    switch (flag->fate) {
    case Fate::Rename:
        ours_.push_back(std::string(flag->text) + (equals == word.npos ? "" : word.substr(equals)));
        return {};
    case Fate::Replace:
        ours_.emplace_back(flag->text);
        return {};
    case Fate::Drop:
        return {};
    case Fate::Refuse:
        return refuse(flag->name, flag->text);
    default:
        break;
    }
    if (equals == word.npos && i + 1 == words.size()) return misuse(std::string(flag->name) + " needs a value");
    return takeFlag(*flag, equals == word.npos ? words[++i] : word.substr(equals + 1));
}

/// A side of 0 is none of theirs, and stands for another thing in --resize.
Result<void> checkSide(const Flag& flag, const std::string& value) {
    const auto side = parseNumber<uint32_t>(value);
    if (side && *side >= 1 && *side <= kMaxPictureSide) return {};
    return misuse(fmt::format("{}: '{}' is not a whole number from 1 to {}", flag.name, value, kMaxPictureSide));
}

Result<void> Rewriter::takeFlag(const Flag& flag, const std::string& value) {
    switch (flag.fate) {
    case Fate::OnlyValue:
        onlyValues_[flag.name] = {&flag, value};
        return {};
    case Fate::Transfer:
        return takeTransfer(flag, value);
    case Fate::Quality:
        add(flag.text, qualityOfAstcenc(value));
        return {};
    case Fate::TargetType:
        return takeTargetType(flag, value);
    case Fate::Filter:
        filter_ = value;
        filterName_ = flag.name;
        return {};
    case Fate::FilterScale:
        filterScale_ = value;
        filterScaleName_ = flag.name;
        return {};
    case Fate::FilterWrap:
        wrap_ = value;
        wrapName_ = flag.name;
        return {};
    case Fate::Width:
        width_ = value;
        return checkSide(flag, value);
    case Fate::Height:
        height_ = value;
        return checkSide(flag, value);
    case Fate::Origin:
        if (lowerCase(value).ends_with("-front") || lowerCase(value).ends_with("-back"))
            return refuse(fmt::format("{} {}", flag.name, value), "textures have two dimensions");
        add(flag.text, value);
        return {};
    default: // DropValue; take() has done the others
        return {};
    }
}

Result<void> Rewriter::takeTransfer(const Flag& flag, std::string value) {
    constexpr std::string_view kPrefix = "khr_df_transfer_";
    value = lowerCase(std::move(value));
    if (value.starts_with(kPrefix)) value.erase(0, kPrefix.size());
    const auto isOneOf = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), value) != std::end(names);
    };
    if (isOneOf(kSrgbNames)) value = "srgb";
    if (isOneOf(kBt709Names) && flag.text == "--assign-tf") {
        add(flag.text, "bt709");
        return {};
    }
    const bool isOther = std::any_of(std::begin(kOtherTransfers), std::end(kOtherTransfers),
                                     [&](std::string_view known) { return value.starts_with(known); });
    if (isOther) {
        return refuse(fmt::format("{} {}", flag.name, value),
                      "transfer functions are srgb, linear and, of pictures, bt709");
    }
    add(flag.text, value);
    return {};
}

/// As toktx encodes pictures of so many components.
Result<void> Rewriter::takeTargetType(const Flag& flag, const std::string& value) {
    constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
        {"r", "rrr1"}, {"rg", "rrrg"}, {"rgb", "rgb1"}, {"rgba", ""}};
    const auto* type = std::find_if(std::begin(kTypes), std::end(kTypes),
                                    [&](const auto& known) { return known.first == lowerCase(value); });
    if (type == std::end(kTypes)) return misuse(fmt::format("{}: '{}' is none of R, RG, RGB, RGBA", flag.name, value));
    targetSwizzle_ = type->second;
    return {};
}

/// What the tools do where a line does not say: toktx's blocks are 6x6, and without --encode it compresses nothing;
/// `ktx create` does not guess a format.
Result<void> Rewriter::finishForm() {
    for (const auto& [name, last] : onlyValues_) {
        const auto& [flag, value] = last;
        if (lowerCase(value) != flag->text) return refuse(fmt::format("{} {}", name, value), flag->hint);
    }
    if (form_ == Form::Toktx) {
        if (!isEncoderSaid_) return refuse("toktx without --encode astc", "textures are ASTC, not uncompressed");
        if (!isBlockSaid_) add("--block", "6x6");
    } else if (form_ == Form::Create && !isBlockSaid_) {
        return misuse("create needs --format, such as ASTC_6x6_SRGB_BLOCK");
    }
    if (targetSwizzle_ && !targetSwizzle_->empty()) {
        if (isSwizzled_) return refuse("--target_type beside --input_swizzle", "--input_swizzle says both");
        add("--input-swizzle", *targetSwizzle_);
    }
    // As in toktx, which ignores it there.
    if (isCubemap_ && form_ == Form::Toktx) std::erase(ours_, "--convert-texcoord-origin=bottom-left");
    return {};
}

/// A side of which nothing is said stays as it is.
void Rewriter::finishSize() {
    constexpr const char* kAsItIs = "0";
    if (!width_ && !height_) return;
    isResized_ = true;
    tell("--resize", !height_ ? "--width" : !width_ ? "--height" : "--width and --height");
    add("--resize", width_.value_or(kAsItIs) + "x" + height_.value_or(kAsItIs));
}

/// One filter serves levels and new sizes; where there are neither, it is ignored.
void Rewriter::finishFilters() {
    const auto addFilter = [&](const char* shape, const char* scale, const char* wrap, const char* usual) {
        tell(shape, filterName_);
        tell(scale, filterScaleName_);
        if (wrap != nullptr) tell(wrap, wrapName_);
        if (filter_ || usual != nullptr) add(shape, filter_.value_or(usual != nullptr ? usual : ""));
        if (filterScale_) add(scale, *filterScale_);
        if (wrap_ && wrap != nullptr) add(wrap, *wrap_);
    };
    if (isGenerated_) addFilter("--mipmap-filter", "--mipmap-filter-scale", "--mipmap-wrap", nullptr);
    const bool isWrapOfSizes = form_ == Form::Create; // toktx has clamp there
    if (isResized_ && form_ != Form::Ours)
        addFilter("--resize-filter", "--resize-filter-scale", isWrapOfSizes ? "--resize-wrap" : nullptr, "lanczos4");
}

Result<Words> Rewriter::finish() {
    if (isHelpWanted_) return std::move(ours_);
    if (Result<void> done = finishForm(); !done) return done.error();
    finishSize();
    finishFilters();
    return std::move(ours_);
}

/// toktx reads more flags from there.
Words environmentOf(Form form) {
    const char* text = form == Form::Toktx ? std::getenv("TOKTX_OPTIONS") : nullptr;
    std::istringstream stream(text == nullptr ? "" : text);
    return {std::istream_iterator<std::string>(stream), {}};
}

/// ".ktx2" is appended to names without a dot, as toktx does.
std::string completeName(const std::string& name) {
    return isStreamName(name) || name.find('.') != name.npos ? name : name + ".ktx2";
}

/// Pictures as toktx takes them with --mipmap, all levels of a layer's face before the next face, in our order.
void orderByLevel(Options& options) {
    TextureCounts counts;
    counts.layerCount = options.texture.layerCount.value_or(0);
    counts.faceCount = options.texture.isCubemap ? 6 : 1;
    const size_t perLevel = counts.picturesPerLevel();
    if (options.inputs.size() % perLevel != 0) return; // countPictures() tells
    const size_t levelCount = options.inputs.size() / perLevel;
    std::vector<std::string> ordered;
    for (size_t level = 0; level < levelCount; ++level) {
        for (size_t picture = 0; picture < perLevel; ++picture)
            ordered.push_back(options.inputs[picture * levelCount + level]);
    }
    options.inputs = std::move(ordered);
}

Form formOf(const Words& words) {
    if (!words.empty() && words[0] == "toktx") return Form::Toktx;
    return !words.empty() && words[0] == "create" ? Form::Create : Form::Ours;
}

} // namespace

Result<void> checkVerbFlags(const Words& words) {
    for (size_t i = 1; i < words.size() && words[i] != "--"; ++i) {
        const bool isEvery = words[0] == "extract" && words[i] == "all" && words[i - 1].starts_with("--");
        if (isEvery) return refuse(words[i - 1] + " all", "--all extracts every level, layer and face");
        for (const VerbFlag& entry : kFlagsOfVerbs) {
            if (words[0] == entry.verb && words[i].substr(0, words[i].find('=')) == entry.flag) {
                return refuse(fmt::format("{} of ktx {}", entry.flag, entry.verb), entry.hint);
            }
        }
    }
    return {};
}

std::optional<Form> formOfHelp(const Words& words) {
    const Form form = formOf(words);
    const auto isHelp = [&](const std::string& word) { return longName(word, form) == "--help" || word == "-h"; };
    const bool isWanted = form != Form::Ours && std::any_of(words.begin(), words.end(), isHelp);
    return isWanted ? std::optional(form) : std::nullopt;
}

Result<Words> rewriteOtherTools(Words words, TypedNames& typed) {
    for (const auto& [verb, hint] : kVerbsOfKtx) {
        if (!words.empty() && words[0] == verb) return refuse(std::string(verb) + " of ktx", hint);
    }
    const Form form = formOf(words);
    if (form != Form::Ours) {
        words[0] = std::string(kPlaceOption) + (form == Form::Create ? "=last" : "=first");
        const Words more = environmentOf(form);
        words.insert(words.begin() + 1, more.begin(), more.end());
        typed["--input"] = "the pictures";
        typed["--output"] = "the texture";
    }
    Rewriter rewriter(form, typed);
    size_t i = 0;
    for (; i < words.size() && words[i] != "--"; ++i) {
        if (Result<void> done = rewriter.take(words, i); !done) return done.error();
    }
    Result<Words> ours = rewriter.finish();
    if (ours) ours->insert(ours->end(), words.begin() + static_cast<std::ptrdiff_t>(i), words.end());
    return ours;
}

void addOperands(CLI::App& app, Options& options) {
    app.add_flag(kStandardInputOperand, options.isStandardInputOperand)->group("");
    app.add_flag(kStandardOutputOperand, options.isStandardOutputOperand)->group("");
    app.add_option(kPlaceOption, options.textureOperand)->group("");
    app.add_option("OPERANDS", options.operands)->group("");
}

void settleOperands(Options& options) {
    if (options.isStandardInputOperand) options.operands.insert(options.operands.begin(), "-");
    if (options.isStandardOutputOperand) options.operands.emplace_back("-");
    if (options.operands.empty()) return;
    if (options.textureOperand.empty()) {
        const bool isOutputAmong = options.operands.size() > 1 || !options.inputs.empty();
        if (options.output.empty() && !isOutputAmong) throw CLI::RequiredError("--output");
        const char* problem = options.output.empty()    ? "not expected; -i names a picture, -o the texture"
                              : !options.inputs.empty() ? "not expected; pictures stand behind -i" // whose order counts
                                                        : nullptr;
        if (problem != nullptr) throw CLI::ValidationError(options.operands.front(), problem);
        options.inputs = std::move(options.operands);
        return;
    }
    if (!options.inputs.empty() || !options.output.empty()) {
        throw CLI::ValidationError(options.operands.front(), "not expected beside -i and -o");
    }
    if (options.operands.size() < 2)
        throw CLI::ValidationError(options.operands.front(), "needs a picture and a texture");
    const auto texture = options.textureOperand == "first" ? options.operands.begin() : options.operands.end() - 1;
    options.output = options.textureOperand == "first" ? completeName(*texture) : *texture;
    options.operands.erase(texture);
    options.inputs = std::move(options.operands);
}

void settleOrder(Options& options) {
    if (options.textureOperand == "first" && options.texture.isMipmapped) orderByLevel(options);
}

void settleColors(Options& options) {
    PictureOptions& picture = options.picture;
    if (options.textureOperand == "last") picture.lineForm = LineForm::KtxCreate;
    if (options.textureOperand == "first") picture.lineForm = LineForm::Toktx;
    const bool areNormals = options.isNormalMap || options.texture.generation.isNormalMap || picture.isNormalizeWanted;
    if (picture.lineForm != LineForm::KtxCreate || !options.profile || areNormals) return;
    if (!picture.convertedTransfer) picture.convertedTransfer = transferOf(*options.profile).kind;
}

} // namespace astcslang::cli
