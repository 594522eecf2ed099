// What a docker engine says of itself, read from the JSON of `docker version` and `docker info`.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sharebench::targets {

struct EngineFacts {
  std::string version{};   ///< "27.4.0"
  std::string platform{};  ///< "Docker Desktop 4.37.1 (178610)", "Docker Engine - Community"
  std::string arch{};      ///< "x86_64", "aarch64"
  std::string kernel{};    ///< "6.10.14-linuxkit"
  std::string operating_system{};  ///< "Docker Desktop", "Boot2Docker 19.03.12 (TCL 10.1)"
  std::string name{};              ///< of the engine's machine: "docker-desktop", "colima"
  std::string storage_driver{};    ///< "overlay2"
  std::map<std::string, std::string> components{};  ///< "Podman Engine" -> "5.2.2"
  int cpus = 0;
  std::uint64_t memory_bytes = 0;
};

/// Reads `docker version --format '{{json .}}'` and `docker info --format '{{json .}}'`. Throws
/// EnvironmentError when they are not JSON, or when the engine does not tell its version.
EngineFacts parse_engine(const std::string& version_json, const std::string& info_json);

/// Seconds since 1970 of a time as `docker info` prints it ("2024-12-19T09:12:33.123456789Z", or
/// with an offset such as +01:00); negative when it is no time.
double seconds_of_time(const std::string& text);

}  // namespace sharebench::targets
