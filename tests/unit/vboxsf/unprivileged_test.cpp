// Without root: what the host forbids is said, and a file's own mode does not stop its owner from
// changing it.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

constexpr uid_t kNobody = 65534;

class Unprivileged : public ServedFolderTest {
 protected:
  Unprivileged() {
    if (::geteuid() == 0) give(share_);
  }
  static void give(const fs::path& path) {
    EXPECT_EQ(::lchown(path.c_str(), kNobody, kNobody), 0) << path;
  }

  /// Runs `body` as another user where the tests run as root, in a process of its own, so that the
  /// rest of the program keeps its rights.
  static void run(const std::function<void()>& body) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(2);
      body();
      ::_exit(testing::Test::HasFailure() ? 1 : 0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "see above; status " << status;
  }

  /// A file of that user.
  void make(const std::string& name, mode_t mode) const {
    host_write(name, "abc");
    ASSERT_EQ(::chmod(host(name).c_str(), mode), 0);
    if (::geteuid() == 0) give(host(name));
  }
  static std::string wanted(mode_t mode) {
    std::string info(92, '\0');
    info[48] = static_cast<char>(mode & 0xff);
    info[49] = static_cast<char>(mode >> 8);
    info[24 + 4] = 1;  // mtime 4,294,967,296 ns
    return info;
  }
};

TEST_F(Unprivileged, AFileThatForbidsEverythingCanBeChangedByItsOwner) {
  make("file", 0);
  run([this] {
    const Opened file = client_.create("/file", kSetattr);
    EXPECT_EQ(file.status, 0);
    const Told told = client_.information(file.handle, 0x09, wanted(S_IFREG | 0640));
    EXPECT_EQ(told.status, 0);
    EXPECT_EQ(told.info.mode, S_IFREG | 0640u);
    EXPECT_EQ(told.info.mtime, 4'294'967'296);
  });
  EXPECT_EQ(fs::status(host("file")).permissions(), fs::perms(0640));
}

TEST_F(Unprivileged, AFileThatForbidsEverythingIsNotOpened) {
  make("file", 0);
  run([this] {
    EXPECT_EQ(client_.create("/file", kLookup).result, kThere);
    EXPECT_EQ(client_.create("/file", kOpenRead).status, kPermissionDenied);
    EXPECT_EQ(client_.create("/file", kOpenReadWrite).status, kPermissionDenied);
    EXPECT_EQ(client_.create("/file", kOpenWrite | kTruncate).status, kPermissionDenied);
    EXPECT_EQ(client_.create("/file", kSetattr | 0x2000).status, kPermissionDenied);
  });
  EXPECT_EQ(fs::file_size(host("file")), 3u);
}

TEST_F(Unprivileged, AFileThatCanOnlyBeWrittenIsWritten) {
  make("file", 0200);
  run([this] {
    const Opened file = client_.create("/file", kOpenWrite);
    EXPECT_EQ(file.status, 0);
    EXPECT_EQ(client_.write(file.handle, 0, "X").count, 1u);
    EXPECT_EQ(client_.read(file.handle, 0, 3).status, kInvalidHandle);
    EXPECT_EQ(client_.create("/file", kOpenReadWrite).status, kPermissionDenied);
  });
  fs::permissions(host("file"), fs::perms(0600));
  EXPECT_EQ(host_read("file"), "Xbc");
}

TEST_F(Unprivileged, AFileThatCanOnlyBeReadIsRead) {
  make("file", 0400);
  run([this] {
    EXPECT_EQ(client_.content("/file"), "abc");
    EXPECT_EQ(client_.create("/file", kOpenWrite).status, kPermissionDenied);
    EXPECT_EQ(client_.create("/file", kOpenRead | kTruncate).status, kPermissionDenied);
  });
  EXPECT_EQ(fs::file_size(host("file")), 3u);
}

TEST_F(Unprivileged, ANewFileIsOpenThoughItsModeForbidsIt) {
  run([this] {
    const Opened file = client_.create("/new", kCreate, S_IFREG);
    EXPECT_EQ(file.result, kMade);
    EXPECT_EQ(client_.write(file.handle, 0, "abc").count, 3u);
    EXPECT_EQ(client_.create("/dir", kMkdir, S_IFDIR).result, kMade);
  });
  EXPECT_EQ(fs::status(host("new")).permissions(), fs::perms::none);
  EXPECT_EQ(fs::status(host("dir")).permissions(), fs::perms::none);
}

TEST_F(Unprivileged, ADirectoryThatCannotBeReadIsNotOpened) {
  fs::create_directory(host("dir"));
  fs::permissions(host("dir"), fs::perms(0300));
  if (::geteuid() == 0) give(host("dir"));
  run([this] {
    EXPECT_EQ(client_.create("/dir", kOpendir).status, kPermissionDenied);
    EXPECT_EQ(client_.create("/dir", kSetattr).status, 0);
  });
}

TEST_F(Unprivileged, ADirectoryThatCannotBeSearchedShowsTypesOnly) {
  fs::create_directory(host("dir"));
  host_write("dir/file", "abc");
  fs::permissions(host("dir"), fs::perms(0400));
  if (::geteuid() == 0) give(host("dir"));
  run([this] {
    const Listed listed = client_.list(client_.create("/dir", kOpendir).handle);
    EXPECT_EQ(listed.names.back(), "file");
    EXPECT_EQ(listed.infos.back().mode, static_cast<mode_t>(S_IFREG));
    EXPECT_EQ(client_.create("/dir/file", kLookup).status, kPermissionDenied);
  });
  fs::permissions(host("dir"), fs::perms(0700));
}

TEST_F(Unprivileged, WhatBelongsToRootIsNotChanged) {
  SharedFolders service({{"host", "/", false}});
  FolderClient client(service, 1, "host");
  run([&client] {
    const Opened dir = client.create("/usr", kSetattr);
    EXPECT_EQ(dir.status, 0);
    EXPECT_EQ(client.information(dir.handle, 0x09, wanted(S_IFDIR | 0777)).status,
              kPermissionDenied);
    EXPECT_EQ(client.create("/usr/new", kCreate, S_IFREG | 0600).status, kPermissionDenied);
    EXPECT_EQ(client.create("/etc/passwd", kOpenWrite).status, kPermissionDenied);
  });
}

}  // namespace
}  // namespace sharebench::vboxsf
