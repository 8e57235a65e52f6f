// SPDX-License-Identifier: Apache-2.0
// The library's version is not the container module's business; its tests name one of their own.

#include <astcslang/astcslang.h>

namespace astcslang {

std::string_view versionString() { return "1.2.3"; }

} // namespace astcslang
