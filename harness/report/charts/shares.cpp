// Shares, baselines and paces of a report, in words short enough for a picture.
#include "harness/report/charts/shares.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

constexpr std::size_t kMostInSentence = 3;
constexpr double kShareNamePx = 220;

}  // namespace

int share_index(const Report& report, const std::string& share) {
  const auto& mounts = report.run.mounts;
  const auto at = std::find_if(mounts.begin(), mounts.end(),
                               [&](const Mount& mount) { return mount.share.name == share; });
  return static_cast<int>(at - mounts.begin());
}

std::vector<std::string> share_names(const Report& report) {
  std::vector<std::string> names;
  for (const Mount& mount : report.run.mounts) names.push_back(mount.share.name);
  return names;
}

std::string baseline_name(const Report& report, const std::string& lang) {
  std::vector<std::string> names;
  for (const Mount& mount : report.run.mounts) {
    if (is_baseline(report.run, mount.share.name)) names.push_back(mount.share.name);
  }
  return names.size() == 1 ? shortened(names.front(), kShareNamePx, 12) : say(lang, "its baseline");
}

std::vector<double> paces(const Report& report) {
  std::set<double> all;
  for (const Summary& row : report.summaries) all.insert(row.pace_s);
  return {all.begin(), all.end()};
}

std::string pace_suffix(double pace_s) {
  if (pace_s == 0) return "";
  return fmt::format("_paced_{}us", std::llround(pace_s * 1e6));
}

std::string pace_words(double pace_s, const std::string& lang) {
  if (pace_s == 0) return "";
  return say(lang, ", each round trip held for {}", format_seconds(pace_s));
}

std::string failed_text(const Summary& row, const std::string& lang) {
  return say(lang, "failed: {0} of {0} samples", row.failures);
}

std::string blocks_text(const std::vector<Dot>& dots, const std::string& lang) {
  int least = 0, most = 0;
  for (const Dot& dot : dots) {
    if (!dot.value || dot.n == 0) continue;
    least = most == 0 ? dot.n : std::min(least, dot.n);
    most = std::max(most, dot.n);
  }
  return least == most ? std::to_string(most) : say(lang, "{} to {}", least, most);
}

std::vector<double> values_of(const std::vector<Dot>& dots) {
  std::vector<double> values;
  for (const Dot& dot : dots) {
    for (const auto& value : {dot.value, dot.low, dot.high}) {
      if (value) values.push_back(*value);
    }
  }
  return values;
}

std::string dots_sentence(const std::vector<Dot>& dots, const std::string& lang) {
  const std::string baseline = say(lang, "baseline");
  std::vector<std::string> parts;
  std::size_t left_out = 0;
  for (const Dot& dot : dots) {
    if (!dot.value || dot.figure == baseline) continue;
    if (parts.size() == kMostInSentence) {
      ++left_out;
      continue;
    }
    parts.push_back(say(lang, "{} on {} {}", shortened(dot.panel, kShareNamePx, 12),
                        shortened(dot.name, kShareNamePx, 12), dot.figure));
  }
  if (left_out > 0) parts.push_back(say(lang, "{} more in the table", left_out));
  return parts.empty() ? say(lang, "no figure can be shown.")
                       : fmt::format("{}.", fmt::join(parts, "; "));
}

}  // namespace sharebench::report
