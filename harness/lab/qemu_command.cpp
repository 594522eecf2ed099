// LabConfig -> argv of qemu-system-x86_64.
#include "harness/lab/qemu_command.h"

#include <fmt/format.h>

#include "harness/lab/network.h"

namespace sharebench::lab {
namespace {

constexpr const char* kKernelOptions =
    "console=ttyS0 quiet mitigations=off nokaslr audit=0 tsc=reliable random.trust_cpu=on "
    "net.ifnames=0 panic=-1";

using Argv = std::vector<std::string>;

void add(Argv& argv, const Argv& more) {
  argv.insert(argv.end(), more.begin(), more.end());
}

Argv machine(const std::string& accelerator) {
  const bool kvm = accelerator == "kvm";
  // One virtual CPU is a rule: with two, emulated times scatter 3 to 10 times.
  return {"qemu-system-x86_64",
          "-nodefaults",
          "-no-user-config",
          "-no-reboot",
          "-display",
          "none",
          "-M",
          "pc",
          "-accel",
          kvm ? "kvm" : "tcg,thread=multi",
          "-cpu",
          kvm ? "host" : "max",
          "-smp",
          "1"};
}

}  // namespace

std::vector<std::string> qemu_argv(const LabConfig& config) {
  const auto mebibytes = config.memory_bytes >> 20;
  Argv argv = machine(config.accelerator);
  add(argv, {"-m", fmt::format("{}M", mebibytes)});
  // virtiofsd reads and writes guest memory, so it is shared.
  add(argv, {"-object", fmt::format("memory-backend-memfd,id=ram,size={}M,share=on", mebibytes),
             "-machine", "memory-backend=ram"});
  add(argv, {"-kernel", (config.image / "vmlinux").string(), "-initrd",
             (config.image / "initrd.img").string(), "-append", kKernelOptions});
  add(argv, {"-serial", "file:log/console"});
  add(argv, {"-drive", "file=disk.qcow2,if=none,id=disk,format=qcow2,cache=unsafe", "-device",
             "virtio-blk-pci,drive=disk"});
  add(argv, {"-netdev", fmt::format("tap,id=net,ifname={},script=no,downscript=no", kTap),
             "-device", "virtio-net-pci,netdev=net,mac=52:54:00:00:56:10,romfile="});
  add(argv, {"-device", "virtio-rng-pci", "-device", "virtio-serial-pci"});
  for (const char* port : {"agent", "rescue"}) {
    add(argv, {"-chardev", fmt::format("socket,id={0},path={0}.sock,server=on,wait=off", port),
               "-device", fmt::format("virtserialport,chardev={0},name={0}", port)});
  }
  for (const std::string& tag : config.ninep_tags) {
    add(argv, {"-fsdev", fmt::format("local,id={},path=srv,security_model=none", tag), "-device",
               fmt::format("virtio-9p-pci,fsdev={0},mount_tag={0}", tag)});
  }
  for (const std::string& tag : config.virtiofs_tags) {
    add(argv, {"-chardev", fmt::format("socket,id={0},path={0}.sock", tag), "-device",
               fmt::format("vhost-user-fs-pci,chardev={0},tag={0}", tag)});
  }
  return argv;
}

std::vector<std::string> probe_argv(const std::filesystem::path& image,
                                    const std::string& accelerator) {
  Argv argv = machine(accelerator);
  add(argv, {"-m", "256M", "-kernel", (image / "vmlinux").string(), "-append",
             "console=ttyS0 earlyprintk=ttyS0 panic=-1", "-serial", "stdio"});
  return argv;
}

}  // namespace sharebench::lab
