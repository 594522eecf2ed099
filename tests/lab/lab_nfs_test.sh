# NFS set up and taken back in the lab: the guest plays docker-machine, its bootlocal.sh mounts at every boot, and where
# vboxsf was there is nfs with the same files.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
trap '"$SHAREBENCH" lab down >/dev/null 2>&1; rm -rf "$scratch"' EXIT
expect 0 "$SHAREBENCH" lab up
state=$XDG_STATE_HOME/sharebench/labs/by-hand
guest() { expect 0 "$SHAREBENCH" lab exec "$1"; }
kind() {
  guest "awk '\$2 == \"/Users\" { kind = \$3 } END { print kind }' /proc/self/mounts"
  [ "$(cat out)" = "$1" ] || fail "/Users in the guest is $(cat out), not $1"
}
# Files of the host side and the guest's script: bytes, modes, owners.
files() {
  { stat -c '%a %u:%g' "$state/run/ganesha.conf" && cat "$state/run/ganesha.conf" && ls "$state/run"; } >"$1"
  guest 'stat -c "%n %A %u %g %s" /var/lib/boot2docker/*; cat /var/lib/boot2docker/*; mount | grep Users'
  cat out >>"$1"
}

echo "of the host" >"$state/vboxsf/lab0/hello"
guest 'mkdir -p /Users /var/lib/boot2docker && mount -t vboxsf -o uid=1000,gid=50 lab0 /Users
printf "#!/bin/sh\necho mine >>/run/mine\nexit 0" >/var/lib/boot2docker/bootlocal.sh
chmod 700 /var/lib/boot2docker/bootlocal.sh; chown 1000:50 /var/lib/boot2docker/bootlocal.sh'
kind vboxsf
files before
expect 0 "$SHAREBENCH" nfs plan --lab
says out 'by_nfs 192.168.56.1:/mnt/lab0 /Users /Users'
files after && cmp before after || fail "a plan changed something: $(diff before after)"

expect 0 "$SHAREBENCH" nfs apply --lab --yes --options actimeo=1
says out 'checked: NFS is shut to everybody but the VM'
kind nfs
guest 'cat /Users/hello; echo "of the guest" >/Users/there; stat -c %s /Users/there'
says out 'of the host'
[ "$(cat "$state/vboxsf/lab0/there")" = "of the guest" ] || fail "the guest's file is not on the host"
expect 0 "$SHAREBENCH" nfs apply --lab --yes --options actimeo=1
says out 'nothing to do'

# A boot: vboxsf is mounted first, then bootlocal.sh runs, ours and the user's own lines.
guest 'umount /Users && mount -t vboxsf -o uid=1000,gid=50 lab0 /Users && /var/lib/boot2docker/bootlocal.sh
cat /run/mine'
says out mine
kind nfs
guest 'grep " /Users " /proc/self/mountinfo'
says out 'acregmax=1'

expect 0 "$SHAREBENCH" nfs undo
kind vboxsf
files after && cmp before after || fail "undo left differences: $(diff before after)"
guest 'cat /Users/hello /Users/there'
# Where the guard's table is gone, it is loaded before anything is exported, and taken away in the end.
in_lab() {
  ip netns exec "$(head -1 "$state/sharebench-lab")" sh "$SOURCE_DIR/containers/lab/enter.sh" "$tree" "$state" "$@"
}
tree=$("$SHAREBENCH" lab build)/tree
in_lab nft delete table inet sharebench_guard
# Somebody holds vboxsf: it cannot be unmounted, and everything is as it was, the table too.
guest 'cd /Users && (sleep 100 >/dev/null 2>&1 & echo $! >/run/holder)'
expect 1 "$SHAREBENCH" nfs apply --lab --yes
says out 'busy'
guest 'kill $(cat /run/holder)'
kind vboxsf
files after && cmp before after || fail "a failed apply left differences: $(diff before after)"
! in_lab nft list table inet sharebench_guard >/dev/null 2>&1 || fail "the table was left loaded"
expect 0 "$SHAREBENCH" lab down
no_lab_left
