# How each real program is set up and run for record_profiles.sh, which sources this: record_NAME DIR.

record_git_status() {
  tree "$1/t"
  cd "$1/t"
  export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null HOME="$1"
  git init -q .
  git add .
  git -c user.name=a -c user.email=a@b commit -qm x
  for f in 1 2 3 4 5 6 7 8 9 10; do
    sed -i 's/^./x/' "d$f/f$f.c"  # as long as before
  done
  trace "$1/t" git -c core.untrackedCache=false status
  save git_status 1200 file "$(git --version)" "git status, 1200 files in 40 folders, 10 edited" "$1/t"
}

record_javac_build() {
  python3 - "$1" <<'END'
import os, sys
for i in range(60):
    folder, other = f"{sys.argv[1]}/src/p{i // 20}", (i * 7 + 3) % 60
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/C{i}.java", "w") as source:
        source.write(f"package p{i // 20};\nimport p{other // 20}.C{other};\npublic class C{i} {{\n"
                     f"  public int f(int x) {{ return x < 1 ? 0 : new C{other}().f(x - 1); }}\n"
                     f"  static class Inner {{ int g() {{ return {i}; }} }}\n}}\n" + "// text\n" * 600)
END
  mkdir "$1/classes"
  find "$1/src" -name '*.java' | LC_ALL=C sort >"$work/sources"
  trace "$1" javac -d classes "@$work/sources"
  save javac_build 60 source "$(javac -version 2>&1)" "javac of 60 sources in 3 packages into 120 classes" "$1"
}

# sqlite MODE DIR: 50 rows, a transaction each.
sqlite() {
  sqlite3 "$2/db" "pragma journal_mode=$1; create table t(id integer primary key, v blob);" >/dev/null
  python3 -c '
print("pragma synchronous=full;")
for i in range(50): print("insert into t(v) values(randomblob(90));")' >"$work/rows.sql"
  trace "$2" sh -c "exec sqlite3 db <'$work/rows.sql'"
  save "sqlite_$1" 50 commit "sqlite3 $(sqlite3 --version | cut -d' ' -f1)" \
    "journal_mode=$1, synchronous=full, 50 inserts of 90 bytes, a transaction each" "$2"
}
record_sqlite_delete() { sqlite delete "$1"; }
record_sqlite_wal() { sqlite wal "$1"; }

record_untar() { untar untar --no-same-owner "$1"; }
record_untar_owner() { untar untar_owner --same-owner "$1"; }  # as root, whose default this is

# untar NAME OPTION DIR: extracts $ARCHIVE, or else the package whose tree the workload has.
untar() {
  name=$1 option=$2
  shift 2
  cd "$1"
  if [ -n "${ARCHIVE:-}" ]; then
    cp "$ARCHIVE" a.tar
    from="the archive that the workload wrote"
  else
    npm pack --silent rxjs@7.8.2 >/dev/null
    gunzip -c rxjs-7.8.2.tgz >package.tar
    mkdir tree && tar -xf package.tar -C tree && tar -cf a.tar -C tree package  # npm's lists no folders
    rm -rf tree package.tar rxjs-7.8.2.tgz
    from="rxjs 7.8.2, packed by tar"
  fi
  members=$(tar -tf a.tar | wc -l)
  mkdir out
  trace "$1" tar -xpf a.tar -C out "$option"
  save "$name" "$members" member "$(tar --version | head -1)" "tar -xp $option of $from" "$1"
}

record_mmap_read() {
  cd "$1"
  mkdir in
  for i in 0 1 2 3 4 5 6 7; do
    echo "char pad$i[100000] = {1}; int f$i(int x) { return x + $i; }" >"$work/a.c"
    gcc -c "$work/a.c" -o "in/a$i.o"
  done
  trace "$1" ld.lld -shared -o out.so in/a0.o in/a1.o in/a2.o in/a3.o in/a4.o in/a5.o in/a6.o in/a7.o
  save mmap_read 8 file "$(ld.lld --version)" "ld.lld of 8 objects of 100 kB; its inputs alone" "$1/in"
}

record_composer_autoload() {
  python3 - "$1" <<'END'
import json, os, sys
os.chdir(sys.argv[1])
psr4 = {}
for l in range(4):
    psr4[f"Lib{l}\\"] = [f"lib{l}/{root}/" for root in "abc"]
    for root in "abc":
        os.makedirs(f"lib{l}/{root}/Sub/Deep")
    for c in range(25):
        with open(f"lib{l}/c/Sub/Deep/C{c}.php", "w") as file:
            file.write(f"<?php\nnamespace Lib{l}\\Sub\\Deep;\nclass C{c} {{}}\n" + "// text\n" * 400)
with open("composer.json", "w") as file:
    json.dump({"name": "a/b", "autoload": {"psr-4": psr4}}, file)
with open("run.php", "w") as file:
    file.write("""<?php require __DIR__ . "/vendor/autoload.php"; $n = 0;
for ($l = 0; $l < 4; $l++) for ($c = 0; $c < 30; $c++) $n += class_exists("Lib$l\\\\Sub\\\\Deep\\\\C$c");
if ($n !== 100) exit(1);""")
END
  COMPOSER_ALLOW_SUPERUSER=1 composer dump-autoload -q -d "$1"
  trace "$1" php run.php
  save composer_autoload 120 class "$(php --version | head -1), $(composer --version --no-ansi 2>/dev/null | head -1)" \
    "100 classes of 4 namespaces in the last of 3 folders, 20 that are nowhere" "$1"
}

record_npm_install() {
  mkdir "$1/cache" "$1/p"
  cd "$1/p"
  export npm_config_cache="$1/cache" npm_config_audit=false npm_config_fund=false
  echo '{"name":"x","version":"1.0.0"}' >package.json
  npm install --silent rxjs@7.8.2
  rm -rf node_modules package-lock.json
  echo '{"name":"x","version":"1.0.0"}' >package.json
  trace "$1/p" npm install --ignore-scripts --offline rxjs@7.8.2
  save npm_install "$(find node_modules -type f | wc -l)" file "npm $(npm --version), node $(node --version)" \
    "npm install --offline rxjs@7.8.2 (and tslib) from a warm cache; below node_modules alone" "$1/p/node_modules"
}

record_watch_poll() {
  tree "$1/t"
  cd "$1"
  npm install --silent --no-audit --no-fund chokidar@3.6.0
  cat >watch.js <<'END'
const watcher = require('chokidar').watch('t', { usePolling: true, interval: 500, binaryInterval: 500 });
watcher.on('ready', () => {
  require('fs').writeSync(1, 'ready\n');
  setTimeout(() => { require('fs').writeSync(1, 'end\n'); process.exit(); }, 4000);
});
END
  trace "$1" node watch.js
  # How often each file was asked for after `ready`, the median: that many passes were made.
  passes=$(python3 - "$work/trace" <<'END'
import collections, re, statistics, sys
counts, ready = collections.Counter(), False
for line in open(sys.argv[1]):
    ready = ready or '"ready' in line
    found = re.search(r'statx\(.*"([^"]*\.c)"', line)
    if ready and found:
        counts[found.group(1)] += 1
print(round(statistics.median(counts.values())))
END
  )
  save watch_poll $((1241 * passes)) path "chokidar 3.6.0, node $(node --version)" \
    "$passes passes over 1200 files and 41 folders" "$1/t" --phase 1
}
