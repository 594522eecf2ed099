# A rule of the guard that vanishes between two blocks stops the run, and nothing stays behind.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
labs=$XDG_STATE_HOME/sharebench/labs
(
  code=0
  lab_run --shares nfs3,disk --workloads small_files:count=5 --warmup 0 --blocks 200 --pace 50us,100us \
    --out out.d >out 2>err || code=$?
  echo $code >status
) &
waited=0
until ls out.d/*.run.json >/dev/null 2>&1; do
  sleep 0.2
  waited=$((waited + 1))
  [ $waited -lt 1500 ] && [ ! -e status ] || fail "no block was measured: $(cat err)"
done
state=$(ls -d "$labs"/*)
namespace=$(head -1 "$state/sharebench-lab")
# The lab's own nft is asked for the handle of the rule that shuts TCP out.
in_lab() {
  ip netns exec "$namespace" sh "$SOURCE_DIR/containers/lab/enter.sh" \
    "$(sed -n 's/^folder=//p' "$state/image")/tree" "$state" "$@"
}
handle=$(in_lab nft -a list chain inet sharebench_guard input |
  sed -n 's/^[[:space:]]*tcp dport.*drop # handle \([0-9]*\)$/\1/p')
[ -n "$handle" ] || fail "the guard's table has no rule against TCP"
in_lab nft delete rule inet sharebench_guard input handle "$handle"
wait
[ "$(cat status)" = 4 ] || fail "the run ended with $(cat status): $(cat err)"
says err "NFS is not measured"
says err "exposed: rpcbind tcp/111 on"
no_lab_left
python3 - out.d/*.run.json <<'PY' || fail "the run file is not as it must be"
import json, sys
run = json.load(open(sys.argv[1]))
assert not run["complete"] and run["blocks"]
assert [state["verdict"] for state in run["guard"]] == ["protected"], run["guard"]
assert all(b["guard_before"] == 0 and b["guard_after"] == 0 for b in run["blocks"])
PY
