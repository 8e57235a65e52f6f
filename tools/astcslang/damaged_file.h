// SPDX-License-Identifier: Apache-2.0
// How readers of pictures say that a file is damaged.

#pragma once

#include <string>

#include <astcslang/result.h>

namespace astcslang::cli {

/// "damaged BMP: the file is truncated"
inline Error damagedFile(const std::string& format, const std::string& what) {
    return {ErrorCode::InvalidData, "damaged " + format + ": " + what};
}

/// An error of a part that knows no format: where it is of damage, it names the format.
inline Error inFormat(const std::string& format, const Error& error) {
    return error.code == ErrorCode::InvalidData ? damagedFile(format, error.message) : error;
}

} // namespace astcslang::cli
