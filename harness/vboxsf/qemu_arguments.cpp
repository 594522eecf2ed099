// Reads the options -object, -smp and -accel as QEMU does: with one dash or two.
#include "harness/vboxsf/qemu_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "harness/core/error.h"

namespace sharebench::vboxsf {
namespace {

std::vector<std::string> values_of(const std::vector<std::string>& command,
                                   const std::string& option) {
  std::vector<std::string> values;
  for (std::size_t i = 1; i + 1 < command.size(); ++i) {
    if (command[i] == "-" + option || command[i] == "--" + option) values.push_back(command[i + 1]);
  }
  return values;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool is_shared_memory(const std::string& object) {
  return (has(object, "memory-backend-memfd") || has(object, "memory-backend-file")) &&
         (has(object, "share=on") || has(object, "share=true") || has(object, "share=yes"));
}

/// Whether a number above one stands in "2", "cpus=2,maxcpus=4", "1,sockets=1,cores=2".
bool has_number_above_one(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts = std::isdigit(static_cast<unsigned char>(text[i])) != 0 &&
                        (i == 0 || std::isdigit(static_cast<unsigned char>(text[i - 1])) == 0);
    if (starts && std::strtoull(text.c_str() + i, nullptr, 10) > 1) return true;
  }
  return false;
}

}  // namespace

void check_qemu_command(const std::vector<std::string>& command) {
  if (command.empty()) {
    throw UsageError("no QEMU command was given",
                     "put it behind two dashes: -- qemu-system-x86_64");
  }
  const auto objects = values_of(command, "object");
  if (std::none_of(objects.begin(), objects.end(), is_shared_memory)) {
    throw UsageError(
        "QEMU's command has no shared memory backend, so the guest's RAM is not ours "
        "to read",
        "add: -object memory-backend-memfd,id=ram0,size=SIZE,share=on "
        "-machine pc,memory-backend=ram0 -m SIZE");
  }
  const auto processors = values_of(command, "smp");
  const auto accelerators = values_of(command, "accel");
  const bool single = std::any_of(accelerators.begin(), accelerators.end(),
                                  [](const std::string& a) { return has(a, "thread=single"); });
  if (!single && std::any_of(processors.begin(), processors.end(), has_number_above_one)) {
    throw UsageError(
        fmt::format("QEMU's -smp {} can lock it up: its proxy device is not safe for two threads",
                    processors.back()),
        "use -smp 1, or -accel tcg,thread=single");
  }
}

std::vector<std::string> with_device(std::vector<std::string> command, int descriptor) {
  command.emplace_back("-device");
  command.push_back(fmt::format("x-pci-proxy-dev,id=vmmdev0,fd={}", descriptor));
  return command;
}

}  // namespace sharebench::vboxsf
