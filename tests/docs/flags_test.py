# SPDX-License-Identifier: Apache-2.0
"""If this fails, docs/flags.md promises what the command does not do, or names an option that is none.

Usage: flags_test.py REPOSITORY ASTCSLANG
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest

REPOSITORY, COMMAND = sys.argv[1:3]
VERBS = ["decode", "compare", "info", "validate", "wrap"]
# Flags that take a value, where the page does not show it.
VALUES = {
    "--astc_blk_d": "6x6", "--block": "6x6", "--astc_quality": "medium", "--astc-quality": "fast", "--filter": "box",
    "--mipmap-filter": "box", "--fscale": "1.5", "--mipmap-filter-scale": "1.5", "--wmode": "wrap",
    "--mipmap-wrap": "wrap", "--levels": "1", "--layers": "1", "--resize": "8x8", "--scale": "0.5", "--threads": "4",
    "--format": "ASTC_6x6_SRGB_BLOCK", "--input_swizzle": "rrrg", "--input-swizzle": "rrrg", "--swizzle": "rgb1",
    "--convert-texcoord-origin": "bottom-left", "--assign-texcoord-origin": "top-left", "--wrapping": "wrap",
    "--encode": "astc", "--astc_mode": "LDR", "--target_type": "rg", "--width": "8", "--height": "8",
    "-f": "box", "-F": "1.5", "-w": "wrap", "-l": "1", "-r": "8x8", "-s": "0.5", "-t": "4", "-z": "5",
    "--zstd": "18", "--zlib": "9", "--zcmp": "5", "-a": "2", "-cw": "1 1 1 0", "-esw": "rrrg", "-rgbm": "5", "-j": "4",
    "-mpsnr": "-4 4",
    **dict.fromkeys(["--assign_oetf", "--convert_oetf", "--assign-tf", "--assign-oetf", "--convert-tf",
                     "--convert-oetf", "--assign_primaries", "--assign-primaries"], "srgb")}
# Flags that only make sense beside another.
BESIDE = dict.fromkeys(["--filter", "--fscale", "--wmode", "--wrapping", "--mipmap-filter", "--mipmap-filter-scale",
                        "--mipmap-wrap"], ["--generate-mipmap"])
BESIDE.update({"--width": ["--height", "8"], "--height": ["--width", "8"]})
# Reads what no line here offers; tests/cli shows that it is taken.
PIPED = {"--stdin"}


def page():
    with open(os.path.join(REPOSITORY, "docs", "flags.md"), encoding="utf-8") as file:
        return file.read()


def rows(title):
    """Of the table under `## title`: the names in the first column, and the other cells."""
    section = re.split(r"^## (.*)$", page(), flags=re.MULTILINE)
    text = dict(zip(section[1::2], section[2::2]))[title]
    for line in re.findall(r"^\| (`.*) \|$", text, flags=re.MULTILINE):
        cells = [cell.strip() for cell in line.split("|")]
        yield re.findall(r"`([^`]*)`", cells[0]), cells[1:]


def flags_of(tool):
    """All flags of another tool, by its own sources."""
    with open(os.path.join(REPOSITORY, "tests", "docs", "flags_of_tools.txt"), encoding="utf-8") as file:
        sections = re.split(r"^\[(.*)\]$", file.read(), flags=re.MULTILINE)
    flags = set(dict(zip(sections[1::2], sections[2::2]))[tool].split())
    if len(flags) < 50:
        raise ValueError(tool)
    return flags


def options_of_help():
    names = set()
    for verb in [[], *[[verb] for verb in VERBS]]:
        text = subprocess.run([COMMAND, *verb, "--help"], capture_output=True, text=True, check=True).stdout
        names.update(re.findall(r"(?<![\w-])--?[a-z][\w-]*", text))
    return names


class Flags(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def run_line(self, words):
        """A line whose picture does not exist: it is understood if that is what is wrong with it."""
        return subprocess.run([COMMAND, *words], capture_output=True, text=True, cwd=self.folder)

    def check(self, fate, words, flag):
        result = self.run_line(words)
        if fate in ("taken", "no effect"):
            self.assertEqual((result.returncode, result.stderr.strip()),
                             (2, "astcslang: none.png: No such file or directory"), words)
        elif fate == "refused":
            self.assertEqual(result.returncode, 5, (words, result.stderr))
            self.assertIn(flag.split()[0], result.stderr)
        else:
            self.fail(f"what is '{fate}' of {flag}?")

    @staticmethod
    def toktx_line(words, pictures):
        return ["toktx", "--encode", "astc", *words, "out.ktx2", *["none.png"] * pictures]

    @staticmethod
    def create_line(words, pictures):
        transfer = "UNORM" if {"--normal-mode", "--normalize"} & set(words) else "SRGB"
        format = [] if "--format" in words else ["--format", f"ASTC_6x6_{transfer}_BLOCK"]
        out = [] if "--stdout" in words else ["out.ktx2"]
        return ["create", *format, *words, *["none.png"] * pictures, *out]

    def check_form(self, title, make_line):
        checked = 0
        for names, (fate, *_) in rows(title):
            for flag in names:
                if not flag.startswith("-") or flag in PIPED:
                    continue
                words = flag.split()
                if len(words) == 1 and words[0] in VALUES:
                    words += VALUES[words[0]].split()
                if fate == "refused" and len(words) == 1:
                    words.append("1")
                pictures = 6 if flag == "--cubemap" else 1
                self.check(fate, make_line(BESIDE.get(flag, []) + words, pictures), flag)
                checked += 1
        return checked

    def test_toktx(self):
        line = self.toktx_line
        self.assertGreater(self.check_form("toktx", line), 35)
        # and where the form is not theirs but the flags are
        line = lambda words, pictures: [*words, "-o", "out.ktx2", *["-i", "none.png"] * pictures]
        self.check_form("toktx", line)

    def test_ktx_create(self):
        self.assertGreater(self.check_form("ktx create", self.create_line), 30)

    def test_astcenc(self):
        checked = 0
        for names, (fate, *_) in rows("astcenc"):
            for name in names:
                if re.fullmatch(r"-[cdt][lhsH]", name):
                    tail = [] if name[1] == "d" else ["6x6", "-fast"]
                    out = "out.png" if name[1] in "dt" else "out.astc"
                    self.check(fate, [name, "none.png", out, *tail], name)
                elif name in ("-fastest", "-exhaustive"):
                    self.check(fate, ["-cl", "none.png", "out.astc", "6x6", name], name)
                elif name == "-dsw":
                    self.check(fate, ["-dl", "none.png", "out.png", name, "raz1"], name)
                else:
                    words = [name, *VALUES.get(name, "").split()] + (["1"] if fate == "refused" else [])
                    self.check(fate, ["-cl", "none.png", "out.astc", "6x6", "-fast", *words], name)
                checked += 1
        self.assertGreater(checked, 30)

    def check_known(self, flag, words):
        """A flag of another tool is understood, or refused by name; never is it a word that nobody expected."""
        result = self.run_line(words)
        message = result.stderr.strip()
        self.assertEqual(message.count("\n"), 0, message)
        if result.returncode != 2 or message != "astcslang: none.png: No such file or directory":
            self.assertEqual(result.returncode, 5, (words, message))
            name = "--" if len(flag) == 2 else re.escape(flag)  # a letter of toktx has a long name
            self.assertRegex(message, rf"^astcslang: {name}\b.* is not supported: ")

    def test_every_flag_of_the_tools_is_taken_or_refused_by_name(self):
        for flag in flags_of("toktx") - {"--help", "--version"}:
            value = {"-a": "2"}.get(flag, VALUES.get(flag, "")).split()
            pictures = 6 if flag == "--cubemap" else 2 if flag == "-a" else 1
            self.check_known(flag, self.toktx_line([flag, *value], pictures))
        for flag in flags_of("ktx create") - {"--help", "--version"} - PIPED:
            value = VALUES.get(flag, "").split()
            words = BESIDE.get(flag, []) + [flag, *value]
            self.check_known(flag, self.create_line(words, 6 if flag == "--cubemap" else 1))
        operations = {flag for flag in flags_of("astcenc") if re.fullmatch(r"-[cdt][lshH]", flag)}
        presets = {"-fastest", "-fast", "-medium", "-thorough", "-verythorough", "-exhaustive"}
        for flag in flags_of("astcenc") - operations - presets - {"-h", "-help", "-version"}:
            value = {"-dsw": "raz1"}.get(flag, VALUES.get(flag, "")).split()
            self.check_known(flag, ["-cl", "none.png", "out.astc", "6x6", "-fast", flag, *value])
        for flag in flags_of("basisu") - {"-q", "-tl", "-ts"}:
            result = self.run_line([flag, "-i", "none.png", "-o", "out.ktx2"])
            self.assertEqual(result.returncode, 5, (flag, result.stderr))
            self.assertIn(f"{flag} of basisu is not supported: ", result.stderr)

    def test_every_option_of_ours_that_the_page_names_exists(self):
        known = options_of_help()
        for title in ["astcenc", "toktx", "ktx create", "basisu"]:
            for names, cells in rows(title):
                for cell in cells:
                    for code in re.findall(r"`([^`]*)`", cell):
                        for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", code):
                            self.assertIn(option, known, f"{title}: {names}")
                        word = code.split()[0]
                        if title == "basisu" and not word.startswith("-"):
                            self.assertIn(word, VERBS)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
