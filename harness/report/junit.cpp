// Verdicts as test results.
#include "harness/report/junit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "harness/core/run_rules.h"
#include "harness/core/units.h"

namespace sharebench::report {
namespace {

/// Text of an element or attribute; control characters, which XML 1.0 cannot hold, become spaces.
std::string xml_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

enum class Outcome { kPassed, kFailed, kSkipped, kError };

struct Case {
  std::string workload{};
  double seconds = 0;
  Outcome outcome = Outcome::kPassed;
  std::string type{}, message{}, body{};
};

struct Suite {
  std::string name{};
  std::vector<Case> cases{};

  int count(Outcome outcome) const {
    int n = 0;
    for (const Case& one : cases) n += one.outcome == outcome ? 1 : 0;
    return n;
  }
  double seconds() const {
    double sum = 0;
    for (const Case& one : cases) sum += one.seconds;
    return sum;
  }
};

const Summary* find_summary(const Report& report, const std::string& workload,
                            const std::string& share) {
  for (const Summary& row : report.summaries) {
    if (row.pace_s == 0 && row.workload == workload && row.share == share) return &row;
  }
  return nullptr;
}

std::string seconds_line(const Report& report, const std::string& workload,
                         const std::string& share) {
  const Summary* row = find_summary(report, workload, share);
  if (row == nullptr || row->samples == 0) return "";
  return fmt::format("{}: {} (n = {} blocks, {} samples)\n", share,
                     format_seconds(row->seconds.value), row->seconds.n, row->samples);
}

/// The verdict's sentence and the figures below it.
std::string body_of(const Report& report, const Verdict& verdict) {
  std::string body = verdict.sentence + "\n";
  body += fmt::format("ratio: {}, ", format_plain(verdict.ratio.value));
  if (verdict.ratio.low && verdict.ratio.high) {
    body += fmt::format("interval {} to {}, ", format_plain(*verdict.ratio.low),
                        format_plain(*verdict.ratio.high));
  }
  body += fmt::format("n = {} blocks, margin {}, p {} ({} in the family)\n", verdict.ratio.n,
                      format_percent(verdict.margin), format_plain(verdict.p),
                      format_plain(verdict.p_holm));
  body += seconds_line(report, verdict.workload, verdict.baseline);
  body += seconds_line(report, verdict.workload, verdict.candidate);
  return report.banner.empty() ? body : body + report.banner + "\n";
}

/// A regression fails only where the family's FAIL rests on it, so that a page of test results and
/// the exit code say the same.
Case case_of(const Report& report, const Verdict& verdict) {
  Case made = {.workload = verdict.workload, .body = body_of(report, verdict)};
  if (const Summary* row = find_summary(report, verdict.workload, verdict.candidate)) {
    made.seconds = row->seconds.value;
  }
  made.message = verdict.sentence;
  const bool certain = verdict.p_holm <= verdict.level / 2;
  if (verdict.finding == Finding::kRegression && certain) {
    made.outcome = Outcome::kFailed;
    made.type = "regression";
  } else if (verdict.finding == Finding::kRegression) {
    made.outcome = Outcome::kSkipped;
    made.message = "UNDECIDED: a regression by itself, not yet among as many comparisons";
  } else if (verdict.finding == Finding::kUndecided) {
    made.outcome = Outcome::kSkipped;
  }
  return made;
}

/// The workloads of a share in which no sample counts, with the first reason.
std::vector<Case> failed_cases(const Report& report, const std::string& share) {
  const Run& run = report.run;
  std::vector<Case> cases;
  std::set<std::string> seen;
  for (const Summary& row : report.summaries) {
    if (row.share != share || row.samples > 0 || !seen.insert(row.workload).second) continue;
    Case made = {.workload = row.workload,
                 .outcome = Outcome::kError,
                 .type = "measurement",
                 .message = "no sample counts"};
    for (const Sample& sample : run.samples) {
      if (sample.cell != row.cell || sample.failure.empty()) continue;
      made.body = sample.failure + "\n";
      break;
    }
    cases.push_back(made);
  }
  return cases;
}

std::vector<Suite> suites(const Report& report) {
  std::vector<Suite> all;
  for (const Mount& mount : report.run.mounts) {
    const std::string& share = mount.share.name;
    Suite suite = {.name = fmt::format("{} on {}", share, target_of(report.run, share))};
    std::set<std::string> judged;
    for (const Verdict& verdict : report.family.verdicts) {
      if (verdict.candidate != share) continue;
      judged.insert(verdict.workload);
      suite.cases.push_back(case_of(report, verdict));
    }
    for (Case& failed : failed_cases(report, share)) {
      if (judged.count(failed.workload) == 0) suite.cases.push_back(std::move(failed));
    }
    if (!suite.cases.empty()) all.push_back(std::move(suite));
  }
  if (report.family.answer == Answer::kUnfit) {
    const std::string reasons = fmt::format("{}", fmt::join(report.family.unfit, "\n"));
    all.push_back({"environment",
                   {{.workload = "fit to be judged in",
                     .outcome = Outcome::kError,
                     .type = "environment",
                     .message = report.family.sentence,
                     .body = reasons + "\n"}}});
  }
  return all;
}

std::string counts_of(int tests, int failures, int errors, int skipped, double seconds) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}" time="{:.6f}")", tests,
                     failures, errors, skipped, seconds);
}

std::string case_text(const Suite& suite, const Case& one) {
  std::string text = fmt::format(R"(    <testcase classname="{}" name="{}" time="{:.6f}">)",
                                 xml_text(suite.name), xml_text(one.workload), one.seconds) +
                     "\n";
  const std::string message = xml_text(one.message), body = xml_text(one.body);
  switch (one.outcome) {
    case Outcome::kFailed:
    case Outcome::kError: {
      const char* element = one.outcome == Outcome::kFailed ? "failure" : "error";
      text += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element, one.type,
                          message, body);
      break;
    }
    case Outcome::kSkipped:
      text += fmt::format("      <skipped message=\"{}\">{}</skipped>\n", message, body);
      break;
    case Outcome::kPassed:
      text += fmt::format("      <system-out>{}</system-out>\n", body);
  }
  return text + "    </testcase>\n";
}

}  // namespace

std::string render_junit(const Report& report) {
  const std::vector<Suite> all = suites(report);
  const std::string& started = report.run.started;
  // Readers of the Ant schema want no zone; the time is UTC.
  const std::string timestamp = started.substr(0, started.find('Z'));
  int tests = 0, failures = 0, errors = 0, skipped = 0;
  double seconds = 0;
  std::string body;
  for (const Suite& suite : all) {
    const int n = static_cast<int>(suite.cases.size());
    const int failed = suite.count(Outcome::kFailed), broken = suite.count(Outcome::kError);
    const int left = suite.count(Outcome::kSkipped);
    body += fmt::format("  <testsuite name=\"{}\" {} timestamp=\"{}\" hostname=\"{}\">\n",
                        xml_text(suite.name), counts_of(n, failed, broken, left, suite.seconds()),
                        xml_text(timestamp), xml_text(report.run.host));
    for (const Case& one : suite.cases) body += case_text(suite, one);
    body += "  </testsuite>\n";
    tests += n;
    failures += failed;
    errors += broken;
    skipped += left;
    seconds += suite.seconds();
  }
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sharebench {}\" {}>\n",
             xml_text(report.run.id), counts_of(tests, failures, errors, skipped, seconds)) +
         body + "</testsuites>\n";
}

}  // namespace sharebench::report
