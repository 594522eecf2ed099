# Ctrl-C, SIGTERM, a killed runner and SIGKILL: a sentence, the exit code, nothing left behind.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir share

begin() {  # starts a long run in the background and waits for its first finished block
  rm -rf out-$1 err  # an old err would say that a block is done
  "$SHAREBENCH" run --target local --runner "$RUNNER" --dir share --blocks 900 --warmup 0 \
    --workloads small_files:count=3000 --out out-$1 >out 2>err </dev/null &
  pid=$!
  for i in $(seq 600); do
    if grep -qs "block 1 of 900 done" err; then
      sleep 0.5  # well into the next block
      return
    fi
    sleep 0.1
  done
  fail "the run did not begin"
}

ends_with() {  # STATUS
  status=0
  wait $pid || status=$?
  [ $status -eq "$1" ] || fail "status $status, not $1"
}

for signal in INT:130 TERM:143; do
  # A shell without job control starts background jobs with SIGINT ignored; the program sets its own.
  begin ${signal%:*}
  kill -${signal%:*} $pid
  ends_with ${signal#*:}
  says err "error: interrupted"
  says err "go on with: sharebench run --resume"
  nothing_left share
  grep -q '"complete": *false' out-${signal%:*}/*.run.json || fail "no partial run file"
  expect 0 "$SHAREBENCH" report out-${signal%:*}/*.run.json
  says out "stopped after"
done

begin killed
for i in $(seq 100); do
  runner=$(pgrep -P $pid -f -- --serve) && kill -KILL $runner 2>/dev/null && break
  sleep 0.02
done
[ -n "$runner" ] || fail "no runner was found"
ends_with 5
says err "the runner ended in the middle of"
nothing_left share
grep -q '"complete": *false' out-killed/*.run.json || fail "no partial run file"

begin sigkill
kill -KILL $pid
wait $pid || true
[ -n "$(find share -name 'sharebench-*')" ] || fail "SIGKILL left nothing to clean, so the test proves nothing"
sleep 0.5
expect 0 "$SHAREBENCH" doctor --clean
says out "left by a run that is gone"
nothing_left share
expect 0 "$SHAREBENCH" doctor --clean
says out "nothing was left behind"
