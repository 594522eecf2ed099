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

from flush_trace import CALLS, flushes
from workloads import ALL, FLUSHED, FLUSHED_SHARES

SERVERS = ("ganesha.nfsd", "sharebench-vboxsf", "virtiofsd")
WARMUPS = (0, 6)  # samples before those that count, all of them alike
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
        try:
            for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
                todo += children.read_text().split()
        except OSError:
            pass  # that thread or process has ended
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
    """Process ids by name, once they are all there and have been so for 2 s; else none."""
    seen = [servers_of(state)]
    if len(seen[0]) == len(SERVERS):
        time.sleep(2)
        seen.append(servers_of(state))
    return seen[0] if len(seen) == 2 and seen[0] == seen[1] else {}


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


def attach(name, pids, trace):
    command = ["strace", "-f", "-qq", "-y", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace / name)]
    return subprocess.Popen(command + [part for pid in pids for part in ("-p", pid)], start_new_session=True)


def run_traced(sharebench, runner, work, warmups):
    """The run, and what each kind of server flushed: (call, path)."""
    state, out, trace = work / "state", work / "out", work / "trace"
    trace.mkdir()
    run, straces, servers = None, [], {}
    try:
        run = subprocess.Popen([sharebench, "run", "--target", "lab", "--runner", runner, "--shares", ",".join(FLUSHED_SHARES),
                                "--workloads", ",".join(ALL[name] for name in FLUSHED), "--blocks", "1", "--warmup",
                                str(warmups), "--pace", "none", "--anonymize", "--quiet", "--out", str(out)],
                               env={**os.environ, "XDG_STATE_HOME": str(state)}, stdout=subprocess.DEVNULL,
                               start_new_session=True)
        wait_until("every server of the lab was up", lambda: servers.update(all_servers(state)) or servers, run)
        straces += [attach(name, pids, trace) for name, pids in servers.items()]
        wait_until("strace was attached", lambda: all(traced(pid) for pids in servers.values() for pid in pids), run)
        if list(state.glob("sharebench/labs/*/srv/*")):
            fail("a folder was mounted before strace was attached")
        if run.wait() != 0:
            fail(f"sharebench run failed with status {run.returncode}")
    finally:
        for process in (run, *straces):
            stop(process)
    texts = [file.read_text(errors="replace") for file in sorted(trace.iterdir())]
    keep_for_a_look(trace, warmups)
    return json.loads(next(out.glob("*.run.json")).read_text()), [flush for text in texts for flush in flushes(text)]


def keep_for_a_look(trace, warmups):
    if "SHAREBENCH_KEEP_TRACE" in os.environ:
        shutil.copytree(trace, f"{os.environ['SHAREBENCH_KEEP_TRACE']}.{warmups}", dirs_exist_ok=True)


def counted(run, flushed, mount, name):
    """Operations of all samples, and the calls that flush what they or their preparation wrote: a path has the name of the
    mount's folder, for vboxsf that of the shared folder, and further down the workload's."""
    found = run["mounts"][mount]
    folders = (pathlib.PurePosixPath(found["guest_path"]).parent.name, found["observed"]["source"])
    workload = ALL[name].split(":")[0]
    calls = {}
    for kind, path in flushed:
        if f"/{workload}-" in path and any(f"/{folder}/" in path for folder in folders):
            calls[kind] = calls.get(kind, 0) + 1
    labels = [w["label"] for w in run["plan"]["workloads"]]
    cells = run["plan"]["cells"]
    cell = list(zip(cells["mount"], cells["workload"])).index((mount, labels.index(ALL[name])))
    samples = [i for i, number in enumerate(run["samples"]["cell"]) if number == cell]
    return {"samples": len(samples), "operations": sum(run["samples"]["ops"][i] for i in samples), "calls": calls}


def difference(less, more):
    calls = {kind: more["calls"][kind] - less["calls"].get(kind, 0) for kind in sorted(more["calls"])}
    operations = more["operations"] - less["operations"]
    flushes = sum(count for kind, count in calls.items() if kind != "open for synchronous writes")
    return {"samples": more["samples"] - less["samples"], "operations": operations, "calls": calls,
            "flushes_per_operation": flushes / operations, "all_calls": [less["calls"], more["calls"]]}


def by_share(runs):
    """Of each share and workload, what the second run did more than the first."""
    return {share: {name: difference(*[counted(run, flushed, i, name) for run, flushed in runs]) for name in FLUSHED}
            for i, share in enumerate(FLUSHED_SHARES)}


def unplaced(runs):
    """Flushes of files that are no workload's, in both runs together; they count for nobody."""
    return sum(not any(f"/{ALL[name].split(':')[0]}-" in path for name in FLUSHED) for _, flushed in runs for _, path in flushed)


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
    run = runs[-1][0]
    result = {"runs": [one["id"] for one, _ in runs], "started": runs[0][0]["started"], "commit": run["commit"],
              "warmups": WARMUPS, "shares": by_share(runs), "of_other_files": unplaced(runs)}
    pathlib.Path(out).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
