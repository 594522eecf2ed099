# What `explain` says of a stored run, of one without costs, and of system calls on this machine.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
refused() {  # STATUS SENTENCE ARGUMENTS...
  status=$1 sentence=$2
  shift 2
  expect "$status" "$SHAREBENCH" "$@"
  says err "$sentence"
}

# A real run of every operation, its times and counts replaced by sums that are known.
mkdir share
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --shares "nfs=share" --quiet --blocks 6 --warmup 0 --repeat 1 \
  --costs --out whole --workloads small_files:count=5
cp whole/*.run.json real.run.json
python3 - <<'PY'
import json
run = json.load(open("real.run.json"))
cost = {"LOOKUP": 1.0, "CREATE": 2.5, "READ": 1.2, "WRITE": 1.4, "REMOVE": 1.7}  # ms
asks = {"lookup_hit": {"LOOKUP": 20}, "create": {"CREATE": 20, "LOOKUP": 1}, "unlink": {"REMOVE": 20, "LOOKUP": 1},
        "read_page": {"READ": 20, "LOOKUP": 20}, "write_page": {"WRITE": 20, "LOOKUP": 20}}
build = {"LOOKUP": 100, "CREATE": 50, "WRITE": 50, "REMOVE": 50}
samples, work = run["samples"], run["plan"]["workloads"]
size = len(samples["cell"])
kinds = {kind: [0] * size for kind in cost}
keep = [True] * size
for i, cell in enumerate(samples["cell"]):
    spec = work[run["plan"]["cells"]["workload"][cell]]
    counts = asks.get(spec["params"]["op"], {}) if spec["name"] == "operation_costs" else build
    for kind, count in counts.items():
        kinds[kind][i] = count
    ms = sum(cost[kind] * count for kind, count in counts.items()) or 0.001
    slower = 1.1 if spec["name"] == "small_files" else 1  # a tenth that nothing explains
    samples["elapsed_ns"][i] = round(1e6 * ms * slower * (1 + samples["block"][i] / 1000))
samples["counters"] = {"round_trips." + kind: column for kind, column in kinds.items()}
samples["counters"]["round_trips"] = [sum(column[i] for column in kinds.values()) for i in range(size)]
json.dump(run, open("known.run.json", "w"))
PY
expect 0 "$SHAREBENCH" explain known.run.json --json
python3 - <<'PY' || fail "the explanation is not what the times were made of"
import json
answer = json.load(open("out"))
[row] = answer["predictions"]
assert row["workload"] == "small_files:count=5" and row["share"] == "nfs", row
assert abs(row["predicted_s"]["value"] - 0.380) < 0.005, row  # 100 + 125 + 70 + 85 ms
assert abs(row["leftover"]["value"] - 0.1 / 1.1) < 0.01 and row["leftover"]["n"] == 6, row
assert row["leftover"]["low"] <= row["leftover"]["value"] <= row["leftover"]["high"], row
costs = {r["kind"]: 1e3 * r["seconds"]["value"] for r in answer["round_trips"]}
for kind, ms in {"LOOKUP": 1.0, "CREATE": 2.5, "READ": 1.2, "WRITE": 1.4, "REMOVE": 1.7}.items():
    assert abs(costs[kind] - ms) < 0.03 * ms, costs
assert {p["name"] for p in row["parts"]} == {"LOOKUP", "CREATE", "WRITE", "REMOVE"}, row["parts"]
PY
expect 0 "$SHAREBENCH" explain known.run.json --costs
says out "Time explained"
says out "What round trips cost"
says out "left over"
expect 0 "$SHAREBENCH" report known.run.json --html page.html
says page.html "Time explained"
expect 0 "$SHAREBENCH" verify known.run.json page.html

# Costs of another machine: the same, and half as dear.
python3 - <<'PY'
import json
run = json.load(open("known.run.json"))
run["id"] = "mac"
run["samples"]["elapsed_ns"] = [t // 2 for t in run["samples"]["elapsed_ns"]]
json.dump(run, open("mac.run.json", "w"))
PY
expect 0 "$SHAREBENCH" explain known.run.json --as mac.run.json
says out "PREDICTION: round trips counted in run"
says out "190 ms"

# Without counters the calls are counted by strace; a run without costs has none to explain by.
if command -v strace >/dev/null; then
  refused 6 "counted no round trips" explain real.run.json
  says err "count-calls"
  expect 0 "$SHAREBENCH" explain real.run.json --count-calls --runner "$RUNNER" --costs --quiet
  says out "What system calls cost"
  says out "system calls of one"
  ! grep -qi "round trip" out || fail "system calls are called round trips: $(grep -i 'round trip' out)"
  expect 0 "$SHAREBENCH" explain real.run.json --count-calls --runner "$RUNNER" --json --quiet
  python3 - <<'PY' || fail "the calls were not counted"
import json
[row] = json.load(open("out"))["predictions"]
counts = {part["name"]: part["count"] for part in row["parts"]}
assert "strace" in row["counted_by"], row
# Five files, each created, written, closed; statted; opened, read, closed; unlinked.
for kind, count in {"create": 5, "write": 5, "stat": 5, "open": 5, "read": 5, "unlink": 5}.items():
    assert counts.get(kind, count) == count, counts
assert sum(kind in counts for kind in ("create", "write", "unlink")) >= 2, counts
PY
fi
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --quiet --blocks 1 --warmup 0 --repeat 1 \
  --out bare --workloads small_files:count=2
refused 6 "measured no operations" explain bare/*.run.json
says err "measure again with --costs"
refused 2 "--as and --try were both given" explain known.run.json --as mac.run.json --try
