// Mount lines as published, and the names of what carries them.
#include "harness/shares/backend.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/shares/asked_options.h"
#include "harness/shares/mountinfo.h"
#include "harness/shares/share_type.h"

namespace sharebench::shares {
namespace {

ObservedMount seen(const std::string& line) {
  const auto mount = mount_of(line + "\n", "/x/y");
  EXPECT_TRUE(mount) << line;
  return mount.value_or(ObservedMount{});
}

TEST(Backend, IsNamedByTheLineOfMountinfo) {
  struct Row {
    std::string line, id;
    bool shared;
  };
  const std::vector<Row> rows = {
      {"297 284 0:46 /a /x rw,nosuid,nodev,relatime - fakeowner /run/host_mark/Users rw,fakeowner",
       "virtiofs", true},
      {"618 607 0:131 /a /x rw,relatime - fuse.grpcfuse grpcfuse rw,user_id=0,max_read=1048576",
       "grpcfuse", true},
      {"1 0 0:1 / /x rw - fuse.osxfs osxfs rw,user_id=0,group_id=0,allow_other", "osxfs", true},
      {"1 0 0:1 / /x rw - vboxsf Users rw", "vboxsf", true},
      {"1 0 0:1 / /x rw - prl_fs Users rw", "prl_fs", true},
      {"1 0 0:1 / /x rw - nfs 192.168.99.1:/Users rw,vers=3,proto=tcp", "nfs3", true},
      {"1 0 0:1 / /x rw - nfs4 10.0.2.2:/ rw,vers=4.1", "nfs4", true},
      {"1 0 0:1 / /x rw - fuse.sshfs :/Users/me rw", "sshfs", true},
      {"1 0 0:1 / /x rw - 9p mount0 rw,trans=virtio", "9p", true},
      {"1 0 254:1 / /x rw - ext4 /dev/vda1 rw", "disk", false},
      {"1 0 0:9 / /x rw - overlay overlay rw", "disk", false},
      {"1 0 0:9 / /x rw - tmpfs tmpfs rw", "memory", false},
      {"1 0 0:9 / /x rw - fuse.bindfs /a rw", "fuse.bindfs", true},
  };
  for (const Row& row : rows) {
    const Backend backend = backend_of(seen(row.line));
    EXPECT_EQ(backend.id, row.id) << row.line;
    EXPECT_EQ(backend.shared, row.shared) << row.line;
    EXPECT_FALSE(backend.name.empty());
  }
}

TEST(Backend, OfAShareTypeIsRecognisedAsThatType) {
  const ObservedMount fakeowner = seen("1 0 0:46 / /x rw - fakeowner /run/host_mark/Users rw");
  EXPECT_NO_THROW(check_recognised({.name = "v", .type = "virtiofs"}, fakeowner));
  EXPECT_THROW(check_recognised({.name = "g", .type = "grpcfuse"}, fakeowner), EnvironmentError);
  EXPECT_THROW(check_recognised({.name = "c", .type = "copy"}, fakeowner), EnvironmentError);
}

// Lines as Linux 6.1 prints them (fs/nfs/super.c: times that are not the default are shown).
TEST(AskedOptions, AreHeldAgainstThoseInForce) {
  const auto wrong = [](const std::map<std::string, std::string>& asked, const std::string& found) {
    const auto sentences = options_not_met({.name = "s", .type = "nfs3", .options = asked},
                                           {.fstype = "nfs", .source = "s", .options = found});
    return sentences.empty() ? std::string() : sentences.front();
  };
  const std::string plain = "rw,relatime,rw,vers=3,rsize=65536,wsize=65536";
  EXPECT_EQ(wrong({{"rsize", "65536"}}, plain), "");
  EXPECT_EQ(wrong({{"rsize", "1048576"}}, plain), "rsize is 65536, not 1048576");
  EXPECT_EQ(wrong({{"actimeo", "0"}}, plain), "acregmin is 3, not 0");
  EXPECT_EQ(wrong({{"actimeo", "0"}}, plain + ",acregmin=0,acregmax=0,acdirmin=0,acdirmax=0"), "");
  EXPECT_EQ(wrong({{"actimeo", "3"}}, plain + ",acregmax=3,acdirmin=3,acdirmax=3"), "");
  EXPECT_EQ(wrong({{"actimeo", "0"}}, plain + ",noac"), "");
  EXPECT_EQ(wrong({{"noac", "1"}}, plain), "noac is not in force");
  EXPECT_EQ(wrong({{"noacl", "1"}}, plain), "noacl is not in force");
  EXPECT_EQ(wrong({{"noacl", "1"}}, plain + ",noacl"), "");
  EXPECT_EQ(wrong({{"export", "sync"}}, plain), "");
  EXPECT_EQ(wrong({{"export", "async"}}, plain), "only the lab's server exports with async");
  EXPECT_TRUE(options_not_met({.name = "s", .type = "nfs3", .options = {{"export", "async"}}},
                              {.fstype = "nfs", .source = "192.168.56.1:/srv/async-nfs3-0"})
                  .empty());
  EXPECT_EQ(wrong({{"lookupcache", "none"}}, plain), "lookupcache is all, not none");
  EXPECT_EQ(wrong({{"lookupcache", "positive"}}, plain + ",lookupcache=pos"), "");
  EXPECT_EQ(wrong({{"nconnect", "4"}}, plain), "nconnect is 1, not 4");
  EXPECT_EQ(wrong({{"ttl", "200"}}, "rw,nodev"), "");
}

}  // namespace
}  // namespace sharebench::shares
