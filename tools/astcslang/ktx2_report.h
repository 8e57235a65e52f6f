// SPDX-License-Identifier: Apache-2.0
// All that a KTX2 file says beside its blocks, in words and as JSON.

#pragma once

#include <nlohmann/json_fwd.hpp>

#include <astcslang/ktx2_info.h>

namespace astcslang::cli {

void printKtx2Info(const Ktx2Info& info);

nlohmann::ordered_json ktx2InfoToJson(const Ktx2Info& info);

} // namespace astcslang::cli
