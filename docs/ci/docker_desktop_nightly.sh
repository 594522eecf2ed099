#!/bin/sh
# Every night on a Mac: judges a new release of Docker Desktop against the last good one, measures the
# installed one, keeps the history, and tells of every new change.
# crontab: 17 2 * * * $HOME/sharebench/docker_desktop_nightly.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
keep=${SHAREBENCH_NIGHTS:-$HOME/sharebench-nights}
PATH=$PATH:/opt/homebrew/bin:/usr/local/bin
target=docker:desktop-linux
mkdir -p "$keep/releases" "$keep/runs"

# tell TEXT: cron mails what is printed; set SHAREBENCH_TELL to a command that reads it instead.
tell() { printf '%s\n' "$1" | ${SHAREBENCH_TELL:-cat}; }

# The newest release, each kept for as long as it may be a baseline.
version=$(brew info --cask docker-desktop | sed -n '1s/.*: \([0-9][0-9.]*\).*/\1/p')
[ -n "$version" ] || { tell "brew names no version of Docker Desktop"; exit 1; }
if [ ! -f "$keep/releases/$version.dmg" ]; then
  brew fetch --cask docker-desktop
  cp "$(brew --cache --cask docker-desktop)" "$keep/releases/$version.part"
  mv "$keep/releases/$version.part" "$keep/releases/$version.dmg"
fi
[ -f "$keep/good" ] || echo "$version" >"$keep/good" # the first one is the first baseline
good=$(cat "$keep/good")
export BASELINE_DMG="$keep/releases/$good.dmg" CANDIDATE_DMG="$keep/releases/$version.dmg"

# A release is judged until there is a verdict.
if [ "$version" != "$good" ] && [ ! -f "$keep/releases/$version.bad" ]; then
  status=0
  sharebench regress --baseline $target --swap-command "$here/docker_desktop_swap.sh" \
    --shares virtiofs --suite mission --out "$keep/judged/$version" || status=$?
  case $status in
    0) echo "$version" >"$keep/good" ;;
    1)
      : >"$keep/releases/$version.bad"
      tell "Docker Desktop $version is slower than $good: $keep/judged/$version/report.md"
      ;;
    3) tell "Docker Desktop $version against $good: undecided, tried again tomorrow" ;;
    *) tell "Docker Desktop $version could not be judged (exit $status)" ;;
  esac
fi

# The night: what is installed from now on is the newest release, good or not.
"$here/docker_desktop_swap.sh" candidate
sharebench run --target $target --shares volume,virtiofs --baseline volume --suite mission \
  --time-budget 2h --out "$keep/runs"
sharebench history add "$keep/runs" --db "sqlite:$keep/history.sqlite"
status=0
news=$(sharebench history alert --db "sqlite:$keep/history.sqlite") || status=$?
case $status in
  0 | 3) ;; # nothing new, or too few nights yet
  1) tell "$news" ;;
  *) tell "the history could not be looked at (exit $status)" ;;
esac
