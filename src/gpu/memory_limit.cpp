// SPDX-License-Identifier: Apache-2.0

#include "gpu/memory_limit.h"

#if __has_include(<sys/resource.h>)
#include <sys/resource.h>
#endif

namespace astcslang::gpu {

std::string describeMemoryLimit() {
#ifdef RLIMIT_AS
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return "";
    return "; this process may take " + std::to_string(limit.rlim_cur >> 20) +
           " MiB of addresses (ulimit -v), which may be too few for a driver";
#else
    return "";
#endif
}

} // namespace astcslang::gpu
