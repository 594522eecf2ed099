#!/bin/sh
# A real PostgreSQL server for tests: unpacked from Debian's packages, never installed, not a service.
set -eu

case ${1:-} in
  fetch | hold) ;;
  *)
    cat <<END
usage: tests/support/postgresql.sh fetch | hold

fetch  gets Debian's PostgreSQL, unpacks it into a cache, makes an empty cluster there (once)
hold   starts a server on a copy of that cluster, prints its address, and stops and removes it when
       standard input ends: also when whoever holds the other end is killed

The server listens on a socket in a temporary folder alone. Root gives it to the user nobody, since
PostgreSQL refuses root; so root's cache is /var/cache/sharebench, where nobody can read.
END
    [ "${1:-}" = --help ] || exit 2
    exit 0
    ;;
esac

user=65534
if [ "$(id -u)" = 0 ]; then
  cache=/var/cache/sharebench/postgresql
  as_user="setpriv --reuid $user --regid $user --clear-groups"
  give() { chown -R $user:$user "$@"; }
else
  cache=${XDG_CACHE_HOME:-$HOME/.cache}/sharebench/postgresql
  as_user=
  give() { :; }
fi
export LC_ALL=C
export LD_LIBRARY_PATH="$cache/root/usr/lib/$(uname -m)-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

fail() {
  echo "postgresql: $1" >&2
  exit 1
}

# The server's package and those libraries it wants that are not installed; its compiler is not wanted.
packages() {
  server=$(apt-cache depends postgresql | sed -n 's/^ *Depends: \(postgresql-[0-9]*\)$/\1/p')
  [ -n "$server" ] || return 1
  echo "$server"
  for library in $(apt-cache depends "$server" | sed -n 's/^ *Depends: \(lib[^ ]*\)$/\1/p'); do
    case $library in libllvm*) continue ;; esac
    dpkg-query -W -f '${db:Status-Status}\n' "$library" 2>/dev/null | grep -qx installed || echo "$library"
  done
}

fetch() {
  [ ! -e "$cache/made" ] || return 0
  rm -rf "$cache/root" "$cache/debs" "$cache/cluster"
  mkdir -p "$cache/debs" "$cache/root" "$cache/cluster"
  chmod 755 "$cache" "$cache/root"
  list=$(packages) || { apt-get -q update >&2 && list=$(packages); } || fail "apt knows no PostgreSQL"
  # shellcheck disable=SC2086
  (cd "$cache/debs" && apt-get -q download $list >&2) || fail "cannot download: $list"
  for deb in "$cache"/debs/*.deb; do dpkg -x "$deb" "$cache/root"; done
  rm -rf "$cache/debs"
  give "$cache/cluster"
  chmod 700 "$cache/cluster"
  $as_user "$(programs)/initdb" --pgdata="$cache/cluster" --username=bench --auth=trust \
    --encoding=UTF8 --locale=C --no-sync --wal-segsize=1 >&2 || fail "initdb failed"
  : >"$cache/made"
}

programs() { echo "$cache"/root/usr/lib/postgresql/*/bin; }

mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
fetch
exec 9>&-
[ "$1" = hold ] || exit 0

folder=$(mktemp -d /tmp/sharebench-postgresql.XXXXXX)
server=
stop() {
  # Whatever it holds is thrown away, so it need not put it in order.
  [ -z "$server" ] || { kill -QUIT "$server" 2>/dev/null && wait "$server"; } || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 143' TERM HUP
trap 'exit 130' INT
cp -a "$cache/cluster" "$folder/cluster"
give "$folder"
$as_user "$(programs)/postgres" -D "$folder/cluster" -c listen_addresses= -c fsync=off -c jit=off \
  -c "unix_socket_directories=$folder" ${SHAREBENCH_POSTGRESQL_OPTIONS:-} \
  >"$folder/log" 2>&1 </dev/null &
server=$!
waited=0
until [ -S "$folder/.s.PGSQL.5432" ] && grep -q 'ready to accept connections' "$folder/log"; do
  kill -0 "$server" 2>/dev/null && [ $waited -lt 300 ] || { cat "$folder/log" >&2; fail "did not start"; }
  sleep 0.1
  waited=$((waited + 1))
done
echo "postgresql://bench@/postgres?host=$folder"
echo "$server"
while read -r _; do :; done
