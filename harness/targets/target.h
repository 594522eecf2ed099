// A target: a place that can run a container on a mount.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/core/clock_reading.h"
#include "harness/core/mount.h"
#include "harness/core/nfs_host.h"
#include "harness/core/target.h"
#include "harness/sys/command_runner.h"
#include "harness/sys/progress.h"
#include "harness/targets/judge_place.h"
#include "harness/targets/runner_session.h"

namespace sharebench::targets {

/// What a target may need to start.
struct TargetOptions {
  std::string id{};      ///< as the user named it
  std::string engine{};  ///< `docker`, `none`, or empty for the target's own choice
  std::string run_id{};
  bool resumed = false;                 ///< a session of this run was here before, and may be dead
  std::filesystem::path runner_file{};  ///< --runner; empty: beside this program
  std::filesystem::path source_dir{};   ///< where containers/lab lies
  /// sharebench, which has the lab's relay in it and its vboxsf service beside it; empty: this
  /// program.
  std::filesystem::path program{};
  std::string accelerator{};  ///< `auto`, `kvm`, `tcg`
  std::string docker{};       ///< the docker client to use; empty: `docker`
};

class Target {
 public:
  virtual ~Target() = default;

  /// Makes the place ready (boots a VM, imports the runner's image) and says what it is. Throws
  /// EnvironmentError with the command that mends it.
  virtual TargetInfo bring_up() = 0;

  /// Mounts a share afresh and makes a marked, empty folder on it. The result says where, not yet
  /// what was mounted.
  virtual Mount attach(const Share& share) = 0;

  /// Starts one served runner on the marked folder of an attached mount.
  virtual std::unique_ptr<RunnerSession> start_runner(const Mount& mount) = 0;

  /// Empties the caches of the guest side. Returns how it was done, for the run file; `work` is
  /// what the runner has prepared there.
  virtual std::string drop_caches(const Mount& mount, RunnerSession& session, const Work& work) = 0;

  /// Cumulative counters of a mount (`round_trips`, `round_trips.LOOKUP`, `disk_reads`); empty
  /// where there are none.
  virtual std::map<std::string, std::uint64_t> counters(const Mount& mount) = 0;

  /// Holds every round trip of pace-capable mounts for this long from now on.
  virtual void set_pace(double seconds) = 0;

  /// Host and guest seconds read together, where the guest has a clock of its own.
  virtual std::optional<ClockReading> clocks() = 0;

  /// What decides whether that mount may be measured as what was asked for, beside its line in the
  /// mount table.
  virtual PlaceRules rules(const Mount&) const { return {}; }

  /// Undoes attach: the folder and the mount are gone.
  virtual void detach(const Mount& mount) = 0;

  /// The machine whose NFS server this target's NFS mounts come from, once it is up; nothing where
  /// that is not known, and then nobody can say that it is shut.
  virtual std::optional<NfsHost> nfs_host() const { return std::nullopt; }

  /// Where the time of bring_up went, by name ("boot", "image"), in seconds.
  virtual std::map<std::string, double> setup_times() const { return {}; }
};

/// A row of all.cpp.
struct TargetType {
  std::string name;     ///< `local`, `lab`
  std::string summary;  ///< one line for `list targets`
  std::vector<Channel> channels{};
  bool (*answers_to)(const std::string& id);
  std::unique_ptr<Target> (*make)(sys::CommandRunner&, sys::Progress&, const TargetOptions&);
};

/// Every target type, in the order of all.cpp.
const std::vector<TargetType>& target_types();

/// The type that answers to `id`; throws UsageError with the nearest name.
const TargetType& target_type(const std::string& id);

}  // namespace sharebench::targets
