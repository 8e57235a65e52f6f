// SPDX-License-Identifier: Apache-2.0
// The files of report_page/, which the build puts into the command.

#pragma once

#include <string_view>

namespace astcslang::cli {

extern const std::string_view kReportPageHtml;
extern const std::string_view kReportPageCss;
extern const std::string_view kReportPageScript;

} // namespace astcslang::cli
