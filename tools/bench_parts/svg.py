# SPDX-License-Identifier: Apache-2.0
"""Pieces of an SVG plot: scales with ticks, axes, curves with dots, labels that keep out of each other's way."""

import math
from html import escape
from string import Template

# The encoders' colours differ in lightness too; on its ground each has a contrast of at least 4.5.
LIGHT = {"ink": "#1d232a", "faint": "#5c6670", "grid": "#dfe3e8", "ground": "#ffffff", "ours": "#1257b0",
         "theirs": "#b14a00"}
DARK = {"ink": "#e4e8ec", "faint": "#9aa5b1", "grid": "#2d343c", "ground": "#14181d", "ours": "#73aeff",
        "theirs": "#f2a05c"}
SHAPES = """
.plot{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.plot .head{font-weight:600;font-size:13px}.plot .tick,.plot .dotlabel{font-size:11px}
.plot .curve{fill:none;stroke-width:1.6}.plot .whole{stroke-dasharray:5 3}.plot .leader{stroke-width:.6}
.plot .hollow{stroke-width:1.4}.plot .hit{fill:transparent}
"""
COLORS = """
.plot .ground{fill:$ground}.plot text{fill:$ink}.plot .tick,.plot .note{fill:$faint}
.plot .grid{stroke:$grid}.plot .zero{stroke:$faint}
.plot .ours.curve,.plot .ours.leader{stroke:$ours}.plot .theirs.curve,.plot .theirs.leader{stroke:$theirs}
.plot text.ours,.plot .ours .dot{fill:$ours}.plot text.theirs,.plot .theirs .dot{fill:$theirs}.plot .dot{stroke:$ground}
.plot .hollow{fill:$ground}.plot .ours .hollow{stroke:$ours}.plot .theirs .hollow{stroke:$theirs}
.plot .point:hover .dot,.plot .point:hover .hollow{stroke:$ink;stroke-width:2}
"""


def page_style():
    """The style of plots within a page, and the colours that the page shares with them."""
    light, dark = (";".join(f"--{name}:{color}" for name, color in colors.items()) for colors in (LIGHT, DARK))
    variables = {name: f"var(--{name})" for name in LIGHT}
    return (f":root{{color-scheme:light dark;{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{SHAPES}"
            + Template(COLORS).substitute(variables))


def file_style():
    """The style of a plot in a file of its own, without variables, which not every reader of SVG knows."""
    return (f"{SHAPES}{Template(COLORS).substitute(LIGHT)}@media (prefers-color-scheme:dark){{"
            f"{Template(COLORS).substitute(DARK)}}}\n")


def text(x, y, content, anchor="start", style=""):
    style = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{style}>{escape(content)}</text>'


def line(x1, y1, x2, y2, style):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{style}"/>'


def curve(points, style):
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" class="curve {style}"/>'


def dot(x, y, style, tip, radius=3.6):
    """A dot with its figures, which a browser shows when the pointer rests on it: round is ours, square theirs."""
    encoder, *rest = style.split()
    look = "hollow" if rest else "dot"
    mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="{look}"/>'
    if encoder == "theirs":
        side = 1.8 * radius
        mark = (f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" '
                f'class="{look}"/>')
    return (f'<g class="point {encoder}"><title>{escape(tip)}</title>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" class="hit"/>{mark}</g>')


class Linear:
    """Maps low..high to first..last; ticks at round numbers."""

    def __init__(self, low, high, first, last):
        if high <= low:
            low, high = low - 0.5, high + 0.5
        self.low, self.high, self.first, self.last = low, high, first, last

    def __call__(self, value):
        return self.first + (value - self.low) / (self.high - self.low) * (self.last - self.first)

    def ticks(self, about=6):
        raw = (self.high - self.low) / about
        power = 10 ** math.floor(math.log10(raw))
        step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
        count = range(math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9) + 1)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        return [(index * step, f"{index * step:.{decimals}f}") for index in count]


class Log(Linear):
    """The same over the logarithm; ticks at powers of ten, and 2 and 5 times these where there is room."""

    def __init__(self, low, high, first, last):
        super().__init__(math.log10(low), math.log10(high), first, last)

    def __call__(self, value):
        return super().__call__(math.log10(value))

    def ticks(self, about=6):
        factors = (1, 2, 5) if self.high - self.low < 1.6 else (1,) if self.high - self.low > 2.2 else (1, 3)
        values = [factor * 10 ** power for power in range(math.floor(self.low), math.ceil(self.high) + 1)
                  for factor in factors]
        return [(value, f"{value:g}") for value in values if self.low - 1e-9 <= math.log10(value) <= self.high + 1e-9]


def signed(label):
    """A tick's label with its sign, in typographic minus."""
    return label if not label.strip("-0.") else "\u2212" + label[1:] if label.startswith("-") else "+" + label


def grid_across(scale, left, right, form=str):
    """Horizontal lines at the ticks of a vertical scale, with labels on the left."""
    parts = []
    for value, label in scale.ticks():
        parts += [line(left, scale(value), right, scale(value), "grid"),
                  text(left - 6, scale(value) + 4, form(label), "end", "tick")]
    return parts


def grid_down(scale, top, bottom, form=str):
    """Vertical lines at the ticks of a horizontal scale, with labels below."""
    parts = []
    for value, label in scale.ticks(min(6, abs(scale.last - scale.first) / 45)):
        parts += [line(scale(value), top, scale(value), bottom, "grid"),
                  text(scale(value), bottom + 15, form(label), "middle", "tick")]
    return parts


def spread(wanted, gap, low, high):
    """Places as near as possible to the wanted ones, in their order, at least gap apart and within low..high."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    places = [wanted[index] for index in order]
    for _ in range(200):
        for i in range(len(places) - 1):
            overlap = gap - (places[i + 1] - places[i])
            if overlap > 0:
                places[i] -= overlap / 2
                places[i + 1] += overlap / 2
        places = [min(max(place, low + i * gap), high - (len(places) - 1 - i) * gap) for i, place in enumerate(places)]
    result = [0.0] * len(wanted)
    for place, index in zip(places, order):
        result[index] = place
    return result


def end_labels(labels, x, low, high):
    """Labels of curves beside their last points, (y, content, style) each, with a thin line where one had to move."""
    parts = []
    for (y, content, style), place in zip(labels, spread([y for y, _, _ in labels], 13, low, high)):
        parts += [line(x + 6, y, x + 18, place, f"leader {style}"), text(x + 21, place + 4, content, "start", style)]
    return parts


class LabelPlacer:
    """Puts short labels next to dots, where they cover least of what is there."""

    def __init__(self, left, right, top, bottom):
        self.frame = (left, top, right, bottom)
        self.taken = []

    def avoid_curve(self, points):
        """Keeps labels off dots, and less strictly off the lines between them."""
        self.taken += [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            steps = max(1, round(math.dist((x1, y1), (x2, y2)) / 5))
            for step in range(1, steps):
                x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
                self.taken.append((x - 2, y - 2, x + 2, y + 2))

    def place(self, x, y, content, style):
        width = 5.8 * len(content)
        options = []
        for rank, (dx, dy, anchor) in enumerate(((0, -9, "middle"), (8, 4, "start"), (-8, 4, "end"), (0, 17, "middle"),
                                                 (7, -7, "start"), (-7, -7, "end"), (7, 15, "start"), (-7, 15, "end"))):
            start = x + dx - {"start": 0, "middle": width / 2, "end": width}[anchor]
            box = (start, y + dy - 9, start + width, y + dy + 2)
            options.append((self.cost(box) + rank, rank, x + dx, y + dy, anchor, box))
        _, _, tx, ty, anchor, box = min(options)
        self.taken.append(box)
        return text(tx, ty, content, anchor, f"dotlabel {style}")

    def cost(self, box):
        """Square pixels covered, with what leaves the frame counted tenfold."""
        left, top, right, bottom = self.frame
        outside = max(0, left - box[0]) + max(0, box[2] - right) + max(0, top - box[1]) + max(0, box[3] - bottom)
        covered = sum(max(0, min(box[2], other[2]) - max(box[0], other[0])) *
                      max(0, min(box[3], other[3]) - max(box[1], other[1])) for other in self.taken)
        return covered + 100 * outside


def drawing(width, height, title, parts):
    """A whole plot; `title` is what a reader who does not see it is told."""
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
            f'aria-label="{escape(title)}">\n{body}\n</svg>')
