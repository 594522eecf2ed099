# A recorded run can be replayed without the outside world.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir share
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --blocks 2 --warmup 0 --seed 5 \
  --workloads small_files:count=3 --out first --record talk.transcript --quiet
says talk.transcript '"sharebench_transcript":1'
# Folder names hold the time of the run: a star stands for them.
sed -E 's|[^"]*/sharebench-[0-9]{8}-[0-9]{6}-local-[0-9]+/area|*|g' talk.transcript >edited.transcript
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --blocks 2 --warmup 0 --seed 5 \
  --workloads small_files:count=3 --out second --replay edited.transcript --quiet
python3 - first/*.run.json second/*.run.json <<'PY' || fail "the replayed run holds other samples"
import json, sys
a, b = (json.load(open(f)) for f in sys.argv[1:])
assert a["samples"]["elapsed_ns"] == b["samples"]["elapsed_ns"]
PY
expect 5 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --blocks 3 --warmup 0 --seed 5 \
  --workloads small_files:count=3 --out third --replay edited.transcript --quiet
says err "has no answer for"
