// What the VM runs as root at every boot: read by real shells, run by one with stand-ins for mount.
#include "harness/nfs/vm_mount.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "harness/core/error.h"
#include "harness/core/spec_list.h"
#include "harness/nfs/mount_options.h"
#include "harness/shares/share_type.h"
#include "harness/sys/process_runner.h"

namespace sharebench::nfs {
namespace {

namespace fs = std::filesystem;

VmMount users() {
  return {"192.168.99.1:/System/Volumes/Data/Users", "/Users", "nfsvers=3,nolock",
          Vboxsf{"Users", "uid=1000,gid=50"}};
}

/// Runs a script in a real shell whose mount, umount, mkdir and sleep write their arguments to a
/// log, each in brackets; mount ends with `status`, and awk finds a mount of the given kind.
std::string run_with_stand_ins(const std::vector<std::string>& argv, const std::string& input,
                               const std::string& status, const std::string& kind = "") {
  std::string dir = (fs::temp_directory_path() / "vm mount.XXXXXX").string();
  if (mkdtemp(dir.data()) == nullptr) return "no folder";
  for (const char* name : {"mount", "umount", "sleep", "mkdir"}) {
    std::ofstream(dir + "/" + name) << "#!/bin/sh\nprintf '[%s]' \"${0##*/}\" \"$@\" >>\"$LOG\"\n"
                                       "echo >>\"$LOG\"\n[ ${0##*/} != mount ] || exit "
                                    << status << "\n";
    chmod((dir + "/" + name).c_str(), 0755);
  }
  std::ofstream(dir + "/log") << std::flush;
  std::ofstream(dir + "/awk") << "#!/bin/sh\necho " << kind << "\n";
  chmod((dir + "/awk").c_str(), 0755);
  const auto runner = sys::make_process_runner();
  const char* path = std::getenv("PATH");
  const sys::CommandResult result =
      runner->run({.argv = argv,
                   .input = input,
                   .env = {{"PATH", dir + ":" + (path == nullptr ? "/usr/bin:/bin" : path)},
                           {"LOG", dir + "/log"}}});
  std::ifstream in(dir + "/log", std::ios::binary);
  std::ostringstream log;
  for (std::string line; std::getline(in, line);) log << line << "\n";
  log << "status " << result.status << "\n" << result.err;
  fs::remove_all(dir);
  return log.str();
}

TEST(Bootlocal, EveryShellThatIsHereReadsIt) {
  VmMount odd = users();
  odd.folder = "/It's a \"folder\" $HOME `x` \\ (1)";
  const std::string text = edit_bootlocal("#!/bin/sh\necho mine\n", {users(), odd});
  const auto runner = sys::make_process_runner();
  int asked = 0;
  for (const std::vector<std::string>& shell :
       std::vector<std::vector<std::string>>{{"sh", "-n"},
                                             {"bash", "-n"},
                                             {"busybox", "sh", "-n"},
                                             {"shellcheck", "-S", "warning", "-s", "sh", "-"}}) {
    if (!sys::has_program(*runner, shell[0])) continue;
    const sys::CommandResult result = runner->run({.argv = shell, .input = text});
    EXPECT_TRUE(result.ok()) << shell[0] << ": " << result.out << result.err << text;
    ++asked;
  }
  EXPECT_GE(asked, 2) << "sh and bash at least";
}

TEST(Bootlocal, AShellMountsWhatWasMeantWhateverTheNames) {
  std::mt19937 random(13);
  const std::string alphabet = "aZ9 '\"$`\\;&|<>()#*?[]~!=%";
  for (int i = 0; i < 12; ++i) {
    VmMount mount = users();
    mount.folder = "/no-such-folder/";
    for (int n = 0; n < 10; ++n) mount.folder += alphabet[random() % alphabet.size()];
    mount.folder += 'x';
    mount.source = "192.168.99.1:" + mount.folder;
    const std::string log = run_with_stand_ins({"sh"}, edit_bootlocal("", {mount}), "0");
    EXPECT_EQ(log, "[mkdir][-p][" + mount.folder + "]\n[mount][-t][nfs][-o][nfsvers=3,nolock][" +
                       mount.source + "][" + mount.folder + "]\nstatus 0\n");
  }
}

TEST(Bootlocal, VboxsfComesBackWhenNfsCannotBeMounted) {
  VmMount mount = users();
  mount.folder = "/no-such-folder";
  const std::string log = run_with_stand_ins({"sh"}, edit_bootlocal("", {mount}), "32");
  std::size_t tries = 0;
  for (std::size_t at = log.find("[nfs]"); at != std::string::npos; at = log.find("[nfs]", at + 1))
    ++tries;
  EXPECT_EQ(tries, 10U) << log;
  EXPECT_NE(log.find("[mount][-t][vboxsf][-o][uid=1000,gid=50][Users][/no-such-folder]\n"),
            std::string::npos)
      << log;
  EXPECT_NE(log.find("status 1\n"), std::string::npos);
}

TEST(Bootlocal, UndoUnmountsNfsAloneAndMountsVboxsfAsItWas) {
  VmMount mount = users();
  mount.folder = "/no such 'folder'";
  const std::string vboxsf = "[mount][-t][vboxsf][-o][uid=1000,gid=50][Users][/no such 'folder']\n";
  const std::string umount = "[umount][/no such 'folder']\n";
  EXPECT_EQ(run_with_stand_ins(put_vboxsf_back({mount}), "", "0", "nfs"),
            umount + vboxsf + "status 0\n");
  EXPECT_EQ(run_with_stand_ins(put_vboxsf_back({mount}), "", "0", "vboxsf"), "status 0\n");
  EXPECT_EQ(run_with_stand_ins(put_vboxsf_back({mount}), "", "0"), vboxsf + "status 0\n");
  mount.vboxsf.reset();
  EXPECT_EQ(run_with_stand_ins(put_vboxsf_back({mount}), "", "0", "nfs"), umount + "status 0\n");
}

TEST(Bootlocal, OurSectionStandsBehindTheFirstLineAndIsReplacedInPlace) {
  const std::string mine = "#!/bin/sh\nset -e\nexit 0";
  const std::string once = edit_bootlocal(mine, {users()});
  EXPECT_EQ(once.rfind("#!/bin/sh\n# sharebench-nfs-begin\n", 0), 0U);
  EXPECT_EQ(once.substr(once.size() - 13), "set -e\nexit 0");
  EXPECT_EQ(edit_bootlocal(once, {users()}), once) << "twice is once";
  EXPECT_EQ(edit_bootlocal(once, {}), mine) << "and none is the user's own";
  EXPECT_EQ(edit_bootlocal("echo no first line\n", {users()}).rfind("# sharebench-nfs-begin", 0),
            0U);
  EXPECT_THROW(edit_bootlocal("#!/usr/bin/env python3\n", {users()}), EnvironmentError);
  EXPECT_THROW(edit_bootlocal("#!/bin/sh\r\necho\r\n", {users()}), EnvironmentError);
}

TEST(Bootlocal, TheVboxsfThatItPutsBackIsReadFromItAgain) {
  VmMount odd = users();
  odd.folder = "/a 'b'";
  odd.vboxsf = Vboxsf{"a 'b'", "rw"};
  const std::string text = edit_bootlocal("", {users(), odd});
  EXPECT_EQ(noted_vboxsf(text, "/Users")->options, "uid=1000,gid=50");
  EXPECT_EQ(noted_vboxsf(text, "/a 'b'")->name, "a 'b'");
  EXPECT_FALSE(noted_vboxsf(text, "/x"));
}

TEST(Bootlocal, VboxsfOptionsAreThoseThatWereSeen) {
  EXPECT_EQ(vboxsf_options(
                {"vboxsf", "Users", "rw,nodev,relatime,rw,iocharset=utf8,uid=1000,gid=50"}, "1:1"),
            "nodev,iocharset=utf8,uid=1000,gid=50");
  EXPECT_EQ(vboxsf_options({"vboxsf", "Users", "rw,nodev,relatime"}, "1000:50"),
            "nodev,uid=1000,gid=50");
  EXPECT_EQ(vboxsf_options({"vboxsf", "lab0", "rw,relatime,rw"}, ""), "rw");
}

TEST(MountOptions, GivenOnesReplaceOrAreAdded) {
  EXPECT_EQ(joined_options(2049, ""),
            "nfsvers=3,proto=tcp,port=2049,mountproto=tcp,mountport=20048,nolock");
  EXPECT_EQ(joined_options(12049, "actimeo=1,lock,noacl"),
            "nfsvers=3,proto=tcp,port=12049,mountproto=tcp,mountport=20048,lock,actimeo=1,noacl");
  for (const char* bad : {"udp", "vers=4", "mountport=1", "a b", "a'b", "x,,y"})
    EXPECT_THROW(joined_options(2049, bad), UsageError) << bad;
}

TEST(MountOptions, EachRowSaysWhatItDoesAndAMeasurableOneHow) {
  for (const MountOption& row : mount_options()) {
    EXPECT_FALSE(row.does.empty()) << row.name;
    EXPECT_EQ(explained(row.example.substr(0, row.example.find(','))), &row) << row.example;
  }
  for (const MountOption& row : mount_options()) {
    if (row.measure.empty()) continue;
    for (const SpecText& text : parse_spec_list(row.measure, "--shares"))
      EXPECT_NO_THROW(shares::make_share(text)) << row.measure;
  }
  EXPECT_EQ(explained("wsize=4096"), explained("rsize=1"));
  EXPECT_EQ(explained("nosuch"), nullptr);
}

}  // namespace
}  // namespace sharebench::nfs
