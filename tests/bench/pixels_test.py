# SPDX-License-Identifier: Apache-2.0
"""If this fails, tools/bench --quality measures or shows other texels than those of the picture.

The judge is `astcslang compare`, which reads pictures with other code. Usage: pixels_test.py REPOSITORY ASTCSLANG
"""

import glob
import os
import struct
import subprocess
import sys
import unittest
import zlib

REPOSITORY, ASTCSLANG = sys.argv[1:3]
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(REPOSITORY, "tools"))

from bench_parts.encoders import BenchError
from bench_parts.pixels import PNG_SIGNATURE, Texels, make_sheet, read_bmp, read_picture
from folder_case import FolderCase


def png_of(width, height, kind, rows, extra=()):
    """A PNG of 8 bits with these filtered rows."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)), *extra,
              (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks)


class Pixels(FolderCase):
    def assert_same_texels(self, path, other):
        done = subprocess.run([ASTCSLANG, "compare", path, other], stdout=subprocess.PIPE, text=True, check=False)
        self.assertEqual(done.returncode, 0, f"{path} and {other}: {done.stdout}")

    def test_every_test_picture_keeps_its_texels(self):
        pictures = glob.glob(os.path.join(REPOSITORY, "tests/images/*/*.png"))
        self.assertGreater(len(pictures), 20)
        for path in pictures:
            self.assert_same_texels(path, self.write("plain.png", read_picture(path).png()))

    def test_every_filter_is_undone(self):
        noise = bytes((i * i * 7 + i // 3) % 256 for i in range(3 * 9 * 10))
        rows = [bytes([y % 5]) + noise[27 * y:27 * y + 27] for y in range(10)]
        path = self.write("filters.png", png_of(9, 10, 2, rows))
        self.assert_same_texels(path, self.write("plain.png", read_picture(path).png()))

    def test_palettes_with_alpha_are_looked_up(self):
        palette = [(b"PLTE", bytes(range(12))), (b"tRNS", bytes([255, 7]))]
        path = self.write("palette.png", png_of(4, 1, 3, [bytes([0, 0, 1, 2, 3])], palette))
        texels = read_picture(path)
        self.assertEqual((texels.channels, texels.data[4:8]), (4, bytes([3, 4, 5, 7])))
        self.assert_same_texels(path, self.write("plain.png", texels.png()))

    def test_opaque_pictures_have_three_channels(self):
        path = self.write("opaque.png", Texels(2, 1, 4, bytes([1, 2, 3, 255, 4, 5, 6, 255])).png())
        self.assertEqual(read_picture(path).channels, 3)

    def test_damaged_files_are_one_line(self):
        whole = Texels(2, 2, 3, bytes(12)).png()
        for cut in (20, 40, len(whole) - 20):
            with self.assertRaises(BenchError) as caught:
                read_picture(self.write("cut.png", whole[:cut]))
            self.assertNotIn("\n", str(caught.exception))

    def test_bmp_is_read_from_the_bottom_in_bgr(self):
        head = struct.pack("<2sIIIIiiHHIIiiII", b"BM", 0, 0, 54, 40, 1, 2, 1, 24, 0, 0, 0, 0, 0, 0)
        path = self.write("two.bmp", head + bytes([3, 2, 1, 0, 30, 20, 10, 0]))
        self.assertEqual(read_bmp(path).data, bytes([10, 20, 30, 1, 2, 3]))
        self.assert_same_texels(path, self.write("plain.png", read_bmp(path).png()))

    def test_a_sheet_repeats_its_pictures_until_it_is_full(self):
        red, blue = Texels(2, 1, 3, bytes([255, 0, 0] * 2)), Texels(1, 1, 3, bytes([0, 0, 255]))
        sheet = make_sheet([red, blue], 4, 2)
        letters = "".join("r" if sheet.data[i] else "b" for i in range(0, len(sheet.data), 3))
        self.assertEqual(letters, "rrbr" "brrb")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
