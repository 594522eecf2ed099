# Replays against real commands: records each of four programs once on this machine's disk, then in every
# round runs the command and its replay on each share, and prints how far the times are apart.
# See replay_bench.sh --help.
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

from programs import PROGRAMS, QUIET, cpu_times, files_time, record_from
from table import print_head, print_mean, print_row, spread


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
    """Wall time, and CPU time outside and in the kernel, in seconds."""
    os.sync()  # nothing that was made for it is still on its way to the disk
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

    def __init__(self, program, area, trace, think=1):
        subprocess.run([program, "--mark", str(area)], check=True)
        self.area = area
        self.child = subprocess.Popen([program, "--serve", "--dir", str(area)], text=True,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.request = {"workload": "replay", "params": {"trace": str(trace), "think": str(think)}, "seed": 1,
                        "latency_every": 1000000}

    def ask(self, op):
        self.child.stdin.write(json.dumps({"op": op, **self.request}) + "\n")
        self.child.stdin.flush()
        answer = json.loads(self.child.stdout.readline())
        rows = answer.get("benchmarks", [{}])
        if answer.get("ok") is False or rows[0].get("error_occurred"):
            sys.exit(f"error: {op}: {answer.get('error') or rows[0].get('error_message')}")
        return rows[0]

    def run(self):
        self.ask("prepare")
        os.sync()
        row = self.ask("run")
        self.ask("verify")
        return row

    def tree(self):
        (folder,) = [f for f in self.area.iterdir() if f.is_dir()]
        return tree(folder)

    def close(self):
        self.ask("clean")
        self.child.stdin.close()
        self.child.wait()


class Program:
    """A program, recorded once on the disk, and its trace, whose think time is set anew in every round."""

    def __init__(self, args, name):
        self.args, self.name = args, name
        prepare, self.command = PROGRAMS[name]
        self.template = pathlib.Path(args.work) / f"{name}.template"
        self.template.mkdir()
        prepare(self.template, args.small)
        self.files = pathlib.Path(args.work) / f"{name}.out"
        self.files.mkdir()
        self.trace = pathlib.Path(args.work) / f"{name}.trace"
        self.disk = pathlib.Path(args.disk)
        self.folder = self.disk / "record"
        self.plain, self.files_s = [], []

    def record(self):
        copy(self.template, self.folder)
        timed(self.command, self.folder)  # warms the caches that are not of the folder
        shown = subprocess.run([self.args.sharebench, "record", "--show-commands", "--dir", str(self.folder), "--"]
                               + self.command, capture_output=True, text=True, check=True).stdout
        find, calibration, strace = shown.replace(" strace.txt ", f" {self.files}/strace.txt ").splitlines()[:3]
        copy(self.template, self.folder)
        steps = ((f"{find} >'{self.files}/before'", self.folder), (calibration, self.files), (strace, self.folder),
                 (f"{find} >'{self.files}/after'", self.folder))
        for step, where in steps:
            start = time.monotonic()
            subprocess.run(step, shell=True, cwd=where, check=True, **QUIET)
            if step == strace:
                self.under_strace = time.monotonic() - start

    def real(self, folder, source):
        """`source` is where the same folder can be written to without what makes the share slow."""
        copy(self.template, source)
        return timed(self.command, folder)

    def replay(self, area, think=1):
        area.mkdir(exist_ok=True)
        runner = Runner(self.args.runner, area, self.trace, think)
        row = runner.run()
        recorded = runner.tree()
        runner.close()
        shutil.rmtree(area)
        return row, recorded

    def convert(self, *times):
        answer = record_from(self.args.sharebench, self.files, self.folder, self.trace, *times)
        return json.loads(answer)

    def set_think_time(self, runs):
        """Gives the trace the CPU times of the last plain runs, and of replays without think time; what `record` said."""
        for _ in range(runs):
            self.plain.append(self.real(self.folder, self.folder))
            self.files_s.append(self.replay(self.disk / "files", 0)[0]["cpu_ns"] * 1e-9)
        return self.convert(*cpu_times([(u, s) for _, u, s in self.plain]), *files_time(self.files_s))


class Share:
    def __init__(self, text):
        self.name, folder, *source = text.split("=")
        self.folder = pathlib.Path(folder)
        self.source = pathlib.Path(source[0]) if source else self.folder
        self.real, self.replays = [], []

    def measure(self, program):
        self.real.append(program.real(self.folder / "real", self.source / "real")[0])
        row, recorded = program.replay(self.folder / "area")
        self.replays.append(row["elapsed_ns"] * 1e-9)
        # What the program never looked at is not in the trace.
        extra = recorded - tree(self.folder / "real")
        if program.name == "git_status":  # the size of git's index does not depend on the share, its bytes do
            extra = {line for line in extra if not line.startswith("f .git/index ")}
        if extra:
            sys.exit(f"error: {program.name} on {self.name}: other trees: {sorted(extra)[:3]}")

    def close(self, name):
        shutil.rmtree(self.folder / "real")
        return print_row(name, self.name, self.real, self.replays)


def measure(args, name):
    """Records once, then in every round runs the command and its replay on each share."""
    program = Program(args, name)
    program.record()
    program.convert()  # for the replays without think time
    shares = [Share(share) for share in args.share]
    for _ in range(args.repeats):
        facts = program.set_think_time(args.plain_runs)
        for share in shares:
            share.measure(program)
    print(f"# {name}: {facts['operations']} operations, {facts['threads']} threads, "
          f"{facts['bytes'] / max(1, facts['operations']):.1f} bytes each; under strace {program.under_strace:.2f} s (once), "
          f"plain {spread([wall for wall, _, _ in program.plain])} s (n = {len(program.plain)}); of the last round: in short gaps {facts['think_short_ns'] / 1e6:.1f} "
          f"ms, of which {facts['kept_of_short_gaps']:.3f} kept; in others {facts['think_other_ns'] / 1e6:.1f} ms, "
          f"{facts['kept_of_other_gaps']:.3f} kept; in files {facts['files_ns'] / 1e6:.1f} ms under strace, "
          f"{facts['files_s'] * 1e3:.1f} ms of CPU time alone; lost {facts['lost']}", flush=True)
    shutil.rmtree(program.folder)
    return [share.close(name) for share in shares]


def main():
    parser = argparse.ArgumentParser()
    for option in ("--sharebench", "--runner", "--work", "--disk"):
        parser.add_argument(option, required=True)
    parser.add_argument("--share", action="append", required=True, help="NAME=DIR, or NAME=DIR=SOURCE where what DIR shows can be written at full speed")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--plain-runs", type=int, default=3, help="in each round, for the CPU times")
    parser.add_argument("--shares", help="some of the shares, by name, with commas")
    args = parser.parse_args()
    if args.shares:
        args.share = [share for share in args.share if share.split("=")[0] in args.shares.split(",")]
    print_head()
    errors = []
    for name in args.programs.split(","):
        errors += measure(args, name)
    print_mean(errors)


main()
