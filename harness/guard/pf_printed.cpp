// A printed rule is one line, or all lines of an inline anchor up to its closing brace.
#include "harness/guard/pf_printed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

/// Braces that the line opens less those that it closes, outside of quotes.
int open_braces(const std::string& line) {
  int depth = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (!quoted && c == '{') ++depth;
    if (!quoted && c == '}') --depth;
  }
  return depth;
}

/// Without the rule number of -vv.
std::string without_number(const std::string& line) {
  const std::string text = trim(line);
  if (text.empty() || text[0] != '@') return text;
  const std::size_t blank = text.find(' ');
  if (blank == std::string::npos || !parse_decimal(text.substr(1, blank - 1), 10000000))
    return text;
  return trim(text.substr(blank));
}

/// The statistics that -v prints under a rule.
bool is_statistics(const std::string& text) {
  return text.rfind("[ Evaluations:", 0) == 0 || text.rfind("[ Inserted:", 0) == 0;
}

/// In which list a rule belongs that nobody could read: its first word tells, else the filter's.
RuleList list_of_text(const std::string& text) {
  const std::vector<std::string> words = words_of(text);
  std::string word = words.empty() ? "" : words[0];
  if (word == "no" && words.size() > 1) word = words[1];
  const auto begins = [&](const char* what) { return word.rfind(what, 0) == 0; };
  if (begins("scrub")) return RuleList::kScrub;
  if (begins("nat")) return RuleList::kNat;
  if (begins("rdr")) return RuleList::kRdr;
  if (begins("binat")) return RuleList::kBinat;
  if (begins("dummynet")) return RuleList::kDummynet;
  return RuleList::kFilter;
}

void name_lines(PfFile& file, const std::string& path, const std::string& text) {
  for (auto& [place, ruleset] : file.rulesets)
    for (auto& list : ruleset.lists)
      for (Rule& rule : list)
        rule.text = place == path ? trim(text.substr(0, text.find('\n'))) : "";
}

}  // namespace

bool is_noise(const std::string& line) {
  static const std::array<std::string, 8> kLines = {
      "No ALTQ support in kernel",
      "ALTQ related functions disabled",
      "TRANSLATION RULES:",
      "FILTER RULES:",
      "DUMMYNET RULES:",
      "TABLES:",
      "No ALTQ support in kernelALTQ related functions disabled",
      ""};
  return std::find(kLines.begin(), kLines.end(), trim(line)) != kLines.end();
}

void PrintedReader::add(const std::string& text, const std::string& path, const std::string& name) {
  PfFile file = parse_pf({text + "\n", PfText::kPrinted, path, inline_anchors_}, host_);
  if (!file.complaints.empty()) {
    Rule unread;
    unread.unread = true;
    unread.text = trim(text.substr(0, text.find('\n')));
    problems_.push_back(
        fmt::format("{}: cannot read '{}': {}", name, unread.text, file.complaints[0].sentence));
    rulesets_[path].list(list_of_text(text)).push_back(unread);
    return;
  }
  name_lines(file, path, text);
  for (const std::string& word : file.unresolved)
    problems_.push_back(fmt::format("{}: '{}' is a name, its addresses are not known", name, word));
  inline_anchors_ += static_cast<int>(file.rulesets.size());
  for (auto& [place, ruleset] : file.rulesets)
    for (std::size_t i = 0; i < ruleset.lists.size(); ++i)
      for (Rule& rule : ruleset.lists[i]) {
        if (rule.text.empty()) rule.text = "";
        rulesets_[place].lists[i].push_back(rule);
      }
}

void PrintedReader::read(const std::string& text, const std::string& path,
                         const std::string& name) {
  rulesets_[path];
  std::string rule;
  int depth = 0;
  for (const std::string& line : lines_of(text)) {
    const std::string words = without_number(line);
    if (is_noise(words) || is_statistics(words)) continue;
    rule += (rule.empty() ? "" : "\n") + words;
    depth += open_braces(words);
    if (depth > 0) continue;
    add(rule, path, name);
    rule.clear();
    depth = 0;
  }
  if (!rule.empty()) add(rule, path, name);
}

}  // namespace sharebench::guard
