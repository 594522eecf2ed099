#!/bin/sh
# Installs one of two releases of Docker Desktop on this Mac and starts it: the swap command of regress.
# usage: docker_desktop_swap.sh baseline|candidate
# BASELINE_DMG and CANDIDATE_DMG are the disk images; sudo must not ask for a password.
set -eu
case ${1:-} in
  baseline) image=$BASELINE_DMG ;;
  candidate) image=$CANDIDATE_DMG ;;
  *)
    sed -n '3,4s/^# //p' "$0" >&2
    exit 2
    ;;
esac
osascript -e 'quit app "Docker Desktop"' || true # may not be running
sudo hdiutil attach -nobrowse -quiet "$image"
sudo /Volumes/Docker/Docker.app/Contents/MacOS/install --accept-license --user="$(id -un)"
sudo hdiutil detach -quiet /Volumes/Docker
open -a Docker
tries=0
until docker --context desktop-linux version --format '{{.Server.Version}}' >/dev/null; do
  [ $((tries += 1)) -le "${DOCKER_TRIES:-120}" ] || { echo "Docker Desktop of $image does not answer" >&2; exit 1; }
  sleep 2
done
