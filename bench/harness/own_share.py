# What the harness itself costs of a run: its share of the wall time and its memory.
"""usage: own_share.py RUN.run.json            the share, from the times that a run file holds
       own_share.py SHAREBENCH run OPTION   runs it, and watches its memory too

Share = (wall - boot - image - mounts and containers - samples - warm-ups) / wall, once with the data
sets and the checks of samples as the harness's own, once as parts of the samples that they are made
for. What is left is listed by part: counters, cache drops, taking down, and what has no name."""
import glob
import json
import os
import subprocess
import sys
import threading
import time

NOT_OURS = ("boot", "image", "mounts and containers", "samples", "warm-ups")
OF_SAMPLES = ("data sets", "verification")
STAGES = ("until the target was up", "measuring", "shutting down")  # which hold the parts


def peak_kib(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def watched(command):
    """Exit status and peak resident memory in KiB of the command's own process."""
    process = subprocess.Popen(command)
    peak = 0

    def watch():
        nonlocal peak
        while process.poll() is None:
            try:
                peak = max(peak, peak_kib(process.pid))
            except OSError:
                return
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    watcher.join()
    return status, peak


def print_share(path):
    wall = {name: value / 1e9 for name, value in json.load(open(path))["wall_ns"].items()}
    whole = wall.pop("total")
    ours = whole - sum(wall.get(name, 0) for name in NOT_OURS)
    print(f"{path}: {whole:.1f} s, n = 1 run")
    for name, seconds in sorted(wall.items(), key=lambda row: -row[1]):
        whose = "stage" if name in STAGES else "not ours" if name in NOT_OURS else "ours"
        whose = "of samples" if name in OF_SAMPLES else whose
        print(f"  {name}: {seconds:.2f} s ({whose})")
    of_samples = sum(wall.get(name, 0) for name in OF_SAMPLES)
    print(f"the harness's own share: {100 * (ours - of_samples) / whole:.2f} % (bar: 5 %), with data sets and "
          f"checks {100 * ours / whole:.2f} %")


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.exit(__doc__)
    if len(arguments) == 1:
        return print_share(arguments[0])
    out = arguments[arguments.index("--out") + 1] if "--out" in arguments else "out"
    before = set(glob.glob(os.path.join(out, "*.run.json")))
    status, peak = watched(arguments)
    for path in sorted(set(glob.glob(os.path.join(out, "*.run.json"))) - before):
        print_share(path)
    print(f"peak resident memory of the command: {peak / 1024:.1f} MiB (bar: 50 MiB)")
    sys.exit(status)


main(sys.argv[1:])
