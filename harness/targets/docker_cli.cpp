// Commands of the docker client.
#include "harness/targets/docker_cli.h"

#include <fmt/format.h>

#include <sstream>

#include "harness/core/error.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/sandbox.h"

namespace sharebench::targets {
namespace {

constexpr const char* kRunLabel = "sharebench.run";
constexpr const char* kSandboxLabel = "sharebench.sandbox";

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::vector<std::string> joined(std::vector<std::string> a, std::vector<std::string> b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// A client that must be killed leaves its container running: that one is removed by name.
class Container : public sys::Child {
 public:
  Container(sys::CommandRunner& runner, std::unique_ptr<sys::Child> client,
            std::vector<std::string> removal)
      : runner_(runner), client_(std::move(client)), removal_(std::move(removal)) {}
  ~Container() override { stop(kGrace_s); }

  void write_line(const std::string& line) override { client_->write_line(line); }
  std::optional<std::string> read_line(double s) override { return client_->read_line(s); }
  bool running() override { return client_->running(); }
  int status() override { return client_->status(); }
  std::string error_text() override { return client_->error_text(); }

  void stop(double grace_s) override {
    if (stopped_) return;
    stopped_ = true;
    client_->stop(grace_s);
    if (client_->status() == 0) return;
    const sys::InterruptShield shield;
    runner_.run({.argv = removal_, .timeout_s = kRemoval_s});
  }

 private:
  static constexpr double kGrace_s = 5, kRemoval_s = 60;
  sys::CommandRunner& runner_;
  std::unique_ptr<sys::Child> client_;
  std::vector<std::string> removal_;
  bool stopped_ = false;
};

}  // namespace

DockerCli::DockerCli(sys::CommandRunner& runner, std::vector<std::string> client, std::string run)
    : runner_(runner), client_(std::move(client)), run_(std::move(run)) {}

DockerCli::~DockerCli() {
  remove_all();
}

std::vector<std::string> DockerCli::command(std::vector<std::string> rest) const {
  return joined(client_, std::move(rest));
}

std::string DockerCli::server_version() {
  const auto result = runner_.run(
      {.argv = command({"version", "--format", "{{.Server.Version}}"}), .timeout_s = 20});
  if (!result.ok()) {
    throw EnvironmentError(
        fmt::format(
            "no docker engine answers: {}",
            first_line(result.err.empty() ? "the docker client gave no reason" : result.err)),
        "start it (docker-machine start default, or Docker Desktop), or measure without: "
        "--engine none, --target lab");
  }
  return first_line(result.out);
}

std::string DockerCli::server_arch() {
  const std::string arch = first_line(sys::run_or_throw(
      runner_, {.argv = command({"version", "--format", "{{.Server.Arch}}"}), .timeout_s = 20},
      "is the docker engine still running?"));
  return arch == "amd64" ? "x86_64" : arch == "arm64" ? "aarch64" : arch;
}

void DockerCli::import_runner(const std::filesystem::path& runner_file) {
  const std::string hash =
      first_line(sys::run_or_throw(runner_, {.argv = {"cksum", runner_file.string()}},
                                   "build the runner: scripts/build-runner"));
  // Of this run alone: an import under a tag that is there takes it from the image of another run.
  image_ = fmt::format("sharebench-runner:{}-{}", hash.substr(0, hash.find(' ')), run_);
  const std::string script =
      "set -e; d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cp \"$1\" \"$d/sharebench-runner\"; "
      "chmod 755 \"$d/sharebench-runner\"; tar -C \"$d\" -cf \"$d/image.tar\" sharebench-runner; "
      "image=$2; shift 2; \"$@\" import -c 'ENTRYPOINT [\"/sharebench-runner\"]' \"$d/image.tar\" "
      "\"$image\"";
  sys::run_or_throw(
      runner_,
      {.argv = joined({"sh", "-c", script, "sh", runner_file.string(), image_}, client_),
       .timeout_s = 120},
      "is there space left where the engine keeps its images?");
}

std::unique_ptr<sys::Child> DockerCli::serve(const std::string& engine_dir) {
  const std::string sandbox = std::filesystem::path(engine_dir).parent_path().string();
  const std::string name = fmt::format("{}-{}", run_, started_++);
  auto client = runner_.start(
      {.argv = command({"run", "-i", "--rm", "--network", "none", "--label",
                        fmt::format("{}={}", kRunLabel, run_), "--label",
                        fmt::format("{}={}", kSandboxLabel, sandbox), "--name", name, "-v",
                        engine_dir + ":/share", image_, "--serve", "--dir", "/share"})});
  return std::make_unique<Container>(runner_, std::move(client), command({"rm", "-f", name}));
}

void DockerCli::remove_all() {
  if (image_.empty()) return;
  const sys::InterruptShield shield;
  const auto found = runner_.run(
      {.argv = command({"ps", "-aq", "--filter", fmt::format("label={}={}", kRunLabel, run_)}),
       .timeout_s = 20});
  std::istringstream ids(found.out);
  for (std::string id; ids >> id;) {
    runner_.run({.argv = command({"rm", "-f", id}), .timeout_s = 30});
  }
  runner_.run({.argv = command({"rmi", "-f", image_}), .timeout_s = 30});
  image_.clear();
}

std::vector<std::string> clean_containers(sys::CommandRunner& runner,
                                          const std::vector<std::string>& client) {
  std::vector<std::string> removed;
  const auto found = runner.run(
      {.argv = joined(client,
                      {"ps", "-a", "--filter", fmt::format("label={}", kSandboxLabel), "--format",
                       fmt::format("{{{{.ID}}}} {{{{.Label \"{}\"}}}}", kSandboxLabel)}),
       .timeout_s = 20});
  std::istringstream lines(found.ok() ? found.out : "");
  for (std::string id, sandbox; lines >> id && std::getline(lines >> std::ws, sandbox);) {
    if (sys::sandbox_in_use(sandbox)) continue;
    if (runner.run({.argv = joined(client, {"rm", "-f", id}), .timeout_s = 30}).ok()) {
      removed.push_back(fmt::format("removed container {}, left by a run that is gone", id));
    }
  }
  return removed;
}

}  // namespace sharebench::targets
