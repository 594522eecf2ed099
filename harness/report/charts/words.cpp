// Languages, a row each; English needs no table.
#include "harness/report/charts/words.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>

#include "harness/core/error.h"

namespace sharebench::report {
namespace {

struct Language {
  const char* lang;
  const WordTable& (*table)();
};

constexpr Language kLanguages[] = {{"de", german_words}};

}  // namespace

const std::vector<std::string>& languages() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names = {"en"};
    for (const Language& row : kLanguages) names.emplace_back(row.lang);
    return names;
  }();
  return all;
}

void require_language(const std::string& lang) {
  const auto& all = languages();
  if (std::find(all.begin(), all.end(), lang) != all.end()) return;
  throw UsageError(fmt::format("there are no charts in the language '{}'", lang),
                   fmt::format("choose one of: {}", fmt::join(all, ", ")));
}

std::string words(const std::string& lang, std::string_view english) {
  if (lang == "en") return std::string(english);
  require_language(lang);
  for (const Language& row : kLanguages) {
    if (lang != row.lang) continue;
    const auto found = row.table().find(english);
    if (found != row.table().end()) return found->second;
  }
  throw std::logic_error(fmt::format("no words in '{}' for: {}", lang, english));
}

}  // namespace sharebench::report
