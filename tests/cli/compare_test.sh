# A verdict from two run files, and every pair of files that gives none.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"

# Runs whose times are made up: sharebench's own file with its columns replaced.
mkdir share
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --quiet --blocks 12 --warmup 0 --out whole \
  --workloads small_files:count=2
cp whole/*.run.json real.run.json
made_up() {  # NAME SEED SECONDS PYTHON: writes NAME.run.json, `r` being the run
  python3 - "$@" <<'PY'
import json, random, sys
name, seed, seconds, change = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
r = json.load(open("real.run.json"))
random.seed(seed)
r["id"], r["started"], r["plan"]["seed"] = name, "2026-11-26T00:00:00Z", seed
r["samples"]["elapsed_ns"] = [round(seconds * 1e9 * random.uniform(.99, 1.01)) for _ in r["samples"]["cell"]]
for block in r["blocks"]:
    block["clock_ratio"] = 1
exec(change)
json.dump(r, open(name + ".run.json", "w"))
PY
}
made_up base 1 0.1 ""
made_up same 2 0.1 ""
made_up slow 2 0.13 ""
made_up fast 2 0.07 ""

expect 0 "$SHAREBENCH" compare base.run.json same.run.json
says out "PASS: none of 1 comparisons is slower by more than 5 %"
says out "the blocks of the two files do not pair"
says out "run baseline"
expect 1 "$SHAREBENCH" compare base.run.json slow.run.json
says out "REGRESSION: candidate against baseline on small_files:count=2 is slower by more than the margin (1.3"
says out "FAIL: 1 of 1 comparisons"
expect 0 "$SHAREBENCH" compare base.run.json slow.run.json --margin 50%
expect 0 "$SHAREBENCH" compare base.run.json fast.run.json --json
python3 - <<'PY' || fail "the JSON of compare is not as promised"
import json
answer = json.load(open("out"))
assert answer["answer"] == "PASS" and answer["exit_code"] == 0 and answer["pairing"] == "none", answer
row = answer["comparisons"][0]
assert row["finding"] == "IMPROVEMENT" and 0.68 < row["lower"] < row["ratio"] < row["upper"] < 0.72, row
assert "do not pair" in answer["cost_of_pairing"]
PY
expect 0 "$SHAREBENCH" compare base.run.json base.run.json
says out "both files are of one run"
made_up again 1 0.1 ""
expect 0 "$SHAREBENCH" compare base.run.json again.run.json
says out "did the same work in the same order"
expect 1 "$SHAREBENCH" compare base.run.json slow.run.json --markdown report.md
grep -q "REGRESSION" report.md || fail "no verdict in the Markdown report"

# Too few blocks: 3, or what --undecided says.
few='for b in r["blocks"][3:]: b["invalid"] = "set aside"'
made_up few 2 0.3 "$few"
expect 3 "$SHAREBENCH" compare base.run.json few.run.json
expect 0 "$SHAREBENCH" compare base.run.json few.run.json --undecided pass
expect 1 "$SHAREBENCH" compare base.run.json few.run.json --undecided fail

refused() {  # STATUS SENTENCE NAME SECONDS PYTHON
  made_up "$3" 2 "$4" "$5"
  expect "$1" "$SHAREBENCH" compare base.run.json "$3.run.json"
  says err "error: "
  says err "$2"
  says err "hint: "
}
refused 6 "future.run.json: it has run file schema 99" future 0.1 'r["schema"] = 99'
refused 6 "none has no block that counts (12 were discarded)" none 0.1 'for b in r["blocks"]: b["invalid"] = "x"'
refused 6 "empty has no block that counts (0 were discarded)" empty 0.1 'r["blocks"] = []
for c in list(r["samples"]):
    if isinstance(r["samples"][c], list): r["samples"][c] = []
for c in r["samples"]["latency"]: r["samples"]["latency"][c] = []
for c in r["samples"]["counters"]: r["samples"]["counters"][c] = []'
refused 6 "base and other have no workload in common (small_files:count=2 and stat_tree)" other 0.1 \
  'r["plan"]["workloads"][0].update(name="stat_tree", label="stat_tree")'
refused 6 "small_files:count=2 is not the same work in base and params: size is 4KiB and 1MiB" params 0.1 \
  'r["plan"]["workloads"][0]["params"]["size"] = "1MiB"'
refused 6 "an emulated guest" emulated 0.1 'r["measured_on"] = "emulated"'
refused 6 "different machines (host" elsewhere 0.1 'r["host"] = "elsewhere"'
expect 0 "$SHAREBENCH" compare base.run.json elsewhere.run.json --other-host
says out "machine and candidate together"
refused 6 "samples.elapsed_ns[3]" negative 0.1 'r["samples"]["elapsed_ns"][3] = -5'
refused 6 "the clock stepped" stepped 0.1 'r["samples"]["started_ns"][3] = 0'
sed 's/"elapsed_ns": \[[0-9]*/"elapsed_ns": [NaN/' same.run.json >nan.run.json
expect 6 "$SHAREBENCH" compare base.run.json nan.run.json
says err "nan.run.json"
expect 6 "$SHAREBENCH" compare base.run.json missing.run.json
says err "missing.run.json"

# A machine that cannot be judged on: 4.
made_up uneven 2 0.1 'r["samples"]["failure"] = {str(i): "wrong byte" for i in range(0, 48, 4)}'
expect 4 "$SHAREBENCH" compare base.run.json uneven.run.json
says out "UNFIT: 12 of 48 samples of candidate are invalid and 0 of 48 of baseline"
made_up clock 2 0.1 'r["blocks"][2]["clock_ratio"] = 1.5'
expect 4 "$SHAREBENCH" compare base.run.json clock.run.json
says out "the guest's clock ran 1.500 times as fast"

expect 2 "$SHAREBENCH" compare base.run.json
expect 2 "$SHAREBENCH" compare base.run.json same.run.json --reference disk
says err "there is no reference among the shares that both files have 'disk'"
