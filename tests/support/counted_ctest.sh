# Runs ctest and fails when fewer tests ran than the sources promise, or when one was skipped.
#
# usage: counted_ctest.sh BUILD_DIR NAME LEAST CTEST_OPTION...; leaves NAME.closing in BUILD_DIR.
set -eu
build=$1 name=$2 least=$3
shift 3

fail() {
  echo "$name: $1" >&2
  exit 1
}

rm -f "$build/$name.closing"
ctest --test-dir "$build" --no-tests=error --output-on-failure -O "$build/$name.log" "$@"
line=$(grep 'tests failed out of' "$build/$name.log") || fail "ctest did not say how many tests ran"
# A ctest of a unit test program is a suite of tests; how many it has stands beside the program.
more=$(cat "$build"/tests/unit/*.suites 2>/dev/null | awk '
  NR == FNR { tests[$1] = $2; next }
  $2 == "Test" && $4 in tests { more += tests[$4] - 1 }
  END { print more + 0 }' - "$build/$name.log")
ran=$((${line##* } + more))
[ "$ran" -ge "$least" ] || fail "$ran tests ran, the sources promise $least"
[ "$ran" -gt 0 ] || fail "no test ran"
! grep -E '\*\*\*(Skipped|Not Run)|\(Disabled\)' "$build/$name.log" || fail "a test did not run"
echo "$name, $ran tests, $least or more expected; of suites and scripts $line" >"$build/$name.closing"
