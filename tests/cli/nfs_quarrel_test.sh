# What the study on NFS says can be recomputed: its page, tables and pictures from its own run file and counts; and a
# figure that was changed is named.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
export PYTHONDONTWRITEBYTECODE=1
study=$SOURCE_DIR/results/published/nfs-quarrel
quarrel() { python3 "$SOURCE_DIR/bench/study/nfs_quarrel.py" "$@"; }
modules=$(dirname "$SHAREBENCH")/report/web/node_modules
[ -d "$modules" ] || fail "no node modules beside the program: $modules"
expect 0 quarrel --check "$study" "$modules"
expect 0 "$SHAREBENCH" verify "$study/lab.run.json" "$study/report.html"
! grep -lE '/(root|home|Users)/' "$study"/*.json "$study"/*.md || fail "a home path was published"

# The pictures say what kind of numbers they hold.
for picture in placement sweeps; do
  grep -qi 'emulated' "$study/$picture.svg" && grep -qi 'paced' "$study/$picture.svg" || fail "$picture does not say what it is"
done

# A figure that is another is named, wherever it stands.
for file in README.md study.json verdicts.csv sweeps.csv placement.svg; do
  rm -rf other && cp -r "$study" other
  python3 - other/$file <<'PY'
import re, sys
text = open(sys.argv[1]).read()
found = list(re.finditer(r"\d\.\d\d", text))[20]
last = str((int(found.group()[-1]) + 1) % 10)
open(sys.argv[1], "w").write(text[:found.end() - 1] + last + text[found.end():])
PY
  expect 1 quarrel --check other "$modules"
  says err "$file:"
done

# Intervals are those of the harness: the same ratio of paced times, estimate and bounds, in its own report.
expect 0 "$SHAREBENCH" report "$study/lab.run.json" --csv report.csv
python3 - "$study" <<'PY' || fail "an interval is not the harness's"
import csv, json, sys
data = json.load(open(sys.argv[1] + "/study.json"))
rows = {(r["workload"], r["share"], float(r["pace_s"] or 0)): r for r in csv.DictReader(open("report.csv"))
        if r["figure"] == "time_ratio" and r["baseline"] == "vboxsf"}
compared = 0
for verdict in data["verdicts"]:
    for claim in verdict["claims"]:
        if claim["other"] != "vboxsf":
            continue
        row = rows[claim["label"], claim["nfs"], claim["pace_ms"] / 1e3]
        for ours, theirs in (("value", "value"), ("low", "low"), ("high", "high")):
            if claim["ratio"][ours] is None:
                assert row[theirs] == "", row
                continue
            assert abs(claim["ratio"][ours] / float(row[theirs]) - 1) < 2e-3, (claim["claim"], claim["ratio"], row)
        compared += 1
assert compared >= 6, compared
PY
