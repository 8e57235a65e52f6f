# SPDX-License-Identifier: Apache-2.0
"""Means over the pictures of one footprint and preset. PSNR is averaged; rates are all texels over the sum of times."""

import math
import statistics

from bench_parts.encoders import QUALITIES

RATES = ("astcslang_gpu_mps", "astcslang_whole_mps", "astcenc_coding_mps", "astcenc_whole_mps")


def kinds_of(rows):
    """RGB, RGBA or both: pictures with alpha are never averaged with others."""
    return sorted({row["channels"] for row in rows})


def texels_of(block):
    width, height = map(int, block.split("x"))
    return width * height


def blocks_of(rows):
    """Footprints, from most bits per texel to least."""
    return sorted({row["block"] for row in rows}, key=lambda block: (texels_of(block), block))


def presets_of(rows):
    """Presets, from the fastest on."""
    return sorted({row["preset"] for row in rows}, key=QUALITIES.index)


def is_countable(row):
    """Whether a row can be averaged: measured, and not without any error, whose PSNR would be infinite."""
    return not row["error"] and math.isfinite(row["psnr_astcslang_db"]) and math.isfinite(row["psnr_astcenc_db"])


def mean_of(rows):
    texels = sum(row["width"] * row["height"] for row in rows)
    mean = {key: statistics.fmean(row[key] for row in rows)
            for key in ("psnr_astcslang_db", "psnr_astcenc_db", "difference_db")}
    for key in RATES:
        known = all(row[key] for row in rows)
        mean[key] = texels / sum(row["width"] * row["height"] / row[key] for row in rows) if known else None
    for key in ("astcslang_first_ms", "astcslang_first_extra_ms"):
        mean[key] = next((row[key] for row in rows if row[key] is not None), None)
    mean["lowest_db"] = min(row["difference_db"] for row in rows)
    mean["highest_db"] = max(row["difference_db"] for row in rows)
    mean["count"] = len(rows)
    return mean


def cells_of(rows):
    """Countable rows by footprint and preset, then by texels, without the cell that a stopped run left half done."""
    cells, asked = {}, {}
    for row in rows:
        key = (row["block"], row["preset"])
        asked.setdefault(key, set()).add(row["texels_sha256"])
        cells.setdefault(key, {})
        if is_countable(row):
            cells[key][row["texels_sha256"]] = row
    most = max(map(len, asked.values()), default=0)
    return {key: cell for key, cell in cells.items() if cell and len(asked[key]) == most}


def group_rows(rows, kind):
    """One mean a footprint and preset, in this order, over the pictures that all of them have in common."""
    cells = cells_of([row for row in rows if row["channels"] == kind])
    common = set.intersection(*map(set, cells.values())) if cells else set()
    groups = []
    for block, preset in sorted(cells, key=lambda key: (texels_of(key[0]), key[0], QUALITIES.index(key[1]))):
        members = [row for texels, row in cells[block, preset].items() if texels in common]
        if members:
            groups.append({"block": block, "preset": preset, "bits_per_texel": members[0]["bits_per_texel"],
                           "channels": kind, **mean_of(members)})
    return groups
