# What a large run file costs: a million samples, read, judged and reported by the real program.
"""Reads, judges and reports a run file of a million samples: seconds and memory of `sharebench report`.

Run: python3 bench/store/report_bench.py build/release/harness/sharebench [--samples N]
The file is hardware-like: no counters, 10 workloads on 5 shares, 48 blocks. Bars: 2 s of CPU and
400 MiB for a million samples; exit 1 when one is not kept. Use a release build on a quiet machine.
"""
import argparse
import json
import os
import pathlib
import random
import sys
import tempfile
import time

MOST_S, MOST_MIB, MILLION = 2.0, 400, 1_000_000
WORKLOADS, SHARES, BLOCKS = 10, 5, 48


def workload(i):
    return {"name": f"w{i}", "label": f"w{i}", "unit": "file", "params": {}, "cold": False, "summary": "one of ten"}


def mount(i):
    return {"target": 0, "guest_path": f"/mnt/{i}", "can_pace": False, "has_counters": False,
            "share": {"name": f"share{i}", "type": "bind", "options": {}, "host_dir": f"/srv/{i}"},
            "observed": {"fstype": "ext4", "source": "/dev/sda1", "options": "rw"}}


def block(i):
    return {"index": i, "started_ns": i * 10**9, "wall_ns": 10**9, "setup_ns": 10**7, "order": "",
            "load_average": 0.5, "clock_ratio": 1, "invalid": ""}


def columns(samples):
    rng = random.Random(1)
    cells = WORKLOADS * SHARES
    per_block = samples // BLOCKS + 1
    elapsed = [int(rng.lognormvariate(0, 0.05) * 1.2e8) for _ in range(samples)]
    return {
        "cell": [i % cells for i in range(samples)],
        "block": [i // per_block for i in range(samples)],
        "position": [i % per_block for i in range(samples)],
        "warmup": [0] * samples,
        "pace_ns": [0] * samples,
        "started_ns": [i * 123456789 for i in range(samples)],
        "elapsed_ns": elapsed,
        "ops": [2500] * samples,
        "bytes": [10240000] * samples,
        "latency": {"count": [2500] * samples, "p50_ns": [t // 2500 for t in elapsed],
                    "p90_ns": [t // 1200 for t in elapsed], "p99_ns": [t // 600 for t in elapsed],
                    "max_ns": [t // 100 for t in elapsed]},
        "verified": [1] * samples, "failure": {}, "counters": {},
    }


def run_of(samples):
    cells = [(share, w) for w in range(WORKLOADS) for share in range(SHARES)]
    return {
        "format": "sharebench run", "schema": 1, "id": "bench", "tool_version": "0", "commit": "0",
        "started": "2026-11-26T00:00:00Z", "measured_on": "hardware", "complete": True, "host": "h",
        "host_facts": {}, "settings": {},
        "targets": [{"id": "t", "kind": "local", "channels": [], "engine": "none", "engine_version": "",
                     "guest_kernel": "", "cpus": 2, "memory_bytes": 0, "accelerator": "", "emulated": False}],
        "mounts": [mount(i) for i in range(SHARES)],
        "plan": {"workloads": [workload(i) for i in range(WORKLOADS)], "full_size": [],
                 "cells": {"mount": [m for m, _ in cells], "workload": [w for _, w in cells],
                           "pace_ns": [0] * len(cells), "full_size": [0] * len(cells)},
                 "paces_ns": [], "blocks": BLOCKS, "looks": [8, 12, 16, 24, 32, 48],
                 "samples_per_block": 4, "paced_samples_per_block": 1, "warmups": 0, "level": "mount",
                 "baseline": 0, "margin": 0.05, "seed": 1, "estimated_ns": 0, "guard_required": False},
        "blocks": [block(i) for i in range(BLOCKS)], "warnings": [], "cold_method": {}, "wall_ns": {},
        "samples": columns(samples),
    }


def write_in_a_process_of_its_own(file, samples):
    """A child's peak memory counts what its parent had when it was started, so this one stays small."""
    child = os.fork()
    if child == 0:
        file.write_text(json.dumps(run_of(samples), separators=(",", ":")))
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        sys.exit("report_bench: the run file could not be made")


def measure(command):
    began = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ,
                             file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(process, 0)
    if status != 0:
        sys.exit(f"report_bench: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sharebench", help="the program, of a release build")
    parser.add_argument("--samples", type=int, default=MILLION)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "bench.run.json"
        write_in_a_process_of_its_own(file, arguments.samples)
        wall_s, cpu_s, mib = min(measure([arguments.sharebench, "report", str(file)]) for _ in range(3))
        size_mb = file.stat().st_size / 1e6
    share = arguments.samples / MILLION
    kept = cpu_s <= MOST_S * max(share, 0.1) and mib <= MOST_MIB * max(share, 0.1)
    print(f"{arguments.samples} samples, {size_mb:.0f} MB: {cpu_s:.2f} s of CPU ({wall_s:.2f} s on the clock), "
          f"{mib:.0f} MiB, best of 3 (bars for a million: {MOST_S:.0f} s, {MOST_MIB} MiB): "
          f"{'kept' if kept else 'NOT KEPT'}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
