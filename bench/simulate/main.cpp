// Runs the bars that were asked for and prints what came of them, as Markdown.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>

#include "bench/simulate/bars.h"
#include "bench/simulate/options.h"
#include "harness/core/error.h"
#include "harness/core/units.h"
#include "harness/sys/clock.h"

namespace sharebench::simulate {
namespace {

void print_row(const std::vector<std::string>& row) {
  fmt::print("| {} |\n", fmt::join(row, " | "));
}

void print_table(const std::vector<std::vector<std::string>>& rows) {
  print_row(rows.front());
  print_row(std::vector<std::string>(rows.front().size(), "---"));
  for (std::size_t i = 1; i < rows.size(); ++i) print_row(rows[i]);
}

bool wanted(const Settings& settings, const Bar& bar) {
  const std::vector<int>& all = settings.bars;
  return all.empty() || std::find(all.begin(), all.end(), bar.number) != all.end();
}

/// True when every bar was passed.
bool run(const Settings& settings) {
  const auto progress = sys::make_stderr_progress(false);
  progress->note(fmt::format("seed {}, {} replicates", settings.seed, settings.replicates));
  double total = 0;
  for (const Bar& bar : bars()) total += wanted(settings, bar) ? bar.weight : 0;
  Meter meter(*progress, total);
  Study study(settings);
  const double began_s = sys::steady_seconds();
  std::vector<std::vector<std::string>> rows = {
      {"#", "bar", "required", "reached", "others on the same machines", "replicates", ""}};
  std::vector<Detail> details;
  bool passed = true;
  for (const Bar& bar : bars()) {
    if (!wanted(settings, bar)) continue;
    meter.begin(fmt::format("bar {}: {}", bar.number, bar.asks), bar.weight, bar.steps(settings));
    const double bar_began_s = sys::steady_seconds();
    const BarResult result = bar.judge(study, meter);
    passed = passed && result.passed;
    rows.push_back({std::to_string(bar.number), bar.asks, result.required, result.reached,
                    result.peers, std::to_string(result.replicates),
                    result.passed ? "passed" : "FAILED"});
    details.insert(details.end(), result.details.begin(), result.details.end());
    progress->note(fmt::format("bar {} {} in {}", bar.number, result.passed ? "passed" : "FAILED",
                               format_seconds(sys::steady_seconds() - bar_began_s)));
  }
  print_table(rows);
  for (const Detail& detail : details) {
    fmt::print("\n{}\n\n", detail.title);
    print_table(detail.rows);
  }
  fmt::print("\nSeed {}, {} replicates, {}.\n", settings.seed, settings.replicates,
             format_seconds(sys::steady_seconds() - began_s));
  return passed;
}

}  // namespace
}  // namespace sharebench::simulate

int main(int argc, char** argv) {
  using namespace sharebench;
  try {
    const auto settings = simulate::parse({argv + 1, argv + argc});
    if (!settings) {
      fmt::print("{}", simulate::help());
      return 0;
    }
    return simulate::run(*settings) ? 0 : 1;
  } catch (const Error& error) {
    fmt::print(stderr, "error: {}\nhint: {}\n", error.what(), error.hint());
    return static_cast<int>(error.code());
  }
}
