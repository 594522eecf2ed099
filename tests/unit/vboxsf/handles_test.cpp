// Handles belong to one client and one folder, are never the same twice, and are limited.
#include "harness/vboxsf/handles.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <set>

namespace sharebench::vboxsf {
namespace {

constexpr HandleOwner kFirst{1, 0};
constexpr HandleOwner kOtherRoot{1, 1};
constexpr HandleOwner kOtherClient{2, 0};

FileDescriptor some_file() {
  return FileDescriptor(::open("/", O_PATH | O_CLOEXEC));
}

bool is_open(int descriptor) {
  return ::fcntl(descriptor, F_GETFD) >= 0;
}

TEST(Handles, AreNeverZeroNorNilNorTheSame) {
  Handles handles(10, 10);
  std::set<std::uint64_t> seen = {0, kNilHandle};
  for (int i = 0; i < 100; ++i) {
    const Result<std::uint64_t> handle = handles.add(kFirst, FileDescriptor());
    ASSERT_TRUE(handle);
    EXPECT_TRUE(seen.insert(*handle).second) << *handle;
    EXPECT_TRUE(handles.close(kFirst, *handle));
  }
}

TEST(Handles, AreFoundByTheirOwnerOnly) {
  Handles handles(10, 10);
  const std::uint64_t handle = *handles.add(kFirst, FileDescriptor());
  EXPECT_NE(handles.find(kFirst, handle), nullptr);
  EXPECT_EQ(handles.find(kOtherRoot, handle), nullptr);
  EXPECT_EQ(handles.find(kOtherClient, handle), nullptr);
  EXPECT_FALSE(handles.close(kOtherClient, handle));
  EXPECT_EQ(handles.size(), 1u);
}

TEST(Handles, CloseTheirFiles) {
  Handles handles(10, 10);
  const std::uint64_t handle = *handles.add(kFirst, some_file());
  const int descriptor = handles.find(kFirst, handle)->descriptor.get();
  ASSERT_TRUE(is_open(descriptor));
  EXPECT_TRUE(handles.close(kFirst, handle));
  EXPECT_FALSE(is_open(descriptor));
  EXPECT_FALSE(handles.close(kFirst, handle));
}

TEST(Handles, OfOneClientAreLimitedAsInVirtualBox) {
  Handles handles(4096, 10000);
  for (int i = 0; i < 4096; ++i) ASSERT_TRUE(handles.add(kFirst, FileDescriptor()));
  EXPECT_FALSE(handles.has_room(1));
  EXPECT_EQ(handles.add(kOtherRoot, FileDescriptor()).status(), kTooManyOpenFiles);
  EXPECT_TRUE(handles.add(kOtherClient, FileDescriptor()));
}

TEST(Handles, OfAllClientsAreLimited) {
  Handles handles(3, 4);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(handles.add(kFirst, FileDescriptor()));
  const std::uint64_t fourth = *handles.add(kOtherClient, FileDescriptor());
  EXPECT_EQ(handles.add(kOtherClient, FileDescriptor()).status(), kTooManyOpenFiles);
  EXPECT_TRUE(handles.close(kOtherClient, fourth));
  EXPECT_TRUE(handles.add(kOtherClient, FileDescriptor()));
}

TEST(Handles, BeyondTheLimitAreClosedAgain) {
  Handles handles(1, 1);
  ASSERT_TRUE(handles.add(kFirst, FileDescriptor()));
  FileDescriptor file = some_file();
  const int descriptor = file.get();
  EXPECT_FALSE(handles.add(kFirst, std::move(file)));
  EXPECT_FALSE(is_open(descriptor));
}

TEST(Handles, OfAFolderAreClosedTogether) {
  Handles handles(10, 10);
  const std::uint64_t gone = *handles.add(kFirst, FileDescriptor());
  const std::uint64_t other_root = *handles.add(kOtherRoot, FileDescriptor());
  const std::uint64_t other_client = *handles.add(kOtherClient, FileDescriptor());
  handles.close_root(kFirst);
  EXPECT_EQ(handles.find(kFirst, gone), nullptr);
  EXPECT_NE(handles.find(kOtherRoot, other_root), nullptr);
  EXPECT_NE(handles.find(kOtherClient, other_client), nullptr);
}

TEST(Handles, OfAClientAreClosedTogether) {
  Handles handles(2, 10);
  ASSERT_TRUE(handles.add(kFirst, FileDescriptor()));
  ASSERT_TRUE(handles.add(kOtherRoot, FileDescriptor()));
  const std::uint64_t kept = *handles.add(kOtherClient, FileDescriptor());
  handles.close_client(1);
  EXPECT_EQ(handles.size(), 1u);
  EXPECT_NE(handles.find(kOtherClient, kept), nullptr);
  EXPECT_TRUE(handles.has_room(1));
}

TEST(Handles, AreAllGoneAfterAReset) {
  Handles handles(1, 2);
  ASSERT_TRUE(handles.add(kFirst, FileDescriptor()));
  ASSERT_TRUE(handles.add(kOtherClient, FileDescriptor()));
  handles.clear();
  EXPECT_EQ(handles.size(), 0u);
  EXPECT_TRUE(handles.has_room(1));
}

}  // namespace
}  // namespace sharebench::vboxsf
