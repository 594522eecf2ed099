#!/bin/sh
# How long the history's commands take on many runs, in SQLite and in PostgreSQL.
set -eu
case ${1:-} in
  "" | -h | --help)
    cat <<END
usage: bench/history/history_bench.sh BUILD [RUNS]

BUILD is a build folder (ninja -C BUILD sharebench history_fill); RUNS is 100000 by default. Prints the
seconds that filling, list, trend and alert take: for the runs of one machine, and for as many spread
over 100 machines (800 series). `first alert` looks at every series; `next alert` follows one more run,
as in a nightly job.
END
    exit 2
    ;;
esac
build=$1 runs=${2:-100000}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d /var/tmp/sharebench-history.XXXXXX)
trap 'exec 8>&-; wait; rm -rf "$work"' EXIT
mkfifo "$work/held"

timed() {  # NAME COMMAND...
  name=$1
  shift
  begin=$(date +%s%N)
  "$@" >"$work/out" 2>"$work/err" && status=0 || status=$?
  end=$(date +%s%N)
  [ $status -le 1 ] || { cat "$work/err" >&2; exit 1; }
  printf '%-30s %8.2f s  exit %s\n' "$name" "$(echo "$end $begin" | awk '{print ($1 - $2) / 1e9}')" $status
}

measure() {  # NAME ADDRESS HOSTS
  timed "$1: fill" "$build/bench/history/history_fill" "$2" "$runs" "$3" 0
  timed "$1: list" "$build/harness/sharebench" history list --db "$2"
  timed "$1: trend" "$build/harness/sharebench" history trend --db "$2"
  timed "$1: first alert" "$build/harness/sharebench" history alert --db "$2"
  "$build/bench/history/history_fill" "$2" $((runs + 1)) "$3" "$runs" >"$work/out"
  timed "$1: next alert" "$build/harness/sharebench" history alert --db "$2"
}

echo "$runs runs, 8 figures of 12 blocks each; $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg)"
for hosts in 1 100; do
  measure "sqlite, $hosts machines" "sqlite:$work/$hosts.sqlite" $hosts
  du -sh "$work/$hosts.sqlite" | sed 's/\t.*/ in the file/'
  rm -f "$work/$hosts.sqlite" "$work/server"
  sh "$root/tests/support/postgresql.sh" hold <"$work/held" >"$work/server" &
  exec 8>"$work/held"
  until [ -s "$work/server" ]; do sleep 0.1; done
  measure "postgresql, $hosts machines" "$(sed -n 1p "$work/server")" $hosts
  exec 8>&-
  wait
done
