# Shared by the lab's shell tests: static runner, state of its own, and a look for leftovers.
# Sourced with SHAREBENCH set, after which `lab_run OPTION...` measures in the lab.
. "$SOURCE_DIR/tests/support/shell.sh"
[ "$(id -u)" = 0 ] || { echo "the lab needs root" >&2; exit 1; }
static=$SOURCE_DIR/build/runner/sharebench-runner.x86_64
[ -x "$static" ] || fail "no static runner; build it: scripts/build-runner x86_64"

namespaces_before=$(ip netns list | sort)

lab_run() {
  "$SHAREBENCH" run --target lab --runner "$static" "$@"
}

# Nothing of this test's labs: no namespace whose processes are ours, no mount, no state, no process.
no_lab_left() {
  [ -z "$(find "$XDG_STATE_HOME" -mindepth 3 2>/dev/null)" ] || fail "left: $(find "$XDG_STATE_HOME" -mindepth 3 | head -5)"
  ! grep -qF "$(basename "$scratch" | sed 's/ /\\040/g')" /proc/self/mountinfo || fail "a mount was left"
  [ "$(ip netns list | sort)" = "$namespaces_before" ] || fail "a network namespace was left: $(ip netns list)"
  ! pgrep -f "$(basename "$scratch" | sed 's/[.]/[.]/g')/state" >pids || fail "processes were left: $(cat pids)"
}
