// What is typed in the guest for each share, and what its mount table says afterwards.
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/lab/guest_mounts.h"
#include "tests/unit/lab/captured_helper.h"

namespace sharebench::lab {
namespace {

TEST(MountLine, NfsGoesThroughTheRelayAndSharesNoCache) {
  EXPECT_EQ(mount_line("nfs3", "nfs3-0", "", "/mnt/lab/nfs3-0", {}),
            "mkdir -p /mnt/lab/nfs3-0 && mount -t nfs -o mountport=20048,mountproto=tcp,nolock,"
            "nosharecache,port=12049,proto=tcp,vers=3 192.168.56.1:/srv/nfs3-0 /mnt/lab/nfs3-0");
}

TEST(MountLine, Nfs4NeedsNoMountd) {
  EXPECT_EQ(mount_line("nfs4", "a", "", "/m", {{"actimeo", "0"}, {"noac", "1"}}),
            mount_line("nfs4", "a", "", "/m", {{"actimeo", "0"}, {"noac", ""}}))
      << "a share's option has a value, nfs(5) wants a word";
  EXPECT_EQ(mount_line("nfs4", "a", "", "/m", {{"actimeo", "0"}, {"noac", ""}}),
            "mkdir -p /m && mount -t nfs -o actimeo=0,noac,nosharecache,port=12049,proto=tcp,"
            "vers=4.1 192.168.56.1:/srv/a /m");
}

TEST(MountLine, HowTheServerExportsIsNoOptionOfTheMount) {
  EXPECT_EQ(mount_line("nfs3", "async-nfs3-0", "", "/m", {{"export", "async"}}),
            mount_line("nfs3", "async-nfs3-0", "", "/m", {}));
  EXPECT_TRUE(is_exported_async({{"export", "async"}}));
  EXPECT_FALSE(is_exported_async({{"export", "sync"}}));
  EXPECT_FALSE(is_exported_async({}));
  EXPECT_THROW(is_exported_async({{"export", "fast"}}), UsageError);
  EXPECT_THROW(mount_line("nfs3", "a", "", "/m", {{"export", "fast"}}), UsageError);
}

TEST(MountLine, OptionsReplaceDefaults) {
  const std::string line = mount_line("9p", "a", "share9p1", "/m", {{"cache", "loose"}});
  EXPECT_NE(line.find("-o cache=loose,msize=262144,trans=virtio,version=9p2000.L share9p1"),
            std::string::npos)
      << line;
}

TEST(MountLine, VirtiofsShowsOnlyItsOwnFolder) {
  EXPECT_EQ(mount_line("virtiofs", "a", "virtiofs-none", "/m", {{"cache", "none"}}),
            "mkdir -p /m && mkdir -p /run/lab/aside && mount -t virtiofs -o rw virtiofs-none "
            "/run/lab/aside && mount --bind /run/lab/aside/a /m && umount /run/lab/aside");
}

TEST(MountLine, VboxsfMountsAShareOfTheServerByName) {
  EXPECT_EQ(mount_line("vboxsf", "vboxsf-3", "lab1", "/m", {}),
            "mkdir -p /m && mount -t vboxsf lab1 /m");
  EXPECT_EQ(mount_line("vboxsf", "vboxsf-3", "lab1", "/m", {{"ttl", "5000"}}),
            "mkdir -p /m && mount -t vboxsf -o ttl=5000 lab1 /m");
}

TEST(MountLine, RefusesWhatTheShellWouldRead) {
  EXPECT_THROW(mount_line("nfs3", "a", "", "/m", {{"rsize", "1; reboot"}}), UsageError);
  EXPECT_THROW(mount_line("sshfs", "a", "", "/m", {{"$(id)", ""}}), UsageError);
}

TEST(MountLine, RefusesUnknownShares) {
  EXPECT_THROW(mount_line("osxfs", "a", "", "/m", {}), UsageError);
  EXPECT_THROW(mount_line("disk", "a", "", "/m", {{"cache", "none"}}), UsageError);
}

TEST(Mountinfo, RecognisesEveryShare) {
  const std::string text = captured("mountinfo");
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab/nfs3-0").fstype, expected_fstype("nfs3"));
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab/nfs4-0").fstype, expected_fstype("nfs4"));
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab/9p-0").fstype, expected_fstype("9p"));
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab/virtiofs-0").fstype, expected_fstype("virtiofs"));
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab/sshfs-0").fstype, expected_fstype("sshfs"));
  EXPECT_EQ(parse_mountinfo(text, "/").fstype, expected_fstype("disk"));
  EXPECT_EQ(parse_mountinfo(text, "/mnt/lab").fstype, "");
}

TEST(Mountinfo, GivesTheKernelsDeviceNumber) {
  EXPECT_EQ(parse_mountinfo(captured("mountinfo"), "/mnt/lab/virtiofs-0").device, 30U);
  EXPECT_EQ(parse_mountinfo(captured("mountinfo"), "/").device, 254ULL << 20);
}

}  // namespace
}  // namespace sharebench::lab
