// Markdown as GitHub reads it: tables, a footnote, folded details.
#include "harness/report/markdown.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/report/tables.h"

namespace sharebench::report {
namespace {

/// Text that must not turn into markup, a link or a broken table.
std::string markdown_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '|':
      case '<':
      case '*':
      case '`':
      case '[':
      case '\\':
        out += '\\';
        out += c;
        break;
      case '\n':
      case '\r':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// Text between the brackets of a picture, which must not close them.
std::string bracketed(const std::string& text) {
  std::string out;
  for (const char c : markdown_text(text)) out += c == ']' ? std::string("\\]") : std::string(1, c);
  return out;
}

/// A folder between the angle brackets of a link.
std::string linkable(const std::string& folder) {
  std::string out;
  for (const char c : folder) {
    if (c == '<' || c == '>' || c == '\n' || c == '\r')
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out;
}

/// A code span: names in it neither link nor notify anybody.
std::string code(const std::string& text) {
  std::string out = "`";
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '`' ? '\'' : (c == '\n' || c == '\r') ? ' ' : c;
  }
  return out + "`";
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::vector<std::string> safe;
  std::transform(cells.begin(), cells.end(), std::back_inserter(safe), markdown_text);
  return fmt::format("| {} |\n", fmt::join(safe, " | "));
}

std::string markdown_table(const Table& table) {
  std::string out =
      fmt::format("#### {}\n\n{}\n\n", markdown_text(table.title), markdown_text(table.note));
  out += markdown_row(table.header) + "|";
  for (const Align align : table.aligns) out += align == Align::kRight ? " ---: |" : " --- |";
  out += "\n";
  for (const auto& row : table.rows) out += markdown_row(row);
  return out + "\n";
}

std::string folded(const std::string& summary, const std::string& body) {
  return fmt::format("<details><summary>{}</summary>\n\n{}</details>\n\n", summary, body);
}

std::string environment_table(const Report& report) {
  std::string out = "| what | found |\n| --- | --- |\n";
  for (const auto& [name, value] : report.environment) {
    out += fmt::format("| {} | {} |\n", markdown_text(name), code(value));
  }
  return out + "\n";
}

/// Every chart, its text alternative in the place of one who cannot see it.
std::string pictures(const Report& report, const MarkdownImages& images) {
  std::string out;
  if (images.folder.empty()) return out;
  for (const Chart& chart : charts(report, images.charts)) {
    out += fmt::format("![{}](<{}/{}.{}>)\n\n", bracketed(chart.summary), linkable(images.folder),
                       chart.id, images.kind);
  }
  return out;
}

}  // namespace

std::string render_markdown(const Report& report) {
  return render_markdown(report, MarkdownImages{});
}

std::string render_markdown(const Report& report, const MarkdownImages& images) {
  std::string out = fmt::format("### {}\n\n", markdown_text(report.title));
  if (!report.banner.empty()) out += fmt::format("> **{}**\n\n", markdown_text(report.banner));
  out += fmt::format("{}[^method]\n\n", markdown_text(report.answer));
  out += pictures(report, images);
  std::string details;
  for (const Table& table : tables(report)) {
    (table.detail ? details : out) += markdown_table(table);
  }
  if (!details.empty()) out += folded("Rates and latency", details);
  if (!report.warnings.empty()) {
    out += "#### Warnings\n\n";
    for (const std::string& warning : report.warnings)
      out += fmt::format("- {}\n", markdown_text(warning));
    out += "\n";
  }
  out += folded("Environment", environment_table(report));
  out += fmt::format("[^method]: {}\n",
                     markdown_text(fmt::format("{}", fmt::join(report.method, " "))));
  return out;
}

}  // namespace sharebench::report
