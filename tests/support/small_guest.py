# The smallest guest that mounts vboxsf: a kernel of the lab's image, an initramfs of busybox and the two
# drivers, and a shell script as its init.
import os
import pathlib
import subprocess
import time

KERNEL = ("console=ttyS0 quiet panic=-1 mitigations=off nokaslr cryptomgr.notests random.trust_cpu=on "
          "8250.nr_uarts=1 rcupdate.rcu_expedited=1 lpj=4000000 no_timer_check noreplace-smp tsc=reliable")
PREPARE = """#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /mnt
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
"""


def newest_image():
    """The folder of the lab's image that was built last."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))
    images = sorted((cache / "sharebench/lab").glob("*/vmlinux"), key=lambda file: file.stat().st_mtime)
    if not images:
        raise SystemExit("no lab image; make one: sharebench lab build")
    return images[-1].parent


def newc(entries):
    """A cpio archive of (path, mode, data, device) as the kernel unpacks it."""
    out = bytearray()
    for number, (path, mode, data, device) in enumerate(entries + [("TRAILER!!!", 0, b"", (0, 0))], 1):
        name = path.encode() + b"\0"
        fields = [number, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name), 0]
        out += b"070701" + b"".join(b"%08x" % field for field in fields) + name
        out += bytes(-len(out) % 4) + data
        out += bytes(-len(out) % 4)
    return bytes(out)


def initramfs(image, init, programs=()):
    """An archive whose init prepares the usual mounts and goes on with the lines of `init`; `programs`
    are files put at its top."""
    tree = image / "tree"
    entries = [(name, 0o40755, b"", (0, 0)) for name in ("bin", "dev")]
    entries += [("dev/console", 0o20600, b"", (5, 1)), ("init", 0o100755, (PREPARE + init).encode(), (0, 0)),
                ("bin/busybox", 0o100755, (tree / "usr/bin/busybox").read_bytes(), (0, 0))]
    entries += [(program.name, 0o100755, program.read_bytes(), (0, 0)) for program in programs]
    for driver in ("vboxguest", "vboxsf"):
        found = next((tree / "usr/lib/modules").rglob(driver + ".ko"))
        entries.append((driver + ".ko", 0o100644, found.read_bytes(), (0, 0)))
    return newc(entries)


def qemu(image, initrd, words="", memory="256M", accel="tcg,thread=multi", reboots=False):
    """QEMU's command line; `words` are added to the kernel's."""
    return (["qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none"]
            + ([] if reboots else ["-no-reboot"])
            + ["-machine", "pc,memory-backend=ram0", "-accel", accel, "-cpu", "qemu64", "-smp", "1",
               "-m", memory, "-object", f"memory-backend-memfd,id=ram0,size={memory},share=on",
               "-kernel", str(image / "vmlinux"), "-initrd", str(initrd),
               "-append", f"{KERNEL} {words}", "-serial", "stdio"])


def boot(command):
    """Seconds from the start of the command to the guest's power off, and its console."""
    start = time.monotonic()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"status {done.returncode}: {done.stdout[-3000:]}")
    return time.monotonic() - start, done.stdout
