# "Which mount am I really on?": one line for each engine, answered from kept conversations.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
version=$("$SHAREBENCH" --version | grep -o '[0-9][0-9.]*' | head -n 1)
mkdir share
# Files that say what processor they are for and hold nothing else: no container is started here.
elf() { printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0'; printf "$1"; head -c 44 /dev/zero; }
elf '\076\0' >runner.x86_64
elf '\267\0' >runner.aarch64

look() {  # STATUS TALK TARGET ARCH OPTION...
  status=$1 talk=$2 target=$3 arch=$4
  shift 4
  sed "s/@VERSION@/$version/" "$SOURCE_DIR/tests/captured/targets/$talk.transcript" >talk
  expect "$status" "$SHAREBENCH" doctor --target "$target" --dir share --runner "runner.$arch" --replay talk "$@"
  nothing_left share
}
line() {
  says out "$1"
  [ "$(wc -l <out)" -eq 1 ] || fail "not one line"
}

look 0 docker-desktop-virtiofs docker:desktop-linux aarch64
line "share in docker:desktop-linux: VirtioFS under Docker Desktop's fakeowner (fstype fakeowner from /run/host_mark/Users, \
rw,nosuid,nodev,relatime,rw,fakeowner), Docker Desktop 4.37.1 (178610), Apple Virtualization framework; set to virtiofs (settings-store.json)"
says err "does not tell upper from lower case"
look 0 docker-desktop-grpcfuse docker:desktop-linux x86_64
line "gRPC FUSE (fstype fuse.grpcfuse from grpcfuse, "
line "Docker Desktop 4.3.2 (72729), HyperKit; set to grpcfuse (settings.json)"
look 0 docker-machine-virtualbox docker-machine:default x86_64
line "VirtualBox shared folders (fstype vboxsf from Users, rw,nodev,relatime,rw), Boot2Docker 19.03.12 (TCL 10.1), VirtualBox 6.1.38r153438"
look 0 docker-machine-nfs docker-machine:default x86_64
line "NFS version 3 (fstype nfs from 192.168.99.1:/System/Volumes/Data/Users, rw,relatime,rw,vers=3,"
look 0 colima docker:colima aarch64
line "VirtioFS (fstype virtiofs from mount0, rw,relatime,rw), Colima 0.8.1, Apple Virtualization framework; set to virtiofs (colima status)"

# A copy is called one, whatever the settings say, and the answer is no.
look 1 docker-desktop-synchronized docker:desktop-linux aarch64
line "share in docker:desktop-linux: a copy, no share: a disk of the engine's machine (fstype ext4 from /dev/vda1,"
says err "is no share but a copy"
look 1 docker-desktop-synchronized docker:desktop-linux aarch64 --json
python3 -c 'import json; a = json.load(open("out"))
assert a["copy"] is True and a["backend"] == "disk" and a["observed"]["fstype"] == "ext4", a
assert a["facts"]["product"] == "Docker Desktop 4.37.1 (178610)" and a["facts"]["synchronized directories"] == "1", a
assert any("copy" in sentence for sentence in a["odd"]), a'

# What was asked for by name is held against what is there.
look 4 colima docker:colima aarch64 --share sshfs
says err "asked for sshfs, but the container's mount table says fstype virtiofs"
look 4 colima docker:colima x86_64
says err "is for x86_64, and docker:colima runs aarch64"
says err "scripts/build-runner aarch64"
look 2 colima docker:colima aarch64 --share native
expect 4 "$SHAREBENCH" doctor --target docker:nowhere --dir share --docker "$scratch/no-docker"
says err "error: "
