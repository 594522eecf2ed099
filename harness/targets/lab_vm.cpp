// `lab`: the QEMU guest that stands in for a Mac's VM, with shares served by this machine.
#include <fmt/format.h>

#include <map>

#include "harness/core/error.h"
#include "harness/lab/lab.h"
#include "harness/shares/share_type.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/docker_cli.h"
#include "harness/targets/rows.h"

namespace sharebench::targets {
namespace {

constexpr double kBootHello_s = 120;
constexpr double kGuestCommand_s = 60;

class LabVm : public Target {
 public:
  LabVm(sys::CommandRunner& runner, sys::Progress& progress, const TargetOptions& options)
      : runner_(runner), progress_(progress), options_(options) {
    if (!options.engine.empty() && options.engine != "docker") {
      throw UsageError(fmt::format("--engine '{}' is not known to the target lab", options.engine),
                       "the lab's engine is docker; leave --engine out");
    }
  }

  TargetInfo bring_up() override {
    lab::LabOptions lab_options;
    lab_options.source_dir = options_.source_dir;
    lab_options.cache_dir = sys::cache_root() / "lab";
    lab_options.state_dir = labs() / options_.run_id;
    lab_options.program = options_.program;
    lab_options.accelerator = options_.accelerator.empty() ? "auto" : options_.accelerator;
    lab_ = lab::Lab::up(runner_, lab_options, progress_);
    docker_ = std::make_unique<DockerCli>(runner_, lab_->docker(), "sharebench-" + options_.run_id);
    docker_->import_runner(sys::find_runner(options_.runner_file, "x86_64"));
    return info();
  }

  Mount attach(const Share& share) override {
    const lab::GuestMount mounted = lab_->mount(share.type, share.options);
    mounts_.insert_or_assign(share.name, mounted);
    guest(fmt::format("mkdir {0}/area && echo '{1}' > {0}/area/{2}", mounted.guest_path,
                      sys::kMarkerLine, sys::kMarkerName),
          share.name);
    Mount mount;
    mount.share = share;
    mount.guest_path = mounted.guest_path + "/area";
    mount.can_pace = mounted.can_pace;
    mount.has_counters = true;
    return mount;
  }

  std::unique_ptr<RunnerSession> start_runner(const Mount& mount) override {
    const std::string sandbox = std::filesystem::path(mount.guest_path).parent_path().string();
    return std::make_unique<RunnerSession>(
        docker_->serve({.mount = {.source = mount.guest_path}, .sandbox = sandbox}), kBootHello_s);
  }

  std::string drop_caches(const Mount&, RunnerSession&, const Work&) override {
    lab_->drop_caches();
    return "the guest's page, dentry and inode caches dropped (sync, drop_caches=3)";
  }

  std::map<std::string, std::uint64_t> counters(const Mount& mount) override {
    return lab_->counters(mounts_.at(mount.share.name));
  }

  void set_pace(double seconds) override { lab_->set_pace(seconds); }

  std::optional<ClockReading> clocks() override { return lab_->clocks(); }

  void detach(const Mount& mount) override {
    const auto at = mounts_.find(mount.share.name);
    if (at == mounts_.end()) return;
    const lab::GuestMount mounted = at->second;
    mounts_.erase(at);
    lab_->unmount(mounted);
  }

  PlaceRules rules(const Mount& mount) const override {
    PlaceRules rules;
    const bool served = shares::share_type(mount.share.type).channel != Channel::kGuestDisk;
    if (served) rules.served_from = labs().string();
    return rules;
  }

  std::optional<NfsHost> nfs_host() const override { return lab_->nfs_host(); }

  std::map<std::string, double> setup_times() const override {
    return {{"boot", lab_->facts().boot_s}, {"image", lab_->facts().image_build_s}};
  }

 private:
  static std::filesystem::path labs() { return sys::state_root() / "labs"; }

  TargetInfo info() const {
    const lab::LabFacts& facts = lab_->facts();
    TargetInfo info{.id = options_.id, .kind = "lab"};
    info.channels = lab_vm().channels;
    info.engine = "docker";
    info.engine_version = facts.docker_version;
    info.guest_kernel = facts.kernel;
    info.cpus = facts.cpus;
    info.memory_bytes = facts.memory_bytes;
    info.accelerator = facts.accelerator;
    info.emulated = facts.emulated;
    return info;
  }

  void guest(const std::string& line, const std::string& share) {
    const auto result = lab_->guest(line, kGuestCommand_s);
    if (result.ok()) return;
    const bool read_only = result.err.find("Read-only") != std::string::npos ||
                           result.out.find("Read-only") != std::string::npos;
    throw EnvironmentError(
        fmt::format("no folder could be made on {} in the guest: {}", share,
                    read_only ? "it is mounted read-only" : result.out + result.err),
        "the share must be writable for the guest's root");
  }

  sys::CommandRunner& runner_;
  sys::Progress& progress_;
  TargetOptions options_;
  std::unique_ptr<lab::Lab> lab_;
  std::unique_ptr<DockerCli> docker_;  // goes before the lab does
  std::map<std::string, lab::GuestMount> mounts_;
};

}  // namespace

TargetType lab_vm() {
  return {
      "lab",
      "a QEMU guest with a docker engine on this machine (Linux, root), shares served from here",
      {Channel::kVboxsf, Channel::kNfs, Channel::kNineP, Channel::kVirtiofs, Channel::kSshfs,
       Channel::kGuestDisk},
      [](const std::string& id) { return id == "lab"; },
      [](sys::CommandRunner& runner, sys::Progress& progress,
         const TargetOptions& options) -> std::unique_ptr<Target> {
        return std::make_unique<LabVm>(runner, progress, options);
      }};
}

}  // namespace sharebench::targets
