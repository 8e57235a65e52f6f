# SPDX-License-Identifier: Apache-2.0
"""Original, both results and their errors side by side, for the rows with the largest gain and the largest loss."""

import math
import os

from bench_parts.encoders import BenchError
from bench_parts.files import show_progress
from bench_parts.groups import is_countable
from bench_parts.measure import texture_path
from bench_parts.pixels import Texels, read_bmp

AMPLIFICATION = 8
# Larger pictures are cut to this many texels a side, around the block where the two errors differ most.
WINDOW_TEXELS = 384
DETAIL_TEXELS = 48
SQUARES = [(value - 255) ** 2 for value in range(511)]
OURS_COLOR, THEIRS_COLOR = (74, 144, 226), (230, 126, 34)


def make_error_maps(encoders, subjects, rows, folder):
    """One dictionary for the row of most gain and one for that of least: the row, captions and PNGs."""
    subject_of = {subject.sha256: subject for subject in subjects}
    countable = sorted(filter(is_countable, rows), key=lambda row: row["difference_db"])
    chosen = [countable[-1], countable[0]] if len(countable) > 1 else countable
    maps = []
    for row in chosen:
        show_progress(f"error maps: {os.path.basename(row['picture'])} {row['block']} {row['preset']}")
        try:
            maps.append(make_maps(encoders, subject_of[row["texels_sha256"]], row, folder))
        except BenchError as error:
            maps.append({"row": row, "error": str(error)})
    show_progress("")
    return maps


def make_maps(encoders, subject, row, folder):
    decoded = [decode(encoders, encoder, subject, row, folder) for encoder in encoders]
    block = tuple(map(int, row["block"].split("x")))
    original = match_channels(subject.texels, decoded[0].channels)
    losses = subtract(*(block_errors(original, result, block) for result in decoded))
    peak = max(losses, key=lambda place: abs(losses[place]))
    left, top, width, height = place_window(original, peak, block, WINDOW_TEXELS)
    detail = place_window(original, peak, block, DETAIL_TEXELS)
    pictures = [original, *decoded]
    whole = [picture.crop(left, top, width, height) for picture in pictures]
    close = [picture.crop(*detail) for picture in pictures]
    return {"row": row, "window": (left, top, width, height), "size": (original.width, original.height),
            "detail": detail, "whole": with_errors(whole) + [loss_map(losses, block, (left, top, width, height))],
            "close": with_errors(close) + [loss_map(losses, block, detail)]}


def decode(encoders, encoder, subject, row, folder):
    """The texels of a row's texture; the texture is made again if an earlier run measured the row."""
    texture = texture_path(folder, encoder, subject, row["block"], row["preset"])
    if not os.path.exists(texture):
        encoder.encode(subject.path, texture, row["block"], row["preset"])
    bitmap = texture + ".bmp"
    encoders[1].decode(texture, bitmap)
    try:
        return match_channels(read_bmp(bitmap), subject.texels.channels)
    finally:
        os.remove(bitmap)


def match_channels(texels, channels):
    """The same texels as RGB (alpha dropped) or RGBA (alpha 255)."""
    if texels.channels == channels:
        return texels
    data = bytearray(b"\xff" * (texels.width * texels.height * channels))
    for channel in range(3):
        data[channel::channels] = texels.data[channel::texels.channels]
    return Texels(texels.width, texels.height, channels, data)


def texel_errors(original, result):
    """Squared error of each texel, summed over its channels."""
    squares = [SQUARES[a - b + 255] for a, b in zip(original.data, result.data)]
    return [sum(texel) for texel in zip(*(squares[i::original.channels] for i in range(original.channels)))]


def block_errors(original, result, block):
    """Squared error by block; a block's key is its column and row."""
    errors, sums, (width, height) = texel_errors(original, result), {}, block
    for y in range(original.height):
        row = errors[y * original.width:(y + 1) * original.width]
        for column, x in enumerate(range(0, original.width, width)):
            key = (column, y // height)
            sums[key] = sums.get(key, 0) + sum(row[x:x + width])
    return sums


def subtract(ours, theirs):
    return {place: ours[place] - theirs[place] for place in ours}


def place_window(picture, peak, block, size):
    """Left, top, width and height of a part of at most size texels a side with the block of this place in its middle."""
    width, height = min(size, picture.width), min(size, picture.height)
    left = peak[0] * block[0] + block[0] // 2 - width // 2
    top = peak[1] * block[1] + block[1] // 2 - height // 2
    return (max(0, min(left, picture.width - width)), max(0, min(top, picture.height - height)), width, height)


def with_errors(pictures):
    """PNGs of original, ours, theirs, and of the amplified errors of the two."""
    original = pictures[0]
    errors = []
    for result in pictures[1:]:
        values = (AMPLIFICATION * math.sqrt(error / original.channels) for error in texel_errors(original, result))
        errors.append(Texels(original.width, original.height, 1, (min(255, round(value)) for value in values)))
    return [picture.png(9) for picture in pictures + errors]


def loss_map(losses, block, window):
    """A PNG that colours each block by who has less error there; full colour from the 99th percentile on."""
    left, top, width, height = window
    sizes = sorted(map(abs, losses.values()))
    full = sizes[(len(sizes) - 1) * 99 // 100] or sizes[-1] or 1
    data = bytearray()
    for y in range(top, top + height):
        for x in range(left, left + width):
            loss = losses[x // block[0], y // block[1]]
            share = min(1, math.sqrt(abs(loss) / full))
            data += bytes(round(255 + (value - 255) * share) for value in (OURS_COLOR if loss < 0 else THEIRS_COLOR))
    return Texels(width, height, 3, data).png(9)
