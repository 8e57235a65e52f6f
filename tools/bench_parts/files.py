# SPDX-License-Identifier: Apache-2.0
"""Which pictures to measure, writing files as a whole, and the line that tells how far a run is."""

import os
import sys

from bench_parts.encoders import BenchError

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tga", ".bmp")


def find_pictures(paths):
    pictures = []
    for path in paths:
        if os.path.isdir(path):
            found = sorted(os.path.join(path, name) for name in os.listdir(path)
                           if name.lower().endswith(PICTURE_SUFFIXES))
            if not found:
                raise BenchError(f"{path}: no pictures in this folder")
            pictures += found
        elif os.path.isfile(path):
            pictures.append(path)
        else:
            raise BenchError(f"{path}: no such file or folder")
    return pictures


def write_whole(path, text):
    """Writes a file under a temporary name and renames it, so that an older one stays until this one is complete."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)


def show_progress(text):
    if sys.stderr.isatty():
        print("\r" + text.ljust(60), end="" if text else "\r", file=sys.stderr, flush=True)
