// SPDX-License-Identifier: Apache-2.0
// What a picture is, what was assumed of it and what was done to it, in words and as JSON.

#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "picture.h"

namespace astcslang::cli {

/// "RGB, 16 bits a channel", then the transfer function and why, what the file is tagged, and each step.
std::vector<std::string> describePicture(const Picture& picture);

/// Members for the object that stands for the file.
nlohmann::ordered_json pictureToJson(const Picture& picture);

/// One line a warning on standard error, with the file's name.
void reportWarnings(const std::string& path, const std::vector<std::string>& warnings);

} // namespace astcslang::cli
