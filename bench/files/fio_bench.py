# The runner against fio on the same file system, in turn: creating, asking, and reading a warm file.
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

FILES = 2000


class Runner:
    """A served runner with one prepared workload; each call of run() is a verified sample."""

    def __init__(self, program, area, workload, **params):
        self.job = {"workload": workload, "params": params, "seed": 1, "latency_every": 1}
        self.process = subprocess.Popen([program, "--serve", "--dir", area], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ask("prepare")

    def ask(self, op):
        self.process.stdin.write(json.dumps({"op": op, **self.job}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if answer.get("ok") is False or answer.get("benchmarks", [{}])[0].get("error_occurred"):
            sys.exit(f"error: {answer}")
        return answer

    def run(self):
        row = self.ask("run")["benchmarks"][0]
        self.ask("verify")
        return row

    def quit(self):
        self.process.communicate('{"op":"quit"}\n')


def fio(**options):
    """The read side of fio's own report of one job."""
    arguments = [f"--{key}={value}" for key, value in options.items()]
    done = subprocess.run(["fio", "--name=c", "--output-format=json", *arguments],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout[done.stdout.index("{"):])["jobs"][0]["read"]


def report(what, unit, theirs, ours, bar):
    """Ratio above 1: fio took that many times as long."""
    pairs = sorted(a / b for a, b in zip(theirs, ours))
    low, _, high = statistics.quantiles(pairs, n=4)
    ratio = statistics.median(theirs) / statistics.median(ours)
    print(f"{what:<40} fio {statistics.median(theirs):9.2f} {unit}  runner "
          f"{statistics.median(ours):9.2f} {unit}  ratio {ratio:.3f} "
          f"(paired {statistics.median(pairs):.3f}, {low:.3f}-{high:.3f})  n={len(ours)}  "
          f"bar {bar:.2f} {'met' if ratio >= bar else 'MISSED'}", flush=True)


def files(program, area, repeats):
    # fio's files lie as deep as the runner's, all in one folder.
    small = Runner(program, area, "small_files", count=str(FILES), size="1", depth="0")
    tree = Runner(program, area, "stat_tree", files=str(FILES), dirs="1", depth="1")
    figures = {name: ([], []) for name in ("create", "create_rate", "stat", "stat_rate")}
    for _ in range(repeats):
        folder = tempfile.mkdtemp(prefix="fio-", dir=area)
        job = dict(directory=folder, nrfiles=FILES, filesize="4k", openfiles=1, fallocate="none",
                   file_service_type="sequential")
        create = fio(ioengine="filecreate", **job)
        stat = fio(ioengine="filestat", **job)
        shutil.rmtree(folder)
        row, entries = small.run(), tree.run()
        p50 = "50.000000"
        for name, theirs, ours in (
                ("create", create["clat_ns"]["percentile"][p50] / 1e3, row["create_p50_ns"] / 1e3),
                ("create_rate", 1e6 / create["iops"],
                 (row["create_p50_ns"] + row["close_p50_ns"]) / 1e3),
                ("stat", stat["clat_ns"]["percentile"][p50] / 1e3, row["stat_p50_ns"] / 1e3),
                ("stat_rate", 1e6 / stat["iops"], entries["elapsed_ns"] / entries["ops"] / 1e3)):
            figures[name][0].append(theirs)
            figures[name][1].append(ours)
    small.quit()
    tree.quit()
    report("filecreate: one create, median", "us", *figures["create"], 1)
    report("filecreate: open and close of a file", "us", *figures["create_rate"], 1)
    report("filestat: one stat, median", "us", *figures["stat"], 1)
    report("filestat: stat_tree an entry", "us", *figures["stat_rate"], 1)


def reading(program, area, repeats, block, size):
    reader = Runner(program, area, "sequential_read", size=size, block=block)
    [folder] = [name for name in os.listdir(area) if name.startswith("sequential_read-")]
    [name] = os.listdir(os.path.join(area, folder))
    path = os.path.join(area, folder, name)
    theirs, ours = [], []
    for _ in range(repeats):
        row = fio(ioengine="psync", rw="read", bs=block.replace("iB", ""), filename=path,
                  size=size.replace("iB", ""), invalidate=0)
        theirs.append(row["runtime"] / (row["io_bytes"] / 2**30))
        row = reader.run()
        ours.append(row["elapsed_ns"] / 1e6 / (row["bytes"] / 2**30))
    reader.quit()
    report(f"psync: sequential_read, block {block}, warm", "ms/GiB", theirs, ours, 0.97)


def main():
    program, area, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
    files(program, area, repeats)
    reading(program, area, repeats, "1MiB", "512MiB")
    reading(program, area, repeats, "4KiB", "256MiB")


main()
