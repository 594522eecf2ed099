// Bar 2: twelve blocks of equal arms, beside the rules of others on the same machines.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "bench/simulate/bars.h"
#include "bench/simulate/rules.h"
#include "harness/stats/signed_rank.h"

namespace sharebench::simulate {
namespace {

constexpr int kBlocks = 12;

/// Per cent of runs.
struct Rates {
  double claims = 0;  ///< equal arms called different
  double gates = 0;   ///< and slower by more than 5 %
  double power = 0;   ///< +10 % called slower
};

Rates of_blocks(const Series& series) {
  Rates rates;
  for (const std::vector<double>& d : series) {
    const Estimate equal = stats::hodges_lehmann({d.begin(), d.begin() + kBlocks});
    const bool claim = *equal.low > 0 || *equal.high < 0;
    if (claim) ++rates.claims;
    if (claim && equal.value > std::log1p(kMargin)) ++rates.gates;
    if (*equal.low + log_slower(10) > 0) ++rates.power;
  }
  for (double* rate : {&rates.claims, &rates.gates, &rates.power}) {
    *rate *= 100.0 / static_cast<double>(series.size());
  }
  return rates;
}

/// Another tool: how it measures, and how it decides.
struct Peer {
  std::string name{};
  std::function<Arms(Machine&)> measure{};
  std::function<Claim(const Arms&, Random&)> decide{};
};

const std::vector<Peer>& peers() {
  const auto row = [](int n) { return [n](Machine& m) { return one_after_the_other(m, n); }; };
  static const std::vector<Peer> kPeers = {
      {"hyperfine -w3, Welch", row(10), [](const Arms& a, Random&) { return hyperfine_claim(a); }},
      {"benchstat 10+10", row(10), [](const Arms& a, Random&) { return benchstat_claim(a); }},
      {"benchstat 20+20", row(20), [](const Arms& a, Random&) { return benchstat_claim(a); }},
      {"criterion-like 100+100", row(100), criterion_claim},
      {"nanobench compare(), 20+20", [](Machine& m) { return interleaved(m, 20); },
       [](const Arms& a, Random&) { return nanobench_claim(a); }},
  };
  return kPeers;
}

Rates of_peer(const Peer& peer, const NoiseModel& model, Random& random, int runs) {
  Rates rates;
  for (int run = 0; run < runs; ++run) {
    Machine machine(model, random);
    Arms arms = peer.measure(machine);
    const Claim equal = peer.decide(arms, random);
    if (equal.difference) ++rates.claims;
    if (equal.difference && equal.ratio > 1 + kMargin) ++rates.gates;
    for (double& b : arms.b) b *= 1.1;
    const Claim slower = peer.decide(arms, random);
    if (slower.difference && slower.ratio > 1) ++rates.power;
  }
  for (double* rate : {&rates.claims, &rates.gates, &rates.power}) *rate *= 100.0 / runs;
  return rates;
}

std::vector<std::string> text_of(const std::string& name, const std::vector<Rates>& all) {
  std::vector<std::string> row = {name};
  for (const Rates& rates : all) {
    row.push_back(fmt::format("{:.1f} / {:.1f} / {:.0f}", rates.claims, rates.gates, rates.power));
  }
  return row;
}

}  // namespace

BarResult judge_fixed_blocks(Study& study, Meter& meter) {
  Detail table{
      "Fixed designs: equal arms called different / slower by more than 5 % / +10 % found, %",
      {{"design"}}};
  std::vector<std::vector<Rates>> ours(2);
  std::vector<double> claims, cover;
  for (const NoiseModel& model : noise_models()) {
    table.rows[0].push_back(model.name);
    for (const Mode mode : {Mode::kCoResident, Mode::kExclusive}) {
      ours[static_cast<std::size_t>(mode)].push_back(of_blocks(study.series(model.name, mode)));
      claims.push_back(ours[static_cast<std::size_t>(mode)].back().claims);
      cover.push_back(100 - claims.back());
      meter.step();
    }
  }
  table.rows.push_back(text_of("12 blocks, mounted together", ours[0]));
  table.rows.push_back(text_of("12 blocks, exclusive", ours[1]));
  std::vector<std::string> typical;
  std::uint64_t cell = 0;
  for (const Peer& peer : peers()) {
    std::vector<Rates> all;
    for (const NoiseModel& model : noise_models()) {
      Random random = make_random(study.settings().seed, cell++, 3);
      all.push_back(of_peer(peer, model, random, study.settings().replicates));
      if (model.name == "typical") {
        typical.push_back(fmt::format("{} {}", peer.name, percent(all.back().claims)));
      }
      meter.step();
    }
    table.rows.push_back(text_of(peer.name, all));
  }
  BarResult result;
  result.required = "3 to 6 % in every model; cover 94 to 97 %";
  result.reached = fmt::format("{}; {}", percent_range(claims), percent_range(cover));
  result.peers = fmt::format("typical: {}", fmt::join(typical, ", "));
  result.passed =
      std::all_of(claims.begin(), claims.end(), [](double rate) { return rate >= 3 && rate <= 6; });
  result.replicates = study.settings().replicates;
  result.details = {table};
  return result;
}

}  // namespace sharebench::simulate
