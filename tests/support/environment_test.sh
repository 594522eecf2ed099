# Proves that tests run on the awkward machine that they are promised, not on a tidy one.
set -eu

fail() {
  echo "environment: $1" >&2
  exit 1
}

[ "$(locale decimal_point)" = "," ] || fail "the decimal point is '$(locale decimal_point)', not a comma; mend it with: scripts/install-deps test"
[ "$(date +%z)" = "+0545" ] || fail "the time zone is $(date +%z), not +0545"
case $HOME in *" "*) ;; *) fail "HOME '$HOME' has no space" ;; esac
[ -d "$HOME" ] || fail "HOME '$HOME' is not there"
[ -z "${NO_COLOR+set}" ] || fail "NO_COLOR is set"
[ -f "$SHAREBENCH_SOURCE_DIR/CMakePresets.json" ] || fail "SHAREBENCH_SOURCE_DIR is not the source"
