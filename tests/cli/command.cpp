// SPDX-License-Identifier: Apache-2.0
// fork and exec by hand: limits and redirections belong between them.

#include "command.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <sstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace astcslang::test {
namespace {

std::string readDescriptor(int descriptor) {
    std::string text;
    char buffer[4096];
    ::lseek(descriptor, 0, SEEK_SET);
    for (ssize_t count; (count = ::read(descriptor, buffer, sizeof(buffer))) > 0;) {
        text.append(buffer, static_cast<size_t>(count));
    }
    ::close(descriptor);
    return text;
}

void setLimit(__rlimit_resource_t resource, const std::optional<uint64_t>& limit) {
    if (!limit) return;
    const rlimit both{*limit, *limit};
    ::setrlimit(resource, &both);
}

} // namespace

BackgroundCommand::BackgroundCommand(const std::vector<std::string>& arguments, const CommandSetup& setup) {
    std::vector<std::string> words = {ASTCSLANG_COMMAND};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);

    out_ = ::memfd_create("stdout", MFD_CLOEXEC);
    err_ = ::memfd_create("stderr", MFD_CLOEXEC);
    process_ = ::fork();
    if (process_ != 0) return;

    const int out = setup.standardOutput.empty() ? out_ : ::open(setup.standardOutput.c_str(), O_WRONLY);
    ::dup2(out, STDOUT_FILENO);
    if (!setup.standardInput.empty()) ::dup2(::open(setup.standardInput.c_str(), O_RDONLY), STDIN_FILENO);
    ::dup2(err_, STDERR_FILENO);
    for (const int stream : setup.closedStreams) ::close(stream);
    for (const std::string& variable : setup.environment) {
        const size_t equals = variable.find('=');
        ::setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
    setLimit(RLIMIT_FSIZE, setup.maxFileBytes);
    setLimit(RLIMIT_AS, setup.maxMemoryBytes);
    setLimit(RLIMIT_NOFILE, setup.maxOpenFiles);
    setLimit(RLIMIT_CORE, 0);
    // Root's licence to ignore permissions is lost in exec; others cannot drop it and do not have it.
    if (setup.isBoundByPermissions) ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
    if (setup.isBoundByPermissions) ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

BackgroundCommand::~BackgroundCommand() {
    if (process_ <= 0) return;
    sendSignal(SIGKILL);
    wait();
}

void BackgroundCommand::sendSignal(int signalNumber) const { ::kill(process_, signalNumber); }

CommandResult BackgroundCommand::wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    CommandResult result;
    if (WIFEXITED(status)) result.exitCode = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
    result.out = readDescriptor(out_);
    std::istringstream lines(readDescriptor(err_));
    for (std::string line; std::getline(lines, line);) {
        const bool isHint = line.starts_with("astcslang: warning: no GPU found: using ");
        (isHint ? result.hint : result.err) += line + (lines.eof() ? "" : "\n");
    }
    return result;
}

CommandResult runCommand(const std::vector<std::string>& arguments, const CommandSetup& setup) {
    return BackgroundCommand(arguments, setup).wait();
}

nlohmann::json compareReport(std::vector<std::string> arguments, int exitCode) {
    arguments.insert(arguments.begin(), "compare");
    arguments.push_back("--json");
    const CommandResult result = runCommand(arguments);
    EXPECT_EQ(result.exitCode, exitCode) << result.out << result.err;
    return nlohmann::json::parse(result.out);
}

void expectFailure(const CommandResult& result, int exitCode, const std::string& mention) {
    EXPECT_EQ(result.signal, 0);
    EXPECT_EQ(result.exitCode, exitCode) << result.err;
    EXPECT_EQ(result.err.rfind("astcslang: ", 0), 0u) << result.err;
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_EQ(result.err.empty() ? ' ' : result.err.back(), '\n') << result.err;
    EXPECT_NE(result.err.find(mention), std::string::npos) << result.err << " lacks " << mention;
    EXPECT_EQ(result.out, "");
}

void expectSuccess(const CommandResult& result) {
    EXPECT_EQ(result.signal, 0);
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.err, "");
}

} // namespace astcslang::test
