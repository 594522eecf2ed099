#!/bin/sh
# How far a replay's time is from the real command's, on shares that it was not recorded on.
set -eu

case "${1:---help}" in
  --help|-h)
    cat <<END
usage: bench/replay/replay_bench.sh BUILD_DIR [REPEATS [ARGUMENT...]]

BUILD_DIR  a build with sharebench, sharebench-runner and slow_fs (cmake --build BUILD_DIR --target
           sharebench sharebench-runner slow_fs; slow_fs needs libfuse3-dev)
REPEATS    rounds: CPU times of the command on the disk, then the real command and its replay on each share (5)
ARGUMENT   for replay_bench.py: --small, --programs untar,gcc,git_status,jar, --shares "disk,fuse 1 ms",
           --plain-runs 3 (in each round, for the CPU times)

Four programs: tar of 3,000 files, make -j2 of 30 C files, git status of 3,000 files, the JDK's jar of
2,000 classes. Each is recorded once on this machine's disk (TMPDIR or /tmp; not ext4 without a journal), then
in each round run and replayed on that disk, a tmpfs, and a file system of ours that passes everything through: with 0.3 ms a request,
with 1 ms, and with 0.3 ms and no caching of names and attributes. Trees are compared by find each
time. Needs root, /dev/fuse, strace, gcc, make, git, tar and a JDK; a quiet machine: half an hour.
END
    exit 0 ;;
esac
build=$(cd "$1" && pwd) repeats=${2:-5}
shift
[ $# = 0 ] || shift
here=$(cd "$(dirname "$0")" && pwd)
for program in harness/sharebench bench/runner/sharebench-runner bench/aa/slow_fs; do
  [ -x "$build/$program" ] || { echo "error: $build/$program is missing; see --help" >&2; exit 4; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/sbreplay.XXXXXX")
cleanup() {
  for name in tmpfs fuse300 fuse1000 nocache; do umount "$work/$name" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for name in disk tmpfs fuse300 fuse1000 nocache source300 source1000 sourcenocache; do
  mkdir "$work/$name"
done
mount -t tmpfs sbreplay "$work/tmpfs"
slow=$build/bench/aa/slow_fs
"$slow" "$work/source300" "$work/fuse300" all:300
"$slow" "$work/source1000" "$work/fuse1000" all:1000
"$slow" "$work/sourcenocache" "$work/nocache" all:300 -o attr_timeout=0,entry_timeout=0
python3 "$here/replay_bench.py" --sharebench "$build/harness/sharebench" \
  --runner "$build/bench/runner/sharebench-runner" --work "$work" --disk "$work/disk" \
  --share "disk=$work/disk" --share "tmpfs=$work/tmpfs" --share "fuse 0.3 ms=$work/fuse300=$work/source300" \
  --share "fuse 1 ms=$work/fuse1000=$work/source1000" --share "fuse 0.3 ms uncached=$work/nocache=$work/sourcenocache" \
  --repeats "$repeats" "$@"
