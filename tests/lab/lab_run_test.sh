# One block over every share of the lab: right mounts, exact counts, cold proved, slopes, nothing left.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
shares=vboxsf,nfs3,nfs3:actimeo=0,nfs4,9p,virtiofs,sshfs,disk
expect 0 lab_run --shares $shares --blocks 1 --warmup 1 --seed 11 --out out.d \
  --workloads "small_files:count=25,size=1KiB,lookup_misses:count=50,sequential_read:size=1MiB"
no_lab_left
says out "Emul"
python3 - out.d/*.run.json <<'PY' || fail "the run file of the lab is not as it must be"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["measured_on"] in ("emulated", "hardware") and run["complete"]
names = [m["share"]["name"] for m in run["mounts"]]
found = {m["share"]["name"]: m["observed"]["fstype"] for m in run["mounts"]}
assert found == {"vboxsf": "vboxsf", "nfs3": "nfs", "nfs3:actimeo=0": "nfs", "nfs4": "nfs4", "9p": "9p", "virtiofs": "virtiofs",
                 "sshfs": "fuse.sshfs", "disk": "ext4"}, found
columns = run["plan"]["cells"]
cells = [dict(zip(columns, row)) for row in zip(*columns.values())]
s = run["samples"]
trips = {}
times = {}
for i, c in enumerate(s["cell"]):
    assert s["verified"][i], s["failure"]
    cell = cells[c]
    key = (names[cell["mount"]], run["plan"]["workloads"][cell["workload"]]["name"])
    pace = cell["pace_ns"]
    times.setdefault((*key, pace), []).append(s["elapsed_ns"][i])
    trips.setdefault((*key, pace), []).append(s["counters"]["round_trips"][i])
for key in sorted(trips):
    print(key, trips[key], [round(t / 1e6) for t in times[key]])
small = {name: trips[(name, "small_files", 0)][-1] for name in names}
# 25 files, each created, written, closed, statted, read and unlinked: six calls of NFSv3 a file
# (docs/lab.md); without attribute cache every path component is asked for again.
assert abs(small["nfs3"] - 150) <= 5, small
assert 4 * small["nfs3"] < small["nfs3:actimeo=0"] < 9 * small["nfs3"], small
assert small["disk"] == 0, small
# docs/vboxsf.md: creating, writing, closing, statting, reading and unlinking a file two levels below
# the mount takes 16 calls; each further level adds one to each of four walks, and here are two.
assert abs(small["vboxsf"] - 25 * 24) <= 5, small
assert all(small[n] > 100 for n in ("nfs4", "9p", "virtiofs", "sshfs")), small
# A warm sample makes the same round trips every time; a pace changes times, not counts.
for (name, workload, pace), counts in trips.items():
    if name in ("vboxsf", "nfs3") and workload == "small_files":
        assert max(counts) - min(counts) <= 3, (name, workload, pace, counts)
# Nothing but a pace makes a sample that long: each of its trips is held for at least that time.
for pace in (1_000_000, 3_000_000):
    assert min(times[("nfs3", "small_files", pace)]) > small["nfs3"] * pace, times
# Cold reads went to the other side, and the run file says that this was proved.
for name in names:
    assert "proved by counters" in run["cold_method"]["sequential_read:size=1MiB on " + name], run["cold_method"]
PY
