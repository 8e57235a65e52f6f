# SPDX-License-Identifier: Apache-2.0
"""tools/bench --quality: pictures x footprints x presets, both encoders in one run, to CSV, an HTML page, SVG plots."""

import argparse
import os
import sys
import tempfile

from bench_parts import page, plots
from bench_parts.encoders import Astcenc, Astcslang, BenchError
from bench_parts.error_maps import make_error_maps
from bench_parts.files import find_pictures, show_progress, write_whole
from bench_parts.groups import group_rows, kinds_of
from bench_parts.measure import Subject, measure, programs
from bench_parts.pixels import make_sheet, read_picture
from bench_parts.record import Record

HELP = """
With --quality:
  Every picture is given to both commands as the same plain PNG, encoded --runs times in turn (A B A B ...), and decoded
  by astcenc; PSNR is over RGB, or over RGBA for pictures with alpha. Rates are texels over median times. astcslang's
  first encode of each footprint and preset starts without what drivers keep between runs; it is in no rate, but told as
  astcslang_first_ms; astcslang_first_extra_ms is by how much it was slower than the median of the others.
  With --csv, each row is on disk at once: a run that was stopped writes the page of what it has, and goes on next time.
  An encode that fails is a row with its error, and the exit code is 1 at the end.
  Columns of the CSV end in their unit: _db, _mps (millions of texels per second), _ms. PNG of 8 bits without interlacing
  is read without help; other pictures need Pillow (Debian: python3-pil).

  tools/bench --quality --csv quality.csv --html quality.html
  tools/bench --quality --blocks 4x4,6x6 --presets fast,exhaustive --images photos/ --html quality.html --svg plots/
  tools/bench --quality --sheet 3840x2160 --csv speed.csv --html speed.html      rates of a GPU need a large picture
"""


def parse_sheet(text):
    """WxH as two numbers."""
    try:
        width, height = map(int, text.lower().split("x"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not WIDTHxHEIGHT") from None
    if not (1 <= width <= 16384 and 1 <= height <= 16384):
        raise argparse.ArgumentTypeError(f"'{text}' is not within 1x1 and 16384x16384")
    return width, height


def load_subjects(arguments, folder):
    """The pictures to measure, each written as a plain PNG into the folder; and errors of those that cannot be read."""
    loaded, failures = [], []
    for path in find_pictures(arguments.images):
        show_progress(f"reading {path}")
        try:
            loaded.append((os.path.relpath(path), read_picture(path)))
        except BenchError as error:
            failures.append((os.path.relpath(path), str(error)))
    if arguments.sheet:
        if failures:
            raise BenchError(failures[0][1])
        width, height = arguments.sheet
        name = f"sheet {width}x{height} of {len(loaded)}"
        loaded = [(name, make_sheet([texels for _, texels in loaded], width, height))]
    subjects = []
    for number, (name, texels) in enumerate(loaded):
        path = os.path.join(folder, f"picture{number}.png")
        with open(path, "wb") as file:
            file.write(texels.png(1))
        subjects.append(Subject(name, path, texels, texels.sha256()))
    return subjects, failures


def measure_all(arguments, encoders, subjects, record, folder):
    """Rows of every picture, footprint and preset, from the record or measured now; and whether it was interrupted."""
    jobs = [(block, preset, subject) for block in arguments.blocks for preset in arguments.presets
            for subject in subjects]
    keys = [{"texels_sha256": subject.sha256, "block": block, "preset": preset, "runs": arguments.runs}
            for block, preset, subject in jobs]
    known = programs(*encoders)
    record.check_machine(known)
    rows = [record.find(key) for key in keys]
    interrupted = False
    try:
        for number, (block, preset, subject) in enumerate(jobs):
            show_progress(f"{number} of {len(jobs)}: {block} {preset} {os.path.basename(subject.name)}")
            if rows[number] is None:
                row = measure(encoders, known, subject, block, preset, arguments.runs, folder)
                if not row["error"]:
                    record.check_machine({name: row[name] for name in ("device", "driver", "cpu", "cpu_threads")})
                rows[number] = record.add(row)
    except KeyboardInterrupt:
        interrupted = True
    show_progress("")
    named = [{**row, "picture": subject.name} for row, (_, _, subject) in zip(rows, jobs) if row]
    return named, interrupted


def print_means(rows):
    """One line a footprint and preset."""
    kinds = kinds_of(rows)
    print(f"{'block':<7}{'preset':<14}{'channels':<10}{'PSNR':>8}{'astcenc':>9}{'gain':>8}{'kernels':>10}{'whole':>9}"
          f"{'coding':>9}{'whole':>9}  (dB; MP/s of astcslang, then astcenc)")
    for kind in kinds:
        for group in group_rows(rows, kind):
            rates = "".join(f"{plots.format_rate(group[key]):>{width}}" for key, width in
                            (("astcslang_gpu_mps", 10), ("astcslang_whole_mps", 9), ("astcenc_coding_mps", 9),
                             ("astcenc_whole_mps", 9)))
            print(f"{group['block']:<7}{group['preset']:<14}{kind:<10}{group['psnr_astcslang_db']:>8.3f}"
                  f"{group['psnr_astcenc_db']:>9.3f}{group['difference_db']:>+8.3f}{rates}")


def write_results(arguments, encoders, subjects, rows, interrupted, folder):
    """The page and the plots of the rows that there are."""
    if arguments.svg:
        os.makedirs(arguments.svg, exist_ok=True)
        for name, drawing in plots.named_plots(rows):
            write_whole(os.path.join(arguments.svg, name), plots.standalone(drawing))
    if arguments.html:
        maps = [] if interrupted else make_error_maps(encoders, subjects, rows, folder)
        write_whole(arguments.html, page.make_page(rows, maps, interrupted))


def main(arguments):
    encoders = (Astcslang(arguments), Astcenc())
    record = Record(arguments.csv)
    if arguments.html:
        open(arguments.html, "a", encoding="utf-8").close() # fails now rather than after all measurements
    with tempfile.TemporaryDirectory(prefix="astcslang-bench-") as folder:
        subjects, failures = load_subjects(arguments, folder)
        rows, interrupted = measure_all(arguments, encoders, subjects, record, folder)
        complete = [row for row in rows if not row["error"]]
        if complete:
            print_means(complete)
        write_results(arguments, encoders, subjects, rows, interrupted, folder)
    problems = [f"{row['picture']} {row['block']} {row['preset']}: {row['error']}" for row in rows if row["error"]]
    problems += [error for _, error in failures]
    for problem in problems:
        print(f"bench: {problem}", file=sys.stderr)
    return 130 if interrupted else 1 if problems else 0
