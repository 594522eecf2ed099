#!/bin/sh
# Records what real programs ask of a file system, by class of call: tests/captured/profiles, which the
# workloads that stand for them are held against.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 2 ]; then
  cat <<END
usage: record_profiles.sh OUTDIR NAME...

NAME  git_status, javac_build, sqlite_delete, sqlite_wal, untar, mmap_read: need git, javac, sqlite3, tar, ld.lld
      composer_autoload: needs php and composer; npm_install, watch_poll: need npm and its registry
Each writes OUTDIR/NAME.txt: the program, its version, what it was given, the units, counts by class.
END
  exit 2
fi
out=$(cd "$1" && pwd)
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# trace DIR COMMAND...: its calls on files, in $work/trace.
trace() {
  cd "$1"
  traced_in=$1
  shift
  strace -f --seccomp-bpf -y -s 80 -e trace=%file,%desc -o "$work/trace" "$@" >"$work/out" 2>&1 || {
    tail -5 "$work/out" >&2
    exit 1
  }
  cd "$work"
}

# save NAME UNITS "a unit" VERSION GIVEN UNDER [option...]
save() {
  name=$1 units=$2 unit=$3 version=$4 given=$5 under=$6
  shift 6
  {
    echo "# $version"
    echo "# $given"
    echo "# $(strace -V | head -1), $(date -u +%Y-%m-%d), tests/support/record_profiles.sh"
    echo "units $units $unit"
    python3 "$here/strace_profile.py" "$work/trace" --under "$under" --cwd "$traced_in" "$@"
  } >"$out/$name.txt"
}

# A tree of 1,200 files in 20 folders and one more in each; all of them dated.
tree() {
  python3 - "$1" <<'END'
import os, sys
for d in range(20):
    for folder in (f"{sys.argv[1]}/d{d}", f"{sys.argv[1]}/d{d}/e{d}"):
        os.makedirs(folder)
        for f in range(30):
            path = f"{folder}/f{f}.c"
            with open(path, "w") as file:
                file.write(f"{f}" * (1 + 37 * f))
            os.utime(path, (10**9, 10**9))
END
}

. "$here/record_programs.sh"
for name; do
  rm -rf "$work/w"
  mkdir "$work/w"
  "record_$name" "$work/w"
  echo "$out/$name.txt"
done
