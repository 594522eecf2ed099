# sharebench-vboxsf by itself, with its sandbox: two shares, one of them read-only, 5 GiB of memory, a reboot.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
program=$SOURCE_DIR/build/dev/harness/vboxsf/sharebench-vboxsf
[ -x "$program" ] || fail "no plain sharebench-vboxsf; build it: sh tests/support/plain_seccomp.sh"
"$SHAREBENCH" lab build >out 2>err || fail "no image"
mkdir share fixed
chmod 777 share fixed
chmod 755 .
printf 'from the host' >fixed/file
cat >init <<'GUEST'
insmod /vboxguest.ko
insmod /vboxsf.ko
mkdir -p /ro
mount -t vboxsf one /mnt
mount -t vboxsf two /ro
check() { if eval "$2"; then echo "ok: $1"; else echo "NOT: $1"; fi; }
check "memory above 4 GiB" '[ $(sed -n "s/^MemTotal: *\([0-9]*\) kB/\1/p" /proc/meminfo) -gt 4500000 ]'
check "reads the read-only share" '[ "$(cat /ro/file)" = "from the host" ]'
check "no file is made there" '! echo x 2>why >/ro/new'
check "and it says read-only" 'grep -qi "read-only" why'
check "none is removed there" '! rm /ro/file 2>why'
check "an unknown share is not mounted" '! mount -t vboxsf three /tmp 2>why'
# Linux takes pages from its zone Normal first, which is the memory above 4 GiB.
mkdir -p /big
mount -t tmpfs big /big
check "pages of that memory are used" 'grep -q "zone *Normal" /proc/zoneinfo'
check "writes from it" 'dd if=/dev/urandom of=/big/random bs=1M count=8 2>why && cp /big/random /mnt/random'
check "reads it back" 'echo 3 >/proc/sys/vm/drop_caches; cmp /big/random /mnt/random'
check "drivers can be unloaded and loaded" 'umount /mnt /ro && rmmod vboxsf vboxguest && insmod /vboxguest.ko &&
  insmod /vboxsf.ko && mount -t vboxsf one /mnt'
if [ -e /mnt/rebooted ]; then
  check "the file from before the reboot is there" '[ "$(cat /mnt/rebooted)" = first ]'
  umount /mnt
  poweroff -f
fi
echo first >/mnt/rebooted
exec 5</mnt/rebooted   # a handle that nobody closes
reboot -f
GUEST
python3 - "$program" <<'PY' || fail "the guest did not get through"
import pathlib, sys
sys.path.insert(0, __import__("os").environ["SOURCE_DIR"] + "/tests/support")
import small_guest
image = small_guest.newest_image()
pathlib.Path("initrd.img").write_bytes(small_guest.initramfs(image, pathlib.Path("init").read_text()))
command = [sys.argv[1], "--share", "one=share", "--share", "two=fixed:ro", "--user", "65534", "--"]
seconds, console = small_guest.boot(command + small_guest.qemu(image, "initrd.img", memory="5G", reboots=True))
pathlib.Path("console").write_text(console)
lines = console.replace("\r", "").splitlines()
print(*[line for line in lines if "ok: " in line or "NOT: " in line], sep="\n")
assert not [line for line in lines if "NOT: " in line], console[-3000:]
assert sum("ok: " in line for line in lines) == 21, "not every check was made"
assert "warning:" not in console, console[:1000]  # no sandbox, or half of one
PY
[ "$(stat -c %s share/random)" = $((8 << 20)) ] || fail "the guest's file is not whole"
[ "$(cat fixed/file)" = "from the host" ] || fail "the read-only share changed"
[ "$(ls fixed)" = file ] || fail "the read-only share changed"
