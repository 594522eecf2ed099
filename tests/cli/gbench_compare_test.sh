#!/bin/sh
# Google Benchmark's own compare.py reads our files: two arms as two files, and one file by filters.
# The files are goldens, which report.Golden.* holds equal to what is rendered; the last one comes from
# the command itself.
set -eu
sharebench=$2
compare=/usr/share/benchmark/compare.py
golden="$SOURCE_DIR/tests/golden"
python=/usr/bin/python3  # Debian's, which has scipy; another one in PATH may not
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

fail() {
  echo "FAILED: $1" >&2
  cat "$out"/* >&2
  exit 1
}

[ -f "$compare" ] || fail "$compare is missing; mend it with: apt-get install libbenchmark-tools"
$python -c 'import scipy' || fail "scipy is missing; mend it with: apt-get install python3-scipy"

# Two arms: 32 samples each, fuse takes 1.8 times as long for small_files.
$python "$compare" --no-color -d "$out/arms.json" benchmarks \
  "$golden/local_native.gbench.json" "$golden/local_fuse.gbench.json" \
  >"$out/arms.txt" 2>"$out/arms.err" || fail "compare.py benchmarks"
[ ! -s "$out/arms.err" ] || fail "compare.py had something to complain of"
grep -q 'small_files/target:local/real_time_pvalue .*U Test, Repetitions: 32 vs 32' "$out/arms.txt" ||
  fail "no U test of small_files"
grep -q 'OVERALL_GEOMEAN' "$out/arms.txt" || fail "no geometric mean"

# One file, two filters.
$python "$compare" --no-color -d "$out/filters.json" filters "$golden/report.gbench.json" \
  target:nfs3 target:vboxsf >"$out/filters.txt" 2>"$out/filters.err" || fail "compare.py filters"
[ ! -s "$out/filters.err" ] || fail "compare.py had something to complain of"

$python - "$out" <<'END' || fail "the figures of compare.py are not ours"
import json
import sys

def median_change(name, row):
    rows = {r["name"]: r for r in json.load(open(f"{sys.argv[1]}/{name}.json"))}
    return rows[row]["measurements"][0]["time"]

arms = median_change("arms", "small_files/target:local/real_time_median")
assert 0.75 < arms < 0.90, arms
paced = median_change(
    "filters",
    "small_files/count:25/pace_us:5000/[target:nfs3 vs. target:vboxsf]/real_time_median")
assert 1.4 < paced < 1.6, paced
END
# What the command writes is read as well.
"$sharebench" report "$golden/schema/run.v1.json" --gbench "$out/run.json" >"$out/report.txt" ||
  fail "sharebench report --gbench"
$python "$compare" --no-color filters "$out/run.json" target:nfs3 target:vboxsf \
  >"$out/run.txt" 2>"$out/run.err" || fail "compare.py on a report of the command"
grep -q 'OVERALL_GEOMEAN' "$out/run.txt" || fail "no geometric mean"

echo "compare.py read two arms and one file by filters"
