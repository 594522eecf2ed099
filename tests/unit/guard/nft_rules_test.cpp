// The nftables table of the guard, as `nft -j list ruleset` lists it, and tables with a flaw.
#include "harness/guard/nft_rules.h"

#include <gtest/gtest.h>

#include "harness/guard/check.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

std::string rule(const std::string& expressions) {
  return R"({"rule":{"family":"inet","table":"g","chain":"input","expr":[)" + expressions + "]}}";
}

std::string match(const std::string& left, const std::string& right) {
  return R"({"match":{"op":"==","left":)" + left + R"(,"right":)" + right + "}}";
}

const std::string kPorts = R"({"set":[111,2049,{"range":[20048,20051]}]})";
const std::string kIn = R"({"meta":{"key":"iifname"}})";

std::string port(const std::string& proto) {
  return match(R"({"payload":{"protocol":")" + proto + R"(","field":"dport"}})", kPorts);
}

std::string address(const std::string& field, const std::string& value) {
  return match(R"({"payload":{"protocol":"ip","field":")" + field + R"("}})", "\"" + value + "\"");
}

/// The table that policy.cpp writes, without the rules that are named in `left_out`.
std::string listing(const std::string& left_out) {
  const std::string vm = match(kIn, "\"vmnet0\"") + "," + address("saddr", "192.168.99.100") + "," +
                         address("daddr", "192.168.99.1") + ",";
  std::string text =
      R"({"nftables":[{"metainfo":{"json_schema_version":1}},{"chain":{"family":"inet","table":"g",)"
      R"("name":"input","type":"filter","hook":"input","prio":-10,"policy":"accept"}})";
  const auto add = [&](const std::string& name, const std::string& expressions) {
    if (name != left_out) text += "," + rule(expressions);
  };
  add("lo", match(kIn, "\"lo\"") + R"(,{"accept":null})");
  add("ct",
      R"({"match":{"op":"in","left":{"ct":{"key":"state"}},"right":"invalid"}},{"drop":null})");
  add("vm tcp", vm + port("tcp") + R"(,{"accept":null})");
  add("vm udp", vm + port("udp") + R"(,{"accept":null})");
  add("tcp", port("tcp") + R"(,{"counter":{"packets":0,"bytes":0}},{"drop":null})");
  add("udp", port("udp") + R"(,{"counter":{"packets":0,"bytes":0}},{"drop":null})");
  return text + "]}";
}

std::string verdict(const std::string& text) {
  Captured host;
  host["os"].text = "linux\n";
  host["nft"].text = text;
  CheckRequest request;
  request.vm = "192.168.99.100";
  request.vm_interface = "vmnet0";
  request.services = parse_service_ports("111,2049,20048-20051");
  const GuardState state = check(host, request);
  return guard_verdict_name(state.verdict);
}

TEST(NftRules, TheGuardsTableProtects) {
  EXPECT_EQ(verdict(listing("")), "protected");
}

TEST(NftRules, OneRuleLessIsNoticed) {
  EXPECT_EQ(verdict(listing("tcp")), "exposed");
  EXPECT_EQ(verdict(listing("udp")), "exposed");
  EXPECT_EQ(verdict(listing("ct")), "exposed") << "nothing puts fragments together";
  EXPECT_EQ(verdict(R"({"nftables":[]})"), "exposed");
}

TEST(NftRules, TheVmMayBeShutOutToo) {
  std::string text = listing("vm tcp");
  const std::size_t udp = text.find(R"(192.168.99.100)");
  text.replace(udp, 14, "192.168.99.200");
  EXPECT_EQ(verdict(text), "exposed") << "somebody else is let in";
  std::string shut = listing("vm tcp");
  shut.replace(shut.find(R"({"accept":null})", shut.find("saddr")), 15, R"({"drop":null}  )");
  EXPECT_EQ(verdict(shut), "vm_blocked");
}

TEST(NftRules, WhatIsNotUnderstoodIsNotProtected) {
  EXPECT_EQ(verdict("no json"), "unknown");
  std::string text = listing("");
  text.insert(
      text.find(R"({"rule")"),
      rule(R"({"match":{"op":"==","left":{"osf":{"key":"name"}},"right":"x"}},{"accept":null})") +
          ",");
  EXPECT_EQ(verdict(text), "unknown");
}

/// The guard's table with one more rule before its blocks, and an empty chain.
std::string with_rule(const std::string& expressions) {
  std::string text = listing("");
  text.insert(
      text.find(R"({"rule")"),
      R"({"chain":{"family":"inet","table":"g","name":"empty"}},)" + rule(expressions) + ",");
  return verdict(text);
}

TEST(NftRules, AGotoLeavesTheChainEvenWhereItsTargetDecidesNothing) {
  EXPECT_EQ(with_rule(port("tcp") + R"(,{"goto":{"target":"empty"}})"), "exposed");
  EXPECT_EQ(with_rule(port("tcp") + R"(,{"jump":{"target":"empty"}})"), "protected");
}

TEST(NftRules, AReturnThatMayComeMayLeadToThePolicy) {
  EXPECT_EQ(with_rule(R"({"limit":{"rate":5,"per":"second"}},{"return":null})"), "unknown");
  EXPECT_EQ(with_rule(port("tcp") + R"(,{"return":null})"), "exposed");
}

TEST(NftRules, WordsInALogAreNoVerdict) {
  EXPECT_EQ(with_rule(R"({"log":{"prefix":"return"}})"), "protected");
  std::string text = listing("ct");
  text.insert(text.find(R"({"rule")"), rule(R"({"log":{"prefix":"ct"}})") + ",");
  EXPECT_EQ(verdict(text), "exposed") << "a word puts no fragments together";
}

TEST(NftRules, WhatMayLetInByAnotherWayIsUnknown) {
  for (const char* name : {"queue", "tproxy", "fwd", "synproxy", "xt"}) {
    EXPECT_EQ(with_rule(std::string(R"({")") + name + R"(":null})"), "unknown") << name;
  }
}

}  // namespace
}  // namespace sharebench::guard
