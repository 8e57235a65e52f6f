// SPDX-License-Identifier: Apache-2.0
// Names of formats that DDS files have.

#pragma once

#include <cstdint>
#include <string>

namespace astcslang::cli {

/// Without DXGI_FORMAT_, "R8G8B8A8_UINT"; the number of formats from 100 on, which are of video but for a few.
std::string dxgiFormatName(uint32_t dxgiFormat);

} // namespace astcslang::cli
