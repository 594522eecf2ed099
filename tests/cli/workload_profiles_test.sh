# What a workload asks of a file system, by class of call and unit of work, against the program that it
# stands for: profiles that tests/support/record_profiles.sh recorded, and git and tar as they are here.
RUNNER=$1
. "$SOURCE_DIR/tests/support/shell.sh"
support=$SOURCE_DIR/tests/support
profiles=$SOURCE_DIR/tests/captured/profiles
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0"  # the leak check cannot run while being traced
export LSAN_OPTIONS= PYTHONDONTWRITEBYTECODE=1

# ours WORKLOAD UNITS UNIT PARAMS: prepares, runs and verifies under strace; the counts of the run, in `ours`.
# A served runner answers after every step: what comes between its first and second answer is the run.
ours() {
  rm -rf area
  expect 0 "$RUNNER" --mark area
  for op in prepare run verify quit; do
    printf '{"op":"%s","workload":"%s","seed":1,"latency_every":100,"params":{%s}}\n' $op "$1" "$4"
  done >requests
  strace -f --seccomp-bpf -y -s 80 -e trace=%file,%desc -o trace \
    "$RUNNER" --serve --dir area <requests >answers 2>err || fail "the runner: $(cat answers err)"
  ! grep -q '"ok":false' answers || fail "$1: $(cat answers)"
  echo "units $2 $3" >ours
  python3 "$support/strace_profile.py" trace --under "$scratch/area" --phase 1 >>ours
}

# like PROFILE PERCENT [options]: each class within PERCENT.
like() {
  echo "$1:"
  [ -f "$1" ] || fail "no profile $1"
  [ -z "${KEEP_PROFILES:-}" ] || cp ours "$KEEP_PROFILES/$(basename "$1")"  # for profile_table.py
  real=$1 percent=$2
  shift 2
  python3 "$support/compare_profiles.py" ours "$real" "$percent" "$@" || fail "the calls differ from $real"
}

# Names in .git differ from clone to clone; the tree is 19 in 20 calls.
ours git_status 1200 file '"files":"1200","dirs":"40","depth":"2","changed":"10"'
like "$profiles/git_status.txt" 15
sh "$support/record_profiles.sh" . git_status >out 2>err || fail "recording git"
like git_status.txt 15

# tslib comes with rxjs, in one folder: fewer folders on the way of a file. Node hands a file on in parts
# as they come out of gzip: some more writes than files.
ours npm_install 2277 file '"files":"2277"'
like "$profiles/npm_install.txt" 15

# Packages that are imported from are looked for as classes first; how often depends on the sources.
ours javac_build 60 source '"sources":"60","packages":"3"'
like "$profiles/javac_build.txt" 10

# The poller's passes begin and end within what was recorded.
ours watch_poll 12410 path '"files":"1200","dirs":"40","depth":"2","passes":"10","changed":"0"'
like "$profiles/watch_poll.txt" 15

# chown is root's alone: the journal is given to the database's owner. Opening and closing, which SQLite
# spreads over 50 commits and we do not do for a shell's questions, is under 5 %.
ours sqlite_commit 50 commit '"count":"50","row":"100"'
like "$profiles/sqlite_delete.txt" 10 --ignore chown
# Of so few calls a commit, those of the start (the index and its locks) are a tenth.
ours sqlite_commit 50 commit '"count":"50","row":"100","journal":"wal"'
like "$profiles/sqlite_wal.txt" 15 --ignore chown,fstat,stat,stat_miss,read,open,create,close

# vendor/autoload.php and what it includes: five files more.
ours composer_autoload 120 class '"classes":"100","libraries":"4"'
like "$profiles/composer_autoload.txt" 10

# One large file more or less is a few writes. tar sets the mode of a folder by a descriptor that it opens
# for that (88 folders in 2,365 members), the workload by its path, as only Linux has such descriptors.
by_descriptor=open,opendir,fstat,chmod
ours untar 2365 member '"files":"2277"'
like "$profiles/untar.txt" 15 --ignore $by_descriptor
ours untar 2365 member '"files":"2277","owner":"true"'
like "$profiles/untar_owner.txt" 15 --ignore $by_descriptor

ours mmap_read 8 file '"files":"8","size":"100KiB"'
like "$profiles/mmap_read.txt" 0

# The archive that the workload writes is one for tar as well, and tar makes the same calls on it.
rm -rf area
expect 0 "$RUNNER" --mark area
mkfifo questions replies
"$RUNNER" --serve --dir area <questions >replies 2>err &
exec 3>questions 4<replies
printf '{"op":"prepare","workload":"untar","seed":1,"params":{"files":"2277"}}\n' >&3
read -r answer <&4
cp area/*/*.tar package.tar || fail "no archive after: $answer"
printf '{"op":"quit"}\n' >&3
exec 3>&- 4<&-
wait
ARCHIVE=$scratch/package.tar sh "$support/record_profiles.sh" . untar >out 2>err || fail "recording tar"
ours untar 2365 member '"files":"2277"'
like untar.txt 4 --ignore $by_descriptor  # closing a folder's descriptor is 88 closes in 2,365
