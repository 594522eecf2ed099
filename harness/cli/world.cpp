// Real, recorded or replayed.
#include "harness/cli/world.h"

#include "harness/sys/host_facts.h"
#include "harness/sys/process_runner.h"
#include "harness/sys/program_files.h"
#include "harness/sys/transcript_runner.h"

namespace sharebench::cli {

World::World(const Arguments& arguments) {
  base_ = arguments.has("replay") ? sys::make_replay_runner(arguments.get("replay"))
                                  : sys::make_process_runner();
  if (arguments.has("record")) {
    recording_ = sys::make_recording_runner(*base_, arguments.get("record"));
  }
  progress_ = sys::make_stderr_progress(arguments.has("quiet"));
}

std::filesystem::path runner_of_this_machine(const Arguments& arguments, World& world) {
  const auto facts = sys::read_host_facts(world.runner());
  const auto arch = facts.find("arch");
  return sys::find_runner(arguments.get("runner"), arch == facts.end() ? "x86_64" : arch->second);
}

}  // namespace sharebench::cli
