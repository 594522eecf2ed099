// argv -> command -> exit code; the only catch-all and the only place that prints errors.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "harness/cli/command.h"
#include "harness/cli/internal.h"
#include "harness/core/error.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/program_files.h"

namespace {

int run(int argc, char** argv) {
  using namespace sharebench;
  sys::set_program_path(argv[0]);
  if (const auto status = cli::run_internal(argc, argv)) return *status;
  sys::install_interrupt_handlers();
  const cli::Parsed parsed = cli::parse(argc, argv);
  if (parsed.print) {
    fmt::print("{}", *parsed.print);
    return 0;
  }
  return static_cast<int>(parsed.command->run(parsed.arguments));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const sharebench::Error& error) {
    fmt::print(stderr, "error: {}\nhint: {}\n", error.what(), error.hint());
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    fmt::print(stderr,
               "error: this is a bug in sharebench: {}\nhint: run it again with --record FILE and "
               "send that file to us\n",
               error.what());
    return static_cast<int>(sharebench::ExitCode::kBug);
  }
}
