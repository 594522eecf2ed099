# Does a server flush what a client syncs? Counts what each file server of the lab asks of this machine's own file
# system while workloads run on its share, by strace: nothing is assumed of any server's settings.
"""usage: count_flushes.py SHAREBENCH RUNNER OUT.json

Measures once, unpaced and without warm-ups, in a lab of its own whose servers are traced from before the first
mount. Linux and root, strace. Whatever ends it, the lab is taken down and nothing is left."""
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

SERVERS = {"ganesha.nfsd": ("nfs3", "nfs4"), "sharebench-vbox": ("vboxsf",), "virtiofsd": ("virtiofs",)}
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
            name = pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            continue
        if name in SERVERS:
            named.setdefault(name, []).append(pid)
    return named


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


def run_traced(sharebench, runner, work):
    """Path of the run file and of strace's text."""
    state, out, trace = work / "state", work / "out", work / "trace"
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    run = strace = None
    try:
        run = subprocess.Popen([sharebench, "run", "--target", "lab", "--runner", runner, "--shares", ",".join(FLUSHED_SHARES),
                                "--workloads", ",".join(ALL[name] for name in FLUSHED), "--blocks", "1", "--warmup", "0",
                                "--pace", "none", "--anonymize", "--quiet", "--out", str(out)],
                               env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_until("every server of the lab was up", lambda: len(servers_of(state)) == len(SERVERS), run)
        pids = [pid for named in servers_of(state).values() for pid in named]
        command = ["strace", "-f", "-qq", "-y", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(trace)]
        strace = subprocess.Popen(command + [part for pid in pids for part in ("-p", pid)], start_new_session=True)
        wait_until("strace was attached", lambda: all(map(traced, pids)), run)
        if list(out.glob("*.run.json")):
            fail("strace was attached only after the first block")
        if run.wait() != 0:
            fail(f"sharebench run failed with status {run.returncode}")
    finally:
        stop(run)
        stop(strace)
    return next(out.glob("*.run.json")), trace


def counts(text, run):
    """Flushes by share and workload: a server names the file, whose folders are the mount's and the workload's."""
    by_share = {}
    for mount in run["mounts"]:
        folders = {pathlib.PurePosixPath(mount[key]).name for key in ("guest_path",)} | {mount["observed"]["source"]}
        lines = [line for line in text.splitlines() if any(f"/{folder}/" in line for folder in folders)]
        by_share[mount["share"]["name"]] = {name: counted(lines, run, mount, name) for name in FLUSHED}
    return by_share


def counted(lines, run, mount, name):
    workload = [w["label"] for w in run["plan"]["workloads"]].index(ALL[name])
    own = [line for line in lines if f"/{run['plan']['workloads'][workload]['name']}-" in line]
    cell = [i for i, pair in enumerate(zip(run["plan"]["cells"]["mount"], run["plan"]["cells"]["workload"]))
            if pair == (run["mounts"].index(mount), workload)]
    samples = [i for i, c in enumerate(run["samples"]["cell"]) if c in cell]
    operations = sum(run["samples"]["ops"][i] for i in samples)
    calls = {}
    for line in own:
        found = FLUSH.search(line)
        if found and " resumed>" not in line:
            calls[found.group(1)] = calls.get(found.group(1), 0) + 1
    flushes = sum(calls.values()) + sum(bool(SYNC_WRITE.search(line)) for line in own)
    return {"operations": operations, "samples": len(samples), "calls": calls,
            "sync_writes": sum(bool(SYNC_WRITE.search(line)) for line in own),
            "sync_opens": sum(bool(SYNC_OPEN.search(line)) for line in own),
            "flushes_per_operation": flushes / operations}


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sharebench, runner, out = sys.argv[1:]
    if not shutil.which("strace"):
        fail("strace was not found; install it: apt-get install strace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="sharebench-flushes.") as folder:
        file, trace = run_traced(sharebench, runner, pathlib.Path(folder))
        run = json.loads(file.read_text())
        result = {"run": run["id"], "started": run["started"], "commit": run["commit"],
                  "nfs_server": run["targets"][0].get("facts", {}).get("nfs server", ""),
                  "shares": counts(trace.read_text(errors="replace"), run)}
        if os.environ.get("SHAREBENCH_KEEP_TRACE"):
            shutil.copy(trace, os.environ["SHAREBENCH_KEEP_TRACE"])
    pathlib.Path(out).write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
