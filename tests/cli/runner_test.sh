# sharebench-runner in one shot: its flags, Google Benchmark's, its refusals, and what it leaves behind.
RUNNER=$1
. "$SOURCE_DIR/tests/support/shell.sh"

small="--dir area --workload small_files --param count=5 --param size=64"
only_marker() {
  [ "$(ls -A area)" = .sharebench-area ] || fail "left in the area: $(ls -A area)"
}
refused() {  # STATUS SENTENCE ARGUMENT...
  status=$1 sentence=$2
  shift 2
  expect "$status" "$RUNNER" "$@"
  says err "error: $sentence"
  says err "hint: "
  [ ! -s out ] || fail "a refusal printed something on stdout"
}

# What needs no area.
expect 0 "$RUNNER" --help
says out "examples:"
says out "--latency-every"
says out "small_files: "
expect 0 "$RUNNER" --version
says out "sharebench-runner "
expect 0 "$RUNNER" --list
python3 -c '
import json, sys
rows = {row["name"]: row for row in json.load(open("out"))}
assert rows["small_files"]["params"][0] == {"name": "count", "default": "500", "help": "files"}, rows
assert rows["sequential_read"]["cold"] is True and rows["small_files"]["cold"] is False'

# The marked directory.
mkdir plain foreign
echo "years of work" >plain/thesis
echo "sharebench area 9" >foreign/.sharebench-area
refused 2 "no directory to work in was given" --workload small_files
refused 2 "the directory 'gone' does not exist" --dir gone --workload small_files
refused 2 "$scratch/plain is not a sharebench area" --dir plain --workload small_files
refused 2 "$scratch/plain/thesis is not a directory" --dir "$scratch/plain/thesis" --serve
refused 2 "the marker $scratch/foreign/.sharebench-area says 'sharebench area 9'" --dir foreign --serve
refused 2 "plain is not empty: it holds 'thesis'" --mark plain
[ "$(ls -A plain)" = thesis ] || fail "the foreign directory was touched"
expect 0 "$RUNNER" --mark area
[ "$(head -n 1 area/.sharebench-area)" = "sharebench area 1" ] || fail "another marker"
expect 0 "$RUNNER" --mark area
expect 0 "$RUNNER" --mark other
mkdir other/data
expect 0 "$RUNNER" --unmark other
[ ! -e other ] || fail "an area was not removed"
expect 0 "$RUNNER" --unmark other
refused 2 "$scratch/plain is not a sharebench area" --unmark plain
[ "$(ls -A plain)" = thesis ] || fail "the foreign directory was removed"

# Names and values.
refused 2 "no workload is called 'smal_files'" --dir area --workload smal_files
says err "did you mean small_files?"
refused 2 "small_files has no parameter 'counts'" --dir area --workload small_files --param counts=1
says err "count (default 500), size (default 4KiB), depth (default 2)"
refused 2 "parameter count=0 is out of range" --dir area --workload small_files --param count=0
refused 2 "parameter size=4KB has the unit 'KB'" --dir area --workload small_files --param size=4KB
refused 2 "--param is 'count'" --dir area --workload small_files --param count
refused 2 "--param needs to know its workload" --dir area --param count=1
refused 2 "--seed is 'x'" --dir area --seed x
refused 2 "--latency-every is '0'" --dir area --latency-every=0
refused 2 "--dir needs a value" --dir
refused 2 "'--nonsense' is not a flag" --nonsense
refused 2 "Google Benchmark does not take '--benchmark_nonsense=1'" $small --benchmark_nonsense=1
refused 2 "no workload matches the filter" $small --benchmark_filter=jar_nothing
refused 2 "--benchmark_format=json has no meaning with --serve" --dir area --serve --benchmark_format=json
only_marker

# Google Benchmark's own flags.
expect 0 "$RUNNER" $small
says out "small_files/iterations:1/manual_time"
expect 0 "$RUNNER" $small --seed=7 --latency-every=2 --benchmark_format=json --benchmark_repetitions=3 \
  --benchmark_out=file.json
for file in out file.json; do
  python3 - $file <<'END'
import json, sys
def refuse(text): raise ValueError(text + " is not JSON")
answer = json.load(open(sys.argv[1]), parse_constant=refuse)
assert answer["context"]["sharebench_protocol"] == "1", answer["context"]
assert answer["context"]["sharebench_version"], answer["context"]
rows = [row for row in answer["benchmarks"] if row["run_type"] == "iteration"]
assert len(rows) == 3, rows
for row in rows:
    assert row["name"] == "small_files/iterations:1/manual_time", row
    assert row["ops"] == 5 and row["bytes"] == 2 * 5 * 64, row
    assert row["create_count"] == 3 and row["latency_count"] == 22, row
    assert row["time_unit"] == "ns" and abs(row["real_time"] - row["elapsed_ns"]) < 1, row
    assert 0 < row["stat_p50_ns"] <= row["stat_p90_ns"] <= row["stat_p99_ns"] <= row["stat_max_ns"]
END
done
expect 0 "$RUNNER" --dir area --benchmark_filter='append_sync|random_read' --benchmark_list_tests=true
[ "$(wc -l <out)" = 2 ] || fail "the filter let through: $(cat out)"
for name in stat_tree:files=9 lookup_misses:count=9 sequential_read:size=9KiB sequential_write:size=9KiB \
  random_read:count=9 rename_replace:count=9 append_sync:count=9; do
  expect 0 "$RUNNER" --dir area --workload ${name%%:*} --param ${name#*:} --benchmark_repetitions=2
done
only_marker

# A signal ends it, says so by its status, and leaves nothing.
for signal in TERM:143 INT:130; do
  "$RUNNER" --dir area --workload append_sync --param count=1000000 --param size=8 >out 2>err </dev/null &
  runner=$!
  for attempt in $(seq 200); do [ "$(ls area)" ] && break || sleep 0.05; done
  ls area | grep -q '^append_sync-' || fail "it did not start"
  python3 -c "import os, signal; os.kill($runner, signal.SIG${signal%:*})"
  status=0
  wait $runner || status=$?
  [ "$status" = ${signal#*:} ] || fail "status $status after SIG${signal%:*}"
  only_marker
done

# A share that is mounted read-only, and one without space.
if [ "$(id -u)" = 0 ] && mkdir ro full && mount -t tmpfs -o size=64k tmpfs full 2>err; then
  trap 'umount "$scratch/full" "$scratch/ro" 2>/dev/null || true; rm -rf "$scratch"' EXIT
  expect 0 "$RUNNER" --mark full
  expect 5 "$RUNNER" --dir full --workload sequential_read
  says err "No space left on device"
  expect 5 "$RUNNER" --dir full --workload small_files
  says err "No space left on device"
  [ "$(ls -A full)" = .sharebench-area ] || fail "left on the full disk: $(ls -A full)"
  mount -o remount,ro full
  refused 4 "cannot write to $scratch/full: Read-only file system" --dir full --workload small_files
  says err "hint: mount it read-write"
  refused 4 "cannot make" --mark full/new
fi
