// Gives root away: the service reads and writes files as their owner, not as who started it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace sharebench::vboxsf {

struct Account {
  uid_t uid = 0;
  gid_t gid = 0;
};

/// Reads UID[:GID], numbers; without GID, the group has the same number. Throws UsageError.
Account parse_account(const std::string& text);

/// The account that the service runs under. Started by root: `asked`, or who owns `directory`; root
/// itself only when it was asked for. Started by anybody else: who started it. Throws UsageError
/// when `asked` cannot be had, or when root owns the folder and nothing was asked.
Account choose_account(const std::optional<Account>& asked, const std::string& directory);

/// Becomes `account` for good, with no other groups. No other program can gain anything from then
/// on (no_new_privs). As root, all capabilities go but those for files of others (CAP_DAC_OVERRIDE,
/// CAP_FOWNER). Throws EnvironmentError.
void become(const Account& account);

}  // namespace sharebench::vboxsf
