// What QEMU's command line must hold for the device to work, and the option that adds it.
#pragma once

#include <string>
#include <vector>

namespace sharebench::vboxsf {

/// Throws UsageError when `command` (the program and its arguments) lacks a memory backend that can
/// be shared by descriptor, or has several processors on several threads: one reading the device's
/// config space while another makes a call would lock QEMU 7.2 up for ever.
void check_qemu_command(const std::vector<std::string>& command);

/// `command` with the device that speaks on the inherited `descriptor`.
std::vector<std::string> with_device(std::vector<std::string> command, int descriptor);

}  // namespace sharebench::vboxsf
