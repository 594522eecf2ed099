// Speaks to Landlock by its system calls: glibc has no functions for them. Constants are those of
// Documentation/userspace-api/landlock.rst; Debian 12's headers stop at ABI 2.
#include "harness/vboxsf/landlock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "harness/core/error.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::uint64_t kWriteFile = 1U << 1, kReadFile = 1U << 2, kReadDir = 1U << 3,
                        kRemoveDir = 1U << 4, kRemoveFile = 1U << 5, kMakeDir = 1U << 7,
                        kMakeRegular = 1U << 8, kMakeSymlink = 1U << 12, kRefer = 1U << 13,
                        kTruncate = 1U << 14;
constexpr std::uint64_t kReadOnly = kReadFile | kReadDir;
constexpr std::uint64_t kReadWrite = kReadOnly | kWriteFile | kRemoveDir | kRemoveFile | kMakeDir |
                                     kMakeRegular | kMakeSymlink | kRefer | kTruncate;
constexpr std::uint32_t kAskVersion = 1, kRulePathBeneath = 1;

struct RulesetAttributes {
  std::uint64_t file_rights = 0;
  std::uint64_t network_rights = 0;  // since ABI 4
};

struct [[gnu::packed]] PathBeneath {
  std::uint64_t rights = 0;
  std::int32_t directory = -1;
};

[[noreturn]] void fail(const std::string& what) {
  throw EnvironmentError(fmt::format("Landlock cannot {}: {}", what, std::strerror(errno)),
                         "see dmesg; --no-sandbox serves without it");
}

/// All rights to files that an ABI knows: one bit more in 2 (refer), 3 (truncate) and 5 (ioctl).
std::uint64_t known_rights(long abi) {
  const int bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
  return (std::uint64_t{1} << bits) - 1;
}

}  // namespace

Landlock::Landlock(const std::vector<AllowedFolder>& folders) {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  if (abi < 1) return;
  const RulesetAttributes attributes{known_rights(abi), abi >= 4 ? std::uint64_t{3} : 0};
  const std::size_t size = abi >= 4 ? sizeof(attributes) : sizeof(attributes.file_rights);
  rules_ = FileDescriptor(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0)));
  if (!rules_) fail("make rules");
  for (const AllowedFolder& folder : folders) {
    const FileDescriptor directory(::open(folder.directory.c_str(), O_PATH | O_CLOEXEC));
    if (!directory) fail("open " + folder.directory);
    const PathBeneath rule{(folder.read_only ? kReadOnly : kReadWrite) & known_rights(abi),
                           directory.get()};
    if (::syscall(SYS_landlock_add_rule, rules_.get(), kRulePathBeneath, &rule, 0) != 0) {
      fail("allow " + folder.directory);
    }
  }
}

void Landlock::enforce() const {
  if (rules_ && ::syscall(SYS_landlock_restrict_self, rules_.get(), 0) != 0) fail("be enforced");
}

}  // namespace sharebench::vboxsf
