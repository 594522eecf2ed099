// Boots a kernel under KVM with a deadline on its first console line.
#include "harness/lab/accelerator.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/lab/lab_state.h"
#include "harness/lab/qemu_command.h"

namespace sharebench::lab {
namespace {

constexpr double kFirstLineDeadline = 5;

std::string this_boot(sys::CommandRunner& runner) {
  sys::Command command;
  command.argv = {"cat", "/proc/sys/kernel/random/boot_id"};
  command.timeout_s = 5;
  const std::string id = runner.run(command).out;
  return id.substr(0, id.find('\n'));
}

bool guest_speaks(sys::CommandRunner& runner, const std::filesystem::path& image) {
  sys::Command command;
  command.argv = probe_argv(image, "kvm");
  const std::unique_ptr<sys::Child> guest = runner.start(command);
  const std::optional<std::string> line = guest->read_line(kFirstLineDeadline);
  guest->stop(0.2);
  return line && line->find("Linux version") != std::string::npos;
}

}  // namespace

std::string choose_accelerator(sys::CommandRunner& runner, const LabOptions& options,
                               const std::filesystem::path& image, sys::Progress& progress) {
  if (options.accelerator == "kvm" || options.accelerator == "tcg") return options.accelerator;
  if (options.accelerator != "auto") {
    throw UsageError(fmt::format("unknown accelerator {}", options.accelerator),
                     "use auto, kvm or tcg");
  }
  const std::string boot = this_boot(runner);
  const std::filesystem::path note = options.cache_dir / "accelerator";
  const auto known = read_facts(note);
  if (known.count("boot") != 0 && known.at("boot") == boot && known.count("accelerator") != 0) {
    return known.at("accelerator");
  }
  progress.step("trying KVM", 0, 0, kFirstLineDeadline);
  const std::string found = guest_speaks(runner, image) ? "kvm" : "tcg";
  if (found == "tcg") progress.note("KVM does not start a guest here: emulating");
  write_facts(note, {{"boot", boot}, {"accelerator", found}});
  return found;
}

}  // namespace sharebench::lab
