# SPDX-License-Identifier: Apache-2.0
"""The CSV of tools/bench --quality: what a row has, and how a run that was stopped goes on where it was.

Each row is on disk as soon as it is measured. A later run takes over rows of the same texels, block, preset and number
of runs, if they were made by the same programs on the same machine; it refuses to mix others.
"""

import csv
import io
import os

from bench_parts.encoders import BenchError
from bench_parts.files import write_whole

FIGURES = ("psnr_astcslang_db", "psnr_astcenc_db", "difference_db", "astcslang_gpu_mps", "astcslang_whole_mps",
           "astcenc_coding_mps", "astcenc_whole_mps", "astcslang_first_ms", "astcslang_first_extra_ms",
           "astcslang_pipelines_ms")
SUBJECT = ("picture", "width", "height", "channels", "block", "bits_per_texel", "preset")
MACHINE = ("astcslang", "astcslang_sha256", "astcslang_options", "commit", "astcenc", "astcenc_sha256", "device",
           "driver", "cpu", "cpu_threads", "system")
COLUMNS = SUBJECT + FIGURES + ("runs", "error", "date", "texels_sha256") + MACHINE
NUMBERS = FIGURES + ("width", "height", "bits_per_texel", "runs", "cpu_threads")
# What must agree for rows to stand beside each other; `commit` is only told.
SAME = tuple(name for name in MACHINE if name != "commit")


def text_of(name, value):
    if value is None:
        return ""
    if name in NUMBERS and isinstance(value, float):
        return f"{value:.4f}" if name.endswith("_db") else f"{value:.6g}"
    return str(value)


def as_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([text_of(name, row[name]) for name in COLUMNS])
    return text.getvalue()


def parse_row(texts):
    if len(texts) != len(COLUMNS):
        raise ValueError(f"a row of {len(texts)} columns, not {len(COLUMNS)}")
    row = dict(zip(COLUMNS, texts))
    for name in NUMBERS:
        row[name] = float(row[name]) if row[name] else None
    for name in ("width", "height", "runs", "cpu_threads"):
        row[name] = int(row[name]) if row[name] is not None else None
    return row


class Record:
    """The rows measured so far; with a path they are kept in that file."""

    def __init__(self, path):
        self.path, self.rows = path, []
        if path is None:
            return
        if os.path.exists(path):
            self.rows = self.read()
        # Failed rows are tried again. An older file is whole again before the first new row.
        self.rows = [row for row in self.rows if not row["error"]]
        self.write()

    def read(self):
        with open(self.path, encoding="utf-8", newline="") as file:
            text = file.read()
        # A run that was killed while it wrote leaves a last line that is cut.
        lines = list(csv.reader(io.StringIO(text[:text.rfind("\n") + 1])))
        if lines and tuple(lines[0]) != COLUMNS:
            raise BenchError(f"{self.path}: not a CSV of this version of tools/bench --quality; name another file")
        try:
            return [parse_row(line) for line in lines[1:]]
        except ValueError as error:
            raise BenchError(f"{self.path}: {error}") from error

    def find(self, key):
        """The row with these values, if there is one."""
        for row in self.rows:
            if all(row[name] == value for name, value in key.items()):
                return row
        return None

    def check_machine(self, machine):
        """Refuses a machine, or programs, other than those of the rows that are here already."""
        for row in self.rows:
            for name in SAME:
                if name in machine and row[name] != machine[name]:
                    raise BenchError(f"{self.path} was measured with {name} '{row[name]}', not '{machine[name]}'; name "
                                     "another --csv, or remove it")

    def add(self, row):
        """Keeps a row, as it reads in the file; one with an error is only kept until the next run."""
        row = parse_row([text_of(name, row[name]) for name in COLUMNS])
        self.rows.append(row)
        if self.path:
            with open(self.path, "a", encoding="utf-8", newline="") as file:
                file.write(as_csv([row]))
        return row

    def write(self):
        write_whole(self.path, ",".join(COLUMNS) + "\n" + as_csv(self.rows))
