// The docker client, driven as a command: import the runner's image, run it, remove what was made.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::targets {

/// `text` up to its first end of line.
inline std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// What a container gets mounted.
struct ContainerMount {
  std::string source{};  ///< a folder of the engine's machine, or the name of a volume
  bool volume = false;
  std::string consistency{};  ///< Docker for Mac: consistent, cached or delegated; else empty
};

/// One served runner.
struct Served {
  ContainerMount mount{};  ///< mounted at /share
  std::string dir{};       ///< marked folder below /share to work in; empty: /share itself
  std::string sandbox{};   ///< the container is marked with it, so that leftovers are found
};

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

  /// The output of a command of the client ("version", "--format", ...). Throws EnvironmentError
  /// with what the client says when no engine answers.
  std::string ask(const std::vector<std::string>& arguments);

  /// Makes an image that holds only `runner_file` (docker import; nothing is pulled), under a name
  /// with the runner's digest in it. Containers are started from the image's own id, which is that
  /// of these bytes. Throws EnvironmentError when what the engine keeps is not what was sent.
  void import_runner(const std::filesystem::path& runner_file);

  /// The first 16 hexadecimal digits of the imported runner's SHA-256.
  const std::string& runner_digest() const { return runner_digest_; }

  /// Starts the imported runner on a marked folder.
  std::unique_ptr<sys::Child> serve(const Served& served);

  /// Runs the imported runner with those arguments to its end, `folder` of the engine's machine or
  /// a volume mounted at /share; marked as a served one. Throws EnvironmentError with its
  /// complaint.
  void run_once(const ContainerMount& folder, const std::string& sandbox,
                const std::vector<std::string>& arguments);

  /// Makes an empty volume of this run, marked as a container is.
  void make_volume(const std::string& name, const std::string& sandbox);

  /// Removes it. Never throws.
  void remove_volume(const std::string& name);

  /// Removes every container of this run, then the image. Never throws.
  void remove_all();

  /// Removes the containers and volumes that a session of this run left on the engine when it lost
  /// the connection. Never throws.
  void remove_leftovers();

 private:
  std::vector<std::string> command(std::vector<std::string> rest) const;
  void remove_marked(const std::vector<std::string>& list, const std::vector<std::string>& removal,
                     const std::string& filter = {});
  std::vector<std::string> run_command(const ContainerMount& mount,
                                       const std::string& sandbox) const;

  sys::CommandRunner& runner_;
  std::vector<std::string> client_;
  std::string run_;
  std::string image_, image_id_, runner_digest_;
  int started_ = 0;
};

/// Removes labelled containers and volumes of runs that are gone. `client` as above. A sentence for
/// each.
std::vector<std::string> clean_containers(sys::CommandRunner& runner,
                                          const std::vector<std::string>& client);

/// "x86_64" for "amd64", "aarch64" for "arm64", else as it is.
std::string arch_name(const std::string& arch);

}  // namespace sharebench::targets
