# SPDX-License-Identifier: Apache-2.0
"""If this fails, the page of `compare --html` shows other pixels than those of the pictures and maps, or does not work.

Usage: page_test.py REPOSITORY ASTCSLANG CHROMIUM
"""

import json
import os
import struct
import subprocess
import sys
import tempfile
import unittest

REPOSITORY, ASTCSLANG, CHROMIUM = sys.argv[1:4]
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(REPOSITORY, folder) for folder in ("tools", "tests/bench", "tests/report_page")]

from bench_parts.pixels import Texels
from browser import Browser
from folder_case import FolderCase

WIDTH, HEIGHT = 24, 16  # of most pictures
WINDOW = (1000, 900)
DARKEST, LIGHTEST = (0, 0, 0), (255, 252, 206)  # of heat maps


def picture(color_at, width=WIDTH, height=HEIGHT):
    data = b"".join(bytes(color_at(x, y)) for y in range(height) for x in range(width))
    return Texels(width, height, len(data) // (width * height), data)


def original_color(x, y):
    return (10 * x, 15 * y, 200 - 5 * x)


def result_color(x, y):
    """Off by 1 to 3 in some texels, by 100 in one."""
    red, green, blue = original_color(x, y)
    return (red + (100 if (x, y) == (13, 3) else x % 4), green, blue + (y % 2) * 3)


def constant_block(grey):
    return bytes((0xFC, 0xFD, *[0xFF] * 6, *[grey, grey] * 3, 255, 255))


# A grid of 4x4 weights, colours LdrRgbDirect (8), all values 0: black, in one partition.
CODED_BLOCK = bytes((0b01010011, 0, 8 >> 3, *[0] * 13))
ILLEGAL_BLOCK = bytes(16)


def astc(blocks, width, height):
    sides = b"".join(struct.pack("<I", side)[:3] for side in (width, height, 1))
    return b"\x13\xab\xa1\x5c" + bytes((4, 4, 1)) + sides + b"".join(blocks)


class Page(FolderCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(CHROMIUM, *WINDOW)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()

    def open_page(self, a, b, *options, names=("a.png", "b.png")):
        """Compares two pictures (or bytes of files), opens the page, and gives what --json says."""
        files = [self.write(name, content) for name, content in zip(names, (a, b))]
        page = tempfile.mkstemp(".html", dir=self.folder)[1]
        done = subprocess.run([ASTCSLANG, "compare", *files, "--linear", "--html", page, "--json", *options],
                              stdout=subprocess.PIPE, text=True, check=False)
        self.assertIn(done.returncode, (0, 7))
        self.browser.open(page, "document.documentElement?.dataset.ready === 'true'")
        self.browser.evaluate("[...document.querySelectorAll('.name')].map(name => name.style.opacity = 0)")  # they cover
        self.canvas = self.browser.evaluate("(box => [box.x, box.y, box.width, box.height])"
                                            "(document.getElementById('view').getBoundingClientRect())")
        self.size = (a if isinstance(a, Texels) else b).width, (a if isinstance(a, Texels) else b).height
        self.panes = 1
        return json.loads(done.stdout)

    def zoom_that_fits(self):
        _, _, width, height = self.canvas
        return int(min(64, width / self.panes / self.size[0], height / self.size[1]))

    def place_of(self, x, y, pane=0):
        """The middle of a texel in the window, while the whole picture is shown."""
        left, top, width, height = self.canvas
        zoom = self.zoom_that_fits()
        middle = width * (pane + 0.5) / self.panes
        return (int(left + round(middle - self.size[0] / 2 * zoom) + (x + 0.5) * zoom),
                int(top + round(height / 2 - self.size[1] / 2 * zoom) + (y + 0.5) * zoom))

    def assert_shows(self, left, right=None, split=0.5, pane=0):
        """All texels: what `left` gives for those left of the slider, else what `right` gives; None is anything."""
        shot = self.browser.screenshot()
        divider = self.canvas[0] + split * self.canvas[2]
        for y in range(self.size[1]):
            for x in range(self.size[0]):
                column, row = self.place_of(x, y, pane)
                if right and abs(column - divider) < 20:
                    continue  # the slider's handle
                expected = (left if not right or column < divider else right)(x, y)
                if expected is None:
                    continue
                start = (row * shot.width + column) * shot.channels
                self.assertEqual(tuple(shot.data[start:start + 3]), tuple(expected[:3]), f"texel {x}, {y}")

    def open_usual_page(self):
        return self.open_page(picture(original_color), picture(result_color))

    @staticmethod
    def error_color(amplification):
        return lambda x, y: tuple(min(255, amplification * abs(a - b))
                                  for a, b in zip(original_color(x, y), result_color(x, y)))

    def test_original_is_left_of_the_slider_and_result_right_of_it(self):
        self.open_usual_page()
        self.assert_shows(original_color, result_color)

    def test_slider_moves_by_keys_by_itself_and_by_hand(self):
        self.open_usual_page()
        self.browser.evaluate("document.getElementById('swipe').focus()")
        self.browser.press("Home")
        self.assert_shows(result_color)
        self.browser.press("End")
        self.assert_shows(original_color)
        self.browser.evaluate("document.getElementById('view').focus()")
        for _ in range(3):
            self.browser.press("ArrowLeft", shift=True)
        self.assert_shows(original_color, result_color, split=0.7)
        left, top, width, height = self.canvas
        self.browser.drag((left + 0.7 * width, top + height / 2), (left + 0.25 * width, top + height / 3))
        self.assert_shows(original_color, result_color, split=0.25)

    def test_error_is_amplified_as_far_as_is_asked_for(self):
        self.open_usual_page()
        self.browser.press("e")
        self.assert_shows(original_color, self.error_color(8))
        self.browser.press("ArrowUp")
        self.assert_shows(original_color, self.error_color(16))
        self.browser.evaluate("document.getElementById('amplification').focus()")
        self.browser.press("Home")
        self.assert_shows(original_color, self.error_color(1))

    def test_keys_choose_exchange_and_hold_what_is_shown(self):
        self.open_usual_page()
        self.browser.press("E", shift=True)
        self.assert_shows(self.error_color(8), result_color)
        self.browser.press("x")
        self.assert_shows(result_color, self.error_color(8))
        self.browser.press(" ", until_released=lambda: self.assert_shows(result_color))
        self.assert_shows(result_color, self.error_color(8))
        self.browser.evaluate("document.querySelector('#layers button').click()")
        self.assert_shows(result_color, original_color)

    def test_three_stand_side_by_side(self):
        self.open_usual_page()
        self.browser.press("s")
        self.panes = 3
        for pane, color in enumerate((original_color, result_color, self.error_color(8))):
            self.assert_shows(color, pane=pane)

    def test_zoom_keeps_the_texel_at_the_pointer_and_dragging_moves_the_picture(self):
        self.open_usual_page()
        x, y = self.place_of(5, 4)
        self.browser.mouse("mouseWheel", x, y, deltaX=0, deltaY=240)  # half as large; twice would be more than is allowed
        zoom = self.zoom_that_fits() / 2

        def assert_color(column, row, expected):
            shot = self.browser.screenshot()
            start = (int(row) * shot.width + int(column)) * shot.channels
            self.assertEqual(tuple(shot.data[start:start + 3]), expected)

        assert_color(x, y, original_color(5, 4))
        assert_color(x, y + 2 * zoom, original_color(5, 6))
        assert_color(x + 3 * zoom, y, original_color(8, 4))
        self.browser.drag((x, y), (x + 2 * zoom, y - 2 * zoom))
        assert_color(x, y, original_color(3, 6))
        self.browser.press("0")
        self.assert_shows(original_color, result_color)

    def test_enlarged_texels_have_sharp_edges(self):
        self.open_usual_page()
        zoom = self.zoom_that_fits()
        shot = self.browser.screenshot()
        column, row = self.place_of(2, 7)
        for step in range(zoom):
            start = (row * shot.width + column - zoom // 2 + step) * shot.channels
            self.assertEqual(tuple(shot.data[start:start + 3]), original_color(2, 7))

    def test_flip_map_is_lightest_for_green_against_blue_and_black_for_the_same(self):
        green, blue = picture(lambda x, y: (0, 255, 0)), picture(lambda x, y: (0, 0, 255))
        self.open_page(green, blue)
        self.browser.press("R", shift=True)
        self.browser.press("r")
        self.assert_shows(lambda x, y: LIGHTEST)
        self.open_page(green, green)
        self.browser.press("R", shift=True)
        self.browser.press("r")
        self.assert_shows(lambda x, y: DARKEST)

    def test_maps_of_blocks_show_what_the_blocks_are(self):
        blocks = [constant_block(100), CODED_BLOCK, ILLEGAL_BLOCK, constant_block(100)]
        self.open_page(picture(lambda x, y: (100, 100, 100), 14, 6), astc(2 * blocks, 14, 6),
                       names=("a.png", "b.astc"))
        kinds = "constant", "coded", "illegal", "constant"
        shown = {"y": {"constant": (0, 0, 0), "coded": (90, 90, 90), "illegal": (255, 0, 255)},  # partitions
                 "u": {"constant": (0, 0, 0), "coded": (60, 60, 60), "illegal": (255, 0, 255)},  # planes
                 "i": {"constant": (0, 0, 0), "coded": (255, 255, 255), "illegal": (255, 0, 255)},  # weight grids
                 "p": {"constant": (0, 0, 0), "coded": (90, 90, 90), "illegal": (255, 0, 255)},  # texel partitions
                 "o": {"constant": (0, 0, 0), "coded": (45, 110, 45), "illegal": (255, 0, 255)},  # modes
                 "t": {"constant": DARKEST, "coded": LIGHTEST, "illegal": LIGHTEST}}  # error of blocks
        for key, colors in shown.items():
            self.browser.press(key.upper(), shift=True)
            self.browser.press(key)
            self.assert_shows(lambda x, y, colors=colors: colors[kinds[x // 4]])
        self.browser.press("y")
        legend = self.browser.evaluate("document.getElementById('legend').innerText")
        for part in ("constant colour: 50.0%", "1 partition: 25.0%", "illegal or HDR: 25.0%"):
            self.assertIn(part, legend)

    def test_pointer_tells_texel_and_block(self):
        blocks = [constant_block(100), CODED_BLOCK]
        self.open_page(picture(lambda x, y: (100, 100, 100 + y), 8, 4), astc(blocks, 8, 4), names=("a.png", "b.astc"))
        self.browser.mouse("mouseMoved", *self.place_of(6, 2))
        self.browser.wait_for_frame()
        text = self.browser.evaluate("document.getElementById('texel').innerText")
        for part in ("Texel 6, 2", "Original 100 100 102", "Result 0 0 0", "Block 1, 0", "1 partition", "1 plane",
                     "16 weights a plane", "LdrRgbDirect", "Block error 20.0 dB"):
            self.assertIn(part, text)
        self.browser.mouse("mouseMoved", self.canvas[0] + 2, self.canvas[1] + 2)
        self.browser.wait_for_frame()
        self.assertEqual(self.browser.evaluate("document.getElementById('texel').innerText").strip(), "")

    def test_pictures_have_no_maps_of_blocks_unless_blocks_are_named(self):
        self.open_usual_page()
        names = "[...document.querySelectorAll('#layers button')].map(button => button.querySelector('span').firstChild.data)"
        self.assertEqual(self.browser.evaluate(names), ["Original", "Result", "Error", "FLIP"])
        self.open_page(picture(original_color), picture(result_color), "-b", "8x8")
        self.assertEqual(self.browser.evaluate(names), ["Original", "Result", "Error", "FLIP", "Block error"])

    def test_normal_maps_are_shown_with_z_and_their_angles(self):
        def tilted(x, y):
            return (150 if x < WIDTH / 2 else 200, 128)

        def with_z(x, y):
            sides = [2 * value / 255 - 1 for value in tilted(x, y)]
            return (*tilted(x, y), round(127.5 * (1 + (1 - sides[0] ** 2 - sides[1] ** 2) ** 0.5)))

        self.open_page(picture(lambda x, y: (128, 128, 7)), picture(lambda x, y: (*tilted(x, y), y)), "--normal")
        self.assert_shows(lambda x, y: (128, 128, 255), with_z)
        self.browser.press("t")
        self.browser.press("ArrowLeft", shift=True)
        self.assert_shows(lambda x, y: (128, 128, 255), lambda x, y: LIGHTEST if x >= WIDTH / 2 else None, split=0.4)
        self.browser.mouse("mouseMoved", *self.place_of(3, 3))
        self.browser.wait_for_frame()
        self.assertIn("Angle 10.0\u00b0", self.browser.evaluate("document.getElementById('texel').innerText"))  # 9.95
        self.assertIn("PSNR of x and y", self.browser.evaluate("document.body.innerText"))

    def test_alpha_hides_no_colours_and_is_shown_by_itself(self):
        def with_alpha(color):
            return lambda x, y: (*color(x, y), 10 * x)
        self.open_page(picture(with_alpha(original_color)), picture(with_alpha(result_color)))
        self.assert_shows(original_color, result_color)
        select = "(list => { list.value = '%s'; list.dispatchEvent(new Event('change')); })(document.getElementById('channels'))"
        self.browser.evaluate(select % "alpha")
        self.assert_shows(lambda x, y: (10 * x,) * 3)
        self.browser.evaluate(select % "checker")
        shot = self.browser.screenshot()
        column, row = self.place_of(0, 5)  # nothing of it can be seen
        colors = {tuple(shot.data[start:start + 3]) for start in
                  ((row * shot.width + column - 10 + step) * shot.channels for step in range(20))}
        self.assertEqual(colors, {(0xBB,) * 3, (0xEE,) * 3})

    def test_numbers_are_those_of_the_report(self):
        report = self.open_page(picture(original_color), picture(result_color), "-b", "4x4")
        text = self.browser.evaluate("document.body.innerText")
        for number in (f"{report['quality']['psnr_rgb']:.4f} dB", f"{report['quality']['ssim']:.5f}",
                       f"{report['flip']['mean']:.5f}", f"{report['flip']['percentile_99']:.5f}",
                       f"{report['channels']['b']['psnr']:.4f} dB", f"{report['blocks']['worst_psnr']:.4f} dB"):
            self.assertIn(number, text)

    def test_names_of_files_are_text_and_nothing_else(self):
        names = ("</script><b>&amp;.png", "<img src=x onerror=alert(1)>'\".png")
        names = tuple(name.replace("/", "\u2215") for name in names)  # no folders
        self.open_page(picture(original_color), picture(result_color), names=names)
        text = self.browser.evaluate("document.getElementById('files').textContent")
        for name in names:
            self.assertIn(name, text)
        self.assertEqual(self.browser.evaluate("document.title"), os.path.join(self.folder, names[1]) + " - astcslang compare")
        self.assertEqual(self.browser.evaluate("document.images.length"), 3)

    def test_nothing_is_asked_of_a_network_and_nothing_complains(self):
        self.open_usual_page()
        for key in "qwersgdx+-0":
            self.browser.press(key)
        self.browser.screenshot()
        others = [url[:80] for url in self.browser.requests if not url.startswith(("file://" + self.folder, "data:image/png"))]
        self.assertEqual(others, [])
        self.assertEqual(self.browser.complaints, [])

    def test_page_is_dark_or_light(self):
        self.open_usual_page()
        shades = set()
        for _ in range(2):
            self.browser.press("d")
            shot = self.browser.screenshot()
            shades.add(tuple(shot.data[:3]))
        self.assertEqual(shades, {(0xF6, 0xF7, 0xF9), (0x14, 0x17, 0x1B)})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
