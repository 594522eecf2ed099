// One line a sample; benchstat does its own statistics, which take samples for independent.
#include "harness/report/benchstat.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/cell_samples.h"

namespace sharebench::report {
namespace {

/// What may stand in a part of a name: no white space, no slash, which separates parts.
std::string part(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](unsigned char c) { return c == '/' || std::isspace(c) || std::iscntrl(c); }, '_');
  return text;
}

/// `small_files` -> `SmallFiles`.
std::string camel_case(const std::string& name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '_') {
      upper = true;
      continue;
    }
    out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = false;
  }
  return out;
}

/// `small_files:count=25,size=4KiB` -> `SmallFiles/count=25/size=4KiB`.
std::string benchstat_name(const std::string& label) {
  const std::size_t colon = std::min(label.find(':'), label.size());
  std::string name = camel_case(part(label.substr(0, colon)));
  for (std::size_t from = colon + 1; from < label.size();) {
    const std::size_t comma = std::min(label.find(',', from), label.size());
    name += "/" + part(label.substr(from, comma - from));
    from = comma + 1;
  }
  return name;
}

/// The number at the end is Go's number of processors; without one, readers would take the end of
/// a share's name for it.
std::string name_of(const Run& run, const Cell& cell) {
  const Mount& mount = run.mounts[static_cast<std::size_t>(cell.mount)];
  const std::string pace =
      cell.pace_s > 0 ? fmt::format("/pace={:.0f}us", cell.pace_s * 1e6) : std::string();
  return fmt::format(
      "Benchmark{}{}/target={}-{}",
      benchstat_name(run.plan.workloads[static_cast<std::size_t>(cell.workload)].label), pace,
      part(mount.share.name),
      std::max(1, run.targets[static_cast<std::size_t>(mount.target)].cpus));
}

/// A `key: value` line, which holds for all lines below it; none for an empty value.
std::string config(const std::string& key, std::string value) {
  if (value.empty()) return "";
  std::replace_if(
      value.begin(), value.end(), [](unsigned char c) { return std::iscntrl(c); }, ' ');
  return fmt::format("{}: {}\n", key, value);
}

}  // namespace

std::string render_benchstat(const Report& report) {
  const Run& run = report.run;
  std::string out = config("goos", "linux") + config("pkg", "sharebench") + config("run", run.id) +
                    config("started", run.started) + config("measured-on", run.measured_on) +
                    config("banner", report.banner) + config("sharebench", run.tool_version);
  for (const TargetInfo& target : run.targets) {
    out += config("engine", target.engine_version.empty()
                                ? target.engine
                                : target.engine + " " + target.engine_version);
    out += config("guest-kernel", target.guest_kernel);
  }
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    if (run.plan.cells[cell].full_size) continue;
    for (const Sample* sample : counted_samples(run, cell)) {
      out += fmt::format("{} {} {} ns/op", name_of(run, run.plan.cells[cell]),
                         repeats_of(run.plan, run.plan.cells[cell]),
                         format_plain(nanoseconds_of({sample}).front()));
      if (sample->bytes > 0) {
        out += fmt::format(" {} B/s",
                           format_plain(static_cast<double>(sample->bytes) / sample->elapsed_s));
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace sharebench::report
