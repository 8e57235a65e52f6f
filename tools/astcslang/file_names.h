// SPDX-License-Identifier: Apache-2.0
// Names of files on the command line: lists of inputs, and outputs that are named after their inputs.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <astcslang/result.h>

namespace astcslang::cli {

/// Replaces every "@LIST" by the lines of that file, and every "@@LIST" likewise, its relative names counted from the
/// list's folder; `lists` gains the names of the lists. Blanks at both ends of a line do not count; empty lines and
/// those that begin with "#" are skipped. Fails with Io where a list cannot be read and with InvalidData for a list
/// without a name.
Result<std::vector<std::string>> expandLists(const std::vector<std::string>& inputs, std::vector<std::string>& lists);

/// Whether an output is a folder, for files named after their inputs: one that is there, or any name that ends in "/".
bool isFolderName(const std::string& path);

/// Whether an output is "-" or a device or pipe that is there and whose name has no extension, so that it does not say
/// what to write.
bool isStreamName(const std::string& path);

/// "-", and what systems call standard output.
bool isStandardOutputName(const std::string& path);

inline constexpr std::string_view kKtx1Extension = ".ktx";

/// Whether `path` ends in `extension` (".ktx2") in any case, behind something else.
bool hasExtension(const std::string& path, std::string_view extension);

/// What is wrong with a name that has no character.
inline constexpr const char* kEmptyName = "the file's name is empty";

/// FOLDER/STEM.EXTENSION for each input; "-" becomes "stdin". Fails with InvalidArgument where two would be the same.
Result<std::vector<std::string>> nameOutputs(const std::string& folder, const std::vector<std::string>& inputs,
                                             const std::string& extension);

/// "FOLDER/STEM.EXTENSION" of an input; that of standard input is "stdin".
std::string nameInFolder(const std::string& folder, const std::string& input, const std::string& extension);

/// Makes the folder, and those that it lies in, if it is not there.
Result<void> makeFolder(const std::string& folder);
/// That of a file.
Result<void> makeFolderOf(const std::string& path);

} // namespace astcslang::cli
