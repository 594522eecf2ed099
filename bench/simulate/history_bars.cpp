// Bar 10: 200 nights of paired ratios to a pinned reference, analysed afresh every night.
#include <fmt/format.h>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <cstdlib>

#include "bench/simulate/bars.h"
#include "bench/simulate/rules.h"
#include "harness/stats/changepoint.h"

namespace sharebench::simulate {
namespace {

constexpr int kNights = 200, kFirstAnalysis = 10;
constexpr double kNightNoise = 0.02, kOutliers = 0.01;
constexpr double kOutlierLeast = 0.1, kOutlierShape = 1.5;  // Pareto: a tenth up or down at least
constexpr int kSameStep = 6;  // nights between a step and where it was located
constexpr int kAnswersWithin =
    10;  // nights in which an alert counts for a step, rules without place

std::vector<double> make_history(const std::vector<int>& steps, double size, Random& random) {
  boost::random::normal_distribution<double> noise(0, kNightNoise);
  boost::random::uniform_01<double> uniform;
  std::vector<double> y;
  double level = 0;
  for (int night = 0; night < kNights; ++night) {
    if (std::find(steps.begin(), steps.end(), night) != steps.end()) level += size;
    y.push_back(level + noise(random));
    if (uniform(random) >= kOutliers) continue;
    const double far =
        std::log1p(kOutlierLeast * std::pow(1 - uniform(random), -1 / kOutlierShape));
    y.back() += uniform(random) < 0.5 ? far : -far;
  }
  return y;
}

/// What a rule did with one history.
struct Alerts {
  int wrong = 0;
  std::vector<int> delays{};  ///< nights from a step to its alert, of the steps that were found
};

Alerts of_engine(const std::vector<double>& y, const std::vector<int>& steps) {
  Alerts alerts;
  std::vector<int> known, open = steps;
  for (int night = kFirstAnalysis; night <= kNights; ++night) {
    const std::vector<stats::Change> found = stats::find_changes({y.begin(), y.begin() + night});
    for (const stats::Change& change : stats::new_changes(found, known)) {
      known.push_back(change.night);
      const auto step = std::find_if(open.begin(), open.end(), [&](int at) {
        return at < night && std::abs(at - change.night) <= kSameStep;
      });
      if (step == open.end()) {
        ++alerts.wrong;
      } else {
        alerts.delays.push_back(night - 1 - *step);
        open.erase(step);
      }
    }
  }
  return alerts;
}

using Rule = bool (*)(const std::vector<double>&);

Alerts of_rule(Rule rule, const std::vector<double>& y, const std::vector<int>& steps) {
  Alerts alerts;
  std::vector<int> open = steps;
  for (int night = kFirstAnalysis; night <= kNights; ++night) {
    if (!rule({y.begin(), y.begin() + night})) continue;
    const auto answers = [&](int at) { return at < night && night - 1 - at < kAnswersWithin; };
    const auto step = std::find_if(open.begin(), open.end(), answers);
    if (step != open.end()) {
      alerts.delays.push_back(night - 1 - *step);
      open.erase(step);
    } else if (std::none_of(steps.begin(), steps.end(), answers)) {
      ++alerts.wrong;
    }
  }
  return alerts;
}

/// Many histories of one kind.
struct Kind {
  std::string name{};
  std::vector<int> steps{};
  double size = 0;
};

struct Summary {
  double wrong = 0;   ///< alerts a history that no step explains
  double missed = 0;  ///< steps without an alert, per cent
  int delay = 0;      ///< nights, median
};

Summary sum_up(const std::vector<Alerts>& all, std::size_t steps) {
  Summary summary;
  std::vector<int> delays;
  for (const Alerts& alerts : all) {
    summary.wrong += alerts.wrong / static_cast<double>(all.size());
    delays.insert(delays.end(), alerts.delays.begin(), alerts.delays.end());
  }
  if (steps > 0) {
    const double planted = static_cast<double>(steps * all.size());
    summary.missed = 100 * (1 - static_cast<double>(delays.size()) / planted);
  }
  std::sort(delays.begin(), delays.end());
  if (!delays.empty()) summary.delay = delays[delays.size() / 2];
  return summary;
}

std::string text_of(const Summary& summary, bool steps) {
  const std::string wrong = fmt::format("{:.3f}", summary.wrong);
  if (!steps) return wrong;
  return fmt::format("{} / {:.1f} % / {}", wrong, summary.missed, summary.delay);
}

bool tenth_more(const std::vector<double>& y) {
  return previous_night_alerts(y, 1.10);
}

bool twice(const std::vector<double>& y) {
  return previous_night_alerts(y, 2);
}

}  // namespace

BarResult judge_histories(Study& study, Meter& meter) {
  const std::vector<Kind> kinds = {{"no step", {}, 0},
                                   {"5 %", {100}, std::log(1.05)},
                                   {"10 %", {100}, std::log(1.1)},
                                   {"3 x 10 %", {50, 100, 150}, std::log(1.1)}};
  const std::vector<std::pair<std::string, Rule>> rules = {{"previous night x1.10", tenth_more},
                                                           {"previous night x2", twice},
                                                           {"Bencher t .99, 64", bencher_alerts}};
  const int histories = std::max(1, study.settings().replicates / 10);
  Detail table{"Histories: wrong alerts in 200 nights / steps missed / median delay in nights",
               {{"rule"}, {"find_changes"}}};
  for (const auto& [name, rule] : rules) table.rows.push_back({name});
  std::vector<Summary> ours, bencher;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    Random random = make_random(study.settings().seed, kind, 6);
    std::vector<std::vector<Alerts>> alerts(1 + rules.size());
    for (int i = 0; i < histories; ++i) {
      const std::vector<int>& steps = kinds[kind].steps;
      const std::vector<double> y = make_history(steps, kinds[kind].size, random);
      alerts[0].push_back(of_engine(y, steps));
      for (std::size_t r = 0; r < rules.size(); ++r) {
        alerts[r + 1].push_back(of_rule(rules[r].second, y, steps));
      }
      meter.step();
    }
    table.rows[0].push_back(kinds[kind].name);
    const std::size_t planted = kinds[kind].steps.size();
    for (std::size_t r = 0; r < alerts.size(); ++r) {
      table.rows[r + 1].push_back(text_of(sum_up(alerts[r], planted), planted > 0));
    }
    ours.push_back(sum_up(alerts[0], planted));
    bencher.push_back(sum_up(alerts.back(), planted));
  }
  BarResult result;
  result.required =
      "at most 0.1 wrong alerts in 200 nights; 10 % steps: missed 2 %, delay 3; 5 %: missed 10 %";
  double wrong = 0;
  for (const Summary& summary : ours) wrong = std::max(wrong, summary.wrong);
  const double missed = std::max(ours[2].missed, ours[3].missed);
  const int delay = std::max(ours[2].delay, ours[3].delay);
  result.reached = fmt::format("at most {:.3f} ({:.3f} without a step); {}, {}; {}", wrong,
                               ours[0].wrong, percent(missed), delay, percent(ours[1].missed));
  result.peers =
      fmt::format("Bencher t .99: {:.2f}; {}, {}; {}", bencher[0].wrong, percent(bencher[2].missed),
                  bencher[2].delay, percent(bencher[1].missed));
  result.passed = wrong <= 0.1 && missed <= 2 && delay <= 3 && ours[1].missed <= 10;
  result.replicates = histories;
  result.details = {table};
  return result;
}

}  // namespace sharebench::simulate
