// The file operations of a real build, recorded by `sharebench record`, on any share.
#include <fmt/format.h>

#include <optional>

#include "workloads/support/io.h"
#include "workloads/support/params.h"
#include "workloads/support/replay_area.h"
#include "workloads/support/replay_run.h"
#include "workloads/support/trace_reader.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

class Replay final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::string file = context.params.at("trace");
    if (file.empty()) {
      throw ParamError("trace is empty; make one: sharebench record --out build.trace -- make");
    }
    think_ = decimal_param(context.params, "think", 0, 1);
    const auto handed_over = context.files.find(file);
    const std::string bytes =
        handed_over == context.files.end() ? read_file(file) : *handed_over->second;
    plan_ = make_plan(read_trace(bytes, file), file);
    bytes_ = ReplayBytes(context.seed, plan_.most_bytes);
    root_ = context.dir.string();
    restore_tree(plan_, bytes_, root_);
  }

  Tally run(const Context& context) override {
    return replay(plan_, bytes_, root_, think_, context.latency_every);
  }

  void verify(const Context&) override {
    check_tree(plan_, bytes_, root_);
    restore_tree(plan_, bytes_, root_);
  }

 private:
  ReplayPlan plan_{};
  ReplayBytes bytes_{};
  std::string root_{};
  double think_ = 1;
};

}  // namespace

std::unique_ptr<Workload> make_replay() {
  return std::make_unique<Replay>();
}

}  // namespace sharebench::workloads
