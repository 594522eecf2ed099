# Writes the conversation of `sharebench nfs plan` with a Mac as a transcript for --replay.
#
# usage: mac_conversation.py CASE >FILE; a case is a word of CASES. Every answer is here or in tests/captured/nfs; the
# transcript answers each command once, in order, and a command that is not in it fails the test.
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "captured" / "nfs"
VM, HOST = "192.168.99.100", "192.168.99.1"
PF_CONF = (
    'scrub-anchor "com.apple/*"\nnat-anchor "com.apple/*"\nrdr-anchor "com.apple/*"\ndummynet-anchor "com.apple/*"\n'
    'anchor "com.apple/*"\nload anchor "com.apple" from "/etc/pf.anchors/com.apple"\n'
)
IFCONFIG = (
    "lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384\n\tinet 127.0.0.1 netmask 0xff000000\n"
    "\tinet6 ::1 prefixlen 128\n"
    "en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500\n"
    "\tinet 10.0.0.5 netmask 0xffffff00 broadcast 10.0.0.255\n"
    "vboxnet0: flags=8943<UP,BROADCAST,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500\n"
    f"\tinet {HOST} netmask 0xffffff00 broadcast 192.168.99.255\n"
)
ROOT = "22 1 0:2 / / rw,relatime - tmpfs tmpfs rw,size=908876k\n"
VBOXSF = ROOT + "40 22 0:38 / /Users rw,nodev,relatime - vboxsf Users rw,iocharset=utf8,uid=1000,gid=50\n"


class Mac:
    def __init__(self, version="10.15.7", **facts):
        self.entries = []
        self.version = version
        self.files = {"/etc/pf.conf": PF_CONF, "/etc/nfs.conf": "nfs.server.mount.require_resv_port = 1\n",
                      "/etc/exports": None, "/Library/LaunchDaemons/org.sharebench.pfctl.plist": None}  # fmt: skip
        self.links = {}
        self.files.update(facts.get("files", {}))
        self.new = version >= "10.15"
        self.path = "/System/Volumes/Data/Users" if self.new else "/Users"

    def say(self, argv, out="", err="", status=0):
        self.entries.append({"argv": argv, "status": status, "out": out, "err": err, "timed_out": False})

    def vm(self, line, out="", err="", status=0):
        line = "env LC_ALL=C " + line if line.startswith("ls ") else line
        self.say(["docker-machine", "ssh", "default", line], out, err, status)

    def read(self, path, ask=None):
        say = ask or self.say
        text = self.files.get(path)
        if path in self.links:
            say(["ls", "-ldn", path], f"lrwxr-xr-x  1 501  20  22 Nov 26 20:42 {path} -> {self.links[path]}\n")
        if text is None:
            say(["ls", "-ldn", path], "", f"ls: {path}: No such file or directory\n", 1)
            return
        flags = "-ldLn" if path in self.links else "-ldn"
        say(["ls", flags, path], f"-rw-r--r--  1 0  0  {len(text)} Nov 26 20:42 {path}\n")
        say(["cat", path], text)

    def look(self, mounts=VBOXSF, bootlocal=None):
        self.say(["docker-machine", "status", "default"], "Running\n")
        self.say(["docker-machine", "ip", "default"], VM + "\n")
        self.say(["ifconfig", "-a"], IFCONFIG)
        self.say(["sw_vers", "-productVersion"], self.version + "\n")
        self.say(["id", "-u"], "501\n")
        self.say(["id", "-g"], "20\n")
        point = "/System/Volumes/Data" if self.new else "/"
        self.say(["df", "-P", "/Users"], "Filesystem   512-blocks      Used Available Capacity  Mounted on\n"
                 f"/dev/disk1s1  976490576 345677968 600000000    37%    {point}\n")  # fmt: skip
        self.say(["uname", "-s"], "Darwin\n")
        for path in self.files:
            if path != BOOTLOCAL:
                self.read(path)
        self.say(["nfsd", "status"], "nfsd service is enabled\nnfsd is running (pid 312, 8 threads)\n")
        self.read("/etc/exports")
        self.vm("cat /proc/self/mountinfo", mounts)
        self.files[BOOTLOCAL] = bootlocal
        self.read(BOOTLOCAL, self.in_vm)
        self.vm("ls -ldn /Users", "drwxr-xr-x 1 1000 50 374 Nov 26 20:42 /Users\n")

    def in_vm(self, argv, out="", err="", status=0):
        self.vm(" ".join(argv), out, err, status)


BOOTLOCAL = "/var/lib/boot2docker/bootlocal.sh"


def plan(version):
    mac = Mac(version)
    mac.look()
    return mac


def foreign():
    text = (HERE / "e02-docker-machine-nfs-catalina.exports").read_text()
    vagrant = (HERE / "e03-vagrant.exports").read_text()
    mac = Mac(files={"/etc/exports": "# mine\n/usr -ro 10.0.0.1\n" + text + "\n" + vagrant})
    mac.look()
    return mac


def odd_files():
    """CRLF, no newline at the end, a link."""
    mac = Mac(files={"/etc/exports": "/usr -ro 10.0.0.1\r\n/opt 10.0.0.2",
                     "/etc/nfs.conf": "# mine\r\nnfs.lockd.port = 999 # old\r\nnfs.server.async = 1"})  # fmt: skip
    mac.links["/etc/exports"] = "/Users/jane/exports"
    mac.look()
    return mac


def unwritable():
    """root is refused the first write: everything is as before."""
    mac = Mac()
    mac.look()
    for path in ("/etc/pf.conf", "/Library/LaunchDaemons/org.sharebench.pfctl.plist", "/etc/nfs.conf", "/etc/exports"):
        mac.read(path)
    mac.read(BOOTLOCAL, mac.in_vm)
    mac.say(["tee", "/etc/pf.conf"], "", "tee: /etc/pf.conf: Operation not permitted\n", 1)
    for _ in range(3):  # before, after and once more: nothing was written
        mac.read("/etc/pf.conf")
    mac.say(["pfctl", "-f", "/etc/pf.conf"], "")
    return mac


def stopped():
    mac = Mac()
    mac.say(["docker-machine", "status", "default"], "Stopped\n")
    return mac


CASES = {
    "old": lambda: plan("10.14.6"),
    "catalina": lambda: plan("10.15.7"),
    "sequoia": lambda: plan("15.4"),
    "foreign": foreign,
    "odd_files": odd_files,
    "unwritable": unwritable,
    "stopped": stopped,
}

if __name__ == "__main__":
    print(json.dumps({"sharebench_transcript": 1}))
    for entry in CASES[sys.argv[1]]().entries:
        print(json.dumps(entry))
