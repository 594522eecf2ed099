# Runs in the lab's guest, with bash: one step of lab_replay_bench.py. Times are printed as "WALL USER
# SYSTEM" in seconds: wall time, CPU time outside and in the kernel.
set -eu
step=$1
shift
export TIMEFORMAT='%3R %3U %3S' TMPDIR=/var/bench
copy() { rm -rf "$2" && cp -r --preserve=timestamps "$1" "$2"; }
timed() { { time "$@" >/var/bench/said 2>&1 </dev/null; } 2>&1 || { cat /var/bench/said >&2; exit 1; }; }

# Both begin with nothing of the share in the guest's memory, but for "disk", which stays mounted.
settle() { sync && cd / && sh /var/bench/remount.sh; }
# OP: asks the served runner, prints its answer.
ask() {
  echo "{\"op\":\"$1\",\"workload\":\"replay\",\"params\":{\"trace\":\"$trace\",\"think\":\"$think\"},\"seed\":1,\"latency_every\":1000000}" >&"${runner[1]}"
  read -r answer <&"${runner[0]}"
  case $answer in
    *'"ok":false'* | *error_message*) echo "$1: $answer" >&2 && exit 1 ;;
  esac
}

case $step in
  # real TEMPLATE FOLDER COMMAND...
  real)
    copy "$1" "$2"
    settle
    cd "$2"
    shift 2
    timed "$@" ;;
  # replay AREA TRACE THINK: prints the runner's JSON; the runner compares the tree itself
  replay)
    trace=$2 think=$3
    mkdir -p "$1"
    /var/bench/sharebench-runner --mark "$1"
    coproc runner { exec /var/bench/sharebench-runner --serve --dir "$1"; }
    ask prepare
    settle
    ask run
    ran=$answer
    ask verify
    ask clean
    echo "$ran" ;;
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
