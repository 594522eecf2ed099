# A small build by the shell is recorded and replayed: the tree is the same, nothing private is in the
# trace, and what cannot be used is refused with a mend.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"

# A strace that always says what a container without the right says.
mkdir none no_strace
printf '#!/bin/sh\necho "strace: ptrace(PTRACE_TRACEME, ...): Operation not permitted" >&2; exit 1\n' >none/strace
chmod +x none/strace
for program in sh mktemp rm find uname; do ln -s "$(command -v $program)" no_strace/$program; done
expect 4 env PATH="$scratch/no_strace" "$SHAREBENCH" record -- true
says err "strace is not installed"
says err "apt-get install strace"
expect 0 env PATH="$scratch/no_strace" "$SHAREBENCH" doctor
says out "missing strace"
says out "mend: apt-get install --no-install-recommends strace"
expect 0 "$SHAREBENCH" doctor
says out "ok      strace"
expect 4 env PATH="$scratch/none:$PATH" "$SHAREBENCH" record -- true
says err "strace cannot follow a program here"
says err "SYS_PTRACE"
expect 2 "$SHAREBENCH" record
says err "no command was given"
expect 2 "$SHAREBENCH" record --from x --dir /src
says err "--from needs --before too"

# The build: subshells, a pipe, renames, a link, a folder that comes and goes.
mkdir "my project"
cat >"my project/build" <<'SH'
set -e
mkdir out tmp
for i in 1 2 3; do sed s/x/y/ <src.secret >tmp/$i && mv tmp/$i out/o$i; done
cat out/o* | wc -c >out/size
ln -s o1 out/latest
(cd out && cp o2 copied && rm o3) &
wait
rmdir tmp
SH
seq 2000 >"my project/src.secret"
cp -a "my project" before
expect 0 "$SHAREBENCH" record --json --dir "my project" --trace build.trace -- \
  sh -c 'cd "my project" && exec sh build'
python3 -c '
import json
facts = json.load(open("out"))
calls = facts["calls"]
assert facts["operations"] > 50 and facts["threads"] > 8 and facts["status"] == 0, facts
assert calls.get("mkdir", 0) + calls.get("mkdirat", 0) == 2, calls
assert calls.get("symlink", 0) + calls.get("symlinkat", 0) == 1, calls'
# The names are packed, so look at what comes out of it: a copy with names, and one without.
python3 - "$HOME" <<'PY' || fail "the trace gives names away"
import sys, zlib
data, at, text = open("build.trace", "rb").read(), 8, b""
while True:
    size, packed = (int.from_bytes(data[at + i:at + i + 4], "little") for i in (0, 4))
    if size == 0:
        break
    text += zlib.decompress(data[at + 12:at + 12 + packed], -15)
    at += 12 + packed
assert len(text) > 500
for name in (b"secret", b"project", b"latest", b"copied", b"size", b"build\x00", sys.argv[1].encode()):
    assert name not in text, name
PY

# With the CPU times of a run without strace the file operations are timed alone, beside the folder.
rm -rf "my project" && cp -a before "my project"
expect 0 "$SHAREBENCH" record --dir "my project" --trace timed.trace --runner "$RUNNER" --user-time 0.05s --system-time 0.5s -- \
  sh -c 'cd "my project" && exec sh build'
says out "its file operations alone take"
nothing_left .
expect 2 "$SHAREBENCH" record --user-time 0.05s --files-time 0.01s -- true
says err "--files-time needs --user-time and --system-time too"
expect 0 "$SHAREBENCH" record --dir /sys/kernel/mm --trace none.trace --user-time 0.05s --system-time 0.5s -- true
says out "its file operations were not timed alone"

# The runner replays it and checks the tree itself; find compares it with the one that the build left.
rm -rf "my project" && cp -a before "my project"
expect 0 "$SHAREBENCH" record --keep-names --dir "my project" --trace named.trace -- \
  sh -c 'cd "my project" && exec sh build'
says out "operations on files"
says out "replay it: sharebench run --workloads replay:trace=named.trace"
place=/dev/shm
[ -w $place ] || place=.
area=$(mktemp -d $place/sharebench-replay.XXXXXX)
trap 'rm -rf "$scratch" "$area"' EXIT
"$RUNNER" --mark "$area"
list() { (cd "$1" && find . -mindepth 1 \( -type d -printf '%P/\n' -o -printf '%P %s %l\n' \) | LC_ALL=C sort); }
list "my project" >wanted
python3 - "$RUNNER" "$area" <<'PY' || fail "the replay did not leave the same tree"
import json, pathlib, subprocess, sys
child = subprocess.Popen([sys.argv[1], "--serve", "--dir", sys.argv[2]], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
def ask(op, **more):
    child.stdin.write(json.dumps({"op": op, "workload": "replay", "params": {"trace": "named.trace"}, **more}) + "\n")
    child.stdin.flush()
    answer = json.loads(child.stdout.readline())
    assert answer.get("ok", True) and "error_occurred" not in json.dumps(answer), answer
ask("prepare")
for _ in range(2):
    ask("run")
    (folder,) = [f for f in pathlib.Path(sys.argv[2]).iterdir() if f.is_dir()]
    found = subprocess.run(["find", ".", "-mindepth", "1", "(", "-type", "d", "-printf", "%P/\\n", "-o",
                            "-printf", "%P %s %l\\n", ")"], cwd=folder, capture_output=True, text=True)
    assert sorted(found.stdout.splitlines()) == sorted(open("wanted").read().splitlines()), found.stdout
    ask("verify")
child.stdin.close()
child.wait()
PY

# A thread that waits for the end of another is woken once, not for each of its operations: where a woken thread
# takes the processor at once, that made file operations on one emulated processor take 13 s instead of 1.
mkdir many
for i in $(seq 300); do echo $i >many/$i; done
expect 0 "$SHAREBENCH" record --json --dir . --trace copied.trace -- sh -c 'cp -r many copy; true'
operations=$(python3 -c 'import json; print(json.load(open("out"))["operations"])')
expect 0 strace -f -c -e trace=futex -o calls "$RUNNER" --dir "$area" --workload replay --param trace=copied.trace \
  --param think=0
wakes=$(awk '$NF == "futex" { print $4 }' calls)
[ "$operations" -gt 1000 ] && [ "${wakes:-0}" -lt $((operations / 10)) ] ||
  fail "$wakes calls of futex for $operations operations"

# The whole way: the command hands the trace to the runner.
mkdir share
expect 0 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --blocks 2 --warmup 0 --seed 5 \
  --workloads "replay:trace=build.trace,think=0" --out results --quiet
expect 2 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --workloads replay
says err "replay needs trace=FILE"
head -c 300 build.trace >short.trace
expect 6 "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --workloads replay:trace=short.trace
says err "the trace 'short.trace' is damaged at byte 8: the file ends in the middle of a chunk"
expect 5 "$RUNNER" --dir "$area" --workload replay --param trace=short.trace
says err "short.trace: at byte 8"
expect 2 "$RUNNER" --dir "$area" --workload replay --param trace=build.trace --param think=2
nothing_left share
