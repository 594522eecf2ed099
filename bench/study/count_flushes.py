# Does a server flush what a client syncs? Counts what each file server of the lab asks of this machine's own file
# system while workloads run on its share, by strace: nothing is assumed of any server's settings.
"""usage: count_flushes.py SHAREBENCH RUNNER OUT.json

Measures twice, unpaced, with few samples and with more, each time in a lab of its own whose servers are traced from
before the first mount. What the second run flushed more often is what its additional samples did: making and checking
files is in both. Linux and root, strace. Whatever ends it, the lab is taken down and nothing is left."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from workloads import ALL, FLUSHED, FLUSHED_SHARES

SERVERS = ("ganesha.nfsd", "sharebench-vboxsf", "virtiofsd")
WARMUPS = (0, 6)  # samples before those that count, all of them alike
CALLS = "fsync,fdatasync,sync_file_range,syncfs,sync,msync,pwritev2,openat,open_by_handle_at"
FLUSH = re.compile(r"\b(fsync|fdatasync|sync_file_range|syncfs|sync|msync)\(([^)]*)")
SYNC_OPEN = re.compile(r"\b(openat|open_by_handle_at)\(.*O_(?:D)?SYNC")
SYNC_WRITE = re.compile(r"\bpwritev2\(.*RWF_D?SYNC")
DEADLINE_S = 180


def fail(sentence):
    raise SystemExit(f"error: {sentence}")


def lab_processes(state):
    """Every process of the lab whose state is below `state`, with the children that left its network namespace."""
    files = list(state.glob("sharebench/labs/*/sharebench-lab"))
    if not files:
        return []
    namespace = files[0].read_text().split("\n")[0]
    listed = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True).stdout.split()
    found, todo = [], listed
    while todo:
        pid = todo.pop()
        if pid in found:
            continue
        found.append(pid)
        for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                todo += children.read_text().split()
            except OSError:
                pass  # that thread has ended
    return found


def servers_of(state):
    named = {}
    for pid in lab_processes(state):
        try:
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode()
        except OSError:
            continue  # it has ended
        name = command.rsplit("/", 1)[-1]
        if name in SERVERS:
            named.setdefault(name, []).append(pid)
    return named


def all_servers(state):
    """Process ids of all of them, once they are all there and have been so for 2 s; else none."""
    seen = [servers_of(state)]
    if len(seen[0]) == len(SERVERS):
        time.sleep(2)
        seen.append(servers_of(state))
    return [pid for pids in seen[0].values() for pid in pids] if seen[0] == seen[-1] and len(seen) == 2 else []


def traced(pid):
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    return re.search(r"^TracerPid:\s*[1-9]", status, re.M) is not None


def wait_until(what, holds, process):
    end = time.monotonic() + DEADLINE_S
    while not holds():
        if process.poll() is not None:
            fail(f"the run ended (status {process.returncode}) before {what}")
        if time.monotonic() > end:
            fail(f"{what}: not after {DEADLINE_S} s")
        time.sleep(0.1)


def stop(process):
    """Ends a process of ours as Ctrl-C would, so that it takes down what it brought up."""
    if process is None or process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run_traced(sharebench, runner, work, warmups):
    """The run, and what strace wrote."""
    state, out, trace = work / "state", work / "out", work / "trace"
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    run = strace = None
    pids = []
    try:
        run = subprocess.Popen([sharebench, "run", "--target", "lab", "--runner", runner, "--shares", ",".join(FLUSHED_SHARES),
                                "--workloads", ",".join(ALL[name] for name in FLUSHED), "--blocks", "1", "--warmup",
                                str(warmups), "--pace", "none", "--anonymize", "--quiet", "--out", str(out)],
                               env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_until("every server of the lab was up", lambda: pids.extend(all_servers(state)) or pids, run)
        command = ["strace", "-f", "-qq", "-y", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
        strace = subprocess.Popen(command + [part for pid in pids for part in ("-p", pid)], start_new_session=True)
        wait_until("strace was attached", lambda: all(map(traced, pids)), run)
        if any((state / "sharebench").glob("labs/*/srv/*")):
            fail("a folder was mounted before strace was attached")
        if run.wait() != 0:
            fail(f"sharebench run failed with status {run.returncode}")
    finally:
        stop(run)
        stop(strace)
    return json.loads(next(out.glob("*.run.json")).read_text()), trace.read_text(errors="replace")


def lines_of(text, mount):
    """Calls on files of that mount: a server's path names its folder, for vboxsf by the name of the shared folder."""
    folders = (pathlib.PurePosixPath(mount["guest_path"]).name, mount["observed"]["source"])
    return [line for line in text.splitlines() if any(f"/{folder}/" in line for folder in folders)]


def counted(run, lines, mount, name):
    """Operations of all samples, and the calls that flush what they or their preparation wrote."""
    labels = [w["label"] for w in run["plan"]["workloads"]]
    pair = (mount, labels.index(ALL[name]))
    cells = run["plan"]["cells"]
    cell = list(zip(cells["mount"], cells["workload"])).index(pair)
    samples = [i for i, number in enumerate(run["samples"]["cell"]) if number == cell]
    calls = {}
    for line in (line for line in lines if f"/{ALL[name].split(':')[0]}-" in line):
        found = FLUSH.search(line)
        kind = (found.group(1) if found else "synchronous write" if SYNC_WRITE.search(line)
                else "open for synchronous writes" if SYNC_OPEN.search(line) else None)
        if kind:
            calls[kind] = calls.get(kind, 0) + 1
    return {"samples": len(samples), "operations": sum(run["samples"]["ops"][i] for i in samples), "calls": calls}


def difference(less, more):
    calls = {kind: more["calls"][kind] - less["calls"].get(kind, 0) for kind in sorted(more["calls"])}
    operations = more["operations"] - less["operations"]
    flushes = sum(count for kind, count in calls.items() if kind != "open for synchronous writes")
    return {"samples": more["samples"] - less["samples"], "operations": operations, "calls": calls,
            "flushes_per_operation": flushes / operations, "all_calls": [less["calls"], more["calls"]]}


def by_share(runs):
    """Of each share and workload, what the second run did more than the first."""
    result = {}
    for i, share in enumerate(FLUSHED_SHARES):
        both = [(run, lines_of(text, run["mounts"][i])) for run, text in runs]
        result[share] = {name: difference(*[counted(run, lines, i, name) for run, lines in both]) for name in FLUSHED}
    return result


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sharebench, runner, out = sys.argv[1:]
    if not shutil.which("strace"):
        fail("strace was not found; install it: apt-get install strace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    runs = []
    for warmups in WARMUPS:
        with tempfile.TemporaryDirectory(prefix="sharebench-flushes.") as folder:
            runs.append(run_traced(sharebench, runner, pathlib.Path(folder), warmups))
        if os.environ.get("SHAREBENCH_KEEP_TRACE"):
            pathlib.Path(f"{os.environ['SHAREBENCH_KEEP_TRACE']}.{warmups}").write_text(runs[-1][1])
    run = runs[-1][0]
    result = {"runs": [one["id"] for one, _ in runs], "started": runs[0][0]["started"], "commit": run["commit"],
              "warmups": WARMUPS, "nfs_server": run["targets"][0].get("facts", {}).get("nfs server", ""), "shares": by_share(runs)}
    pathlib.Path(out).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
