// SPDX-License-Identifier: Apache-2.0
// The exit statuses of the command line, those of Khronos' `ktx` and one more. Documented in options.cpp's help and in
// the README.

#pragma once

#include <astcslang/result.h>

namespace astcslang::cli {

enum class ExitCode : int {
    Success = 0,
    Usage = 1,       ///< Options or arguments make no sense.
    Io = 2,          ///< A file could not be opened, read or written.
    InvalidData = 3, ///< An input file is damaged or not what it should be.
    Runtime = 4,     ///< No device, a device failure, no memory.
    Unsupported = 5, ///< Legal, but not handled by this version.
    Difference = 7,  ///< `compare` found a difference. (6 is not used here.)
    Threshold = 8,   ///< `compare` found less than --min-psnr or more than --max-flip.
};

ExitCode exitCodeOf(ErrorCode code);

} // namespace astcslang::cli
