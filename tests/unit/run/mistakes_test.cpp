// Mistakes that have spoiled published comparisons, each planted into an otherwise healthy run:
// each must be named with its mend, and none may come out as a number that looks like any other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/run/run_plan.h"
#include "harness/stats/build_report.h"
#include "harness/sys/host_state.h"
#include "tests/unit/run/fake_target_helper.h"
#include "tests/unit/run/scripted_engine_helper.h"
#include "tests/unit/targets/talk.h"

namespace sharebench::run {
namespace {

using testing::HasSubstr;

/// A run of two blocks that goes well until a mistake is planted.
struct Planted {
  explicit Planted(const std::string& talk) : engine(targets::talk_text(talk)) {
    scratch.write("runner", "");
  }

  targets::Scratch scratch{"mistakes"};
  ScriptedEngine engine;
  std::string id = "docker:desktop-linux";
  std::string runner_arch = "aarch64";
  Share share{.name = "virtiofs", .type = "virtiofs", .host_dir = "share"};
  bool counters_stand_still = false;  ///< a cold read asks nothing of the other side
};

enum class Consequence { kRefused, kWarned, kDiscarded };

struct Mistake {
  std::string name;
  Consequence outcome;
  std::string says, mends;
  void (*plant)(Planted&);
  std::string talk = "docker-desktop-virtiofs";
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

void answer(Planted& p, const std::string& command, const std::string& out) {
  p.engine.instead[command] = {.status = 0, .out = out, .err = ""};
}

const std::vector<Mistake>& mistakes() {
  static const std::vector<Mistake> kMistakes = {
      {"wrong_mount_type", Consequence::kRefused, "asked for vboxsf",
       "name the share that it really is",
       [](Planted& p) { p.share.name = p.share.type = "vboxsf"; }},
      {"warm_called_cold", Consequence::kDiscarded, "the cold read asked the other side nothing",
       "the run file holds every sample", [](Planted& p) { p.counters_stand_still = true; }},
      {"cold_that_cannot_be_proved", Consequence::kWarned,
       "no counter shows that the read was cold", "--target lab", [](Planted&) {}},
      {"low_disk", Consequence::kWarned, "only 300 MiB are left", "free some space",
       [](Planted& p) { p.engine.hello["free_bytes"] = 300u << 20; }},
      {"low_disk_of_the_host", Consequence::kWarned, "only 500 MiB are left", "free some space",
       [](Planted& p) {
         answer(p, "df -Pk",
                "Filesystem 1024-blocks Used Available Capacity Mounted on\n"
                "/dev/disk3s5 482797652 482000000 512000 100% /System/Volumes/Data\n");
       }},
      {"other_load", Consequence::kWarned, "backupd kept 96 %", "wait until it is done",
       [](Planted& p) {
         answer(p, "ps -A", " 96.3 /System/Library/CoreServices/backupd\n  2.0 /sbin/launchd\n");
       }},
      {"busy_guest", Consequence::kWarned, "the load average inside docker:desktop-linux was 7.5",
       "stop its other containers", [](Planted& p) { p.engine.hello["load_average"] = 7.5; }},
      {"changed_image", Consequence::kRefused, "is not the runner that was sent", "docker rmi",
       [](Planted& p) { answer(p, "image inspect", "sha256:5b [\"sha256:00ff\"]\n"); }},
      {"clock_jump", Consequence::kDiscarded, "the guest's clock ran", "steady clock",
       [](Planted& p) { p.engine.clock_jump_s = 30; }},
      {"copy_instead_of_mount", Consequence::kRefused, "is no share but a copy", "--shares copy",
       [](Planted& p) { p.share.name = p.share.type = "bind"; }, "docker-desktop-synchronized"},
      {"settings_say_virtiofs_and_the_mount_says_grpcfuse", Consequence::kWarned,
       "settings-store.json says virtiofs, but bind is mounted by gRPC FUSE", "restart the engine",
       [](Planted& p) {
         p.share.name = p.share.type = "bind";
         p.engine.remount("- fakeowner /run/host_mark/Users rw", "- fuse.grpcfuse grpcfuse rw");
       }},
      {"stale_runner", Consequence::kRefused, "the runner is version 0.0.9",
       "build both from one source", [](Planted& p) { p.engine.hello["version"] = "0.0.9"; }},
      {"wrong_architecture", Consequence::kRefused,
       "is for x86_64, and docker:desktop-linux runs aarch64", "scripts/build-runner aarch64",
       [](Planted& p) { p.runner_arch = "x86_64"; }},
      {"translated_runner", Consequence::kRefused, "translates (Rosetta, QEMU)",
       "scripts/build-runner aarch64",
       [](Planted& p) { p.engine.hello["cpu"] = "VirtualApple @ 2.50GHz"; }},
      {"emulated_runner", Consequence::kRefused, "the runner is a program for x86_64",
       "scripts/build-runner aarch64", [](Planted& p) { p.engine.hello["arch"] = "x86_64"; }},
      {"read_only", Consequence::kRefused, "is mounted read-only", "share the directory read-write",
       [](Planted& p) { p.engine.remount("rw,nosuid", "ro,nosuid"); }},
      {"case_insensitive_share", Consequence::kWarned, "does not tell upper from lower case",
       "case-sensitive APFS", [](Planted& p) { p.engine.hello["case_insensitive"] = true; }},
      {"quota", Consequence::kRefused, "Disk quota exceeded", "a quota holds that directory small",
       [](Planted& p) {
         p.engine.answers["prepare"] =
             R"({"ok":false,"error":"cannot write f7: Disk quota exceeded"})";
       }},
      {"battery_power", Consequence::kWarned, "the host was on battery", "plug it in",
       [](Planted& p) {
         answer(p, "pmset -g batt",
                "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=4522083)\t71%;\n");
       }},
      {"low_power_mode", Consequence::kWarned, "in low power mode", "switch low power mode off",
       [](Planted& p) {
         answer(p, "pmset -g", "System-wide power settings:\n lowpowermode         1\n");
       }},
      {"spotlight_indexes_the_directory", Consequence::kWarned, "Spotlight indexes", ".noindex",
       [](Planted& p) { answer(p, "mdutil -s", "/System/Volumes/Data:\n\tIndexing enabled. \n"); }},
      {"engine_not_running", Consequence::kRefused, "no docker engine answers", "start it",
       [](Planted& p) {
         p.engine.instead[" version "] = {
             .status = 1,
             .out = "",
             .err =
                 "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the "
                 "docker daemon running?"};
       }},
      {"engine_version_unknown", Consequence::kRefused, "does not tell its version",
       "docker version", [](Planted& p) { answer(p, "{{json .}}", R"({"Server":{}})"); }},
      {"product_version_unknown", Consequence::kWarned, "the version of Rancher Desktop", "in PATH",
       [](Planted& p) {
         p.id = "docker:rancher-desktop";
         p.share.name = p.share.type = "sshfs";
         p.engine.instead["defaults read"] = {.status = 1, .out = "", .err = ""};
       },
       "rancher-desktop"},
      {"mount_options_other_than_asked", Consequence::kRefused, "acregmin is 3, not 0",
       "mount it again with these options",
       [](Planted& p) {
         p.id = "docker-machine:default";
         p.runner_arch = "x86_64";
         p.share = {.name = "nfs3:actimeo=0",
                    .type = "nfs3",
                    .options = {{"actimeo", "0"}},
                    .host_dir = "share"};
       },
       "docker-machine-nfs"},
      {"container_memory_too_small", Consequence::kRefused, "may use only 64 MiB",
       "raise the limit", [](Planted& p) { p.engine.hello["memory_limit_bytes"] = 64u << 20; }},
      {"directory_not_shared", Consequence::kRefused, "is not shared with docker:desktop-linux",
       "File sharing",
       [](Planted& p) {
         p.engine.run_error =
             "docker: Error response from daemon: invalid mount config for type \"bind\": bind "
             "source path does not exist: /opt/x.";
       }},
  };
  return kMistakes;
}

/// One share on the planted engine, a warm and a cold workload.
Run one_arm_run(const Planted& p) {
  Run run;
  Mount mount;
  mount.share = p.share;
  mount.share.host_dir = p.scratch.share().string();
  run.mounts.push_back(mount);
  run.targets.push_back({.id = p.id});
  run.plan.workloads = {{.name = "small_files", .label = "small_files"},
                        {.name = "sequential_read", .label = "sequential_read", .cold = true}};
  for (int w = 0; w < 2; ++w) run.plan.cells.push_back({.mount = 0, .workload = w});
  run.plan.blocks = 2;
  return run;
}

std::unique_ptr<targets::Target> make_target(Planted& p, sys::Progress& progress) {
  return targets::target_type(p.id).make(
      p.engine, progress,
      {.id = p.id, .run_id = "mistakes", .runner_file = p.scratch.runner_for(p.runner_arch)});
}

/// Measures as `sharebench run` does; what ended it, with its mend, or nothing.
std::string measure(Planted& p, Run& run) {
  const auto progress = sys::make_silent_progress();
  const std::string mac = "Darwin 24.4.0";
  for (const auto& state : {sys::read_host_state(p.engine, mac),
                            sys::read_directory_state(p.engine, mac, p.scratch.share().string())}) {
    for (const Warning& warning : state.warnings) warn_once(run.warnings, warning);
  }
  Limits limits;
  limits.judge = [](targets::Target&) { return GuardState{.verdict = GuardVerdict::kProtected}; };
  try {
    Journal journal;
    FakeTarget still(journal);
    still.trips_a_reading = 0;
    still.fstype = "virtiofs";
    std::unique_ptr<targets::Target> engine;
    if (!p.counters_stand_still) {
      engine = make_target(p, *progress);
      run.targets[0] = engine->bring_up();
    }
    Places places({engine ? engine.get() : &still});
    run_plan(run, places, *progress, limits, [](const Run&) {});
  } catch (const Error& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
  return "";
}

class Mistakes : public testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreNamedAndNeverANumber) {
  const Mistake& mistake = GetParam();
  Planted p(mistake.talk);
  p.engine.hello["case_insensitive"] = false;
  mistake.plant(p);
  auto run = one_arm_run(p);
  const std::string said = measure(p, run);
  const Report report = stats::build_report(run);
  EXPECT_TRUE(std::filesystem::is_empty(p.scratch.share()));
  if (mistake.outcome == Consequence::kWarned) {
    EXPECT_EQ(said, "");
    EXPECT_THAT(report.warnings, testing::Contains(testing::AllOf(HasSubstr(mistake.says),
                                                                  HasSubstr(mistake.mends))));
    return;
  }
  EXPECT_THAT(said, HasSubstr(mistake.says));
  EXPECT_THAT(said, HasSubstr(mistake.mends));
  for (const Summary& summary : report.summaries) {
    EXPECT_EQ(summary.samples, 0) << "a number was made of a mistake";
  }
  EXPECT_EQ(mistake.outcome == Consequence::kDiscarded, !run.blocks.empty());
}

INSTANTIATE_TEST_SUITE_P(Planted, Mistakes, testing::ValuesIn(mistakes()),
                         [](const auto& one) { return one.param.name; });

TEST(MistakeList, IsOfTwentyAtLeastAndAHealthyRunHasNone) {
  EXPECT_GE(mistakes().size(), 20u);
  Planted p("docker-desktop-virtiofs");
  p.engine.hello["case_insensitive"] = false;
  auto run = one_arm_run(p);
  run.plan.workloads.pop_back();  // a cold read cannot be proved there, which is a warning
  run.plan.cells.pop_back();
  EXPECT_EQ(measure(p, run), "");
  for (const Warning& warning : run.warnings) ADD_FAILURE() << warning_text(warning);
  EXPECT_EQ(run.blocks.size(), 2u);
}

}  // namespace
}  // namespace sharebench::run
