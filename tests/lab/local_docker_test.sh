# The target local with a docker engine: dockerd out of the lab's tree, on a socket of this test.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
tree=$("$SHAREBENCH" lab build 2>err)/tree || fail "the lab's image could not be built"
mkdir d share bin
ln -s "$tree/usr/bin/docker" bin/docker
libs=$tree/usr/lib/x86_64-linux-gnu:$tree/lib/x86_64-linux-gnu
echo '{}' >d/config.json
# A short socket path: unix sockets have 108 bytes.
socket=$(mktemp -u /tmp/sbd.XXXXXX)
LD_LIBRARY_PATH=$libs PATH=$tree/usr/sbin:$tree/usr/bin:$PATH dockerd --config-file "$scratch/d/config.json" \
  --data-root "$scratch/d/data" --exec-root "$scratch/d/exec" -p "$scratch/d/pid" -H "unix://$socket" \
  --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs >dockerd.log 2>&1 &
daemon=$!
trap 'kill $daemon 2>/dev/null; wait $daemon 2>/dev/null || true; rm -rf "$scratch" "$socket"' EXIT
export DOCKER_HOST=unix://$socket
docker=$scratch/bin/docker
for i in $(seq 300); do
  "$docker" info >/dev/null 2>&1 && break
  kill -0 $daemon 2>/dev/null || { tail -5 dockerd.log >&2; fail "dockerd did not start"; }
  sleep 0.1
done

measure() {
  "$SHAREBENCH" run --target local --engine docker --docker "$docker" --runner "$static" --warmup 0 \
    --shares here=share "$@"
}
nothing_of_ours() {
  [ -z "$("$docker" ps -aq)" ] || fail "containers were left: $("$docker" ps -a)"
  [ -z "$("$docker" images -q)" ] || fail "an image was left"
  nothing_left share
}

expect 0 measure --blocks 2 --workloads small_files:count=20,sequential_read:size=1MiB --out o1
nothing_of_ours
grep -q '"engine": *"docker"' o1/*.run.json || fail "the engine is not in the run file"
grep -q '"fstype": *"' o1/*.run.json || fail "the mount was not observed"

# Two engines of one client, up together and one after the other: engine and version are in the answer.
for how in "" --exclusive; do
  expect 3 "$SHAREBENCH" regress --baseline "local:share,engine=docker,docker=$docker" $how --blocks 1 --warmup 0 \
    --candidate "local:share,engine=docker,docker=$docker" --runner "$static" --quiet --json --out "r$how" \
    --workloads small_files:count=20
  python3 -c 'import json; a = json.load(open("out"))["arms"]
assert len(a) == 2 and all(x["engine"] == "docker" and x["engine_version"] and x["observed"]["fstype"] for x in a), a' ||
    fail "the engines are not in the answer"
  nothing_of_ours
done

# A container that is killed ends the run with its finished blocks saved and nothing left.
rm -f err
measure --blocks 500 --workloads small_files:count=5000 --out o2 >out 2>err </dev/null &
shell=$!
for i in $(seq 600); do
  [ -f err ] && grep -q 'block 1 of 500 done' err && break
  sleep 0.1
done
for i in $(seq 50); do
  id=$("$docker" ps -q | head -1)
  [ -n "$id" ] && "$docker" kill "$id" >/dev/null 2>&1 && break
  sleep 0.05
done
status=0
wait $shell || status=$?
[ $status -eq 5 ] || [ $status -eq 4 ] || fail "status $status after a killed container"
says err "the runner"
grep -q '"complete": *false' o2/*.run.json || fail "no partial run file"
nothing_of_ours

# After SIGKILL the container and the folder are found by their mark.
rm -f err
measure --blocks 500 --workloads small_files:count=5000 --out o3 >out 2>err </dev/null &
shell=$!
for i in $(seq 600); do
  [ -f err ] && grep -q 'block 1 of 500 done' err && break
  sleep 0.1
done
kill -KILL "$(pgrep -P $shell -x sharebench || echo $shell)"
wait $shell || true
sleep 1
PATH=$scratch/bin:$PATH expect 0 "$SHAREBENCH" doctor --clean
nothing_left share
[ -z "$("$docker" ps -aq)" ] || fail "doctor --clean left a container"
