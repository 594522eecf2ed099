// Who the service runs as. Started by root, it must not stay root unasked; started by another user,
// it stays that user: each test says what holds for both.
#include "harness/vboxsf/account.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "harness/core/error.h"
#include "tests/unit/vboxsf/child_helper.h"

namespace sharebench::vboxsf {
namespace {

const bool kRoot = ::geteuid() == 0;

class AccountTest : public testing::Test {
 protected:
  AccountTest() {
    std::filesystem::create_directories(directory);
    EXPECT_EQ(::chown(directory.c_str(), owner.uid, owner.gid), 0);
  }
  ~AccountTest() override { std::filesystem::remove_all(directory); }

  Account owner = kRoot ? Account{4711, 4712} : Account{::geteuid(), ::getegid()};
  std::filesystem::path directory =
      std::filesystem::temp_directory_path() / ("vboxsf_account_" + std::to_string(::getpid()));
};

TEST(Account, IsAUserAndAGroup) {
  EXPECT_EQ(parse_account("1000").gid, 1000U);
  EXPECT_EQ(parse_account("1000:100").gid, 100U);
  EXPECT_THROW(parse_account(""), UsageError);
  EXPECT_THROW(parse_account("1000:-1"), UsageError);
}

TEST_F(AccountTest, TheFoldersOwnerServesIt) {
  const Account account = choose_account(std::nullopt, directory);
  EXPECT_EQ(account.uid, owner.uid);
  EXPECT_EQ(account.gid, owner.gid);
}

TEST_F(AccountTest, RootServesOnlyWhenAsked) {
  if (kRoot) {
    EXPECT_THROW(choose_account(std::nullopt, "/"), UsageError);
    EXPECT_EQ(choose_account(Account{0, 0}, "/").uid, 0U);
  } else {
    EXPECT_EQ(choose_account(std::nullopt, "/").uid, ::geteuid());
    EXPECT_THROW(choose_account(Account{0, 0}, "/"), UsageError);
  }
}

TEST_F(AccountTest, ThereIsNoWayBack) {
  EXPECT_EQ(in_child([&] {
              become(owner);
              const bool is = ::getuid() == owner.uid && ::getgid() == owner.gid;
              const bool groups = kRoot && ::getgroups(0, nullptr) > 0;
              return is && !groups && ::setuid(0) != 0 ? 7 : 1;
            }),
            7);
}

TEST_F(AccountTest, NoProgramCanGainPrivileges) {
  EXPECT_EQ(in_child([&] {
              become(owner);
              return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0);
            }),
            1);
}

TEST_F(AccountTest, RootKeepsTheFilesOfOthersAndNothingElse) {
  const std::filesystem::path file = directory / "file";
  std::ofstream(file) << "text";
  if (kRoot) {
    ASSERT_EQ(::chown(file.c_str(), 4711, 4711), 0);
  }
  ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
  EXPECT_EQ(in_child([&] {
              become({::geteuid(), ::getegid()});
              const bool reads =
                  ::open(file.c_str(), O_RDWR) >= 0 && ::chmod(file.c_str(), 0640) == 0;
              const bool owns = ::chown(file.c_str(), 1, 1) == 0;
              const bool roots = ::chroot("/") == 0;
              return reads && !owns && !roots ? 7 : 1;
            }),
            7);
}

}  // namespace
}  // namespace sharebench::vboxsf
