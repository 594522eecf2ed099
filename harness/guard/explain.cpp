// The check as text for a security colleague: verdict, open doors first, then a line a rule.
#include <fmt/format.h>

#include <map>

#include "harness/guard/check.h"

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

/// Doors that the same rule decides for the same people on the same interface.
using Groups = std::map<std::string, std::string>;

Groups group(const GuardState& state, const std::string& decision) {
  Groups groups;
  for (const Exposure& one : state.exposures) {
    if (one.decision != decision) continue;
    const std::string key =
        fmt::format("  {} on {} ({}), by: {}", who(one), one.interface, one.family, one.rule);
    std::string& doors = groups[key];
    doors += (doors.empty() ? "" : ", ") + what(one);
  }
  return groups;
}

void section(const GuardState& state, const std::string& decision, const std::string& title,
             std::string& text) {
  const Groups groups = group(state, decision);
  if (groups.empty()) return;
  text += title + "\n";
  for (const auto& [key, doors] : groups) text += fmt::format("{}\n      {}\n", key, doors);
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
