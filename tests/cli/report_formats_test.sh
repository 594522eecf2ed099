#!/bin/sh
# Readers of other tools read what we write for them: Google Benchmark's compare.py has a test of its
# own; here are Prometheus' parser, an XML parser, node, hyperfine's own file, and Go's line format.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
python=/usr/bin/python3  # Debian's, which has prometheus_client

formats() {  # RUN FOLDER
  mkdir "$2"
  expect 0 "$SHAREBENCH" report "$1" --gbench "$2/gbench.json" --gbench-flat "$2/gbench_flat.json" \
    --hyperfine "$2/hyperfine.json" --benchstat "$2/benchstat.txt" \
    --openmetrics "$2/openmetrics.txt" --junit "$2/junit.xml"
  hyperfine --runs 3 --warmup 0 --parameter-list share a,b --export-json "$2/real_hyperfine.json" \
    'echo {share}' >out 2>err || fail "hyperfine; mend it with: apt-get install hyperfine"
  $python "$SOURCE_DIR/tests/support/read_formats.py" "$2" >out 2>err || fail "reading $2"
  for name in gbench gbench_flat hyperfine; do
    node -e 'JSON.parse(require("fs").readFileSync(process.argv[1]))' "$2/$name.json" >out 2>err ||
      fail "node cannot read $2/$name.json"
  done
  echo "$2: every reader took every file"
}

formats "$SOURCE_DIR/tests/golden/schema/run.v1.json" lab

# The same without pace and emulation, so that time decides; a name that needs escaping everywhere.
$python - "$SOURCE_DIR/tests/golden/schema/run.v1.json" >local.run.json <<'END'
import json
import sys

run = json.load(open(sys.argv[1]))
cells = run["plan"]["cells"]
keep = [i for i, pace in enumerate(cells["pace_ns"]) if pace == 0]
number = {old: new for new, old in enumerate(keep)}
run["plan"]["cells"] = {key: [column[i] for i in keep] for key, column in cells.items()}
run["plan"]["paces_ns"] = []
columns = run["samples"]
rows = [i for i, cell in enumerate(columns["cell"]) if cell in number]


def picked(column):
    return [column[i] for i in rows]


samples = {key: picked(value) for key, value in columns.items() if isinstance(value, list)}
samples["cell"] = [number[cell] for cell in samples["cell"]]
for name in ("latency", "counters"):
    samples[name] = {key: picked(value) for key, value in columns[name].items()}
samples["failure"] = {}
run["samples"] = samples
run["measured_on"] = "hardware"
run["targets"][0]["emulated"] = False
run["mounts"][1]["share"]["name"] = 'b<o>x & "s\\f"'
json.dump(run, sys.stdout)
END
formats local.run.json local
says local/junit.xml 'b&lt;o&gt;x &amp; &quot;s\f&quot; on lab'
says local/openmetrics.txt 'share="b<o>x & \"s\\f\""'

# The readers can refuse: each of these changes is one that they must see.
broken() {  # FILE SED
  rm -rf broken
  cp -r lab broken
  sed "$2" "lab/$1" >"broken/$1"
  ! cmp -s "lab/$1" "broken/$1" || fail "$2 changes nothing in $1"
  ! $python "$SOURCE_DIR/tests/support/read_formats.py" broken >out 2>err || fail "$1 is taken after $2"
}
broken gbench.json 's/"time_unit":"ns"/"time_unit":"min"/'
broken gbench.json 's/"alpha": 0.05/"alpha": NaN/'
broken gbench_flat.json 's/"run_type":"iteration"/"run_type":"aggregate"/'
broken hyperfine.json 's/"median"/"middle"/'
broken hyperfine.json 's/"mean": 0.1/"mean": 0.2/'
broken benchstat.txt 's,ns/op,ns,'
broken benchstat.txt '20s/-1 1 /_1 1 /'
broken openmetrics.txt '/# EOF/d'
broken openmetrics.txt 's/_seconds seconds/_seconds bytes/'
broken openmetrics.txt 's/bound="lower"} ./&9/'
broken junit.xml 's/failures="[0-9]*"/failures="7"/'
broken junit.xml 's/<failure/<left-out/;s,</failure,</left-out,'
broken junit.xml 's/&quot;/"/;s/ratio: /ratio: 1/'
