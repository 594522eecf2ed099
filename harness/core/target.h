// What a target (a place that can run a container on a mount) says of itself.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sharebench {

/// A way for bytes to reach the guest. Share types need one, targets offer several.
enum class Channel {
  kHostDirectory,  ///< a directory of this machine, no VM between
  kNfs,
  kVboxsf,
  kVirtiofs,
  kNineP,
  kSshfs,
  kEngineBind,
  kEngineVolume,
  kGuestDisk,
};

struct TargetInfo {
  std::string id{};    ///< as the user named it: `lab`, `local`, `docker:desktop-linux`
  std::string kind{};  ///< `lab`, `local`, `docker`, `docker-machine`
  std::vector<Channel> channels{};
  std::string engine{};          ///< `docker`, `none`
  std::string engine_version{};  ///< "20.10.24+dfsg1"; empty with engine none
  std::string guest_kernel{};
  int cpus = 0;
  std::uint64_t memory_bytes = 0;
  std::string accelerator{};  ///< `kvm`, `tcg`; empty where there is no VM of ours
  bool emulated = false;      ///< true under TCG: seconds are not hardware seconds
  /// What else it says of itself: `product` ("Docker Desktop 4.37.1 (178610)"), `vm` (what runs
  /// it), `file sharing set`, `endpoint`, ...
  std::map<std::string, std::string> facts{};
};

}  // namespace sharebench
