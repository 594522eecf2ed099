// `sharebench docs` prints docs/cli.md and docs/workloads.md, which a test compares with the files,
// and the manual pages.
#include <fmt/format.h>

#include <filesystem>

#include "harness/cli/completion.h"
#include "harness/cli/man_page.h"
#include "harness/cli/rows.h"
#include "harness/core/spec_list.h"
#include "harness/plan/suites.h"
#include "harness/sys/atomic_file.h"

namespace sharebench::cli {
namespace {

std::string cli_page() {
  std::string page =
      "# The command line\n\nPrinted by `sharebench docs cli`; a test compares this file with "
      "it.\n\n"
      "```\n" +
      overview() + "```\n";
  for (const Command& command : commands()) {
    if (!command.hidden)
      page += fmt::format("\n## {}\n\n```\n{}```\n", command.name, help(command));
  }
  return page;
}

std::string workloads_page() {
  std::string page =
      "# Workloads\n\nPrinted by `sharebench docs workloads`; a test compares this file with "
      "it.\n\n"
      "Every workload is seeded (the same seed gives the same names and bytes), verifies what it "
      "did\n"
      "outside the timed part (a wrong byte fails the sample), and takes the latency of each\n"
      "operation (p50, p90, p99, max). *Cold* workloads run with the caches of the guest emptied\n"
      "before every sample, and without warm-ups.\n\nSuites:";
  for (const std::string& name : plan::suite_names()) {
    page += fmt::format("\n- `{}`:", name);
    for (const SpecText& text : plan::suite(name)) page += " " + text.name;
  }
  page += "\n";
  for (const plan::WorkloadInfo& info : plan::known_workloads()) {
    page += fmt::format("\n## {}\n\n{}{}.\n\nStands for: {}.\n\nOne operation is one {}.\n\n",
                        info.name, info.summary, info.cold ? " (cold)" : "", info.stands_for,
                        info.unit);
    page += "| parameter | default | meaning |\n| --- | --- | --- |\n";
    for (const plan::WorkloadParam& param : info.params) {
      page += fmt::format("| `{}` | {} | {} |\n", param.name,
                          param.default_value.empty() ? "(empty)" : "`" + param.default_value + "`",
                          param.help);
    }
  }
  return page;
}

/// One manual page; `name` is empty for the overview.
std::string one_man_page(const std::string& name) {
  if (name.empty()) return man_overview();
  std::vector<std::string> known;
  for (const Command& command : shown_commands()) {
    if (command.name == name) return man_page(command);
    known.push_back(command.name);
  }
  throw_unknown_name("command", name, known);
}

void write_man_pages(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  sys::replace_file(folder / "sharebench.1", man_overview());
  for (const Command& command : shown_commands()) {
    sys::replace_file(folder / ("sharebench-" + command.name + ".1"), man_page(command));
  }
}

ExitCode run_docs(const Arguments& arguments) {
  const std::string page = arguments.positionals.at(0);
  const std::string name = arguments.positionals.size() > 1 ? arguments.positionals[1] : "";
  if (page == "cli")
    fmt::print("{}", cli_page());
  else if (page == "workloads")
    fmt::print("{}", workloads_page());
  else if (page != "man")
    throw_unknown_name("page", page, {"cli", "workloads", "man"});
  else if (arguments.has("into"))
    write_man_pages(arguments.get("into"));
  else
    fmt::print("{}", one_man_page(name));
  return ExitCode::kYes;
}

}  // namespace

Command docs_command() {
  return {"docs",
          "print a page of docs/, or a manual page",
          {{"PAGE", "cli, workloads or man"},
           {"COMMAND", "for man: whose page (default: the overview)", false}},
          {{"into", "DIR", "for man: write every page into this folder"}},
          {"sharebench docs cli", "sharebench docs man run | man -l -"},
          run_docs,
          true};
}

}  // namespace sharebench::cli
