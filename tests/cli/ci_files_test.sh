#!/bin/sh
# The workflow is YAML with commands that exist; the cron scripts do what docs/ci.md says, with stand-ins
# for the commands of a Mac.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
ci="$SOURCE_DIR/docs/ci"
/usr/bin/python3 "$SOURCE_DIR/tests/support/read_workflow.py" "$SHAREBENCH" "$ci/sharebench.yml" \
  "$ci/docker_desktop_nightly.sh" "$SOURCE_DIR/docs/ci.md" "$SOURCE_DIR/docs/fleet.md" "$SOURCE_DIR/docs/install.md" >out 2>err || fail "the workflow"
cat out
sed 's/--gbench-flat/--gbench-round/' "$ci/sharebench.yml" >wrong.yml
! /usr/bin/python3 "$SOURCE_DIR/tests/support/read_workflow.py" "$SHAREBENCH" wrong.yml 2>err ||
  fail "an option that does not exist is taken"

# Stand-ins: each writes its call into `calls`; sharebench takes its exit codes from `exits`.
mkdir bin
cp "$ci"/docker_desktop_*.sh .
stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"bin/$1" && chmod +x "bin/$1"; }
for name in osascript open; do stand_in $name "echo $name \"\$*\" >>\"\$CALLS\""; done
stand_in sudo 'echo sudo "$*" >>"$CALLS"'
stand_in docker 'echo 27.3.1'
stand_in brew 'case $* in
  "info --cask docker-desktop") printf "==> docker-desktop: %s,173168 (auto_updates)\nhttps://docker.com\n" "$(cat "$NEWEST")" ;;
  "--cache --cask docker-desktop") echo "$NEWEST" ;;
esac'
stand_in sharebench 'echo sharebench "$*" >>"$CALLS"
case "$1 ${2:-}" in
  "regress "*) for side in baseline candidate; do
      while [ "$1" != --swap-command ]; do shift; done
      "$2" $side; done >/dev/null
    exit "$REGRESS" ;;
  "history alert") echo "slower since yesterday"; exit "$ALERT" ;;
esac'
export PATH="$scratch/bin:$PATH" CALLS="$scratch/calls" NEWEST="$scratch/newest" REGRESS=0 ALERT=0
export SHAREBENCH_NIGHTS="$scratch/nights of a mac"

night() {  # VERSION REGRESS ALERT
  echo "$1" >newest
  REGRESS=$2 ALERT=$3
  : >calls
  expect 0 sh ./docker_desktop_nightly.sh
}
judged() { grep -c '^sharebench regress' calls || true; }

night 4.34.0 0 3
[ "$(judged)" = 0 ] || fail "the first release has nothing to be judged against"
says calls "sharebench run --target docker:desktop-linux --shares volume,virtiofs --baseline volume"
says calls "sharebench history add $SHAREBENCH_NIGHTS/runs"
[ "$(cat "$SHAREBENCH_NIGHTS/good")" = 4.34.0 ] || fail "no first baseline"
! grep -q slower out || fail "too few nights were told as a change"

night 4.35.1 3 0
[ "$(judged)" = 1 ] || fail "a new release is judged"
says out "Docker Desktop 4.35.1 against 4.34.0: undecided"
says calls "sudo hdiutil attach -nobrowse -quiet $SHAREBENCH_NIGHTS/releases/4.34.0.dmg"
says calls "sudo hdiutil attach -nobrowse -quiet $SHAREBENCH_NIGHTS/releases/4.35.1.dmg"

night 4.35.1 1 0
[ "$(judged)" = 1 ] || fail "an undecided release is judged again"
says out "Docker Desktop 4.35.1 is slower than 4.34.0"

night 4.35.1 1 1
[ "$(judged)" = 0 ] || fail "a bad release was judged again"
says out "slower since yesterday"

night 4.36.0 0 0
[ "$(cat "$SHAREBENCH_NIGHTS/good")" = 4.36.0 ] || fail "a good release is the next baseline"
[ ! -s out ] || fail "a good night is silent"

night 4.37.0 4 4
says out "could not be judged (exit 4)"
says out "the history could not be looked at (exit 4)"
[ "$(cat "$SHAREBENCH_NIGHTS/good")" = 4.36.0 ] || fail "what was not judged is no baseline"

stand_in docker 'exit 1'
BASELINE_DMG=a.dmg CANDIDATE_DMG=b.dmg DOCKER_TRIES=0
export BASELINE_DMG CANDIDATE_DMG DOCKER_TRIES
expect 1 sh ./docker_desktop_swap.sh baseline
says err "Docker Desktop of a.dmg does not answer"
expect 2 sh ./docker_desktop_swap.sh
