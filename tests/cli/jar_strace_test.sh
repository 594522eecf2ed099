#!/bin/sh
# The system calls of both jar workloads, counted by strace over the timed part alone, against
# FIELD.md 6.2: Java 17 over 11,249 entries made 2.03 opens, 6.1 stats, 1.03 utimens and 0.03 mkdirs
# an entry in unzip mode, and about 25 path operations in all in memory mode.
# Classes: opens = open openat creat; stats = stat lstat newfstatat statx access faccessat (not of
# an open file); utimens = utimensat utime utimes futimesat; mkdirs = mkdir mkdirat; a path
# operation is any of these or another call that names a file (unlink, rename, readlink, ...). Only
# calls that name something in the area count: the runner looks at /proc for its answer.
set -eu
runner=${1:-$RUNNER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $1" >&2; exit 1; }

# count WORKLOAD SCALE: prepares, runs and verifies under strace; leaves counts in $work/counts.
count() {
  rm -rf "$work/area"
  "$runner" --mark "$work/area"
  for op in prepare run verify quit; do
    printf '{"op":"%s","workload":"%s","seed":1,"latency_every":100,"params":{"preset":"small","scale":"%s"}}\n' \
      "$op" "$1" "$2"
  done > "$work/requests"
  # The answers are the marks: what comes between those to `prepare` and to `run` is the timed part.
  # The leak checker of an asan build cannot work under a tracer.
  ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" strace -f -s 24 -e trace=%file,write -o "$work/trace" \
    "$runner" --serve --dir "$work/area" < "$work/requests" > "$work/answers" ||
    fail "the runner failed: $(cat "$work/answers")"
  ! grep -q '"ok":false' "$work/answers" || fail "$(cat "$work/answers")"
  sed -n 's/.*"ops":\([0-9]*\).*/\1/p' "$work/answers" | head -1 > "$work/entries"
  LC_ALL=C awk -v area="$work/area/" '
    { sub(/^[0-9]+ +/, "") }
    /^write\(1, / { ++answers; next }
    answers != 1 || !/^[a-z0-9]+\(/ || !index($0, area) || /AT_EMPTY_PATH/ { next }
    { name = $0; sub(/\(.*/, "", name); ++path }
    name ~ /^(open|openat|creat)$/ { ++opens }
    name ~ /^(stat|lstat|newfstatat|statx|access|faccessat|faccessat2)$/ { ++stats }
    name ~ /^(utimensat|utime|utimes|futimesat)$/ { ++utimens }
    name ~ /^(mkdir|mkdirat)$/ { ++mkdirs }
    END { printf "opens %d\nstats %d\nutimens %d\nmkdirs %d\npath %d\n", opens, stats, utimens, mkdirs, path }
  ' "$work/trace" > "$work/counts"
  echo "$1 at scale $2: $(cat "$work/entries") entries, $(tr '\n' ' ' < "$work/counts")"
}

# an_entry CLASS WANTED: the count divided by the entries is WANTED to 10 %.
an_entry() {
  LC_ALL=C awk -v class="$1" -v wanted="$2" -v entries="$(cat "$work/entries")" '
    $1 == class { found = $2 / entries }
    END {
      printf "  %s an entry: %.4f, wanted %s\n", class, found, wanted
      exit !(found >= 0.9 * wanted && found <= 1.1 * wanted)
    }' "$work/counts" || fail "$1 an entry are off by more than 10 %"
}

# at_most CLASS LIMIT
at_most() {
  LC_ALL=C awk -v class="$1" -v limit="$2" '
    $1 == class { found = $2 }
    END { exit !(found > 0 && found <= limit) }' "$work/counts" || fail "$1 are not within $2"
}

count jar_unzip 0.3
an_entry opens 2.03
an_entry stats 6.1
an_entry utimens 1.03
an_entry mkdirs 0.03
an_entry path 9.2

# 16 jars at scale 1, so 0.3 makes 5 and 0.1 makes 2: the count follows the jars, not the entries.
count jar_memory 0.3
at_most path $((20 + 3 * 5))
count jar_memory 0.1
at_most path $((20 + 3 * 2))
echo ok
