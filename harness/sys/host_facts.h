// What the host says of itself, asked through commands and read by pure functions.
#pragma once

#include <map>
#include <string>

#include "harness/sys/command_runner.h"

namespace sharebench::sys {

/// `os`, `kernel`, `arch`, `cpu`, `cores`, `memory_bytes`, `host`; keys that could not be found out
/// are absent.
std::map<std::string, std::string> read_host_facts(CommandRunner& runner);

/// The one-minute load average of this machine; negative when it is not known.
double load_average();

/// "Model name" of /proc/cpuinfo, empty when it has none.
std::string cpu_of_cpuinfo(const std::string& cpuinfo);

/// MemTotal of /proc/meminfo in bytes, 0 when it has none.
unsigned long long memory_of_meminfo(const std::string& meminfo);

/// PRETTY_NAME of /etc/os-release.
std::string name_of_os_release(const std::string& os_release);

}  // namespace sharebench::sys
