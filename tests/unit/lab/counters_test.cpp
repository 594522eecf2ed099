// The guest's counters are read as the kernel prints them.
#include "harness/lab/counters.h"

#include <gtest/gtest.h>

#include "tests/unit/lab/captured_helper.h"

namespace sharebench::lab {
namespace {

TEST(Mountstats, GivesRequestsOfTheMountThatWasAskedFor) {
  const Counts counts = parse_mountstats(captured("mountstats"), "/mnt/lab/nfs3-0");
  const Counts expected = {{"NULL", 1},   {"GETATTR", 1}, {"LOOKUP", 1}, {"ACCESS", 4},
                           {"WRITE", 1},  {"CREATE", 1},  {"MKDIR", 1},  {"REMOVE", 1},
                           {"FSINFO", 2}, {"PATHCONF", 1}};
  EXPECT_EQ(counts, expected);
}

TEST(Mountstats, KeepsTwoMountsApart) {
  const Counts counts = parse_mountstats(captured("mountstats"), "/mnt/lab/nfs4-0");
  EXPECT_EQ(counts.at("OPEN"), 1U);
  EXPECT_EQ(counts.at("ACCESS"), 5U);
  EXPECT_EQ(counts.count("MKDIR"), 0U);
}

TEST(Mountstats, IsEmptyWithoutTheMount) {
  EXPECT_TRUE(parse_mountstats(captured("mountstats"), "/mnt/lab/nfs3-1").empty());
  EXPECT_TRUE(parse_mountstats(captured("mountstats"), "/mnt/lab/nfs3").empty());
}

TEST(Mountstats, GivesBytesOfEachOperationSentAndReceived) {
  const Counts counts = nfs_counts(captured("mountstats"), "/mnt/lab/nfs3-0");
  EXPECT_EQ(counts.at("LOOKUP"), 1U);
  EXPECT_EQ(counts.at("wire_bytes.LOOKUP"), 104U + 116U);
  EXPECT_EQ(counts.at("wire_bytes.WRITE"), 120U + 136U);
  std::uint64_t total = 0;
  for (const auto& [name, number] : counts) total += name.rfind("wire_bytes.", 0) == 0 ? number : 0;
  EXPECT_EQ(counts.at("wire_bytes"), total);
}

TEST(Mountstats, NamesTheMountThatAFolderLiesOn) {
  const std::string stats = captured("mountstats");
  EXPECT_EQ(nfs_mount_of(stats, "/mnt/lab/nfs3-0/area/x"), "/mnt/lab/nfs3-0");
  EXPECT_EQ(nfs_mount_of(stats, "/mnt/lab/nfs4-0"), "/mnt/lab/nfs4-0");
  EXPECT_EQ(nfs_mount_of(stats, "/mnt/lab/nfs3-01"), "");
  EXPECT_EQ(nfs_mount_of(stats, "/tmp"), "");
}

TEST(AsCounters, BytesAndTimesAreNoRoundTrips) {
  EXPECT_EQ(as_counters({{"READ", 3},
                         {"LOOKUP", 2},
                         {"wire_bytes.READ", 900},
                         {"wire_bytes", 900},
                         {"service_ns", 50},
                         {"forgets", 4}}),
            (Counts{{"round_trips", 5},
                    {"round_trips.READ", 3},
                    {"round_trips.LOOKUP", 2},
                    {"wire_bytes.READ", 900},
                    {"wire_bytes", 900},
                    {"service_ns", 50},
                    {"forgets", 4}}));
}

TEST(Hist, CountsFuseOperationsOfOneDevice) {
  const Counts hist = parse_hist(captured("fuse_hist"));
  const Counts virtiofs = hist_by_kind(hist, "dev", "30", "op");
  EXPECT_EQ(virtiofs.at("3"), 6U);
  EXPECT_EQ(virtiofs.at("18"), 2U);
  const Counts sshfs = hist_by_kind(hist, "dev", "31", "op");
  EXPECT_EQ(sshfs.at("3"), 2U);
  EXPECT_EQ(sshfs.count("18"), 0U);  // sshfs releases in the background: another histogram
  EXPECT_TRUE(hist_by_kind(hist, "dev", "3", "op").empty());
}

TEST(Hist, CountsNinePRequestsOfOneClient) {
  const Counts kinds =
      hist_by_kind(parse_hist(captured("ninep_hist")), "clnt", "18446612682193496896", "type");
  EXPECT_EQ(kinds.at("110"), 17U);
  std::uint64_t total = 0;
  for (const auto& [kind, hits] : kinds) total += hits;
  EXPECT_EQ(total, 58U);  // the kernel's own "Hits"
}

TEST(Hist, CountsForgetsByConnection) {
  EXPECT_EQ(parse_hist(captured("forget_hist")).at("fc: 18446612682191898624"), 1U);
}

TEST(Names, AreThoseOfTheKernelsHeaders) {
  EXPECT_EQ(fuse_operation("1"), "LOOKUP");
  EXPECT_EQ(fuse_operation("35"), "CREATE");
  EXPECT_EQ(fuse_operation("4096"), "OP4096");
  EXPECT_EQ(ninep_operation("110"), "WALK");
  EXPECT_EQ(ninep_operation("76"), "UNLINKAT");
  EXPECT_EQ(ninep_operation("7"), "TYPE7");
}

TEST(BlockStat, GivesReadsAndWritesCompleted) {
  const Counts expected = {{"disk_reads", 1429}, {"disk_writes", 170}};
  EXPECT_EQ(parse_block_stat(captured("block_stat")), expected);
  EXPECT_TRUE(parse_block_stat("1 2").empty());
}

TEST(Counts, DifferenceLeavesOutWhatStoodStill) {
  const Counts expected = {{"READ", 2}, {"WRITE", 1}};
  EXPECT_EQ(difference({{"READ", 5}, {"WRITE", 1}, {"LOOKUP", 7}}, {{"READ", 3}, {"LOOKUP", 7}}),
            expected);
}

TEST(Counts, RoundTripsAreTheSumOfTheKinds) {
  const Counts expected = {{"round_trips", 3}, {"round_trips.READ", 2}, {"round_trips.WRITE", 1}};
  EXPECT_EQ(as_round_trips({{"READ", 2}, {"WRITE", 1}}), expected);
  EXPECT_EQ(as_round_trips({}), (Counts{{"round_trips", 0}}));
}

}  // namespace
}  // namespace sharebench::lab
