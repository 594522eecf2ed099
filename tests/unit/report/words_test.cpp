// Charts in other languages: every sentence is there, whole, and none is left in English.
#include "harness/report/charts/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <stdexcept>

#include "harness/core/error.h"
#include "harness/report/charts/explained_time.h"
#include "harness/report/charts/guard_matrix.h"
#include "harness/report/charts/text.h"
#include "tests/unit/report/chart_cases.h"
#include "tests/unit/report/golden.h"

namespace sharebench::report {
namespace {

using testing::HasSubstr;
using testing::Not;

const ChartOptions kGerman = {.lang = "de"};

/// Placeholders as "0", "1:.2f", in order of their numbers; automatic ones are numbered.
std::multiset<std::string> placeholders(const std::string& pattern) {
  static const std::regex form(R"(\{(\d*)([^}]*)\})");
  std::multiset<std::string> all;
  int next = 0;
  for (std::sregex_iterator at(pattern.begin(), pattern.end(), form), end; at != end; ++at) {
    const std::string number = (*at)[1].length() > 0 ? (*at)[1].str() : std::to_string(next++);
    all.insert(number + (*at)[2].str());
  }
  return all;
}

/// Parts of a pattern between placeholders that have three words or more.
std::vector<std::string> sentences(const std::string& pattern) {
  static const std::regex hole(R"(\{[^}]*\})"), three(R"(\S+\s+\S+\s+\S+)");
  std::vector<std::string> found;
  for (std::sregex_token_iterator at(pattern.begin(), pattern.end(), hole, -1), end; at != end;
       ++at) {
    if (std::regex_search(at->first, at->second, three)) found.push_back(at->str());
  }
  return found;
}

/// Everything that a chart says, lines that were wrapped in one again.
std::string said(const Chart& chart) {
  std::string all = chart.title + " | " + chart.summary + " | ";
  chart_cases::each_text(chart.spec, [&](const std::string& text) { all += text + " "; });
  for (const std::string& column : chart.columns) all += "| " + column + " ";
  for (const auto& row : chart.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (chart.id != "explained_time" || i != 7) all += "| " + row[i] + " ";  // evidence as it is
    }
  }
  return all;
}

/// Charts of every kind, with what they say of failures, shares that are only counted, and NFS.
std::vector<Chart> every_chart(const ChartOptions& options) {
  Report guarded = chart_cases::lab();
  guarded.guard = chart_cases::guard_state();
  Run failed = sample_run::local();
  for (Sample& sample : failed.samples) {
    if (sample.cell == 1) sample.verified = false;
    if (sample.cell == 1) sample.failure = "lost";
  }
  Report carried = chart_cases::explained();
  carried.explanation->costs_of = "another";
  std::vector<Chart> all;
  for (const Report& report :
       {guarded, chart_cases::explained(), carried, stats::build_report(std::move(failed)),
        chart_cases::hardware({{"disk", 0.1}, {"nfs", 0.2}}, 1)}) {
    for (Chart& chart : charts(report, options)) all.push_back(std::move(chart));
  }
  report::TrendSeries series = chart_cases::trend_series();
  series.name = "small_files auf virtiofs";
  for (const bool hardware : {true, false}) {
    for (const bool timed : {true, false}) {
      series.hardware = hardware;
      series.timed = timed;
      series.figure = timed ? "time" : "serial round trips";
      all.push_back(trend(series, 1, options));
    }
  }
  return all;
}

/// The code that says words, adjacent literals joined, escapes read.
std::string sources() {
  const char* root = std::getenv("SOURCE_DIR");
  const std::filesystem::path harness = std::filesystem::path(root ? root : ".") / "harness";
  std::string all;
  for (const char* folder : {"report/charts", "report", "cli", "core", "explain"}) {
    for (const auto& entry : std::filesystem::directory_iterator(harness / folder)) {
      if (entry.path().extension() != ".cpp" || entry.path().filename() == "words_de.cpp") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  }
  all = std::regex_replace(all, std::regex(R"re(([^\\])"\s*\n\s*")re"), "$1");
  all = std::regex_replace(all, std::regex(R"(\\u00a0)"), "\u00a0");
  return std::regex_replace(all, std::regex(R"re(\\")re"), "\x01");
}

TEST(Words, EnglishIsWhatTheCodeSays) {
  EXPECT_EQ(say("en", "{} of {}", 1, "x"), "1 of x");
  EXPECT_EQ(words("en", "what no table has"), "what no table has");
}

TEST(Words, OtherLanguagesComeFromATable) {
  EXPECT_EQ(say("de", "failed: {0} of {0} samples", 3), "fehlgeschlagen: 3 von 3 Messungen");
  EXPECT_THROW(words("de", "what no table has"), std::logic_error) << "never English by silence";
}

TEST(Words, AnUnknownLanguageIsRefusedWithThoseThatThereAre) {
  try {
    require_language("tlh");
    FAIL() << "accepted";
  } catch (const UsageError& error) {
    EXPECT_THAT(error.what(), HasSubstr("tlh"));
    EXPECT_THAT(error.hint(), HasSubstr("en, de"));
  }
  EXPECT_THROW(charts(chart_cases::local(), {.lang = "tlh"}), UsageError);
}

TEST(Words, GermanHasThePlaceholdersOfEnglish) {
  for (const auto& [english, german] : german_words()) {
    EXPECT_EQ(placeholders(english), placeholders(german)) << english;
    EXPECT_FALSE(german.empty()) << english;
    if (english.front() == ' ') {
      EXPECT_THAT(german.front(), testing::AnyOf(' ', ',')) << english;
    }
    EXPECT_EQ(english.back() == '.', german.back() == '.') << english;
  }
}

TEST(Words, EveryPatternThatIsSaidIsInTheTable) {
  static const std::regex call(R"re(\bsay\([\w.]+,\s*"([^"]*)")re");
  const std::string code = sources();
  int found = 0;
  for (std::sregex_iterator at(code.begin(), code.end(), call), end; at != end; ++at, ++found) {
    const std::string english =
        std::regex_replace((*at)[1].str(), std::regex("\x01"), std::string("\""));
    EXPECT_TRUE(german_words().count(english)) << "no German for: " << english;
  }
  EXPECT_GT(found, 100) << "the calls were not found";
}

TEST(Words, EveryLineOfTheTableIsSaid) {
  const std::string code = sources();
  for (const auto& [english, german] : german_words()) {
    const std::string literal = std::regex_replace(english, std::regex("\""), "\x01");
    EXPECT_NE(code.find("\"" + literal + "\""), std::string::npos) << english;
  }
}

TEST(Words, NoSentenceOfAGermanChartIsEnglish) {
  std::set<std::string> ids;
  for (const Chart& chart : every_chart(kGerman)) {
    ids.insert(chart.id);
    const std::string text = said(chart);
    for (const auto& [english, german] : german_words()) {
      for (const std::string& sentence : sentences(english)) {
        EXPECT_THAT(text, Not(HasSubstr(sentence))) << chart.id;
      }
    }
    EXPECT_THAT(text, HasSubstr(chart.id == "guard_matrix" ? "Urteil: " : "besser")) << chart.id;
  }
  EXPECT_GE(ids.size(), 15u) << "of every kind";
}

TEST(Words, TheSameSearchFindsSentencesInEnglishCharts) {
  for (const Chart& chart : every_chart({})) {
    const std::string text = said(chart);
    int found = 0;
    for (const auto& [english, german] : german_words()) {
      for (const std::string& sentence : sentences(english))
        found += text.find(sentence) != text.npos;
    }
    EXPECT_GT(found, 0) << chart.id;
  }
}

TEST(Words, GermanChartsHaveTheFiguresOfEnglishOnesAndLinesThatFit) {
  const std::vector<Chart> english = every_chart({}), german = every_chart(kGerman);
  ASSERT_EQ(english.size(), german.size());
  for (std::size_t i = 0; i < german.size(); ++i) {
    EXPECT_EQ(english[i].id, german[i].id);
    EXPECT_EQ(english[i].columns.size(), german[i].columns.size());
    EXPECT_EQ(english[i].rows.size(), german[i].rows.size());
  }
  for (const int width : {340, 760}) {
    for (const Chart& chart : every_chart({.width = width, .lang = "de"})) {
      for (const auto& line : chart.spec["title"]["subtitle"]) {
        EXPECT_LE(text_width(line.get<std::string>(), 12.5), width - 32) << line;
      }
      for (const auto& line : chart.spec["title"]["text"]) {
        EXPECT_LE(text_width(line.get<std::string>(), 17), width - 32) << line;
      }
    }
  }
}

TEST(Words, AGermanChartAsItIsDrawn) {
  for (const Chart& chart : charts(chart_cases::lab(), kGerman)) {
    if (chart.id != "relative_time") continue;
    nlohmann::ordered_json spec = chart.spec;
    spec.erase("config");
    expect_golden("charts/de.relative_time.json", spec.dump(1) + "\n");
  }
}

}  // namespace
}  // namespace sharebench::report
