// What a command leaves and prints: the reports beside a run file, the plan, files in general.
#pragma once

#include <filesystem>
#include <string>

#include "harness/core/report.h"
#include "harness/core/run.h"
#include "harness/plan/build_plan.h"
#include "harness/sys/progress.h"

namespace sharebench::cli {

/// The directory for results, made when missing. Throws EnvironmentError when it cannot be written.
std::filesystem::path prepared_out_dir(const std::string& dir);

/// Writes a file as a whole. Throws EnvironmentError naming it.
void write_file(const std::filesystem::path& file, const std::string& text);

/// Leaves report.html, report.md and report.csv of a run file in `out` and says so.
void leave_reports(const Report& report, const std::filesystem::path& run_file,
                   const std::filesystem::path& out, sys::Progress& progress);

/// The very function behind `sharebench report`: loads `run_file` again, leaves its reports
/// in `out`, prints the console table (or JSON) on standard output.
void report_run(const std::filesystem::path& run_file, const std::filesystem::path& out,
                bool as_json, sys::Progress& progress);

/// The console table, in colour and in the width of the terminal when standard output is one.
std::string console_text(const Report& report);

/// The result as JSON, for --json: the `sharebench` object of the gbench file.
std::string json_text(const Report& report);

/// The plan on standard output, for a person or as JSON.
void print_plan(const Run& planned, const plan::TargetFacts& facts, bool as_json);

}  // namespace sharebench::cli
