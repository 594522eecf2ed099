// The top of a page: the answer in one sentence, how sure, on what, and the verdicts as cards.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"
#include "harness/report/figure_text.h"
#include "harness/report/html_sections.h"

namespace sharebench::report {
namespace {

constexpr const char* kLikewise = " Likewise: ";

/// "hardware", "emulated" or "emulated, paced".
std::string measured_on(const Report& report) {
  std::string text = is_emulated(report.run) ? "emulated" : "hardware";
  const auto& cells = report.run.plan.cells;
  if (std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.pace_s > 0; })) {
    text += ", paced";
  }
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string words_for(const Verdict& verdict) {
  switch (verdict.finding) {
    case Finding::kRegression:
      return "slower";
    case Finding::kImprovement:
      return "faster";
    case Finding::kEquivalent:
      return "equivalent";
    case Finding::kUndecided:
      break;
  }
  if (verdict.lean == Lean::kNone) return "undecided";
  return verdict.lean == Lean::kSlower ? "undecided, slower" : "undecided, faster";
}

std::string spread_text(const Estimate& ratio) {
  if (!ratio.low || !ratio.high) return "no interval: n < 6";
  return fmt::format("{} to {}", format_ratio(*ratio.low), format_ratio(*ratio.high));
}

/// One line of a card. The finding has words and a sign, not a colour alone.
void add_line(Markup& page, const std::string& name, const std::string& figure,
              const Estimate& ratio, const Verdict* verdict) {
  page.open("li");
  page.element("span", {{"class", "workload"}}, name);
  page.element("span", {{"class", "ratio"}, {"data-figure", figure + "/ratio"}},
               ratio.n == 0 ? "none" : format_ratio(ratio.value));
  if (verdict) {
    page.element("span",
                 {{"class", "finding " + lower(finding_name(verdict->finding))},
                  {"data-figure", figure + "/finding"}},
                 words_for(*verdict));
  } else {
    page.element("span", {{"class", "n"}}, "all workloads together");
  }
  page.element("span", {{"class", "spread"}, {"data-figure", figure + "/interval"}},
               fmt::format("{}, n = {}", spread_text(ratio), ratio.n));
  page.close("li");
}

void add_card(Markup& page, const Report& report, const std::string& candidate,
              const std::vector<const Verdict*>& verdicts) {
  page.open("li", {{"class", "card"}});
  page.open("h3");
  page.text(candidate);
  page.element("small", {}, "against " + verdicts.front()->baseline);
  page.close("h3");
  page.open("ul");
  for (const Verdict* verdict : verdicts) {
    add_line(page, verdict->workload,
             fmt::format("verdict/{}/{}", verdict->workload, verdict->candidate), verdict->ratio,
             verdict);
  }
  for (const Geomean& row : report.geomeans) {
    if (row.candidate != candidate) continue;
    add_line(page, fmt::format("geometric mean of {}", row.workloads),
             fmt::format("geomean/{}", row.candidate), row.ratio, nullptr);
  }
  page.close("ul");
  page.close("li");
}

void add_theme_choice(Markup& page) {
  page.open("div", {{"class", "screen"}});
  page.element("label", {{"for", "theme"}}, "Colours");
  page.text(" ");
  page.open("select", {{"id", "theme"}});
  for (const char* theme : {"system", "light", "dark"}) {
    page.element("option", {{"value", theme}}, theme);
  }
  page.close("select");
  page.text(" ");
  page.element("button", {{"type", "button"}, {"id", "print"}}, "Print");
  page.close("div");
}

}  // namespace

void add_top(Markup& page, const Report& report, const std::string& title) {
  const std::string on = measured_on(report);
  page.open("header");
  page.open("div", {{"class", "top"}});
  page.element("h1", {}, title);
  page.element("span", {{"class", is_emulated(report.run) ? "label emulated" : "label"}}, on);
  add_theme_choice(page);
  page.close("div");
  const std::size_t rest = report.answer.find(kLikewise);
  page.element(
      "p", {{"class", "answer"}, {"id", "answer"}, {"data-figure", "answer"}, {"tabindex", "-1"}},
      report.answer.substr(0, rest));
  if (rest != std::string::npos) {
    page.element("p", {{"class", "more"}, {"data-figure", "answer/likewise"}},
                 report.answer.substr(rest + 1));
  }
  if (!report.banner.empty()) {
    page.open("div", {{"class", "banner"}, {"role", "note"}, {"aria-label", "what carries over"}});
    page.element("p", {{"data-figure", "banner"}}, report.banner);
    page.close("div");
  }
  page.close("header");
}

void add_cards(Markup& page, const Report& report) {
  if (report.family.verdicts.empty()) return;
  std::vector<std::string> candidates;
  std::map<std::string, std::vector<const Verdict*>> by_candidate;
  for (const Verdict& verdict : report.family.verdicts) {
    if (!by_candidate.contains(verdict.candidate)) candidates.push_back(verdict.candidate);
    by_candidate[verdict.candidate].push_back(&verdict);
  }
  page.element("h2", {}, "Verdicts");
  page.element("p", {{"class", "note"}},
               fmt::format("{}, as a multiple of the baseline's; below 1x is better. A difference "
                           "within {} does not matter here. 95 % intervals over n blocks.",
                           report.judged_on_serial ? "Serial round trips" : "Time",
                           format_percent(report.run.plan.margin)));
  page.element("p", {{"data-figure", "verdict/family"}}, report.family.sentence);
  page.open("ul", {{"class", "cards"}});
  for (const std::string& candidate : candidates) {
    add_card(page, report, candidate, by_candidate[candidate]);
  }
  page.close("ul");
}

}  // namespace sharebench::report
