# sharebench-vboxsf seen from a guest of its own: what calls cost, and what the device adds to a boot.
"""Boots the small guest of tests/support in turn with the device (mount, files both ways, power off) and
without it (power off), and prints the ratio of the medians (bar: 1.5). A first boot with the device
also runs guest_calls, which is compiled here. The kernel comes from the newest image of the lab in the
cache; `sharebench lab build` makes one."""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parents[1] / "tests/support"))
import small_guest  # noqa: E402

INIT = """
if grep -q with_vboxsf /proc/cmdline; then
  insmod /vboxguest.ko && insmod /vboxsf.ko && mount -t vboxsf bench /mnt
  cat /mnt/fromhost
  echo from the guest >/mnt/fromguest
  if grep -q with_calls /proc/cmdline; then /guest_calls /mnt; fi
  umount /mnt
fi
poweroff -f
"""


def run(options, work):
    image = small_guest.newest_image()
    share = work / "share"
    share.mkdir()
    share.chmod(0o777)
    work.chmod(0o755)
    (share / "fromhost").write_text("from the host\n")
    calls = work / "guest_calls"
    subprocess.run(["g++", "-O2", "-static", "-std=c++20", "-o", calls, here / "guest_calls.cpp"], check=True)
    initrd = work / "initrd.img"
    initrd.write_bytes(small_guest.initramfs(image, INIT, [calls]))

    def qemu(words):
        return small_guest.qemu(image, initrd, words, accel=options.accel)

    def served(words):
        (share / "fromguest").unlink(missing_ok=True)
        command = [options.program, "--share", f"bench={share}"]
        command += ["--user", "65534"] if os.geteuid() == 0 else []
        seconds, console = small_guest.boot(command + ["--"] + qemu("with_vboxsf " + words))
        if "from the host" not in console or (share / "fromguest").read_text() != "from the guest\n":
            raise SystemExit("the share did not work: " + console[-2000:])
        return seconds, console

    console = served("with_calls")[1]
    print(console[console.index("from the host"):].partition("\n")[2].strip())
    with_device, without = [], []
    for _ in range(options.repeats):
        with_device.append(served("")[0])
        without.append(small_guest.boot(qemu(""))[0])
    ratios = [a / b for a, b in zip(with_device, without)]
    print(f"start of QEMU to power off, n = {options.repeats} interleaved: with the device, mount and files "
          f"{statistics.median(with_device):.2f} s ({min(with_device):.2f} to {max(with_device):.2f}), without "
          f"{statistics.median(without):.2f} s ({min(without):.2f} to {max(without):.2f})")
    print(f"ratio {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f}; bar: 1.5)")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="sharebench-vboxsf of a build without sanitizers")
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--accel", default="tcg,thread=multi")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="sharebench-guest-bench-"))
    try:
        run(options, work)
    finally:
        shutil.rmtree(work)


main()
