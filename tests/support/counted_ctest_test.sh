# Proves that the count of tests is a gate: a stand-in for ctest answers, and wrong answers must fail.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/build"
cat >"$folder/bin/ctest" <<'END'
#!/bin/sh
while [ "$1" != -O ]; do shift; done
cp "$ANSWER" "$2"
END
chmod +x "$folder/bin/ctest"
export ANSWER="$folder/answer"

answer() {
  printf '%s\n' "$@" >"$ANSWER"
}

counted() {
  PATH="$folder/bin:$PATH" sh "$SHAREBENCH_SOURCE_DIR/tests/support/counted_ctest.sh" \
    "$folder/build" unit "$1" -LE lab >/dev/null 2>&1
}

must_fail() {
  ! counted "$1" || { echo "passed with: $(cat "$ANSWER")" >&2 && exit 1; }
  [ ! -e "$folder/build/unit.closing" ] || { echo "left a closing line" >&2 && exit 1; }
}

answer "100% tests passed, 0 tests failed out of 7"
counted 7
grep -q 'out of 7' "$folder/build/unit.closing"
must_fail 8
answer "100% tests passed, 0 tests failed out of 0"
must_fail 0
answer "No tests were found!!!"
must_fail 0
answer "1/2 Test #1: a ...***Skipped   0.01 sec" "100% tests passed, 0 tests failed out of 2"
must_fail 2
answer "1/2 Test #1: a ...***Not Run (Disabled)   0.00 sec" "100% tests passed, 0 tests failed out of 2"
must_fail 2

# A suite counts as its tests, one that did not run does not.
mkdir -p "$folder/build/tests/unit"
printf 'core.Units 5\ncore.Warning 30\n' >"$folder/build/tests/unit/core_test.suites"
answer " 1/2 Test  #1: core.Units ..........   Passed    0.01 sec" " 2/2 Test  #2: cli.help ..........   Passed    0.01 sec" \
  "100% tests passed, 0 tests failed out of 2"
counted 6
must_fail 7
