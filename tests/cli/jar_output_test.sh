#!/bin/sh
# The assembly against tools that are not ours: unzip and jar list it, java runs it, and a Java
# program that applies sbt-assembly's default map with java.util.zip says what must be in it.
set -eu
runner=${1:-$RUNNER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL: $1" >&2; exit 1; }
mkfifo "$work/requests" "$work/answers"

# start: a served runner on a fresh area; ask OP: one request, its answer in $answer.
start() {
  rm -rf "$work/area"
  "$runner" --mark "$work/area"
  "$runner" --serve --dir "$work/area" < "$work/requests" > "$work/answers" &
  exec 3> "$work/requests" 4< "$work/answers"
}
ask() {
  printf '{"op":"%s","workload":"%s","seed":7,"params":{%s}}\n' "$1" "$workload" "$params" >&3
  read -r answer <&4
}
must() {
  ask "$1"
  case $answer in *'"ok":false'*) fail "$1 of $workload: $answer" ;; esac
}
stop() {
  ask quit
  exec 3>&- 4<&-
  wait
}

cat > "$work/Oracle.java" <<'JAVA'
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import java.util.zip.*;

/** Prints "name size crc" of every entry: of a jar as it is, or of what jars must be merged to. */
public class Oracle {
  static final SortedMap<String, byte[]> merged = new TreeMap<>();

  static String crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return bytes.length + " " + Long.toHexString(crc.getValue());
  }

  static void print(SortedMap<String, byte[]> files) {
    files.forEach((name, bytes) -> System.out.println(name + " " + crc(bytes)));
  }

  static byte[] join(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  static byte[] lines(byte[] old, byte[] more) {
    Set<String> lines = new LinkedHashSet<>();
    new String(old, StandardCharsets.UTF_8).lines().forEach(lines::add);
    new String(more, StandardCharsets.UTF_8).lines().forEach(lines::add);
    return lines.stream().map(l -> l + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
  }

  static void merge(String jar, String name, byte[] bytes) {
    String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase();
    if (name.equals("reference.conf")) {
      byte[] end = bytes.length > 0 && bytes[bytes.length - 1] == '\n' ? new byte[0] : new byte[] {'\n'};
      merged.merge(name, join(bytes, end), Oracle::join);
    } else if (last.matches("(license|licence|notice|copying|readme|about)([.]\\w+)?") && !last.endsWith(".class")) {
      int dot = name.lastIndexOf('.') > name.lastIndexOf('/') ? name.lastIndexOf('.') : name.length();
      merged.put(name.substring(0, dot) + "_" + jar.replaceFirst("[.]jar$", "") + name.substring(dot), bytes);
    } else if (name.matches("META-INF/(MANIFEST.MF|INDEX.LIST|DEPENDENCIES|.*[.](SF|DSA|RSA)|maven/.*)")) {
      return;
    } else if (name.startsWith("META-INF/services/")) {
      merged.merge(name, lines(new byte[0], bytes), Oracle::lines);
    } else {
      byte[] old = merged.putIfAbsent(name, bytes);
      if (old != null && !Arrays.equals(old, bytes)) throw new IllegalStateException("conflict: " + name);
    }
  }

  static SortedMap<String, byte[]> read(Path path, boolean apply) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.isDirectory()) continue;
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        CRC32 crc = new CRC32();
        crc.update(bytes);
        if (crc.getValue() != entry.getCrc()) throw new IOException("CRC of " + entry);
        if (apply) merge(path.getFileName().toString(), entry.getName(), bytes);
        files.put(entry.getName(), bytes);
      }
    }
    return files;
  }

  /** The same jar front to back, as a class loader that streams it would see it. */
  static int streamed(Path path) throws IOException {
    int count = 0;
    try (ZipInputStream zip = new ZipInputStream(new FileInputStream(path.toFile()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zip.readAllBytes(); // throws on a wrong CRC
        if (!entry.isDirectory()) ++count;
      }
    }
    return count;
  }

  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[1]);
    if (args[0].equals("jar")) {
      SortedMap<String, byte[]> files = read(path, false);
      if (files.remove("META-INF/MANIFEST.MF") == null) throw new IOException("no manifest");
      if (streamed(path) != files.size() + 1) throw new IOException("streamed entries");
      print(files);
      return;
    }
    try (Stream<Path> jars = Files.list(path)) {
      for (Path jar : jars.sorted().collect(Collectors.toList())) read(jar, true);
    }
    print(merged);
  }
}
JAVA
javac -d "$work" "$work/Oracle.java"
oracle() { java -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$work" Oracle "$@"; }

# assemble: two verified runs of $workload with $params; the jars in $work/first.jar and second.jar.
assemble() {
  start
  must prepare
  for name in first second; do
    must run
    cp "$work"/area/*/assembly.jar "$work/$name.jar"
    [ "$name" = second ] && rm -rf "$work/inputs" && cp -r "$work"/area/*/jars "$work/inputs"
    must verify
  done
  stop
  cmp "$work/first.jar" "$work/second.jar" || fail "two runs of $workload differ"
}

check_jar() {
  unzip -tqq "$work/first.jar" > /dev/null || fail "unzip -t refuses the jar of $workload"
  unzip -Z1 "$work/first.jar" > "$work/by_unzip"
  jar tf "$work/first.jar" > "$work/by_jar"
  cmp "$work/by_unzip" "$work/by_jar" || fail "unzip and jar list different entries"
  oracle jar "$work/first.jar" > "$work/found"
  oracle merged "$work/inputs" > "$work/wanted"
  diff "$work/wanted" "$work/found" || fail "entries of $workload are not what Java makes of them"
  [ "$(wc -l < "$work/found")" -gt "$1" ] || fail "$workload packed too few entries"
  [ "$(java -jar "$work/first.jar")" = sharebench ] || fail "java -jar does not run the jar"
  sed 1,2d "$work/by_jar" | LC_ALL=C sort -c || fail "entries of $workload are not sorted"
}

for workload in jar_unzip jar_memory; do
  params='"preset":"service","scale":"0.02"'
  assemble
  check_jar 500
  cp "$work/first.jar" "$work/$workload.jar"
done
cmp "$work/jar_unzip.jar" "$work/jar_memory.jar" || fail "the two workloads pack differently"

# Jars that the JDK's own tool made, with data descriptors, a folder of them, and one conflict.
mkdir -p "$work/real" "$work/a/x" "$work/b/x"
echo one > "$work/a/x/Same.class"
echo one > "$work/b/x/Same.class"
echo left > "$work/a/LICENSE"
echo right > "$work/b/LICENSE"
unzip -qq -d "$work/a" "$work/first.jar" Main.class
jar cfe "$work/real/left.jar" Main -C "$work/a" .
jar cf "$work/real/right.jar" -C "$work/b" .
for workload in jar_unzip jar_memory; do
  params='"jars":"'$work/real'"'
  assemble
  check_jar 3
done

echo two > "$work/b/x/Same.class"
jar cf "$work/real/right.jar" -C "$work/b" .
start
ask prepare
case $answer in
  *"entry 'x/Same.class' differs between 'left.jar' and 'right.jar'"*) ;;
  *) fail "a conflict was answered with: $answer" ;;
esac
stop

# A wrong byte between run and verify.
params='"preset":"small","scale":"0.01"'
start
must prepare
must run
jar=$(echo "$work"/area/*/assembly.jar)
printf '\377' | dd of="$jar" bs=1 seek=5000 conv=notrunc 2> "$work/dd" || fail "dd"
ask verify
case $answer in
  *assembly.jar*'"ok":false'*) ;;
  *) fail "a wrong byte was answered with: $answer" ;;
esac
stop
echo ok
