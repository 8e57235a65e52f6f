# SPDX-License-Identifier: Apache-2.0
"""The two commands that tools/bench measures, and the machine that they run on."""

import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
QUALITIES = ("fastest", "fast", "medium", "thorough", "verythorough", "exhaustive")
ASTCENC_NAMES = ("astcenc", "astcenc-avx2", "astcenc-sse4.1", "astcenc-sse2", "astcenc-neon")


class BenchError(Exception):
    """Something that a person has to put right; the message is one line."""


def run(command, allowed=(0,), environment=None):
    """Runs a command, with some environment variables set; its output and wall seconds."""
    start = time.perf_counter()
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
                              env={**os.environ, **(environment or {})})
    except OSError as error:
        raise BenchError(f"{command[0]}: {error.strerror}") from error
    seconds = time.perf_counter() - start
    if done.returncode not in allowed:
        lines = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()
        raise BenchError(f"'{' '.join(command)}' left with {done.returncode}: {lines[-1]}")
    return done.stdout, seconds


class Astcslang:
    """The command of this repository."""

    name = "astcslang"

    def __init__(self, arguments):
        self.path = arguments.astcslang
        if not os.path.isfile(self.path):
            raise BenchError(f"{self.path}: not built yet; tools/setup builds it")
        self.version = run([self.path, "--version"])[0].strip()
        self.options = ["--linear", "--json"]
        if arguments.partitions:
            self.options += ["--partitions", arguments.partitions]
        if arguments.device:
            self.options += ["--device", arguments.device]
        self.device = None
        self.caches = {}

    def use_caches(self, place):
        """From here on drivers, Mesa's and NVIDIA's among them, and the command keep their caches in this folder."""
        self.caches = {"XDG_CACHE_HOME": place, "MESA_SHADER_CACHE_DIR": place, "__GL_SHADER_DISK_CACHE_PATH": place}

    def encode(self, picture, texture, block, preset):
        """Milliseconds of the command, of encoding without pipelines, of kernels and of making pipelines; texels."""
        output, seconds = run([self.path, "-i", picture, "-o", texture, "-b", block, "-q", preset, *self.options],
                              environment=self.caches)
        report = json.loads(output)
        self.device = report["device"]
        times = report["time_ms"]
        return {"wall_ms": 1000 * seconds, "encode_ms": times["encode_host"] - times["encode_pipelines"],
                "core_ms": times["encode_gpu"], "pipelines_ms": times["encode_pipelines"],
                "texels": report["input"]["width"] * report["input"]["height"]}

    def compare(self, picture, other):
        """PSNR of RGB and of RGBA; None where there is no error."""
        output, _ = run([self.path, "compare", "--linear", "--as-stored", "--json", picture, other], allowed=(0, 7))
        quality = json.loads(output).get("quality")
        if quality is None:
            raise BenchError(f"{picture} and {other} differ in size")
        return quality["psnr_rgb"], quality["psnr_rgba"]


class Astcenc:
    """ARM's encoder, on the CPU."""

    name = "astcenc"

    def __init__(self):
        self.path = os.environ.get("ASTCENC") or next(filter(None, map(shutil.which, ASTCENC_NAMES)), None)
        if self.path is None:
            raise BenchError("astcenc is not installed; set ASTCENC to its path, or pass --gpu-only")
        self.version = run([self.path, "-version"])[0].splitlines()[0]
        self.options = ["-decode_unorm8"] if "-decode_unorm8" in run([self.path, "-help"])[0] else []

    def encode(self, picture, texture, block, preset):
        """Milliseconds of the command, and texels per microsecond of its search as it says."""
        command = [self.path, "-cl", picture, texture, block, "-" + preset, *self.options]
        output, seconds = run(command)
        rate = re.search(r"Coding rate:\s*([0-9.]+) MT/s", output)
        if rate is None:
            raise BenchError(f"'{' '.join(command)}' printed no coding rate")
        return {"wall_ms": 1000 * seconds, "core_mps": float(rate.group(1))}

    def decode(self, texture, picture):
        run([self.path, "-dl", texture, picture, *self.options])


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@functools.cache
def describe_commit():
    try:
        return run(["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=10"])[0].strip()
    except BenchError:
        return "unknown" # a copy of the sources without their history


def describe_machine(ours, theirs):
    cpu = "unknown"
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), cpu)
    except OSError:
        pass # not Linux
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"astcslang": ours.version, "commit": describe_commit(), "device": ours.device["name"],
            "driver": ours.device["driver"],
            "software_device": ours.device["is_cpu"], "astcenc": theirs.version if theirs else None, "cpu": cpu,
            "cpu_threads": threads}
