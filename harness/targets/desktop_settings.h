// Reads the settings files of Docker Desktop.
#pragma once

#include <string>

namespace sharebench::targets {

/// The texts of its files; an empty one is not there.
struct DesktopFiles {
  std::string store{};     ///< settings-store.json, from 4.35 on (PascalCase keys)
  std::string settings{};  ///< settings.json, up to 4.34 (camelCase keys)
  std::string admin{};     ///< admin-settings.json: what is locked there overrides
};

struct DesktopSettings {
  std::string sharing{};  ///< virtiofs, grpcfuse or osxfs; empty: the keys do not say
  std::string from{};     ///< the file that says it
  std::string vm{};  ///< Docker VMM, Apple Virtualization framework, HyperKit, QEMU; empty: unknown
  int synchronized = 0;  ///< directories kept as synchronized copies
};

/// What the files set for a Mac with that processor ("aarch64", "x86_64"). Keys may be missing:
/// then what they would say stays unknown (docs.docker.com, settings reference: VirtioFS wins over
/// gRPC FUSE, and with neither it is osxfs).
DesktopSettings parse_desktop_settings(const DesktopFiles& files, const std::string& arch);

}  // namespace sharebench::targets
