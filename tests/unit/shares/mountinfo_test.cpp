// The mount that a path lies on, from the text of a mount table.
#include "harness/shares/mountinfo.h"

#include <gtest/gtest.h>

namespace sharebench::shares {
namespace {

constexpr const char* kTable =
    "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n"
    "25 24 0:23 / /dev/shm rw,relatime - tmpfs tmpfs rw,size=24684092k\n"
    "40 27 0:50 /a\\040b /share rw,relatime shared:1 master:2 - nfs 192.168.56.1:/x "
    "rw,vers=3,rsize=131072\n"
    "41 27 0:51 / /share rw - fuse.sshfs root@192.168.56.1:/y rw,user_id=0\n"
    "a line that is no mount\n";

TEST(MountOf, TakesTheLongestMountPoint) {
  EXPECT_EQ(mount_of(kTable, "/dev/shm/x")->fstype, "tmpfs");
  EXPECT_EQ(mount_of(kTable, "/dev/shmother")->fstype, "ext4");
  EXPECT_EQ(mount_of(kTable, "/etc")->source, "/dev/vda");
}

TEST(MountOf, ALaterMountCoversAnEarlierOne) {
  EXPECT_EQ(mount_of(kTable, "/share/area")->fstype, "fuse.sshfs");
}

TEST(MountOf, JoinsMountAndSuperOptions) {
  EXPECT_EQ(mount_of(kTable, "/")->options, "rw,relatime,rw,discard");
}

TEST(ParseMountinfo, SkipsOptionalFieldsAndUnescapes) {
  const auto lines = parse_mountinfo(
      "1 0 0:1 / /mnt/with\\040space rw shared:1 propagate_from:2 - 9p mac\\134share rw\n");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].mount_point, "/mnt/with space");
  EXPECT_EQ(lines[0].observed.source, "mac\\share");
}

TEST(MountOf, NothingInAnEmptyTable) {
  EXPECT_FALSE(mount_of("", "/share"));
}

}  // namespace
}  // namespace sharebench::shares
