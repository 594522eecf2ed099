// What a reader needs to argue with the figures: tables, warnings, environment, method, raw data.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "harness/core/guard_state.h"
#include "harness/core/run_rules.h"
#include "harness/report/html_sections.h"
#include "harness/report/tables.h"

namespace sharebench::report {
namespace {

/// `text` for a POSIX shell, and the home folder, which run files hold as `~`, for any user.
std::string shell_word(const std::string& text) {
  if (const auto home = text.find("~/"); home != std::string::npos) {
    const std::string before = text.substr(0, home);
    return (before.empty() ? "" : shell_word(before)) + "\"$HOME\"" +
           shell_word(text.substr(home + 1));
  }
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=:,./%@";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

void add_figures(Markup& page, const Table& table) {
  HtmlTable html;
  html.caption = table.note;
  html.figures = slug(table.title);
  html.header = table.header;
  for (const Align align : table.aligns) html.numbers.push_back(align == Align::kRight);
  html.rows = table.rows;
  add_table(page, html);
}

void add_warnings(Markup& page, const std::vector<std::string>& warnings) {
  if (warnings.empty()) return;
  page.element("h2", {}, "Warnings");
  page.open("ul", {{"class", "warnings"}});
  for (std::size_t i = 0; i < warnings.size(); ++i) {
    page.element("li", {{"data-figure", fmt::format("warning/{}", i + 1)}}, warnings[i]);
  }
  page.close("ul");
}

/// Who could reach NFS while it was measured: every door that the guard tried.
void add_guard(Markup& page, const GuardState& guard) {
  page.element("h2", {}, "Who can reach NFS");
  page.element("p", {{"data-figure", "guard/verdict"}},
               "The guard's verdict: " + guard_verdict_name(guard.verdict) + ".");
  HtmlTable table;
  table.caption = "Every door that was tried, whether it is open, and the rule that says so.";
  table.figures = "guard";
  table.header = {"door", "service", "from", "decision", "rule"};
  for (const Exposure& door : guard.exposures) {
    table.rows.push_back(
        {fmt::format("{} {}/{} {}", door.interface, door.proto,
                     door.port == 0 ? "any" : std::to_string(door.port), door.family),
         door.service, door.from + (door.fragment ? ", fragments" : ""), door.decision, door.rule});
  }
  if (!table.rows.empty()) add_table(page, table);
  for (const auto* texts : {&guard.evidence, &guard.warnings}) {
    if (texts->empty()) continue;
    page.open("ul", {{"class", "warnings"}});
    for (const std::string& text : *texts) page.element("li", {}, text);
    page.close("ul");
  }
}

void add_environment(Markup& page, const Report& report) {
  page.element("h2", {}, "Environment");
  HtmlTable table;
  table.caption =
      "What was found, not what was asked for; mounts are as the container's mount table "
      "shows them.";
  table.figures = "environment";
  table.header = {"what", "found"};
  for (const auto& [name, value] : report.environment) table.rows.push_back({name, value});
  page.open("div", {{"class", "facts"}});
  add_table(page, table);
  page.close("div");
}

}  // namespace

void add_tables(Markup& page, const Report& report) {
  page.element("h2", {{"class", "sheet"}}, "Figures");
  bool first = true;
  for (const Table& table : tables(report)) {
    const bool folded = table.detail || !first;
    first = false;
    if (folded) {
      page.open("details");
      page.element("summary", {}, table.title);
    } else {
      page.element("h3", {}, table.title);
    }
    add_figures(page, table);
    if (folded) page.close("details");
  }
}

void add_circumstances(Markup& page, const Report& report) {
  add_warnings(page, report.warnings);
  if (report.guard) add_guard(page, *report.guard);
  add_environment(page, report);
}

std::string commands_to_reproduce(const Run& run) {
  static const std::set<std::string> kElsewhere = {"out",    "quiet",  "json",   "record",
                                                   "replay", "runner", "resume", "command"};
  std::string command = "sharebench " + command_of(run);
  for (const auto& [name, value] : run.settings) {
    if (kElsewhere.contains(name)) continue;
    command += value == "true" ? fmt::format(" --{}", name)
                               : fmt::format(" --{} {}", name, shell_word(value));
  }
  if (!run.settings.contains("seed")) command += fmt::format(" --seed {}", run.plan.seed);
  const std::string file = shell_word(run.id + ".run.json");
  return fmt::format(
      "{}\nsharebench report {} --html report.html\nsharebench verify {} report.html\n", command,
      file, file);
}

void add_method(Markup& page, const Report& report) {
  page.element("h2", {}, "Method");
  page.open("ol", {{"class", "method"}});
  for (const std::string& sentence : report.method) page.element("li", {}, sentence);
  page.close("ol");
  page.element("h2", {}, "Check it yourself");
  page.element(
      "p", {},
      fmt::format("This page holds the run file with every one of its {} samples. Save it, "
                  "then make this page again and compare every figure; or measure anew.",
                  report.run.samples.size()));
  page.open("p", {{"class", "screen"}});
  page.element("button", {{"type", "button"}, {"id", "download"}},
               fmt::format("Save {}.run.json", report.run.id.substr(0, 80)));
  page.close("p");
  page.open("pre", {{"tabindex", "0"}});
  page.element("code", {{"data-figure", "commands"}}, commands_to_reproduce(report.run));
  page.close("pre");
}

}  // namespace sharebench::report
