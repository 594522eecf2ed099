// What pfctl refuses is refused, with its file, line and reason; and what it prints is printed.
#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/guard/pf.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

std::string refusal(const std::string& text) {
  try {
    read_conf(text, "pf.conf", pf_host());
  } catch (const DataError& error) {
    return error.what();
  }
  return "loaded";
}

std::string printed(const std::string& text) {
  return print(read_conf(text, "pf.conf", pf_host()));
}

struct Case {
  const char *text, *sentence;
};

TEST(PfConf, RefusesWithLineAndReason) {
  for (const Case& one : std::vector<Case>{
           {"pass in\npass on $ext_if\n", "pf.conf:2: macro 'ext_if' not defined"},
           {"set scrub on\n", "pf.conf:1: syntax error"},
           {"\nblock log in\n", "pf.conf:2: syntax error"},
           {"pass proto tpc\n", "pf.conf:1: unknown protocol tpc"},
           {"pass proto 0\n", "pf.conf:1: proto 0 cannot be used"},
           {"set optimise none\n", "pf.conf:1: syntax error"},
           {"pass in", "pf.conf:1: syntax error"},
           {"anchor 'a\"b'\n", "pf.conf:1: a quotation mark within a name"},
           {"pass tag c\"d e\n", "pf.conf:1: a quotation mark within a name"},
           {"pass in\n\npass in", "pf.conf:3: syntax error"},
           {"pass to port 22\n",
            "pf.conf:1: port only applies to tcp/udp; pf.conf:1: rule expands to no valid "
            "combination"},
           {"pass proto tcp to port 65536\n", "pf.conf:1: illegal port value 65536"},
           {"pass proto tcp to port sshd\n", "pf.conf:1: unknown port sshd"},
           {"pass inet proto ipv6-icmp\n",
            "pf.conf:1: proto icmp6 doesn't match address family inet; pf.conf:1: rule expands to "
            "no valid combination"},
           {"pass proto udp flags S/SA\n", "pf.conf:1: flags only apply to tcp"},
           {"pass in\nscrub in\n",
            "pf.conf:2: rules must be in order: options, normalization, "
            "queueing, translation, dummynet, filtering"},
           {"pass from bridge100:network\n",
            "pf.conf:1: no IP address found for bridge100:network"},
           {"pass from 10.0.0.0/64\n", "pf.conf:1: netmask 64 invalid for IPv4 address"},
           {"pass from 256.0.0.1\n", "pf.conf:1: no IP address found for 256.0.0.1"},
           {"match in all\n", "pf.conf:1: syntax error"},
           {"pass in rdr-to 10.0.0.1\n", "pf.conf:1: syntax error"},
           {"block in proto tcp keep state\n",
            "pf.conf:1: keep state on block rules doesn't make sense; pf.conf:1: rule expands to "
            "no valid combination"},
           {"pass in route-to en0\npass route-to en0\n",
            "pf.conf:2: direction must be explicit with rules that specify routing"},
           {"set skip on ! en0\n", "pf.conf:1: skip on ! <interface> is not supported"},
           {"table <t> { (en0) }\n",
            "pf.conf:1: dynamic addresses are not permitted inside tables"},
           {"altq on en0 cbq bandwidth 1Mb queue { a }\n",
            "pf.conf:1: ALTQ is not in the kernel of macOS"},
           {"pass in \"unfinished\n",
            "pf.conf:2: reached end of file while parsing quoted string"}})
    EXPECT_EQ(refusal(one.text), one.sentence) << one.text;
}

TEST(PfConf, PrintsEveryForm) {
  for (const Case& one : std::vector<Case>{
           {"a = \"{\" en0 en1 \"}\"\nblock in on $a\n",
            "a = \"{ en0 en1 }\"\nblock drop in on en0 all\nblock drop in on en1 all\n"},
           {"pass in from 10/8 to 192.168.99/24\n",
            "pass in inet from 10.0.0.0/8 to 192.168.99.0/24 flags S/SA keep state\n"},
           {"pass \\\n  in \\\n  quick\n", "pass in quick all flags S/SA keep state\n"},
           {"# a comment \\\npass in\nblock\n", "block drop all\n"},
           {"pass out proto tcp flags any\n", "pass out proto tcp all flags any keep state\n"},
           {"pass out no state\n", "pass out all no state\n"},
           {"set block-policy return\nblock in\n",
            "set block-policy return\nblock return in all\n"},
           {"pass from { any 10.0.0.1 }\n",
            "pass inet from 10.0.0.1 to any flags S/SA keep state\n"},
           {"pass in on en0 inet6 from en0 to any\n",
            "pass in on en0 inet6 from fe80::1c2e:9aff:fe00:1 to any flags S/SA keep state\n"
            "pass in on en0 inet6 from 2001:db8:1::5 to any flags S/SA keep state\n"
            "pass in on en0 inet6 from 2001:db8:1::d00d to any flags S/SA keep state\n"},
           {"antispoof for vboxnet0\n",
            "block drop in on ! vboxnet0 inet from 192.168.99.0/24 to any\n"
            "block drop in inet from 192.168.99.1 to any\n"},
           {"pass in from utun0:peer to en0:broadcast\n",
            "pass in inet from 10.8.0.5 to 10.0.0.255 flags S/SA keep state\n"},
           {"nat on en0 from 192.168.99.0/24 to any -> (en0)\n",
            "nat on en0 inet from 192.168.99.0/24 to any -> (en0) round-robin\n"},
           {"dummynet in proto tcp from any to any port 80 pipe 1\n",
            "dummynet in proto tcp from any to any port = 80 pipe 1\n"},
           {"pass in label \"$if:$proto:$nr\" from 10.0.0.1\n", nullptr},
           {"anchor \"x\" in on en0 {\n\tblock\n}\n",
            "anchor \"x\" in on en0 all {\n  block drop all\n}\n"}}) {
    if (one.sentence == nullptr)
      EXPECT_NE(refusal(one.text), "loaded") << one.text;
    else
      EXPECT_EQ(printed(one.text), one.sentence) << one.text;
  }
}

TEST(PfConf, KnowsWhatOnlyTheLoadingHostCanResolve) {
  const PfModel model = read_conf("pass in from gateway.example.org to any\n", "pf.conf", {});
  ASSERT_EQ(problems(model).size(), 1U);
  EXPECT_NE(problems(model)[0].find("gateway.example.org"), std::string::npos);
  EXPECT_EQ(decision_name(decide(model, packet_from("--in en0 --from 10.0.0.9 --to 10.0.0.5 "
                                                    "--proto tcp --port 9"))
                              .kind),
            "pass");
}

TEST(PfConf, SkipsOnlyInterfacesThatExistWhenItIsLoaded) {
  const Packet packet =
      packet_from("--in vboxnet7 --from 192.168.99.9 --to 192.168.99.1 --proto tcp --port 2049");
  const std::string text = "set skip on vboxnet7\nblock in quick all\n";
  EXPECT_EQ(decide(read_conf(text, "f", pf_host()), packet).kind, Decision::Kind::kBlock);
  EXPECT_EQ(decide(read_conf(text, "f", {}), packet).kind, Decision::Kind::kPass);
}

TEST(PfConf, SkipsByPrefixOnlyBeforeMacos15) {
  const Packet packet =
      packet_from("--in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 2049");
  const std::string text = "set skip on en\nblock in quick all\n";
  Captured host = pf_host();
  EXPECT_EQ(decide(read_conf(text, "f", host), packet).kind, Decision::Kind::kBlock);
  host["os"].text = "macos 14.7\n";
  EXPECT_EQ(decide(read_conf(text, "f", host), packet).kind, Decision::Kind::kPass);
  host.erase("os");
  EXPECT_EQ(decide(read_conf(text, "f", host), packet).kind, Decision::Kind::kUndecided);
}

}  // namespace
}  // namespace sharebench::guard
