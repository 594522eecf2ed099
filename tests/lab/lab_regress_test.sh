# Two shares judged against each other in one virtual machine, which is booted once.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
expect 3 "$SHAREBENCH" regress --runner "$static" --baseline lab,share=nfs3 --candidate lab,share=nfs4 --blocks 1 \
  --workloads small_files:count=10,size=1KiB --warmup 0 --out out.d
says err "one lab serves both arms"
no_lab_left
says out "1 blocks give no interval"
python3 - out.d/*.run.json <<'PY' || fail "the run file is not that of one lab with two arms"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["complete"] and run["plan"]["level"] == "mount" and run["plan"]["baselines"] == [0, 0]
assert [m["share"]["name"] for m in run["mounts"]] == ["baseline", "candidate"]
assert [m["observed"]["fstype"] for m in run["mounts"]] == ["nfs", "nfs4"]
assert run["targets"][0] == run["targets"][1] and run["targets"][0]["kind"] == "lab", run["targets"]
s, cells = run["samples"], run["plan"]["cells"]
trips = {m: [t for t, c in zip(s["counters"]["round_trips"], s["cell"]) if cells["mount"][c] == m] for m in (0, 1)}
# docs/lab.md: a file costs nfs4 more requests than nfs3; each arm is counted by itself.
assert 50 < min(trips[0]) <= max(trips[0]) < min(trips[1]), trips
PY
