# Run files for tests of reports: the ordinary ones, and those that a report must survive.
"""Writes run files into a folder.

usage: make_runs.py FOLDER NAME...

NAME is one of: plain, hostile, one_block, failed_cell, extreme, one_share, many_shares, bare, or
samples_N (a hardware run of about N samples). Every file is the same whenever it is made.
"""
import json
import pathlib
import random
import sys

HOSTILE = ["</script><script>window.hostile=true</script>", "<img src=x onerror='window.hostile=true'>",
           "<!-- <script>", "\u202eright to left\u202c \u200f", "x" * 10000, "a\"b'c&amp;<b>|`*_[x](y)",
           "{{js}} {{data}}", "javascript:window.hostile=true", "{datum.x} ${1+1}", "\ufeff\u0007 tab\there"]


def mount(name, text):
    return {"target": 0, "guest_path": "/mnt/x", "can_pace": False, "has_counters": True,
            "share": {"name": name, "type": "bind", "options": {"mode": text}, "host_dir": "/srv/" + text},
            "observed": {"fstype": "ext4", "source": "/dev/sda1" + text, "options": "rw,relatime," + text}}


def workload(label):
    return {"name": label.split(":")[0], "label": label, "unit": "file", "params": {}, "cold": False,
            "summary": "made up"}


def samples_of(cells, blocks, per_cell, times, bare, failed):
    random_ = random.Random(1)
    rows = []
    for block in range(blocks):
        for i in range(per_cell):
            for cell in (range(len(cells)) if i % 2 == 0 else reversed(range(len(cells)))):
                elapsed = int(times[cell] * random_.lognormvariate(0, 0.04) * 1e9) + 1
                rows.append((cell, block, elapsed, cell in failed))
    n = len(rows)
    ops = [0 if bare else 500] * n
    elapsed = [row[2] for row in rows]
    latency = {name: [0] * n if bare else [max(1, t // part) for t in elapsed]
               for name, part in (("p50_ns", 600), ("p90_ns", 300), ("p99_ns", 90), ("max_ns", 20))}
    counters = {} if bare else {
        "round_trips": [100 + 37 * row[0] for row in rows],
        "round_trips.LOOKUP": [60 + 30 * row[0] for row in rows],
        "round_trips.READ": [40 + 7 * row[0] for row in rows]}
    return {"cell": [row[0] for row in rows], "block": [row[1] for row in rows], "position": list(range(n)),
            "warmup": [0] * n, "pace_ns": [0] * n, "started_ns": [i * 10**8 for i in range(n)],
            "elapsed_ns": elapsed, "ops": ops, "bytes": [0 if bare else 2048000] * n,
            "latency": {"count": ops, **latency}, "verified": [0 if row[3] else 1 for row in rows],
            "failure": {str(i): "the file was wrong <b>" for i, row in enumerate(rows) if row[3]},
            "counters": counters}


def run_of(shares, workloads, blocks=8, per_cell=4, ratios=None, bare=False, failed=(), texts=None, warnings=()):
    texts = texts or [""] * len(shares)
    cells = [(share, w) for w in range(len(workloads)) for share in range(len(shares))]
    ratios = ratios or [1 + 0.35 * i for i in range(len(shares))]
    times = [0.12 * (1 + w) * ratios[share] for share, w in cells]
    return {
        "format": "sharebench run", "schema": 1, "id": "20261126-120000-made", "tool_version": "0.1.0",
        "commit": "0123456789ab", "started": "2026-11-26T12:00:00Z", "measured_on": "hardware",
        "complete": True, "host": "builder", "host_facts": {} if bare else {"os": "Debian 12", "note": texts[0]},
        "settings": {"shares": ",".join(shares)[:200]},
        "targets": [{"id": "local", "kind": "local", "channels": [], "engine": "none", "engine_version": "",
                     "guest_kernel": "", "cpus": 2, "memory_bytes": 0, "accelerator": "", "emulated": False}],
        "mounts": [mount(name, text) for name, text in zip(shares, texts)],
        "plan": {"workloads": [workload(w) for w in workloads], "full_size": [],
                 "cells": {"mount": [m for m, _ in cells], "workload": [w for _, w in cells],
                           "pace_ns": [0] * len(cells), "full_size": [0] * len(cells)},
                 "paces_ns": [], "blocks": blocks, "looks": [], "samples_per_block": per_cell,
                 "paced_samples_per_block": 1, "warmups": 0, "level": "mount", "baseline": 0, "margin": 0.05,
                 "seed": 1, "estimated_ns": 0, "guard_required": False},
        "blocks": [{"index": i, "started_ns": i * 10**9, "wall_ns": 10**9, "setup_ns": 10**7, "order": "",
                    "load_average": 0.5, "clock_ratio": 1, "invalid": ""} for i in range(blocks)],
        "warnings": list(warnings), "cold_method": {}, "wall_ns": {},
        "samples": samples_of(cells, blocks, per_cell, times, bare, failed),
    }


TWO = ["small_files:count=500", "sequential_read"]


def hostile():
    shares = [f"{text[:5000]} {i}" for i, text in enumerate(HOSTILE)]
    workloads = ["small_files:</script><b>1</b>", "<i>two</i> \u202ex"]
    warnings = [{"code": "sample_failed", "values": {"workload": text, "share": text, "reason": text}}
                for text in HOSTILE]
    return run_of(shares, workloads, texts=HOSTILE, warnings=warnings)


def made(name):
    if name == "plain":
        return run_of(["native", "nfs3", "vboxsf"], TWO)
    if name == "hostile":
        return hostile()
    if name == "one_block":
        return run_of(["native", "nfs3"], TWO, blocks=1)
    if name == "failed_cell":
        return run_of(["native", "nfs3", "vboxsf"], TWO, failed=(1,))
    if name == "extreme":
        return run_of(["native", "slow", "quick"], TWO, ratios=[1, 1e6, 1e-7])
    if name == "one_share":
        return run_of(["native"], TWO)
    if name == "many_shares":
        return run_of([f"share{i:02}" for i in range(30)], TWO + ["stat_tree", "jar_unzip"])
    if name == "bare":
        return run_of(["native", "nfs3"], ["small_files"], bare=True)
    if name.startswith("samples_"):
        wanted = int(name.split("_")[1])
        shares, workloads = (2, 1) if wanted < 1000 else (5, 5)
        blocks = 12 if wanted < 1000 else 48
        per_cell = max(1, -(-wanted // (shares * workloads * blocks)))
        return run_of([f"share{i}" for i in range(shares)], [f"w{i}" for i in range(workloads)], blocks, per_cell)
    raise SystemExit(f"make_runs: there is no run called {name}")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        (folder / f"{name}.run.json").write_text(json.dumps(made(name), separators=(",", ":")))


if __name__ == "__main__":
    main()
