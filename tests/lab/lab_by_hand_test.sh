# A lab that was brought up by hand: commands in it, what it says of itself, and its end.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
trap '"$SHAREBENCH" lab down >/dev/null 2>&1; rm -rf "$scratch"' EXIT
expect 0 "$SHAREBENCH" lab up
expect 0 "$SHAREBENCH" lab exec -- echo 'two  words' '$HOME'
says out 'two  words $HOME'
expect 0 "$SHAREBENCH" lab exec 'echo $HOME; echo to err >&2'
says out /root
says err "to err"
expect 5 "$SHAREBENCH" lab exec -- false
expect 0 "$SHAREBENCH" lab status
says out "up: "
# Nothing in the idle guest starts programs all the time: an emulated processor has no time to spare.
pids=$("$SHAREBENCH" lab exec "sh -c 'echo \$\$'; sleep 3; sh -c 'echo \$\$'" | tr '\n' ' ')
first=${pids%% *} last=${pids#* }
[ $((last - first)) -lt 8 ] || fail "processes were started in an idle guest: $pids"
# The guard's table is loaded: the model says shut, and nmap from the stranger's network agrees on every
# port, by IPv4 and IPv6; the guest mounts all the same. Without the table both say open.
agree() {
  expect "$1" "$SHAREBENCH" guard check --lab --json
  cp out model
  for target in 192.0.2.1 2001:db8::1; do
    ip netns exec "$namespace-stranger" nmap -Pn -n -sS $(echo $target | sed -n 's/.*:.*/-6/p') \
      -p 22,111,2049,12049,20048 -oX - $target >scan
    python3 - model scan "$2" <<'PY' || fail "nmap and the model do not agree on $target"
import json, sys, xml.etree.ElementTree as xml
model, scan = json.load(open(sys.argv[1])), xml.parse(sys.argv[2])
host = scan.find("host/address").get("addr")
family = "inet6" if ":" in host else "inet"
seen = {int(p.get("portid")): p.find("state").get("state") for p in scan.iter("port")}
said = {e["port"]: {"pass": "open", "block": "filtered"}[e["decision"]] for e in model["exposures"]
        if (e["interface"], e["family"], e["from"], e["proto"]) == ("en0", family, "stranger", "tcp")}
assert seen.pop(22) == "open", "the control port"
# The relay listens on the guest's network only: its packets get through, and nobody is there.
if seen[12049] == "closed": seen[12049] = "open"
assert seen == said and set(seen.values()) == {sys.argv[3]} and len(seen) == 4, (seen, said)
PY
  done
}
mounts() {
  expect 0 "$SHAREBENCH" lab exec "mkdir -p /mnt/n && mount -t nfs -o \
vers=3,proto=tcp,port=12049,nolock,mountproto=tcp,mountport=20048 192.168.56.1:/srv /mnt/n && ls /mnt/n && umount /mnt/n"
}
labs=$XDG_STATE_HOME/sharebench/labs
namespace=$(head -1 "$labs/by-hand/sharebench-lab")
agree 0 filtered
expect 0 "$SHAREBENCH" guard probe --lab
says out "agrees with the model (protected)"
mounts
ip netns exec "$namespace" sh "$SOURCE_DIR/containers/lab/enter.sh" \
  "$("$SHAREBENCH" lab build)/tree" "$labs/by-hand" nft delete table inet sharebench_guard
agree 1 open
expect 0 "$SHAREBENCH" guard probe --lab --target 2001:db8::1
says out "agrees with the model (exposed)"
mounts
expect 0 "$SHAREBENCH" lab down
expect 0 "$SHAREBENCH" lab status
no_lab_left
