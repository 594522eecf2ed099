// `local`: directories of this machine, with or without a docker engine on it. No VM between.
#include <fmt/format.h>

#include <map>

#include "harness/core/error.h"
#include "harness/lab/counters.h"
#include "harness/sys/host_facts.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/docker_cli.h"
#include "harness/targets/rows.h"

namespace sharebench::targets {
namespace {

constexpr double kLocalHello_s = 60;
constexpr double kLocalDrop_s = 120;
constexpr double kCounters_s = 60;

class LocalEngine : public Target {
 public:
  LocalEngine(sys::CommandRunner& runner, const TargetOptions& options)
      : runner_(runner),
        options_(options),
        engine_(options.engine.empty() ? "none" : options.engine) {
    if (engine_ != "none" && engine_ != "docker") {
      throw UsageError(fmt::format("--engine '{}' is not known to the target local", engine_),
                       "one of: none, docker");
    }
  }

  TargetInfo bring_up() override {
    const auto facts = sys::read_host_facts(runner_);
    const auto fact = [&](const std::string& key) {
      const auto at = facts.find(key);
      return at == facts.end() ? std::string() : at->second;
    };
    TargetInfo info{.id = options_.id, .kind = "local", .channels = {Channel::kHostDirectory}};
    info.engine = engine_;
    info.guest_kernel = fact("kernel");
    info.cpus = std::atoi(fact("cores").c_str());
    info.memory_bytes = std::strtoull(fact("memory_bytes").c_str(), nullptr, 10);
    std::string arch = fact("arch");
    if (engine_ == "docker") {
      docker_ = std::make_unique<DockerCli>(runner_, std::vector<std::string>{docker_client()},
                                            "sharebench-" + options_.run_id);
      info.engine_version = docker_->server_version();
      arch = docker_->server_arch();
    }
    runner_file_ = sys::find_runner(options_.runner_file, arch);
    if (docker_) docker_->import_runner(runner_file_);
    return info;
  }

  Mount attach(const Share& share) override {
    const std::string id = fmt::format("{}-{}", options_.run_id, attached_++);
    const std::filesystem::path parent = share.host_dir.empty() ? "." : share.host_dir;
    const auto place = areas_.emplace(share.name, sys::Sandbox(parent, id));
    const std::filesystem::path area = place.first->second.fresh_area("area");
    return {.share = share, .guest_path = area.string()};
  }

  std::unique_ptr<RunnerSession> start_runner(const Mount& mount) override {
    if (!docker_) {
      const std::vector<std::string> argv = {runner_file_.string(), "--serve", "--dir",
                                             mount.guest_path};
      return std::make_unique<RunnerSession>(runner_.start({.argv = argv}), kLocalHello_s);
    }
    const std::string sandbox = areas_.at(mount.share.name).dir().string();
    return std::make_unique<RunnerSession>(
        docker_->serve({.mount = {.source = mount.guest_path}, .sandbox = sandbox}), kLocalHello_s);
  }

  std::string drop_caches(const Mount&, RunnerSession& session, const Work& work) override {
    return session.drop(work, kLocalDrop_s) ? "posix_fadvise(DONTNEED) on every file"
                                            : "not possible here";
  }

  /// Of NFS, what this machine's kernel counted.
  std::map<std::string, std::uint64_t> counters(const Mount& mount) override {
    if (mount.observed.fstype.rfind("nfs", 0) != 0) return {};
    sys::Command command;
    command.argv = {"cat", "/proc/self/mountstats"};
    command.timeout_s = kCounters_s;
    const std::string stats = sys::run_or_throw(runner_, command, "cat /proc/self/mountstats");
    const lab::Counts counts = lab::nfs_counts(stats, lab::nfs_mount_of(stats, mount.guest_path));
    return lab::as_counters(counts);
  }
  void set_pace(double) override {}
  std::optional<ClockReading> clocks() override { return std::nullopt; }
  void detach(const Mount& mount) override { areas_.erase(mount.share.name); }

 private:
  std::string docker_client() const { return options_.docker.empty() ? "docker" : options_.docker; }

  sys::CommandRunner& runner_;
  TargetOptions options_;
  std::string engine_;
  std::filesystem::path runner_file_;
  std::unique_ptr<DockerCli> docker_;
  std::map<std::string, sys::Sandbox> areas_;
  int attached_ = 0;
};

}  // namespace

TargetType local_engine() {
  return {"local",
          "directories of this machine (local:DIR, or --shares NAME=DIR,...), no VM",
          {Channel::kHostDirectory},
          [](const std::string& id) {
            return id == "local" || (id.rfind("local:", 0) == 0 && id.size() > 6);
          },
          [](sys::CommandRunner& runner, sys::Progress&,
             const TargetOptions& options) -> std::unique_ptr<Target> {
            return std::make_unique<LocalEngine>(runner, options);
          }};
}

}  // namespace sharebench::targets
