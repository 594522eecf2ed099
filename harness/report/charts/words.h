// Words of a chart in its language: English is what the code says, other languages are tables.
//
// Adding one is a file like words_de.cpp and a row in words.cpp.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sharebench::report {

/// English patterns of fmt and what they are in another language, with the same placeholders.
using WordTable = std::map<std::string, std::string, std::less<>>;

/// What charts say, in German.
const WordTable& german_words();

/// "en", "de".
const std::vector<std::string>& languages();

/// Throws UsageError for a language that there is not.
void require_language(const std::string& lang);

/// The pattern in that language; `english` itself in "en". Throws std::logic_error where a language
/// lacks it: a chart never mixes languages.
std::string words(const std::string& lang, std::string_view english);

/// `words` filled in. The English pattern is checked when this is compiled, the others are held
/// against it by tests/unit/report/words_test.cpp.
template <typename... Args>
std::string say(const std::string& lang, fmt::format_string<Args...> english, Args&&... args) {
  const fmt::string_view pattern = english;
  return fmt::format(fmt::runtime(words(lang, {pattern.data(), pattern.size()})),
                     std::forward<Args>(args)...);
}

}  // namespace sharebench::report
