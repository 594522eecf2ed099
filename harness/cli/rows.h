// Declares the subcommands that all.cpp lists; each is defined in a file of its own.
#pragma once

#include "harness/cli/command.h"

namespace sharebench::cli {

/// The row of `sharebench run`.
Command run_command();
/// The row of `sharebench regress`.
Command regress_command();
/// The row of `sharebench compare`.
Command compare_command();
/// The row of `sharebench selftest`.
Command selftest_command();
/// The row of `sharebench report`.
Command report_command();
/// The row of `sharebench verify`.
Command verify_command();
/// The row of `sharebench explain`.
Command explain_command();
/// The row of `sharebench history`.
Command history_command();
/// The row of `sharebench record`.
Command record_command();
/// The row of `sharebench list`.
Command list_command();
/// The row of `sharebench lab`.
Command lab_command();
/// The row of `sharebench doctor`.
Command doctor_command();
/// The row of `sharebench guard`.
Command guard_command();
/// The row of `sharebench completion`.
Command completion_command();
/// The row of `sharebench nfs`.
Command nfs_command();
/// The row of `sharebench docs`, hidden.
Command docs_command();

}  // namespace sharebench::cli
