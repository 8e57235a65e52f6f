# SPDX-License-Identifier: Apache-2.0
"""Pictures as texels: reading PNG and BMP, writing PNG, laying pictures side by side. Python's own library suffices.

Both encoders are given a plain PNG of the same texels, so that no JPEG decoder, colour profile or gamma tag comes
between.
"""

import hashlib
import struct
import zlib

from bench_parts.encoders import BenchError

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class Texels:
    """8-bit texels, rows from the top, `channels` bytes each: RGB, or RGBA where some texel is not opaque."""

    def __init__(self, width, height, channels, data):
        self.width, self.height, self.channels, self.data = width, height, channels, bytes(data)

    def crop(self, left, top, width, height):
        rows = []
        for y in range(top, top + height):
            start = (y * self.width + left) * self.channels
            rows.append(self.data[start:start + width * self.channels])
        return Texels(width, height, self.channels, b"".join(rows))

    def png(self, level=6):
        """The bytes of a PNG with nothing but these texels in it; level is zlib's, 0 to 9."""
        stride = self.width * self.channels
        rows = b"".join(b"\0" + self.data[y * stride:(y + 1) * stride] for y in range(self.height))
        kind = {1: 0, 3: 2, 4: 6}[self.channels]
        chunks = [(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, kind, 0, 0, 0)),
                  (b"IDAT", zlib.compress(rows, level)), (b"IEND", b"")]
        return PNG_SIGNATURE + b"".join(
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
            for name, body in chunks)

    def sha256(self):
        head = f"{self.width}x{self.height}x{self.channels} ".encode("ascii")
        return hashlib.sha256(head + self.data).hexdigest()


def from_rgba(width, height, data):
    """Texels of RGBA bytes; alpha is left out where all of it is 255."""
    if data[3::4].count(255) < width * height:
        return Texels(width, height, 4, data)
    rgb = bytearray(3 * width * height)
    for channel in range(3):
        rgb[channel::3] = data[channel::4]
    return Texels(width, height, 3, rgb)


def read_picture(path):
    """Texels of an 8-bit PNG without interlacing; of any other picture where Pillow is installed."""
    with open(path, "rb") as file:
        data = file.read()
    if data.startswith(PNG_SIGNATURE):
        texels = parse_png(path, data)
        if texels:
            return texels
    try:
        from PIL import Image
    except ImportError:
        raise BenchError(f"{path}: --quality reads 8-bit PNG without interlacing; for other pictures install Pillow "
                         "(Debian: python3-pil)") from None
    try:
        with Image.open(path) as picture:
            if picture.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr"):
                raise BenchError(f"{path}: more than 8 bits a channel ({picture.mode})")
            return from_rgba(*picture.size, picture.convert("RGBA").tobytes())
    except (OSError, SyntaxError, ValueError) as error:
        raise BenchError(f"{path}: {error}") from error


def parse_png(path, data):
    """Texels of a PNG; None for the kinds that are left to Pillow. Broken files are a BenchError."""
    try:
        chunks = split_chunks(data)
        width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
        if depth != 8 or interlaced or kind not in PNG_CHANNELS or (kind != 3 and b"tRNS" in chunks):
            return None
        rows = unfilter(zlib.decompress(chunks[b"IDAT"]), width, height, PNG_CHANNELS[kind])
        return from_rgba(width, height, expand(rows, kind, chunks))
    except (KeyError, IndexError, ValueError, struct.error, zlib.error) as error:
        raise BenchError(f"{path}: damaged PNG ({error})") from error


def split_chunks(data):
    """Chunks by name, those of one name joined."""
    chunks, place = {}, len(PNG_SIGNATURE)
    while place + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, place)
        chunks[name] = chunks.get(name, b"") + data[place + 8:place + 8 + size]
        place += 12 + size
    return chunks


def unfilter(data, width, height, channels):
    """Rows as they were before PNG's filters (PNG specification, section 9)."""
    stride = width * channels
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = data[start], bytearray(data[start + 1:start + 1 + stride])
        if len(row) != stride:
            raise ValueError("too few texels")
        if kind == 1:
            for i in range(channels, stride):
                row[i] = row[i] + row[i - channels] & 255
        elif kind == 2:
            row = bytearray(a + b & 255 for a, b in zip(row, above))
        elif kind == 3:
            for i in range(stride):
                left = row[i - channels] if i >= channels else 0
                row[i] = row[i] + (left + above[i] >> 1) & 255
        elif kind == 4:
            undo_paeth(row, above, channels)
        elif kind:
            raise ValueError(f"filter {kind}")
        rows.append(row)
        above = row
    return b"".join(rows)


def undo_paeth(row, above, channels):
    for i in range(channels):
        row[i] = row[i] + above[i] & 255
    for i in range(channels, len(row)):
        left, up, corner = row[i - channels], above[i], above[i - channels]
        by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        best = left if by_left <= by_up and by_left <= by_corner else up if by_up <= by_corner else corner
        row[i] = row[i] + best & 255


def expand(rows, kind, chunks):
    """RGBA bytes of unfiltered rows of one of PNG's colour types."""
    if kind == 6:
        return rows
    if kind == 3:
        colors, alphas = chunks[b"PLTE"], chunks.get(b"tRNS", b"")
        palette = [colors[3 * i:3 * i + 3] + alphas[i:i + 1].ljust(1, b"\xff") for i in range(len(colors) // 3)]
        return b"".join(palette[index] for index in rows)
    channels = PNG_CHANNELS[kind]
    rgba = bytearray(b"\xff" * (len(rows) // channels * 4))
    for channel in range(3):
        rgba[channel::4] = rows[channel if channels == 3 else 0::channels]
    if channels == 2:
        rgba[3::4] = rows[1::2]
    return rgba


def read_bmp(path):
    """Texels of an uncompressed BMP of 24 or 32 bits, as astcenc writes them; always RGB or always RGBA by its bits."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        start, = struct.unpack_from("<I", data, 10)
        width, height, _, bits = struct.unpack_from("<iiHH", data, 18)
        channels = bits // 8
        if data[:2] != b"BM" or bits not in (24, 32) or height < 0:
            raise ValueError(f"{bits} bits, height {height}")
    except (struct.error, ValueError) as error:
        raise BenchError(f"{path}: not the BMP that astcenc writes ({error})") from error
    stride = (width * channels + 3) // 4 * 4
    texels = bytearray()
    for y in reversed(range(height)):
        row = data[start + y * stride:start + y * stride + width * channels]
        ordered = bytearray(row)
        ordered[0::channels], ordered[2::channels] = row[2::channels], row[0::channels]
        texels += ordered
    return Texels(width, height, channels, texels)


def make_sheet(pictures, width, height):
    """One picture with all of these in rows from the top left, again and again until it is full."""
    channels = max(picture.channels for picture in pictures)
    if channels != min(picture.channels for picture in pictures):
        raise BenchError("--sheet: some of the pictures have alpha and some have none")
    rows, turn = [], 0
    while len(rows) < height:
        band, used = [], 0
        while used < width:
            band.append(pictures[turn % len(pictures)])
            used += band[-1].width
            turn += 1
        for y in range(max(picture.height for picture in band)):
            row = b"".join(picture.data[y % picture.height * picture.width * channels:][:picture.width * channels]
                           for picture in band)
            rows.append(row[:width * channels])
    return Texels(width, height, channels, b"".join(rows[:height]))
