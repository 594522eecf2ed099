# Replays against real commands in the lab's guest: each program is recorded once on the guest's own disk;
# then the command and its replay run in turn on every share. See lab_replay_bench.sh --help.
import argparse
import json
import os
import pathlib
import shlex
import shutil
import socket
import subprocess
import sys
import time

from programs import PROGRAMS, cpu_times, files_time, record_from
from table import print_head, print_mean, print_row, spread

SHORT_S = 5  # commands below this get three times as many rounds

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
    lab.guest("mkdir -p /mnt/hand /var/bench && " + SHARES["nfs3"].format(at="/mnt/hand"))
    lab.guest("echo true >/var/bench/remount.sh; cp /mnt/hand/* /var/bench/ && cd /var/bench && for t in *.tar; do tar xof $t; done && "
              "git config --global --add safe.directory '*'")


def replayed(lab, name, area, think):
    return json.loads(lab.step("replay", area, f"/var/bench/{name}.trace", think))["benchmarks"][0]


def convert(lab, args, name, *times):
    """The trace, made here of what strace and find wrote in the guest; what `record --json` says of it."""
    trace = lab.served / f"{name}-{time.monotonic_ns()}.trace"  # the NFS server sees no change made behind its back
    facts = json.loads(record_from(args.sharebench, lab.served / f"{name}.out", "/var/bench/record", trace, *times))
    lab.guest(f"cp /mnt/hand/{trace.name} /var/bench/{name}.trace")
    trace.unlink()
    return facts


def record(lab, args, name, command):
    """Once, on the guest's disk; seconds under strace."""
    shown = subprocess.run([args.sharebench, "record", "--show-commands", "--dir", "/var/bench/record", "--"] + command,
                           capture_output=True, text=True, check=True).stdout
    (lab.served / f"{name}.commands").write_text(shown.replace(" strace.txt ", " /var/bench/strace.txt "))
    return float(lab.step("record", f"/var/bench/{name}", f"/mnt/hand/{name}.out", f"/mnt/hand/{name}.commands").split()[0])


class ThinkTime:
    """Gives a trace the CPU times of the command on the guest's disk, without strace, and of its file operations
    alone, of the last few runs: an emulator's speed drifts by tens of percent within minutes, and a replay
    computes as long as it is told. Both in turn, as command and replay are measured."""

    def __init__(self, lab, args, name):
        self.lab, self.args, self.name, self.plain, self.files_s = lab, args, name, [], []
        convert(lab, args, name)  # for the replays without think time

    def take(self, runs):
        for _ in range(runs):
            said = self.lab.step("real", f"/var/bench/{self.name}", "/var/bench/plain", *PROGRAMS[self.name][1])
            self.plain.append(tuple(map(float, said.split())))
            self.files_s.append(replayed(self.lab, self.name, "/var/bench/area", 0)["cpu_ns"] * 1e-9)
        return convert(self.lab, self.args, self.name, *cpu_times([(u, s) for _, u, s in self.plain]),
                       *files_time(self.files_s))


class Share:
    """A mount in the guest, and what was measured on it."""

    def __init__(self, lab, name):
        self.lab, self.name, self.real, self.replays = lab, name, [], []
        self.at = f"/mnt/bench-{name}"
        self.mount = SHARES[name].format(at=self.at)
        self.folder = self.at + ("/bench" if name in ("virtiofs", "9p") else "") + f"/{name}"
        lab.guest(f"mkdir -p {self.at} && {self.mount} && mkdir -p {self.folder}")

    def measure(self, name):
        # The runner holds its area, so the mount is let go lazily.
        remount = "true" if self.name == "disk" else f"umount -l {self.at} && {self.mount}"
        self.lab.guest(f"echo {shlex.quote(remount)} >/var/bench/remount.sh")
        self.real.append(float(self.lab.step("real", f"/var/bench/{name}", f"{self.folder}/real",
                                             *PROGRAMS[name][1]).split()[0]))
        self.replays.append(replayed(self.lab, name, f"{self.folder}/area", 1)["elapsed_ns"] * 1e-9)

    def close(self, name):
        self.lab.guest(f"rm -rf {self.folder} && umount {self.at}")
        return print_row(name, self.name, self.real, self.replays)


def measure(lab, args, name):
    """Records once, then in every round runs the command and its replay on each share."""
    command = PROGRAMS[name][1]
    lab.pace(0)
    lab.guest("echo true >/var/bench/remount.sh")
    lab.step("real", f"/var/bench/{name}", "/var/bench/plain", *command)  # warms the caches
    straced = record(lab, args, name, command)
    think, shares = ThinkTime(lab, args, name), [Share(lab, share) for share in args.shares.split(",")]
    rounds, done = args.repeats, 0
    while done < rounds:
        lab.pace(0)
        lab.guest("echo true >/var/bench/remount.sh")
        short = done > 0 and think.plain[0][0] < SHORT_S
        facts = think.take(3 if done == 0 or short else 1)
        if done == 0 and think.plain[0][0] < SHORT_S:
            rounds *= 3
        lab.pace(args.pace_ms * 1e-3)
        for share in shares:
            share.measure(name)
        done += 1
    print(f"# {name}: {facts['operations']} operations, {facts['threads']} threads, under strace {straced:.2f} s (once), "
          f"plain {spread([wall for wall, _, _ in think.plain])} s (n = {len(think.plain)}), of the last round {facts['user_s']:.2f} "
          f"user, {facts['system_s']:.2f} system; strace costs a call "
          f"{(facts['strace_inside_ns'] + facts['strace_between_ns']) / 1e3:.0f} us; of the last round: file operations "
          f"{facts['files_s']:.2f} s of CPU time (under strace {facts['files_ns'] * 1e-9:.2f} s), kept of gaps "
          f"{facts['kept_of_other_gaps']:.3f}; lost {facts['lost']}", flush=True)
    return [share.close(name) for share in shares]


def main():
    parser = argparse.ArgumentParser()
    for option in ("--sharebench", "--runner", "--work"):
        parser.add_argument(option, required=True)
    parser.add_argument("--repeats", type=int, default=3, help="rounds; three times as many for commands of less than 5 s")
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument("--shares", default="disk,vboxsf,nfs3,nfs4,virtiofs")
    parser.add_argument("--pace-ms", type=float, default=0)
    parser.add_argument("--full", action="store_true")
    args = parser.parse_args()
    lab = Lab(args.sharebench, pathlib.Path(os.environ["XDG_STATE_HOME"]) / "sharebench/labs/by-hand")
    names = args.programs.split(",")
    hand_over(lab, args, names)
    print_head()
    errors = []
    for name in names:
        errors += measure(lab, args, name)
    print_mean(errors)


main()
