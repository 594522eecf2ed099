# Shared by the shell tests: a scratch folder that goes at the end, and checks that say what differed.
# Sourced with RUNNER and SHAREBENCH set.
set -eu
scratch=$(mktemp -d "${TMPDIR:-/tmp}/sharebench test.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
SHAREBENCH_OUT=results
SHAREBENCH_REPEAT=1  # bodies here are tiny; the test of sample sizes unsets it
export SHAREBENCH_OUT SHAREBENCH_REPEAT
export XDG_STATE_HOME="$scratch/state" XDG_CACHE_HOME="${XDG_CACHE_HOME:-$HOME/.cache}"
cd "$scratch"

fail() {
  echo "FAILED: $1" >&2
  for file in out err; do
    [ ! -f $file ] || { echo "--- $file" >&2; head -c 3000 $file >&2; }
  done
  exit 1
}

# expect STATUS COMMAND...: runs it, keeps out and err, checks the exit status.
expect() {
  wanted=$1
  shift
  status=0
  "$@" >out 2>err </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || fail "status $status, not $wanted: $*"
}

# says FILE TEXT: TEXT stands in FILE.
says() {
  grep -qF -- "$2" "$1" || fail "$1 does not say: $2"
}

# nothing_left DIR: no folder of ours is below DIR, and no runner of this test lives.
nothing_left() {
  [ -z "$(find "$1" -name 'sharebench-*' 2>/dev/null)" ] || fail "left behind: $(find "$1" -name 'sharebench-*')"
}
