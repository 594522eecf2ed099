// Every target row keeps the contract: attach, run, recognise, detach, interrupt, engine not
// running, version unknown. Engines answer from recorded conversations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "harness/sys/transcript_runner.h"
#include "harness/targets/recognise.h"
#include "tests/unit/targets/contract.h"
#include "tests/unit/targets/engine_cases.h"
#include "tests/unit/targets/talk.h"

namespace sharebench::targets {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;

class EngineContract : public testing::TestWithParam<EngineCase> {
 protected:
  std::unique_ptr<Target> make() {
    const TargetOptions options = {.id = GetParam().id,
                                   .run_id = "contract",
                                   .runner_file = scratch_.runner_for(GetParam().arch)};
    return target_type(GetParam().id).make(meddler_, *progress_, options);
  }
  Share share() const {
    return {
        .name = GetParam().share, .type = GetParam().share, .host_dir = scratch_.share().string()};
  }
  /// What the engine's own command prints is replaced.
  void replace(const std::string& word, const sys::CommandResult& by) {
    meddler_.change = [=](const sys::Command& command, sys::CommandResult& result) {
      if (command.argv[0] != "sh" && sys::display(command.argv).find(word) != std::string::npos) {
        result = by;
      }
    };
  }
  void expect_nothing_left() {
    EXPECT_TRUE(fs::is_empty(scratch_.share()));
    EXPECT_EQ(meddler_.count(" rmi -f "), 1) << "the image was not removed";
    EXPECT_EQ(meddler_.count(" ps -aq "), 1) << "nobody looked for containers";
  }

  Scratch scratch_{"engine contract"};
  std::unique_ptr<sys::CommandRunner> replay_ =
      sys::make_replay_runner(scratch_.write("talk", talk_text(GetParam().talk)));
  Meddler meddler_{*replay_};
  std::unique_ptr<sys::Progress> progress_ = sys::make_silent_progress();
};

std::string fact(const TargetInfo& info, const std::string& name) {
  const auto at = info.facts.find(name);
  return at == info.facts.end() ? "" : at->second;
}

TEST_P(EngineContract, AttachesRunsDetachesAndSaysWhatItIs) {
  {
    const auto target = make();
    const TargetInfo info = target->bring_up();
    EXPECT_EQ(info.id, GetParam().id);
    EXPECT_FALSE(info.engine_version.empty());
    EXPECT_FALSE(info.guest_kernel.empty());
    EXPECT_GT(info.cpus, 0);
    EXPECT_GT(info.memory_bytes, 0u);
    EXPECT_FALSE(info.emulated);
    EXPECT_EQ(fact(info, "product"), GetParam().product);
    EXPECT_EQ(fact(info, "vm"), GetParam().vm);
    EXPECT_EQ(fact(info, "file sharing set"), GetParam().set);
    expect_contract(*target, share());
    const auto clocks = target->clocks();
    ASSERT_TRUE(clocks);
    // date -d 2025-01-15T10:20:30Z +%s
    const double when = GetParam().talk == "linux-engine" ? clocks->guest_s : 1736936430.123456789;
    EXPECT_NEAR(clocks->guest_s, when, 1e-6);
  }
  expect_nothing_left();
}

TEST_P(EngineContract, RecognisesItsMountAndNoOther) {
  const auto target = make();
  target->bring_up();
  const Mount mount = target->attach(share());
  const auto session = target->start_runner(mount);
  Mount seen = mount;
  seen.observed = recognise(share(), session->facts());
  EXPECT_NO_THROW(judge_place(seen, session->facts(), target->rules(seen)));
  Share other = share();
  other.type = other.name = other.type == "vboxsf" ? "virtiofs" : "vboxsf";
  EXPECT_THROW(recognise(other, session->facts()), EnvironmentError);
}

TEST_P(EngineContract, AnInterruptLeavesNothing) {
  meddler_.interrupt_at = R"("op":"run")";
  Work work;
  work.spec = plan::make_workload_spec(parse_spec_list("small_files:count=3", "workload")[0]);
  {
    const auto target = make();
    target->bring_up();
    const Mount mount = target->attach(share());
    const auto session = target->start_runner(mount);
    session->prepare(work, 60);
    EXPECT_FALSE(fs::is_empty(scratch_.share()));
    EXPECT_THROW(session->run(work, 60), Interrupted);
  }
  expect_nothing_left();
}

TEST_P(EngineContract, AnEngineThatIsNotRunningIsNamed) {
  const bool machine = GetParam().id.rfind("docker-machine:", 0) == 0;
  replace(machine ? "docker-machine env" : " version ",
          {.status = 1,
           .out = "",
           .err = machine ? "Error checking TLS connection: Host is not running\n"
                          : "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
                            "Is the docker daemon running?\n"});
  try {
    make()->bring_up();
    FAIL() << "an engine that is down was brought up";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr(machine ? "Host is not running" : "Cannot connect"));
    EXPECT_THAT(error.hint(), HasSubstr("docker-machine start"));
  }
  EXPECT_TRUE(fs::is_empty(scratch_.share()));
}

TEST_P(EngineContract, AnEngineWithoutAVersionIsRefused) {
  meddler_.change = [](const sys::Command& command, sys::CommandResult& result) {
    const std::string line = sys::display(command.argv);
    if (line.find("{{json .}}") != std::string::npos) result.out = R"({"Server":{"Version":""}})";
  };
  try {
    make()->bring_up();
    FAIL() << "nobody knows what would be measured";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("does not tell its version"));
    EXPECT_THAT(error.hint(), HasSubstr("docker version"));
  }
}

TEST_P(EngineContract, AProductWithoutAVersionIsSaid) {
  meddler_.missing = [](const sys::Command& command) {
    const std::string& program = command.argv[0];
    return program != "docker" && program != "sh" && program != "docker-machine" &&
           program != "uname";
  };
  meddler_.change = [](const sys::Command&, sys::CommandResult& result) {
    for (const char* known : {"4.37.1 (178610)", "19.03.12 (TCL 10.1)"}) {
      const auto at = result.out.find(known);
      if (at != std::string::npos) result.out.replace(at, std::string(known).size(), "");
    }
  };
  const auto target = make();
  target->bring_up();
  const Mount mount = target->attach(share());
  const auto session = target->start_runner(mount);
  Mount seen = mount;
  seen.observed = recognise(share(), session->facts());
  std::vector<std::string> said;
  for (const Warning& warning : judge_place(seen, session->facts(), target->rules(seen))) {
    said.push_back(warning_text(warning));
  }
  // With these two the engine's version is the product's.
  if (GetParam().talk == "podman" || GetParam().talk == "linux-engine") return;
  EXPECT_THAT(said, testing::Contains(HasSubstr("the version of ")));
}

INSTANTIATE_TEST_SUITE_P(Engines, EngineContract, testing::ValuesIn(engine_cases()),
                         [](const auto& one) {
                           std::string name = one.param.talk;
                           for (char& c : name) {
                             if (c == '-') c = '_';
                           }
                           return name;
                         });

TEST(EngineContractRows, EveryTargetTypeHasATestOfTheContract) {
  // local_engine_test.cpp; tests/lab/lab_target_test.cpp, on a virtual machine
  std::set<std::string> tested = {"local", "lab"};
  for (const EngineCase& one : engine_cases()) tested.insert(target_type(one.id).name);
  for (const TargetType& type : target_types()) EXPECT_EQ(tested.count(type.name), 1u) << type.name;
}

TEST(EngineTalks, SayWhereTheyAreFrom) {
  for (const EngineCase& one : engine_cases()) {
    const std::string text = talk_text(one.talk);
    const std::string head = text.substr(0, text.find('\n'));
    const bool ours = one.talk == "linux-engine";
    EXPECT_THAT(head, HasSubstr(ours ? R"("recorded": true)" : R"("recorded": false)")) << one.talk;
    EXPECT_THAT(head, HasSubstr(R"("origin": ")")) << one.talk;
  }
}

}  // namespace
}  // namespace sharebench::targets
