// The check as text for a security colleague: verdict, open doors first, then a line a rule.
#include <fmt/format.h>

#include <map>

#include "harness/guard/check.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

std::string who(const Exposure& one) {
  if (one.from == "vm") return "the VM";
  return one.from == "neighbour" ? "a neighbour with the VM's address" : "a stranger";
}

std::string what(const Exposure& one) {
  return fmt::format("{} {}{}{}", one.service, one.proto,
                     one.port == 0 ? " (any port)" : fmt::format(" {}", one.port),
                     one.fragment ? " in fragments" : "");
}

/// Who is decided by which rule at which doors, and on which interfaces just so.
using Groups = std::map<std::string, std::string>;

Groups doors_by_place(const GuardState& state, const std::string& decision) {
  Groups groups;
  for (const Exposure& one : state.exposures) {
    if (one.decision != decision) continue;
    std::string& doors = groups[fmt::format("{}\n{} ({})\n{}", who(one), one.interface,
                                            one.family == "inet" ? "IPv4" : "IPv6", one.rule)];
    doors += (doors.empty() ? "" : ", ") + what(one);
  }
  return groups;
}

/// The same, with places joined where doors, people and rule are the same.
Groups places_by_door(const Groups& groups) {
  Groups joined;
  for (const auto& [key, doors] : groups) {
    const std::vector<std::string> parts = lines_of(key);
    std::string& places = joined[fmt::format("{}\n{}\n{}", parts[0], parts[2], doors)];
    places += (places.empty() ? "" : ", ") + parts[1];
  }
  return joined;
}

void section(const GuardState& state, const std::string& decision, const std::string& title,
             std::string& text) {
  const Groups groups = places_by_door(doors_by_place(state, decision));
  if (groups.empty()) return;
  text += title + "\n";
  for (const auto& [key, places] : groups) {
    const std::vector<std::string> parts = lines_of(key);
    text += fmt::format("  {} on {}\n      by   {}\n      to   {}\n", parts[0], places, parts[1],
                        parts[2]);
  }
}

}  // namespace

std::string explain(const GuardState& state) {
  std::string text = fmt::format("verdict: {}\n", guard_verdict_name(state.verdict));
  section(state, "pass", "let in:", text);
  section(state, "undecided", "cannot be decided:", text);
  section(state, "block", "shut out:", text);
  if (!state.evidence.empty()) text += "evidence:\n";
  for (const std::string& line : state.evidence) text += "  " + line + "\n";
  if (!state.warnings.empty()) text += "warnings:\n";
  for (const std::string& line : state.warnings) text += "  " + line + "\n";
  return text;
}

}  // namespace sharebench::guard
