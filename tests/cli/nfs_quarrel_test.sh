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
! grep -lE '/(root|home|Users)/' "$study"/*.json "$study"/*.md "$study"/repeat/*.json || fail "a home path was published"

# What was measured again answers every claim alike, and its table is what its own run file says.
python3 - "$SOURCE_DIR/bench/study" "$study" <<'PY' || fail "the repeat does not say the same"
import csv, json, sys
sys.path.insert(0, sys.argv[1])
from lab_run import LabRun
from nfs_quarrel import claims_of, csv_of, rounded
from placement import placed
run = json.load(open(sys.argv[2] + "/repeat/lab.run.json"))
table = open(sys.argv[2] + "/repeat/verdicts.csv", newline="").read()
assert table == csv_of(claims_of(rounded(placed(LabRun(run))))), table
first = list(csv.DictReader(open(sys.argv[2] + "/verdicts.csv")))
again = list(csv.DictReader(table.splitlines()))
assert len(first) == len(again) == 12 and run["id"] != json.load(open(sys.argv[2] + "/study.json"))["run"]
for a, b in zip(first, again):
    assert (a["claim"], a["answer"]) == (b["claim"], b["answer"]), (a, b)
PY

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

# Flushes of a server that opens files by handle are traced back to names, also where threads interrupt each other; the
# lines are strace 6.1's of the lab's nfs-ganesha, shortened.
cat >trace <<'END'
202   openat(25</>, "append_sync-1a2b", O_RDONLY) = 26</>
364   name_to_handle_at(26</>, "one.log", {handle_bytes=128 => 8, handle_type=1, f_handle="\x83\x40"}, [42], 0) = 0
202   open_by_handle_at(4</root>, {handle_bytes=8, handle_type=1, f_handle="\x83\x40"}, O_RDWR <unfinished ...>
364   fsync(9</srv/virtiofs-3/area/untar-77/x>) = 0
202   <... open_by_handle_at resumed>)  = 30</>
364   fsync(30</> <unfinished ...>
202   openat(26</>, "two.log", O_RDWR|O_CREAT|O_SYNC, 0644) = 30</>
364   <... fsync resumed>)              = 0
202   fdatasync(30</>)                  = 0
END
PYTHONPATH=$SOURCE_DIR/bench/study python3 - <<'PY' || fail "a flush was not traced back to its file"
from flush_trace import flushes
found = list(flushes(open("trace").read()))
assert found == [("fsync", "/srv/virtiofs-3/area/untar-77/x"), ("fsync", "/append_sync-1a2b/one.log"),
                 ("open for synchronous writes", "/append_sync-1a2b/two.log"), ("fdatasync", "/append_sync-1a2b/two.log")], found
PY
