#!/bin/sh
# How far a replay's time is from the real command's in the lab, on shares that it was not recorded on.
set -eu

case "${1:---help}" in
  --help|-h)
    cat <<END
usage: bench/replay/lab_replay_bench.sh BUILD_DIR RUNNER [ARGUMENT...]

BUILD_DIR  a build with sharebench and sharebench-vboxsf
RUNNER     the static runner: scripts/build-runner x86_64 makes build/runner/sharebench-runner.x86_64
ARGUMENT   for lab_replay_bench.py: --repeats 3 (rounds; three times as many for commands of less than 5 s),
           --programs untar,gcc,git_status,jar,
           --shares disk,vboxsf,nfs3,nfs4,virtiofs,9p,sshfs, --pace-ms 0 (NFS and vboxsf),
           --full (3,000 files, 30 C files, 2,000 classes; without it a tenth, for an emulated processor)

Brings up a lab whose image has the tools (built once, about 2 GiB), records each program once on the
guest's own disk under strace, then in each round takes its CPU times there and runs it and its replay on each
share. The runner compares the tree after each replay. A lab of its own, removed at the end. Needs root and
what the lab needs.
END
    exit 0 ;;
esac
build=$(cd "$1" && pwd) runner=$(realpath "$2")
shift 2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/sblabreplay.XXXXXX")
export XDG_STATE_HOME="$work/state"
sharebench=$build/harness/sharebench
cleanup() {
  "$sharebench" lab down >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
"$sharebench" lab up --with-tools
mkdir "$work/templates"
python3 "$here/lab_replay_bench.py" --sharebench "$sharebench" --runner "$runner" --work "$work/templates" "$@"
