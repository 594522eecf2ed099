// Folders are made on the near side of a share where that is this machine, else by a container.
#include "harness/targets/docker_engine.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "harness/core/error.h"
#include "harness/shares/share_type.h"
#include "harness/sys/clock.h"
#include "harness/sys/host_facts.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/docker_cli.h"
#include "harness/targets/engine_facts.h"
#include "harness/targets/engine_kind.h"

namespace sharebench::targets {
namespace {

constexpr double kHello_s = 120;
constexpr double kDrop_s = 120;

/// Names of containers, volumes and folders: what docker allows in all of them.
std::string plain_name(std::string text) {
  for (char& c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '.' || c == '_' || c == '-';
    if (!plain) c = '-';
  }
  return text;
}

std::string fact(const std::map<std::string, std::string>& facts, const std::string& name) {
  const auto at = facts.find(name);
  return at == facts.end() ? "" : at->second;
}

bool is_on_engine_disk(const Share& share) {
  const Channel channel = shares::share_type(share.type).channel;
  return channel == Channel::kEngineVolume || channel == Channel::kGuestDisk;
}

/// An attached share: its folder, and what must be undone.
struct Place {
  Served served{};
  std::optional<sys::Sandbox> sandbox{};  ///< on this machine
  std::string parent{}, name{};           ///< on the engine's machine, made by a container there
  std::string volume{};
};

class DockerEngine : public Target {
 public:
  DockerEngine(sys::CommandRunner& runner, sys::Progress& progress, const TargetOptions& options,
               std::string kind, FindWay find_way)
      : runner_(runner),
        progress_(progress),
        options_(options),
        kind_(std::move(kind)),
        find_way_(find_way),
        run_("sharebench-" + plain_name(options.run_id)) {
    if (!options.engine.empty() && options.engine != "docker") {
      throw UsageError(
          fmt::format("--engine '{}' is not known to the target {}", options.engine, options.id),
          "its engine is docker; leave --engine out");
    }
  }

  ~DockerEngine() override {
    const sys::InterruptShield shield;
    while (!places_.empty()) {
      try {
        undo(places_.begin()->first);
      } catch (const Error& error) {
        progress_.note(fmt::format("while cleaning up: {}", error.what()));
      }
    }
  }

  TargetInfo bring_up() override {
    way_ = find_way_(runner_, options_);
    docker_ = std::make_unique<DockerCli>(runner_, way_.client, run_);
    const std::string version = docker_->ask({"version", "--format", "{{json .}}"});
    engine_ = parse_engine(version, docker_->ask({"info", "--format", "{{json .}}"}));
    about_ = about_engine(runner_, engine_, way_);
    const auto host = sys::read_host_facts(runner_);
    in_vm_ = way_.here && fact(host, "kernel") != "Linux " + engine_.kernel;
    emulated_ = in_vm_ && arch_name(fact(host, "arch")) != engine_.arch;
    const std::filesystem::path locks = sys::state_root() / "engines";
    std::error_code error;
    std::filesystem::create_directories(locks, error);
    lock_.emplace(locks, plain_name(options_.run_id));
    const std::filesystem::path runner = sys::find_runner(options_.runner_file, engine_.arch);
    refuse_foreign_runner(runner);
    if (options_.resumed) docker_->remove_leftovers();
    docker_->import_runner(runner);
    return info();
  }

  Mount attach(const Share& share) override {
    const sys::InterruptShield shield;  // what is made must be known before anything ends this
    Place place;
    const std::string name = fmt::format("{}-{}", run_, attached_++);
    place.served.sandbox = lock_->dir().string();
    if (is_on_engine_disk(share)) {
      make_on_volume(place, name);
    } else if (way_.here) {
      make_here(place, share);
    } else {
      make_there(place, share, name);
    }
    const auto consistency = share.options.find("consistency");
    if (consistency != share.options.end()) place.served.mount.consistency = consistency->second;
    Mount mount;
    mount.share = share;
    mount.guest_path = place.served.mount.source + place.served.dir;
    undo(share.name);
    places_.emplace(share.name, std::move(place));
    return mount;
  }

  std::unique_ptr<RunnerSession> start_runner(const Mount& mount) override {
    const Place& place = places_.at(mount.share.name);
    try {
      return std::make_unique<RunnerSession>(docker_->serve(place.served), kHello_s);
    } catch (const EnvironmentError& error) {
      if (place.sandbox) refuse_unshared(mount.share, error.what());
      throw;
    }
  }

  std::string drop_caches(const Mount&, RunnerSession& session, const Work& work) override {
    return session.drop(work, kDrop_s)
               ? "posix_fadvise(DONTNEED) on every file in the container; the host's cache stays"
               : "not possible here";
  }

  std::map<std::string, std::uint64_t> counters(const Mount&) override { return {}; }
  void set_pace(double) override {}

  /// The engine's date stands for the guest's clock: it stops while the machine is asleep.
  std::optional<ClockReading> clocks() override {
    const double before_s = sys::steady_seconds();
    const double guest_s = seconds_of_time(docker_->ask({"info", "--format", "{{.SystemTime}}"}));
    const double after_s = sys::steady_seconds();
    if (guest_s < 0) return std::nullopt;
    return ClockReading{(before_s + after_s) / 2, guest_s, (after_s - before_s) / 2};
  }

  void detach(const Mount& mount) override { undo(mount.share.name); }

  PlaceRules rules(const Mount& mount) const override {
    PlaceRules rules;
    rules.target = options_.id;
    rules.arch = engine_.arch;
    rules.directory = !is_on_engine_disk(mount.share);
    rules.here = way_.here;
    rules.in_vm = in_vm_;
    rules.sharing_set = about_.sharing_set;
    rules.sharing_from = about_.sharing_from;
    rules.version_known = about_.version_known;
    rules.product = about_.product;
    return rules;
  }

  std::optional<NfsHost> nfs_host() const override {
    if (!way_.here) return std::nullopt;
    return NfsHost{.vm = way_.vm_address};
  }

 private:
  TargetInfo info() const {
    TargetInfo info{.id = options_.id, .kind = kind_, .channels = engine_channels()};
    info.engine = "docker";
    info.engine_version = engine_.version;
    info.guest_kernel = engine_.kernel;
    info.cpus = engine_.cpus;
    info.memory_bytes = engine_.memory_bytes;
    info.emulated = emulated_;
    info.facts = about_.others;
    info.facts["product"] = about_.product;
    info.facts["vm"] = about_.vm;
    if (!about_.sharing_set.empty()) {
      info.facts["file sharing set"] = about_.sharing_set + " (" + about_.sharing_from + ")";
    }
    info.facts["engine's directories"] = way_.here ? "this machine's" : "its own machine's";
    info.facts["engine's processor"] = engine_.arch;
    info.facts["runner"] = docker_->runner_digest();
    std::erase_if(info.facts, [](const auto& fact) { return fact.second.empty(); });
    return info;
  }

  /// What engines say of a directory of the host that their machine does not have.
  void refuse_unshared(const Share& share, const std::string& said) const {
    for (const char* sign : {"bind source path does not exist", "is not a sharebench area",
                             "not shared from", "no such file or directory", "does not exist"}) {
      if (said.find(sign) == std::string::npos) continue;
      throw EnvironmentError(
          fmt::format("the directory {} is not shared with {}: {}", share.host_dir, options_.id,
                      said),
          "name one below a shared directory, or share it (Docker Desktop: Settings, Resources, "
          "File sharing; docker-machine: VBoxManage sharedfolder add; colima start --mount)");
    }
  }

  /// Caught here it has a name; in a container it would be an "exec format error", or be
  /// translated.
  void refuse_foreign_runner(const std::filesystem::path& file) const {
    const std::string arch = sys::elf_arch(file);
    if (arch.empty() || arch == engine_.arch) return;
    throw EnvironmentError(fmt::format("the runner {} is for {}, and {} runs {}", file.string(),
                                       arch, options_.id, engine_.arch),
                           fmt::format("build that one: scripts/build-runner {}", engine_.arch));
  }

  /// The VM's own disk is where the engine keeps its volumes.
  void make_on_volume(Place& place, const std::string& name) {
    docker_->make_volume(name, place.served.sandbox);
    place.volume = name;
    place.served.mount = {.source = name, .volume = true};
    place.served.dir = "/area";
    docker_->run_once(place.served.mount, place.served.sandbox, {"--mark", "/share/area"});
  }

  void make_here(Place& place, const Share& share) {
    const std::string id = fmt::format("{}-{}", plain_name(options_.run_id), attached_);
    place.sandbox.emplace(share.host_dir.empty() ? "." : share.host_dir, id);
    place.served.mount.source = place.sandbox->fresh_area("area").string();
    place.served.sandbox = place.sandbox->dir().string();
  }

  /// A directory of the engine's machine: a container makes the folder there.
  void make_there(Place& place, const Share& share, const std::string& name) {
    if (share.host_dir.empty() || share.host_dir[0] != '/') {
      throw UsageError(
          fmt::format("'{}' is not a whole path on the machine of {}", share.host_dir, options_.id),
          "this engine is on another machine; name one of its directories: --dir /srv/project");
    }
    const ContainerMount parent = {.source = share.host_dir};
    const std::string inside = "/share/" + name;
    try {
      docker_->run_once(parent, place.served.sandbox, {"--mark", inside});
    } catch (const EnvironmentError&) {  // left full by a session of this run that lost the engine?
      docker_->run_once(parent, place.served.sandbox, {"--unmark", inside});
      docker_->run_once(parent, place.served.sandbox, {"--mark", inside});
    }
    place.parent = share.host_dir;
    place.name = name;
    const std::string slash = share.host_dir.back() == '/' ? "" : "/";
    place.served.mount.source = share.host_dir + slash + name;
  }

  void undo(const std::string& share) {
    const sys::InterruptShield shield;
    const auto at = places_.find(share);
    if (at == places_.end()) return;
    const Place place = std::move(at->second);
    places_.erase(at);
    if (!place.volume.empty()) docker_->remove_volume(place.volume);
    if (place.parent.empty()) return;
    docker_->run_once({.source = place.parent}, place.served.sandbox,
                      {"--unmark", "/share/" + place.name});
  }

  sys::CommandRunner& runner_;
  sys::Progress& progress_;
  TargetOptions options_;
  std::string kind_;
  FindWay find_way_;
  std::string run_;
  Way way_;
  EngineFacts engine_;
  AboutEngine about_;
  bool in_vm_ = false, emulated_ = false;
  std::optional<sys::Sandbox> lock_;  // outlives what is marked with it
  std::unique_ptr<DockerCli> docker_;
  std::map<std::string, Place> places_;
  int attached_ = 0;
};

}  // namespace

std::vector<Channel> engine_channels() {
  return {Channel::kEngineBind, Channel::kEngineVolume, Channel::kGuestDisk, Channel::kVboxsf,
          Channel::kNfs,        Channel::kVirtiofs,     Channel::kNineP,     Channel::kSshfs};
}

std::unique_ptr<Target> make_docker_engine(sys::CommandRunner& runner, sys::Progress& progress,
                                           const TargetOptions& options, const std::string& kind,
                                           FindWay find_way) {
  return std::make_unique<DockerEngine>(runner, progress, options, kind, find_way);
}

std::string docker_client(const TargetOptions& options) {
  return options.docker.empty() ? "docker" : options.docker;
}

}  // namespace sharebench::targets
