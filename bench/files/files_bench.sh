#!/bin/sh
# Workloads against the bare system calls and against fio, in turn, as ratios of medians.
set -eu

case "${1:---help}" in
  --help|-h)
    cat <<END
usage: bench/files/files_bench.sh BUILD_DIR DIR [REPEATS]

BUILD_DIR  a release build with sharebench-runner and bare_loop_bench (cmake --build BUILD_DIR
           --target sharebench-runner bare_loop_bench)
DIR        a new or empty directory on the file system in question; emptied at the end
REPEATS    of each pair (50); medians, quartiles and n are printed

On a machine that does other work too, run it as: chrt -r 1 taskset -c 1 bench/files/files_bench.sh ...
END
    exit 0 ;;
esac
build=$1 dir=$2 repeats=${3:-50}
here=$(cd "$(dirname "$0")" && pwd)
runner=$build/bench/runner/sharebench-runner
for program in "$runner" "$build/bench/files/bare_loop_bench"; do
  [ -x "$program" ] || { echo "error: $program is missing; see --help" >&2; exit 4; }
done
command -v fio >/dev/null || { echo "error: fio is missing; apt-get install fio" >&2; exit 4; }

"$runner" --mark "$dir"
"$build/bench/files/bare_loop_bench" "$dir" "$repeats"
python3 "$here/fio_bench.py" "$runner" "$dir" "$repeats"
