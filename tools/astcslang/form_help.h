// SPDX-License-Identifier: Apache-2.0
// `astcslang create --help` and `astcslang toktx --help`, made of the tables of flags.

#pragma once

#include <string>

#include "ktx_flags.h"

namespace astcslang::cli {

/// What a line of the form takes, does not need, and refuses. Precondition: not Form::Ours.
std::string helpOfForm(Form form);

} // namespace astcslang::cli
