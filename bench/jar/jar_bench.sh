#!/bin/sh
# How fast jar_memory packs, against Info-ZIP's zip -6 and the JDK's jar, on 5,000 real classes.
# Neither of the two inflates or hashes anything: they read files that lie unzipped on a tmpfs,
# while the whole of jar_memory reads them out of a jar, inflates and packs them and computes the
# SHA-1 of the result. "pack" is its packing part alone, with the entries in memory.
#
# zip and jar are timed from start to end of their process, jar_memory from start to end of its
# timed part. Everything is pinned to one core; a round runs all four, and each ratio is of two
# times of the same round. CPU seconds are user and system; on a core of its own they are the wall
# clock, on a machine that others use they are what can still be compared.
set -eu

usage() {
  cat <<'TEXT'
usage: bench/jar/jar_bench.sh JAR_PACK_BENCH JAR...

  JAR_PACK_BENCH   the program built from bench/jar (a release build)
  JAR...           real jars with at least 5,000 classes in all, for example of Debian's
                   scala-library, libguava-java and libjackson2-databind-java

environment: ROUNDS (20), CORE (1), TMPFS (/dev/shm)
TEXT
}
case ${1:---help} in --help | -h) usage; exit 0 ;; esac
bench=$(realpath "$1")
shift
rounds=${ROUNDS:-20}
core=${CORE:-1}
work=$(mktemp -d "${TMPFS:-/dev/shm}/jar_bench.XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir "$work/all" "$work/classes" "$work/jars" "$work/out"
for jar in "$@"; do unzip -qqo "$jar" '*.class' -d "$work/all"; done
(cd "$work/all" && find . -name '*.class' ! -name module-info.class | LC_ALL=C sort | head -5000) \
  > "$work/list"
[ "$(wc -l < "$work/list")" -eq 5000 ] || { echo "error: the jars hold fewer than 5000 classes" >&2; exit 1; }
tar -C "$work/all" -cf - -T "$work/list" | tar -C "$work/classes" -xf -
rm -rf "$work/all"
jar cf "$work/jars/classes.jar" -C "$work/classes" .

measure() { taskset -c "$core" "$bench" "$@"; }
cd "$work/classes"
round=0
while [ "$round" -lt "$rounds" ]; do
  rm -rf "$work/out"
  mkdir -p "$work/out/area"
  zip_s=$(measure command zip -q -6 -r -X "$work/out/zip.zip" .)
  pack_s=$(measure pack "$work/jars/classes.jar" "$work/out")
  jar_s=$(measure command jar cf "$work/out/jar.jar" .)
  whole_s=$(measure whole "$work/jars" "$work/out/area")
  echo $zip_s $jar_s $whole_s $pack_s
  round=$((round + 1))
done > "$work/times"

# column EXPRESSION: median, smallest, largest and n of an awk expression over the rounds.
column() {
  LC_ALL=C awk "{ print $1 }" "$work/times" | LC_ALL=C sort -g | LC_ALL=C awk '
    { v[NR] = $1 }
    END { printf "%.3f (%.3f to %.3f, n = %d)", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2, v[1], v[NR], NR }'
}
size() { stat -c %s "$1"; }

echo "classes: 5000, $(du -sb --apparent-size "$work/classes" | cut -f1) bytes with folders"
for clock in wall CPU; do
  # Times come in pairs, wall first: zip is columns 1 and 2, jar 3 and 4, whole 5 and 6, pack 7 and 8.
  case $clock in
    wall) zip='$1' jar='$3' whole='$5' pack='$7' ;;
    CPU) zip='$2' jar='$4' whole='$6' pack='$8' ;;
  esac
  echo "$clock clock"
  echo "  zip -6 $(column "$zip") s"
  echo "  jar    $(column "$jar") s"
  echo "  whole  $(column "$whole") s"
  echo "  pack   $(column "$pack") s"
  echo "  whole, times as fast as zip: $(column "$zip / $whole"), wanted 0.95"
  echo "  whole, times as fast as jar: $(column "$jar / $whole"), wanted 1.3"
  echo "  pack,  times as fast as zip: $(column "$zip / $pack"), wanted 1.15"
  echo "  pack,  times as fast as jar: $(column "$jar / $pack"), wanted 1.5"
done
echo "bytes: jar_memory $(size "$work/out/area/assembly.jar")," \
  "jar $(size "$work/out/jar.jar"), zip $(size "$work/out/zip.zip")"
