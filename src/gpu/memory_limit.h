// SPDX-License-Identifier: Apache-2.0
// What limits the memory of this process, for errors behind which it may stand: the loader does not tell a driver that
// could not be loaded for want of memory from one that is not there, and drivers fail in ways that say nothing.

#pragma once

#include <string>

namespace astcslang::gpu {

/// What to append to such an error: "; this process ...", or nothing where its addresses are not limited.
std::string describeMemoryLimit();

} // namespace astcslang::gpu
