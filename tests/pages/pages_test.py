# SPDX-License-Identifier: Apache-2.0
"""If this fails, the man page or a shell's completions lack an option, hold one that is none, or do not work.

Usage: pages_test.py ASTCSLANG PAGES. What needs a program that is not installed is skipped and says so,
and the status is 77 then.
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

COMMAND, PAGES = sys.argv[1:3]
MANUAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/encode.md")
VERBS = ["decode", "compare", "info", "validate", "wrap"]


def page(name):
    with open(os.path.join(PAGES, name), encoding="utf-8") as file:
        return file.read()


def help_options(*verb):
    """All names of options that `--help` lists."""
    text = subprocess.run([COMMAND, *verb, "--help"], capture_output=True, text=True, check=True).stdout
    names = set()
    for line in text.splitlines():
        match = re.match(r"  ((?:-\w|--[\w-]+)(?:,(?:-\w|--[\w-]+))*)", line)
        if match:
            names.update(match.group(1).split(","))
    return names


def help_groups():
    """The options that `--help` lists, by the title above them."""
    groups, title = {}, None
    text = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        if re.match(r"\w.*:$", line):
            title = line[:-1]
        match = re.match(r"  ((?:-\w|--[\w-]+)(?:,(?:-\w|--[\w-]+))*)", line)
        if match:
            groups.setdefault(title, set()).update(match.group(1).split(","))
    return groups


def manual_groups():
    """The options at the beginning of the manual's points, and all that are named in them, by the title above."""
    groups, title = {}, None
    with open(MANUAL, encoding="utf-8") as file:
        lines = file.readlines()
    for line in lines:
        if match := re.match(r"### (.*)$", line):
            title = match.group(1)
        elif title:
            heads, named = groups.setdefault(title, (set(), set()))
            named.update(re.findall(r"`(-[\w-]+)", line))
            if line.startswith("- ") and ":" in line:
                heads.update(re.findall(r"`(-[\w-]+)", line.split(":")[0]))
    return groups


def needs(program):
    return unittest.skipUnless(shutil.which(program), f"no {program}")


class Help(unittest.TestCase):
    def test_has_the_sections_of_the_manual(self):
        shown, told = help_groups(), manual_groups()
        self.assertEqual(list(shown), ["Options", *told])
        self.assertEqual(shown["Options"], {"-h", "--help", "--version", "-i", "--input", "-o", "--output", "--container"})
        forms = {"-cl", "-cs", "-dl", "-ds", "-tl", "-ts"}  # under the options
        for title, (heads, named) in told.items():
            self.assertGreater(len(heads), 3, title)
            self.assertEqual(heads - forms - shown[title], set(), "only the manual has these")
            self.assertEqual(shown[title] - named, set(), "only the help has these")

    def test_decorates_nothing_and_fits_a_terminal(self):
        for verb in [[], *[[verb] for verb in VERBS]]:
            text = subprocess.run([COMMAND, *verb, "--help"], capture_output=True, text=True, check=True).stdout
            self.assertNotRegex(text, r"Excludes:|Needs:|REQUIRED|:UINT|:FLOAT|\bin \[|\[SUBCOMMAND\]")
            self.assertEqual([line for line in text.splitlines() if len(line) > 120], [], verb)

    def test_shows_how_each_verb_is_used(self):
        for verb, usage in [("decode", "decode [options] IN OUT"), ("compare", "compare [options] A B"),
                            ("info", "info [options] FILE ..."), ("wrap", "wrap [options] IN OUT")]:
            text = subprocess.run([COMMAND, verb, "--help"], capture_output=True, text=True, check=True).stdout
            self.assertIn(f"Usage: astcslang {usage}\n", text)


class ManPage(unittest.TestCase):
    def section(self, title):
        """The text under `.SH title` or `.SS title`."""
        parts = re.split(r"^\.S[HS] (.*)$", page("astcslang.1"), flags=re.MULTILINE)
        return dict(zip(parts[1::2], parts[2::2]))[title]

    def options(self, title):
        heads = re.findall(r"^\.TP\n(.*)$", self.section(title), flags=re.MULTILINE)
        names = r"\\fB((?:\\-)+[^\\]*(?:\\-[^\\]*)*)\\fR"
        return {name.replace("\\-", "-") for head in heads for name in re.findall(names, head)}

    def test_tells_every_option_of_every_verb(self):
        self.assertGreater(len(help_options()), 50)
        self.assertEqual(self.options("OPTIONS"), help_options())
        for verb in VERBS:
            title = {"decode": "decode, extract", "wrap": "wrap, deflate"}.get(verb, verb)
            self.assertEqual(self.options(title), help_options(verb), verb)

    def test_synopsis_has_operands_and_the_forms_of_other_tools(self):
        text = re.sub(r"\\f[BIR]", "", self.section("SYNOPSIS")).replace("\\-", "-")
        for line in ["astcslang decode [options] IN OUT", "astcslang compare [options] A B",
                     "astcslang info [options] FILE ...",
                     "astcslang create [flags of ktx create] PICTURE ... TEXTURE",
                     "astcslang toktx [flags of toktx] TEXTURE PICTURE ...",
                     "astcslang -cl|-cs PICTURE TEXTURE BLOCK QUALITY [options of astcenc]"]:
            self.assertIn(line + "\n", text)

    def test_tells_exit_statuses_and_examples(self):
        statuses = re.findall(r"^\\fB(\d)\\fR$", self.section("EXIT STATUS"), flags=re.MULTILINE)
        self.assertEqual(statuses, list("01234578"))
        self.assertIn("astcslang \\-i cat.jpg \\-o cat.ktx2", self.section("EXAMPLES"))

    def test_keeps_the_lines_of_commands(self):
        """Those of astcenc's forms, which stand under a heading of two lines, were filled as one paragraph."""
        text = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, check=True).stdout
        commands = re.findall(r"^  (astcslang .*)$", text, flags=re.MULTILINE)
        self.assertGreater(len(commands), 15)
        blocks = re.findall(r"^\.nf\n(.*?)^\.fi$", page("astcslang.1"), flags=re.MULTILINE | re.DOTALL)
        lines = [line.strip().replace("\\-", "-") for block in blocks for line in block.splitlines()]
        self.assertEqual(lines, commands)

    @needs("mandoc")
    def test_mandoc_has_nothing_to_say(self):
        result = subprocess.run(["mandoc", "-Tlint", "-Wwarning", os.path.join(PAGES, "astcslang.1")],
                                capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ""))

    @needs("groff")
    def test_groff_formats_it_without_a_warning(self):
        result = subprocess.run(["groff", "-man", "-ww", "-Tutf8", os.path.join(PAGES, "astcslang.1")],
                                capture_output=True, text=True)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn("EXIT STATUS", re.sub(r"\x1b\[\d*m|.\x08", "", result.stdout))


class Terminal:
    """A shell at a terminal of its own."""

    def __init__(self, words, folder):
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "dumb", "PS1": "% ", "LC_ALL": "C"}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(words[0], words, environment)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, pattern, seconds=20):
        shown, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.2)[0]:
                shown += os.read(self.terminal, 65536).decode(errors="replace")
            if re.search(pattern, shown):
                return shown
        raise AssertionError(f"the terminal does not show {pattern!r} but {shown!r}")

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.process, 0)


class Completions(unittest.TestCase):
    # What is typed before the tab key, and what stands on the line after it.
    CASES = [("astcslang --generate-m", "--generate-mipmap"), ("astcslang dec", "decode"),
             ("astcslang decode --png-d", "--png-depth"), ("astcslang -q verythor", "verythorough"),
             ("astcslang --mipmap-filter catmu", "catmullrom"), ("astcslang decode -i only-", "only-file.ktx2"),
             ("astcslang compare -b 4", "4x4"), ("astcslang --assign-primaries disp", "displayp3"),
             ("astcslang wrap --assign-primaries disp", "displayp3"),
             ("astcslang --format ASTC_6x6_S", "ASTC_6x6_SRGB_BLOCK"), ("astcslang cre", "create"), ("astcslang tok", "toktx"),
             ("astcslang wrap only-", "only-file.ktx2"), ("astcslang wrap --zstd only-", "only-file.ktx2")]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        open(os.path.join(self.folder, "only-file.ktx2"), "w").close()

    def press_tab(self, shell, *setup):
        terminal = Terminal(shell, self.folder)
        self.addCleanup(terminal.close)
        for line in setup:
            terminal.type(line + "\n")
        terminal.type("echo rea''dy\n")
        terminal.read_until("ready")
        for typed, completed in self.CASES:
            terminal.type(typed + "\t")
            missing = completed[len(typed.split()[-1]):]
            terminal.read_until(re.escape(typed.split()[-1]) + r"[^\n]*" + re.escape(missing))
            terminal.type("\x15")  # empties the line

    @needs("bash")
    def test_bash_completes_at_the_tab_key(self):
        self.press_tab(["bash", "--norc", "--noprofile", "-i"], f"source '{PAGES}/astcslang.bash'")

    @needs("zsh")
    def test_zsh_completes_at_the_tab_key(self):
        self.press_tab(["zsh", "-f", "-i"], f"fpath=('{PAGES}' $fpath)", "autoload -Uz compinit", "compinit -u -D")

    @needs("fish")
    def test_fish_completes(self):
        for typed, completed in self.CASES:
            script = f"source '{PAGES}/astcslang.fish'; complete -C '{typed}'"
            result = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True,
                                    cwd=self.folder, env={**os.environ, "HOME": self.folder})
            offered = [line.split("\t")[0] for line in result.stdout.splitlines()]
            self.assertIn(completed, offered, (typed, result.stderr))

    @needs("bash")
    def test_bash_offers_every_option_of_the_verb_and_no_other(self):
        for verb in [[], *[[verb] for verb in VERBS]]:
            line = " ".join(["astcslang", *verb, "-"])
            script = (f"source '{PAGES}/astcslang.bash'; COMP_WORDS=({line}); COMP_CWORD={len(verb) + 1}; _astcslang; "
                      "printf '%s\\n' \"${COMPREPLY[@]}\"")
            result = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True)
            self.assertEqual(set(result.stdout.split()), help_options(*verb), verb)

    @needs("bash")
    def test_bash_completes_the_value_after_an_equals_sign(self):
        script = (f"source '{PAGES}/astcslang.bash'; COMP_WORDS=(astcslang --quality = thor); COMP_CWORD=3; "
                  "_astcslang; echo \"${COMPREPLY[@]}\"")
        result = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True)
        self.assertEqual(result.stdout.strip(), "thorough")

    def test_flags_of_other_tools_are_offered_on_their_lines(self):
        for verb, flag, refused in [("create", "--astc-quality", "--uastc-quality"),
                                    ("toktx", "--astc_blk_d", "--uastc_quality")]:
            script = (f"source '{PAGES}/astcslang.bash'; COMP_WORDS=(astcslang {verb} -); COMP_CWORD=2; _astcslang; "
                      "printf '%s\\n' \"${COMPREPLY[@]}\"")
            offered = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True,
                                     check=True).stdout.split()
            self.assertIn(flag, offered)
            self.assertNotIn(refused, offered)
            self.assertIn(f"'*{flag}'", page("_astcslang"))

    def test_zsh_and_fish_know_every_option(self):
        options = help_options().union(*(help_options(verb) for verb in VERBS))
        zsh = set(re.findall(r"'\*(--?[\w-]+)\[", page("_astcslang")))
        self.assertEqual(zsh, options)
        fish = {f"-{name}" for name in re.findall(r" -s (\w)\b", page("astcslang.fish"))}
        fish |= {f"--{name}" for name in re.findall(r" -l ([\w-]+)", page("astcslang.fish"))}
        self.assertEqual(fish, options)


if __name__ == "__main__":
    result = unittest.main(argv=sys.argv[:1], verbosity=2, exit=False).result
    sys.exit(1 if not result.wasSuccessful() else 77 if result.skipped else 0)
