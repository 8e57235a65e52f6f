# SPDX-License-Identifier: Apache-2.0
"""The plots of tools/bench --quality: quality against bits, quality against speed, and each picture's difference."""

import os

from bench_parts.groups import blocks_of, group_rows, is_countable, kinds_of, presets_of
from bench_parts.svg import (LabelPlacer, Linear, Log, curve, dot, drawing, end_labels, file_style, grid_across,
                             grid_down, line, signed, text)

WIDTH = 940
PANEL_HEIGHT = 330
ENCODERS = (("ours", "astcslang", "psnr_astcslang_db"), ("theirs", "astcenc", "psnr_astcenc_db"))
# Style, what it is, and the rate that it is drawn at. Solid: the search alone; dashed: the whole command.
SPEEDS = (("ours", "", "astcslang, kernels", "astcslang_gpu_mps", "psnr_astcslang_db"),
          ("ours", "whole", "astcslang, whole command", "astcslang_whole_mps", "psnr_astcslang_db"),
          ("theirs", "", "astcenc, coding", "astcenc_coding_mps", "psnr_astcenc_db"),
          ("theirs", "whole", "astcenc, whole command", "astcenc_whole_mps", "psnr_astcenc_db"))


def format_rate(value):
    """A rate in MP/s with four significant digits; a dash where it was not measured."""
    if value is None:
        return "-"
    return f"{value:.4f}" if value < 1 else f"{value:.3f}" if value < 10 else f"{value:.2f}" if value < 100 else (
        f"{value:.1f}" if value < 1000 else f"{value:.0f}")


def named_plots(rows):
    """File name and drawing of each plot that stands alone; pictures with alpha have theirs beside the others."""
    kinds = kinds_of(rows)
    for kind in kinds:
        groups = group_rows(rows, kind)
        suffix = "-rgba" if kind == "RGBA" and len(kinds) > 1 else ""
        if groups:
            yield f"rate-distortion{suffix}.svg", rate_distortion(groups)
            yield f"speed-quality{suffix}.svg", speed_quality(groups)


def standalone(svg):
    """A drawing with the style that the page otherwise has, and a ground of its own."""
    start = svg.index(">") + 1
    ground = '<rect width="100%" height="100%" class="ground"/>'
    return f"{svg[:start]}\n<style>{file_style()}</style>{ground}{svg[start:]}\n"


def pictures_in_words(groups):
    counts = {group["count"] for group in groups}
    return "one picture" if counts == {1} else f"mean of {max(counts)} pictures"


def tip_of(group, encoder, key):
    place = f"{group['block']} ({group['bits_per_texel']:.3g} bits per texel)"
    return f"{encoder} {group['preset']}, {place}: {group[key]:.3f} dB"


def padded(values, share=0.08):
    low, high = min(values), max(values)
    margin = share * (high - low) or 0.2
    return low - margin, high + margin


def bits_axis(groups, scale, top, bottom):
    """Ticks at the footprints that were measured; crowded ones keep their line and lose their label."""
    parts, free = [], float("-inf")
    for bits, block in sorted({(group["bits_per_texel"], group["block"]) for group in groups}):
        parts.append(line(scale(bits), top, scale(bits), bottom, "grid"))
        if scale(bits) >= free:
            parts += [text(scale(bits), bottom + 15, f"{bits:.3g}", "middle", "tick"),
                      text(scale(bits), bottom + 29, block, "middle", "tick")]
            free = scale(bits) + 32
    middle = (scale.first + scale.last) / 2
    return parts + [text(middle, bottom + 46, "bits per texel, and footprint (log scale)", "middle", "note")]


def bits_scale(groups, left, right):
    bits = [group["bits_per_texel"] for group in groups]
    return Log(min(bits) / 1.12, max(bits) * 1.12, left, right)


def rate_panel(groups, value, left, right, top, bottom, form, tip):
    """One panel of curves over bits per texel, one a preset and encoder, named at their right end."""
    across = bits_scale(groups, left, right)
    values = [value(group, key) for group in groups for _, _, key in ENCODERS]
    down = Linear(*padded(values), bottom, top)
    parts = bits_axis(groups, across, top, bottom) + grid_across(down, left, right, form)
    dots, labels = [], []
    for style, encoder, key in ENCODERS:
        for preset in presets_of(groups):
            members = sorted((group for group in groups if group["preset"] == preset),
                             key=lambda group: group["bits_per_texel"])
            points = [(across(group["bits_per_texel"]), down(value(group, key))) for group in members]
            parts.append(curve(points, style))
            dots += [dot(*point, style, tip(group, encoder, key), 3)
                     for point, group in zip(points, members)]
            labels.append((points[-1][1], f"{preset}", style))
    return parts + dots + end_labels(labels, right - 6, top + 6, bottom - 4)


def rate_distortion(groups):
    """PSNR against bits per texel; beside it the same relative to one preset of astcenc, where curves come apart."""
    top, bottom = 62, 62 + PANEL_HEIGHT
    presets = presets_of(groups)
    yardstick = "medium" if "medium" in presets else presets[len(presets) // 2]
    base = {group["block"]: group["psnr_astcenc_db"] for group in groups if group["preset"] == yardstick}
    measured = [group for group in groups if group["block"] in base]
    channels = groups[0]["channels"]
    parts = legend((("ours", "", "astcslang"), ("theirs", "", "astcenc")), 44)
    parts += [text(44, 44, f"PSNR over {channels}, dB, {pictures_in_words(groups)}", "start", "head"),
              text(532, 44, f"dB above astcenc -{yardstick} at the same footprint", "start", "head")]
    parts += rate_panel(groups, lambda group, key: group[key], 44, 376, top, bottom, str, tip_of)

    def relative_tip(group, encoder, key):
        return f"{tip_of(group, encoder, key)}, {group[key] - base[group['block']]:+.3f} dB to astcenc -{yardstick}"

    if measured:
        parts += rate_panel(measured, lambda group, key: group[key] - base[group["block"]], 532, 832, top, bottom,
                            signed, relative_tip)
    return drawing(WIDTH, bottom + 60, "Quality against bits per texel, astcslang and astcenc", parts)


def legend(entries, x, y=18):
    """Samples of line and dot with their meaning, in one row."""
    parts = []
    for style, dash, content in entries:
        hollow = " hollow" if dash else ""
        parts += [curve([(x, y), (x + 26, y)], f"{style} {dash}"), dot(x + 13, y, style + hollow, content, 3),
                  text(x + 32, y + 4, content, "start", style)]
        x += 56 + 6.4 * len(content)
    return parts


def speed_quality(groups):
    """PSNR against speed, one panel a footprint with one scale of speeds for all; labels name the presets."""
    blocks = blocks_of(groups)
    columns = 3 if len(blocks) == 3 else min(len(blocks), 2)
    gap, left, height = 50, 48, 290
    width = (WIDTH - left - 16 - gap * (columns - 1)) / columns
    rates = [group[key] for group in groups for _, _, _, key, _ in SPEEDS if group[key]]
    low, high = min(rates) / 1.6, max(rates) * 1.6
    parts = legend([entry[:3] for entry in SPEEDS], left)
    for index, block in enumerate(blocks):
        x = left + index % columns * (width + gap)
        y = 64 + index // columns * (height + 82)
        members = [group for group in groups if group["block"] == block]
        head = block if columns == 3 else f"{block}, {members[0]['bits_per_texel']:.3g} bits per texel"
        parts += [text(x, y - 12, head, "start", "head"),
                  text(x + width, y - 12, f"PSNR over {members[0]['channels']}, dB", "end", "note")]
        parts += speed_panel(members, (low, high), x, x + width, y, y + height)
    rows = (len(blocks) + columns - 1) // columns
    return drawing(WIDTH, 64 + rows * (height + 82) - 24, "Quality against speed, astcslang and astcenc", parts)


def speed_panel(groups, speeds, left, right, top, bottom):
    across = Log(*speeds, left, right)
    down = Linear(*padded([group[key] for group in groups for _, _, key in ENCODERS], 0.14), bottom, top)
    parts = grid_down(across, top, bottom) + grid_across(down, left, right)
    parts.append(text((left + right) / 2, bottom + 31, "millions of texels per second (log scale)", "middle", "note"))
    placer, dots, names = LabelPlacer(left, right, top, bottom), [], []
    for style, dash, what, rate, psnr in SPEEDS:
        members = [group for group in groups if group[rate]]
        points = [(across(group[rate]), down(group[psnr])) for group in members]
        parts.append(curve(points, f"{style} {dash}"))
        placer.avoid_curve(points)
        for (x, y), group in zip(points, members):
            tip = f"{what}, {group['preset']}, {group['block']}: {format_rate(group[rate])} MP/s, {group[psnr]:.3f} dB"
            dots.append(dot(x, y, style + (" hollow" if dash else ""), tip))
            if not dash:
                names.append((x, y, group["preset"], style))
    return parts + dots + [placer.place(*name) for name in names]


def picture_differences(rows, kind):
    """Each picture's PSNR minus astcenc's at the same preset, a panel a footprint; pictures by their mean difference."""
    rows = [row for row in rows if row["channels"] == kind and is_countable(row)]
    if not rows:
        return ""
    blocks, presets = blocks_of(rows), presets_of(rows)
    names = sorted({row["picture"] for row in rows}, key=lambda name: -mean_difference(rows, name))
    margin, columns, gap, pitch = 150, min(len(blocks), 4), 18, 17
    width = (WIDTH - margin - 12 - gap * (columns - 1)) / columns
    height = pitch * len(names)
    low, high = padded([row["difference_db"] for row in rows] + [0.0], 0.06)
    parts = [text(margin, 18, "dB, astcslang minus astcenc at the same preset; right of the line: astcslang is better",
                  "start", "note")]
    for index, block in enumerate(blocks):
        x = margin + index % columns * (width + gap)
        y = 56 + index // columns * (height + 58)
        scale = Linear(low, high, x, x + width)
        parts += [text(x, y - 12, block, "start", "head")] + grid_down(scale, y, y + height, signed)
        parts.append(line(scale(0), y, scale(0), y + height, "zero"))
        if index % columns == 0:
            parts += [text(margin - 10, y + (place + 0.5) * pitch + 4, short_name(name, 22), "end", "tick")
                      for place, name in enumerate(names)]
        parts += difference_dots([row for row in rows if row["block"] == block], names, presets, scale, y, pitch)
    lines = (len(blocks) + columns - 1) // columns
    return drawing(WIDTH, 56 + lines * (height + 58), "Difference of each picture", parts)


def difference_dots(rows, names, presets, scale, top, pitch):
    """Dots grow with the preset, so that one colour suffices."""
    parts = []
    for row in rows:
        y = top + (names.index(row["picture"]) + 0.5) * pitch
        tip = (f"{row['picture']}, {row['block']}, {row['preset']}: {row['difference_db']:+.3f} dB "
               f"({row['psnr_astcslang_db']:.3f} beside {row['psnr_astcenc_db']:.3f})")
        style = "ours" if row["difference_db"] >= 0 else "theirs"
        radius = 2 + 2.6 * (presets.index(row["preset"]) + 1) / len(presets)
        parts.append(dot(scale(row["difference_db"]), y, style, tip, radius))
    return parts


def mean_difference(rows, name):
    values = [row["difference_db"] for row in rows if row["picture"] == name]
    return sum(values) / len(values)


def short_name(name, length):
    """The last part of a path, its beginning cut where it is too long."""
    name = os.path.basename(name)
    return name if len(name) <= length else "\u2026" + name[1 - length:]
