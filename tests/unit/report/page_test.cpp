// The page as text: what is escaped, what is named, how it is stamped. How it looks is a browser's
// to say.
#include <gtest/gtest.h>

#include <string>

#include "harness/core/error.h"
#include "harness/report/figures.h"
#include "harness/report/html.h"
#include "harness/report/html_sections.h"
#include "harness/report/markup.h"
#include "harness/report/stamp.h"
#include "harness/report/verify.h"
#include "harness/stats/build_report.h"
#include "harness/stats/other_baselines.h"
#include "tests/unit/report/sample_report.h"
#include "tests/unit/report/sample_run.h"

namespace sharebench::report {
namespace {

TEST(Markup, NoTextCanBecomeMarkup) {
  EXPECT_EQ(escaped_html("<b a=\"1\" c='2'>&amp;"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
  Markup markup;
  markup.element("td", {{"title", "\"><script>"}}, "</td><script>");
  EXPECT_EQ(markup.take(),
            "<td title=\"&quot;&gt;&lt;script&gt;\">&lt;/td&gt;&lt;script&gt;</td>\n");
}

TEST(Markup, TurningMarksAreShownAndControlsReplaced) {
  EXPECT_EQ(escaped_html("a\u202Eb\u200F"), "a[U+202E]b[U+200F]");
  EXPECT_EQ(escaped_html(std::string("a\0b\x1B", 4)), "a\uFFFDb\uFFFD");
  EXPECT_EQ(escaped_html("\xFFz\xC3"), "\uFFFDz\uFFFD");
  EXPECT_EQ(escaped_html("Grüße \U0001F600"), "Grüße \U0001F600");
}

TEST(Markup, TheCommentOfTheStampCannotBeEndedEarly) {
  const std::string report = stamped("x\n", {"1.0", "c", "{\"title\":\"--> <b>\"}"});
  EXPECT_EQ(report.find("-->"), report.size() - 4);
}

TEST(Page, HostileNamesStayText) {
  sharebench::Run run = sample_run::local();
  run.mounts[1].share.name = "</script><script>alert(1)</script>";
  run.host = "<!-- <script>";
  run.plan.workloads[0].label = "x\" onload=\"alert(1)";
  const Report report = stats::build_report(run);
  const PageData data{stats::other_baselines(report), "<script>alert(2)</script>"};
  const std::string page = render_html(report, data, ChartOptions{});
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_EQ(page.find("<!-- <script"), std::string::npos);
  EXPECT_EQ(page.find("x\" onload"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)"), std::string::npos);
}

TEST(Page, ForbidsTheNetworkAndScriptsOfOthers) {
  const std::string page = render_html(lab_report());
  EXPECT_NE(page.find("content=\"default-src 'none'; script-src 'nonce-"), std::string::npos);
  EXPECT_EQ(page.find("unsafe-eval"), page.find("'unsafe-eval'"));  // nowhere in the policy
  EXPECT_EQ(page.find("{{"),
            page.find("{{", page.find("<script nonce")));  // every part was filled in
}

TEST(Page, HasTheAnswerTheBannerAndEveryWarning) {
  const Report report = lab_report();
  const std::string page = render_html(report);
  EXPECT_NE(page.find(escaped_html(report.banner)), std::string::npos);
  for (const std::string& warning : report.warnings) {
    EXPECT_NE(page.find(escaped_html(warning)), std::string::npos) << warning;
  }
}

TEST(Page, CommandsAreQuotedForAShell) {
  sharebench::Run run = sample_run::local();
  run.settings = {{"shares", "a b=$HOME;'x'"}, {"anonymize", "true"}, {"out", "/tmp"}};
  EXPECT_EQ(commands_to_reproduce(run).substr(0, 67),
            "sharebench run --anonymize --shares 'a b=$HOME;'\\''x'\\''' --seed 1\n");
  run.settings = {{"baseline", "local:~/a b"}};
  EXPECT_NE(commands_to_reproduce(run).find("--baseline local:\"$HOME\"'/a b' "),
            std::string::npos);
  run.settings = {{"command", "regress"}, {"baseline", "local:a"}, {"seed", "7"}};
  EXPECT_EQ(commands_to_reproduce(run).substr(0, 46),
            "sharebench regress --baseline local:a --seed 7");
}

TEST(Stamp, IsReadBackAndSealsEveryByte) {
  const std::string report = stamped("<p>1.25</p>\n", {"1.2.3", "abc", "{\"title\":\"a - b\"}"});
  const auto read = read_stamp(report);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->stamp.version, "1.2.3");
  EXPECT_EQ(read->stamp.commit, "abc");
  EXPECT_TRUE(read->sealed);
  for (std::size_t i = 0; i < report.size(); ++i) {
    std::string edited = report;
    edited[i] = edited[i] == '7' ? '8' : '7';
    const auto again = read_stamp(edited);
    EXPECT_FALSE(again && again->sealed) << "byte " << i;
  }
  EXPECT_FALSE(read_stamp("<p>1.25</p>\n"));
}

TEST(Stamp, ChecksumIsFnv1aOf64Bits) {  // test vectors of draft-eastlake-fnv
  EXPECT_EQ(checksum(""), "cbf29ce484222325");
  EXPECT_EQ(checksum("a"), "af63dc4c8601ec8c");
  EXPECT_EQ(checksum("foobar"), "85944171f73967e8");
}

constexpr const char* kHtml =
    "<!doctype html><p data-figure=\"a\">1 <b>x</b></p><td data-figure=\"t/r/c\">2</td><p>3</p>";

TEST(Verify, NamesTheFigureOfAnElement) {
  std::string edited = kHtml;
  edited.replace(edited.find(">2<"), 3, ">9<");
  const Verification found = verify(ReportKind::kHtml, kHtml, edited, true, true);
  ASSERT_EQ(found.differences.size(), 1u);
  EXPECT_EQ(found.differences[0].figure, "t/r/c");
  EXPECT_EQ(found.differences[0].detail, "printed 9, computed 2");
  EXPECT_EQ(found.code(), ExitCode::kNo);
}

TEST(Verify, SaysWhereItIsNotAFigure) {
  std::string edited = kHtml;
  edited.replace(edited.find(">3<"), 3, ">9<");
  const Verification found = verify(ReportKind::kHtml, kHtml, edited, true, true);
  ASSERT_EQ(found.differences.size(), 1u);
  EXPECT_EQ(found.differences[0].figure, "not a figure");
}

TEST(Verify, AnotherVersionIsHeldFigureByFigure) {
  std::string other = kHtml;
  other.replace(other.find("<p>3</p>"), 8, "<i>other words</i>");
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, other, false, true).code(), ExitCode::kYes);
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, other, false, false).code(), ExitCode::kNo);
  std::string more = other + "<p data-figure=\"new\">4</p>";
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, more, false, true).code(), ExitCode::kCannotTell);
  const std::string less = other.substr(0, other.rfind("<p data-figure"));
  ASSERT_LT(less.size(), other.size());
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, less, false, true).code(), ExitCode::kCannotTell);
  std::string restyled = other;
  restyled.replace(restyled.find("<b>x</b>"), 8, "<i class=\"new\">x</i>");
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, restyled, false, true).code(), ExitCode::kYes);
  other.replace(other.find(">2<"), 3, ">5<");
  EXPECT_EQ(verify(ReportKind::kHtml, kHtml, other, false, true).code(), ExitCode::kNo);
}

TEST(Verify, MissingAndUnknownFiguresDiffer) {
  const std::string less = "<!doctype html><p data-figure=\"a\">1 <b>x</b></p>";
  const Verification found = verify(ReportKind::kHtml, kHtml, less, true, true);
  ASSERT_EQ(found.differences.size(), 1u);
  EXPECT_EQ(found.differences[0].figure, "t/r/c");
}

TEST(Figures, OfMarkdownAreCellsAndTheAnswer) {
  const auto figures =
      figures_of(ReportKind::kMarkdown,
                 "### T\n\nabc[^method]\n\n#### Time\n\n| w | s | a\\|b | n |\n| --- | --- "
                 "| ---: | ---: |\n| w1 | s1 | 2 | 8 |\n| w1 | s2 | 3 | 8 |\n");
  ASSERT_EQ(figures.size(), 5u);
  EXPECT_EQ(figures[0].name, "answer");
  EXPECT_EQ(figures[1].name, "Time, w1, s1, cell a\\|b");
  EXPECT_EQ(figures[1].text, "2");
  EXPECT_EQ(figures[4].name, "Time, w1, s2, cell n");
}

TEST(Figures, OfCsvAreFieldsUnderTheirColumn) {
  const auto figures = figures_of(ReportKind::kCsv,
                                  "run,measured_on,label,workload,share,pace_s,figure,value\r\nr,h,"
                                  "l,\"a,\"\"b\",s,0,time,1.5\r\n");
  ASSERT_EQ(figures.size(), 8u);
  EXPECT_EQ(figures[7].name, "a,\"b, s, time, pace 0, column value");
  EXPECT_EQ(figures[7].text, "1.5");
}

TEST(Figures, KindsAreToldApart) {
  EXPECT_EQ(kind_of("<!doctype html>\n"), ReportKind::kHtml);
  EXPECT_EQ(kind_of("<svg xmlns"), ReportKind::kSvg);
  EXPECT_EQ(kind_of("### a"), ReportKind::kMarkdown);
  EXPECT_EQ(kind_of("run,measured_on,label,workload"), ReportKind::kCsv);
  EXPECT_THROW(kind_of("{}"), DataError);
}

TEST(OtherBaselines, AreTheRatiosTurnedAround) {
  const Report report = lab_report();
  const std::vector<OtherBaseline> others = stats::other_baselines(report);
  ASSERT_EQ(others.size(), 2u);
  const OtherBaseline& vboxsf = others[0];
  EXPECT_EQ(vboxsf.baseline, "vboxsf");
  ASSERT_FALSE(report.comparisons.empty());
  const Comparison& forth = report.comparisons[0];  // vboxsf over nfs3
  for (const Comparison& back : vboxsf.comparisons) {
    if (back.workload != forth.workload || back.candidate != forth.baseline ||
        back.pace_s != forth.pace_s)
      continue;
    EXPECT_NEAR(back.ratio.value * forth.ratio.value, 1, 1e-12);
    EXPECT_NEAR(*back.ratio.low * *forth.ratio.high, 1, 1e-12);
    return;
  }
  FAIL() << "nfs3 is not compared with vboxsf";
}

}  // namespace
}  // namespace sharebench::report
