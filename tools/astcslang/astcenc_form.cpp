// SPDX-License-Identifier: Apache-2.0
// Operations, presets and options of astcenc 2 to 5. Values go into "--option=VALUE", so that a file's name may begin
// with a dash, as astcenc allows.

#include "astcenc_form.h"

#include <algorithm>
#include <string_view>

#include "flag_hints.h"
#include "search_options.h"

namespace astcslang::cli {
namespace {

using Words = std::vector<std::string>;

enum class Operation { Compress, Decompress, Test, Unsupported };

struct OperationWord {
    std::string_view word;
    Operation operation;
    std::string_view profile; ///< Our option.
};

constexpr OperationWord kOperations[] = {
    {"-cl", Operation::Compress, "--linear"},   {"-cs", Operation::Compress, "--srgb"},
    {"-dl", Operation::Decompress, "--linear"}, {"-ds", Operation::Decompress, "--srgb"},
    {"-tl", Operation::Test, "--linear"},       {"-ts", Operation::Test, "--srgb"},
    {"-ch", Operation::Unsupported, ""},        {"-cH", Operation::Unsupported, ""},
    {"-dh", Operation::Unsupported, ""},        {"-dH", Operation::Unsupported, ""},
    {"-th", Operation::Unsupported, ""},        {"-tH", Operation::Unsupported, ""}};

constexpr std::string_view kPresets[] = {"-fastest", "-fast", "-medium", "-thorough", "-verythorough", "-exhaustive"};

constexpr std::string_view kQualityDecides = "--quality sets all limits of the search, --partitions that of partitions";
constexpr std::string_view kFlat = "blocks and pictures have two dimensions";

struct Refusal {
    std::string_view word;
    std::string_view hint;
};
constexpr Refusal kRefusals[] = {
    {"-ssw", "-cw 1 0 0 1 has the effect of -ssw ra"},
    {"-mask", "-cw weighs channels"},
    {"-mpsnr", "a round trip tells PSNR of what is stored; compare --mpsnr tells that of light"},
    {"-zdim", kFlat},
    {"-array", kFlat},
    {"-partitioncountlimit", "--partitions"},
    {"-2partitionindexlimit", kQualityDecides},
    {"-3partitionindexlimit", kQualityDecides},
    {"-4partitionindexlimit", kQualityDecides},
    {"-partitionindexlimit", kQualityDecides},
    {"-2partitioncandidatelimit", kQualityDecides},
    {"-3partitioncandidatelimit", kQualityDecides},
    {"-4partitioncandidatelimit", kQualityDecides},
    {"-blockmodelimit", kQualityDecides},
    {"-refinementlimit", kQualityDecides},
    {"-candidatelimit", kQualityDecides},
    {"-dblimit", kQualityDecides},
    {"-2partitionlimitfactor", kQualityDecides},
    {"-3partitionlimitfactor", kQualityDecides},
    {"-2partitionlimitcorrelation", kQualityDecides},
    {"-2planelimitcorrelation", kQualityDecides},
    {"-lowweightmodelimit", kQualityDecides},
    {"-dimage", "decode --diagnostics draws maps of the blocks"},
    {"-dtrace", "--stats and decode --diagnostics tell what the search and the blocks are"},
    {"-repeats", "tools/bench repeats and measures"}};

// Of words that other operations take.
constexpr Refusal kNoDecode[] = {{"-pp-premultiply", "it is a step before encoding; -cl and -cs take it"},
                                 {"-pp-normalize", "it is a step before encoding; -cl and -cs take it"},
                                 {"-yflip", "flip the picture that comes out; -cl and -cs take it"}};
constexpr Refusal kNoTestSwizzle = {"-dsw", "a round trip shows the channels as they are stored; -dl and -ds take it"};

template <typename Table> bool contains(const Table& table, std::string_view word) {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

bool isNumber(std::string_view text) { return !text.empty() && text.find_first_not_of("0123456789") == text.npos; }

Error usageError(std::string message) { return {ErrorCode::InvalidArgument, std::move(message)}; }

Error refuse(std::string_view word, std::string_view hint) {
    return {ErrorCode::Unsupported, std::string(word) + " of astcenc is not supported: " + std::string(hint)};
}

/// What is refused by name in a line that begins with `operation`; null for other words.
const Refusal* findRefusal(std::string_view word, std::string_view operation) {
    for (const Refusal& refusal : kNoDecode) {
        if (word == refusal.word && operation.starts_with("-d")) return &refusal;
    }
    if (word == kNoTestSwizzle.word && operation.starts_with("-t")) return &kNoTestSwizzle;
    const auto* refusal = std::find_if(std::begin(kRefusals), std::end(kRefusals),
                                       [&](const Refusal& known) { return known.word == word; });
    return refusal == std::end(kRefusals) ? nullptr : refusal;
}

/// Takes the `count` values of option `words[i]`, each a number; `i` moves to the last.
Result<std::string> takeNumbers(const Words& words, size_t& i, size_t count) {
    const std::string& option = words[i];
    std::string values;
    for (size_t k = 0; k < count; ++k) {
        if (++i >= words.size() || words[i].empty() || words[i].find_first_not_of("0123456789.eE+-") != words[i].npos)
            return usageError(option + " needs " + (count == 1 ? "a number" : std::to_string(count) + " numbers"));
        values += (k > 0 ? "," : "") + words[i];
    }
    return values;
}

enum class Values { None, Numbers, ThreadCount, Swizzle };

struct TakenOption {
    std::string_view word;
    std::string_view operations; ///< Second letters of those that take it.
    std::string_view ours;       ///< Empty: nothing is to be done for it.
    Values values = Values::None;
    size_t numberCount = 1;
};
constexpr TakenOption kTaken[] = {{"-silent", "cdt", "--quiet"},
                                  {"-v", "cdt", "-v"},
                                  {"-decode_unorm8", "cdt", ""}, // as we do anyway
                                  {"-j", "cdt", "--astcenc-threads", Values::ThreadCount},
                                  {"-a", "ct", "--alpha-radius", Values::Numbers},
                                  {"-cw", "ct", "--channel-weights", Values::Numbers, 4},
                                  {"-rgbm", "ct", "--rgbm", Values::Numbers},
                                  {"-normal", "ct", "--normal-mode"},
                                  {"-perceptual", "ct", "--perceptual"},
                                  {"-dsw", "d", "--swizzle", Values::Swizzle},
                                  {"-dsw", "c", "", Values::Swizzle}, // says nothing of encoding
                                  {"-esw", "ct", "--input-swizzle", Values::Swizzle},
                                  {"-mpsnr", "cd", "", Values::Numbers, 2}, // nothing is measured
                                  {"-yflip", "c", "--yflip"},
                                  {"-yflip", "t", ""}, // a test flips twice
                                  {"-pp-normalize", "ct", "--normalize"},
                                  {"-pp-premultiply", "ct", "--premultiply-alpha"}};

/// Null for words that an operation does not take.
const TakenOption* findTaken(std::string_view word, std::string_view operation) {
    const auto* taken = std::find_if(std::begin(kTaken), std::end(kTaken), [&](const TakenOption& known) {
        return known.word == word && known.operations.find(operation[1]) != known.operations.npos;
    });
    return taken == std::end(kTaken) ? nullptr : taken;
}

/// Appends `words[i]` to `ours`; `i` moves to its last value.
Result<void> take(const TakenOption& option, const Words& words, size_t& i, Words& ours, TypedNames& typed) {
    std::string value;
    if (option.values == Values::Numbers) {
        Result<std::string> numbers = takeNumbers(words, i, option.numberCount);
        if (!numbers) return numbers.error();
        value = "=" + *numbers;
    } else if (option.values == Values::ThreadCount) {
        if (++i >= words.size() || !isNumber(words[i])) return usageError("-j needs a number of threads");
    } else if (option.values == Values::Swizzle) {
        if (++i >= words.size() || words[i].empty())
            return usageError(std::string(option.word) + " needs a swizzle such as rrrg");
        value = "=" + words[i];
    }
    // As in astcenc, wherever they stand.
    const bool isOverridden = contains(words, "-normal") || contains(words, "-cw");
    const bool hasNoEffect = option.word == "-perceptual" && isOverridden;
    if (option.ours.empty() || hasNoEffect) return {};
    typed[std::string(option.ours)] = option.word;
    ours.push_back(std::string(option.ours) + value);
    return {};
}

/// The options after the operands `[first, arguments.size())`, appended to `ours`.
Result<void> rewriteOptions(const Words& arguments, size_t first, Words& ours, TypedNames& typed) {
    const std::string& operation = arguments.front();
    for (size_t i = first; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (const TakenOption* taken = findTaken(word, operation)) {
            if (Result<void> done = take(*taken, arguments, i, ours, typed); !done) return done;
        } else if (word.starts_with("--")) {
            ours.push_back(word);
            const bool hasNext = i + 1 < arguments.size();
            if (hasNext && !arguments[i + 1].starts_with("-")) ours.push_back(arguments[++i]); // perhaps its value
        } else if (const Refusal* refusal = findRefusal(word, operation)) {
            return refuse(refusal->word, refusal->hint);
        } else {
            return usageError("'" + word + "' is not an option of " + operation);
        }
    }
    return {};
}

} // namespace

Result<Words> rewriteAstcencForm(const Words& arguments, TypedNames& typed) {
    const auto* entry = std::find_if(std::begin(kOperations), std::end(kOperations), [&](const OperationWord& known) {
        return !arguments.empty() && arguments.front() == known.word;
    });
    if (entry == std::end(kOperations)) {
        if (arguments.size() == 1 && (arguments[0] == "-help" || arguments[0] == "-version"))
            return Words{"-" + arguments[0]};
        return arguments;
    }
    if (entry->operation == Operation::Unsupported) return refuse(entry->word, kLdr);

    const bool isEncode = entry->operation != Operation::Decompress;
    const size_t operandCount = isEncode ? 4 : 2;
    bool hasOperands = arguments.size() > operandCount;
    // An empty value would let "--input=" take the next word.
    for (size_t i = 1; hasOperands && i <= operandCount; ++i) hasOperands = !arguments[i].empty();
    if (!hasOperands) {
        return usageError(arguments.front() + " needs " + (isEncode ? "IN OUT BLOCK QUALITY" : "IN OUT"));
    }
    Words ours;
    ours.push_back(isEncode ? "--astcenc-form" : "decode"); // the former is hidden, and keeps colours as they are
    ours.push_back("--input=" + arguments[1]);
    ours.push_back("--output=" + arguments[2]);
    ours.emplace_back(entry->profile);
    typed = {{"--input", "IN"}, {"--output", "OUT"}, {"--block", "BLOCK"}, {"--quality", "QUALITY"}};
    typed[std::string(entry->profile)] = entry->word;
    if (isEncode) {
        const std::string& quality = arguments[4];
        const bool isPreset = contains(kPresets, quality);
        const std::string whole = quality.substr(0, quality.find('.'));
        const bool isFraction = whole.size() < quality.size() && isNumber(quality.substr(whole.size() + 1));
        if (!isPreset && (!isNumber(whole) || (whole != quality && !isFraction))) {
            return usageError("'" + quality + "' is neither a preset such as -medium nor a number from 0 to 100");
        }
        ours.push_back("--block=" + arguments[3]);
        ours.push_back("--quality=" + (isPreset ? quality.substr(1) : qualityOfAstcenc(whole))); // between: the lower
    }
    if (entry->operation == Operation::Test) ours.push_back("--round-trip");
    if (Result<void> done = rewriteOptions(arguments, operandCount + 1, ours, typed); !done) return done.error();
    return ours;
}

} // namespace astcslang::cli
