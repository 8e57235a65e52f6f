# SPDX-License-Identifier: Apache-2.0
"""If this fails, docs/findings.md cannot be done again: tiles hold other texels than the pictures, or overwrite one.

Usage: tile_test.py REPOSITORY ASTCSLANG
"""

import os
import random
import subprocess
import sys
import unittest

REPOSITORY = sys.argv[1]
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(REPOSITORY, "tools"))

from bench_parts.pixels import Texels, read_picture
from folder_case import FolderCase


def noise(width, height, channels, seed):
    return Texels(width, height, channels, random.Random(seed).randbytes(width * height * channels))


class Tiles(FolderCase):
    def run_tool(self, *arguments):
        return subprocess.run([os.path.join(REPOSITORY, "tools", "tile_pictures"), *arguments],
                              capture_output=True, text=True)

    def test_tiles_are_those_around_the_middle_in_the_order_of_rows(self):
        first, second = noise(251, 130, 3, 1), noise(120, 241, 3, 2)
        sheet = os.path.join(self.folder, "sheet.png")
        done = self.run_tool(sheet, self.write("a.png", first), self.write("b.png", second))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        tiles = read_picture(sheet)
        self.assertEqual((tiles.width, tiles.height), (120, 480))
        expected = [first.crop(5, 5, 120, 120), first.crop(125, 5, 120, 120), second.crop(0, 0, 120, 120),
                    second.crop(0, 120, 120, 120)]
        for place, tile in enumerate(expected):
            self.assertEqual(tiles.crop(0, 120 * place, 120, 120).data, tile.data, place)

    def test_no_file_is_overwritten(self):
        a, b = self.write("a.png", noise(120, 120, 3, 3)), self.write("b.png", noise(120, 120, 3, 4))
        done = self.run_tool(a, b)
        self.assertEqual(done.returncode, 3)
        self.assertIn("a.png", done.stderr)
        self.assertEqual(read_picture(a).data, noise(120, 120, 3, 3).data)

    def test_what_makes_no_sheet_is_one_line(self):
        sheet = os.path.join(self.folder, "sheet.png")
        opaque, small = self.write("a.png", noise(120, 120, 3, 5)), self.write("b.png", noise(119, 500, 3, 6))
        alpha = self.write("c.png", noise(120, 120, 4, 7))
        for pictures, mention in (((opaque, alpha), "alpha"), ((small,), "120x120"), ((sheet,), "sheet.png")):
            done = self.run_tool(sheet, *pictures)
            self.assertEqual(done.returncode, 3)
            self.assertEqual(done.stderr.count("\n"), 1)
            self.assertIn(mention, done.stderr)
            self.assertFalse(os.path.exists(sheet))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
