#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Normal maps at 4x4 medium are no worse than those of astcenc -normal -medium: PSNR of x and y, and angles.

    normal_maps_test.py ASTCSLANG ASTCENC PICTURE...

The astcenc is the one at hand; README.md tells how 5.6.0 compares. ASTCENC may be empty: "skipped: " is printed.
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def compare(astcslang, picture, texture):
    done = subprocess.run([astcslang, "compare", "--normal", picture, texture, "--linear", "--json"],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 7):  # 7: they differ
        sys.exit(f"compare left with {done.returncode}")
    return json.loads(done.stdout)


def main():
    astcslang, astcenc, *pictures = sys.argv[1:]
    if not pictures:
        sys.exit("no pictures")
    if not astcenc:
        print("skipped: no astcenc")
        return
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = (str(pathlib.Path(folder) / name) for name in ("ours.astc", "theirs.astc"))
        for picture in pictures:
            encode = [astcslang, "-i", picture, "-o", ours, "--normal-mode", "-q", "medium", "--quiet"]
            subprocess.run(encode, check=True)
            subprocess.run([astcenc, "-cl", picture, theirs, "4x4", "-medium", "-normal", "-silent"], check=True)
            a, b = (compare(astcslang, picture, texture) for texture in (ours, theirs))
            lead = [a[name] - b[name] for name in ("psnr_x", "psnr_y")]
            angles = [report["angle_degrees"]["mean"] for report in (a, b)]
            print(f"{pathlib.Path(picture).name}: x {lead[0]:+.2f} dB, y {lead[1]:+.2f} dB, "
                  f"mean angle {angles[0]:.3f} degrees, astcenc's {angles[1]:.3f}")
            failures += min(lead) < 0 or angles[0] > angles[1]
    sys.exit(failures != 0)


main()
