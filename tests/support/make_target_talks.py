#!/usr/bin/env python3
# Puts published answers into the form that --replay reads, so that every target can be tested.
"""Writes tests/captured/targets/*.transcript: what each engine answers, from start to end of a look.

usage: make_target_talks.py OUT_DIR

No Mac was at hand: answers are put together from published outputs, and each file's first line says
whose (`origin`) and that nothing of it was recorded by us (`recorded` false). The tests put our version in
place of @VERSION@.
"""
import json
import pathlib
import sys

IMAGE = "sha256:" + "5b" * 32
ARCHIVE = "a1" * 32
MAC_ARM = {"kernel": "Darwin 24.4.0", "arch": "arm64", "os": "15.4", "cpu": "Apple M2", "cores": "8", "memory": "17179869184"}
MAC_INTEL = {"kernel": "Darwin 20.6.0", "arch": "x86_64", "os": "11.6", "cpu": "Intel(R) Core(TM) i7-8569U CPU @ 2.80GHz",
             "cores": "8", "memory": "17179869184"}


def said(argv, out="", status=0, err=""):
    return {"argv": argv, "status": status, "out": out, "err": err, "timed_out": False}


def host(facts):
    yield said(["uname", "-n"], "mac.local\n")
    yield said(["uname", "-sr"], facts["kernel"] + "\n")
    yield said(["uname", "-m"], facts["arch"] + "\n")
    yield said(["getconf", "_NPROCESSORS_ONLN"], facts["cores"] + "\n")
    yield said(["sw_vers", "-productVersion"], facts["os"] + "\n")
    yield said(["sysctl", "-n", "machdep.cpu.brand_string"], facts["cpu"] + "\n")
    yield said(["sysctl", "-n", "hw.memsize"], facts["memory"] + "\n")


def engine(client, target):
    components = [{"Name": name, "Version": version} for name, version in target.get("components", {}).items()]
    server = {"Platform": {"Name": target.get("platform", "")}, "Components": components, "Version": target["version"],
              "Os": "linux", "Arch": target["arch"], "KernelVersion": target["guest_kernel"]}
    yield said(client + ["version", "--format", "{{json .}}"], json.dumps({"Client": {"Version": target["version"]}, "Server": server}) + "\n")
    info = {"ServerVersion": target["version"], "OperatingSystem": target["system"], "Name": target["name"], "NCPU": target["cpus"],
            "MemTotal": target["memory"], "Driver": target.get("driver", "overlay2"), "KernelVersion": target["guest_kernel"],
            "Architecture": {"amd64": "x86_64", "arm64": "aarch64"}[target["arch"]], "OSType": "linux"}
    yield said(client + ["info", "--format", "{{json .}}"], json.dumps(info) + "\n")


def image(client):
    yield said(["sh", "-c", "*", "sh", "*", "*"] + client, f"{ARCHIVE}\n0123456789abcdef\nsharebench-runner:0123456789abcdef-x\n{IMAGE}\n")
    yield said(client + ["image", "inspect", "--format", "{{.Id}} {{json .RootFS.Layers}}", "*"], f'{IMAGE} ["sha256:{ARCHIVE}"]\n')


def runner(client, target, child):
    """One served container: greeted, one workload, stopped."""
    yield {"start": client + ["run", "-i", "--rm", "--network", "none", "--label", "*", "--label", "*", "--mount",
                              "type=bind,src=*,dst=/share", "--name", "*", IMAGE, "--serve", "--dir", "/share"], "child": child}
    arch = {"amd64": "x86_64", "arm64": "aarch64"}[target["arch"]]
    hello = {"sharebench_protocol": 1, "version": "@VERSION@", "arch": arch, "clock_resolution_ns": 1, "clock_cost_ns": 42.5,
             "clocksource": "arch_sys_counter" if arch == "aarch64" else "tsc", "dir": "/share", "free_bytes": 120 << 30,
             "memory_bytes": target["memory"], "memory_limit_bytes": 0, "case_insensitive": target.get("case_insensitive", True),
             "load_average": 0.1, "cpus": target["cpus"], "cpu": "",
             "mountinfo": "600 500 0:52 / / rw,relatime - overlay overlay rw,lowerdir=/l\n601 600 0:55 /proc /proc rw - proc proc rw\n"
                          + target["mount"] + "\n"}
    row = {"benchmarks": [{"name": "small_files/iterations:1/manual_time", "elapsed_ns": 5.1e6, "ops": 3, "bytes": 12288, "latency_count": 21,
                           "latency_p50_ns": 130e3, "latency_p90_ns": 160e3, "latency_p99_ns": 410e3, "latency_max_ns": 420e3}]}
    for op, answer in (("hello", hello), ("prepare", {"ok": True, "wall_ns": 900000}), ("run", row), ("verify", {"ok": True}),
                       ("drop", {"ok": True, "files": 3, "method": "posix_fadvise"}), ("clean", {"ok": True})):
        yield {"child": child, "write": f'*"op":"{op}"*'}
        yield {"child": child, "read": json.dumps(answer)}


def context(name, endpoint):
    return [said(["docker", "context", "inspect", name, "--format", "{{.Endpoints.docker.Host}}"], endpoint + "\n")]


def cat_home(path, out):
    return said(["sh", "-c", 'cat "$HOME/$1"', "sh", path], out, 0 if out else 1, "" if out else "cat: No such file or directory")


def desktop(store=None, settings=None, admin=None):
    folder = "Library/Group Containers/group.com.docker/"
    yield cat_home(folder + "settings-store.json", json.dumps(store) if store else "")
    if not store:
        yield cat_home(folder + "settings.json", json.dumps(settings) if settings else "")
    path = "/Library/Application Support/com.docker.docker/admin-settings.json"
    yield said(["cat", path], json.dumps(admin) if admin else "", 0 if admin else 1)


def bundle(version, build):
    info = "/Applications/Docker.app/Contents/Info"
    return [said(["defaults", "read", info, "CFBundleShortVersionString"], version + "\n"), said(["defaults", "read", info, "CFBundleVersion"], build + "\n")]


def machine(name, driver, address, extra):
    certs = f"/Users/me/.docker/machine/machines/{name}"
    env = (f'export DOCKER_TLS_VERIFY="1"\nexport DOCKER_HOST="tcp://{address}:2376"\nexport DOCKER_CERT_PATH="{certs}"\n'
           f'export DOCKER_MACHINE_NAME="{name}"\n# Run this command to configure your shell: \n# eval $(docker-machine env {name})\n')
    inspect = {"ConfigVersion": 3, "Driver": {"IPAddress": address, "MachineName": name, "SSHUser": "docker", **extra}, "DriverName": driver, "Name": name}
    return [said(["docker-machine", "env", "--shell", "sh", name], env), said(["docker-machine", "inspect", name], json.dumps(inspect, indent=4) + "\n")]


def machine_client(name, address):
    certs = f"/Users/me/.docker/machine/machines/{name}"
    return ["docker", "-H", f"tcp://{address}:2376", "--tlsverify", "--tlscacert", certs + "/ca.pem", "--tlscert", certs + "/cert.pem",
            "--tlskey", certs + "/key.pem"]


BOOT2DOCKER = {"version": "19.03.12", "platform": "Docker Engine - Community", "arch": "amd64", "guest_kernel": "4.19.130-boot2docker",
               "system": "Boot2Docker 19.03.12 (TCL 10.1)", "name": "default", "cpus": 1, "memory": 1033580544, "host": MAC_INTEL}
DESKTOP = {"arch": "arm64", "guest_kernel": "6.10.14-linuxkit", "system": "Docker Desktop", "name": "docker-desktop", "cpus": 8,
           "memory": 8217735168, "host": MAC_ARM, "client": ["docker", "--context", "desktop-linux"],
           "way": context("desktop-linux", "unix:///Users/me/.docker/run/docker.sock")}
FAKEOWNER = "620 600 0:46 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - fakeowner /run/host_mark/Users rw,fakeowner"
STORE = {"Cpus": 8, "MemoryMiB": 8092, "SettingsVersion": 40, "SynchronizedDirectories": [], "UseGrpcfuse": True, "UseLibkrun": False,
         "UseVirtualizationFramework": True, "UseVirtualizationFrameworkRosetta": True, "UseVirtualizationFrameworkVirtioFS": True}

TARGETS = {
    "docker-machine-virtualbox": {**BOOT2DOCKER, "client": machine_client("default", "192.168.99.100"),
        "way": machine("default", "virtualbox", "192.168.99.100", {"CPU": 1, "Memory": 1024, "Boot2DockerURL": ""}),
        "ask": [said(["VBoxManage", "--version"], "6.1.38r153438\n")],
        "mount": "620 600 0:40 /me/src/sharebench-x/area /share rw,nodev,relatime - vboxsf Users rw",
        "origin": "docker info of Boot2Docker 19.03.12 in public course notes; mount line of boot2docker issues; docker-machine 0.16 source for env and inspect"},
    "docker-machine-nfs": {**BOOT2DOCKER, "client": machine_client("default", "192.168.99.100"),
        "way": machine("default", "virtualbox", "192.168.99.100", {"CPU": 1, "Memory": 1024, "Boot2DockerURL": ""}),
        "ask": [said(["VBoxManage", "--version"], "6.1.38r153438\n")],
        "mount": "620 600 0:40 /me/src/sharebench-x/area /share rw,relatime - nfs 192.168.99.1:/System/Volumes/Data/Users rw,vers=3,rsize=65536,wsize=65536,"
                 "namlen=255,hard,proto=tcp,timeo=600,retrans=2,sec=sys,mountaddr=192.168.99.1,mountvers=3,mountproto=tcp,local_lock=none,addr=192.168.99.1",
        "origin": "as docker-machine-virtualbox; exports path of adlogix/docker-machine-nfs#100, options as Linux 4.19 prints them (fs/nfs/super.c)"},
    "docker-machine-parallels": {**BOOT2DOCKER, "client": machine_client("prl-dev", "10.211.55.6"), "name": "prl-dev",
        "way": machine("prl-dev", "parallels", "10.211.55.6", {"CPU": 1, "Memory": 1024}),
        "ask": [said(["prlctl", "--version"], "prlctl version 17.1.4 (51567)\n")],
        "mount": "620 600 0:40 /me/src/sharebench-x/area /share rw,relatime - prl_fs Users rw,sync",
        "origin": "mount line of Parallels/docker-machine-parallels#4; docker info as docker-machine-virtualbox"},
    "docker-desktop-virtiofs": {**DESKTOP, "version": "27.4.0", "platform": "Docker Desktop 4.37.1 (178610)", "ask": list(desktop(STORE)), "mount": FAKEOWNER,
        "origin": "docker version in docker/for-mac#7402 (form) and release notes of 4.37.1; settings-store.json in public notes; mountinfo line in public tests"},
    "docker-desktop-vmm": {**DESKTOP, "version": "27.4.0", "platform": "Docker Desktop 4.37.1 (178610)",
        "ask": list(desktop({**STORE, "UseLibkrun": True, "UseVirtualizationFramework": False})), "mount": FAKEOWNER,
        "origin": "as docker-desktop-virtiofs; settings after switching to Docker VMM in public scripts"},
    "docker-desktop-grpcfuse": {**DESKTOP, "version": "20.10.11", "platform": "Docker Engine - Community", "arch": "amd64", "host": MAC_INTEL,
        "guest_kernel": "5.10.76-linuxkit", "ask": bundle("4.3.2", "72729") + list(desktop(settings={"cpus": 4, "memoryMiB": 4096, "useGrpcfuse": True,
        "useVirtualizationFramework": False, "useVirtualizationFrameworkVirtioFS": False})),
        "mount": "620 600 0:131 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - fuse.grpcfuse grpcfuse rw,user_id=0,group_id=0,allow_other,max_read=1048576",
        "origin": "mountinfo line in tests of opentelemetry-python-contrib; settings.json (camelCase) in public dotfiles; release notes of 4.3.2"},
    "docker-desktop-osxfs": {**DESKTOP, "version": "20.10.2", "platform": "Docker Engine - Community", "arch": "amd64", "host": MAC_INTEL,
        "guest_kernel": "4.19.121-linuxkit", "ask": bundle("3.1.0", "51484") + list(desktop(settings={"cpus": 4, "useGrpcfuse": False,
        "useVirtualizationFramework": False, "useVirtualizationFrameworkVirtioFS": False})),
        "mount": "620 600 0:120 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - fuse.osxfs osxfs rw,user_id=0,group_id=0,allow_other,max_read=1048576",
        "origin": "mount line in the documentation of SageMath (portability testing); release notes of 3.1.0"},
    "docker-desktop-synchronized": {**DESKTOP, "version": "27.4.0", "platform": "Docker Desktop 4.37.1 (178610)",
        "ask": list(desktop({**STORE, "SynchronizedDirectories": ["/Users/me/src"]})), "case_insensitive": False,
        "mount": "620 600 254:1 /docker-desktop/synchronized/src/sharebench-x/area /share rw,relatime - ext4 /dev/vda1 rw,discard",
        "origin": "docs.docker.com on synchronized file shares (files lie on ext4 in the VM); the path is ours"},
    "colima": {"version": "27.3.1", "platform": "Docker Engine - Community", "arch": "arm64", "guest_kernel": "6.8.0-47-generic", "system": "Ubuntu 24.04.1 LTS",
        "name": "colima", "cpus": 2, "memory": 2056830976, "host": MAC_ARM, "client": ["docker", "--context", "colima"],
        "way": context("colima", "unix:///Users/me/.colima/default/docker.sock"),
        "ask": [said(["colima", "version"], "colima version 0.8.1\n"),
                said(["colima", "status", "--json", "--profile", "default"], json.dumps({"display_name": "colima", "driver": "macOS Virtualization.Framework",
                      "arch": "aarch64", "runtime": "docker", "mount_type": "virtiofs", "docker_socket": "unix:///Users/me/.colima/default/docker.sock",
                      "kubernetes": False, "cpu": 2, "memory": 2147483648, "disk": 107374182400}) + "\n")],
        "mount": "620 600 0:43 /me/src/sharebench-x/area /share rw,relatime - virtiofs mount0 rw",
        "origin": "docker info of Colima in ddev/ddev-intellij-plugin#258 (form); abiosoft/colima source for status --json; Lima documentation on mounts"},
    "colima-old": {"version": "20.10.11", "platform": "Docker Engine - Community", "arch": "amd64", "guest_kernel": "5.10.79-0-virt", "system": "Alpine Linux v3.14",
        "name": "colima", "cpus": 2, "memory": 2082471936, "host": MAC_INTEL, "client": ["docker", "--context", "colima"],
        "way": context("colima", "unix:///Users/me/.colima/default/docker.sock"),
        "ask": [said(["colima", "version"], "colima version 0.5.5\n"), said(["colima", "status", "--json", "--profile", "default"], "", 1, "Error: unknown flag: --json\n"),
                said(["colima", "status", "--profile", "default"], "", 0, "INFO[0000] colima is running using QEMU                 \n"
                     "INFO[0000] arch: x86_64                                 \nINFO[0000] runtime: docker                              \n"
                     "INFO[0000] mountType: sshfs                             \n")],
        "mount": "620 600 0:43 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - fuse.sshfs :/Users/me rw,user_id=501,group_id=1000,allow_other",
        "case_insensitive": True, "origin": "colima status in diegopacheco/devops-playground colima-docker/README.md; sshfs line as Lima prints it"},
    "lima": {"version": "26.1.3", "platform": "Docker Engine - Community", "arch": "amd64", "guest_kernel": "6.8.0-31-generic", "system": "Ubuntu 24.04 LTS",
        "name": "lima-docker", "cpus": 4, "memory": 4105015296, "host": MAC_INTEL, "client": ["docker", "--context", "lima-docker"],
        "way": context("lima-docker", "unix:///Users/me/.lima/docker/sock/docker.sock"),
        "ask": [said(["limactl", "--version"], "limactl version 0.22.0\n"), said(["limactl", "list", "--json"],
                json.dumps({"name": "default", "status": "Stopped", "vmType": "vz", "arch": "x86_64", "config": {"mountType": "virtiofs"}}) + "\n" +
                json.dumps({"name": "docker", "status": "Running", "dir": "/Users/me/.lima/docker", "vmType": "qemu", "arch": "x86_64", "cpus": 4,
                            "memory": 4294967296, "config": {"mountType": "9p"}}) + "\n")],
        "mount": "620 600 0:43 /me/src/sharebench-x/area /share rw,relatime - 9p mount0 rw,sync,dirsync,cache=mmap,access=client,trans=virtio",
        "origin": "limactl list --json in lima-vm/lima#308 and later source; 9p line of lima-vm/lima#786"},
    "rancher-desktop": {"version": "26.1.5", "platform": "", "arch": "arm64", "guest_kernel": "6.6.49-0-virt", "system": "Alpine Linux v3.20",
        "name": "lima-rancher-desktop", "cpus": 4, "memory": 6207365120, "host": MAC_ARM, "client": ["docker", "--context", "rancher-desktop"],
        "way": context("rancher-desktop", "unix:///Users/me/.rd/docker.sock"),
        "ask": [said(["defaults", "read", "/Applications/Rancher Desktop.app/Contents/Info", "CFBundleShortVersionString"], "1.16.0\n"),
                said(["rdctl", "list-settings"], json.dumps({"version": 14, "virtualMachine": {"memoryInGB": 6, "numberCPUs": 4},
                     "experimental": {"virtualMachine": {"type": "vz", "mount": {"type": "reverse-sshfs"}}}}) + "\n")],
        "mount": "620 600 0:43 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - fuse.sshfs :/Users/me rw,user_id=501,group_id=1000,allow_other",
        "origin": "rancher-sandbox/rancher-desktop#5248 (mount tables), #4333 and #8744 (settings)"},
    "orbstack": {"version": "27.3.1", "platform": "Docker Engine - Community", "arch": "arm64", "guest_kernel": "6.11.10-orbstack-00280-gc4e2e9e1b4a5",
        "system": "OrbStack", "name": "orbstack", "cpus": 10, "memory": 8340090880, "host": MAC_ARM, "client": ["docker", "--context", "orbstack"],
        "way": context("orbstack", "unix:///Users/me/.orbstack/run/docker.sock"),
        "ask": [said(["orb", "version"], "Version: 1.5.1\nCommit: 4cfac15e1080617c70eb163966e1cb2009dac1c2 (v1.5.1)\n")],
        "mount": "620 600 0:30 /Users/me/src/sharebench-x/area /share rw,relatime - virtiofs mac rw",
        "origin": "diagnostic head of orbstack/orbstack#1132 (Version, Commit); mount line of OrbStack issues"},
    "podman": {"version": "5.3.1", "platform": "linux/arm64/fedora-41", "components": {"Podman Engine": "5.3.1", "Conmon": "conmon version 2.1.12"},
        "arch": "arm64", "guest_kernel": "6.11.3-200.fc40.aarch64", "system": "fedora", "name": "localhost.localdomain", "cpus": 4, "memory": 8303017984,
        "host": MAC_ARM, "client": ["docker", "--context", "podman"], "way": context("podman", "unix:///var/folders/podman/podman-machine-default-api.sock"),
        "ask": [said(["podman", "machine", "list", "--format", "json"], json.dumps([{"Name": "podman-machine-default", "Default": True, "Running": True,
                      "VMType": "applehv", "CPUs": 4, "Memory": "8589934592", "DiskSize": "107374182400"}]) + "\n")],
        "mount": "620 600 0:37 /me/src/sharebench-x/area /share rw,nosuid,nodev,relatime - virtiofs a2a0ee2c717462feb1de2f5afd59de5fd2d8 rw",
        "origin": "podman machine ls and inspect in podman#29139; docker version through Podman's socket, form of podman#21580"},
    "minikube": {"version": "27.4.0", "platform": "Docker Engine - Community", "arch": "amd64", "guest_kernel": "5.10.207", "system": "Buildroot 2023.02.9",
        "name": "minikube", "cpus": 2, "memory": 4113092608, "host": MAC_INTEL, "client": ["docker", "--context", "minikube"],
        "way": context("minikube", "unix:///Users/me/minikube.sock"),
        "ask": [said(["minikube", "version", "--short"], "v1.35.0\n"), said(["minikube", "profile", "list", "-o", "json"],
                json.dumps({"invalid": [], "valid": [{"Name": "minikube", "Status": "Running", "Config": {"Name": "minikube", "Driver": "hyperkit", "Memory": 4000,
                            "CPUs": 2}}]}) + "\n")],
        "mount": "620 600 0:43 /src/sharebench-x/area /share rw,relatime - 9p 192.168.64.1 rw,sync,dirsync,dfltuid=1000,dfltgid=1000,msize=262144,access=any,trans=tcp,port=55233",
        "origin": "mount options of kubernetes/minikube#6628 and #1066; profile list -o json as in its source"},
}


def talk(name, target):
    client = target["client"]
    yield {"sharebench_transcript": 1, "target": name, "recorded": False, "origin": target["origin"]}
    yield from target["way"]
    yield from engine(client, target)
    yield from target["ask"]
    yield from host(target["host"])
    yield from image(client)
    for child in range(2):
        yield from runner(client, target, child)
    yield said(client + ["info", "--format", "{{.SystemTime}}"], "2025-01-15T10:20:30.123456789Z\n")
    yield said(client + ["ps", "-aq", "--filter", "*"], "")
    yield said(client + ["rmi", "-f", "*"], "")


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 0 if "--help" in sys.argv else 2
    out = pathlib.Path(sys.argv[1])
    for name, target in TARGETS.items():
        (out / (name + ".transcript")).write_text("".join(json.dumps(entry) + "\n" for entry in talk(name, target)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
