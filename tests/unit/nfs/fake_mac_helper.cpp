// Answers in the form of real tools (origins: tests/captured/nfs/ORIGIN.md).
#include "tests/unit/nfs/fake_mac_helper.h"

#include <fmt/format.h>

#include "harness/nfs/exported.h"

namespace sharebench::nfs {

using guard::answered;
using guard::failed;

guard::FakeHost fake_mac(const std::string& version) {
  guard::FakeHost mac;
  const char* point = has_data_volume(version) ? "/System/Volumes/Data" : "/";
  mac.answers["uname -s"] = answered("Darwin\n");
  mac.answers["sw_vers -productVersion"] = answered(version + "\n");
  mac.answers["id -u"] = answered("501\n");
  mac.answers["id -g"] = answered("20\n");
  mac.answers["df -P /Users"] =
      answered(fmt::format("Filesystem   512-blocks      Used Available Capacity  Mounted on\n"
                           "/dev/disk1s1  976490576 345677968 600000000    37%    {}\n",
                           point));
  mac.answers["docker-machine status default"] = answered("Running\n");
  mac.answers["docker-machine ip default"] = answered("192.168.99.100\n");
  mac.answers["ifconfig -a"] = answered(
      "lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384\n"
      "\tinet 127.0.0.1 netmask 0xff000000\n"
      "en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500\n"
      "\tinet 192.168.1.5 netmask 0xffffff00 broadcast 192.168.1.255\n"
      "vboxnet0: flags=8943<UP,BROADCAST,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500\n"
      "\tinet 192.168.99.1 netmask 0xffffff00 broadcast 192.168.99.255\n");
  mac.answers["nfsd status"] =
      answered("nfsd service is enabled\nnfsd is running (pid 312, 8 threads)\n");
  mac.answers["pfctl -E -f /etc/pf.conf"] = answered("pf enabled\nToken : 15447822800193098702\n");
  mac.files["/etc/pf.conf"] =
      "scrub-anchor \"com.apple/*\"\nnat-anchor \"com.apple/*\"\nrdr-anchor \"com.apple/*\"\n"
      "dummynet-anchor \"com.apple/*\"\nanchor \"com.apple/*\"\n"
      "load anchor \"com.apple\" from \"/etc/pf.anchors/com.apple\"\n";
  mac.files["/etc/nfs.conf"] = "nfs.server.mount.require_resv_port = 1\n";
  return mac;
}

std::string mountinfo_of(const std::string& fstype) {
  if (fstype == "vboxsf")
    return "40 22 0:38 / /Users rw,nodev,relatime - vboxsf Users "
           "rw,iocharset=utf8,uid=1000,gid=50\n";
  if (fstype == "nfs")
    return "41 22 0:39 / /Users rw,relatime - nfs 192.168.99.1:/System/Volumes/Data/Users "
           "rw,vers=3,rsize=65536,wsize=65536,namlen=255,hard,nolock,proto=tcp,timeo=600,"
           "retrans=2,sec=sys,mountaddr=192.168.99.1,mountvers=3,mountport=20048,"
           "mountproto=tcp,local_lock=all,addr=192.168.99.1\n";
  return "";
}

FakeVm::FakeVm() {
  answers["uname -s"] = answered("Linux\n");
}

sys::CommandResult FakeVm::run(const sys::Command& command) {
  const std::string line = sys::display(command.argv);
  if (line == "cat /proc/self/mountinfo")
    return answered("22 1 0:2 / / rw - tmpfs tmpfs rw\n" + mountinfo_of(mounted));
  if (line == "ls -ldn /Users") return answered("drwxr-xr-x 1 1000 50 374 Nov 26 20:42 /Users\n");
  const bool mounts = command.argv == run_section();
  if (mounts && busy) {
    guard::FakeHost::run(command);
    return failed(1, "umount: can't unmount /Users: Resource busy\n");
  }
  if (mounts) mounted = "nfs";
  if (line.find("mount -t vboxsf") != std::string::npos) mounted = "vboxsf";
  return guard::FakeHost::run(command);
}

}  // namespace sharebench::nfs
