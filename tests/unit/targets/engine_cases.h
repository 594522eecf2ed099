// Every engine whose conversation is kept in tests/captured/targets, and what must come of it.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace sharebench::targets {

struct EngineCase {
  std::string talk;     ///< name of the transcript
  std::string id;       ///< of the target
  std::string arch;     ///< of the engine
  std::string share;    ///< what its directories are measured as
  std::string product;  ///< with its version
  std::string vm;
  std::string set;  ///< what its settings say of file sharing; empty: nothing
};

inline void PrintTo(const EngineCase& one, std::ostream* out) {
  *out << one.talk;
}

inline const std::vector<EngineCase>& engine_cases() {
  static const std::string kArm = "aarch64", kIntel = "x86_64";
  static const std::string kVz = "Apple Virtualization framework";
  static const std::string kDesktop = "Docker Desktop 4.37.1 (178610)";
  static const std::string kBoot2docker = "Boot2Docker 19.03.12 (TCL 10.1)";
  static const std::vector<EngineCase> kCases = {
      {"docker-machine-virtualbox", "docker-machine:default", kIntel, "vboxsf", kBoot2docker,
       "VirtualBox 6.1.38r153438", ""},
      {"docker-machine-nfs", "docker-machine:default", kIntel, "nfs3", kBoot2docker,
       "VirtualBox 6.1.38r153438", ""},
      {"docker-machine-parallels", "docker-machine:prl-dev", kIntel, "prl_fs", kBoot2docker,
       "Parallels Desktop 17.1.4 (51567)", ""},
      {"docker-desktop-virtiofs", "docker:desktop-linux", kArm, "virtiofs", kDesktop, kVz,
       "virtiofs (settings-store.json)"},
      {"docker-desktop-vmm", "docker:desktop-linux", kArm, "virtiofs", kDesktop, "Docker VMM",
       "virtiofs (settings-store.json)"},
      {"docker-desktop-grpcfuse", "docker:desktop-linux", kIntel, "grpcfuse",
       "Docker Desktop 4.3.2 (72729)", "HyperKit", "grpcfuse (settings.json)"},
      {"docker-desktop-osxfs", "docker:desktop-linux", kIntel, "osxfs",
       "Docker Desktop 3.1.0 (51484)", "HyperKit", "osxfs (settings.json)"},
      {"docker-desktop-synchronized", "docker:desktop-linux", kArm, "copy", kDesktop, kVz,
       "virtiofs (settings-store.json)"},
      {"colima", "docker:colima", kArm, "virtiofs", "Colima 0.8.1", kVz,
       "virtiofs (colima status)"},
      {"colima-old", "docker:colima", kIntel, "sshfs", "Colima 0.5.5", "QEMU",
       "sshfs (colima status)"},
      {"lima", "docker:lima-docker", kIntel, "9p", "Lima 0.22.0", "QEMU", "9p (limactl list)"},
      {"rancher-desktop", "docker:rancher-desktop", kArm, "sshfs", "Rancher Desktop 1.16.0", kVz,
       "sshfs (rdctl list-settings)"},
      {"orbstack", "docker:orbstack", kArm, "virtiofs", "OrbStack 1.5.1", "OrbStack",
       "virtiofs (OrbStack)"},
      {"podman", "docker:podman", kArm, "virtiofs", "Podman 5.3.1", kVz + " (applehv)",
       "virtiofs (podman machine list)"},
      {"linux-engine", "docker", kIntel, "bind", "Docker Engine 20.10.24+dfsg1", "", ""},
      {"minikube", "docker:minikube", kIntel, "9p", "minikube 1.35.0", "hyperkit", ""},
  };
  return kCases;
}

}  // namespace sharebench::targets
