// What pfctl printed on real Macs is read whole, whatever else it says.
#include <gtest/gtest.h>

#include "harness/guard/pf.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

/// Rules as `-s rules` printed them, PF enabled, lo0 skipped, no anchors but those given.
Captured with_rules(const std::string& rules) {
  Captured mac = pf_host();
  mac["pfctl-info"].text = "Status: Enabled for 0 days 00:10:00           Debug: Urgent\n";
  mac["pfctl-rules"].text = rules;
  mac["pfctl-nat"].text = "";
  mac["pfctl-interfaces"].text = pf_text("printed/o05-interfaces-v.txt");
  mac["pfctl-anchors"].text = "";
  return mac;
}

std::string fate(const Captured& mac, const std::string& options) {
  return decision_name(decide(read_printed(mac), packet_from(options)).kind);
}

const std::string kNfs = "--in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 2049";

TEST(PfPrinted, StockRulesPassEverything) {
  const std::string all = pf_text("printed/o01-pfctl-sa-full.txt");
  const auto part = [&](const std::string& from, const std::string& to) {
    const std::size_t start = all.find(from);
    return all.substr(start, all.find(to) - start);
  };
  Captured mac = with_rules(part("FILTER RULES:", "DUMMYNET RULES:"));
  mac["pfctl-nat"].text = part("TRANSLATION RULES:", "FILTER RULES:");
  mac["pfctl-info"].text = part("Status:", "TIMEOUTS:");
  EXPECT_TRUE(problems(read_printed(mac)).empty());
  EXPECT_EQ(fate(mac, kNfs), "pass");
  EXPECT_EQ(skipped_interfaces(read_printed(mac)), std::vector<std::string>{"lo0"});
}

TEST(PfPrinted, DisabledIsDisabledHoweverItIsWritten) {
  for (const char* file :
       {"printed/o02-info-disabled.txt", "printed/o03-info-disabled-was-on.txt"}) {
    Captured mac = with_rules("block drop quick all\n");
    mac["pfctl-info"].text = pf_text(file);
    EXPECT_FALSE(is_enabled(read_printed(mac)));
    EXPECT_EQ(fate(mac, kNfs), "pass") << file;
  }
}

TEST(PfPrinted, OnLoNeverMatchesLo0AndLaterAnchorsCount) {
  Captured mac = with_rules(
      "pass on lo all flags S/SA keep state\n"
      "block drop in all\npass out all flags S/SA keep state\n"
      "anchor \"com.apple/*\" all\n");
  EXPECT_EQ(fate(mac, kNfs), "block");
  mac["pfctl-anchors"].text = "  com.apple\n  com.apple/x\n";
  EXPECT_EQ(fate(mac, kNfs), "undecided") << "nobody read com.apple/x";
  mac["anchors/com.apple"].text = "";
  mac["anchors/com.apple%2Fx"].text = "pass in proto tcp from any to any port = 2049 flags S/SA\n";
  EXPECT_EQ(fate(mac, kNfs), "pass");
  EXPECT_EQ(decide(read_printed(mac), packet_from(kNfs)).anchor, "com.apple/x");
}

TEST(PfPrinted, RulesOfVerboseFormsAreRead) {
  Captured mac = with_rules(
      "@0 scrub in all fragment reassemble\n"
      "  [ Evaluations: 12        Packets: 0         Bytes: 0           States: 0     ]\n"
      "@1 block drop in from <docker:1> to (en0:2) \n"
      "  [ Inserted: uid 0 pid 1 ]\n"
      "anchor all {\n  block drop in quick proto udp all\n}\n");
  mac["tables/docker"].text = "   10.0.0.0/24\n  !10.0.0.7\n";
  EXPECT_TRUE(problems(read_printed(mac)).empty());
  EXPECT_EQ(fate(mac, kNfs), "block");
  EXPECT_EQ(fate(mac, "--in en0 --from 10.0.0.7 --to 10.0.0.5 --proto tcp --port 9"), "pass");
  EXPECT_EQ(fate(mac, "--in en0 --from 11.0.0.7 --to 11.0.0.5 --proto udp --port 9"), "block");
}

TEST(PfPrinted, AnUnreadableLineMayDoAnythingFromItsPlaceOn) {
  const std::string odd = "pass in quick on en0 new-apple-word 7\n";
  EXPECT_EQ(fate(with_rules("block drop in quick all\n" + odd), kNfs), "block") << "decided before";
  EXPECT_EQ(fate(with_rules(odd + "block drop in quick all\n"), kNfs), "undecided");
  EXPECT_EQ(problems(read_printed(with_rules(odd))).size(), 1U);
}

TEST(PfPrinted, TablesThatNobodyReadAreUndecided) {
  const std::string rules = "block drop in all\npass in from <friends> to any flags S/SA\n";
  EXPECT_EQ(fate(with_rules(rules), kNfs), "undecided");
  Captured mac = with_rules(rules);
  mac["tables/friends"].text = "";
  EXPECT_EQ(fate(mac, kNfs), "block");
  mac["tables/friends"] = {"", 255, "pfctl: Table does not exist.\n", true};
  EXPECT_EQ(fate(mac, kNfs), "block");
  mac["tables/friends"] = {"", 1, "pfctl: /dev/pf: Permission denied\n", true};
  EXPECT_EQ(fate(mac, kNfs), "undecided");
}

TEST(PfPrinted, EveryAnswerOfPublishedMacsIsUnderstood) {
  for (const char* file : {"printed/o06-rules-sshuttle.txt", "printed/o13-anchor-com.apple.txt",
                           "printed/o14-anchor-alf.txt", "printed/o15-anchor-airdrop.txt"})
    for (const std::string& problem : problems(read_printed(with_rules(pf_text(file)))))
      EXPECT_EQ(problem.find("cannot read"), std::string::npos) << file << ": " << problem;
}

}  // namespace
}  // namespace sharebench::guard
