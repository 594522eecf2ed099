// Groups of touches; a change of group is a barrier.
#include "workloads/support/replay_order.h"

#include <algorithm>

namespace sharebench::workloads {

namespace {

constexpr std::size_t kTidyAbove = 64;

/// Keeps the last step of each thread; steps were added in the order of the trace.
void tidy(std::vector<StepPlace>& steps) {
  std::unordered_map<std::uint32_t, std::uint32_t> last;
  for (const StepPlace& step : steps) last[step.thread] = step.index;
  if (last.size() == steps.size()) return;
  std::vector<StepPlace> kept;
  kept.reserve(last.size());
  for (const auto& [thread, index] : last) kept.push_back({thread, index});
  steps.swap(kept);
}

}  // namespace

void Resource::touch(StepPlace step, Touch how, std::vector<StepPlace>& before) {
  if (how != group_ || how == Touch::kExclusive) {
    previous_.swap(current_);
    current_.clear();
    group_ = how;
  }
  before.insert(before.end(), previous_.begin(), previous_.end());
  if (!current_.empty() && current_.back().thread == step.thread) {
    current_.back().index = step.index;
    return;
  }
  current_.push_back(step);
  if (current_.size() > kTidyAbove && (current_.size() & (current_.size() - 1)) == 0) {
    tidy(current_);
  }
}

std::vector<Dependency> Waits::reduce(StepPlace step, std::vector<StepPlace>& before) {
  if (known_.size() <= step.thread) known_.resize(step.thread + 1);
  std::unordered_map<std::uint32_t, std::uint32_t>& known = known_[step.thread];
  std::vector<Dependency> dependencies;
  for (const StepPlace& other : before) {
    if (other.thread == step.thread) continue;
    std::uint32_t& count = known[other.thread];
    if (other.index < count) continue;
    count = other.index + 1;
    const auto same = std::find_if(dependencies.begin(), dependencies.end(),
                                   [&](const Dependency& d) { return d.thread == other.thread; });
    if (same == dependencies.end()) {
      dependencies.push_back({other.thread, count});
    } else {
      same->count = count;
    }
  }
  before.clear();
  return dependencies;
}

}  // namespace sharebench::workloads
