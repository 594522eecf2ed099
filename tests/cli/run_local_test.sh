# A whole run on directories of this machine: run file, reports, the same report later, resume.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir "share a" b

expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --shares "a=share a,b=b" --dry-run --suite quick
says out "estimate"
nothing_left .

expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --shares "a=share a,b=b" --blocks 6 --warmup 1 \
  --workloads "small_files:count=20,stat_tree:files=30,sequential_read:size=256KiB" --out results --seed 7
says err "block 6 of 6 done"
says out "small_files:count=20"
nothing_left "share a"
nothing_left b
run=$(ls results/*.run.json)
test -s results/report.md || fail "no report.md"
test -s results/report.csv || fail "no report.csv"

python3 - "$run" <<'PY' || fail "the run file does not hold what was measured"
import json, sys
run = json.load(open(sys.argv[1]))
assert run["schema"] == 1 and run["complete"] is True and run["measured_on"] == "hardware", run["measured_on"]
s = run["samples"]
n = len(s["cell"])
# 6 blocks x (2 arms x 3 workloads x 4 samples + 2 arms x 2 warm workloads x 1 warm-up)
assert n == 6 * (24 + 4), n
assert all(len(s[c]) == n for c in ("block", "position", "elapsed_ns", "ops", "bytes"))
assert all(isinstance(x, int) and x > 0 for x in s["elapsed_ns"])
assert all(s["verified"])
first = {}
for block in range(6):
    cells = [s["cell"][i] for i in range(n) if s["block"][i] == block and not s["warmup"][i]]
    assert all(cells.count(c) == 4 for c in set(cells)), cells
mounts = run["mounts"]
assert all(m["observed"]["fstype"] for m in mounts), mounts
assert "HOME" not in json.dumps(run) and (__import__("os").environ["HOME"] not in json.dumps(run))
PY

expect 0 "$SHAREBENCH" report "$run" --markdown again.md --csv again.csv
cmp again.md results/report.md || fail "the report of the same run file differs"
cmp again.csv results/report.csv || fail "the CSV of the same run file differs"

# The same seed makes the same orders.
for i in 1 2; do
  expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --shares "a=share a,b=b" --blocks 2 --warmup 0 \
    --workloads "small_files:count=2,lookup_misses:count=5" --out same$i --seed 3 --quiet
done
python3 - same1/*.run.json same2/*.run.json <<'PY' || fail "two runs of one seed had different orders"
import json, sys
a, b = (json.load(open(f)) for f in sys.argv[1:])
assert a["samples"]["cell"] == b["samples"]["cell"]
PY

# A budget stops between blocks, and --resume finishes the plan.
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --shares "a=share a,b=b" --blocks 3 --warmup 0 \
  --workloads small_files:count=2 --out part --time-budget 1ms --quiet
part=$(ls part/*.run.json)
grep -q '"complete": *false' "$part" || fail "a run that was cut short calls itself complete"
expect 2 "$SHAREBENCH" run --resume "$part" --seed 4
says err "--seed cannot be changed by --resume"
expect 0 "$SHAREBENCH" run --resume "$part" --runner "$RUNNER" --time-budget 1h --quiet
grep -q '"complete": *true' "$part" || fail "--resume did not finish the run"
expect 2 "$SHAREBENCH" run --resume "$part" --runner "$RUNNER"
says err "is complete"

# The settings file and the environment, the command line winning.
printf 'blocks = 2\nwarmup = 0\n' >sharebench.toml
SHAREBENCH_WORKLOADS=small_files:count=2 expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir b \
  --blocks 1 --dry-run
says out "blocks    1"
says out "0 warm-ups"
says out "small_files:count=2"

# --anonymize leaves the host name out.
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir b --blocks 1 --workloads small_files:count=2 \
  --out anon --anonymize --quiet
! grep -qF "$(uname -n)" anon/*.run.json || [ "$(uname -n | wc -c)" -lt 4 ] || fail "the host name is in the run file"

# ext4 without a journal is warned of, and nothing else is; dumpe2fs reads the file system itself.
said() { python3 -c 'import json, sys; print(*[w["code"] for w in json.load(open(sys.argv[1]))["warnings"] if w["code"] == "no_journal"])' anon/*.run.json; }
wanted=
if [ "$(findmnt -no FSTYPE -T b)" = ext4 ]; then
  features=$(/usr/sbin/dumpe2fs -h "$(findmnt -no SOURCE -T b)" 2>/dev/null | grep "^Filesystem features") || features=unknown
  case $features in
    *has_journal* | unknown) ;;
    *) wanted=no_journal ;;
  esac
  [ "$features" != unknown ] || wanted=$(said)
fi
[ "$(said)" = "$wanted" ] || fail "of the journal is said '$(said)', not '$wanted'"
