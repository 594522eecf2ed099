// Bars 3 to 7: the sequential rule, from equal arms to a difference that nobody overlooks.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "bench/simulate/bars.h"
#include "bench/simulate/rules.h"

namespace sharebench::simulate {
namespace {

constexpr int kTruths[] = {0, 3, 5, 10, 30};

/// Both modes on every machine: 48 blocks at most mounted together, 64 where arms exclude each
/// other.
std::vector<Case> everywhere(int slower_percent) {
  std::vector<Case> cases;
  for (const NoiseModel& model : noise_models()) {
    cases.push_back({model.name, Mode::kCoResident, 48, slower_percent});
    cases.push_back({model.name, Mode::kExclusive, 64, slower_percent});
  }
  return cases;
}

const Case kTypical = {"typical", Mode::kCoResident, 48, 0};

Case at(Case one, int slower_percent) {
  one.slower_percent = slower_percent;
  return one;
}

/// The figure of every case, a step each.
template <typename Figure>
std::vector<double> figures(Study& study, Meter& meter, const std::vector<Case>& cases,
                            Figure figure) {
  std::vector<double> all;
  for (const Case& one : cases) {
    all.push_back(figure(study.decisions(one)));
    meter.step();
  }
  return all;
}

double largest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

double false_gates(const Decisions& d) {
  return d.rate(d.regressions + d.improvements);
}

double regressions(const Decisions& d) {
  return d.rate(d.regressions);
}

double blocks(const Decisions& d) {
  return d.blocks;
}

BarResult found(Study& study, const Case& one, double least_rate, int most_blocks,
                const std::string& required) {
  const Decisions& d = study.decisions(one);
  BarResult result;
  result.required = required;
  result.reached = fmt::format("{}, median {} blocks", percent(regressions(d)), d.blocks);
  result.passed = regressions(d) >= least_rate && d.blocks <= most_blocks;
  result.replicates = d.runs;
  return result;
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, " / "));
}

Detail sequential_table(Study& study) {
  Detail table{
      "Sequential rule, at a true +0 / 3 / 5 / 10 / 30 %",
      {{"mode, most blocks", "machine", "REG+IMP at 0, %", "any claim at 0, %",
        "EQUIVALENT at 0, %", "REGRESSION, %", "undecided at 10, %", "median blocks", "cover, %"}}};
  for (const Case& one : everywhere(0)) {
    std::vector<std::string> found, length, cover;
    for (const int truth : kTruths) {
      const Decisions& d = study.decisions(at(one, truth));
      found.push_back(fmt::format("{:.1f}", regressions(d)));
      length.push_back(std::to_string(d.blocks));
      cover.push_back(fmt::format("{:.1f}", d.rate(d.covered)));
    }
    const Decisions& equal = study.decisions(one);
    const Decisions& ten = study.decisions(at(one, 10));
    table.rows.push_back(
        {fmt::format("{}, {}", one.mode == Mode::kCoResident ? "together" : "exclusive",
                     one.most_blocks),
         one.model, fmt::format("{:.2f}", false_gates(equal)),
         fmt::format("{:.1f}", equal.rate(equal.claims)),
         fmt::format("{:.1f}", equal.rate(equal.equivalents)), joined(found),
         fmt::format("{:.1f}", 100 - ten.rate(ten.regressions + ten.equivalents)), joined(length),
         joined(cover)});
  }
  return table;
}

}  // namespace

BarResult judge_equal_arms(Study& study, Meter& meter) {
  const std::vector<double> gates = figures(study, meter, everywhere(0), false_gates);
  const std::vector<double> claims =
      figures(study, meter, everywhere(0), [](const Decisions& d) { return d.rate(d.claims); });
  const Decisions& typical = study.decisions(kTypical);
  BarResult result;
  result.required = "REG+IMP at most 0.5 %, any claim at most 2.5 %, EQUIVALENT 99 % (typical)";
  result.reached =
      fmt::format("at most {}; at most {}; {}", percent(largest(gates)), percent(largest(claims)),
                  percent(typical.rate(typical.equivalents)));
  result.peers = "slower by more than 5 %: see the fixed designs";
  result.passed =
      largest(gates) <= 0.5 && largest(claims) <= 2.5 && typical.rate(typical.equivalents) >= 99;
  result.replicates = typical.runs;
  return result;
}

BarResult judge_ten_percent_mounted(Study& study, Meter& meter) {
  meter.step();
  return found(study, at(kTypical, 10), 97, 16, "REGRESSION 97 %, median at most 16 blocks");
}

BarResult judge_ten_percent_exclusive(Study& study, Meter& meter) {
  meter.step();
  return found(study, {"typical", Mode::kExclusive, 64, 10}, 95, 32,
               "REGRESSION 95 %, median at most 32 blocks");
}

BarResult judge_thirty_percent(Study& study, Meter& meter) {
  const std::vector<double> rates = figures(study, meter, everywhere(30), regressions);
  const std::vector<double> lengths = figures(study, meter, everywhere(30), blocks);
  BarResult result;
  result.required = "REGRESSION 99.5 % everywhere, median at most 12 blocks";
  result.reached = fmt::format("at least {}, median {:.0f} to {:.0f} blocks", percent(least(rates)),
                               least(lengths), largest(lengths));
  result.passed = least(rates) >= 99.5 && largest(lengths) <= 12;
  result.replicates = study.settings().replicates;
  return result;
}

BarResult judge_at_the_margin(Study& study, Meter& meter) {
  const std::vector<double> rates = figures(study, meter, everywhere(5), regressions);
  std::vector<double> cover;
  for (const int truth : kTruths) {
    const std::vector<double> some = figures(study, meter, everywhere(truth),
                                             [](const Decisions& d) { return d.rate(d.covered); });
    cover.insert(cover.end(), some.begin(), some.end());
  }
  int wrong = 0, covered = 0;
  const Series& typical = study.series("typical", Mode::kCoResident);
  for (const std::vector<double>& d : typical) {
    const double truth = log_slower(5);
    const Peek peek = peek_after_every_block(shifted(d, 48, truth), kMargin, truth);
    if (peek.regression) ++wrong;
    if (peek.covers) ++covered;
  }
  const double runs = static_cast<double>(typical.size());
  BarResult result;
  result.required = "REGRESSION at most 4 %; cover at least 93.5 % at every truth";
  result.reached =
      fmt::format("at most {}; at least {}", percent(largest(rates)), percent(least(cover)));
  result.peers = fmt::format("peeking at plain 95 % intervals: {}; {}", percent(100 * wrong / runs),
                             percent(100 * covered / runs));
  result.passed = largest(rates) <= 4 && least(cover) >= 93.5;
  result.replicates = study.settings().replicates;
  result.details = {sequential_table(study)};
  return result;
}

}  // namespace sharebench::simulate
