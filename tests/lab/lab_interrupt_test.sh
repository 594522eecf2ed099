# Ctrl-C, a killed container, a dead VM and SIGKILL in the middle of a lab run.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"

begin() {
  rm -rf "out-$1" out err  # an old err would say that a block is done
  lab_run --shares nfs3,disk --blocks 50 --pace none --warmup 0 --workloads small_files:count=10 --out "out-$1" >out 2>err </dev/null &
  shell=$!
  for i in $(seq 1500); do
    if [ -f err ] && grep -q 'block 1 of 50 done' err; then
      pid=$(pgrep -P $shell -x sharebench || echo $shell)
      return
    fi
    kill -0 $shell 2>/dev/null || fail "the run ended early"
    sleep 0.1
  done
  fail "the run did not begin"
}

ends_with() {
  status=0
  wait $shell || status=$?
  [ $status -eq "$1" ] || fail "status $status, not $1"
  grep -q '"complete": *false' out-*/*.run.json || fail "no partial run file"
  rm -rf out-*
  no_lab_left
}

vm() {  # a lab test sees its own alone
  pgrep -n -x qemu-system-x86 || fail "no VM was found"
}

begin ctrl-c
kill -INT $pid
ends_with 130
says err "error: interrupted"

begin container
lab=$(basename "$(ls -d "$XDG_STATE_HOME"/sharebench/labs/*)")
killed=no
for i in $(seq 600); do  # between two blocks there is none
  client=$(pgrep -f "run -i --rm --network none .*$lab" | head -1)
  [ -n "$client" ] && kill -KILL $client 2>/dev/null && killed=yes && break
  sleep 0.1
done
[ $killed = yes ] || fail "no container was found"
status=0
wait $shell || status=$?
# 5 in the middle of a sample, 4 while the container was starting.
[ $status -eq 5 ] || [ $status -eq 4 ] || fail "status $status, not 4 or 5"
says err "the runner"
grep -q '"complete": *false' out-*/*.run.json || fail "no partial run file"
rm -rf out-*
no_lab_left

begin dead-vm
kill -KILL $(vm)
status=0
wait $shell || status=$?
[ $status -eq 4 ] || [ $status -eq 5 ] || fail "status $status, not 4 or 5"
says err "error: "
rm -rf out-*
no_lab_left

begin sigkill
kill -KILL $pid
wait $shell || true
sleep 1
vm >vm.pid
expect 0 "$SHAREBENCH" doctor --clean
state=$(awk '/^State:/{print $2}' /proc/$(cat vm.pid)/status 2>/dev/null || echo gone)
case $state in gone | Z | "") ;; *) fail "the VM lives on: $state" ;; esac
rm -rf out-*
no_lab_left
