// Chooses and changes users; a failure here ends the program, for serving on as root would be
// worse.
#include "harness/vboxsf/account.h"

#include <fmt/format.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "harness/core/error.h"
#include "harness/core/units.h"

namespace sharebench::vboxsf {
namespace {

void need(bool done, const std::string& what) {
  if (done) return;
  throw EnvironmentError(fmt::format("cannot {}: {}", what, std::strerror(errno)),
                         "start as root, or as the owner of the shared folders");
}

std::uint32_t parse_id(const std::string& text) {
  // The highest number means "no change" to the kernel.
  return static_cast<std::uint32_t>(
      parse_integer(text, "--user", 0, std::numeric_limits<std::uint32_t>::max() - 1));
}

void keep_file_capabilities() {
  constexpr std::uint32_t kKept = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_FOWNER);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{{kKept, kKept, 0}, {0, 0, 0}};
  need(::syscall(SYS_capset, &header, data) == 0, "give up capabilities");
}

}  // namespace

Account parse_account(const std::string& text) {
  const auto colon = text.find(':');
  const std::uint32_t uid = parse_id(text.substr(0, colon));
  return {uid, colon == std::string::npos ? uid : parse_id(text.substr(colon + 1))};
}

Account choose_account(const std::optional<Account>& asked, const std::string& directory) {
  const Account own{::geteuid(), ::getegid()};
  if (own.uid != 0) {
    if (asked && (asked->uid != own.uid || asked->gid != own.gid)) {
      throw UsageError(fmt::format("only root can serve as user {}", asked->uid),
                       "leave out --user, or start as root");
    }
    return own;
  }
  if (asked) return *asked;
  struct stat status {};
  need(::stat(directory.c_str(), &status) == 0, fmt::format("look at {}", directory));
  if (status.st_uid == 0) {
    throw UsageError(fmt::format("{} belongs to root", directory),
                     "chown it, or serve it as root on purpose: --user 0");
  }
  return {status.st_uid, status.st_gid};
}

void become(const Account& account) {
  need(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "give up new privileges");
  if (::geteuid() != 0) return;
  need(::setgroups(0, nullptr) == 0, "leave groups");
  need(::setresgid(account.gid, account.gid, account.gid) == 0,
       fmt::format("become group {}", account.gid));
  need(::setresuid(account.uid, account.uid, account.uid) == 0,
       fmt::format("become user {}", account.uid));
  if (account.uid == 0) keep_file_capabilities();
}

}  // namespace sharebench::vboxsf
