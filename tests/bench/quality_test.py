# SPDX-License-Identifier: Apache-2.0
"""If this fails, the CSV or the page of tools/bench --quality says something else than the encoders did, or a run that
fails or is stopped loses what it had.

Usage: quality_test.py REPOSITORY ASTCSLANG     astcenc is $ASTCENC or in PATH; skips (77) without it
"""

import csv
import html.parser
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
import zlib

REPOSITORY, ASTCSLANG = sys.argv[1:3]
ASTCENC = os.environ.get("ASTCENC") or shutil.which("astcenc")
COLUMNS = ("picture,width,height,channels,block,bits_per_texel,preset,psnr_astcslang_db,psnr_astcenc_db,difference_db,"
           "astcslang_gpu_mps,astcslang_whole_mps,astcenc_coding_mps,astcenc_whole_mps,astcslang_first_ms,"
           "astcslang_first_extra_ms,astcslang_pipelines_ms,runs,error,date,texels_sha256,astcslang,astcslang_sha256,"
           "astcslang_options,commit,astcenc,astcenc_sha256,device,driver,cpu,cpu_threads,system").split(",")
# Stands in for astcenc: counts encodes, and fails or stops the bench at a footprint when told to.
WRAPPER = """#!/bin/sh
if [ "$1" = -cl ]; then
    echo "$*" >>"$CALLS"
    case "$*" in
    *" $FAIL_AT "*) echo "no luck at $FAIL_AT" >&2; exit 1 ;;
    *" $STOP_AT "*) kill -TERM $PPID; sleep 5 ;;
    esac
fi
exec "$REAL_ASTCENC" "$@"
"""


def make_png(path):
    """A picture of 20x12 with a gradient in every channel, alpha too."""
    rows = b"".join(b"\0" + bytes(value for x in range(20) for value in (12 * x, 20 * y, 200 - 9 * x, 255 - 5 * x - 6 * y))
                    for y in range(12))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for name, body in ((b"IHDR", struct.pack(">IIBBBBB", 20, 12, 8, 6, 0, 0, 0)), (b"IDAT", zlib.compress(rows)),
                           (b"IEND", b"")):
            file.write(struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)))


class Page(html.parser.HTMLParser):
    """What a page shows and what it fetches."""

    def __init__(self, text):
        super().__init__()
        self.texts, self.fetched, self.heads = [], [], 0
        self.feed(text)
        self.text = "\n".join(self.texts)

    def handle_starttag(self, tag, attributes):
        self.fetched += [(tag, name, value) for name, value in attributes if name in ("src", "href", "srcset", "data")]
        self.heads += tag == "th"

    def handle_data(self, data):
        self.texts.append(data)


class Quality(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.wrapper = os.path.join(cls.folder, "astcenc")
        with open(cls.wrapper, "w", encoding="utf-8") as file:
            file.write(WRAPPER)
        os.chmod(cls.wrapper, 0o755)
        cls.calls = os.path.join(cls.folder, "calls")
        cls.alpha = os.path.join(cls.folder, "alpha.png")
        make_png(cls.alpha)
        cls.opaque = os.path.join(REPOSITORY, "tests/images/astcenc_slang/hard_hi.png")
        cls.csv, cls.html, cls.svg = (os.path.join(cls.folder, name) for name in ("q.csv", "q.html", "svg"))
        done = cls.bench("4x4", "fastest,fast", cls.csv, "--html", cls.html, "--svg", cls.svg)
        if done.returncode:
            raise AssertionError(done.stderr)
        cls.rows = cls.read(cls.csv)

    @classmethod
    def bench(cls, blocks, presets, table, *more, **environment):
        """Runs the tool on both pictures."""
        return subprocess.run(
            [os.path.join(REPOSITORY, "tools/bench"), "--quality", "--astcslang", ASTCSLANG, "--images", cls.opaque,
             cls.alpha, "--blocks", blocks, "--presets", presets, "--runs", "1", "--csv", table, *more],
            env={**os.environ, "ASTCENC": cls.wrapper, "REAL_ASTCENC": ASTCENC, "CALLS": cls.calls, "FAIL_AT": "-",
                 "STOP_AT": "-", **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)

    @staticmethod
    def read(path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def copy(self, name):
        """A copy of the first run's CSV to go on with."""
        return shutil.copy(self.csv, os.path.join(self.folder, name))

    def test_csv_has_the_documented_columns_and_a_row_each(self):
        self.assertEqual(list(self.rows[0]), COLUMNS)
        self.assertEqual([(row["picture"].split("/")[-1], row["preset"], row["channels"]) for row in self.rows],
                         [("hard_hi.png", "fastest", "RGB"), ("alpha.png", "fastest", "RGBA"),
                          ("hard_hi.png", "fast", "RGB"), ("alpha.png", "fast", "RGBA")])
        for row in self.rows:
            filled = {name for name in COLUMNS if row[name]}
            self.assertLessEqual(set(COLUMNS) - filled, {"error", "astcslang_first_ms", "astcslang_first_extra_ms"})
            self.assertAlmostEqual(float(row["difference_db"]),
                                   float(row["psnr_astcslang_db"]) - float(row["psnr_astcenc_db"]), delta=2e-4)

    def test_psnr_is_that_of_each_encoder_by_hand(self):
        texture, decoded = (os.path.join(self.folder, name) for name in ("hand.astc", "hand.png"))
        unorm8 = ["-decode_unorm8"] if "-decode_unorm8" in self.output(ASTCENC, "-help") else []
        for row in self.rows:
            picture = self.opaque if row["channels"] == "RGB" else self.alpha
            for encoder in ("astcslang", "astcenc"):
                if encoder == "astcslang":
                    self.output(ASTCSLANG, "-i", picture, "-o", texture, "-b", "4x4", "-q", row["preset"], "--linear")
                else:
                    self.output(ASTCENC, "-cl", picture, texture, "4x4", "-" + row["preset"], *unorm8)
                self.output(ASTCENC, "-dl", texture, decoded, *unorm8)
                printed = self.output(ASTCSLANG, "compare", "--linear", "--as-stored", "--json", picture, decoded)
                psnr = re.search(rf'"psnr_{row["channels"].lower()}": ([0-9.]+)', printed).group(1)
                self.assertAlmostEqual(float(row[f"psnr_{encoder}_db"]), float(psnr), places=3, msg=(encoder, row))

    @staticmethod
    def output(*command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout

    def test_page_shows_every_figure_and_fetches_nothing(self):
        with open(self.html, encoding="utf-8") as file:
            source = file.read()
        page = Page(source)
        for row in self.rows:
            self.assertIn(row["device"], page.text)
            for key in ("psnr_astcslang_db", "psnr_astcenc_db"):
                self.assertIn(f"{float(row[key]):.3f}", page.texts, key)
            difference = f"{float(row['difference_db']):+.3f}".replace("-", "\u2212")
            self.assertIn(difference, page.texts)
        self.assertEqual(source.count('<svg '), 6) # three plots for pictures without alpha, three for those with
        self.assertEqual(source.count('src="data:image/png;base64,'), 24) # two rows of six, for the most gain and the least
        self.assertTrue(all(value.startswith("data:") for _, _, value in page.fetched), page.fetched)
        self.assertNotRegex(source.replace("http://www.w3.org/2000/svg", ""), r"https?:|@import|url\(")

    def test_a_click_on_a_head_sorts_and_a_pointer_shows_figures(self):
        chromium = shutil.which("chromium")
        if not chromium:
            self.skipTest("needs chromium")
        page = os.path.join(self.folder, "clicked.html")
        shutil.copy(self.html, page)
        with open(page, "a", encoding="utf-8") as file:
            file.write("""<script>
const rows = document.getElementById('rows');
const column = () => [...rows.tBodies[0].rows].map(row => row.cells[6].textContent).join(' ');
rows.tHead.rows[0].cells[6].querySelector('button').click();
const falling = column();
rows.tHead.rows[0].cells[6].querySelector('button').click();
const filter = document.getElementById('filter');
filter.value = 'alpha fastest';
filter.dispatchEvent(new Event('input'));
document.querySelectorAll('g.point')[2].dispatchEvent(new PointerEvent('pointerenter'));
document.title = [falling, column(), [...rows.tBodies[0].rows].filter(row => !row.hidden).length,
                  document.getElementById('tip').textContent].join('|');
</script>""")
        shown = self.output(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "file://" + page)
        falling, rising, visible, tip = re.search("<title>([^<]*[|][^<]*)</title>", shown).group(1).split("|")
        values = sorted((f"{float(row['psnr_astcslang_db']):.3f}" for row in self.rows), key=float)
        self.assertEqual((rising, falling), (" ".join(values), " ".join(values[::-1])))
        self.assertEqual(visible, "1")
        self.assertRegex(tip, r"^astcslang fastest, 4x4 .*: [0-9.]+ dB$")

    def test_plots_for_documents_are_whole_svg_files_with_every_dot(self):
        self.assertEqual(sorted(os.listdir(self.svg)), ["rate-distortion-rgba.svg", "rate-distortion.svg",
                                                        "speed-quality-rgba.svg", "speed-quality.svg"])
        for name, dots in (("rate-distortion.svg", 8), ("speed-quality.svg", 8)):
            root = xml.etree.ElementTree.parse(os.path.join(self.svg, name)).getroot()
            titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
            self.assertEqual(len([title for title in titles if "4x4" in title]), dots)
            for row in self.rows[::2]: # the opaque picture alone: its means are its own figures
                for key in ("psnr_astcslang_db", "psnr_astcenc_db"):
                    self.assertTrue(any(f"{float(row[key]):.3f} dB" in title for title in titles), (name, key))

    def test_rows_that_are_there_are_not_measured_again(self):
        table = self.copy("again.csv")
        before = self.output("cat", self.calls)
        self.assertEqual(self.bench("4x4", "fastest,fast", table).returncode, 0)
        self.assertEqual(self.output("cat", self.calls), before)
        self.assertEqual(self.read(table), self.rows)

    def test_rows_of_another_program_are_refused(self):
        table = self.copy("other.csv")
        other = os.path.join(self.folder, "other_astcenc")
        with open(other, "w", encoding="utf-8") as file:
            file.write(WRAPPER + "# another\n")
        os.chmod(other, 0o755)
        done = self.bench("4x4", "fastest", table, ASTCENC=other)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Abench: .*other\.csv was measured with astcenc_sha256 [^\n]*\n\Z")
        self.assertEqual(self.read(table), self.rows)

    def test_an_encode_that_fails_is_a_row_with_its_error(self):
        table, page = self.copy("failed.csv"), os.path.join(self.folder, "failed.html")
        done = self.bench("4x4,8x8", "fastest", table, "--html", page, "--images", self.opaque, FAIL_AT="8x8")
        self.assertEqual(done.returncode, 1)
        failed, = [row for row in self.read(table) if row["block"] == "8x8"]
        self.assertIn("no luck at 8x8", failed["error"])
        self.assertEqual(failed["psnr_astcenc_db"], "")
        self.assertGreater(float(failed["psnr_astcslang_db"]), 5)
        with open(page, encoding="utf-8") as file:
            self.assertIn("1 of 2 encodes failed", file.read())

    def test_a_run_that_is_stopped_keeps_its_rows_and_writes_its_page(self):
        table, page = self.copy("stopped.csv"), os.path.join(self.folder, "stopped.html")
        done = self.bench("8x8,4x4", "fastest", table, "--html", page, STOP_AT="8x8")
        self.assertEqual(done.returncode, 130, done.stderr)
        self.assertEqual(self.read(table), self.rows)
        with open(page, encoding="utf-8") as file:
            shown = Page(file.read())
        self.assertIn("The run was stopped", shown.text)
        self.assertIn(f"{float(self.rows[0]['psnr_astcslang_db']):.3f}", shown.texts)

    def test_a_picture_that_cannot_be_read_does_not_stop_the_others(self):
        broken = os.path.join(self.folder, "broken.png")
        with open(self.alpha, "rb") as file, open(broken, "wb") as cut:
            cut.write(file.read()[:60])
        done = self.bench("4x4", "fastest,fast", self.copy("broken.csv"), "--images", self.opaque, broken)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"\Abench: .*broken\.png: damaged PNG[^\n]*\n\Z")
        self.assertIn("fastest", done.stdout)


if __name__ == "__main__":
    if not ASTCENC:
        print("needs astcenc")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
