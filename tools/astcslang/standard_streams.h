// SPDX-License-Identifier: Apache-2.0
// Places 0, 1 and 2 of the table of open files, which libraries and stdio take for the standard streams.

#pragma once

namespace astcslang::cli {

/// Where the caller closed one, puts /dev/null in its place, so that no file which is opened later gets its number and
/// with it what is printed. Standard input and output still fail when they are used, as closed ones do; what goes to
/// standard error is lost. False if /dev/null cannot be opened.
bool occupyStandardStreams();

} // namespace astcslang::cli
