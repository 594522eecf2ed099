# The target local with a docker engine: dockerd out of the lab's tree, on a socket of this test.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
. "$SOURCE_DIR/tests/support/dockerd.sh"
mkdir share
start_dockerd
export DOCKER_HOST=unix://$socket

measure() {
  "$SHAREBENCH" run --target local --engine docker --docker "$docker" --runner "$static" --warmup 0 \
    --shares here=share "$@"
}

expect 0 measure --blocks 2 --workloads small_files:count=20,sequential_read:size=1MiB --out o1
nothing_of_ours share
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
  nothing_of_ours share
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
nothing_of_ours share

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
