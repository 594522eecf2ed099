# What mounting and unmounting ask of the service, seen by its own counters between the guest's steps.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
"$SHAREBENCH" lab build >out 2>err || fail "no image"
mkdir share
chmod 777 share
chmod 755 .
python3 - "$(dirname "$SHAREBENCH")/vboxsf/sharebench-vboxsf" <<'PY' || fail "mounting asks for something else"
import os, pathlib, socket, subprocess, sys
sys.path.insert(0, os.environ["SOURCE_DIR"] + "/tests/support")
import small_guest

INIT = """
insmod /vboxguest.ko
insmod /vboxsf.ko
step() { echo "STEP $1"; read go </dev/console; }
step loaded
mount -t vboxsf one /mnt; step "first mount"
umount /mnt; step unmount
mount -t vboxsf one /mnt; step "later mount"
umount /mnt
rmmod vboxsf; step "driver gone"
poweroff -f
"""
WANTED = {
    "loaded": {},
    "first mount": {"connects": 1, "set_utf8": 1, "set_symlinks": 1, "map_folder": 1, "create": 1},
    "unmount": {"unmap_folder": 1},
    "later mount": {"map_folder": 1, "create": 1},
    "driver gone": {"unmap_folder": 1, "disconnects": 1},
}


def ask(line):
    link.write(line + "\n")
    link.flush()
    return dict(word.split("=") for word in link.readline().split() if "=" in word)


def counts():
    calls = {name: int(value.split("/")[0]) for name, value in ask("counts").items() if "/" in value}
    return calls | {name: int(value) for name, value in ask("stats").items() if name.endswith("connects")}


image = small_guest.newest_image()
pathlib.Path("initrd.img").write_bytes(small_guest.initramfs(image, INIT))
command = [sys.argv[1], "--share", "one=share", "--user", "65534", "--control", "control", "--"]
guest = subprocess.Popen(command + small_guest.qemu(image, "initrd.img"), stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
link, before, seen = None, {}, {}
for line in guest.stdout:
    if "STEP " not in line:
        continue
    if link is None:
        connection = socket.socket(socket.AF_UNIX)
        connection.connect("control")
        link = connection.makefile("rw")
    step, now = line.partition("STEP ")[2].strip(), counts()
    seen[step] = {name: now[name] - before.get(name, 0) for name in now if now[name] != before.get(name, 0)}
    before = now
    guest.stdin.write("\n")
    guest.stdin.flush()
assert guest.wait() == 0
print(*seen.items(), sep="\n")
assert seen == WANTED, seen
PY
