# Replays against real commands: records each of four programs once on this machine's disk, then runs
# the real command and its replay in turn on every share, and prints how far the times are apart.
# See replay_bench.sh --help.
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from programs import PROGRAMS, QUIET


def copy(template, folder):
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["cp", "-r", "--preserve=mode,timestamps,links", str(template), str(folder)], check=True)


def tree(folder):
    text = subprocess.run(["find", str(folder), "-mindepth", "1", "-printf", "%y %P %l %s\n"],
                          capture_output=True, text=True, check=True).stdout
    kept = set()
    for line in text.splitlines():
        kept.add(line.rsplit(" ", 1)[0] if line[0] in "dl" else line)
    return kept


def timed(command, folder):
    os.sync()  # nothing that was made for it is still on its way to the disk
    return timed_and_cpu(command, folder)[0]


def timed_and_cpu(command, folder):
    """Wall time, and CPU time outside and in the kernel, in seconds."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, **QUIET)
    _, status, usage = os.wait4(child.pid, 0)
    end = time.monotonic()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"error: {command} ended with status {child.returncode}")
    return end - start, usage.ru_utime, usage.ru_stime


class Runner:
    """A served runner that replays one trace in a marked folder."""

    def __init__(self, program, area, trace):
        subprocess.run([program, "--mark", str(area)], check=True)
        self.area = area
        self.child = subprocess.Popen([program, "--serve", "--dir", str(area)], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.request = {"workload": "replay", "params": {"trace": str(trace)}, "seed": 1,
                        "latency_every": 1000000}

    def ask(self, op):
        self.child.stdin.write(json.dumps({"op": op, **self.request}) + "\n")
        self.child.stdin.flush()
        answer = json.loads(self.child.stdout.readline())
        rows = answer.get("benchmarks", [{}])
        if answer.get("ok") is False or rows[0].get("error_occurred"):
            sys.exit(f"error: {op}: {answer.get('error') or rows[0].get('error_message')}")
        return rows[0]

    def timed(self):
        os.sync()
        return self.ask("run")["elapsed_ns"] * 1e-9

    def tree(self):
        (folder,) = [f for f in self.area.iterdir() if f.is_dir()]
        return tree(folder)

    def close(self):
        self.ask("clean")
        self.child.stdin.close()
        self.child.wait()


def spread(values):
    return f"{statistics.median(values):.3f} [{min(values):.3f}, {max(values):.3f}]"


def measure(args, name, template, command, trace, share, folder):
    runner = Runner(args.runner, folder / "area", trace)
    runner.ask("prepare")
    real, replayed = [], []
    for _ in range(args.repeats):
        copy(template, folder / "real")
        real.append(timed(command, folder / "real"))
        replayed.append(runner.timed())
        recorded = runner.tree()
        wanted = tree(folder / "real")
        # What the program never looked at is not in the trace.
        extra = recorded - wanted
        if name == "git_status":  # the size of git's index does not depend on the share, its bytes do
            extra = {line for line in extra if not line.startswith("f .git/index ")}
        if extra:
            sys.exit(f"error: {name} on {share}: other trees: {sorted(extra)[:3]}")
        runner.ask("verify")
    runner.close()
    shutil.rmtree(folder / "real")
    error = abs(statistics.median(replayed) / statistics.median(real) - 1)
    print(f"| {name} | {share} | {spread(real)} | {spread(replayed)} | {100 * error:.1f} % |", flush=True)
    return error


def record(args, name, template, command, disk):
    folder = disk / "record"
    trace = pathlib.Path(args.work) / f"{name}.trace"
    copy(template, folder)
    timed(command, folder)  # warms the caches that are not of the folder
    plain, cpu = [], []
    for _ in range(args.plain_runs):
        copy(template, folder)
        os.sync()
        wall, *each = timed_and_cpu(command, folder)
        plain.append(wall)
        cpu.append(each)
    plain = statistics.median(plain)
    user, system = statistics.mean(u for u, _ in cpu), min(s for _, s in cpu)  # a busy disk only adds
    copy(template, folder)
    answer = subprocess.run([args.sharebench, "record", "--keep-names", "--json", "--quiet", "--dir",
                             str(folder), *([] if args.once else ["--user-time", f"{user:.6f}", "--system-time", f"{system:.6f}", "--runner", args.runner]), "--trace", str(trace), "--"] + command, cwd=folder,
                            capture_output=True, text=True)
    if answer.returncode != 0:
        sys.exit(f"error: record of {name}: {answer.stderr}{answer.stdout}")
    facts = json.loads(answer.stdout)
    shutil.rmtree(folder)
    print(f"# {name}: {facts['operations']} operations, {facts['threads']} threads, "
          f"{facts['bytes'] / max(1, facts['operations']):.1f} bytes each; under strace "
          f"{facts['wall_ns'] * 1e-9:.2f} s, plain {plain:.2f} s: {facts['wall_ns'] * 1e-9 / plain:.1f} x; "
          f"CPU time plain {user * 1e3:.1f} + {system * 1e3:.1f} ms; in short gaps {facts['think_short_ns'] / 1e6:.1f} "
          f"ms, of which {facts['kept_of_short_gaps']:.3f} kept; in others {facts['think_other_ns'] / 1e6:.1f} ms, "
          f"{facts['kept_of_other_gaps']:.3f} kept; in files {facts['files_ns'] / 1e6:.1f} ms under strace, {facts['files_s'] * 1e3:.1f} ms of CPU time alone; lost {facts['lost']}", flush=True)
    return trace


def main():
    parser = argparse.ArgumentParser()
    for option in ("--sharebench", "--runner", "--work", "--disk"):
        parser.add_argument(option, required=True)
    parser.add_argument("--share", action="append", required=True, help="NAME=DIR")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--plain-runs", type=int, default=3, help="before recording, for the CPU times")
    parser.add_argument("--once", action="store_true", help="record knows no CPU times but those under strace")
    parser.add_argument("--shares", help="some of the shares, by name, with commas")
    args = parser.parse_args()
    if args.shares:
        args.share = [share for share in args.share if share.split("=")[0] in args.shares.split(",")]
    disk = pathlib.Path(args.disk)
    errors = []
    traces = {}
    for name in args.programs.split(","):
        prepare, command = PROGRAMS[name]
        template = pathlib.Path(args.work) / f"{name}.template"
        template.mkdir()
        prepare(template, args.small)
        traces[name] = (template, command, record(args, name, template, command, disk))
    print(f"| program | share | real s: median [min, max], n = {args.repeats} | replay s | error |")
    print("| --- | --- | --- | --- | --- |")
    for name, (template, command, trace) in traces.items():
        for share in args.share:
            label, folder = share.split("=", 1)
            errors.append(measure(args, name, template, command, trace, label, pathlib.Path(folder)))
    print(f"mean error {100 * statistics.mean(errors):.1f} % over {len(errors)} pairs (ARTC: 10.6 %); "
          f"median {100 * statistics.median(errors):.1f} %, largest {100 * max(errors):.1f} %")


main()
