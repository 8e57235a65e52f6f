# SPDX-License-Identifier: Apache-2.0
"""The page of tools/bench --quality: one HTML file that needs nothing beside it, on disk or in the network."""

import base64
import math
import os
import shlex
import sys
from html import escape

from bench_parts import plots
from bench_parts.encoders import QUALITIES
from bench_parts.error_maps import AMPLIFICATION
from bench_parts.groups import group_rows, is_countable, kinds_of, presets_of, texels_of
from bench_parts.plots import format_rate
from bench_parts.record import MACHINE
from bench_parts.svg import page_style

FOLDER = os.path.dirname(os.path.realpath(__file__))


def psnr(value):
    return "" if value is None else "exact" if math.isinf(value) else f"{value:.3f}"


def gain(value):
    return "" if value is None else f"{value:+.3f}".replace("-", "\u2212")


def milliseconds(value):
    return "" if value is None else f"{value:.0f}"


def rate(value):
    return "" if value is None else format_rate(value)


# Head (lines with \n), key, text of a value, whether large values come first.
RATE_COLUMNS = (("kernels\nMP/s", "astcslang_gpu_mps", rate, True), ("command\nMP/s", "astcslang_whole_mps", rate, True),
                ("astcenc coding\nMP/s", "astcenc_coding_mps", rate, True),
                ("astcenc command\nMP/s", "astcenc_whole_mps", rate, True),
                ("first run\nms", "astcslang_first_ms", milliseconds, True),
                ("of it making\nkernels, ms", "astcslang_first_extra_ms", milliseconds, True))
QUALITY_COLUMNS = (("astcslang\ndB", "psnr_astcslang_db", psnr, True),
                   ("astcenc\ndB", "psnr_astcenc_db", psnr, True),
                   ("difference\ndB", "difference_db", gain, True))
SUBJECT_COLUMNS = (("block", "block", str, False), ("bits per\ntexel", "bits_per_texel", "{:.3g}".format, True),
                   ("preset", "preset", str, False), ("PSNR\nover", "channels", str, False))
MEAN_COLUMNS = (*SUBJECT_COLUMNS, *QUALITY_COLUMNS, ("lowest\ndB", "lowest_db", gain, False),
                ("highest\ndB", "highest_db", gain, True), ("pictures", "count", str, True), *RATE_COLUMNS)
ROW_COLUMNS = (("picture", "picture", str, False), ("texels", "size", str, False), *SUBJECT_COLUMNS, *QUALITY_COLUMNS,
               *RATE_COLUMNS, ("loading pipelines\nms", "astcslang_pipelines_ms", milliseconds, True),
               ("error", "error", str, False))


def sort_value(key, row):
    """What the script sorts a cell by: a number, or text where footprints and presets have an order of their own."""
    if key == "block":
        return texels_of(row["block"])
    if key == "preset":
        return QUALITIES.index(row["preset"])
    value = row["width"] * row["height"] if key == "size" else row[key]
    return "" if value is None else "Infinity" if value == math.inf else value


def table(rows, columns, name):
    heads = "".join(f'<th scope="col"{" data-first=descending" if first else ""}><button type="button">{escape(head)}'
                    "</button></th>" for head, _, _, first in columns)
    lines = []
    for row in rows:
        row = {"size": f"{row['width']} × {row['height']}", **row} if "width" in row else row
        cells = []
        for _, key, form, _ in columns:
            style = ' class="error"' if key == "error" else ' class="word"' if key in ("preset", "picture") else ""
            content = "" if row[key] is None else form(row[key])
            cells.append(f'<td{style} data-value="{escape(str(sort_value(key, row)))}">{escape(content)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return (f'<div class="scroll"><table class="sortable" id="{name}"><thead><tr>{heads}</tr></thead>\n<tbody>\n'
            + "\n".join(lines) + "\n</tbody></table></div>")


def outcome(rows):
    """What came out, in sentences: the mean gain of each preset, and the pictures that lose."""
    parts = []
    for kind in kinds_of(rows):
        groups = group_rows(rows, kind)
        for preset in presets_of(groups):
            gains = ", ".join(f"{gain(group['difference_db'])} at {group['block']}" for group in groups
                              if group["preset"] == preset)
            parts.append(f"<li><b>{preset}</b>: {gains} dB over {kind}</li>")
    complete = [row for row in rows if is_countable(row)]
    losing = [row for row in complete if row["difference_db"] < -0.05]
    sentence = (f"{len(losing)} of {len(complete)} single encodes lie more than 0.05 dB below astcenc's preset of the "
                "same name." if complete else "Nothing could be measured.")
    return ("<p>Mean PSNR of astcslang minus that of astcenc's preset of the same name:</p>"
            f"<ul>{''.join(parts)}</ul><p>{sentence}</p>")


def figures(rows):
    parts = []
    kinds = kinds_of(rows)
    for kind in kinds:
        groups = group_rows(rows, kind)
        if not groups:
            continue
        if len(kinds) > 1:
            parts.append(f"<h2>Pictures {'with' if kind == 'RGBA' else 'without'} alpha</h2>")
        head = "h3" if len(kinds) > 1 else "h2"
        parts += [f"<{head}>Quality against size</{head}>", f"<figure>{plots.rate_distortion(groups)}</figure>",
                  f"<{head}>Quality against speed</{head}>",
                  "<p>Solid: the search alone (astcslang's kernels by GPU timestamps, astcenc's own coding time). "
                  "Dashed: the whole command, from its start to the written file, with what the driver kept from a "
                  "first run.</p>",
                  f"<figure>{plots.speed_quality(groups)}</figure>", f"<{head}>Each picture</{head}>",
                  "<p>A dot is one encode; the larger the dot, the slower the preset.</p>",
                  f"<figure>{plots.picture_differences(rows, kind)}</figure>"]
    return "\n".join(parts)


def embed(png, caption):
    data = base64.b64encode(png).decode("ascii")
    return (f'<figure><img alt="{escape(caption)}" src="data:image/png;base64,{data}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>")


def error_maps(maps, interrupted):
    if interrupted:
        return "<p>Left out, since the run was stopped.</p>"
    parts = []
    for number, one in enumerate(maps):
        row = one["row"]
        kind = ("largest gain" if number == 0 else "smallest gain") if row["difference_db"] >= 0 else (
            "largest loss" if number or len(maps) == 1 else "smallest loss")
        name = escape(os.path.basename(row["picture"]))
        parts.append(f"<h3>{kind.capitalize()}: {name}, {row['block']}, {row['preset']}: {gain(row['difference_db'])} dB"
                     "</h3>")
        if "error" in one:
            parts.append(f'<p class="warning">{escape(one["error"])}</p>')
            continue
        captions = ("original", f"astcslang, {psnr(row['psnr_astcslang_db'])} dB",
                    f"astcenc, {psnr(row['psnr_astcenc_db'])} dB", f"error of astcslang × {AMPLIFICATION}",
                    f"error of astcenc × {AMPLIFICATION}", "less squared error by block: blue astcslang, orange astcenc")
        left, top, width, height = one["window"]
        if (width, height) != one["size"]:
            parts.append(f"<p class=faint>A part of {width} × {height} at {left}, {top}, around the block where the "
                         "errors differ most; below it that block's surroundings.</p>")
        parts.append(f'<div class="maps">{"".join(map(embed, one["whole"], captions))}</div>')
        left, top, width, height = one["detail"]
        close = [f"{width} × {height} texels at {left}, {top}"] + [""] * 5
        parts.append(f'<div class="maps">{"".join(map(embed, one["close"], close))}</div>')
    parts.append("<p class=faint>Errors are the root of a texel's mean squared error over the channels counted, in "
                 f"0..255, times {AMPLIFICATION}. Enlarged without smoothing.</p>" if maps else "<p>Nothing to show.</p>")
    return "\n".join(parts)


def method(rows):
    row = next((row for row in reversed(rows) if row["device"]), rows[-1])
    dates = sorted(row["date"] for row in rows)
    entries = {name.replace("_", " "): row[name] for name in MACHINE}
    entries["measured"] = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    entries["runs"] = f"median of {row['runs']}, both commands in turn"
    chosen = ["ASTCENC=" + os.environ["ASTCENC"]] if "ASTCENC" in os.environ else []
    entries["command"] = shlex.join(chosen + sys.argv)
    entries["encode"] = (f"astcslang -i IN.png -o OUT.astc -b BLOCK -q PRESET {row['astcslang_options']}, beside "
                         "astcenc -cl IN.png OUT.astc BLOCK -PRESET (and -decode_unorm8 where it has that)")
    entries["decode"] = "astcenc -dl, then astcslang compare --linear --as-stored with the picture, for both"
    lines = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in entries.items() if value)
    return f"""<dl>{lines}</dl>
<p>PSNR is 10 log10(255² / mean squared error) over R, G, B, or over R, G, B, A for pictures with alpha. Means of PSNR
are over pictures; means of rates are all texels over the sum of median times. MP/s are millions of texels per second.</p>
<p>Both encoders get the same plain PNG. The first encode of each footprint and preset by astcslang starts without what
drivers keep between runs; it is in no rate and stands in the column “first run”, and what it took longer than the median
of the others in the next. Later runs load the kernels from the driver's cache, which is part of the whole command.</p>"""


def conditions(rows):
    """One line on what was measured where."""
    row = next((row for row in rows if row["device"]), rows[0])
    pictures = len({row["texels_sha256"] for row in rows})
    return (f"{pictures} picture{'s' if pictures > 1 else ''}; {row['astcslang']} on {row['device'] or 'no device'}, "
            f"{row['astcenc']} on {row['cpu'] or 'an unknown CPU'} ({row['cpu_threads'] or '?'} threads); "
            f"{rows[-1]['date'][:10]}.")


def make_page(rows, maps, interrupted):
    """The page's text, of rows as record.parse_row makes them."""
    if not rows:
        return "<!doctype html><title>Nothing was measured</title><p>Nothing was measured.\n"
    css, script = (open(os.path.join(FOLDER, name), encoding="utf-8").read() for name in ("page.css", "page.js"))
    means = [group for kind in kinds_of(rows) for group in group_rows(rows, kind)]
    failed = sum(bool(row["error"]) for row in rows)
    warnings = (["The run was stopped; this is what it had."] if interrupted else []) + (
        [f"{failed} of {len(rows)} encodes failed; the last table tells why. Their pictures are in no mean."]
        if failed else [])
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>astcslang beside astcenc</title>
<style>{page_style()}{css}</style></head>
<body>
<h1><span class="ours">astcslang</span> beside <span class="theirs">astcenc</span></h1>
<p class="faint">{escape(conditions(rows))}</p>
{"".join(f'<p class="warning">{escape(warning)}</p>' for warning in warnings)}
{outcome(rows)}
{figures(rows)}
<h2>Where they differ most</h2>
{error_maps(maps, interrupted)}
<h2>Means</h2>
<p class="faint">A click on a head sorts.</p>
{table(means, MEAN_COLUMNS, "means")}
<h2>All figures</h2>
<p><input id="filter" type="search" placeholder="only rows with these words: 6x6 medium" aria-label="filter rows"></p>
{table(rows, ROW_COLUMNS, "rows")}
<h2>How it was measured</h2>
{method(rows)}
<div id="tip" hidden></div>
<script>
{script}</script>
</body>
</html>
"""
