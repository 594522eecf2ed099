// The target `lab` keeps the contract of every target, on a real virtual machine.
#include <gmock/gmock.h>

#include <cstdlib>

#include "harness/targets/recognise.h"
#include "tests/lab/lab_fixture.h"
#include "tests/unit/targets/contract.h"
#include "tests/unit/targets/talk.h"

namespace sharebench::targets {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class LabTarget : public lab::LabVm {
 protected:
  void SetUp() override {
    LabVm::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    const fs::path home = fs::temp_directory_path() / name_;
    setenv("XDG_STATE_HOME", home.c_str(), 1);
    target_options_ = {.id = "lab",
                       .run_id = "contract",
                       .runner_file = options_.source_dir / "build/runner/sharebench-runner.x86_64",
                       .source_dir = options_.source_dir,
                       .program = std::getenv("SHAREBENCH")};
    options_.state_dir = sys::state_root() / "labs" / target_options_.run_id;
  }
  void TearDown() override {
    if (!name_.empty()) fs::remove_all(fs::temp_directory_path() / name_);
  }

  std::unique_ptr<Target> make() {
    return target_type("lab").make(meddler_, *progress_, target_options_);
  }

  TargetOptions target_options_;
  Meddler meddler_{*runner_};
};

void expect_what_it_is(const TargetInfo& info) {
  EXPECT_EQ(info.kind, "lab");
  EXPECT_EQ(info.engine, "docker");
  EXPECT_FALSE(info.engine_version.empty());
  EXPECT_FALSE(info.guest_kernel.empty());
  EXPECT_GT(info.cpus, 0);
  EXPECT_GT(info.memory_bytes, 0u);
  EXPECT_EQ(info.emulated, info.accelerator != "kvm");
}

void expect_it_recognises(Target& target, const Share& share) {
  const Mount mount = target.attach(share);
  {
    const auto session = target.start_runner(mount);
    Mount seen = mount;
    seen.observed = recognise(share, session->facts());
    EXPECT_NO_THROW(judge_place(seen, session->facts(), target.rules(seen)));
    Share other = share;
    other.type = other.name = "virtiofs";
    EXPECT_THROW(recognise(other, session->facts()), EnvironmentError);
  }
  target.detach(mount);
}

void interrupt(Target& target, const Share& share) {
  Work work;
  work.spec = plan::make_workload_spec(parse_spec_list("small_files:count=3", "workload")[0]);
  const Mount mount = target.attach(share);
  const auto session = target.start_runner(mount);
  session->prepare(work, 60);
  EXPECT_THROW(session->run(work, 60), Interrupted);
}

TEST_F(LabTarget, KeepsTheContractAndLeavesNothing) {
  const Share nfs = {.name = "nfs3", .type = "nfs3"};
  std::string network_namespace;
  {
    const auto target = make();
    expect_what_it_is(target->bring_up());
    std::ifstream(options_.state_dir / "sharebench-lab") >> network_namespace;
    EXPECT_TRUE(lab::namespace_exists(*runner_, network_namespace));
    EXPECT_TRUE(target->clocks());
    ASSERT_TRUE(target->nfs_host());
    for (const char* type : {"nfs3", "vboxsf", "disk"}) {
      SCOPED_TRACE(type);
      expect_contract(*target, {.name = type, .type = type});
    }
    expect_it_recognises(*target, nfs);
    meddler_.interrupt_at = R"("op":"run")";
    interrupt(*target, nfs);
  }
  expect_nothing_left(network_namespace);
}

TEST_F(LabTarget, AMachineThatCannotStartOneIsNamed) {
  meddler_.missing = [](const sys::Command& command) {
    return command.argv[0] == "qemu-system-x86_64";
  };
  try {
    make()->bring_up();
    FAIL() << "a virtual machine without QEMU";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("qemu-system-x86_64"));
    EXPECT_THAT(error.hint(), HasSubstr("apt-get install qemu-system-x86"));
  }
  EXPECT_FALSE(fs::exists(options_.state_dir));
}

TEST_F(LabTarget, AnEngineWithoutAVersionIsRefused) {
  meddler_.change = [](const sys::Command& command, sys::CommandResult& result) {
    if (sys::display(command.argv).find(" version --format") != std::string::npos) result.out = "";
  };
  try {
    make()->bring_up();
    FAIL() << "nobody knows what would be measured";
  } catch (const EnvironmentError& error) {
    EXPECT_THAT(error.what(), HasSubstr("does not tell its version"));
    EXPECT_THAT(error.hint(), HasSubstr("sharebench lab up"));
  }
  EXPECT_FALSE(fs::exists(options_.state_dir));
}

}  // namespace
}  // namespace sharebench::targets
