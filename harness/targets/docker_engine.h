// A docker engine as a target, however its client reaches it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/targets/target.h"

namespace sharebench::targets {

/// How the client gets to an engine, found out before it is asked anything.
struct Way {
  std::vector<std::string> client{};  ///< argv prefix: {"docker", "--context", "colima"}
  std::string context{};              ///< name of the docker context or machine; empty: unknown
  std::string endpoint{};             ///< "unix:///...", "ssh://...", "tcp://..."; empty: unknown
  bool here = true;  ///< directories are named as on this machine, which makes and removes them
  std::string vm_address{};                    ///< where it is known
  std::map<std::string, std::string> facts{};  ///< what the way says of the engine's machine
};

/// Finds the way. Throws EnvironmentError with the command that mends it.
using FindWay = Way (*)(sys::CommandRunner& runner, const TargetOptions& options);

/// What engines offer: their own file sharing in all its kinds, volumes, the machine's disk.
std::vector<Channel> engine_channels();

/// A target of that kind ("docker", "docker-machine"). Throws UsageError for another --engine.
std::unique_ptr<Target> make_docker_engine(sys::CommandRunner& runner, sys::Progress& progress,
                                           const TargetOptions& options, const std::string& kind,
                                           FindWay find_way);

/// The docker client of the options: `docker` unless --docker names another.
std::string docker_client(const TargetOptions& options);

}  // namespace sharebench::targets
