# An engine on another machine, played by the lab's guest: over ssh with a network that goes away in mid block,
# and over TCP with certificates as docker-machine makes them.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
socket=$(mktemp -u /tmp/sbs.XXXXXX)  # a short path: unix sockets have 108 bytes
trap '"$SHAREBENCH" lab down >/dev/null 2>&1; rm -rf "$scratch" "$socket"' EXIT

# Certificates: an authority, the engine's for its address, the client's; and those of another authority. They are
# made before the guest is, whose clock must not be behind them.
authority() {  # FOLDER
  mkdir -p "$1"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/O=bench" -keyout "$1/ca-key.pem" -out "$1/ca.pem" 2>>tls.log
}
certificate() {  # FOLDER NAME EXTENSIONS
  openssl req -newkey rsa:2048 -nodes -subj "/O=bench.default" -keyout "$1/$2-key.pem" -out "$1/$2.csr" 2>>tls.log
  printf '%s\n' "$3" >"$1/extensions"
  openssl x509 -req -in "$1/$2.csr" -CA "$1/ca.pem" -CAkey "$1/ca-key.pem" -CAcreateserial -days 30 \
    -extfile "$1/extensions" -out "$1/$2.pem" 2>>tls.log
}
for folder in certs others; do
  authority $folder
  certificate $folder cert "extendedKeyUsage=clientAuth"
  mv $folder/cert-key.pem $folder/key.pem
done
certificate certs server "subjectAltName=IP:192.168.56.10"
packed=$(tar -C certs -cz ca.pem server.pem server-key.pem | base64 -w0)

expect 0 "$SHAREBENCH" lab up
tree=$("$SHAREBENCH" lab build 2>err)/tree || fail "no image"
namespace=$(head -1 "$XDG_STATE_HOME/sharebench/labs/by-hand/sharebench-lab")
guest() { expect 0 "$SHAREBENCH" lab exec "$1"; }
nothing_on_engine() {
  guest "ls /srv/project; docker ps -aq; docker volume ls -q; docker images -q"
  [ ! -s out ] || fail "left on the engine: $(cat out)"
}

# An engine in the guest as boot2docker has it, a socket and TCP with certificates, beside the lab's own,
# which takes long to end; and an ssh server.
guest "mkdir -p /certs /run/sshd /srv/project /second && echo $packed | base64 -d | tar -xz -C /certs &&
  ssh-keygen -A >/dev/null && /usr/sbin/sshd
  dockerd --data-root /second --exec-root /run/second -p /run/second.pid -H unix:///var/run/docker.sock \
  -H tcp://192.168.56.10:2376 --tlsverify --tlscacert /certs/ca.pem --tlscert /certs/server.pem \
  --tlskey /certs/server-key.pem --iptables=false --ip6tables=false --bridge=none --storage-driver=overlay2 \
  >/var/log/second.log 2>&1 &
  for i in \$(seq 300); do docker version >/dev/null 2>&1 && exit; sleep 0.2; done; tail -5 /var/log/second.log; exit 1"

# The client's side: ssh with its own settings, which notices a dead connection, and docker contexts. A client that
# serves the runner number $CUT takes the network away right before it passes on that the sample shall begin.
mkdir -m 700 bin keys
cp "$tree/root/.ssh/id_ed25519" keys/
chmod 600 keys/id_ed25519
cat >bin/docker <<'END'
#!/bin/sh
case " $* " in *" --serve "*) echo >>"$SERVED" ;; *) exec "$REAL" "$@" ;; esac
[ "$(wc -l <"$SERVED")" -eq "${CUT:-0}" ] || exec "$REAL" "$@"
exec 3<&0
mkfifo "$SERVED.lines"  # no pipe: when the client ends, nothing of it may be left that holds its output open
while IFS= read -r line; do
  case $line in *'"op":"run"'*) ip link set tap0 down ;; esac
  printf '%s\n' "$line"
done <&3 >"$SERVED.lines" 2>/dev/null &
exec "$REAL" "$@" <"$SERVED.lines" 3<&-
END
cat >ssh_config <<END
Host *
  IdentityFile "$scratch/keys/id_ed25519"
  StrictHostKeyChecking accept-new
  UserKnownHostsFile "$scratch/keys/known_hosts"
  KexAlgorithms curve25519-sha256
  ServerAliveInterval 5
  ServerAliveCountMax 3
  ConnectTimeout 60
  ControlMaster auto
  ControlPath $socket
  ControlPersist 60
END
printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" -F "%s/ssh_config" "$@"\n' \
  "$tree/usr/lib/x86_64-linux-gnu:$tree/lib/x86_64-linux-gnu" "$tree/usr/bin/ssh" "$scratch" >bin/ssh
cat >bin/docker-machine <<END
#!/bin/sh
case "\$*" in
  "env --shell sh default") printf 'export %s="%s"\n' DOCKER_TLS_VERIFY 1 DOCKER_HOST tcp://192.168.56.10:2376 \
    DOCKER_CERT_PATH "\$CERTS" DOCKER_MACHINE_NAME default ;;
  "inspect default") echo '{"DriverName": "virtualbox", "Driver": {"IPAddress": "192.168.56.10", "CPU": 1}}' ;;
  *) exit 9 ;;
esac
END
chmod +x bin/*
export DOCKER_CONFIG="$scratch/docker config" PATH="$scratch/bin:$PATH" CERTS="$scratch/certs"
export REAL="$tree/usr/bin/docker" SERVED="$scratch/served"
docker context create far --docker host=ssh://root@192.168.56.10 >out 2>&1 || fail "no context"
docker context create tls --docker "host=tcp://192.168.56.10:2376,ca=$CERTS/ca.pem,cert=$CERTS/cert.pem,key=$CERTS/key.pem" \
  >out 2>&1 || fail "no context"
measure() {
  ip netns exec "$namespace" "$SHAREBENCH" run --runner "$static" --warmup 0 --repeat 1 "$@"
}

# Over ssh; in the second block the network goes away. The first block is kept, the run is taken up.
export CUT=2
status=0
measure --target docker:far --shares disk --workloads small_files:count=20 --blocks 2 --out far \
  >out 2>err </dev/null || status=$?
[ $status = 4 ] || [ $status = 5 ] || fail "status $status when the network went away"
ip -n "$namespace" link set tap0 up
CUT=
says err "1 finished blocks are in"
says err "sharebench run --resume"
file=$(ls far/*.run.json)
cp "$file" before.json
expect 0 measure --resume "$file" --quiet
python3 - before.json "$file" <<'PY' || fail "the run did not go on from its first block"
import json, sys
before, after = (json.load(open(f)) for f in sys.argv[1:])
assert not before["complete"] and after["complete"]
assert before["id"] == after["id"] and len([b for b in after["blocks"] if not b.get("invalid")]) == 2, after["blocks"]
n = len(before["samples"]["cell"])
assert n > 0 and before["samples"]["elapsed_ns"] == after["samples"]["elapsed_ns"][:n]
assert all(after["samples"]["verified"])
assert after["targets"][0]["engine"] == "docker" and after["mounts"][0]["observed"]["fstype"] == "ext4", after["mounts"]
PY
nothing_on_engine

# Over TCP with certificates: by context, and as docker-machine says; a directory of that machine.
expect 0 measure --target docker:tls --shares bind --dir /srv/project --workloads small_files:count=20 --blocks 1 --out tls
grep -q '"fstype": *"ext4"' tls/*.run.json || fail "the mount was not observed"
expect 0 measure --target docker-machine:default --shares disk --workloads small_files:count=20 --blocks 1 --out machine
nothing_on_engine
CERTS="$scratch/others" expect 4 measure --target docker-machine:default --shares disk --workloads small_files:count=20 --blocks 1
grep -qi certificate err || fail "it does not say that the certificate is wrong"

ip netns exec "$namespace" "$scratch/bin/ssh" -O exit root@192.168.56.10 2>/dev/null || true
rm -f "$socket"
expect 0 "$SHAREBENCH" lab down
no_lab_left
