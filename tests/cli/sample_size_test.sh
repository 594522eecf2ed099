# A body too short to time is run several times in each sample, the same number of times on every share.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
unset SHAREBENCH_REPEAT
mkdir a b
short="--target local --runner $RUNNER --shares a=a,b=b --workloads small_files:count=10 --warmup 1"

expect 0 "$SHAREBENCH" run --dry-run $short
says out "a body under 50 ms is run up to 64 times in each sample"

expect 0 "$SHAREBENCH" run $short --blocks 2 --out r1 --time-budget 1ms
says err "samples were shorter than 50.0 ms: from now on each runs small_files:count=10"
run=$(ls r1/*.run.json)
cp "$run" before.json
expect 0 "$SHAREBENCH" run --resume "$run" --runner "$RUNNER"
! grep -q "samples were shorter" err || fail "a run that was taken up chose anew"
python3 - "$run" <<'PY' || fail "the run file does not say how often a body was run"
import json, sys
before, run = json.load(open("before.json")), json.load(open(sys.argv[1]))
assert run["plan"] == before["plan"] and run["complete"] and not before["complete"]
(repeats,) = run["plan"]["repeats"]
assert 2 <= repeats <= 64 and repeats & (repeats - 1) == 0, repeats
s = run["samples"]
assert len(run["blocks"]) == 2 and len(s["cell"]) == 2 * 2 * 5
# Figures are of one run, latencies of all: ten files of eight operations.
assert set(s["ops"]) == {10} and set(s["latency"]["count"]) == {10 * 8 * repeats}, s["latency"]["count"]
assert all(m < e for m, e in zip(s["latency"]["max_ns"], (e * repeats for e in s["elapsed_ns"]))), s
PY
expect 0 "$SHAREBENCH" report "$run" --gbench g.json
says r1/report.md "so a sample runs small_files:count=10"
python3 - "$run" <<'PY' || fail "gbench rows do not count the runs"
import json, sys
(repeats,) = json.load(open(sys.argv[1]))["plan"]["repeats"]
rows = [r for r in json.load(open("g.json"))["benchmarks"] if r["run_type"] == "iteration"]
assert {r["iterations"] for r in rows} == {repeats}
PY

# As often as one says, and two files that did not do the same are told so.
expect 0 "$SHAREBENCH" run $short --blocks 1 --out r2 --repeat 3
grep -q '"repeats": *\[3\]' r2/*.run.json || fail "--repeat 3 is not in the plan"
expect 3 "$SHAREBENCH" compare "$run" r2/*.run.json
says out "runs of small_files:count=10 in a sample differ"
expect 0 "$SHAREBENCH" run $short --blocks 1 --out r3 --repeat 1
! grep -q '"repeats"' r3/*.run.json || fail "a single run is written as several"
says out "shorter than 50.0 ms"
expect 2 "$SHAREBENCH" run $short --repeat 0
says err "--repeat"
expect 2 "$SHAREBENCH" run --resume before.json --repeat 5
says err "--repeat cannot be changed by --resume"
