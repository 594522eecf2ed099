// Finds figures in CSV and Markdown; markup_figures.cpp does so in HTML and SVG.
#include "harness/report/figures.h"

#include <fmt/format.h>

#include <map>
#include <sstream>

#include "harness/core/error.h"
#include "harness/report/markup_figures.h"

namespace sharebench::report {
namespace {

constexpr const char* kCsvBegin = "run,measured_on,label,";

/// Records of RFC 4180: fields may be quoted and hold commas, quotes and line breaks.
std::vector<std::vector<std::string>> csv_records(const std::string& text) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string field;
  bool quoted = false;
  const auto end_record = [&] {
    record.push_back(std::move(field));
    field.clear();
    records.push_back(std::move(record));
    record.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      record.push_back(std::move(field));
      field.clear();
    } else if (!quoted && c == '\n') {
      if (!field.empty() && field.back() == '\r') field.pop_back();
      end_record();
    } else {
      field += c;
    }
  }
  if (!field.empty() || !record.empty()) end_record();
  return records;
}

/// "small_files, nfs3, time, value": what the row is about, then the column.
std::vector<Figure> csv_figures(const std::string& text) {
  std::vector<Figure> figures;
  const std::vector<std::vector<std::string>> records = csv_records(text);
  if (records.empty()) return figures;
  const std::vector<std::string>& header = records.front();
  for (std::size_t line = 1; line < records.size(); ++line) {
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < records[line].size() && i < header.size(); ++i) {
      row[header[i]] = records[line][i];
    }
    const std::string about = fmt::format("{}, {}, {}, pace {}", row["workload"], row["share"],
                                          row["figure"], row["pace_s"]);
    for (std::size_t i = 0; i < records[line].size(); ++i) {
      const std::string column = i < header.size() ? header[i] : std::to_string(i + 1);
      figures.push_back({fmt::format("{}, column {}", about, column), records[line][i]});
    }
  }
  return figures;
}

/// Cells between unescaped bars, without the spaces around them.
std::vector<std::string> markdown_cells(const std::string& line) {
  std::vector<std::string> cells;
  std::string cell;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      cell += line[i];
      cell += line[++i];
    } else if (line[i] == '|') {
      const std::size_t begin = cell.find_first_not_of(' ');
      const std::size_t end = cell.find_last_not_of(' ');
      cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
      cell.clear();
    } else {
      cell += line[i];
    }
  }
  return cells;
}

/// "Time, small_files, nfs3, cell vs native": the table, what the row is about, the column.
std::vector<Figure> markdown_figures(const std::string& text) {
  std::vector<Figure> figures;
  std::string heading;
  std::vector<std::string> header;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("#### ", 0) == 0) heading = line.substr(5);
    if (line.find("<summary>") != std::string::npos) heading = "details";
    const std::size_t mark = line.rfind("[^method]");
    if (mark != std::string::npos && mark > 0) figures.push_back({"answer", line.substr(0, mark)});
    if (line.rfind("| ", 0) != 0) {
      header.clear();
      continue;
    }
    const std::vector<std::string> cells = markdown_cells(line);
    if (header.empty()) {
      header = cells;
      continue;
    }
    if (cells.empty() || cells[0].rfind("---", 0) == 0) continue;
    const std::size_t labels = cells.size() > 2 ? 2 : 1;
    const std::string about = labels == 2 ? cells[0] + ", " + cells[1] : cells[0];
    for (std::size_t i = labels; i < cells.size(); ++i) {
      const std::string column = i < header.size() ? header[i] : std::to_string(i + 1);
      figures.push_back({fmt::format("{}, {}, cell {}", heading, about, column), cells[i]});
    }
  }
  return figures;
}

std::vector<Figure> found_in(ReportKind kind, const std::string& text) {
  switch (kind) {
    case ReportKind::kCsv:
      return csv_figures(text);
    case ReportKind::kMarkdown:
      return markdown_figures(text);
    case ReportKind::kHtml:
    case ReportKind::kSvg:
      break;
  }
  return markup_figures(text);
}

}  // namespace

ReportKind kind_of(const std::string& text) {
  const auto begins = [&](const char* with) { return text.rfind(with, 0) == 0; };
  if (begins("<!doctype html>")) return ReportKind::kHtml;
  if (begins("<svg") || begins("<?xml")) return ReportKind::kSvg;
  if (begins(kCsvBegin)) return ReportKind::kCsv;
  if (begins("### ")) return ReportKind::kMarkdown;
  throw DataError("this is no report that can be verified",
                  "give an HTML, SVG, Markdown or CSV file that `sharebench report` wrote");
}

std::vector<Figure> figures_of(ReportKind kind, const std::string& text) {
  std::vector<Figure> figures = found_in(kind, text);
  std::map<std::string, int> times;
  for (Figure& figure : figures) {
    const int time = ++times[figure.name];
    if (time > 1) figure.name += fmt::format(" ({})", time);
  }
  return figures;
}

}  // namespace sharebench::report
