# The recipes for two Docker Desktops and two backends, with stand-ins for the commands of a Mac: what
# is edited, started and waited for, and that everything is as before at the end, whatever happens.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir bin "Docker 4.36.app" Docker.app arm
export HOME="$scratch/home of a mac" PATH="$scratch/bin:$PATH" CALLS="$scratch/calls" DOCKER_PAUSE=0.01 DOCKER_TRIES=50
export UP="$scratch/up" SHAREBENCH DOCKER_APP=Docker.app
settings="$HOME/Library/Group Containers/group.com.docker"
kept="$XDG_STATE_HOME/sharebench/docker-desktop"
mkdir -p "$settings"

# Stand-ins. Docker Desktop is up while the file `up` names its bundle; quitting takes three looks of
# pgrep, starting three of docker. While it runs it writes its settings, as the real one does.
stand_in() { printf '#!/bin/sh\n%s\n' "$2" >"bin/$1" && chmod +x "bin/$1"; }
stand_in osascript '[ "$*" = "-e quit app id \"com.docker.docker\"" ] || exit 9
echo quit >>"$CALLS"; echo 3 >"$UP.ending"'
stand_in pgrep '[ "$*" = "-x com.docker.backend" ] || exit 9
[ -f "$UP" ] || exit 1
left=$(cat "$UP.ending"); [ "$left" -gt 0 ] || { rm "$UP"; exit 1; }
echo $((left - 1)) >"$UP.ending"'
stand_in open '[ "$1" = -a ] && [ -d "$2" ] || exit 9
echo "open $2" >>"$CALLS"; echo "$2" >"$UP"; echo 3 >"$UP.starting"'
stand_in defaults '[ "$1 $3" = "read CFBundleShortVersionString" ] || exit 9
case $2 in "Docker 4.36.app/Contents/Info") echo 4.36.0 ;; Docker.app/Contents/Info) echo "${NEW:-4.37.1}" ;; *) exit 9 ;; esac'
stand_in docker '[ "$1 $2 $3 $4" = "--context desktop-linux version --format" ] || exit 9
[ -f "$UP" ] || exit 1
left=$(cat "$UP.starting")
[ "$left" -le 0 ] || { echo $((left - 1)) >"$UP.starting"; exit 1; }
case $5,$(cat "$UP") in
  *Platform.Name*,Docker.app) echo "Docker Desktop 4.37.1 (178610)" ;;
  *Platform.Name*) echo "Docker Desktop 4.36.0 (175267)" ;;
  *) echo 27.4.0 ;;
esac'
store='{
  "AutoStart": false,
  "FilesharingDirectories": ["/Users"],
  "UseVirtualizationFramework" :true,
  "UseVirtualizationFrameworkVirtioFS": true
}'
printf '%s' "$store" >"$settings/settings-store.json"  # no newline at its end, as the real one
chmod 600 "$settings/settings-store.json"
cp -p "$settings/settings-store.json" before
same() { cmp before "$settings/settings-store.json" && [ "$(stat -c %a "$settings/settings-store.json")" = 600 ] &&
  [ ! -e "$kept" ] || fail "the settings are not as before"; }
swap() { sh "$SOURCE_DIR/scripts/swap-docker-desktop" "$@"; }
has() {  # LIBKRUN FRAMEWORK VIRTIOFS GRPC: as JSON, all other keys as before
  python3 - "$settings/settings-store.json" before "$@" <<'PY' || fail "the settings are not those of the backend"
import json, sys
now, before = (json.load(open(f), object_pairs_hook=list) for f in sys.argv[1:3])
keys = ["UseLibkrun", "UseVirtualizationFramework", "UseVirtualizationFrameworkVirtioFS", "UseGrpcfuse"]
assert [str(dict(now)[k]).lower() for k in keys] == sys.argv[3:], now
assert len(dict(now)) == len(now), "a key is there twice"
assert [p for p in now if p[0] not in keys] == [p for p in before if p[0] not in keys]
PY
}

echo Docker.app >"$UP"
expect 0 swap backend virtiofs vmm candidate
has true false true false
expect 0 swap backend grpcfuse osxfs baseline
has false true false true
expect 0 swap backend grpcfuse osxfs candidate
has false true false false
[ "$(sort calls | uniq -c | awk '{ print $1, $2 }' | paste -sd' ')" = "3 open 3 quit" ] || fail "not restarted each time"
cmp before "$kept/settings-store.json" || fail "what was kept is not the first state"
expect 0 swap backend grpcfuse osxfs restore
same
expect 0 swap backend a b restore  # twice does no harm
same

# The older file, in one line, with keys in camel case; and one without any key.
mv "$settings/settings-store.json" aside
printf '{"useGrpcfuse":true,"proxy":{"value":"useGrpcfuse"},"useVirtualizationFramework":false}' >"$settings/settings.json"
cp "$settings/settings.json" old
expect 0 swap backend virtiofs grpcfuse baseline
python3 -c 'import json, sys
s = json.load(open(sys.argv[1]))
assert s == {"useLibkrun": False, "useVirtualizationFrameworkVirtioFS": True, "useGrpcfuse": False,
             "proxy": {"value": "useGrpcfuse"}, "useVirtualizationFramework": True}, s' "$settings/settings.json" 2>err || fail "camel case"
expect 0 swap backend virtiofs grpcfuse restore
cmp old "$settings/settings.json" || fail "the old file is not as before"
printf '{\n}\n' >"$settings/settings.json"
expect 0 swap backend virtiofs grpcfuse baseline
python3 -c 'import json, sys; assert len(json.load(open(sys.argv[1]))) == 4' "$settings/settings.json" || fail "an empty file"
expect 0 swap backend virtiofs grpcfuse restore
printf '{"useGrpcfuse": {"value": true, "locked": true}}' >"$settings/settings.json"
expect 1 swap backend virtiofs grpcfuse baseline
says err "useGrpcfuse in $settings/settings.json is neither true nor false"
expect 0 swap backend virtiofs grpcfuse restore
rm "$settings/settings.json"
expect 1 swap backend virtiofs grpcfuse baseline
says err "start Docker Desktop once"
expect 0 swap backend virtiofs grpcfuse restore
mv aside "$settings/settings-store.json"
: >calls
expect 1 swap backend virtiofs vhs candidate
says err "there is no backend 'vhs'"
expect 1 swap app "Docker 4.36.app" "Docker 4.99.app" candidate
says err "there is no Docker 4.99.app"
[ ! -s calls ] || fail "Docker Desktop was ended for a name that does not exist"
expect 2 swap backend virtiofs vmm again
expect 2 swap engine a b baseline
same

# Two bundles; what the newer one leaves behind goes at the end. Another version that answers is named.
expect 0 swap app "Docker 4.36.app" Docker.app baseline
[ "$(cat "$UP")" = "Docker 4.36.app" ] || fail "the other bundle was started"
echo '{}' >"$settings/settings.json"
expect 0 swap app "Docker 4.36.app" Docker.app candidate
NEW=4.38.0 expect 1 swap app "Docker 4.36.app" Docker.app candidate
says err "Docker.app is 4.38.0, but Docker Desktop 4.37.1 (178610) answers"
expect 0 swap app "Docker 4.36.app" Docker.app restore
[ ! -e "$settings/settings.json" ] || fail "a file that was not there stayed"
same
DOCKER_TRIES=0 expect 1 swap app "Docker 4.36.app" Docker.app baseline
says err "Docker Desktop does not end"

# The whole: regress is called with the swap command, and the settings are back, also after a failure and
# after a restart of the Mac in between, which leaves no time to put them back.
regress() { sh "$SOURCE_DIR/scripts/regress-docker-desktop" "$@"; }
cat >sharebench <<'STANDIN'
#!/bin/sh
echo "sharebench $*" >>"$CALLS"
[ "$1 $2 $3 $4" = "regress --baseline docker:desktop-linux --swap-command" ] || exit 9
for arm in baseline candidate; do sh -c "$5 \"\$1\"" sh $arm || exit 4; done
[ -z "${REBOOT:-}" ] || kill -9 $PPID
exit "${STATUS:-0}"
STANDIN
chmod +x sharebench
real=$SHAREBENCH SHAREBENCH="$scratch/sharebench"
for status in 0 1 3; do
  : >calls
  STATUS=$status expect $status regress backend virtiofs vmm --suite mission --margin 5%
  says calls " --suite mission --margin 5%"
  [ "$(grep -c '^open Docker.app' calls)" = 3 ] || fail "not started for both arms and at the end"
  same
done
expect 0 regress app "Docker 4.36.app" Docker.app
same
REBOOT=yes expect 137 regress backend virtiofs vmm --out "out d"
[ -d "$kept" ] || fail "nothing was kept for after the restart"
has true false true false
expect 0 regress backend virtiofs vmm --resume "out d/x.run.json"
says calls "--resume out d/x.run.json"
same
expect 2 regress backend virtiofs
expect 0 regress --help

# sharebench itself takes the line that is given to it: its swap command is called for each arm.
mkdir share
printf '#!/bin/sh\n[ "$2" != --baseline ] || { shift 3; set -- regress --baseline local:arm "$@"; }\nexec "%s" "$@"\n' "$real" >sharebench
: >calls
expect 3 regress backend virtiofs vmm --runner "$RUNNER" --workloads small_files:count=5 --warmup 0 --blocks 2 --quiet
[ "$(grep -c '^open Docker.app' calls)" = 5 ] || fail "not swapped for two blocks of two arms, and restored"
same
expect 3 regress backend virtiofs vmm --runner "$RUNNER" --workloads small_files:count=5 --warmup 0 --blocks 2 --quiet \
  --time-budget 1ms --out part
: >calls
expect 3 regress backend virtiofs vmm --resume "$(ls part/*.run.json)" --runner "$RUNNER" --quiet
[ "$(grep -c '^open Docker.app' calls)" = 3 ] || fail "the run that went on did not swap for its one block"
grep -q '"complete": *true' part/*.run.json || fail "the run did not go on"
same
