# An interrupted `regress` or `selftest` is taken up again: finished blocks stay, the rest is measured.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir a b c
export HOME="$scratch"

one_of() {  # STATUS,STATUS COMMAND...: a busy machine may decide either way
  wanted=$1
  shift
  status=0
  "$@" >out 2>err </dev/null || status=$?
  case ",$wanted," in *",$status,"*) ;; *) fail "status $status, not one of $wanted: $*" ;; esac
}

# cut FROM TO BLOCKS: the file as an interruption after that many blocks would have left it.
cut() {
  python3 - "$@" <<'PY'
import json, sys
source, target, blocks = sys.argv[1], sys.argv[2], int(sys.argv[3])
run = json.load(open(source))
run["complete"] = False
def first(column, keep):
    return {k: first(v, keep) if isinstance(v, dict) else [v[i] for i in keep] for k, v in column.items()}
run["blocks"] = run["blocks"][:blocks]
failures = run["samples"].pop("failures", None)
assert not failures, "a failed sample"
keep = [i for i, block in enumerate(run["samples"]["block"]) if block < blocks]
run["samples"] = first(run["samples"], keep)
json.dump(run, open(target, "w"))
PY
}

# goes_on BEFORE AFTER BLOCKS: every sample of BEFORE is in AFTER, which is complete and has that many valid blocks.
goes_on() {
  python3 - "$@" <<'PY' || fail "finished blocks did not stay"
import json, sys
before, after = (json.load(open(f)) for f in sys.argv[1:3])
assert after["complete"] and not before["complete"]
assert after["plan"] == before["plan"] and after["id"] == before["id"]
n = len(before["samples"]["cell"])
assert n > 0 and len(after["samples"]["cell"]) > n
for column in ("cell", "block", "position", "elapsed_ns"):
    assert after["samples"][column][:n] == before["samples"][column], column
valid = [b for b in after["blocks"] if not b.get("invalid")]
assert len(valid) == int(sys.argv[3]), len(valid)
PY
}

# regress, cut short by its budget after a block. Its folders are below the home folder, whose name is not kept.
small="--workloads small_files:count=5 --warmup 0"
expect 3 "$SHAREBENCH" regress --runner "$RUNNER" --baseline "local:$HOME/a" --candidate "local:$HOME/b" $small \
  --blocks 6 --time-budget 1ms --out part --json
part=$(ls part/*.run.json)
! grep -qF "$scratch" "$part" || fail "the home folder is in the run file"
expect 0 "$SHAREBENCH" report "$part"
says out "finish it with: sharebench regress --resume"
cp "$part" before.json

expect 2 "$SHAREBENCH" run --resume "$part" --runner "$RUNNER"
says err "was begun by sharebench regress"
says err "finish it with: sharebench regress --resume"
expect 2 "$SHAREBENCH" selftest --resume "$part" --runner "$RUNNER"
says err "was begun by sharebench regress"
expect 2 "$SHAREBENCH" regress --resume "$part" --candidate local:c
says err "--candidate cannot be changed by --resume"
says err "with --candidate local:$HOME/b"
expect 2 "$SHAREBENCH" regress --resume "$part" --workloads small_files:count=6
says err "--workloads cannot be changed by --resume"
expect 2 "$SHAREBENCH" regress --resume "$part" --exclusive
says err "--exclusive cannot be changed by --resume: the run was begun without it"
cmp "$part" before.json || fail "a refused run file was touched"

one_of 0,1,3 "$SHAREBENCH" regress --resume "$part" --runner "$RUNNER" --workloads small_files:count=5 --quiet
says out "target local:"
goes_on before.json "$part" 6
[ "$(ls part/*.run.json | wc -l)" = 1 ] || fail "a second run file was made"
expect 2 "$SHAREBENCH" regress --resume "$part" --runner "$RUNNER"
says err "is complete"
nothing_left .

# One target after the other: the order goes on turning round, and the swap command is called as before.
printf '#!/bin/sh\necho "$1" >>swaps\n' >swap.sh
chmod +x swap.sh
expect 3 "$SHAREBENCH" regress --runner "$RUNNER" --baseline local:a --swap-command ./swap.sh $small --blocks 2 \
  --time-budget 1ms --out swapped --quiet
swapped=$(ls swapped/*.run.json)
cp "$swapped" before.json
expect 3 "$SHAREBENCH" regress --resume "$swapped" --runner "$RUNNER" --quiet
goes_on before.json "$swapped" 2
[ "$(sort swaps | uniq -c | awk '{print $1, $2}' | paste -sd' ')" = "2 baseline 2 candidate" ] || fail "swaps: $(cat swaps)"
[ "$(sed -n 1p swaps)" != "$(sed -n 3p swaps)" ] || fail "the second block began with the same engine"

# An arm that is another one now is refused.
cut "$swapped" other.run.json 1
sed -i 's/"guest_kernel": *"[^"]*"/"guest_kernel": "0.0.1"/' other.run.json
expect 4 "$SHAREBENCH" regress --resume other.run.json --runner "$RUNNER"
says err "with kernel 0.0.1 in the first block"

# selftest, and its nested pilot: a boot that lacks mounts is measured again as a whole.
one_of 0,4 "$SHAREBENCH" selftest --runner "$RUNNER" --target local:a $small --blocks 6 --out equal --quiet
cut equal/*.run.json equal.run.json 4
cp equal.run.json before.json
expect 2 "$SHAREBENCH" regress --resume equal.run.json
says err "finish it with: sharebench selftest --resume"
expect 2 "$SHAREBENCH" selftest --resume equal.run.json --levels
says err "--levels cannot be changed by --resume"
one_of 0,4 "$SHAREBENCH" selftest --resume equal.run.json --runner "$RUNNER" --json
goes_on before.json equal.run.json 6
grep -q '"blocks": 6' out || fail "the self-test did not see six blocks"

expect 0 "$SHAREBENCH" selftest --levels --runner "$RUNNER" --target local:a $small --out levels --quiet
cut levels/*.run.json levels.run.json 6
cp levels.run.json before.json
expect 0 "$SHAREBENCH" selftest --resume levels.run.json --runner "$RUNNER" --json
goes_on before.json levels.run.json 16
python3 - <<'PY' || fail "an unfinished boot was kept"
import json
run = json.load(open("levels.run.json"))
invalid = [b["index"] for b in run["blocks"] if b.get("invalid")]
assert invalid == [4, 5], invalid
(row,) = json.load(open("out"))["rows"]
assert [l["level"] for l in row["levels"]] == ["sample", "mount", "boot"]
PY
nothing_left .
