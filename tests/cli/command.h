// SPDX-License-Identifier: Apache-2.0
// Runs the built `astcslang` and keeps what it said.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <sys/types.h>

namespace astcslang::test {

struct CommandResult {
    int exitCode = -1; ///< -1 if a signal ended it.
    int signal = 0;
    std::string out;
    std::string err;
    std::string hint; ///< Lines of `err` that tell that there is no GPU, which are taken out of it.
};

struct CommandSetup {
    std::vector<std::string> environment; ///< "NAME=VALUE", on top of this process's.
    std::string standardInput;            ///< A file to read from instead of this process's.
    std::string standardOutput;           ///< A file to write to instead of keeping it.
    std::vector<int> closedStreams;       ///< Of 0, 1 and 2.
    std::optional<uint64_t> maxFileBytes;
    std::optional<uint64_t> maxMemoryBytes;
    std::optional<uint64_t> maxOpenFiles;
    bool isBoundByPermissions = false; ///< Even when the tests run as root.
};

/// A running command; must be waited for.
class BackgroundCommand {
public:
    BackgroundCommand(const std::vector<std::string>& arguments, const CommandSetup& setup = {});
    ~BackgroundCommand();
    BackgroundCommand(const BackgroundCommand&) = delete;
    BackgroundCommand& operator=(const BackgroundCommand&) = delete;

    void sendSignal(int signalNumber) const;
    CommandResult wait();

private:
    pid_t process_ = -1;
    int out_ = -1; ///< Nameless files that collect the output.
    int err_ = -1;
};

CommandResult runCommand(const std::vector<std::string>& arguments, const CommandSetup& setup = {});

/// What `compare ARGUMENTS --json` reports; checks its status.
nlohmann::json compareReport(std::vector<std::string> arguments, int exitCode);

/// Checks a failed run: its status, nothing on standard output, and one line
/// "astcslang: ..." on standard error that holds `mention`.
void expectFailure(const CommandResult& result, int exitCode, const std::string& mention);

/// Checks a successful run that had nothing to complain about.
void expectSuccess(const CommandResult& result);

} // namespace astcslang::test
