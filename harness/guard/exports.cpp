// exports(5) of macOS.
#include "harness/guard/exports.h"

#include <fmt/format.h>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

/// Words with quotes and backslashes undone; nothing when a quote stays open.
std::optional<std::vector<std::string>> words(const std::string& line) {
  std::vector<std::string> found;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size()) {
      word += line[++i];
      inside = true;
    } else if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      inside = true;
    } else if (c == '#') {
      break;
    } else if (c == ' ' || c == '\t') {
      if (inside) found.push_back(word);
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (quote != 0) return std::nullopt;
  if (inside) found.push_back(word);
  return found;
}

/// Lines joined where one ends in a backslash; each with the number of its first.
std::vector<std::pair<int, std::string>> joined(const std::string& text) {
  std::vector<std::pair<int, std::string>> lines;
  bool open = false;
  int number = 0;
  for (std::string line : lines_of(text)) {
    ++number;
    const bool more = !line.empty() && line.back() == '\\';
    if (more) line.pop_back();
    if (open)
      lines.back().second += " " + line;
    else
      lines.emplace_back(number, line);
    open = more;
  }
  return lines;
}

bool read_option(const std::vector<std::string>& all, std::size_t& at, Export& entry) {
  const std::string& word = all[at];
  for (const auto& [name, field] :
       {std::pair<std::string, std::string Export::*>{"-network", &Export::network},
        {"-mask", &Export::mask}}) {
    if (word.rfind(name + "=", 0) == 0) {
      entry.*field = word.substr(name.size() + 1);
      return true;
    }
    if (word != name) continue;
    if (at + 1 >= all.size()) return false;
    entry.*field = all[++at];
    return true;
  }
  entry.options.push_back(word);
  return true;
}

}  // namespace

std::vector<Export> parse_exports(const std::string& text, std::vector<std::string>& unread) {
  std::vector<Export> exports;
  for (const auto& [number, line] : joined(text)) {
    const auto all = words(line);
    bool good = all.has_value();
    Export entry;
    entry.line = number;
    for (std::size_t i = 0; good && i < all->size(); ++i) {
      const std::string& word = (*all)[i];
      if (!word.empty() && word[0] == '-')
        good = read_option(*all, i, entry);
      else if (!word.empty() && word[0] == '/' && entry.hosts.empty())
        entry.folders.push_back(word);
      else
        entry.hosts.push_back(word);
    }
    if (good && all->empty()) continue;
    if (good && !entry.folders.empty())
      exports.push_back(entry);
    else
      unread.push_back(fmt::format("{}: {}", number, trim(line)));
  }
  return exports;
}

}  // namespace sharebench::guard
