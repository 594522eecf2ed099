# Two targets, a verdict, and its exit code.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir a b "with space"

regress() {
  "$SHAREBENCH" regress --runner "$RUNNER" --quiet --warmup 0 "$@"
}

# Two equal folders. A busy machine may leave it undecided, so both answers are right, and the exit code says which.
passes_or_cannot_tell() {
  status=0
  "$@" >out 2>err </dev/null || status=$?
  [ $status -eq 0 ] || [ $status -eq 3 ] || fail "status $status: $*"
}

passes_or_cannot_tell regress --baseline local:a --candidate "local:with space" --workloads small_files:count=30 \
  --blocks 8 --margin 95% --out r1
if [ $status -eq 0 ]; then
  says out "PASS: none of 1 comparisons is slower by more than 95 %"
else
  says out "UNDECIDED: 1 of 1 comparisons cannot be passed yet"
fi
says out "target local:a (baseline)"
says out "target local:with space (candidate)"
says out "share candidate"
test -s r1/report.md || fail "no report.md"
nothing_left .

# The sequential rule stops at a look, and says in JSON what it found.
passes_or_cannot_tell regress --baseline local:a --candidate local:b --max-blocks 12 --margin 95% --out r2 --json \
  --workloads small_files:count=30,stat_tree:files=20
python3 - $status <<'PY' || fail "the JSON of regress is not as promised"
import json, sys
answer = json.load(open("out"))
assert answer["exit_code"] == int(sys.argv[1]) and answer["answer"] == ("PASS", 1, 2, "UNDECIDED")[answer["exit_code"]]
assert answer["blocks"] in (8, 12), answer["blocks"]
assert len(answer["comparisons"]) == 2 and all(c["n"] in (8, 12) for c in answer["comparisons"])
assert [a["target"] for a in answer["arms"]] == ["local:a", "local:b"]
assert all(a["observed"]["fstype"] for a in answer["arms"])
run = json.load(open(answer["run_file"]))
assert run["plan"]["baselines"] == [0, 0] and len(run["targets"]) == 2
assert run["plan"]["looks"] == [8, 12]
assert [m["target"] for m in run["mounts"]] == [0, 1]
# Interleaved: within a block and workload ABBABAAB.
s = run["samples"]
cells = run["plan"]["cells"]
order = [cells["mount"][c] for c, b in zip(s["cell"], s["block"]) if b == 0 and cells["workload"][c] == 0]
a = order[0]
assert order == [a, 1 - a, 1 - a, a, 1 - a, a, a, 1 - a], order
PY
cp "$(ls r2/*.run.json)" regress.run.json
expect 2 "$SHAREBENCH" regress --resume regress.run.json --runner "$RUNNER"
says err "is complete"

# Too few blocks to tell: 3, or what --undecided says.
few="--baseline local:a --candidate local:b --workloads small_files:count=5 --blocks 2"
expect 3 regress $few --out r3
says out "UNDECIDED"
says out "2 blocks give no interval"
expect 0 regress $few --out r4 --undecided pass
expect 1 regress $few --out r5 --undecided=fail

# One target after the other, with a command that swaps the engine: called in turn, the order turned round.
printf '#!/bin/sh\necho "$1" >>swaps\n' >swap.sh
chmod +x swap.sh
expect 3 regress --baseline local:a --swap-command ./swap.sh --workloads small_files:count=5 --blocks 2 --out r6
[ "$(sort swaps | uniq -c | awk '{print $1, $2}' | paste -sd' ')" = "2 baseline 2 candidate" ] || fail "swaps: $(cat swaps)"
[ "$(sed -n 1p swaps)" != "$(sed -n 3p swaps)" ] || fail "the second block began with the same engine"
says out "does the swap command"
grep -q '"level": *"app"' r6/*.run.json || fail "the level is not in the run file"
expect 4 regress --baseline local:a --swap-command ./no-such-command --workloads small_files:count=5 --out r7
says err "no-such-command"

# Shares of both targets are compared one by one.
expect 3 regress --baseline local --candidate local --shares x=a,y=b --workloads small_files:count=5 --blocks 1 --out r8
says out "x (candidate) against x (baseline)"
says out "y (candidate) against y (baseline)"

# A candidate that fails more often than the baseline is no regression and no pass: it is unfit. A folder
# whose files come out wrong cannot be had here; one that is full can.
if [ "$(id -u)" = 0 ]; then
  mkdir full
  mount -t tmpfs -o size=64k tmpfs full
  trap 'umount "$scratch/full" 2>/dev/null; rm -rf "$scratch"' EXIT
  expect 4 regress --baseline local:a --candidate local:full --workloads "sequential_write:size=1MiB" --out r9
  says err "one arm fails more often than the other"
  says err "samples of candidate are invalid and 0 of"
  nothing_left full
fi

expect 2 regress --candidate local:a
says err "regress needs --baseline"
expect 2 regress --baseline local:a
says err "regress needs --candidate"
expect 2 regress --baseline local:a --candidate locl:b
says err "there is no target 'locl:b'"
expect 2 regress --baseline local:a,engin=docker --candidate local:b
says err "did you mean 'engine'?"
expect 2 regress --baseline local:a,engine= --candidate local:b
says err "the option engine of --baseline has no value"
expect 2 regress $few --undecided maybe
says err "--undecided 'maybe' is neither pass nor fail"
expect 2 regress --baseline local:a --candidate lab --dry-run
says err "local:a and lab do not offer the same shares"
expect 0 regress --baseline lab --candidate lab --exclusive --shares nfs3 --dry-run
says out "targets, mounts and containers made afresh"

# One lab for two shares; two labs that differ in more are measured in turns, as two cannot be up.
expect 0 regress --baseline lab,share=nfs3 --candidate lab,share=nfs4:actimeo=0,rsize=65536 --dry-run
says out "mounts and containers made afresh"
! grep -qF "targets, mounts and containers" out || fail "one lab is booted for every block"
expect 0 regress --baseline lab,share=nfs3 --candidate lab,share=nfs4:actimeo=0,rsize=65536 --dry-run --json
python3 - <<'PY' || fail "the shares of the sides are not those that were named"
import json
a, b = json.load(open("out"))["shares"]
assert (a["name"], a["type"], a["options"]) == ("baseline", "nfs3", {}), a
assert (b["name"], b["type"], b["options"]) == ("candidate", "nfs4", {"actimeo": "0", "rsize": "65536"}), b
PY
expect 0 regress --baseline lab,accelerator=tcg --candidate lab --shares nfs3 --dry-run
says out "targets, mounts and containers made afresh"
says out "64"
expect 2 regress --baseline local:a,share=nfs3 --candidate local:b --dry-run
says err "does not offer the share 'nfs3'"
expect 2 "$SHAREBENCH" run --target lab,share=nfs3 --dry-run
says err "--shares"
