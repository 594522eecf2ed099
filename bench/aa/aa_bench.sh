#!/bin/sh
# False alarms and found slow-downs on this machine: regress against hyperfine with Welch's test.
set -eu

case "${1:---help}" in
  --help|-h)
    cat <<END
usage: bench/aa/aa_bench.sh BUILD_DIR OUT_DIR [RUNS [COUNT [CASES]]]

BUILD_DIR  a build with sharebench, sharebench-runner and slow_fs (cmake --build BUILD_DIR --target
           sharebench sharebench-runner slow_fs; slow_fs needs libfuse3-dev)
OUT_DIR    new; run files, answers and the table are left there
RUNS       of each case (20)
COUNT      files of small_files, so that a sample lasts 50 ms or more (300)
CASES      equal,+10%,+30% or some of them

Three cases: two equal folders; one whose every request is held for 10 % of the time since the reply
before it, so that a sample takes that much longer; 30 %. Both folders are on a file system of ours that passes everything through. Each is
judged RUNS times by sharebench regress with a docker engine of this script's own (dockerd out of the
lab's tree, nothing is pulled; SHAREBENCH_AA_ENGINE=none goes without), and RUNS times by hyperfine -w3
(Debian's) with Welch's test on the same workload. Needs root, /dev/fuse, hyperfine and python3-scipy;
a static runner (scripts/build-runner x86_64) for docker. A quiet machine: about an hour.
END
    exit 0 ;;
esac
build=$(cd "$1" && pwd) out=$2 runs=${3:-20} count=${4:-300} cases=${5:-equal,+10%,+30%}
here=$(cd "$(dirname "$0")" && pwd)
engine=${SHAREBENCH_AA_ENGINE:-docker}
fail() { echo "error: $1" >&2; exit 4; }
for program in harness/sharebench bench/runner/sharebench-runner bench/aa/slow_fs; do
  [ -x "$build/$program" ] || fail "$build/$program is missing; see --help"
done
command -v hyperfine >/dev/null || fail "hyperfine is missing; apt-get install hyperfine"
[ "$(id -u)" = 0 ] || fail "mounting needs root"
mkdir "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d /tmp/sbaa.XXXXXX)
daemon=
cleanup() {
  for name in a b slow; do umount "$work/$name" 2>/dev/null || true; done
  [ -z "$daemon" ] || { kill "$daemon" 2>/dev/null || true; wait "$daemon" 2>/dev/null || true; }
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

docker=none
if [ "$engine" = docker ]; then
  runner=$(cd "$here/../.." && pwd)/build/runner/sharebench-runner.x86_64
  [ -x "$runner" ] || fail "no static runner; build it: scripts/build-runner x86_64"
  tree=$("$build/harness/sharebench" lab build)/tree
  mkdir "$work/d"
  echo '{}' >"$work/d/config.json"
  LD_LIBRARY_PATH=$tree/usr/lib/x86_64-linux-gnu:$tree/lib/x86_64-linux-gnu \
    PATH=$tree/usr/sbin:$tree/usr/bin:$PATH dockerd --config-file "$work/d/config.json" \
    --data-root "$work/d/data" --exec-root "$work/d/exec" -p "$work/d/pid" -H "unix://$work/socket" \
    --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs >"$out/dockerd.log" 2>&1 &
  daemon=$!
  export DOCKER_HOST=unix://$work/socket
  docker=$tree/usr/bin/docker
  i=0
  until "$docker" info >/dev/null 2>&1; do
    i=$((i + 1))
    [ $i -lt 300 ] && kill -0 "$daemon" || fail "dockerd did not start: $(tail -2 "$out/dockerd.log")"
    sleep 0.1
  done
else
  runner=$build/bench/runner/sharebench-runner
fi

for name in a b slow; do mkdir "$work/$name" "$work/$name.source"; done
for name in a b; do "$build/bench/aa/slow_fs" "$work/$name.source" "$work/$name" 0; done
python=python3
"$python" -c 'import scipy' 2>/dev/null || python=/usr/bin/python3
"$python" "$here/aa_bench.py" --build "$build" --work "$work" --out "$out" --runs "$runs" \
  --count "$count" --cases "$cases" --runner "$runner" --docker "$docker" | tee "$out/table.txt"
