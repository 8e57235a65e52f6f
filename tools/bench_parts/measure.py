# SPDX-License-Identifier: Apache-2.0
"""One row of tools/bench --quality: one picture, footprint and preset, through both encoders in turn."""

import datetime
import math
import os
import platform
import statistics
import tempfile
from dataclasses import dataclass

from bench_parts.encoders import BenchError, describe_machine, digest
from bench_parts.pixels import Texels
from bench_parts.record import COLUMNS


@dataclass
class Subject:
    """A picture to measure; `path` is the plain PNG that both encoders are given."""

    name: str
    path: str
    texels: Texels
    sha256: str

    @property
    def kind(self):
        return "RGBA" if self.texels.channels == 4 else "RGB"


def programs(ours, theirs):
    """What is known of the two programs before they have run."""
    return {"astcslang": ours.version, "astcslang_sha256": digest(ours.path)[:16],
            "astcslang_options": " ".join(ours.options), "astcenc": theirs.version,
            "astcenc_sha256": digest(theirs.path)[:16], "system": f"{platform.system()} {platform.release()}"}


def bits_per_texel(block):
    width, height = map(int, block.split("x"))
    return 128 / (width * height)


def texture_path(folder, encoder, subject, block, preset):
    return os.path.join(folder, f"{encoder.name}-{subject.sha256[:16]}-{block}-{preset}.astc")


def measure(encoders, known, subject, block, preset, run_count, folder):
    """A row with all of record.COLUMNS; `known` is what programs() said. What failed is told in `error`."""
    ours, theirs = encoders
    runs, errors, first = {encoder.name: [] for encoder in encoders}, {}, None
    digests = set()
    caches = os.path.join(folder, f"caches-{block}-{preset}-{subject.kind}")
    cold = not os.path.exists(caches)
    os.makedirs(caches, exist_ok=True)
    ours.use_caches(caches)
    for turn in range(-cold, run_count):
        for encoder in encoders if turn >= 0 else (ours,):
            if encoder.name in errors:
                continue
            texture = texture_path(folder, encoder, subject, block, preset)
            try:
                result = encoder.encode(subject.path, texture, block, preset)
            except BenchError as error:
                errors[encoder.name] = str(error)
                continue
            if encoder is ours:
                digests.add(digest(texture))
            if turn < 0:
                first = result
            else:
                runs[encoder.name].append(result)
    if len(digests) > 1:
        errors.setdefault(ours.name, "astcslang wrote different bytes in different runs")

    row = dict.fromkeys(COLUMNS)
    row.update(known)
    row.update(picture=subject.name, width=subject.texels.width, height=subject.texels.height, channels=subject.kind,
               block=block, bits_per_texel=bits_per_texel(block), preset=preset, runs=run_count,
               date=datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%SZ"),
               texels_sha256=subject.sha256)
    if ours.device:
        machine = describe_machine(ours, theirs)
        row.update({name: value for name, value in machine.items() if name in COLUMNS})
    fill_quality(row, encoders, subject, errors, folder)
    fill_rates(row, runs, errors, subject.texels.width * subject.texels.height)
    if first and not errors:
        later = statistics.median(one["wall_ms"] for one in runs[ours.name])
        row.update(astcslang_first_ms=first["wall_ms"], astcslang_first_extra_ms=first["wall_ms"] - later)
    row["error"] = "; ".join(errors.values())
    return row


def fill_quality(row, encoders, subject, errors, folder):
    """PSNR of both textures as astcenc decodes them."""
    ours, theirs = encoders
    for encoder in encoders:
        if encoder.name in errors:
            continue
        try:
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".bmp") as decoded:
                theirs.decode(texture_path(folder, encoder, subject, row["block"], row["preset"]), decoded.name)
                psnr = ours.compare(subject.path, decoded.name)[subject.kind == "RGBA"]
            row[f"psnr_{encoder.name}_db"] = math.inf if psnr is None else psnr
        except BenchError as error:
            errors[encoder.name] = str(error)
    pair = row["psnr_astcslang_db"], row["psnr_astcenc_db"]
    if None not in pair:
        row["difference_db"] = 0.0 if pair[0] == pair[1] else pair[0] - pair[1]


def fill_rates(row, runs, errors, texels):
    """Rates in millions of texels per second, by median times."""

    def median(name, key):
        return statistics.median(one[key] for one in runs[name])

    if "astcslang" not in errors:
        row["astcslang_whole_mps"] = texels / median("astcslang", "wall_ms") / 1000
        kernels = median("astcslang", "core_ms") # 0 where a device has no timestamps
        row["astcslang_gpu_mps"] = texels / kernels / 1000 if kernels else None
        row["astcslang_pipelines_ms"] = median("astcslang", "pipelines_ms")
    if "astcenc" not in errors:
        row["astcenc_whole_mps"] = texels / median("astcenc", "wall_ms") / 1000
        row["astcenc_coding_mps"] = median("astcenc", "core_mps")
