// Every report format, byte for byte. A change is looked at in review; it is written by
// SHAREBENCH_UPDATE_GOLDENS=1, and by nothing else.
#include <gtest/gtest.h>

#include <array>
#include <clocale>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <locale>
#include <string>
#include <utility>

#include "harness/report/console.h"
#include "harness/report/csv.h"
#include "harness/report/gbench_json.h"
#include "harness/report/markdown.h"
#include "harness/report/reporter.h"
#include "harness/stats/build_report.h"
#include "tests/unit/report/golden.h"
#include "tests/unit/report/sample_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {
namespace {

/// A locale with commas and points the other way round, for C++ and, where installed, for C.
class CommaLocale {
 public:
  CommaLocale() : c_before_(std::setlocale(LC_ALL, nullptr)) {
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    before_ = std::locale::global(std::locale(std::locale(), new Commas));
  }
  ~CommaLocale() {
    std::locale::global(before_);
    std::setlocale(LC_ALL, c_before_.c_str());
  }
  CommaLocale(const CommaLocale&) = delete;
  CommaLocale& operator=(const CommaLocale&) = delete;

 private:
  struct Commas : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
  };
  std::string c_before_;
  std::locale before_;
};

TEST(Golden, Console) {
  expect_golden("console.txt", render_console(lab_report()));
}

TEST(Golden, ConsoleOfALocalRun) {
  expect_golden("local.console.txt", render_console(local_report()));
}

TEST(Golden, Markdown) {
  expect_golden("report.md", render_markdown(lab_report()));
}

TEST(Golden, MarkdownOfALocalRun) {
  expect_golden("local.md", render_markdown(local_report()));
}

TEST(Golden, Csv) {
  expect_golden("report.csv", render_csv(lab_report()));
}

TEST(Golden, CsvOfALocalRun) {
  expect_golden("local.csv", render_csv(local_report()));
}

TEST(Golden, Gbench) {
  expect_golden("report.gbench.json", render_gbench(lab_report()));
}

TEST(Golden, GbenchOfOneArmUnderACommonName) {
  expect_golden("local_native.gbench.json", render_gbench(local_report(), {"native", "local"}));
  expect_golden("local_fuse.gbench.json", render_gbench(local_report(), {"fuse", "local"}));
}

/// The formats of other tools: their names, and the ends of their golden files.
constexpr std::array<std::pair<const char*, const char*>, 5> kForOthers = {
    {{"gbench-flat", "gbench_flat.json"},
     {"hyperfine", "hyperfine.json"},
     {"benchstat", "benchstat.txt"},
     {"openmetrics", "openmetrics.txt"},
     {"junit", "junit.xml"}}};

TEST(Golden, FormatsOfOtherTools) {
  for (const auto& [name, end] : kForOthers) {
    expect_golden(std::string("report.") + end, find_reporter(name).render(lab_report()));
    expect_golden(std::string("local.") + end, find_reporter(name).render(local_report()));
  }
}

TEST(Golden, IsTheSameUnderDecimalCommas) {
  const CommaLocale commas;
  for (const auto& [name, end] : kForOthers) {
    expect_golden(std::string("local.") + end, find_reporter(name).render(local_report()));
  }
  for (const sharebench::Run& run : {sample_run::lab(), sample_run::local()}) {
    const Report report = stats::build_report(run);
    const std::string prefix = run.measured_on == "emulated" ? "report" : "local";
    expect_golden(prefix + ".md", render_markdown(report));
    expect_golden(prefix + ".csv", render_csv(report));
  }
  expect_golden("console.txt", render_console(lab_report()));
  expect_golden("report.gbench.json", render_gbench(lab_report()));
}

}  // namespace
}  // namespace sharebench::report
