# SPDX-License-Identifier: Apache-2.0
"""If this fails, a command of docs/guides does not do what the guide says.

Usage: guides_test.py REPOSITORY ASTCSLANG. Runs every ```sh block of a guide, in order, in a folder that has the
pictures which the guides name. Needs a Vulkan device of any kind.
"""

import glob
import math
import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

REPOSITORY, COMMAND = sys.argv[1:3]
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(REPOSITORY, "tools"))

from bench_parts.pixels import read_picture

GUIDES = sorted(glob.glob(os.path.join(REPOSITORY, "docs", "guides", "*.md")))


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width, height, channels, texel, chunks=b""):
    """A PNG of 8 bits; `texel(x, y)` gives the channels."""
    rows = b"".join(b"\0" + bytes(value for x in range(width) for value in texel(x, y)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    texels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + texels + chunk(b"IEND", b"")


def normal(x, y):
    slope = [0.5 * math.sin(0.3 * x), 0.5 * math.cos(0.2 * y)]
    length = math.sqrt(slope[0] ** 2 + slope[1] ** 2 + 1)
    return [round((component / length + 1) * 127.5) for component in (*slope, 1)]


def soft_disc(size):
    def texel(x, y):
        distance = math.hypot(x - size / 2, y - size / 2) / (size / 2)
        return [200, 120 + x % 64, 40, max(0, min(255, round((1 - distance) * 1000)))]
    return texel


def radiance(width, height):
    """Light from 1/8 to 8, as RGBE without runs."""
    texels = b"".join(struct.pack("4B", 128, 160, 255, 125 + (x + y) % 7) for y in range(height) for x in range(width))
    return f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n".encode() + texels


RAMP_TAGS = {"srgb": chunk(b"sRGB", b"\0"), "linear": chunk(b"gAMA", struct.pack(">I", 100000)),
             "gama": chunk(b"gAMA", struct.pack(">I", 45455)), "untagged": b""}


def make_pictures(folder):
    noise = random.Random(1)
    pictures = {
        "bricks.png": png(64, 64, 3, lambda x, y: [90 + noise.randrange(40), 60 + 2 * (y % 16), 200 * (x % 32 < 2)]),
        "roughness.png": png(32, 32, 1, lambda x, y: [(5 * x + 3 * y) % 256]),
        "normals.png": png(64, 64, 3, normal),
        "leaves.png": png(64, 64, 4, soft_disc(64)),
        "button.png": png(64, 64, 4, soft_disc(64)),
        "sky.hdr": radiance(32, 16),
    }
    pictures |= {f"icon{level}.png": png(16 >> level, 16 >> level, 4, soft_disc(16 >> level)) for level in range(3)}
    pictures |= {f"ramp-{tag}.png": png(256, 4, 1, lambda x, y: [x], data) for tag, data in RAMP_TAGS.items()}
    for name, content in pictures.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)


class Workplace(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, "work")
        programs = os.path.join(folder.name, "programs")
        os.mkdir(self.folder)
        os.mkdir(programs)
        os.symlink(COMMAND, os.path.join(programs, "astcslang"))
        self.environment = {**os.environ, "PATH": programs + os.pathsep + os.environ["PATH"]}
        make_pictures(self.folder)

    def run_script(self, script):
        return subprocess.run(["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True,
                              cwd=self.folder, env=self.environment)


class Guides(Workplace):
    def test_every_command_runs(self):
        self.assertGreaterEqual(len(GUIDES), 6)
        has_lavapipe = "llvmpipe" in self.run_script("astcslang --list-devices").stdout
        for guide in GUIDES:
            with self.subTest(os.path.basename(guide)), open(guide, encoding="utf-8") as file:
                text = file.read()
                blocks = re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
                self.assertTrue(blocks)
                for block in blocks:
                    result = self.run_script(block if has_lavapipe else block.replace(" --device llvmpipe", ""))
                    self.assertEqual(result.returncode, 0, f"{block}\n{result.stdout}\n{result.stderr}")
                self.assertNotRegex(text, r"^ {4}\S", "a command in an indented block is not run")

    def test_the_check_of_quality_holds_for_flat_pictures(self):
        """Their PSNR is infinite, which JSON cannot tell."""
        with open(os.path.join(REPOSITORY, "docs", "guides", "ci.md"), encoding="utf-8") as file:
            blocks = re.findall(r"^```sh\n(.*?)^```$", file.read(), flags=re.MULTILINE | re.DOTALL)
        checks = [block for block in blocks if "report.json" in block]
        self.assertEqual(len(checks), 1)
        with open(os.path.join(self.folder, "bricks.png"), "wb") as file:
            file.write(png(16, 16, 3, lambda x, y: [10, 20, 30]))
        self.run_script("astcslang -i bricks.png -o bricks.ktx2 --quiet")
        result = self.run_script(checks[0])
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(os.path.join(self.folder, "report.json"), encoding="utf-8") as file:
            self.assertIn('"psnr_rgb": null', file.read(), "so that the check is tried")

    def test_links_lead_to_files(self):
        for page in [*GUIDES, *glob.glob(os.path.join(REPOSITORY, "docs", "*.md")), os.path.join(REPOSITORY, "README.md")]:
            with open(page, encoding="utf-8") as file:
                for link in re.findall(r"\]\(([^)#:]+)[^):]*\)", file.read()):
                    self.assertTrue(os.path.exists(os.path.join(os.path.dirname(page), link)), f"{page}: {link}")

    def test_readme_fits_a_window(self):
        """Rows of tables, too: what does not fit belongs on a page of its own."""
        with open(os.path.join(REPOSITORY, "README.md"), encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                self.assertLessEqual(len(line.rstrip("\n")), 180, f"README.md:{number}")


def srgb_of(light):
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def light_of(tag, value):
    if tag == "linear":
        return value
    if tag == "gama":
        return value ** (1 / 0.45455)
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


class Ramps(Workplace):
    """The four ramps of color.md through a texture: what a decoder shows of each code."""

    def decode(self, tag, target):
        out = f"{tag}-{target}"
        result = self.run_script(f"astcslang -i ramp-{tag}.png --convert-tf {target} -q fast -o {out}.ktx2 --quiet; "
                                 f"astcslang decode -i {out}.ktx2 -o {out}.png --quiet")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        texels = read_picture(os.path.join(self.folder, f"{out}.png"))
        return [texels.data[texels.channels * x] for x in range(256)]

    def test_each_ramp_becomes_what_its_tag_says(self):
        for tag in RAMP_TAGS:
            for target in ["linear", "srgb"]:
                shown = self.decode(tag, target)
                for code in range(256):
                    light = light_of(tag, code / 255)
                    expected = 255 * (light if target == "linear" else srgb_of(light))
                    self.assertAlmostEqual(shown[code], expected, delta=2, msg=f"{tag} {code} as {target}")

    def test_the_guide_tells_code_128_of_each(self):
        with open(os.path.join(REPOSITORY, "docs", "guides", "color.md"), encoding="utf-8") as file:
            rows = re.findall(r"^\| (sRGB chunk|gAMA 1\.0|gAMA 0\.45455|nothing)[^|]*\| (\d+)[^|]*\| (\d+) \|$",
                              file.read(), flags=re.MULTILINE)
        told = {title: (int(linear), int(srgb)) for title, linear, srgb in rows}
        titles = {"sRGB chunk": "srgb", "gAMA 1.0": "linear", "gAMA 0.45455": "gama", "nothing": "untagged"}
        for title, tag in titles.items():
            light = light_of(tag, 128 / 255)
            self.assertEqual(told[title], (round(255 * light), round(255 * srgb_of(light))))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
