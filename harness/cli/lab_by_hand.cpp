// One place in the state directory, the same for every command.
#include "harness/cli/lab_by_hand.h"

#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"

namespace sharebench::cli {

lab::LabOptions lab_by_hand(const Arguments& arguments) {
  lab::LabOptions options;
  options.source_dir = sys::find_source_dir();
  options.cache_dir = sys::cache_root() / "lab";
  options.state_dir = sys::state_root() / "labs" / "by-hand";
  options.accelerator = arguments.get("accelerator", "auto");
  options.with_tools = arguments.has("with-tools");
  return options;
}

}  // namespace sharebench::cli
