// The machine that is emulated, word for word: a change here changes what every lab figure means.
#include "harness/lab/qemu_command.h"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace sharebench::lab {
namespace {

std::string text(const std::vector<std::string>& argv) {
  return fmt::format("{}", fmt::join(argv, " "));
}

TEST(QemuCommand, IsTheMachineOfTheDocuments) {
  LabConfig config;
  config.image = "/cache/lab-1";
  config.ninep_tags = {"share9p0"};
  config.virtiofs_tags = {"virtiofs-auto"};
  EXPECT_EQ(text(qemu_argv(config)),
            "qemu-system-x86_64 -nodefaults -no-user-config -no-reboot -display none -M pc "
            "-accel tcg,thread=multi -cpu max -smp 1 -m 1024M "
            "-object memory-backend-memfd,id=ram,size=1024M,share=on -machine memory-backend=ram "
            "-kernel /cache/lab-1/vmlinux -initrd /cache/lab-1/initrd.img "
            "-append console=ttyS0 quiet mitigations=off nokaslr audit=0 tsc=reliable "
            "random.trust_cpu=on net.ifnames=0 panic=-1 -serial file:log/console "
            "-drive file=disk.qcow2,if=none,id=disk,format=qcow2,cache=unsafe "
            "-device virtio-blk-pci,drive=disk "
            "-netdev tap,id=net,ifname=tap0,script=no,downscript=no "
            "-device virtio-net-pci,netdev=net,mac=52:54:00:00:56:10,romfile= "
            "-device virtio-rng-pci -device virtio-serial-pci "
            "-chardev socket,id=agent,path=agent.sock,server=on,wait=off "
            "-device virtserialport,chardev=agent,name=agent "
            "-chardev socket,id=rescue,path=rescue.sock,server=on,wait=off "
            "-device virtserialport,chardev=rescue,name=rescue "
            "-fsdev local,id=share9p0,path=srv,security_model=none "
            "-device virtio-9p-pci,fsdev=share9p0,mount_tag=share9p0 "
            "-chardev socket,id=virtiofs-auto,path=virtiofs-auto.sock "
            "-device vhost-user-fs-pci,chardev=virtiofs-auto,tag=virtiofs-auto");
}

TEST(QemuCommand, KvmUsesTheHostsProcessor) {
  LabConfig config;
  config.accelerator = "kvm";
  EXPECT_NE(text(qemu_argv(config)).find("-accel kvm -cpu host -smp 1"), std::string::npos);
}

TEST(QemuCommand, ProbeSpeaksOnStandardOutput) {
  const std::string probe = text(probe_argv("/cache/lab-1", "kvm"));
  EXPECT_NE(probe.find("-accel kvm"), std::string::npos);
  EXPECT_NE(probe.find("-serial stdio"), std::string::npos);
  EXPECT_EQ(probe.find("quiet"), std::string::npos);
}

}  // namespace
}  // namespace sharebench::lab
