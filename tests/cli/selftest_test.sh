# One target against itself: a light, its figures, and where variance arises.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir share

selftest() {
  "$SHAREBENCH" selftest --target local:share --runner "$RUNNER" --quiet --warmup 0 "$@"
}

# A busy machine is red and exits 4, a quiet one exits 0: the light says which.
status=0
selftest --workloads small_files:count=20,stat_tree:files=30 --out s1 --json >out 2>err </dev/null || status=$?
python3 - $status <<'PY' || fail "the JSON of the self-test is not as promised"
import json, sys
answer = json.load(open("out"))
assert (answer["light"] == "red") == (sys.argv[1] == "4"), (answer["light"], sys.argv[1])
assert answer["light"] in ("green", "yellow", "red")
rows = answer["rows"]
assert [r["workload"] for r in rows] == ["small_files:count=20", "stat_tree:files=30"]
for row in rows:
    assert row["blocks"] == 12 and row["share"] == "native"
    assert 0 < row["detects_within_48_blocks"] < row["detects_within_16_blocks"]
    assert row["smallest_margin"] > 0 and 0 <= row["naive_false_alarms"] <= 1
    assert row["order_effect"]["n"] == 12 and row["carry_over"]["n"] == 12
run = json.load(open(answer["run_file"]))
assert run["complete"] and [m["share"]["name"] for m in run["mounts"]] == ["native", "native (again)"]
PY
nothing_left share

# The same in the report of its run file.
run=$(ls s1/*.run.json)
cp out answer.json
expect 0 "$SHAREBENCH" report "$run" --gbench s1.gbench.json
python3 - <<'PY' || fail "the gbench file does not say what the self-test said"
import json
said, kept = json.load(open("answer.json")), json.load(open("s1.gbench.json"))["sharebench"]
assert kept["selftest"]["light"] == said["light"]
for row, again in zip(said["rows"], kept["selftest"]["rows"], strict=True):
    assert again["w"] == row["workload"] and again["light"] == row["light"] and again["n"] == 12
    assert again["mde_48"] == row["detects_within_48_blocks"], (row, again)
    assert abs(again["carry_over"]["ratio"] - row["carry_over"]["ratio"]) < 1e-12
assert all(result["steady_state"] is None for result in kept["results"])
PY

# So wide a margin is green on any machine that is not broken; the words are those of the JSON.
status=0
selftest --workloads small_files:count=20 --blocks 6 --margin 95% --out s2 >out 2>err </dev/null || status=$?
[ $status -eq 0 ] || [ $status -eq 4 ] || fail "status $status"
says out "against a margin of 95 %"
says out "a naive tool"
says out "equal arms: "

# Five blocks cannot be judged: red.
expect 4 selftest --workloads small_files:count=5 --blocks 5 --out s3
says out "5 blocks have all samples of both arms, six are needed"
says out "RED: this margin cannot be gated here"

expect 0 selftest --levels --workloads small_files:count=20 --out s4 --json
python3 - <<'PY' || fail "the JSON of --levels is not as promised"
import json
answer = json.load(open("out"))
assert (answer["boots"], answer["mounts"], answer["samples"]) == (4, 4, 4)
(row,) = answer["rows"]
assert [l["level"] for l in row["levels"]] == ["sample", "mount", "boot"]
assert row["redo"] in ("mount", "boot") and all(l["variance"] >= 0 and l["cost_s"] > 0 for l in row["levels"])
PY
expect 2 selftest --max-blocks 20
says err "selftest has no option '--max-blocks'"
expect 2 selftest --levels --shares a=share,b=share
says err "--levels tests one share"
