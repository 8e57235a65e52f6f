// SPDX-License-Identifier: Apache-2.0
// The command's frame: parse, run the verb, report an error as one line, see that the output arrived.

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "commands.h"
#include "input_file.h"
#include "output_file.h"
#include "report.h"
#include "standard_streams.h"

namespace astcslang::cli {
namespace {

Result<ExitCode> runCommand(const Options& options) {
    switch (options.command) {
    case Command::Encode:
        return runEncode(options);
    case Command::Decode:
        return runDecode(options);
    case Command::Compare:
        return runCompare(options);
    case Command::Info:
        return runInfo(options);
    case Command::Validate:
        return runValidate(options);
    case Command::Wrap:
        return runWrap(options);
    case Command::ListDevices:
        return runListDevices(options);
    }
    return ExitCode::Usage;
}

/// The files that a command works on, for errors that are of no one in particular: "a.png, b.ktx2".
std::string nameInputs(const Options& options) {
    std::vector<std::string> paths = options.inputs;
    for (const std::string* path : {&options.input, &options.secondInput}) {
        if (!path->empty()) paths.push_back(*path);
    }
    constexpr size_t kMostNamed = 2;
    std::string text;
    for (size_t i = 0; i < std::min(paths.size(), kMostNamed); ++i) text += (i == 0 ? "" : ", ") + paths[i];
    if (paths.size() > kMostNamed) text += " and " + std::to_string(paths.size() - kMostNamed) + " more";
    return text.empty() ? "astcslang" : text;
}

ExitCode run(int argc, char** argv) {
    const std::variant<Options, ExitCode> parsed = parseOptions(argc, argv);
    if (const ExitCode* exitCode = std::get_if<ExitCode>(&parsed)) return *exitCode;
    // The library and the libraries below it may run out of memory anywhere.
    const Result<ExitCode> exitCode = [&]() -> Result<ExitCode> {
        try {
            return runCommand(std::get<Options>(parsed));
        } catch (const std::bad_alloc&) {
            return inFile(nameInputs(std::get<Options>(parsed)), {ErrorCode::OutOfMemory, "not enough memory"});
        } catch (const std::system_error& error) {
            // That fmt::print throws, or that a thread, say, could not be made.
            const bool isOutput = std::ferror(stdout) != 0;
            const std::string place = isOutput ? "standard output" : nameInputs(std::get<Options>(parsed));
            const bool isWant = !isOutput && error.code() == std::errc::resource_unavailable_try_again;
            return inFile(place, {isWant ? ErrorCode::OutOfMemory : ErrorCode::Io, error.code().message()});
        }
    }();
    if (exitCode) return *exitCode;
    reportError(exitCode.error().message);
    return exitCodeOf(exitCode.error().code);
}

} // namespace
} // namespace astcslang::cli

int main(int argc, char** argv) {
    using namespace astcslang::cli;
    if (!occupyStandardStreams()) {
        reportError("/dev/null cannot be opened in place of a closed standard stream");
        return static_cast<int>(ExitCode::Io);
    }
    installSignalCleanup();
    ExitCode exitCode = run(argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
        if (exitCode == ExitCode::Success || exitCode == ExitCode::Difference || exitCode == ExitCode::Threshold) {
            reportError(std::string("standard output: ") + std::strerror(errno));
            exitCode = ExitCode::Io;
        }
    }
    return static_cast<int>(exitCode);
}
