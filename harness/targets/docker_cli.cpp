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

/// What a program says last; a usage hint of the docker client after it does not count.
std::string last_line(const std::string& text, const std::string& otherwise) {
  std::istringstream lines(text);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.rfind("See '", 0) == 0 || line.rfind("Run '", 0) == 0) continue;
    last = line;
  }
  return last.empty() ? otherwise : last;
}

/// A field of a --mount option: quoted as CSV where it has a comma or a quote.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
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

std::string DockerCli::ask(const std::vector<std::string>& arguments) {
  const auto result = runner_.run({.argv = command(arguments), .timeout_s = 60});
  if (!result.ok()) {
    throw EnvironmentError(
        fmt::format("no docker engine answers: {}",
                    result.timed_out
                        ? std::string("the docker client gave no answer within a minute")
                        : last_line(result.err, "the docker client gave no reason")),
        "start it (docker-machine start default, or Docker Desktop), or measure without: "
        "--engine none, --target lab");
  }
  return result.out;
}

std::string DockerCli::server_version() {
  return first_line(ask({"version", "--format", "{{.Server.Version}}"}));
}

std::string DockerCli::server_arch() {
  return arch_name(first_line(ask({"version", "--format", "{{.Server.Arch}}"})));
}

void DockerCli::import_runner(const std::filesystem::path& runner_file) {
  // Prints the digest of the runner, of the archive that is sent, and the id of the image.
  const std::string script =
      "set -e; d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; export COPYFILE_DISABLE=1; "
      "digest() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | "
      "cut -d ' ' -f 1; }; cp \"$1\" \"$d/sharebench-runner\"; chmod 755 "
      "\"$d/sharebench-runner\"; tar -C \"$d\" -cf \"$d/image.tar\" sharebench-runner; "
      "of=$(digest <\"$1\" | cut -c 1-16); digest <\"$d/image.tar\"; echo \"$of\"; "
      "image=sharebench-runner:$of-$2; echo \"$image\"; shift 2; "
      "\"$@\" import -c 'ENTRYPOINT [\"/sharebench-runner\"]' \"$d/image.tar\" \"$image\"";
  std::istringstream answer(sys::run_or_throw(
      runner_,
      {.argv = joined({"sh", "-c", script, "sh", runner_file.string(), run_}, client_),
       .timeout_s = 300},
      "is there space left where the engine keeps its images?"));
  std::string archive;
  answer >> archive >> runner_digest_ >> image_ >> image_id_;
  const std::string kept =
      ask({"image", "inspect", "--format", "{{.Id}} {{json .RootFS.Layers}}", image_});
  if (kept.find(image_id_) == std::string::npos || archive.empty() ||
      kept.find("sha256:" + archive) == std::string::npos) {
    throw EnvironmentError(
        fmt::format("the engine's image {} is not the runner that was sent: sha256 {}, it has {}",
                    image_, archive, first_line(kept)),
        fmt::format("remove it and try again: docker rmi {}", image_));
  }
}

std::vector<std::string> DockerCli::run_command(const ContainerMount& mount,
                                                const std::string& sandbox) const {
  std::string spec = fmt::format("type={},{},dst=/share", mount.volume ? "volume" : "bind",
                                 csv_field("src=" + mount.source));
  if (!mount.consistency.empty()) spec += ",consistency=" + mount.consistency;
  return command({"run", "-i", "--rm", "--network", "none", "--label",
                  fmt::format("{}={}", kRunLabel, run_), "--label",
                  fmt::format("{}={}", kSandboxLabel, sandbox), "--mount", spec});
}

std::unique_ptr<sys::Child> DockerCli::serve(const Served& served) {
  const std::string name = fmt::format("{}-{}", run_, started_++);
  auto client = runner_.start(
      {.argv = joined(run_command(served.mount, served.sandbox),
                      {"--name", name, image_id_, "--serve", "--dir", "/share" + served.dir})});
  return std::make_unique<Container>(runner_, std::move(client), command({"rm", "-f", name}));
}

void DockerCli::run_once(const ContainerMount& folder, const std::string& sandbox,
                         const std::vector<std::string>& arguments) {
  auto argv = run_command(folder, sandbox);
  argv.push_back(image_id_);
  const auto result = runner_.run({.argv = joined(argv, arguments), .timeout_s = 120});
  if (result.ok()) return;
  throw EnvironmentError(
      fmt::format("no folder could be made in {} by the engine: {}", folder.source,
                  last_line(result.err, "the docker client gave no reason")),
      "name a directory of the engine's machine that is there and may be written to: --dir DIR");
}

void DockerCli::make_volume(const std::string& name, const std::string& sandbox) {
  ask({"volume", "create", "--label", fmt::format("{}={}", kRunLabel, run_), "--label",
       fmt::format("{}={}", kSandboxLabel, sandbox), name});
}

void DockerCli::remove_volume(const std::string& name) {
  const sys::InterruptShield shield;
  runner_.run({.argv = command({"volume", "rm", "-f", name}), .timeout_s = 60});
}

/// Removes what `list` prints of this run, known by `filter` or else by its label.
void DockerCli::remove_marked(const std::vector<std::string>& list,
                              const std::vector<std::string>& removal, const std::string& filter) {
  const std::string mark = fmt::format("label={}={}", kRunLabel, run_);
  const auto found =
      runner_.run({.argv = command(joined(list, {"--filter", filter.empty() ? mark : filter})),
                   .timeout_s = 20});
  std::istringstream names(found.out);
  for (std::string name; names >> name;) {
    runner_.run({.argv = command(joined(removal, {name})), .timeout_s = 30});
  }
}

void DockerCli::remove_leftovers() {
  const sys::InterruptShield shield;
  remove_marked({"ps", "-aq"}, {"rm", "-f"});
  remove_marked({"volume", "ls", "-q"}, {"volume", "rm", "-f"});
  // Its name will be given to another import, after which nothing would lead to it.
  remove_marked({"images", "-q"}, {"rmi", "-f"},
                fmt::format("reference=sharebench-runner:*-{}", run_));
}

void DockerCli::remove_all() {
  if (image_.empty()) return;
  const sys::InterruptShield shield;
  remove_marked({"ps", "-aq"}, {"rm", "-f"});
  runner_.run({.argv = command({"rmi", "-f", image_}), .timeout_s = 30});
  image_.clear();
  image_id_.clear();
}

std::string arch_name(const std::string& arch) {
  return arch == "amd64" ? "x86_64" : arch == "arm64" ? "aarch64" : arch;
}

std::vector<std::string> clean_containers(sys::CommandRunner& runner,
                                          const std::vector<std::string>& client) {
  struct Kind {
    std::string name;
    std::vector<std::string> list;
    std::string id;
    std::vector<std::string> removal;
  };
  const std::vector<Kind> kinds = {{"container", {"ps", "-a"}, "ID", {"rm", "-f"}},
                                   {"volume", {"volume", "ls"}, "Name", {"volume", "rm", "-f"}}};
  std::vector<std::string> removed;
  for (const Kind& kind : kinds) {
    const std::vector<std::string> wanted = {
        "--filter", fmt::format("label={}", kSandboxLabel), "--format",
        fmt::format("{{{{.{}}}}} {{{{.Label \"{}\"}}}}", kind.id, kSandboxLabel)};
    const auto found =
        runner.run({.argv = joined(client, joined(kind.list, wanted)), .timeout_s = 20});
    std::istringstream lines(found.ok() ? found.out : "");
    for (std::string id, sandbox; lines >> id && std::getline(lines >> std::ws, sandbox);) {
      if (sys::sandbox_in_use(sandbox)) continue;
      const auto removal = joined(kind.removal, {id});
      if (runner.run({.argv = joined(client, removal), .timeout_s = 30}).ok()) {
        removed.push_back(fmt::format("removed {} {}, left by a run that is gone", kind.name, id));
      }
    }
  }
  return removed;
}

}  // namespace sharebench::targets
