// SPDX-License-Identifier: Apache-2.0
// `compare --html`: one page that shows two pictures, their error and maps of it under one zoom, and works without a
// network. What it looks like is in report_page/.

#pragma once

#include <optional>
#include <string>

#include "compared_files.h"
#include "normal_error.h"
#include "output_file.h"
#include "picture_comparison.h"

namespace astcslang::cli {

/// 8192x8192; browsers keep several copies of a picture.
inline constexpr uint64_t kMaxPageTexels = uint64_t{1} << 26;

/// Of several pairs of pictures, of which the page shows the worst.
struct PageTotal {
    std::string what;  ///< "54: 9 levels, 6 faces"
    std::string shown; ///< "level 3, face 2"
    const PictureComparison* comparison;
};

struct ReportPage {
    const std::string& nameOfA;
    const std::string& nameOfB;
    const ComparedFiles& files;
    const PictureComparison& comparison;
    const NormalMetrics* normals = nullptr; ///< If the pictures show normals.
    const PageTotal* total = nullptr;       ///< If there are several pairs.
    std::string omission = {};              ///< What the files have beside what was compared; empty: nothing.
};

/// The file of --html, if there is one, which must be none of the two inputs.
Result<std::optional<OutputFile>> createReportPage(const Options& options);

/// Whether a page can show pictures of this one's size; Unsupported where they are too large.
Result<void> checkPageSize(const Options& options, const Image& image);

/// The whole page, put into its place. Preconditions: checkPageSize(), and both are of one size.
Result<void> writeReportPage(OutputFile& output, const ReportPage& page);

/// What the report says of a page that has been written.
void printPage(const OutputFile& page);
nlohmann::ordered_json pageToJson(const OutputFile& page);

} // namespace astcslang::cli
