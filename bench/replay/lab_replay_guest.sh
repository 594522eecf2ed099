# Runs in the lab's guest, with bash: one step of lab_replay_bench.py. Times are printed as "WALL USER
# SYSTEM" in seconds: wall time, CPU time outside and in the kernel.
set -eu
step=$1
shift
export TIMEFORMAT='%3R %3U %3S' TMPDIR=/var/bench
copy() { rm -rf "$2" && cp -r --preserve=timestamps "$1" "$2"; }
timed() { { time "$@" >/var/bench/said 2>&1 </dev/null; } 2>&1 || { cat /var/bench/said >&2; exit 1; }; }

case $step in
  # real TEMPLATE FOLDER COMMAND...
  real)
    copy "$1" "$2"
    cd "$2"
    sync
    shift 2
    timed "$@" ;;
  # replay AREA TRACE: prints the runner's JSON; the runner compares the tree itself
  replay)
    mkdir -p "$1"
    /var/bench/sharebench-runner --mark "$1"
    /var/bench/sharebench-runner --dir "$1" --workload replay --param "trace=$2" --benchmark_format=json \
      --latency-every 1000000 2>/var/bench/said || { cat /var/bench/said >&2; exit 1; } ;;
  # record TEMPLATE OUT COMMANDS: the lines of `sharebench record --show-commands` for /var/bench/record
  record)
    copy "$1" /var/bench/record
    mkdir -p "$2"
    cd /var/bench/record
    { read -r find; read -r calibration; read -r strace; } <"$3"
    eval "$find" >"$2/before"
    (cd /var/bench && eval "$calibration" >/var/bench/said 2>&1 && cp calibration.txt "$2/")
    timed eval "$strace"
    cp /var/bench/strace.txt "$2/"
    eval "$find" >"$2/after" ;;
esac
