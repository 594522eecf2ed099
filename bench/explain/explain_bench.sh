#!/bin/sh
# How near predicted times come to measured ones: in the paced lab, and on a slow FUSE share.
set -eu

case "${1:---help}" in
  --help|-h)
    cat <<END
usage: bench/explain/explain_bench.sh BUILD_DIR OUT_DIR [lab|fuse|both [BLOCKS]]

BUILD_DIR  a build with sharebench, sharebench-runner, sharebench-vboxsf and slow_fs (which needs
           libfuse3-dev); the lab needs a static runner too (scripts/build-runner x86_64)
OUT_DIR    run files, explanations and the table are left there
BLOCKS     of each run (3)

lab   ten workloads on vboxsf, vboxsf:ttl=5000, nfs3, nfs3:actimeo=0 and nfs4, each round trip held
      for 1 and 3 ms; every time is predicted by costs of operations alone. Paced times, no hardware's.
fuse  the same workloads on a folder behind a file system of ours that holds every request for 300 us
      and remembers nothing; system calls are counted by strace.
Needs root; about 40 minutes and 10 minutes. Prints the median of |left over| for each share.
END
    exit 0 ;;
esac
build=$(cd "$1" && pwd) out=$2 what=${3:-both} blocks=${4:-3}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
fail() { echo "error: $1" >&2; exit 4; }
mkdir -p "$out"
out=$(cd "$out" && pwd)
sharebench=$build/harness/sharebench
[ -x "$sharebench" ] || fail "$sharebench is missing; see --help"
mission="small_files:count=25,size=1KiB,depth=0,sequential_read:size=1536KiB,block=64KiB,jar_unzip:scale=0.001,jar_memory:scale=0.02"
others="stat_tree:files=60,dirs=6,lookup_misses:count=60,depth=2,sequential_write:size=1MiB,block=64KiB,random_read:size=1MiB,count=100,rename_replace:count=20,size=8KiB,append_sync:count=25"

in_lab() {
  [ -x "$root/build/runner/sharebench-runner.x86_64" ] || fail "no static runner: scripts/build-runner x86_64"
  rm -f "$out"/lab*.run.json
  "$sharebench" run --target lab --runner "$root/build/runner/sharebench-runner.x86_64" --costs --blocks "$blocks" \
    --shares vboxsf,vboxsf:ttl=5000,nfs3,nfs3:actimeo=0,nfs4 --workloads "$mission,$others" --out "$out/lab.d" >"$out/lab.txt"
  "$sharebench" explain "$out"/lab.d/*.run.json --json >"$out/lab.json"
  python3 "$here/leftovers.py" "$out/lab.json"
}

on_fuse() {
  work=$(mktemp -d /tmp/sbexplain.XXXXXX)
  trap 'umount "$work/slow" 2>/dev/null || true; rm -rf "$work"' EXIT
  mkdir "$work/source" "$work/slow"
  "$build/bench/aa/slow_fs" "$work/source" "$work/slow" all:300 -o entry_timeout=0,attr_timeout=0,ac_attr_timeout=0
  "$sharebench" run --target local --runner "$build/bench/runner/sharebench-runner" --costs --blocks "$blocks" --repeat 1 \
    --warmup 1 --shares "slow=$work/slow" --workloads "$mission,$others" --out "$out/fuse.d" >"$out/fuse.txt"
  "$sharebench" explain "$out"/fuse.d/*.run.json --count-calls --runner "$build/bench/runner/sharebench-runner" \
    --json >"$out/fuse.json"
  echo "every request held for 300 us by slow_fs: a made-up share, not this machine's own time"
  python3 "$here/leftovers.py" "$out/fuse.json"
}

case $what in
  lab) in_lab ;;
  fuse) on_fuse ;;
  both) in_lab; on_fuse ;;
  *) fail "'$what' is none of lab, fuse, both" ;;
esac
