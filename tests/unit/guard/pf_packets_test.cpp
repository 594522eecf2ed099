// Packets against rulesets: the decisions of the kernel, and what must hold of every ruleset.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "harness/guard/pf.h"
#include "harness/guard/text.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

const char* const kRulesets[] = {"article", "recommended", "ports_only",  "operators",
                                 "anchors", "unknowable",  "translation", "state"};

class PfPackets : public testing::TestWithParam<const char*> {};

PfModel conf(const std::string& text) {
  return read_conf(text, "pf.conf", pf_host());
}

TEST_P(PfPackets, AreDecidedAsTheKernelWould) {
  const std::string name = GetParam();
  const PfModel model = conf(pf_text(name + ".conf"));
  for (const PacketLine& line : packet_lines(name + ".packets")) {
    const Decision decision = decide(model, line.packet);
    EXPECT_EQ(decision_name(decision.kind), line.decision)
        << line.options << "\n  expected, because: " << line.reason
        << "\n  found: " << decision.rule << ": " << decision.reason;
  }
}

TEST_P(PfPackets, MeetTheSameFateInThePrintedForm) {
  const std::string name = GetParam();
  const PfModel file = conf(pf_text(name + ".conf"));
  const std::string printed = print(file);
  const PfModel again = conf(printed);
  EXPECT_EQ(print(again), printed);
  for (const PacketLine& line : packet_lines(name + ".packets")) {
    const Decision a = decide(file, line.packet), b = decide(again, line.packet);
    EXPECT_EQ(decision_name(a.kind), decision_name(b.kind)) << line.options;
    EXPECT_EQ(a.rule, b.rule) << line.options;
  }
}

/// Filter rules of a ruleset behind a quick block; what stands before them stays before them.
std::string with_block_on_top(const std::string& text) {
  std::string out;
  bool done = false;
  for (const std::string& line : lines_of(text)) {
    const bool filter = line.rfind("block", 0) == 0 || line.rfind("pass", 0) == 0 ||
                        line.rfind("anchor", 0) == 0 || line.rfind("antispoof", 0) == 0;
    if (filter && !done) out += "block quick all\n";
    done |= filter;
    out += line + "\n";
  }
  return out;
}

TEST_P(PfPackets, NeverPassBehindBlockQuickAll) {
  const std::string name = GetParam();
  const PfModel model = conf(with_block_on_top(pf_text(name + ".conf")));
  for (const PacketLine& line : packet_lines(name + ".packets")) {
    const Decision decision = decide(model, line.packet);
    const bool skipped = decision.reason.rfind("PF skips", 0) == 0;
    const bool state = decision.reason.rfind("a state matches", 0) == 0;
    const bool past = decision.reason.rfind("translated, and passed", 0) == 0;
    if (skipped || state || past) continue;
    EXPECT_NE(decision_name(decision.kind), "pass") << line.options << ": " << decision.reason;
  }
}

std::string ruleset_name(const testing::TestParamInfo<const char*>& info) {
  return info.param;
}

INSTANTIATE_TEST_SUITE_P(Rulesets, PfPackets, testing::ValuesIn(kRulesets), ruleset_name);

TEST(PfPacketFiles, HoldMoreThanAHundredAndFifty) {
  std::size_t count = 0;
  for (const char* name : kRulesets) count += packet_lines(std::string(name) + ".packets").size();
  EXPECT_GE(count, 150U);
}

TEST(PfExpand, LosesNoCombination) {
  const std::string lists[] = {"en0 en1 en2", "tcp udp",           "10.0.0.1 10.0.0.2 10.0.0.3",
                               "1 2",         "10.1.0.1 10.1.0.2", "80 443 8080"};
  const PfModel model = conf(fmt::format(
      "pass in on {{ {} }} proto {{ {} }} from {{ {} }} port {{ {} }} to {{ {} }} port {{ {} }}\n",
      lists[0], lists[1], lists[2], lists[3], lists[4], lists[5]));
  std::vector<std::string> expected;
  for (const auto& on : words_of(lists[0]))
    for (const auto& proto : words_of(lists[1]))
      for (const auto& from : words_of(lists[2]))
        for (const auto& from_port : words_of(lists[3]))
          for (const auto& to : words_of(lists[4]))
            for (const auto& to_port : words_of(lists[5]))
              expected.push_back(fmt::format(
                  "pass in on {} inet proto {} from {} port = {} to {} port = {}{} keep state", on,
                  proto, from, from_port, to, to_port, proto == "tcp" ? " flags S/SA" : ""));
  EXPECT_EQ(lines_of(print(model)), expected);
}

TEST(PfAsk, NamesTheDecidingRuleAndItsAnchor) {
  const Decision decision =
      decide(conf(pf_text("anchors.conf")),
             packet_from("--in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 13"));
  EXPECT_EQ(decision.rule, "pass quick proto tcp from any to any port = 13 flags S/SA keep state");
  EXPECT_EQ(decision.anchor, "a/deep");
}

}  // namespace
}  // namespace sharebench::guard
