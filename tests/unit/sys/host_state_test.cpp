// What a host is busy with, read from texts of pmset, mdutil, df, ps and of Linux's /sys.
#include "harness/sys/host_state.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace sharebench::sys {
namespace {

// Published outputs: Apple support threads on pmset -g batt; man pages of mdutil, df, ps.
TEST(HostState, PowerOfPmset) {
  EXPECT_EQ(power_of_pmset("Now drawing from 'Battery Power'\n"
                           " -InternalBattery-0 (id=4522083)\t71%; discharging; 3:12 remaining\n"),
            "on battery");
  EXPECT_EQ(power_of_pmset("Now drawing from 'AC Power'\n -InternalBattery-0\t100%; charged\n"),
            "on mains");
  EXPECT_EQ(power_of_pmset(""), "");
}

TEST(HostState, LowPowerModeOfPmset) {
  EXPECT_TRUE(
      low_power_of_pmset("System-wide power settings:\nCurrently in use:\n standby 1\n"
                         " lowpowermode         1\n"));
  EXPECT_FALSE(low_power_of_pmset(" lowpowermode         0\n"));
  EXPECT_FALSE(low_power_of_pmset(" powermode            0\n"));
}

TEST(HostState, PowerOfLinux) {
  EXPECT_EQ(power_of_supplies("Mains 0\n"), "on battery");
  EXPECT_EQ(power_of_supplies("Mains 0\nUSB 1\n"), "on mains");
  EXPECT_EQ(power_of_supplies(""), "");
}

TEST(HostState, IndexingOfMdutil) {
  EXPECT_EQ(indexing_of_mdutil("/System/Volumes/Data:\n\tIndexing enabled. \n"), true);
  EXPECT_EQ(indexing_of_mdutil("/Volumes/x:\n\tIndexing disabled.\n"), false);
  EXPECT_EQ(indexing_of_mdutil("/Volumes/x:\n\tServer is disabled.\n"), false);
  EXPECT_EQ(indexing_of_mdutil("Error: unknown indexing state.\n"), std::nullopt);
}

TEST(HostState, FreeSpaceOfDf) {
  const std::string head = "Filesystem     1024-blocks      Used Available Capacity Mounted on\n";
  EXPECT_EQ(free_of_df(head + "/dev/disk3s5     482797652 301478004 158716628    66%    /System\n"),
            158716628ull * 1024);
  EXPECT_EQ(free_of_df(head + "map auto home 0 0 1 100% /System/Volumes/Data/home\n"), 1024u);
  EXPECT_EQ(free_of_df(head), std::nullopt);
  EXPECT_EQ(free_of_df("df: /gone: No such file or directory\n"), std::nullopt);
}

TEST(HostState, TheBusiestProgramThatIsNotOurs) {
  const auto busy = busiest_of_ps(
      " 310.2 /Applications/Docker.app/Contents/MacOS/com.docker.virtualization\n"
      "  96.3 /System/Library/CoreServices/backupd.bundle/Contents/Resources/backupd\n"
      "  88.0 mds_stores\n",
      50);
  ASSERT_TRUE(busy);
  EXPECT_EQ(busy->name, "backupd");
  EXPECT_DOUBLE_EQ(busy->percent, 96.3);
  EXPECT_FALSE(busiest_of_ps("  12.0 /usr/bin/top\n", 50));
  EXPECT_FALSE(busiest_of_ps("", 50));
}

/// Answers every command whose words hold `part` with `text`, and fails all others.
class OneAnswer : public CommandRunner {
 public:
  OneAnswer(std::string part, std::string text) : part_(std::move(part)), text_(std::move(text)) {}
  CommandResult run(const Command& command) override {
    const bool known = display(command.argv).find(part_) != std::string::npos;
    return {.status = known ? 0 : 1, .out = known ? text_ : "", .err = ""};
  }
  std::unique_ptr<Child> start(const Command&) override { return nullptr; }

 private:
  std::string part_, text_;
};

// Linux: fs/ext4/sysfs.c, journal_task_show: "<none>" without a journal, else its thread's number.
TEST(HostState, Ext4WithoutAJournalIsWarnedOf) {
  OneAnswer none("journal_task", "<none>\n"), some("journal_task", "312\n"), not_ext4("df", "");
  const HostState state = read_directory_state(none, "Linux 6.1.0", "/srv/x");
  ASSERT_EQ(state.warnings.size(), 1u);
  EXPECT_EQ(state.warnings[0].code, WarningCode::kNoJournal);
  EXPECT_EQ(state.warnings[0].values.at("dir"), "/srv/x");
  EXPECT_EQ(state.facts.at("journal"), "none on the ext4 of /srv/x");
  EXPECT_TRUE(read_directory_state(some, "Linux 6.1.0", "/srv/x").warnings.empty());
  EXPECT_TRUE(read_directory_state(not_ext4, "Linux 6.1.0", "/srv/x").warnings.empty());
  EXPECT_TRUE(read_directory_state(none, "Darwin 24.4.0", "/srv/x").warnings.empty());
}

}  // namespace
}  // namespace sharebench::sys
