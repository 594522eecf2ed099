# How much memory `record` takes and how long its trace is, for a million operations that strace might
# have written: 4 processes at work in 20,000 files.
import argparse
import json
import os
import pathlib
import random
import resource
import subprocess
import tempfile

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("sharebench")
parser.add_argument("--operations", type=int, default=1_000_000)
args = parser.parse_args()

FILES = 20_000
draw = random.Random(1)
names = [f"/b/src/m{i // 200}/p{i // 20}/file_{draw.randrange(10**9)}.scala" for i in range(FILES)]
sizes = [int(draw.lognormvariate(7.5, 1.2)) for _ in range(FILES)]


def lines(count):
    """Pairs of the number of operations on files and a line."""
    pids = [100, 101, 102, 103]
    now = {pid: 1_700_000_000_000_000_000 for pid in pids}
    yield 0, f"100 {stamp(now[100])} execve(\"/usr/bin/build\", [\"build\"], 0x7 /* 9 vars */) = 0 <0.000200000>"
    for pid in pids[1:]:
        yield 0, (f"100 {stamp(now[100])} clone(child_stack=NULL, flags=SIGCHLD) = {pid} <0.000100000>")
    done = 0
    while done < count:
        pid = draw.choice(pids)
        i = draw.randrange(FILES)
        steps = [f'newfstatat(AT_FDCWD, "{names[i]}", {{st_mode=S_IFREG|0644, st_size={sizes[i]}, ...}}, 0) = 0']
        if draw.random() < 0.3:
            steps.append(f'openat(AT_FDCWD, "{names[i]}.tmp", O_WRONLY|O_CREAT|O_TRUNC|O_CLOEXEC, 0666) = 7')
            left = sizes[i]
            while left > 0:
                part = min(left, 8192)
                steps.append(f'write(7, "\\312\\376"..., {part}) = {part}')
                left -= part
            steps += ["close(7) = 0", f'rename("{names[i]}.tmp", "{names[i]}") = 0']
        else:
            steps.append(f'openat(AT_FDCWD, "{names[i]}", O_RDONLY|O_CLOEXEC) = 7')
            steps.append(f'newfstatat(7, "", {{st_mode=S_IFREG|0644, st_size={sizes[i]}, ...}}, AT_EMPTY_PATH) = 0')
            left = sizes[i]
            while left > 0:
                part = min(left, 8192)
                steps.append(f'read(7, "\\312\\376"..., 8192) = {part}')
                left -= part
            steps += ['read(7, "", 8192) = 0', "close(7) = 0"]
        for step in steps:
            now[pid] += int(draw.lognormvariate(10, 1.5))
            took = int(draw.lognormvariate(9.5, 0.8))
            yield 1, f"{pid} {stamp(now[pid])} {step} <{took / 1e9:.9f}>"
            now[pid] += took
            done += 1
    for pid in reversed(pids):
        yield 0, f"{pid} {stamp(now[pid])} +++ exited with 0 +++"


def stamp(ns):
    return f"{ns // 10**9}.{ns % 10**9:09d}"


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    with open(folder / "strace", "w", encoding="utf-8") as out:
        for _, line in lines(args.operations):
            out.write(line + "\n")
    folders = sorted({str(pathlib.PurePath(n).relative_to("/b").parents[k]) for n in names for k in range(3)} - {"."})
    text = "".join(f"d 755 4096 {f}\0\0" for f in folders)
    text += "".join(f"f 644 {s} {n[3:]}\0\0" for n, s in zip(names, sizes))
    for name in ("before", "after"):
        (folder / name).write_text(text)
    answer = subprocess.run([args.sharebench, "record", "--json", "--from", folder / "strace", "--before",
                             folder / "before", "--after", folder / "after", "--dir", "/b", "--trace",
                             folder / "t"], capture_output=True, text=True, check=True)
    facts = json.loads(answer.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    strace_bytes = os.path.getsize(folder / "strace")
    each = facts["bytes"] / facts["operations"]
    print(f"{facts['operations']} operations, {FILES} files: strace {strace_bytes / 1e6:.0f} MB, trace "
          f"{facts['bytes'] / 1e6:.2f} MB = {each:.2f} bytes an operation (bar: 20), peak memory "
          f"{peak / 1e6:.0f} MB, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.1f} s of processor")
    if each > 20:
        raise SystemExit("error: more than 20 bytes an operation")
