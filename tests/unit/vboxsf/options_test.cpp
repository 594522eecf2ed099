// The command line, and QEMU commands that cannot work.
#include "harness/vboxsf/options.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/vboxsf/qemu_arguments.h"

namespace sharebench::vboxsf {
namespace {

using Words = std::vector<std::string>;

const Words kQemu = {"--", "qemu-system-x86_64", "-object",
                     "memory-backend-memfd,id=ram0,size=256M,share=on"};

Options parse(Words words) {
  words.insert(words.end(), kQemu.begin(), kQemu.end());
  return parse_options(words);
}

std::string refusal(const Words& words) {
  try {
    parse(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

std::string qemu_refusal(const Words& words) {
  try {
    check_qemu_command(words);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(VboxsfOptions, SharesAreNamesAndDirectories) {
  const Options options = parse({"--share", "home=/tmp", "--share=ro=/:ro"});
  ASSERT_EQ(options.shares.size(), 2U);
  EXPECT_EQ(options.shares[0].name, "home");
  EXPECT_EQ(options.shares[0].directory, "/tmp");
  EXPECT_FALSE(options.shares[0].read_only);
  EXPECT_EQ(options.shares[1].directory, "/");
  EXPECT_TRUE(options.shares[1].read_only);
}

TEST(VboxsfOptions, OthersHaveDefaults) {
  const Options options = parse({"--share", "home=/tmp"});
  EXPECT_EQ(options.pace_ns, 0);
  EXPECT_FALSE(options.fault);
  EXPECT_FALSE(options.account);
  EXPECT_TRUE(options.sandbox);
  EXPECT_EQ(options.qemu.at(0), "qemu-system-x86_64");
}

TEST(VboxsfOptions, AllAreRead) {
  const Options options = parse({"--share", "home=/tmp", "--pace", "2ms", "--fault", "WRITE:3:-152",
                                 "--control", "/run/x", "--user", "1000:100", "--no-sandbox"});
  EXPECT_EQ(options.pace_ns, 2'000'000);
  EXPECT_EQ(options.fault->status, -152);
  EXPECT_EQ(options.control, "/run/x");
  EXPECT_EQ(options.account->uid, 1000U);
  EXPECT_EQ(options.account->gid, 100U);
  EXPECT_FALSE(options.sandbox);
}

TEST(VboxsfOptions, BadSharesAreRefused) {
  EXPECT_EQ(refusal({"--share", "home"}), "share 'home' is not NAME=DIR or NAME=DIR:ro");
  EXPECT_EQ(refusal({"--share", "=/tmp"}), "share '=/tmp' is not NAME=DIR or NAME=DIR:ro");
  EXPECT_EQ(refusal({"--share", "a b=/tmp"}), "share 'a b=/tmp' is not NAME=DIR or NAME=DIR:ro");
  EXPECT_EQ(refusal({"--share", "a=/etc/passwd"}), "share a: /etc/passwd is not a directory");
  EXPECT_EQ(refusal({"--share", "a=/tmp", "--share", "a=/"}), "two shares are called a");
  EXPECT_EQ(refusal({}), "no share was given");
}

TEST(VboxsfOptions, BadValuesAreRefused) {
  for (const Words& words :
       {Words{"--pace", "11s"}, Words{"--pace", "x"}, Words{"--pace"}, Words{"--user", "me"},
        Words{"--user", "1:"}, Words{"--user", "4294967295"}, Words{"--fault", "x"}}) {
    Words all{"--share", "home=/tmp"};
    all.insert(all.end(), words.begin(), words.end());
    EXPECT_NE(refusal(all), "") << words[0];
  }
}

TEST(VboxsfOptions, UnknownOnesAreNamed) {
  EXPECT_NE(refusal({"--shares", "a=/tmp"}).find("--share"), std::string::npos);
}

TEST(VboxsfOptions, HelpNeedsNothingElse) {
  EXPECT_TRUE(parse_options({"--help"}).help);
  EXPECT_TRUE(parse_options({"--version"}).version);
  for (const char* option :
       {"--share", "--pace", "--fault", "--control", "--user", "--no-sandbox"}) {
    EXPECT_NE(help_text().find(option), std::string::npos) << option;
  }
}

TEST(QemuArguments, RamMustBeShared) {
  const std::string none =
      "QEMU's command has no shared memory backend, so the guest's RAM is not "
      "ours to read";
  EXPECT_EQ(qemu_refusal({"qemu", "-m", "256"}), none);
  EXPECT_EQ(qemu_refusal({"qemu", "-object", "memory-backend-memfd,id=a,share=off"}), none);
  EXPECT_EQ(qemu_refusal({"qemu", "-object", "memory-backend-ram,id=a,share=on"}), none);
  EXPECT_EQ(qemu_refusal({"qemu", "--object", "memory-backend-file,mem-path=/x,share=on"}), "");
}

TEST(QemuArguments, SeveralProcessorsNeedOneThread) {
  Words qemu(kQemu.begin() + 1, kQemu.end());
  for (const char* smp : {"2", "cpus=4", "1,maxcpus=2", "sockets=1,cores=2", "12"}) {
    Words with = qemu;
    with.insert(with.end(), {"-smp", smp});
    EXPECT_NE(qemu_refusal(with), "") << smp;
    with.insert(with.end(), {"-accel", "tcg,thread=single"});
    EXPECT_EQ(qemu_refusal(with), "") << smp;
  }
  qemu.insert(qemu.end(), {"-smp", "1"});
  EXPECT_EQ(qemu_refusal(qemu), "");
}

TEST(QemuArguments, ACommandIsNeeded) {
  EXPECT_EQ(qemu_refusal({}), "no QEMU command was given");
}

TEST(QemuArguments, TheDeviceComesLast) {
  EXPECT_EQ(with_device({"qemu", "-m", "1"}, 7),
            (Words{"qemu", "-m", "1", "-device", "x-pci-proxy-dev,id=vmmdev0,fd=7"}));
}

}  // namespace
}  // namespace sharebench::vboxsf
