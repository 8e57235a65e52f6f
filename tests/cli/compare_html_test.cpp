// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare --html` overwrites what it should not, or leaves half a page. What the page shows is looked
// at by tests/report_page.

#include <filesystem>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

namespace fs = std::filesystem;

class CompareHtml : public testing::Test {
protected:
    TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    std::string a = folder.write("a.png", makePng(image));
    std::string b = makeChanged();

    std::string makeChanged() {
        image.texels[0] ^= 8;
        return folder.write("b.png", makePng(image));
    }
    CommandResult run(const std::string& page, std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"compare", a, b, "--html", page});
        return runCommand(more);
    }
    std::string textOf(const std::string& name) const {
        const Bytes bytes = folder.read(name);
        return {bytes.begin(), bytes.end()};
    }
    size_t fileCount() const { return static_cast<size_t>(std::distance(fs::directory_iterator(folder.path("")), {})); }
};

TEST_F(CompareHtml, WritesOnePageBesideTheReport) {
    const CommandResult result = run(folder.path("page.html"));
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    EXPECT_NE(result.out.find("different PSNR"), std::string::npos);
    EXPECT_NE(result.out.find("page      " + folder.path("page.html") + ": "), std::string::npos) << result.out;
    EXPECT_EQ(fileCount(), 3u);
    const auto json = nlohmann::json::parse(run(folder.path("page.html"), {"--json"}).out);
    EXPECT_EQ(json["page"]["file"], folder.path("page.html"));
    EXPECT_EQ(json["page"]["bytes"], fs::file_size(folder.path("page.html")));
}

TEST_F(CompareHtml, PageNamesNothingOutsideItself) {
    run(folder.path("page.html"));
    const std::string page = textOf("page.html");
    EXPECT_EQ(page.find("{{"), std::string::npos);
    EXPECT_EQ(page.find("http:"), std::string::npos);
    EXPECT_EQ(page.find("https:"), std::string::npos);
    const std::regex source("src=\"(.{22})");
    size_t count = 0;
    for (std::sregex_iterator match(page.begin(), page.end(), source), end; match != end; ++match, ++count) {
        EXPECT_EQ((*match)[1], "data:image/png;base64,");
    }
    EXPECT_EQ(count, 5u); // both pictures with their alpha, and FLIP
}

TEST_F(CompareHtml, EqualPicturesHaveAPageToo) {
    b = a;
    expectSuccess(run(folder.path("page.html")));
    EXPECT_NE(textOf("page.html").find("infinite"), std::string::npos);
}

TEST_F(CompareHtml, NormalMapsHaveAPageToo) {
    const CommandResult result = run(folder.path("page.html"), {"--normal", "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(nlohmann::json::parse(result.out)["page"]["bytes"], fs::file_size(folder.path("page.html")));
    EXPECT_NE(textOf("page.html").find("png-angle"), std::string::npos);
    expectFailure(run(b, {"--normal"}), 1, b);
    const Bytes older = folder.read("page.html");
    a = folder.write("other.png", makePng(makeGradient(15, 20)));
    expectFailure(run(folder.path("page.html"), {"--normal"}), 1, "15x20 and 20x15");
    EXPECT_EQ(folder.read("page.html"), older);
}

TEST_F(CompareHtml, NeverOverwritesAnInput) {
    const Bytes before = folder.read("b.png");
    fs::create_symlink(b, folder.path("link.html"));
    fs::create_hard_link(b, folder.path("hard.html"));
    for (const std::string& page : {a, b, folder.path("link.html"), folder.path("hard.html")}) {
        expectFailure(run(page), 1, page);
    }
    EXPECT_EQ(folder.read("b.png"), before);
}

TEST_F(CompareHtml, AnOlderPageSurvivesARunThatFails) {
    folder.write("page.html", Bytes{'o', 'l', 'd'});
    b = folder.write("other.png", makePng(makeGradient(15, 20)));
    const CommandResult different = run(folder.path("page.html"));
    EXPECT_EQ(different.exitCode, 7) << "as without a page";
    EXPECT_NE(different.out.find("sizes differ: 20x15 and 15x20"), std::string::npos) << different.out;
    EXPECT_EQ(different.err, "astcslang: " + folder.path("page.html") + ": not written, since the sizes differ\n");
    b = folder.path("missing.png");
    expectFailure(run(folder.path("page.html")), 2, "missing.png");
    EXPECT_EQ(textOf("page.html"), "old");
    EXPECT_EQ(fileCount(), 4u);
}

TEST_F(CompareHtml, AFullDiskIsAnError) {
    CommandSetup setup;
    setup.maxFileBytes = 2000;
    expectFailure(runCommand({"compare", a, b, "--html", folder.path("page.html")}, setup), 2, "page.html");
    EXPECT_FALSE(fs::exists(folder.path("page.html")));
    expectFailure(run(folder.path("no/folder.html")), 2, "no/folder.html");
}

TEST_F(CompareHtml, GoesToStandardOutputWhereTheReportThenIsNot) {
    const CommandResult result = run("-");
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_TRUE(result.out.starts_with("<!doctype html>"));
    EXPECT_TRUE(result.out.ends_with("</html>\n"));
    EXPECT_NE(result.err.find("different PSNR"), std::string::npos) << result.err;
}

TEST_F(CompareHtml, RefusesPicturesThatBrowsersCannotHold) {
    const PngPicture large{8193, 8192, PngColor::Grey, 1, false, std::vector<Bytes>(8192, Bytes(1025)), {}};
    a = b = folder.write("large.png", makePng(large));
    expectFailure(run(folder.path("page.html")), 5, "8193x8192 has more than the 67108864 texels");
    EXPECT_EQ(fileCount(), 3u);
}

TEST_F(CompareHtml, IsNotForListsOfBlocks) {
    expectFailure(runCommand({"compare", a, b, "--blocks", "--original", a, "--html", folder.path("page.html")}), 1,
                  "--html");
}

} // namespace
} // namespace astcslang::test
