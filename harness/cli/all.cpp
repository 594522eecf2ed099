// The list of subcommands: a line each.
#include "harness/cli/rows.h"

namespace sharebench::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands = {
      run_command(),    regress_command(), compare_command(),    selftest_command(),
      report_command(), verify_command(),  explain_command(),    history_command(),
      guard_command(),  nfs_command(),     record_command(),     list_command(),
      lab_command(),    doctor_command(),  completion_command(), docs_command()};
  return kCommands;
}

const std::vector<Option>& common_options() {
  static const std::vector<Option> kOptions = {
      {"json", "", "print the result as JSON on standard output"},
      {"quiet", "", "no progress on standard error"},
      {"record", "FILE", "write every conversation with outside tools to FILE"},
      {"replay", "FILE", "answer outside tools from a transcript", true},
      {"help", "", "this text"},
  };
  return kOptions;
}

}  // namespace sharebench::cli
