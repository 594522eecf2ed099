// Sentences of the self-test.
#include "harness/cli/selftest_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>

#include "harness/core/units.h"

namespace sharebench::cli {
namespace {

using nlohmann::json;

constexpr std::array kLevelNames = {"sample", "mount", "boot"};

std::string capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string ratio_range(const Estimate& log_ratio) {
  if (!log_ratio.low || !log_ratio.high) return format_ratio(std::exp(log_ratio.value));
  return fmt::format("{} [{}, {}]", format_ratio(std::exp(log_ratio.value)),
                     format_ratio(std::exp(*log_ratio.low)),
                     format_ratio(std::exp(*log_ratio.high)));
}

std::string effect_text(const std::string& what, const Estimate& effect) {
  if (effect.n == 0) return fmt::format("{}: cannot be seen in this order of samples", what);
  return fmt::format("{}: {} ({})", what, stats::seen(effect) ? "SEEN" : "none seen",
                     ratio_range(effect));
}

/// What a red or yellow light needs, or nothing.
std::string advice(const Selftest& test) {
  if (test.light == Light::kGreen) return "";
  return fmt::format("  {}; gate with --margin {} or more\n", stats::cause_of(test),
                     format_percent(std::ceil(test.smallest_margin * 100) / 100));
}

std::string row_text(const SelftestRow& row) {
  if (!row.test) {
    return fmt::format("RED    {} on {}: {} blocks have all samples of both arms, six are needed\n",
                       row.workload, row.share, row.blocks);
  }
  const Selftest& test = *row.test;
  std::string text = fmt::format(
      "{:<6} {} on {}, against a margin of {}: finds a slow-down of {} within 16 blocks and of {} "
      "within 48 (power 95 %); the smallest margin that 48 blocks can gate is {}\n",
      capitals(name(test.light)), row.workload, row.share, format_percent(test.margin),
      format_percent(test.mde_16), format_percent(test.mde_48),
      format_percent(test.smallest_margin));
  text += fmt::format("  equal arms: {} {} over {} blocks\n", finding_name(test.verdict.finding),
                      format_ratio(test.verdict.ratio.value), row.blocks);
  text += fmt::format("  {}; {}\n", effect_text("order effect (second / first)", test.order_effect),
                      effect_text("carry-over (after the other / after itself)", test.carry_over));
  text += fmt::format(
      "  drift index {:.1f} (scatter of blocks / scatter inside them), "
      "autocorrelation {:.2f}\n",
      test.drift_index, test.lag_1);
  text += fmt::format(
      "  a naive tool (10 times one, then 10 times the other, Welch's test) would have "
      "called {} of equal pairs different here\n",
      format_percent(test.naive_share));
  return text + advice(test);
}

json effect_json(const Estimate& effect) {
  const auto bound = [](const std::optional<double>& log) {
    return log ? json(std::exp(*log)) : json(nullptr);
  };
  return {{"ratio", effect.n > 0 ? json(std::exp(effect.value)) : json(nullptr)},
          {"lower", bound(effect.low)},
          {"capitals", bound(effect.high)},
          {"n", effect.n},
          {"seen", stats::seen(effect)}};
}

json row_json(const SelftestRow& row) {
  json object = {{"workload", row.workload}, {"share", row.share}, {"blocks", row.blocks}};
  if (!row.test) {
    object["light"] = "red";
    return object;
  }
  const Selftest& test = *row.test;
  object.update({{"light", name(test.light)},
                 {"margin", test.margin},
                 {"finding", finding_name(test.verdict.finding)},
                 {"ratio", test.verdict.ratio.value},
                 {"block_sd", test.s},
                 {"half_width_48", test.half_width_48},
                 {"detects_within_16_blocks", test.mde_16},
                 {"detects_within_48_blocks", test.mde_48},
                 {"smallest_margin", test.smallest_margin},
                 {"order_effect", effect_json(test.order_effect)},
                 {"carry_over", effect_json(test.carry_over)},
                 {"drift_index", test.drift_index},
                 {"autocorrelation", test.lag_1},
                 {"naive_false_alarms", test.naive_share},
                 {"cause", stats::cause_of(test)}});
  return object;
}

}  // namespace

std::string selftest_text(const std::vector<SelftestRow>& rows) {
  std::string text;
  for (const SelftestRow& row : rows) text += row_text(row);
  const Light light = worst_light(rows);
  const char* meaning = light == Light::kGreen    ? "16 blocks are enough to gate"
                        : light == Light::kYellow ? "it can gate, and takes up to 48 blocks"
                                                  : "this margin cannot be gated here";
  return text + fmt::format("{}: {}\n", capitals(name(light)), meaning);
}

json selftest_json(const std::vector<SelftestRow>& rows) {
  json all = json::array();
  for (const SelftestRow& row : rows) all.push_back(row_json(row));
  return {{"light", name(worst_light(rows))}, {"rows", all}};
}

std::string levels_text(const std::vector<stats::LevelsRow>& rows, const stats::LevelSizes& sizes,
                        const std::vector<double>& costs_s) {
  std::string text = fmt::format(
      "{} boots of {} mounts of {} samples; a sample costs {}, a mount {}, "
      "a boot {} more\n",
      sizes.boots, sizes.mounts, sizes.samples, format_seconds(costs_s[0]),
      format_seconds(costs_s[1]), format_seconds(costs_s[2]));
  for (const stats::LevelsRow& row : rows) {
    text += row.workload + ":";
    for (std::size_t i = 0; i < row.levels.size(); ++i) {
      text += fmt::format("{} {} sd {}{}", i == 0 ? "" : ",", kLevelNames[i],
                          format_percent(std::sqrt(row.levels[i].t2)),
                          row.levels[i].negligible ? " (negligible)" : "");
    }
    text +=
        fmt::format("\n  a block must redo the {}; the best number of samples on a mount is {}\n",
                    kLevelNames[row.redo], row.levels.front().repetitions);
    if (row.redo > 1) text += "  mounts alone would miss what a boot does: regress --exclusive\n";
  }
  return text;
}

json levels_json(const std::vector<stats::LevelsRow>& rows, const stats::LevelSizes& sizes,
                 const std::vector<double>& costs_s) {
  json all = json::array();
  for (const stats::LevelsRow& row : rows) {
    json levels = json::array();
    for (std::size_t i = 0; i < row.levels.size(); ++i) {
      levels.push_back({{"level", kLevelNames[i]},
                        {"variance", row.levels[i].t2},
                        {"negligible", row.levels[i].negligible},
                        {"best_repetitions", row.levels[i].repetitions},
                        {"cost_s", costs_s[i]}});
    }
    all.push_back(
        {{"workload", row.workload}, {"levels", levels}, {"redo", kLevelNames[row.redo]}});
  }
  return {
      {"boots", sizes.boots}, {"mounts", sizes.mounts}, {"samples", sizes.samples}, {"rows", all}};
}

}  // namespace sharebench::cli
