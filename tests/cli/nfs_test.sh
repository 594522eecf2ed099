# `sharebench nfs`: plans from conversations with Macs old and new, and whole setups on a Mac of stand-ins.
RUNNER=$1 SHAREBENCH=$2
# root is asked for on the terminal: here is none, so be root, if only in a namespace of one's own.
[ "$(id -u)" = 0 ] || exec unshare -r sh "$0" "$@"
. "$SOURCE_DIR/tests/support/shell.sh"
. "$SOURCE_DIR/tests/support/mac_stand_ins.sh"

planned() {  # STATUS CASE OPTION...
  status=$1 case=$2
  shift 2
  python3 "$SOURCE_DIR/tests/support/mac_conversation.py" "$case" >conversation
  expect "$status" "$SHAREBENCH" nfs plan --replay conversation "$@"
}

planned 0 old
says out '+"/Users" -alldirs -mapall=501:20 192.168.99.100'
says out 'by_nfs 192.168.99.1:/Users /Users /Users nfsvers=3,proto=tcp,port=2049'
planned 0 catalina
says out 'NFS from macOS 10.15.7 to docker-machine (192.168.99.100)'
says out '+"/System/Volumes/Data/Users" -alldirs -mapall=501:20 192.168.99.100'
says out '+nfs.server.mount.port = 20048'
says out 'run: nfsd checkexports'
says out 'option nolock: locks stay inside the VM'
says out 'measure it: sharebench run --shares nfs3,nfs4'
planned 0 sequoia --json --options actimeo=1
python3 - out <<'END' || fail "the plan's JSON is not as it should be"
import json, sys
plan = json.load(open(sys.argv[1]))
kinds = [step["kind"] for step in plan["steps"]]
writes = [step["path"] for step in plan["steps"] if step["kind"] == "write"]
assert plan["exports"] == ["/System/Volumes/Data/Users"] and plan["vm"] == "192.168.99.100", plan
assert writes == ["/etc/pf.conf", "/Library/LaunchDaemons/org.sharebench.pfctl.plist", "/etc/nfs.conf",
                  "/etc/exports", "/var/lib/boot2docker/bootlocal.sh"], writes
assert kinds.index("check") < kinds.index("write", 8) and kinds.count("check") == 3, kinds
assert any("nfs3:actimeo=0" in line for line in plan["options"]), plan["options"]
assert plan["steps"][-1]["place"] == "host" or plan["steps"][-2]["place"] == "vm", plan["steps"][-2:]
END
planned 0 foreign
says out 'warning: line 3 of /etc/exports begins a section of docker-machine-nfs'
says out 'warning: line 4 of /etc/exports offers /System/Volumes/Data/Users to 192.168.99.100 already'
says out 'begins a section of Vagrant'
planned 0 odd_files
says out 'note: /etc/exports is a link: /Users/jane/exports is what is edited'
says out '+nfs.lockd.port = 20049 # old'
planned 4 stopped
says err 'the VM default is not running but Stopped'
says err 'docker-machine start default'
python3 "$SOURCE_DIR/tests/support/mac_conversation.py" unwritable >conversation
expect 1 "$SHAREBENCH" nfs apply --yes --replay conversation
says out 'taken back, because: tee /etc/pf.conf: status 1, tee: /etc/pf.conf: Operation not permitted'
[ ! -e "$XDG_STATE_HOME/sharebench/nfs/backup.json" ] || fail "a backup was left"
expect 2 "$SHAREBENCH" nfs plann
says err "did you mean 'plan'?"
expect 6 "$SHAREBENCH" nfs undo
says err 'there is nothing to undo'
"$SHAREBENCH" nfs options >table
python3 - table "$SOURCE_DIR/docs/nfs.md" <<'END' || fail "docs/nfs.md has another table of options than: nfs options"
import sys
assert open(sys.argv[1]).read() in open(sys.argv[2]).read()
END

# What a Mac has, byte for byte, with modes and owners.
state_of() {
  (cd "$MAC" && find etc Library vm* -type f ! -name mounts -exec ls -ldn --time-style=+ {} + -exec cat {} +)
}
apply() {  # STATUS OPTION...
  status=$1
  shift
  expect "$status" on_mac "$SHAREBENCH" nfs apply --yes "$@"
}

make_mac "$scratch/mac" 14.5
printf '# mine\r\n/usr -ro 10.0.0.1' >"$MAC/etc/exports"
chmod 640 "$MAC/etc/exports"
printf '#!/bin/sh\nexit 0' >"$MAC/vm/var/lib/boot2docker/bootlocal.sh"
state_of >before
expect 2 on_mac "$SHAREBENCH" nfs apply
says err 'give --yes'
apply 0
says out 'checked: NFS is shut to everybody but the VM'
says out "checked: the VM's mount table shows nfs"
grep -q ' /Users rw,relatime - nfs 192.168.99.1:/System/Volumes/Data/Users ' "$MAC/vm/proc/self/mountinfo" ||
  fail "no nfs in the VM"
[ "$(grep -c 'vboxsf' "$MAC/vm/proc/self/mountinfo")" = 0 ] || fail "vboxsf is still there"
# Nothing is exported before the rules are loaded, nothing restarted before the exports were read.
grep -n 'pfctl -E\|nfsd checkexports\|nfsd restart\|mount -t nfs' "$MAC/log" | cut -d: -f2 | cut -d' ' -f1,2 >order
printf '%s\n' 'pfctl -E' 'nfsd checkexports' 'nfsd restart' 'mount -t' | cmp - order || fail "order: $(cat order)"
apply 0
says out 'nothing to do'
expect 0 on_mac "$SHAREBENCH" guard check
cp "$MAC/etc/exports" exports
echo '/new 10.0.0.3' >>"$MAC/etc/exports"
expect 4 on_mac "$SHAREBENCH" nfs undo
says err 'exports was changed by somebody else since apply'
says err '+/new 10.0.0.3'
cp exports "$MAC/etc/exports"
expect 0 on_mac "$SHAREBENCH" nfs undo
says out 'put back /etc/exports'
says out 'removed /Library/LaunchDaemons/org.sharebench.pfctl.plist'
state_of >after
cmp before after || fail "undo left differences: $(diff before after)"

# Whatever fails, both sides are as they were.
fails() {  # FLAG WORDS
  cp "$SOURCE_DIR/tests/captured/nfs/o27-checkexports-mismatch.txt" "$MAC/$1"
  apply 1
  says out "$2"
  rm "$MAC/$1"
  state_of >after
  cmp before after || fail "$1 left differences: $(diff before after)"
  [ ! -e "$XDG_STATE_HOME/sharebench/nfs/backup.json" ] || fail "$1 left a backup"
}
fails mismatch 'nfsd checkexports: status 1, exports:3: exported dir/fs mismatch: /Users /System/Volumes/Data'
fails busy "umount: can't unmount /Users: Resource busy"
fails no-route 'mount.nfs: Connection timed out'

# A VM that is stopped is asked for; one that is gone is left out.
apply 0
touch "$MAC/stopped"
expect 4 on_mac "$SHAREBENCH" nfs undo
says err 'docker-machine start default'
expect 0 on_mac "$SHAREBENCH" nfs undo --without-vm
rm "$MAC/stopped"
for file in etc/exports etc/pf.conf etc/nfs.conf; do
  ! grep -q 'sharebench\|20048' "$MAC/$file" || fail "$file was not put back"
done

# Two VMs: the second keeps the first, exports and rules name both, and either may go first.
for first in default two; do
  make_mac "$scratch/before $first goes" 14.5
  make_vm vm.two
  printf '# mine\r\n/usr -ro 10.0.0.1' >"$MAC/etc/exports"
  state_of >before
  apply 0
  apply 0 --machine two
  says out 'NFS from macOS 14.5 to docker-machine (192.168.99.101)'
  says out 'and still to 192.168.99.100'
  says out 'checked: NFS is shut to everybody but the VM'
  says "$MAC/loaded" 'table <sb_vm> const { 192.168.99.100 192.168.99.101 }'
  for vm in vm vm.two; do
    grep -q ' /Users rw,relatime - nfs 192.168.99.1:/System/Volumes/Data/Users ' "$MAC/$vm/proc/self/mountinfo" ||
      fail "no nfs in $vm"
  done
  apply 0
  says out 'nothing to do'
  expect 0 on_mac "$SHAREBENCH" guard check
  says out '192.168.99.101 may reach NFS as well'
  apply 4 --machine two --options actimeo=1
  says err 'sharebench nfs undo --machine two'
  apply 4 --docker-desktop
  says err 'NFS is set up for the VM default already'
  expect 2 on_mac "$SHAREBENCH" nfs undo
  says err 'NFS is set up for default and two'
  expect 2 on_mac "$SHAREBENCH" nfs undo --machine three

  expect 0 on_mac "$SHAREBENCH" nfs undo --machine $first
  case $first in default) gone=192.168.99.100 left=192.168.99.101 ;; *) gone=192.168.99.101 left=192.168.99.100 ;; esac
  grep -q "501:20 $left" "$MAC/etc/exports" || fail "the other export is gone"
  ! grep -q "$gone" "$MAC/etc/exports" "$MAC/loaded" || fail "$gone is still let in"
  expect 0 on_mac "$SHAREBENCH" guard check --vm $left --vm-interface vboxnet0
  expect 0 on_mac "$SHAREBENCH" nfs undo
  state_of >after
  cmp before after || fail "undo left differences: $(diff before after)"
  [ -z "$(ls "$XDG_STATE_HOME/sharebench/nfs")" ] || fail "journals were left"
done

# Docker Desktop: the Mac exports to itself, the engine gets a volume.
make_mac "$scratch/desktop" 15.4
state_of >before
expect 0 on_mac "$SHAREBENCH" nfs apply --yes --docker-desktop --volume code --json
says out '"applied": true'
says "$MAC/volume" ',nfsvers=3,proto=tcp,port=2049,mountproto=tcp,mountport=20048,nolock :/System/Volumes/Data/Users'
says "$MAC/etc/exports" '"/System/Volumes/Data/Users" -alldirs -mapall=501:20 127.0.0.1'
says "$MAC/etc/nfs.conf" 'nfs.server.mount.require_resv_port = 0'
expect 0 on_mac "$SHAREBENCH" nfs apply --yes --docker-desktop --volume code
says out 'nothing to do'
expect 0 on_mac "$SHAREBENCH" nfs undo
state_of >after
cmp before after || fail "undo left differences: $(diff before after)"
[ ! -e "$MAC/volume" ] || fail "the volume was left"
