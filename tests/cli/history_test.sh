#!/bin/sh
# Forty nights of which the last ten are 12 % slower, in SQLite and in a real PostgreSQL server.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
export XDG_DATA_HOME="$scratch/data" TMPDIR="$scratch"
python=/usr/bin/python3
run="$SOURCE_DIR/tests/golden/schema/run.v1.json"
$python "$SOURCE_DIR/tests/support/make_nights.py" "$run" nights 40 30 1.12
$python "$SOURCE_DIR/tests/support/make_nights.py" "$run" "no step" 8 99 1
mkdir first rest
for night in 0 1 2 3 4; do mv nights/2026-n00$night-* first/; done
cp nights/* rest/

history() {  # STATUS ACTION...: with the database of the moment
  status=$1 action=$2
  shift 2
  expect "$status" "$SHAREBENCH" history "$action" --quiet --db "$db" "$@"
}

follow() {  # what a team sees over forty nights
  history 0 add first
  says out "5 added, 0 extended, 0 known before"
  history 3 alert
  says out "the longest of 6 series has 5 nights with 6 blocks or more, and a change needs 6 nights"

  # A broken file does not keep the others waiting, and is named.
  head -c 700 rest/2026-n010-docker.run.json >rest/half.run.json
  history 6 add rest
  says out "35 added, 0 extended, 0 known before"
  says err "half.run.json"
  says err "error: 1 of 36 files could not be added"
  rm rest/half.run.json
  history 0 add rest first
  says out "0 added, 0 extended, 40 known before"

  # The alert: night, size, engines, and the command that decides; shown until it is remembered.
  for option in --peek --peek ""; do
    history 1 alert --share vboxsf --workload small_files:count=25 $option
    says out "small_files:count=25 on vboxsf of docker:desktop against nfs3"
    says out "since the night of 2026-02-03 (run 2026-n030-docker): 1"
    says out "with that night: docker 27.3.1"
    says out "decide: sharebench regress --baseline docker:desktop --shares vboxsf --workloads small_files:count=25 --swap-command ./install.sh"
    says out "./install.sh installs docker 27.2.0"
  done
  grep -Eq 'run 2026-n030-docker\): 1[12](\.[0-9]+)? % slower, from ' out || fail "the size is not 12 %"
  history 0 alert --share vboxsf --workload small_files:count=25
  says out "no new change in 2 series, 0 of them with new nights"
  history 1 alert --json --peek
  $python -c 'import json, sys
def refuse(x): raise ValueError(x)
found = json.load(open("out"), parse_constant=refuse)
assert found["enough_data"] and found["series"] == 6 and found["looked_at"] == 4, found
time = [a for a in found["alerts"] if a["figure"] == "time"]
assert {(a["share"], a["run"]) for a in time} == {("disk", "2026-n030-docker"), ("vboxsf", "2026-n030-docker")}
assert all(0.1 < a["change"] < 0.14 for a in time), time' 2>err || fail "alert --json"

  history 0 trend --share vboxsf --workload small_files:count=25
  says out "on 2026-02-03"
  says out "▁"
  history 0 trend --share vboxsf --workload small_files:count=25 --svg trends --lang de
  grep -q 'relativ zur Referenz' trends/trend_1.svg || fail "no German trend"
  history 0 trend --json
  $python -c 'import json, math
shown = json.load(open("out"))
assert len(shown["series"]) == 6 and shown["left_out"] == 0
for series in shown["series"]:
    assert len(series["nights"]) == 40
    assert all(n["lower"] <= n["ratio"] <= n["upper"] and n["blocks"] == 8 for n in series["nights"])' \
    2>err || fail "trend --json"
  history 0 list --limit 3
  says out "3 of 40 runs, 6 series in "
  [ "$(sed -n 2p out | cut -c1-20)" = 2026-02-12T03:00:00Z ] || fail "not the newest first"
  history 3 trend --share gone
  history 2 list extra
}

# The address of nobody, and what no address is.
db="sqlite:$scratch/none/x.sqlite"
for action in list trend alert; do
  history 4 $action
  says err "there is no history"
done
[ ! -e none ] || fail "reading made a database"
db=mysql://x
history 2 list
says err "sqlite:FILE or postgresql://"
expect 2 "$SHAREBENCH" history add
expect 2 "$SHAREBENCH" history trnd
says err "did you mean 'trend'?"

# Without --db: a file below XDG_DATA_HOME.
expect 0 "$SHAREBENCH" history add "no step" --quiet
expect 0 "$SHAREBENCH" history alert
says out "no new change"
[ -f data/sharebench/history.sqlite ] || fail "no default database"

db="sqlite:$scratch/a team/history.sqlite"
follow

# Python's SQLite sees a sound file with the figures of the run file.
$python - "$scratch/a team/history.sqlite" rest/2026-n020-docker.run.json <<'END' >out 2>err || fail "the file of SQLite"
import json, math, sqlite3, statistics, sys
db = sqlite3.connect(sys.argv[1])
assert db.execute("pragma integrity_check").fetchone() == ("ok",)
text, = db.execute("""select block_log_ratios_e9 from sharebench_result x
    join sharebench_run r on r.id = x.run join sharebench_series s on s.id = x.series
    where r.run = '2026-n020-docker' and s.share = 'disk' and s.workload = 'small_files:count=25'""").fetchone()
run = json.load(open(sys.argv[2]))
cells, rows = run["plan"]["cells"], run["samples"]
base, disk = (next(i for i in range(len(cells["mount"])) if (cells["mount"][i], cells["workload"][i],
              cells["pace_ns"][i]) == (mount, 0, 0)) for mount in (0, 2))
def logs(cell, block):
    return [math.log(t) for t, c, b, w in zip(rows["elapsed_ns"], rows["cell"], rows["block"], rows["warmup"])
            if (c, b, w) == (cell, block, 0)]
wanted = [statistics.median(b - a for a, b in zip(logs(base, block), logs(disk, block)))
          for block in range(len(run["blocks"])) if not run["blocks"][block]["invalid"]]
assert [round(d * 1e9) for d in wanted] == json.loads(text), (wanted, text)
END

# Two imports at once lose nothing.
db="sqlite:$scratch/two.sqlite"
"$SHAREBENCH" history add --quiet --db "$db" rest >one.out 2>one.err &
other=$!
history 0 add first rest
wait $other || fail "the other import: $(cat one.err)"
history 0 list --json
says out '"runs_in_all": 40'

# A schema from the future is refused by name.
$python -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1]); db.execute("insert into sharebench_schema values (99)"); db.commit()' "$scratch/two.sqlite"
for action in list trend alert; do
  history 6 $action
  says err "has schema 99, newer than"
done
history 6 add rest
echo "not a database, though long enough to be looked at" >text.sqlite
db="sqlite:$scratch/text.sqlite"
history 6 list
says err "is no history"

# PostgreSQL: the same, from a server that ends with this script.
mkfifo held
env -u TMPDIR sh "$SOURCE_DIR/tests/support/postgresql.sh" hold <held >server 2>server.err &
exec 8>held
trap 'exec 8>&-; wait; rm -rf "$scratch"' EXIT
tries=0
until [ -s server ]; do
  [ $((tries += 1)) -lt 600 ] || fail "no PostgreSQL: $(cat server.err)"
  sleep 0.1
done
db=$(sed -n 1p server)
follow

# Six machines add their nights to it at the same time, each twice, as a fleet does at the same hour.
$python - nights fleet <<'END'
import json, pathlib, sys
for machine in range(6):
    folder = pathlib.Path(sys.argv[2], f"mac{machine}")
    folder.mkdir(parents=True)
    for file in sorted(pathlib.Path(sys.argv[1]).iterdir())[:12]:
        run = json.loads(file.read_text())
        run["host"], run["id"] = folder.name, f"{run['id']}-{folder.name}"
        folder.joinpath(run["id"] + ".run.json").write_text(json.dumps(run))
END
adding=
for folder in fleet/* fleet/*; do
  "$SHAREBENCH" history add --quiet --db "$db" "$folder" >"$folder.$(echo $adding | wc -w).out" 2>&1 &
  adding="$adding $!"
done
for one in $adding; do wait "$one" || fail "a machine could not add: $(cat fleet/*.out)"; done
[ "$(cat fleet/*.out | awk '/ added, / { sum += $1 } END { print sum }')" = 72 ] || fail "not each once: $(cat fleet/*.out)"
history 0 list --json
says out '"runs_in_all": 112'
for machine in 0 1 2 3 4 5; do
  history 0 trend --json --host mac$machine
  $python -c 'import json
series = json.load(open("out"))["series"]
assert len(series) == 6 and all(len(s["nights"]) == 12 for s in series), [len(s["nights"]) for s in series]' 2>err ||
    fail "nights of mac$machine were lost"
done
kill -QUIT "$(sed -n 2p server)"
history 4 list
says err "hint: "
echo "forty nights, twice"
