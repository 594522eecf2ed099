// Tables on a terminal.
#include "harness/report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "harness/report/tables.h"
#include "harness/report/text_table.h"

namespace sharebench::report {
namespace {

constexpr int kShortestBar = 10;  // columns; less room than that shows nothing
constexpr int kLongestBar = 30;
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kFaint = "\x1b[2m";
constexpr const char* kYellow = "\x1b[33m";
constexpr const char* kRed = "\x1b[31m";
constexpr const char* kGreen = "\x1b[32m";
constexpr const char* kCyan = "\x1b[36m";
constexpr const char* kReset = "\x1b[0m";

/// Collects lines; a colour goes around whole lines, so that columns still line up.
class Page {
 public:
  explicit Page(const ConsoleStyle& style) : style_(style) {}

  void line(const std::string& text, const char* color = nullptr) {
    const bool colored = color && style_.color && !text.empty();
    text_ += colored ? color + text + kReset : text;
    text_ += '\n';
  }

  void paragraph(const std::string& text, const char* color = nullptr) {
    for (const std::string& part : wrap(text, style_.width)) line(part, color);
  }

  void item(const std::string& text) {
    const char* bullet = "- ";
    for (const std::string& part : wrap(text, style_.width - 2)) {
      line(bullet + part, kYellow);
      bullet = "  ";
    }
  }

  const ConsoleStyle& style() const { return style_; }
  std::string take() { return std::move(text_); }

 private:
  ConsoleStyle style_;
  std::string text_;
};

/// The largest leading figure of each workload: bars compare shares, not workloads.
std::map<std::string, double> largest(const Table& table) {
  std::map<std::string, double> most;
  for (std::size_t i = 0; i < table.bars.size(); ++i) {
    double& best = most[table.rows[i][0]];
    best = std::max(best, table.bars[i].value_or(0));
  }
  return most;
}

std::string bar(double part, int room) {
  return std::string(static_cast<std::size_t>(std::lround(part * room)), '#');
}

/// Findings stand out by their colour too; their words say the same.
std::string tinted(std::string line) {
  for (const auto& [word, color] :
       {std::pair{std::string("REGRESSION"), kRed}, std::pair{std::string("IMPROVEMENT"), kGreen},
        std::pair{std::string("UNDECIDED"), kYellow}}) {
    const std::size_t at = line.find(word);
    if (at != std::string::npos) line.replace(at, word.size(), color + word + kReset);
  }
  return line;
}

void add_table(Page& page, const Table& table) {
  std::vector<std::vector<std::string>> lines = {table.header};
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<std::string> row = table.rows[i];
    if (i > 0 && table.rows[i - 1][0] == row[0]) row[0].clear();
    lines.push_back(std::move(row));
  }
  const std::vector<int> widths = column_widths(lines);
  int used = 0;
  for (const int width : widths) used += width + 2;
  const int room = std::min(page.style().width - used, kLongestBar);
  const std::map<std::string, double> most = largest(table);

  page.line("");
  page.line(table.title, kBold);
  page.paragraph(table.note, kFaint);
  page.line(text_row(lines[0], widths, table.aligns), kBold);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::string line = text_row(lines[i + 1], widths, table.aligns);
    const double top = most.empty() ? 0 : most.at(table.rows[i][0]);
    if (room >= kShortestBar && top > 0 && i < table.bars.size() && table.bars[i]) {
      const std::string drawn = bar(*table.bars[i] / top, room);
      if (!drawn.empty()) line = pad(line, used, Align::kLeft);
      line += page.style().color && !drawn.empty() ? kCyan + drawn + kReset : drawn;
    }
    page.line(page.style().color ? tinted(line) : line);
  }
}

}  // namespace

std::string render_console(const Report& report, const ConsoleStyle& style) {
  Page page(style);
  page.line(report.title, kBold);
  if (!report.banner.empty()) {
    page.line("");
    page.paragraph(report.banner, kYellow);
  }
  page.line("");
  page.paragraph(report.answer);
  for (const Table& table : tables(report)) {
    if (!table.detail) add_table(page, table);
  }
  if (!report.warnings.empty()) {
    page.line("");
    page.line("Warnings", kBold);
    for (const std::string& warning : report.warnings) page.item(warning);
  }
  return page.take();
}

std::string render_console(const Report& report) {
  return render_console(report, ConsoleStyle{});
}

}  // namespace sharebench::report
