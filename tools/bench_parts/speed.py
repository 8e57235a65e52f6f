# SPDX-License-Identifier: Apache-2.0
"""The table of tools/bench: PSNR and rates of both commands, picture by picture. `HELP` says what its columns mean."""

import csv
import json
import os
import statistics
import tempfile

from bench_parts.encoders import Astcenc, Astcslang, BenchError, describe_machine, digest
from bench_parts.files import find_pictures, show_progress

HELP = """
Every picture is encoded with --linear by both commands in turn (A B A B ...), once to warm up and then --runs times;
the table shows medians. The warm-up starts without what drivers keep between runs, and the counted runs use what it left.
Lines below the table say the outcome in words. Means over pictures: PSNR is averaged, rates are all texels over the sum
of median times.

  PSNR     dB over RGB against the picture as astcslang reads it; `astcslang compare --linear --as-stored` decodes the texture. Where
           alpha is not exact, a column RGBA follows.
  PSNR(A)  the same, but `astcenc -dl` decodes the texture. The two differ with astcenc before it had -decode_unorm8,
           which aims at, and decodes through, 16-bit floats.
  whole    millions of texels per second of the whole command: start, reading, encoding, writing.
  first    the same of the warm-up run: what somebody sees the first time, when the driver still has to make the kernels.
  kernels  the same of astcslang's kernels alone, by GPU timestamps.
  coding   the same of astcenc's search alone: the "Coding rate" that it prints.
  x whole  astcslang's whole rate over astcenc's.
  x core   astcslang's rate of kernels over astcenc's rate of coding.

JPEG files are given to both commands as they are. Each decodes with a library of its own (libjpeg-turbo, stb), so
astcenc's PSNR on them is a little too low: 0.02 dB for tests/images/cat.jpg with astcenc 5.6.0 at medium, against
encoding a PNG of the same decoded texels. For figures that count, use PNG.

examples:
  tools/bench                                         medium beside medium
  tools/bench --presets fast,medium,exhaustive --images tests/images/rgb --csv rates.csv
  tools/bench --presets medium,exhaustive --astcenc-presets thorough,exhaustive -p 4
  tools/bench --gpu-only --device 0                   without astcenc
  tools/bench --presets fast --astcenc-presets medium --images tests/images/cat.jpg
                                                      the least preset that passes astcenc -medium there
"""


def summarize(name, runs, texels):
    """An encoder's runs as rates in MP/s, by medians."""
    median = lambda key: statistics.median(one[key] for one in runs)
    rates = {"whole_mps": texels / median("wall_ms") / 1000}
    if "core_mps" in runs[0]:
        rates["core_mps"] = median("core_mps")
    else:
        rates["core_mps"] = texels / median("core_ms") / 1000
        rates["encode_mps"] = texels / median("encode_ms") / 1000
    rates["runs_ms"] = [one["wall_ms"] for one in runs]
    return {f"{name}_{key}": value for key, value in rates.items()}


def bench_picture(ours, theirs, picture, block, presets, run_count, folder):
    """One row: both commands on one picture, run in turn."""
    encoders = [(ours, presets[0])] + ([(theirs, presets[1])] if theirs else [])
    textures = {encoder.name: os.path.join(folder, encoder.name + ".astc") for encoder, _ in encoders}
    results = {encoder.name: [] for encoder, _ in encoders}
    digests = set()
    ours.use_caches(tempfile.mkdtemp(dir=folder))
    for _ in range(run_count + 1):
        for encoder, preset in encoders:
            results[encoder.name].append(encoder.encode(picture, textures[encoder.name], block, preset))
        digests.add(digest(textures[ours.name]))
    if len(digests) != 1:
        raise BenchError(f"{picture}: astcslang wrote different bytes in different runs")

    texels = results[ours.name][0]["texels"]
    row = {"picture": os.path.relpath(picture), "texels": texels, "block": block, "astcslang_preset": presets[0],
           "astcenc_preset": presets[1] if theirs else None}
    for encoder, _ in encoders:
        row.update(summarize(encoder.name, results[encoder.name][1:], texels))
        row[f"{encoder.name}_first_mps"] = texels / results[encoder.name][0]["wall_ms"] / 1000
        rgb, rgba = ours.compare(picture, textures[encoder.name])
        row.update({f"{encoder.name}_psnr_rgb": rgb, f"{encoder.name}_psnr_rgba": rgba})
        if theirs:
            decoded = os.path.join(folder, "decoded.png")
            theirs.decode(textures[encoder.name], decoded)
            row[f"{encoder.name}_psnr_rgb_by_astcenc"] = ours.compare(picture, decoded)[0]
    return row


def mean_row(rows):
    """The mean over the pictures of one block and preset."""
    texels = sum(row["texels"] for row in rows)
    mean = {"picture": f"mean of {len(rows)}", "texels": texels}
    for key, value in rows[0].items():
        if key in ("block", "astcslang_preset", "astcenc_preset"):
            mean[key] = value
        elif key.endswith("_mps"):
            mean[key] = texels / sum(row["texels"] / row[key] for row in rows)
        elif "psnr" in key:
            known = [row[key] for row in rows if row[key] is not None]
            mean[key] = statistics.fmean(known) if known else None
    return mean


def has_alpha_error(row):
    """Whether alpha is not exact: else RGBA's PSNR is RGB's plus 10 log10(4 / 3)."""
    names = [name for name in ("astcslang", "astcenc") if row.get(f"{name}_psnr_rgba") is not None]
    return any(row[f"{name}_psnr_rgb"] is None or
               abs(row[f"{name}_psnr_rgba"] - row[f"{name}_psnr_rgb"] - 1.249387366) > 1e-6 for name in names)


def format_psnr(value):
    return "exact" if value is None else f"{value:.3f}"


def format_rate(value):
    return f"{value:.4f}" if value < 1 else f"{value:.2f}" if value < 1000 else f"{value:.0f}"


def columns_of(with_astcenc, with_alpha):
    """Header and text of each column."""

    def psnr(title, key):
        return (title, lambda row: format_psnr(row[key]))

    def rgba(key):
        return ("RGBA", lambda row: format_psnr(row[key]) if has_alpha_error(row) else "-")

    def rate(title, key):
        return (title, lambda row: format_rate(row[key]))

    columns = [("picture", lambda row: row["picture"]), ("block", lambda row: row["block"]),
               ("preset", lambda row: row["astcslang_preset"]), psnr("PSNR", "astcslang_psnr_rgb")]
    if with_alpha:
        columns.append(rgba("astcslang_psnr_rgba"))
    if with_astcenc:
        columns.append(psnr("PSNR(A)", "astcslang_psnr_rgb_by_astcenc"))
    columns += [rate("whole", "astcslang_whole_mps"), rate("first", "astcslang_first_mps"),
                rate("kernels", "astcslang_core_mps")]
    if not with_astcenc:
        return columns
    columns += [("| astcenc", lambda row: "| " + row["astcenc_preset"]), psnr("PSNR", "astcenc_psnr_rgb")]
    if with_alpha:
        columns.append(rgba("astcenc_psnr_rgba"))
    columns += [psnr("PSNR(A)", "astcenc_psnr_rgb_by_astcenc"), rate("whole", "astcenc_whole_mps"),
                rate("coding", "astcenc_core_mps"),
                ("| x whole", lambda row: f"| {row['astcslang_whole_mps'] / row['astcenc_whole_mps']:.3g}"),
                ("x core", lambda row: f"{row['astcslang_core_mps'] / row['astcenc_core_mps']:.3g}")]
    return columns


def print_table(rows, with_astcenc):
    columns = columns_of(with_astcenc, any(map(has_alpha_error, rows)))
    lines = [[title for title, _ in columns]] + [[text(row) for _, text in columns] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*lines)]
    for line in lines:
        cells = [cell.ljust(width) if column < 3 or cell.startswith("| ") else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip())


def print_outcome(row):
    """Both encoders beside each other, in words."""
    whole = row["astcslang_whole_mps"] / row["astcenc_whole_mps"]
    core = row["astcslang_core_mps"] / row["astcenc_core_mps"]
    first = row["astcslang_first_mps"] / row["astcenc_first_mps"]
    print(f"{row['picture']}: astcslang {row['astcslang_preset']} beside astcenc -{row['astcenc_preset']}, {row['block']}")
    print(f"  speed    x {whole:.2f} (the whole command), x {first:.2f} (its first run), x {core:.2f} (the search alone)")
    if None not in (row["astcslang_psnr_rgb"], row["astcenc_psnr_rgb"]):
        print(f"  quality  {row['astcslang_psnr_rgb'] - row['astcenc_psnr_rgb']:+.3f} dB")


def print_machine(machine, run_count):
    for key, value in machine.items():
        if value is not None:
            print(f"{key.replace('_', ' '):<16} {'yes' if value is True else 'no' if value is False else value}")
    print(f"{'runs':<16} median of {run_count}, after one to warm up")
    print(f"{'units':<16} PSNR in dB, rates in MP/s\n")


def write_csv(path, machine, rows):
    keys = [key for key in rows[0] if not key.endswith("_runs_ms")]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(keys + list(machine))
        for row in rows:
            writer.writerow([row[key] for key in keys] + list(machine.values()))


def write_json(path, machine, run_count, rows):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"machine": machine, "runs": run_count, "rows": rows}, file, indent=2)
        file.write("\n")


def main(arguments):
    ours = Astcslang(arguments)
    theirs = None if arguments.gpu_only else Astcenc()
    pictures = find_pictures(arguments.images)
    for path in filter(None, (arguments.csv, arguments.json)):
        open(path, "a", encoding="utf-8").close() # fails now rather than after all measurements
    jobs = [(block, pair) for block in arguments.blocks for pair in zip(arguments.presets, arguments.astcenc_presets)]
    rows, shown, outcomes = [], [], []
    with tempfile.TemporaryDirectory(prefix="astcslang-bench-") as folder:
        for block, pair in jobs:
            group = []
            for picture in pictures:
                show_progress(f"{len(rows) + len(group)} of {len(jobs) * len(pictures)}")
                group.append(bench_picture(ours, theirs, picture, block, pair, arguments.runs, folder))
            rows += group
            shown += group + ([mean_row(group)] if len(group) > 1 else [])
            outcomes.append(shown[-1])
    show_progress("")

    machine = describe_machine(ours, theirs)
    print_machine(machine, arguments.runs)
    print_table(shown, theirs is not None)
    for row in outcomes if theirs else ():
        print()
        print_outcome(row)
    if arguments.csv:
        write_csv(arguments.csv, machine, rows)
    if arguments.json:
        write_json(arguments.json, machine, arguments.runs, rows)
    return 0
