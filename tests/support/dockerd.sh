# Shared by tests with a docker engine of their own: dockerd out of the lab's tree, nothing installed.
# Sourced after lab.sh; start_dockerd [DOCKERD OPTION...] sets docker, socket and daemon.
tree=$("$SHAREBENCH" lab build 2>err)/tree || fail "the lab's image could not be built"

start_dockerd() {
  mkdir -p d bin
  ln -sf "$tree/usr/bin/docker" bin/docker
  docker=$scratch/bin/docker
  echo '{}' >d/config.json
  # A short socket path: unix sockets have 108 bytes.
  socket=$(mktemp -u /tmp/sbd.XXXXXX)
  LD_LIBRARY_PATH=$tree/usr/lib/x86_64-linux-gnu:$tree/lib/x86_64-linux-gnu \
    PATH=$tree/usr/sbin:$tree/usr/bin:$PATH dockerd --config-file "$scratch/d/config.json" \
    --data-root "$scratch/d/data" --exec-root "$scratch/d/exec" -p "$scratch/d/pid" -H "unix://$socket" \
    --iptables=false --ip6tables=false --bridge=none --storage-driver=vfs "$@" >dockerd.log 2>&1 &
  daemon=$!
  trap 'kill $daemon 2>/dev/null; wait $daemon 2>/dev/null || true; rm -rf "$scratch" "$socket"' EXIT
  for i in $(seq 300); do
    "$docker" -H "unix://$socket" info >/dev/null 2>&1 && return
    kill -0 $daemon 2>/dev/null || { tail -5 dockerd.log >&2; fail "dockerd did not start"; }
    sleep 0.1
  done
  fail "dockerd did not answer within 30 s"
}

# nothing_of_ours DIR: no container, image or volume on the engine, no folder of ours in DIR.
nothing_of_ours() {
  [ -z "$("$docker" ps -aq)" ] || fail "containers were left: $("$docker" ps -a)"
  [ -z "$("$docker" images -q)" ] || fail "an image was left"
  [ -z "$("$docker" volume ls -q)" ] || fail "a volume was left"
  nothing_left "$1"
}
