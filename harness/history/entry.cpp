// The figures of a run that are followed over time.
#include "harness/history/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sharebench::history {
namespace {

/// Names a run and its resumed file, which has more samples after the same first one. Run ids alone
/// repeat: two machines may begin in the same second.
std::string key_of(const Run& run) {
  const double first_s = run.samples.empty() ? 0 : run.samples.front().elapsed_s;
  return fmt::format("{}@{}#{}", run.id, run.host, std::llround(first_s * 1e9));
}

std::string engine_of(const TargetInfo& target) {
  std::string text = target.engine;
  if (!target.engine_version.empty()) text += " " + target.engine_version;
  if (!target.guest_kernel.empty())
    text += (text.empty() ? "kernel " : ", kernel ") + target.guest_kernel;
  return text;
}

const Mount& mount_of(const Run& run, const std::string& share) {
  static const Mount kNone;
  for (const Mount& mount : run.mounts) {
    if (mount.share.name == share) return mount;
  }
  return kNone;
}

/// As for --shares. Where two targets are judged, arms are called `candidate` or `nfs3
/// (candidate)`.
std::string share_text(const Share& share) {
  for (const char* side : {"baseline", "candidate"}) {
    const std::string suffix = fmt::format(" ({})", side);
    if (share.name.ends_with(suffix)) {
      return share.name.substr(0, share.name.size() - suffix.size());
    }
    if (share.name != side) continue;
    std::string text = share.type;
    const char* separator = ":";
    for (const auto& [option, value] : share.options) {
      text += fmt::format("{}{}={}", separator, option, value);
      separator = ",";
    }
    return text;
  }
  return share.name;
}

/// The figure of a Comparison or a SerialRatio.
template <typename Row>
Figure figure_of(const Run& run, const Row& row, const std::string& figure) {
  const auto target_of = [&](const Mount& mount) {
    return run.targets[static_cast<std::size_t>(mount.target)];
  };
  const Mount& mount = mount_of(run, row.candidate);
  const Mount& reference_mount = mount_of(run, row.baseline);
  const TargetInfo target = target_of(mount), reference = target_of(reference_mount);
  Figure made;
  made.series = {
      run.host,  run.measured_on,         row.workload, figure,
      target.id, share_text(mount.share), reference.id, share_text(reference_mount.share)};
  made.engine = engine_of(target);
  made.reference_engine = engine_of(reference);
  for (const auto& [block, d] : row.block_log_ratios) made.block_log_ratios.push_back(d);
  return made;
}

}  // namespace

Entry entry_of(const Report& report, const std::string& file) {
  const Run& run = report.run;
  Entry entry = {.key = key_of(run),
                 .run = run.id,
                 .host = run.host,
                 .started = run.started,
                 .tool_version = run.tool_version,
                 .commit = run.commit,
                 .file = file,
                 .complete = run.complete};
  entry.blocks =
      static_cast<int>(std::count_if(run.blocks.begin(), run.blocks.end(),
                                     [](const Block& block) { return block.invalid.empty(); }));
  for (const Comparison& row : report.comparisons) {
    if (row.pace_s > 0 || row.block_log_ratios.empty()) continue;
    entry.figures.push_back(figure_of(run, row, "time"));
  }
  for (const SerialRatio& row : report.serial_ratios) {
    if (row.block_log_ratios.empty()) continue;
    entry.figures.push_back(figure_of(run, row, "serial_round_trips"));
  }
  return entry;
}

}  // namespace sharebench::history
