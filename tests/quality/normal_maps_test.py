#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Normal maps at 4x4 medium are no worse than those of astcenc -normal -medium: PSNR of x and y, and angles.

    normal_maps_test.py ASTCSLANG ASTCENC PICTURE...
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def compare(astcslang, picture, texture):
    # 7: they differ
    done = subprocess.run([astcslang, "compare", "--normal", picture, texture, "--json"], stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 7):
        sys.exit(done.returncode)
    return json.loads(done.stdout)


def main():
    astcslang, astcenc, *pictures = sys.argv[1:]
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = (str(pathlib.Path(folder) / name) for name in ("ours.astc", "theirs.astc"))
        for picture in pictures:
            subprocess.run([astcslang, "-i", picture, "-o", ours, "--normal-mode", "-q", "medium", "--quiet"],
                           check=True)
            subprocess.run([astcenc, "-cl", picture, theirs, "4x4", "-medium", "-normal", "-silent"], check=True)
            a, b = (compare(astcslang, picture, texture) for texture in (ours, theirs))
            lead = [a[name] - b[name] for name in ("psnr_x", "psnr_y")]
            angles = [report["angle_degrees"]["mean"] for report in (a, b)]
            print(f"{pathlib.Path(picture).name}: x {lead[0]:+.2f} dB, y {lead[1]:+.2f} dB, "
                  f"mean angle {angles[0]:.3f} degrees, astcenc's {angles[1]:.3f}")
            failures += min(lead) < 0 or angles[0] > angles[1]
    if not pictures:
        sys.exit("no pictures")
    sys.exit(failures != 0)


main()
