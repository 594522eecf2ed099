// The scripted runner and the target around it.
#include "tests/unit/run/fake_target_helper.h"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "harness/core/version.h"

namespace sharebench::run {
namespace {

using nlohmann::json;

class FakeChild : public sys::Child {
 public:
  FakeChild(Journal& journal, const Answer& answer, std::string share, std::string fstype)
      : journal_(journal), answer_(answer), share_(std::move(share)), fstype_(std::move(fstype)) {}

  void write_line(const std::string& line) override {
    const json request = json::parse(line);
    const std::string op = request["op"], workload = request.value("workload", "");
    if (op == "hello") {
      answers_.push_back(
          json{{"sharebench_protocol", 1},
               {"version", version()},
               {"dir", "/share"},
               {"mountinfo", fmt::format("1 0 0:1 / / rw - {} /dev/vda rw,vers=3\n", fstype_)}}
              .dump());
      return;
    }
    journal_.push_back(fmt::format("{} {} {}", op, workload, share_));
    answers_.push_back(answer_(op, workload, share_));
  }

  std::optional<std::string> read_line(double) override {
    const std::string line = answers_.front();
    answers_.pop_front();
    if (line == "late") return std::nullopt;
    if (!line.empty()) return line;
    running_ = false;
    return std::nullopt;
  }

  bool running() override { return running_; }
  int status() override { return 137; }
  std::string error_text() override { return "Killed"; }
  void stop(double) override {
    if (!stopped_) journal_.push_back("stop " + share_);
    stopped_ = true;
  }

 private:
  Journal& journal_;
  const Answer& answer_;
  std::string share_, fstype_;
  std::deque<std::string> answers_;
  bool running_ = true, stopped_ = false;
};

}  // namespace

std::string healthy(const std::string& op, const std::string&, const std::string&) {
  if (op != "run") return R"({"ok":true})";
  return R"({"benchmarks":[{"name":"x/y","elapsed_ns":5000000,"ops":25,"bytes":100,"latency_count":25,)"
         R"("latency_p50_ns":1,"latency_p90_ns":2,"latency_p99_ns":3,"latency_max_ns":4}]})";
}

Mount FakeTarget::attach(const Share& share) {
  journal_.push_back("attach " + share.name);
  Mount mount;
  mount.share = share;
  mount.guest_path = "/mnt/" + share.name;
  mount.has_counters = true;
  return mount;
}

std::unique_ptr<targets::RunnerSession> FakeTarget::start_runner(const Mount& mount) {
  return std::make_unique<targets::RunnerSession>(
      std::make_unique<FakeChild>(
          journal_, answer_, mount.share.name,
          fstypes.count(mount.share.name) > 0 ? fstypes.at(mount.share.name) : fstype),
      1);
}

std::string FakeTarget::drop_caches(const Mount& mount, targets::RunnerSession&,
                                    const targets::Work&) {
  journal_.push_back("drop " + mount.share.name);
  return "dropped";
}

std::map<std::string, std::uint64_t> FakeTarget::counters(const Mount&) {
  trips_ += trips_a_reading;
  return {{"round_trips", trips_}, {"round_trips.READ", trips_ / 2}};
}

void FakeTarget::set_pace(double seconds) {
  journal_.push_back(fmt::format("pace {}", seconds));
}

std::optional<ClockReading> FakeTarget::clocks() {
  host_s_ += 100;
  if (readings_++ == steps_at_reading) step_s_ = 10;
  return ClockReading{host_s_, host_s_ * guest_seconds_per_host_second + step_s_, reading_error_s};
}

Run two_arm_run(int blocks) {
  Run run;
  for (const char* name : {"a", "b"}) {
    Mount mount;
    mount.share = {.name = name, .type = "disk"};
    run.mounts.push_back(mount);
  }
  run.plan.workloads = {{.name = "small_files", .label = "small_files"},
                        {.name = "sequential_read", .label = "sequential_read", .cold = true}};
  for (int w = 0; w < 2; ++w) {
    for (int m = 0; m < 2; ++m) run.plan.cells.push_back({.mount = m, .workload = w});
    run.plan.cells.push_back({.mount = 0, .workload = w, .pace_s = 1e-3});
  }
  run.plan.paces_s = {1e-3};
  run.plan.blocks = blocks;
  run.plan.warmups = 1;
  return run;
}

int count(const Journal& journal, const std::string& event) {
  return static_cast<int>(std::count(journal.begin(), journal.end(), event));
}

Answer timed(double a_ms, double b_ms) {
  return [=](const std::string& op, const std::string& workload, const std::string& share) {
    std::string line = healthy(op, workload, share);
    const auto at = line.find("5000000");
    if (at == std::string::npos) return line;
    return line.replace(at, 7, fmt::format("{:.0f}", (share == "a" ? a_ms : b_ms) * 1e6));
  };
}

}  // namespace sharebench::run
