# Replays against real commands in the lab's guest: each program is recorded once on the guest's own disk;
# then the command and its replay run in turn on every share. See lab_replay_bench.sh --help.
import argparse
import json
import os
import pathlib
import shlex
import shutil
import socket
import statistics
import subprocess
import sys

from programs import PROGRAMS

SHORT_S = 5  # commands below this are measured three times as often

NFS = "192.168.56.1:/srv/bench"
SHARES = {
    "disk": "mkdir -p /var/bench/disk && mount --bind /var/bench/disk {at}",
    "vboxsf": "mount -t vboxsf lab0 {at}",
    "nfs3": "mount -t nfs -o vers=3,proto=tcp,nosharecache,port=12049,nolock,mountproto=tcp,mountport=20048 "
            + NFS + " {at}",
    "nfs4": "mount -t nfs -o vers=4.1,proto=tcp,nosharecache,port=12049 " + NFS + " {at}",
    "virtiofs": "mount -t virtiofs -o rw virtiofs-auto {at}",
    "9p": "mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=none share9p0 {at}",
    "sshfs": "sshfs -o StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null,IdentityFile=/root/.ssh/id_ed25519,"
             "LogLevel=ERROR,allow_other 192.168.56.1:/srv/bench {at}",
}


class Lab:
    def __init__(self, sharebench, state):
        self.sharebench, self.state = sharebench, state
        self.served = state / "srv" / "bench"

    def guest(self, line):
        answer = subprocess.run([self.sharebench, "lab", "exec", line], capture_output=True, text=True)
        if answer.returncode != 0:
            sys.exit(f"error: in the guest: {line}: {answer.stderr[-2000:]}{answer.stdout[-500:]}")
        return answer.stdout

    def step(self, *words):
        return self.guest("bash /var/bench/guest.sh " + shlex.join(str(word) for word in words))

    def pace(self, seconds):
        for name in ("relay.sock", "vboxsf.sock"):
            with socket.socket(socket.AF_UNIX) as control:
                control.connect(str(self.state / name))
                control.sendall(f"pace {round(seconds * 1e9)}\n".encode())
                if control.recv(100) != b"ok\n":
                    sys.exit(f"error: {name} takes no pace")


def hand_over(lab, args, names):
    """The runner, the templates and the guest's script go to its own disk by NFS."""
    lab.served.mkdir(parents=True)
    shutil.copy(args.runner, lab.served / "sharebench-runner")
    shutil.copy(pathlib.Path(__file__).parent / "lab_replay_guest.sh", lab.served / "guest.sh")
    for name in names:
        template = pathlib.Path(args.work) / name
        template.mkdir()
        PROGRAMS[name][0](template, not args.full)
        if name == "git_status":  # some shares say that every file may be executed
            subprocess.run(["git", "config", "core.fileMode", "false"], cwd=template, check=True)
        subprocess.run(["tar", "cf", lab.served / f"{name}.tar", "-C", args.work, name], check=True)
    lab.guest("mkdir -p /mnt/hand /mnt/share /var/bench && " + SHARES["nfs3"].format(at="/mnt/hand"))
    lab.guest("echo true >/var/bench/remount.sh; cp /mnt/hand/* /var/bench/ && cd /var/bench && for t in *.tar; do tar xof $t; done && "
              "git config --global --add safe.directory '*'")


def replayed(lab, name, area, think):
    return json.loads(lab.step("replay", area, f"/var/bench/{name}.trace", think))["benchmarks"][0]


def record(lab, args, name, command):
    """The trace, made here of what strace and find wrote in the guest."""
    runs = [lab.step("real", f"/var/bench/{name}", "/var/bench/plain", *command).split()
            for _ in range(args.plain_runs + 1)][1:]  # the first warms the caches
    runs = [tuple(map(float, run)) for run in runs]
    plain = statistics.median(wall for wall, _, _ in runs)
    user, system = statistics.mean(u for _, u, _ in runs), min(s for _, _, s in runs)  # a busy disk only adds
    shown = subprocess.run([args.sharebench, "record", "--show-commands", "--dir", "/var/bench/record", "--"] + command,
                           capture_output=True, text=True, check=True).stdout
    (lab.served / f"{name}.commands").write_text(shown.replace(" strace.txt ", " /var/bench/strace.txt "))
    out = f"/mnt/hand/{name}.out"
    straced = float(lab.step("record", f"/var/bench/{name}", out, f"/mnt/hand/{name}.commands").split()[0])
    files = lab.served / f"{name}.out"
    trace = lab.served / f"{name}.trace"

    def convert(*more):
        facts = json.loads(subprocess.run(
            [args.sharebench, "record", "--json", "--keep-names", "--from", files / "strace.txt", "--before",
             files / "before", "--after", files / "after", "--calibration", files / "calibration.txt", "--dir",
             "/var/bench/record", "--user-time", f"{user:.6f}", "--system-time", f"{system:.6f}", "--trace", trace,
             *more], capture_output=True, text=True, check=True).stdout)
        lab.guest(f"cp /mnt/hand/{name}.trace /var/bench/")
        return facts

    convert()
    # As `record` does where it runs the command itself: the CPU time of replays without think time, on the same disk.
    files_s = min(replayed(lab, name, "/var/bench/area", 0)["cpu_ns"] for _ in range(args.plain_runs)) * 1e-9
    facts = convert("--files-time", f"{files_s:.6f}")
    print(f"# {name}: {facts['operations']} operations, {facts['threads']} threads, under strace {straced:.2f} s, "
          f"plain {plain:.2f} s: {straced / plain:.1f} x; strace costs a call "
          f"{(facts['strace_inside_ns'] + facts['strace_between_ns']) / 1e3:.0f} us; CPU time {user + system:.2f} s, "
          f"of file operations {files_s:.2f} s (under strace {facts['files_ns'] * 1e-9:.2f} s); kept of gaps "
          f"{facts['kept_of_other_gaps']:.3f}; lost {facts['lost']}", flush=True)
    return plain


def spread(values):
    return f"{statistics.median(values):.2f} [{min(values):.2f}, {max(values):.2f}]"


def measure(lab, name, share, repeats):
    mount = SHARES[share].format(at="/mnt/share")
    lab.guest(mount)
    remount = "true" if share == "disk" else f"umount -l /mnt/share && {mount}"  # the runner holds its area
    lab.guest(f"echo {shlex.quote(remount)} >/var/bench/remount.sh")
    at = "/mnt/share/bench" if share in ("virtiofs", "9p") else "/mnt/share"
    real, replays = [], []
    for _ in range(repeats):
        real.append(float(lab.step("real", f"/var/bench/{name}", f"{at}/real", *PROGRAMS[name][1]).split()[0]))
        replays.append(replayed(lab, name, f"{at}/area", 1)["elapsed_ns"] * 1e-9)
    lab.guest(f"rm -rf {at}/real {at}/area && umount /mnt/share")
    error = abs(statistics.median(replays) / statistics.median(real) - 1)
    print(f"| {name} | {share} | {repeats} | {spread(real)} | {spread(replays)} | {100 * error:.1f} % |", flush=True)
    return error


def main():
    parser = argparse.ArgumentParser()
    for option in ("--sharebench", "--runner", "--work"):
        parser.add_argument(option, required=True)
    parser.add_argument("--repeats", type=int, default=3, help="three times as many for commands of less than 5 s")
    parser.add_argument("--plain-runs", type=int, default=3)
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--shares", default="disk,vboxsf,nfs3,nfs4,virtiofs")
    parser.add_argument("--pace-ms", type=float, default=0)
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    lab = Lab(args.sharebench, pathlib.Path(os.environ["XDG_STATE_HOME"]) / "sharebench/labs/by-hand")
    names = args.programs.split(",")
    hand_over(lab, args, names)
    print("| program | share | n | real s: median [min, max] | replay s | error |")
    print("| --- | --- | --- | --- | --- | --- |")
    errors = []
    for name in names:  # recorded right before it is measured: an emulator's speed drifts
        lab.pace(0)
        lab.guest("echo true >/var/bench/remount.sh")
        repeats = args.repeats * (3 if record(lab, args, name, PROGRAMS[name][1]) < SHORT_S else 1)
        lab.pace(args.pace_ms * 1e-3)
        for share in args.shares.split(","):
            errors.append(measure(lab, name, share, repeats))
    print(f"mean error {100 * statistics.mean(errors):.1f} % over {len(errors)} pairs (ARTC: 10.6 %); "
          f"median {100 * statistics.median(errors):.1f} %, largest {100 * max(errors):.1f} %")


main()
