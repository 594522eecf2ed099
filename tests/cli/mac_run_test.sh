# scripts/run on a Mac: its branch for macOS, with stand-ins for brew, docker, sw_vers, uname and cmake.
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir -p bin "a clone/build/runner"
cp -R "$SOURCE_DIR/scripts" "a clone/"
run="$scratch/a clone/scripts/run"
stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"bin/$1" && chmod +x "bin/$1"; }
stand_in uname 'case ${1:-} in -m) echo arm64 ;; *) echo Darwin ;; esac'
stand_in sw_vers 'case $1 in -productVersion) echo 15.4 ;; -buildVersion) echo 24E248 ;; *) exit 9 ;; esac'
stand_in brew 'case $* in
  "list --formula -1") cat "$HAVE" ;;
  "install "*) shift; echo "brew install $*" >>"$CALLS"; for each; do echo "$each"; done >>"$HAVE" ;;
  *) exit 9 ;; esac'
stand_in docker 'case "$*" in
  version) [ -n "$ENGINE" ] ;;
  "context show") echo "$ENGINE" ;;
  *) exit 9 ;; esac'
stand_in docker-machine '[ "$*" = "ls -q --filter state=Running" ] && printf "%s" "$MACHINE"'
stand_in cmake 'echo "cmake $*" >>"$CALLS"
[ "$*" != "--build --preset release" ] || {
  mkdir -p build/release/harness
  printf "#!/bin/sh\nfor each; do echo \"[\$each]\"; done >\"\$CALLS.args\"\npwd >>\"\$CALLS.args\"\nexit \"\$STATUS\"\n" \
    >build/release/harness/sharebench
  chmod +x build/release/harness/sharebench; }'
stand_in apt-get 'exit 9'
export PATH="$scratch/bin:$PATH" CALLS="$scratch/calls" HAVE="$scratch/have" ENGINE= MACHINE= STATUS=0
printf 'cmake\nfmt\nsqlite\n' >have

# Nothing to measure: said before anything is installed or built.
expect 4 sh "$run"
says err "no Docker engine answers; start Docker Desktop"
[ ! -e calls ] || fail "something was installed or built"

# The engine of the context in use; what brew lacks is installed, once.
ENGINE=desktop-linux expect 4 sh "$run"
says out "== macOS 15.4 (24E248), arm64"
says calls "brew install ninja nlohmann-json cli11 boost soci pugixml node librsvg"
says err "scripts/build-runner x86_64 aarch64, and copy it here"
: >"a clone/build/runner/sharebench-runner.aarch64"
: >calls
STATUS=3 ENGINE=desktop-linux expect 3 sh "$run" --suite quick
[ "$(cat calls)" = "cmake --preset release
cmake --build --preset release" ] || fail "called was: $(cat calls)"
[ "$(paste -sd' ' calls.args)" = "[run] [--blocks] [8] [--out] [$scratch/a clone/out] [--target] [docker:desktop-linux] [--suite] [quick] $scratch" ] ||
  fail "sharebench was called with: $(cat calls.args)"

# A docker-machine that runs comes first; what the user says comes before all.
MACHINE=default ENGINE=desktop-linux expect 0 sh "$run"
says calls.args "[docker-machine:default]"
expect 0 sh "$run" --target=local --blocks 2
[ "$(paste -sd' ' calls.args)" = "[run] [--out] [$scratch/a clone/out] [--target=local] [--blocks] [2] $scratch" ] ||
  fail "sharebench was called with: $(cat calls.args)"
expect 0 sh "$run" --resume x.run.json
! grep -q -e --target calls.args || fail "a run that is taken up has its target"

# Without Homebrew it says where to get it. The formula wants what install-deps installs, and names the repository
# that it is given, or that this clone came from.
rm bin/brew
ENGINE=desktop-linux expect 4 sh "$run"
says err "Homebrew is missing; see https://brew.sh"
sed -n 's/^  brews="\(.*\)"$/\1/p' "$SOURCE_DIR/scripts/install-deps" | tr ' ' '\n' | sort >brews
sed -n 's/^  depends_on "\([^"]*\)".*/\1/p' "$SOURCE_DIR/packaging/sharebench.rb.in" | sort >formula
diff brews formula >err || fail "the formula and install-deps differ"
cp -R "$SOURCE_DIR/packaging" "a clone/"
git -C "a clone" init -q
formula() { expect "$1" sh "a clone/scripts/formula" ${2:+"$2"}; }
formula 1
says err "this clone came from nowhere; give the repository"
formula 0 https://git.example/bench/sharebench.git
says out '  homepage "https://git.example/bench/sharebench"'
says out '  head "https://git.example/bench/sharebench.git", branch: "main"'
! grep -q '@[A-Z]*@' out || fail "something was not filled in"
git -C "a clone" remote add origin ssh://git@git.example/sharebench
formula 0
says out '  head "ssh://git@git.example/sharebench", branch: "main"'
says out '  homepage "ssh://git@git.example/sharebench"'
formula 0 /Users/jane/sharebench
says out '  head "file:///Users/jane/sharebench", branch: "main"'
formula 2 --nonsense
formula 2 'a"b'
