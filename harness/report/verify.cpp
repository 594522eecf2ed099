// Bytes first; where they differ, the figures say which.
#include "harness/report/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sharebench::report {
namespace {

constexpr std::size_t kShown = 60;  // bytes of a figure in a message
constexpr const char* kNotAFigure = "not a figure";

/// The text without tags, on one line.
std::string without_spaces(const std::string& text) {
  std::string out;
  bool in_tag = false;
  for (const char c : text) {
    if (c == '<') in_tag = true;
    if (!in_tag) out += c == '\n' || c == '\r' ? ' ' : c;
    if (c == '>') in_tag = false;
  }
  return out;
}

/// The same, short.
std::string brief(const std::string& text) {
  const std::string out = without_spaces(text);
  if (out.empty()) return "nothing";
  return out.size() <= kShown ? out : out.substr(0, kShown) + "...";
}

/// Both sides around the first byte that differs.
std::string detail(const std::string& printed, const std::string& computed) {
  const auto differ =
      std::mismatch(printed.begin(), printed.end(), computed.begin(), computed.end());
  const auto at = static_cast<std::size_t>(differ.first - printed.begin());
  if (printed.size() <= kShown * 4) {
    return fmt::format("printed {}, computed {}", brief(printed), brief(computed));
  }
  const std::size_t begin = at < 20 ? 0 : at - 20;
  return fmt::format("at byte {}: printed ...{}..., computed ...{}...", at + 1,
                     brief(printed.substr(begin, 40)), brief(computed.substr(begin, 40)));
}

std::string line_of_first_difference(const std::string& found, const std::string& expected) {
  const auto differ = std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  return fmt::format("line {}", 1 + std::count(found.begin(), differ.first, '\n'));
}

/// What a name stands for, for figures in order of `found`; those in `expected` alone come last.
void compare_figures(const std::vector<Figure>& expected, const std::vector<Figure>& found,
                     Verification& result) {
  std::map<std::string, const std::string*> computed;
  for (const Figure& figure : expected) computed[figure.name] = &figure.text;
  for (const Figure& figure : found) {
    const auto at = computed.find(figure.name);
    if (at == computed.end()) {
      ++result.unknown;
      if (!result.by_figure) {
        result.differences.push_back(
            {figure.name, "printed " + brief(figure.text) + ", not computed"});
      }
      continue;
    }
    ++result.figures;
    const bool same = result.by_figure ? without_spaces(figure.text) == without_spaces(*at->second)
                                       : figure.text == *at->second;
    if (!same) {
      result.differences.push_back({figure.name, detail(figure.text, *at->second)});
    }
    computed.erase(at);
  }
  for (const Figure& figure : expected) {
    if (!computed.contains(figure.name)) continue;
    if (result.by_figure) {
      ++result.unknown;  // another version may not have had it, or somebody took it out
      continue;
    }
    result.differences.push_back({figure.name, "missing, computed " + brief(figure.text)});
  }
}

}  // namespace

ExitCode Verification::code() const {
  if (!differences.empty()) return ExitCode::kNo;
  return unknown > 0 || figures == 0 ? ExitCode::kCannotTell : ExitCode::kYes;
}

Verification verify(ReportKind kind, const std::string& expected, const std::string& found,
                    bool same_version, bool sealed) {
  Verification result;
  result.by_figure = !same_version;
  const std::vector<Figure> computed = figures_of(kind, expected);
  if (same_version && found == expected) {
    result.figures = static_cast<int>(computed.size());
    return result;
  }
  compare_figures(computed, figures_of(kind, found), result);
  if (!result.differences.empty()) return result;
  if (same_version) {
    result.differences.push_back({kNotAFigure, line_of_first_difference(found, expected)});
  } else if (!sealed) {
    result.differences.push_back({kNotAFigure, "the report was changed after it was made"});
  }
  return result;
}

}  // namespace sharebench::report
