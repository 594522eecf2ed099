// A target without an outside world: a runner that answers from a script, counters that move.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/core/run.h"
#include "harness/targets/target.h"

namespace sharebench::run {

/// What happened, in order: "attach nfs3", "run small_files nfs3", "pace 0.001", ...
using Journal = std::vector<std::string>;

/// The answer to a request of the serve protocol (op, workload, share); empty: the runner is gone;
/// "late": it lives and does not answer.
using Answer = std::function<std::string(const std::string& op, const std::string& workload,
                                         const std::string& share)>;

/// Answers as a healthy runner does: 5 ms a sample.
std::string healthy(const std::string& op, const std::string& workload, const std::string& share);

class FakeTarget : public targets::Target {
 public:
  explicit FakeTarget(Journal& journal, Answer answer = healthy)
      : journal_(journal), answer_(std::move(answer)) {}

  TargetInfo bring_up() override { return {.id = "fake", .kind = "fake"}; }
  Mount attach(const Share& share) override;
  std::unique_ptr<targets::RunnerSession> start_runner(const Mount& mount) override;
  std::string drop_caches(const Mount& mount, targets::RunnerSession&,
                          const targets::Work&) override;
  std::map<std::string, std::uint64_t> counters(const Mount&) override;
  void set_pace(double seconds) override;
  std::optional<ClockReading> clocks() override;
  void detach(const Mount& mount) override { journal_.push_back("detach " + mount.share.name); }

  std::string fstype = "ext4";                   ///< what the mount table will say
  std::map<std::string, std::string> fstypes{};  ///< the same for single shares
  std::uint64_t trips_a_reading = 10;            ///< added at every reading of the counters
  double guest_seconds_per_host_second = 1;
  double reading_error_s = 0;
  int steps_at_reading = -1;  ///< at this reading of the clocks the guest's has stepped by 10 s

 private:
  Journal& journal_;
  Answer answer_;
  std::uint64_t trips_ = 0;
  double host_s_ = 0, step_s_ = 0;
  int readings_ = 0;
};

/// Two shares `a` and `b` of one target, a warm and a cold workload, and a pace at which only `a`
/// is measured; nothing has been measured yet.
Run two_arm_run(int blocks);

/// How often `event` stands in the journal.
int count(const Journal& journal, const std::string& event);

/// Answers "run" with a time that depends on the share.
Answer timed(double a_ms, double b_ms);

}  // namespace sharebench::run
