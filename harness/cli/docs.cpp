// `sharebench docs` prints docs/cli.md and docs/workloads.md; a test compares them with the files.
#include <fmt/format.h>

#include "harness/cli/rows.h"
#include "harness/core/spec_list.h"
#include "harness/plan/suites.h"

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

ExitCode run(const Arguments& arguments) {
  const std::string page = arguments.positionals.at(0);
  if (page == "cli")
    fmt::print("{}", cli_page());
  else if (page == "workloads")
    fmt::print("{}", workloads_page());
  else
    throw_unknown_name("page", page, {"cli", "workloads"});
  return ExitCode::kYes;
}

}  // namespace

Command docs_command() {
  return {"docs", "print a page of docs/", {{"PAGE", "cli or workloads"}},
          {},     {"sharebench docs cli"}, run,
          true};
}

}  // namespace sharebench::cli
