// Text in, text out. A line keeps its end for as long as it is not ours.
#include "harness/guard/edits.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/nfs_services.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

std::string first_word(const std::string& line) {
  const std::vector<std::string> words = words_of(bare(line));
  if (words.empty()) return "";
  return words[0] == "no" && words.size() > 1 ? words[1] : words[0];
}

bool is_filter(const std::string& word) {
  return word == "anchor" || word == "pass" || word == "block" || word == "antispoof" ||
         word == "load";
}

bool is_after_scrub(const std::string& word) {
  return is_filter(word) || word.rfind("nat", 0) == 0 || word.rfind("rdr", 0) == 0 ||
         word.rfind("binat", 0) == 0 || word.rfind("dummynet", 0) == 0;
}

std::size_t first_line(const std::vector<std::string>& lines, bool (*test)(const std::string&)) {
  const auto at = std::find_if(lines.begin(), lines.end(),
                               [&](const std::string& line) { return test(first_word(line)); });
  return static_cast<std::size_t>(at - lines.begin());
}

/// The line with `value` behind its `=`; blanks around it and a comment stay.
std::string with_value(const std::string& line, const std::string& value) {
  const std::size_t equals = line.find('=');
  const std::size_t start = line.find_first_not_of(" \t", equals + 1);
  if (start == std::string::npos) return line.substr(0, equals + 1) + value;
  const std::size_t end = line.find_first_of(" \t\r\n#", start);
  return line.substr(0, start) + value + (end == std::string::npos ? "" : line.substr(end));
}

}  // namespace

const Marks& guard_marks() {
  static const Marks kMarks = {"# sharebench-guard-begin", "# sharebench-guard-end"};
  return kMarks;
}

std::vector<std::string> whole_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size() - 1);
    lines.push_back(text.substr(start, end + 1 - start));
    start = end + 1;
  }
  return lines;
}

std::string bare(const std::string& line) {
  std::size_t end = line.size();
  if (end > 0 && line[end - 1] == '\n') --end;
  if (end > 0 && line[end - 1] == '\r') --end;
  return line.substr(0, end);
}

std::vector<std::string> without_sections(const std::string& text, const Marks& marks) {
  std::vector<std::string> kept;
  bool inside = false;
  for (const std::string& line : whole_lines(text)) {
    if (bare(line) == marks.begin) inside = true;
    if (!inside) kept.push_back(line);
    if (bare(line) == marks.end) inside = false;
  }
  if (inside)
    throw DataError(fmt::format("'{}' begins a section that nothing ends", marks.begin),
                    fmt::format("write '{}' behind it, or take that line away", marks.end));
  return kept;
}

std::string in_sections(const std::string& text, const Marks& marks) {
  std::string found;
  bool inside = false;
  for (const std::string& line : whole_lines(text)) {
    if (bare(line) == marks.end) inside = false;
    if (inside) found += bare(line) + "\n";
    if (bare(line) == marks.begin) inside = true;
  }
  return found;
}

std::string with_section(const std::string& text, const Marks& marks, const std::string& body,
                         std::size_t otherwise) {
  const std::vector<std::string> lines = whole_lines(text), kept = without_sections(text, marks);
  const auto old = std::find_if(lines.begin(), lines.end(),
                                [&](const std::string& line) { return bare(line) == marks.begin; });
  const std::size_t at =
      old == lines.end() ? otherwise : static_cast<std::size_t>(old - lines.begin());
  return with_text_at(kept, std::min(at, kept.size()), body.empty() ? "" : section(marks, body));
}

std::string section(const Marks& marks, const std::string& body) {
  return fmt::format("{}\n{}{}\n", marks.begin, body, marks.end);
}

std::string with_text_at(const std::vector<std::string>& lines, std::size_t at,
                         const std::string& added) {
  std::string text;
  for (std::size_t i = 0; i <= lines.size(); ++i) {
    if (i == at && !added.empty()) {
      if (!text.empty() && text.back() != '\n') text += '\n';
      text += added;
    }
    if (i < lines.size()) text += lines[i];
  }
  return text;
}

std::string edit_pf_conf(const std::string& text, const Policy& policy, Style style) {
  const std::vector<std::string> lines = without_sections(text, guard_marks());
  if (style == Style::kArticle)
    return with_text_at(lines, lines.size(), section(guard_marks(), pf_article_section(policy)));
  const std::string filtered = with_text_at(lines, first_line(lines, is_filter),
                                            section(guard_marks(), pf_filter_section(policy)));
  const std::vector<std::string> again = whole_lines(filtered);
  // Never behind the filter section: a filter statement ends what may stand before scrub.
  const std::size_t before = first_line(lines, is_after_scrub);
  return with_text_at(again, before, section(guard_marks(), pf_scrub_section()));
}

std::vector<Setting> guarded_settings() {
  std::vector<Setting> wanted;
  for (const Pin& pin : recommended_pins())
    wanted.push_back({pin.setting, std::to_string(pin.port)});
  wanted.push_back({"nfs.server.bonjour", "0"});
  return wanted;
}

std::string edit_nfs_conf(const std::string& text, const std::vector<Setting>& settings) {
  std::vector<bool> there(settings.size(), false);
  std::vector<std::string> lines = whole_lines(text);
  for (std::string& line : lines) {
    const std::vector<NfsSetting> read = parse_nfs_conf(bare(line));
    for (std::size_t i = 0; !read.empty() && i < settings.size(); ++i) {
      if (read[0].name != settings[i].name) continue;
      there[i] = true;
      if (read[0].value != settings[i].value) line = with_value(line, settings[i].value);
    }
  }
  std::string added;
  for (std::size_t i = 0; i < settings.size(); ++i)
    if (!there[i]) added += fmt::format("{} = {}\n", settings[i].name, settings[i].value);
  return with_text_at(lines, lines.size(), added);
}

std::string edit_exports(const std::string& text, const Policy& policy) {
  return with_section(text, guard_marks(), exports_lines(policy), whole_lines(text).size());
}

}  // namespace sharebench::guard
