// SPDX-License-Identifier: Apache-2.0
// astcenc's command line as ours: "-cl IN OUT 6x6 -medium" and its like.

#pragma once

#include <string>
#include <vector>

#include <astcslang/result.h>

#include "typed_names.h"

namespace astcslang::cli {

/// Our arguments for those of astcenc, without the program's name; arguments whose first is no operation of astcenc
/// come back as they are. -v and options that begin with "--" are ours and may follow astcenc's. What astcenc has and
/// we lack fails with Unsupported and its name, everything else with InvalidArgument.
/// `typed` receives what stood for our options.
Result<std::vector<std::string>> rewriteAstcencForm(const std::vector<std::string>& arguments, TypedNames& typed);

} // namespace astcslang::cli
