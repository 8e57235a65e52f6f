// SPDX-License-Identifier: Apache-2.0
// The verbs of the command line. Each returns the exit status, or an error whose message names the file or device.

#pragma once

#include "options.h"

namespace astcslang::cli {

Result<ExitCode> runEncode(const Options& options);
Result<ExitCode> runDecode(const Options& options);
Result<ExitCode> runCompare(const Options& options);
/// `compare --blocks`
Result<ExitCode> runCompareBlocks(const Options& options);
/// `compare --normal`
Result<ExitCode> runCompareNormals(const Options& options);
Result<ExitCode> runInfo(const Options& options);
Result<ExitCode> runValidate(const Options& options);
Result<ExitCode> runWrap(const Options& options);
Result<ExitCode> runListDevices(const Options& options);

} // namespace astcslang::cli
