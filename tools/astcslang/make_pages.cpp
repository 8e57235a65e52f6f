// SPDX-License-Identifier: Apache-2.0
// Writes the man page and the shell completions into a folder: astcslang_pages FOLDER DATE.

#include <cstdio>
#include <fstream>

#include <astcslang/astcslang.h>

#include "completions.h"
#include "man_page.h"
#include "options.h"

namespace {

bool write(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) std::fprintf(stderr, "astcslang_pages: %s: cannot be written\n", path.c_str());
    return static_cast<bool>(file);
}

} // namespace

int main(int argc, char** argv) {
    using namespace astcslang;
    if (argc != 3) {
        std::fputs("astcslang_pages FOLDER DATE\n", stderr);
        return 1;
    }
    const std::string folder = argv[1], date = argv[2];
    bool isDone = true;
    cli::visitGrammar([&](CLI::App& app) {
        isDone = write(folder + "/astcslang.1", cli::makeManPage(app, std::string(versionString()), date)) &&
                 write(folder + "/astcslang.bash", cli::makeBashCompletion(app)) &&
                 write(folder + "/_astcslang", cli::makeZshCompletion(app)) &&
                 write(folder + "/astcslang.fish", cli::makeFishCompletion(app));
    });
    return isDone ? 0 : 2;
}
