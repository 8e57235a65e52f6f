// SPDX-License-Identifier: Apache-2.0
// The library's version, as the build's project() states it.

#include <astcslang/astcslang.h>

namespace astcslang {

std::string_view versionString() { return ASTCSLANG_VERSION; }

} // namespace astcslang
