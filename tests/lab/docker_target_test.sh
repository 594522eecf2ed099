# The target docker on a plain Linux engine: by socket, by context, and by TCP, where a container makes the
# folder because directories are the engine's; what it says of itself, and that nothing is left.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
. "$SOURCE_DIR/tests/support/dockerd.sh"
mkdir share far
port=$((20000 + $$ % 20000))
start_dockerd -H "tcp://127.0.0.1:$port" --tls=false
export DOCKER_CONFIG="$scratch/config"
unset DOCKER_HOST || true
measure() {
  "$SHAREBENCH" run --docker "$docker" --runner "$static" --warmup 0 --workloads small_files:count=20 "$@"
}
look() {
  "$SHAREBENCH" doctor --docker "$docker" --runner "$static" "$@"
}
export DOCKER_HOST=unix://$socket

# By socket: a directory of this machine and a volume, with what the engine is.
expect 0 measure --target "docker:unix://$socket" --dir share --blocks 2 --out o1 --record talk
nothing_of_ours share
python3 - o1/*.run.json "$(uname -r)" <<'PY' || fail "the run file does not say what was measured"
import json, sys
run = json.load(open(sys.argv[1]))
target, = run["targets"]
facts = target["facts"]
assert target["kind"] == "docker" and target["engine_version"] and target["guest_kernel"] == sys.argv[2], target
assert target["cpus"] > 0 and target["memory_bytes"] > 2**27 and target["emulated"] is False, target
assert facts["product"].endswith(target["engine_version"]) and len(facts["runner"]) == 16, facts
bind, volume = run["mounts"]
assert bind["share"]["type"] == "bind" and "/share/sharebench-" in bind["guest_path"], bind
assert all(m["observed"]["fstype"] for m in run["mounts"]) and volume["guest_path"].endswith("/area"), volume
assert all(run["samples"]["verified"]) and run["measured_on"] == "hardware"
PY
says talk ' import -c '
! grep -q '"pull"' talk || fail "something was pulled"

# By context, and by what the client is set to.
DOCKER_HOST='' expect 0 "$docker" context create mine --docker "host=unix://$socket"
expect 0 look --target docker:mine --dir share
says out "share in docker:mine: "
expect 0 look --target docker --share volume
says out "volume in docker: "
expect 4 look --target docker:gone --dir share
says err "knows no context 'gone'"
expect 4 look --target docker:unix:///tmp/no.such.socket --dir share
says err "no docker engine answers"
nothing_of_ours share

# By TCP: the folder is made and removed by containers, from an absolute path of the engine's machine.
expect 0 measure --target "docker:tcp://127.0.0.1:$port" --dir "$scratch/far" --blocks 2 --shares bind --out o2
nothing_of_ours far
grep -q "its own machine's" o2/*.run.json || fail "a remote engine is not called one"
expect 2 look --target "docker:tcp://127.0.0.1:$port" --dir far
expect 4 look --target "docker:tcp://127.0.0.1:$port" --dir "$scratch/gone"
says err "no folder could be made in $scratch/gone"
[ ! -e gone ] || fail "the engine made a directory that was not there"
expect 4 measure --target "docker:unix://$socket" --shares "vboxsf=share" --blocks 1 --out o3
says err "asked for vboxsf"
nothing_of_ours far
nothing_left share

# An interrupt in a block leaves nothing on the engine or in its directories.
rm -f err
measure --target "docker:tcp://127.0.0.1:$port" --dir "$scratch/far" --blocks 500 --shares bind,volume --out o4 \
  >out 2>err </dev/null &
shell=$!
for i in $(seq 600); do
  grep -q 'block 1 of 500 done' err && break
  sleep 0.1
done
kill -INT "$(pgrep -P $shell -x sharebench || echo $shell)"
status=0
wait $shell || status=$?
[ $status -eq 130 ] || fail "status $status after an interrupt"
nothing_of_ours far


# After SIGKILL, containers, volumes and the lock are found by their mark.
rm -f err
measure --target "docker:unix://$socket" --dir share --blocks 500 --out o5 >out 2>err </dev/null &
shell=$!
for i in $(seq 600); do
  grep -q 'block 1 of 500 done' err && break
  sleep 0.1
done
kill -KILL "$(pgrep -P $shell -x sharebench || echo $shell)"
wait $shell || true
sleep 1
expect 0 look --clean --target "docker:unix://$socket"
[ -z "$("$docker" ps -aq)" ] || fail "doctor --clean left a container"
[ -z "$("$docker" volume ls -q)" ] || fail "doctor --clean left a volume"
nothing_left share
