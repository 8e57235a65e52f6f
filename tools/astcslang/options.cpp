// SPDX-License-Identifier: Apache-2.0
// The command line's grammar, by CLI11. Values are parsed here rather than by CLI11's transformers, whose messages
// show their tables; every refusal is one line.

#include "options.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "astcenc_form.h"
#include "command_words.h"
#include "file_checks.h"
#include "file_names.h"
#include "form_help.h"
#include "format_name.h"
#include "help_page.h"
#include "option_names.h"
#include "other_tools.h"
#include "picture_options.h"
#include "picture_output.h"
#include "report.h"
#include "search_options.h"
#include "weight_options.h"

namespace astcslang::cli {
namespace {

constexpr const char* kExtractName = "extract"; // of `ktx extract`, for decode
constexpr const char* kFooter = R"(
Examples:
  astcslang -i cat.jpg -o cat.ktx2                   encode at the default quality (medium)
  astcslang -i cat.jpg -p 3 -o cat.ktx2 --compare    at most 3 partitions a block; print the PSNR
  astcslang -i normal.png --linear -q thorough -o normal.astc
  astcslang -i cat.jpg --format ASTC_6x6_UNORM_BLOCK -o cat.ktx2
  astcslang -i normal.png --normal-mode -o normal.ktx2
  astcslang -i px.png -i nx.png -i py.png -i ny.png -i pz.png -i nz.png --cubemap --zstd 18 -o sky.ktx2
  astcslang *.png -o textures/                       a texture for each picture
  astcslang decode cat.ktx2 cat.png
  astcslang compare cat.jpg cat.ktx2 --html cat.html
  astcslang compare --blocks ours.astc theirs.astc --original cat.jpg
  astcslang info cat.ktx2 --json
  astcslang validate *.ktx2
  astcslang wrap cat.astc cat.ktx2 --zstd 18         the same blocks in another file

astcenc's short forms, with its options -a, -cw, -dsw, -esw, -normal, -perceptual, -rgbm, -yflip, -pp-normalize,
-pp-premultiply, -j, -silent, -decode_unorm8:
  astcslang -cl cat.png cat.astc 6x6 -medium         encode, as linear; -cs as sRGB
  astcslang -dl cat.astc cat.png                     decode; or -ds
  astcslang -tl cat.png decoded.png 6x6 -medium      encode and decode; print the PSNR; or -ts

Lines of other tools, whose flags are taken or refused by name; create --help and toktx --help list them:
  astcslang create --format ASTC_6x6_SRGB_BLOCK --astc-quality thorough --zstd 18 cat.png cat.ktx2
  astcslang toktx --t2 --encode astc --astc_blk_d 6x6 --genmipmap cat.ktx2 cat.png

Pictures: PNG, JPEG, TGA, BMP, QOI, WebP, Radiance HDR, OpenEXR, uncompressed KTX2 and DDS, told by content. Untagged
pictures count as sRGB.

Exit status: 0 done; 1 usage; 2 a file could not be read or written; 3 an input file is damaged or of the wrong
kind, or `validate` found errors; 4 no device, a device failure or no memory; 5 not supported; 7 `compare` found a
difference; 8 `compare` found more of it than --min-psnr or --max-flip allow.)";

void addProfileFlags(CLI::App& app, Options& options, const char* aboutSrgb, const char* aboutLinear) {
    auto* srgb = app.add_flag_callback(
        "--srgb", [&] { options.profile = Profile::LdrSrgb; }, aboutSrgb);
    auto* linear = app.add_flag_callback(
        "--linear", [&] { options.profile = Profile::Ldr; }, aboutLinear);
    srgb->excludes(linear);
}

void addDecodeProfileFlags(CLI::App& app, Options& options) {
    addProfileFlags(app, options, "Decode as sRGB, whatever a KTX2 file says (default for .astc, which does not say)",
                    "Decode as linear, whatever the file says");
}

void addOutputFlags(CLI::App& app, Options& options) {
    app.add_flag("--json", options.isJson, "Report as JSON on standard output");
    auto* verbose = app.add_flag("-v,--verbose", options.isVerbose, "Report more");
    auto* quiet = app.add_flag("--quiet", options.isQuiet, "Report nothing but errors, and what --json asks for");
    app.add_flag("--astcenc-threads", options.isThreadCountGiven)->group(""); // hidden: see astcenc_form.h
    quiet->excludes(verbose);
}

/// What several options may say of the texture; compared when all are read.
struct FormatOptions {
    std::optional<Footprint> block;
    std::optional<TextureFormat> format;
    std::string formatText;
    std::string unsupported; ///< The message, if one is not supported.
};

void addFormatOptions(CLI::App& app, FormatOptions& formats) {
    offerWords(app.add_option_function<std::string>(
                      "-b,--block",
                      [&](const std::string& text) {
                          formats.block = supportedValue("--block", parseFootprint(text), formats.unsupported);
                      },
                      "Block dimensions in texels (default 4x4)")
                   ->type_name("WxH"),
               footprintNames());
    offerWords(app.add_option_function<std::string>(
                      "--format",
                      [&](const std::string& text) {
                          formats.format = supportedValue("--format", parseTextureFormat(text), formats.unsupported);
                          formats.formatText = text;
                      },
                      "Blocks and profile by Vulkan's name, e.g. ASTC_6x6_SRGB_BLOCK")
                   ->type_name("NAME"),
               textureFormatNames());
}

void addContainerOption(CLI::App& app, Options& options, const char* about) {
    app.add_option_function<std::string>(
           "--container",
           [&](const std::string& text) {
               if (text != "ktx2" && text != "astc") {
                   throw CLI::ValidationError("--container", fmt::format("'{}' is neither ktx2 nor astc", text));
               }
               options.container = "." + text;
           },
           about)
        ->type_name("ktx2|astc");
}

void addFileOptions(CLI::App& app, Options& options) {
    app.add_option("-i,--input", options.inputs,
                   "Picture to encode, or @LIST; several by level, by layer, by face. Beside -o, -i may be left out")
        ->type_name("FILE");
    app.add_option("-o,--output", options.output,
                   "Texture to write, .ktx2, .astc or .ktx (KTX 1); a folder for one a picture")
        ->type_name("FILE");
    addContainerOption(app, options, "What to write into a folder or to standard output: ktx2 (default) or astc");
}

void addBlockOptions(CLI::App& app, Options& options, FormatOptions& formats) {
    addQualityOptions(app, options.encode);
    addFormatOptions(app, formats);
    addProfileFlags(app, options, "The texture is decoded as sRGB (default, unless the picture is linear)",
                    "The texture is decoded as linear");
    app.add_flag_callback(
        "--decode-float16", [&] { options.encode.decodeTarget = DecodeTarget::Float16; },
        "With --linear: aim at decoders that return 16-bit floats");
}

void addRunOptions(CLI::App& app, Options& options) {
    app.add_option("--device", options.context.device, "Vulkan device, by number or part of its name")
        ->type_name("N|NAME");
    app.add_flag("--list-devices", options.isDeviceListWanted, "List the Vulkan devices");
    app.add_flag(
        "--round-trip", options.isRoundTrip,
        "Write the decoded picture (.png and others of decode) in place of the texture, and report PSNR and SSIM");
    app.add_flag("--compare", options.isCompareWanted, "Decode the result and report PSNR and SSIM");
    app.add_flag("--stats", options.isStatsWanted, "Report statistics of the search; slower");
    app.add_flag("--validation", options.context.enableValidation, "Run under the Vulkan validation layer");
}

/// The main verb's, in the order of --help.
void addEncodeOptions(CLI::App& app, Options& options, FormatOptions& formats, WeightOptions& weights) {
    addFileOptions(app, options);
    addBlockOptions(app, options, formats);
    app.add_option_function<std::string>(
           "--input-swizzle",
           [&](const std::string& text) { options.inputSwizzle = parseSwizzleOption("--input-swizzle", text); },
           "New order of the picture's channels: four of r, g, b, a, 0, 1, e.g. rrrg")
        ->type_name("RGBA");
    addPictureOptions(app, options.picture, formats.unsupported);
    app.add_flag_callback("--astcenc-form", [&] { options.picture.lineForm = LineForm::Astcenc; })->group("");
    addResizeFilterOptions(app, options.picture.resizeFilter);
    addWeightOptions(app, options, weights);
    addTextureOptions(app, options.texture);
    addGenerationOptions(app, options.texture.generation);
    addRunOptions(app, options);
    addReactionOptions(app, options.reactions);
    addNoWarnOption(app, options.reactions);
    addSearchOptions(app, options.encode);
}

/// Brings together what --block, --format, --srgb and --linear say.
void settleFormat(Options& options, const FormatOptions& formats) {
    if (formats.block) options.encode.footprint = *formats.block;
    if (!formats.format) return;
    const auto contradict = [&](const std::string& other) {
        throw CLI::ValidationError("--format", fmt::format("'{}' contradicts {}", formats.formatText, other));
    };
    if (formats.block && *formats.block != formats.format->footprint) {
        contradict("--block " + formatFootprint(*formats.block));
    }
    if (options.profile && *options.profile != formats.format->profile) {
        contradict(*options.profile == Profile::Ldr ? "--linear" : "--srgb");
    }
    options.encode.footprint = formats.format->footprint;
    options.profile = formats.format->profile;
}

void checkNoMainOptions(CLI::App& app, const CLI::App& subcommand) {
    for (const CLI::Option* option : app.get_options()) {
        if (!option->empty()) {
            throw CLI::ValidationError(option->get_name(), "stands before '" + subcommand.get_name() +
                                                               "'; options of a subcommand come after it");
        }
    }
}

/// CLI11 would tell of an operand that is missing before an option that it does not know, which may have taken its
/// place, so that none is required.
void checkOperands(const CLI::App& verb) {
    for (const CLI::Option* option : verb.get_options()) {
        const bool isOperand = option->get_positional() && !option->get_group().empty();
        if (isOperand && option->empty()) throw CLI::RequiredError(option->get_name(true));
    }
}

/// The application with its verbs, and what the values of a line go to.
struct Grammar {
    Grammar();
    Grammar(const Grammar&) = delete;
    Grammar& operator=(const Grammar&) = delete;

    CLI::App app{"astcslang encodes pictures to ASTC textures on the GPU.", "astcslang"};
    Options options;
    FormatOptions formats;
    WeightOptions weights;
    std::vector<std::pair<CLI::App*, Command>> verbs;

private:
    CLI::App& addVerb(const char* name, const char* about, Command command);
    void addDecode();
    void addCompare();
    void addInfo();
    void addValidate();
    void addWrap();
};

Grammar::Grammar() {
    app.option_defaults()->take_last(); // as in astcenc, toktx and ktx; lists take all
    app.footer(kFooter);
    setHelpFormat(app);
    app.set_version_flag("--version", "astcslang " + std::string(versionString()));
    app.require_subcommand(0, 1);
    addEncodeOptions(app, options, formats, weights);
    addOutputFlags(app, options);
    addOperands(app, options);
    groupOptions(app);
    addDecode();
    addCompare();
    addInfo();
    addValidate();
    addWrap();
}

CLI::App& Grammar::addVerb(const char* name, const char* about, Command command) {
    CLI::App* verb = app.add_subcommand(name, about);
    verb->footer("");
    verbs.emplace_back(verb, command);
    return *verb;
}

void Grammar::addDecode() {
    CLI::App& decode = addVerb("decode", "Decode a texture (.astc, .ktx, .ktx2) to a picture", Command::Decode);
    decode.alias(kExtractName);
    addInputOutput(decode, options.input, options.output, options.operands, "Texture to decode",
                   fmt::format("Picture to write, {}", kPictureExtensions));
    addDecodeOptions(decode, options.decode);
    addDecodeProfileFlags(decode, options);
    addMaxPixelsOption(decode, options.picture.read);
    addOutputFlags(decode, options);
}

void Grammar::addCompare() {
    CLI::App& compare =
        addVerb("compare", "Errors of two pictures or textures: PSNR, SSIM and FLIP, by blocks, or as normals",
                Command::Compare);
    compare.add_option("A", options.input, "Picture or texture")->type_name("FILE");
    compare.add_option("B", options.secondInput, "Picture or texture")->type_name("FILE");
    addDecodeProfileFlags(compare, options);
    addMaxPixelsOption(compare, options.picture.read);
    addExrLayerOption(compare, options.picture.read);
    addNoWarnOption(compare, options.reactions);
    addOutputFlags(compare, options);
    addCompareOptions(compare, options.compare, formats.unsupported);
}

void Grammar::addInfo() {
    CLI::App& info = addVerb("info", "What a texture or a picture is", Command::Info);
    info.add_option("FILE", options.infoFiles, "Textures or pictures")->type_name("");
    addMaxPixelsOption(info, options.picture.read);
    addExrLayerOption(info, options.picture.read);
    addNoWarnOption(info, options.reactions);
    addOutputFlags(info, options);
}

void Grammar::addValidate() {
    CLI::App& validate = addVerb("validate", "Every fault of texture files, with its place", Command::Validate);
    addValidateOptions(validate, options.validate);
    addMaxPixelsOption(validate, options.picture.read)
        ->description("Do not unpack larger supercompressed levels, but warn (default 1073741824)");
    addOutputFlags(validate, options);
}

void Grammar::addWrap() {
    CLI::App& wrap = addVerb("wrap", "The same blocks in another file: .astc, .ktx2, packed or not", Command::Wrap);
    wrap.alias("deflate"); // as `ktx deflate`, which packs KTX2
    addInputOutput(wrap, options.input, options.output, options.operands, "Texture to read, .astc, .ktx or .ktx2, or -",
                   "Texture to write, .astc or .ktx2, or -");
    addContainerOption(wrap, options, "What to write to standard output: ktx2 (default) or astc");
    addPartOptions(wrap, options.wrapPart);
    addMeaningOptions(wrap, options.texture, kMeaningOfWrapped);
    addPackingOptions(wrap, options.texture.packing);
    addMaxPixelsOption(wrap, options.picture.read)->description("Refuse larger textures (default 1073741824)");
    addProfileFlags(wrap, options, "The .astc file is sRGB (default)", "The .astc file is linear");
    addOutputFlags(wrap, options);
}

/// Words of other tools become ours; those of a verb that is ours stay.
Result<std::vector<std::string>> rewriteWords(const CLI::App& app, std::vector<std::string> words, TypedNames& typed) {
    Result<std::vector<std::string>> rewritten = rewriteAstcencForm(std::move(words), typed);
    if (!rewritten) return rewritten;
    if (Result<void> checked = checkVerbFlags(*rewritten); !checked) return checked.error();
    const auto isVerb = [&](const CLI::App* verb) { return verb->check_name(rewritten->front()); };
    if (!rewritten->empty() && !app.get_subcommands(isVerb).empty()) return rewritten;
    return rewriteOtherTools(*std::move(rewritten), typed);
}

/// What options of the main verb say together. Fails where a list of inputs cannot be read; throws CLI::ParseError.
Result<void> settleEncode(Grammar& grammar) {
    Options& options = grammar.options;
    settleOperands(options);
    if (Result<void> settled = settleInputs(options); !settled) return settled;
    settleOrder(options);
    settleFormat(options, grammar.formats);
    checkSearchOptions(options.encode);
    settleColors(options);
    options.picture.isPremultiplied = options.texture.isAlphaPremultiplied;
    checkPictureOptions(options.picture);
    settleWeights(options, grammar.weights);
    checkEncode(grammar.app, options);
    return {};
}

/// Everything that is checked before files are opened. Fails and throws like settleEncode().
Result<void> parseWords(Grammar& grammar, std::vector<std::string> words) {
    CLI::App& app = grammar.app;
    Options& options = grammar.options;
    const bool isExtract = !words.empty() && words.front() == kExtractName;
    completePackingWords(words);
    std::reverse(words.begin(), words.end()); // as CLI11 wants it
    app.parse(std::move(words));
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    if (chosen.empty() && options.isDeviceListWanted) options.command = Command::ListDevices;
    if (chosen.empty()) return options.isDeviceListWanted ? Result<void>() : settleEncode(grammar);
    checkNoMainOptions(app, *chosen.front());
    for (const auto& [verb, command] : grammar.verbs) {
        if (verb == chosen.front()) options.command = command;
    }
    if (options.command != Command::Validate) checkOperands(*chosen.front()); // which may list its rules instead
    if (options.command == Command::Decode) {
        options.decode.isFolderMade = isExtract;
        settleInputOutput(options.operands, options.input, options.output);
        settleDecodeOutput(options.decode, options.input, options.output);
        checkDecodeOptions(options.decode, options.output);
    }
    if (options.command == Command::Validate) checkValidateOptions(options.validate);
    if (options.command == Command::Wrap) {
        settleInputOutput(options.operands, options.input, options.output);
        if (options.output.empty()) throw CLI::RequiredError("--output");
        checkTextureOutput(options);
    }
    return {};
}

/// CLI11's own words where they mislead: it lists arguments backwards, and tells of no reason.
std::string describeParseError(const CLI::App& app, const CLI::ParseError& error) {
    constexpr std::string_view kConversion = "Could not convert: ";
    const std::string message = error.what();
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr)
        return fmt::format("The following arguments were not expected: {}", fmt::join(app.remaining(true), " "));
    const size_t equals = message.find(" = ");
    if (!message.starts_with(kConversion) || equals == message.npos) return message;
    return fmt::format("{}: '{}' is not a number that it takes",
                       message.substr(kConversion.size(), equals - kConversion.size()), message.substr(equals + 3));
}

/// What follows from several options once all of them are known to make sense.
void settleProfile(Options& options) {
    options.encode.profile = options.profile.value_or(impliedProfile(options.picture));
    options.picture.profile = options.encode.profile;
    options.picture.isProfileTold =
        options.profile || options.picture.assignedTransfer || options.picture.convertedTransfer;
}

} // namespace

bool writesKtx2(const Options& options) {
    const bool isNamed = !isStreamName(options.output) && !isFolderName(options.output);
    return isNamed ? hasExtension(options.output, ".ktx2") : options.container == ".ktx2";
}

std::variant<Options, ExitCode> parseOptions(int argc, const char* const* argv) {
    Grammar grammar;
    Options& options = grammar.options;
    const std::vector<std::string> line(argv + std::min(argc, 1), argv + argc);
    Result<std::vector<std::string>> words = rewriteHelp(grammar.app, line);
    if (const std::optional<Form> form = words ? formOfHelp(*words) : std::nullopt) {
        fmt::print("{}", helpOfForm(*form));
        return ExitCode::Success;
    }
    TypedNames typed;
    if (words) words = rewriteWords(grammar.app, *std::move(words), typed);
    if (!words) {
        const bool isUsage = words.error().code == ErrorCode::InvalidArgument;
        reportError(words.error().message + (isUsage ? " (see --help)" : ""));
        return exitCodeOf(words.error().code);
    }
    try {
        if (Result<void> parsed = parseWords(grammar, *std::move(words)); !parsed) {
            reportError(parsed.error().message);
            return exitCodeOf(parsed.error().code);
        }
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) { // help or version
            grammar.app.exit(error);
            return ExitCode::Success;
        }
        const bool isCommandMeant = isUnknownCommand(grammar.app, line) && grammar.app.get_option("--output")->empty();
        const std::string message = isCommandMeant ? describeUnknownCommand(grammar.app, line.front())
                                                   : nameAsTyped(describeParseError(grammar.app, error), typed);
        reportError(message + " (see --help)");
        return ExitCode::Usage;
    }
    if (!grammar.formats.unsupported.empty()) {
        reportError(nameAsTyped(grammar.formats.unsupported, typed));
        return ExitCode::Unsupported;
    }
    settleProfile(options);
    options.picture.isFlippedByOrigin = isFlippedByOrigin(options.texture);
    options.encode.collectStatistics = options.isStatsWanted;
    options.isCompareWanted |= options.isRoundTrip;
    if (options.isThreadCountGiven && options.isVerbose)
        reportError("note: -j of astcenc has no effect: the device decides how work is spread");
    return std::move(options);
}

void visitGrammar(const std::function<void(CLI::App&)>& visit) {
    Grammar grammar;
    visit(grammar.app);
}

} // namespace astcslang::cli
