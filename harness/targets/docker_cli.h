// The docker client, driven as a command: import the runner's image, run it, remove what was made.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::targets {

class DockerCli {
 public:
  /// `client` is the argv prefix that reaches an engine, such as {"docker"} or
  /// {"ip", "netns", "exec", NS, "/tree/usr/bin/docker", "-H", "tcp://..."}. `run` names and marks
  /// what we make, so that it is removed at the end.
  DockerCli(sys::CommandRunner& runner, std::vector<std::string> client, std::string run);
  ~DockerCli();
  DockerCli(const DockerCli&) = delete;
  DockerCli& operator=(const DockerCli&) = delete;

  /// Server version; throws EnvironmentError when no engine answers.
  std::string server_version();

  /// "x86_64" or "aarch64": what the engine runs.
  std::string server_arch();

  /// Makes an image that holds only `runner_file` (docker import; nothing is pulled).
  void import_runner(const std::filesystem::path& runner_file);

  /// Starts the imported runner on a folder of the engine's machine, mounted at /share. The
  /// container is marked with the sandbox that the folder is in, so that leftovers are found.
  std::unique_ptr<sys::Child> serve(const std::string& engine_dir);

  /// Removes every container of this run, then the image. Never throws.
  void remove_all();

 private:
  std::vector<std::string> command(std::vector<std::string> rest) const;

  sys::CommandRunner& runner_;
  std::vector<std::string> client_;
  std::string run_;
  std::string image_;
  int started_ = 0;
};

/// Removes labelled containers of runs that are gone. `client` as above. A sentence for each.
std::vector<std::string> clean_containers(sys::CommandRunner& runner,
                                          const std::vector<std::string>& client);

}  // namespace sharebench::targets
