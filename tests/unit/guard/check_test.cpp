// The verdict on whole machines: what is shut is protected, and nothing else ever is.
#include "harness/guard/check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

CheckRequest request() {
  CheckRequest made;
  made.vm = "192.168.99.100";
  made.vm_interface = "vboxnet0";
  made.services = parse_service_ports(
      "rpcbind=111,nfsd=2049,mountd=20048,lockd=20049,statd=20050,rquotad=20051");
  return made;
}

GuardState check_conf(const std::string& text) {
  CheckRequest made = request();
  made.conf = ConfFile{"pf.conf", text};
  return check(pf_host(), made);
}

/// The recommended rules, loaded and enabled on a Mac.
Captured guarded_mac() {
  Captured mac = pf_host();
  mac["pfctl-info"].text = "Status: Enabled for 0 days 00:10:00           Debug: Urgent\n";
  mac["pfctl-rules"].text =
      "scrub-anchor \"com.apple/*\" all fragment reassemble\n"
      "scrub in all fragment reassemble\n"
      "pass in quick on vboxnet0 inet proto tcp from <sb_vm> to 192.168.99.1 port = 111 no state\n"
      "pass in quick on vboxnet0 inet proto tcp from <sb_vm> to 192.168.99.1 port = 2049 no state\n"
      "pass in quick on vboxnet0 inet proto tcp from <sb_vm> to 192.168.99.1 port 20048:20051 no "
      "state\n"
      "pass in quick on vboxnet0 inet proto udp from <sb_vm> to 192.168.99.1 port = 2049 no state\n"
      "block drop in quick on ! lo0 proto tcp from any to any port = 111\n"
      "block drop in quick on ! lo0 proto tcp from any to any port = 2049\n"
      "block drop in quick on ! lo0 proto tcp from any to any port 20048:20051\n"
      "block drop in quick on ! lo0 proto udp from any to any port = 111\n"
      "block drop in quick on ! lo0 proto udp from any to any port = 2049\n"
      "block drop in quick on ! lo0 proto udp from any to any port 20048:20051\n"
      "anchor \"com.apple/*\" all\n";
  mac["pfctl-nat"].text = "nat-anchor \"com.apple/*\" all\nrdr-anchor \"com.apple/*\" all\n";
  mac["pfctl-interfaces"].text = "ALL\nbridge0\nen0\nlo0 (skip)\nutun0\nvboxnet0\nvboxnet1\n";
  mac["pfctl-anchors"].text = pf_text("printed/o12-anchors.txt");
  mac["anchors/com.apple"].text = pf_text("printed/o13-anchor-com.apple.txt");
  mac["anchors/com.apple%2F200.AirDrop"].text = "anchor \"*\" all\n";
  mac["anchors/com.apple%2F200.AirDrop%2FBonjour"].text = pf_text("printed/o15-anchor-airdrop.txt");
  mac["anchors/com.apple%2F250.ApplicationFirewall"].text = pf_text("printed/o14-anchor-alf.txt");
  mac["tables/sb_vm"].text = "   192.168.99.100\n";
  return mac;
}

/// The same for two VMs; `interface` is the second one's.
Captured guarded_mac_of_two(const std::string& interface) {
  Captured mac = guarded_mac();
  mac["tables/sb_vm"].text = "   192.168.99.100\n   192.168.99.101\n";
  mac["ifconfig"].text =
      "lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384\n\tinet 127.0.0.1 netmask "
      "0xff000000\n"
      "en0: flags=8863<UP,BROADCAST,RUNNING> mtu 1500\n\tinet 10.0.0.5 netmask 0xffffff00 "
      "broadcast "
      "10.0.0.255\n"
      "vboxnet0: flags=8943<UP,BROADCAST,RUNNING> mtu 1500\n\tinet 192.168.99.1 netmask " +
      std::string(interface == "vboxnet0" ? "0xffffff00" : "0xffffffff") +
      " broadcast 192.168.99.255\n"
      "vboxnet1: flags=8943<UP,BROADCAST,RUNNING> mtu 1500\n\tinet " +
      std::string(interface == "vboxnet1" ? "192.168.99.2" : "192.168.56.1") +
      " netmask 0xffffff00 broadcast 192.168.99.255\n";
  mac["exports"].text =
      "# sharebench-guard-begin\n\"/Users\" -alldirs -mapall=501:20 192.168.99.100\n"
      "\"/Users\" -alldirs -mapall=501:20 192.168.99.101\n# sharebench-guard-end\n";
  for (const char* file : {"ifconfig", "exports"}) mac[file].printed = true;
  return mac;
}

std::string name(const GuardState& state) {
  return guard_verdict_name(state.verdict);
}

bool warned(const GuardState& state, const std::string& words) {
  return std::any_of(state.warnings.begin(), state.warnings.end(), [&](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
}

std::string open_doors(const GuardState& state) {
  std::string text;
  for (const Exposure& one : state.exposures)
    if (one.from != "vm" && one.decision != "block")
      text += one.decision + " " + one.from + " " + one.interface + " " + one.family + " " +
              one.proto + " " + std::to_string(one.port) + (one.fragment ? " fragment" : "") + "\n";
  return text;
}

TEST(Check, TheOtherVmsOfOurExportsAreNoStrangers) {
  Captured mac = guarded_mac_of_two("vboxnet0");
  const GuardState both = check(mac, request());
  EXPECT_EQ(name(both), "protected") << open_doors(both);
  EXPECT_NE(std::find(both.evidence.begin(), both.evidence.end(),
                      "192.168.99.101 may reach NFS as well: it was set up for that VM too"),
            both.evidence.end());
  EXPECT_FALSE(warned(both, "which is not the VM"));
  // A line of somebody else makes nobody a VM of ours.
  mac["exports"].text =
      "# sharebench-guard-begin\n\"/Users\" -alldirs 192.168.99.100\n# sharebench-guard-end\n"
      "\"/Users\" -alldirs 192.168.99.101\n";
  const GuardState foreign = check(mac, request());
  EXPECT_EQ(name(foreign), "exposed");
  EXPECT_TRUE(warned(foreign, "192.168.99.101, which is not the VM"));
}

TEST(Check, AnotherVmsAddressOnTheWrongInterfaceIsAStranger) {
  const GuardState state = check(guarded_mac_of_two("vboxnet1"), request());
  EXPECT_EQ(name(state), "exposed");
  EXPECT_NE(open_doors(state).find("pass neighbour vboxnet0 inet tcp 2049"), std::string::npos)
      << open_doors(state);
}

TEST(Check, AVmThatComesInByLoopbackIsNoDoorOfItsOwn) {
  CheckRequest made = request();
  made.vm = "127.0.0.1";
  made.vm_interface = "lo0";
  const std::string rules =
      "scrub in all fragment reassemble\n"
      "block drop in quick on ! lo0 proto { tcp udp } from any to any port { 111 2049 20048:20051 "
      "}\n";
  made.conf = ConfFile{"pf.conf", rules};
  EXPECT_EQ(guard_verdict_name(check(pf_host(), made).verdict), "protected");
  made.conf = ConfFile{"pf.conf", "pass in all\n"};
  EXPECT_EQ(guard_verdict_name(check(pf_host(), made).verdict), "exposed");
}

TEST(Check, TheRecommendedRulesProtect) {
  const GuardState state = check_conf(pf_text("recommended.conf"));
  EXPECT_EQ(name(state), "protected") << explain(state);
  const GuardState loaded = check(guarded_mac(), request());
  EXPECT_EQ(name(loaded), "protected") << explain(loaded);
}

TEST(Check, TheArticlesRulesLeaveHolesAndSaySo) {
  const GuardState state = check_conf(pf_text("article.conf"));
  EXPECT_EQ(name(state), "exposed");
  const std::string open = open_doors(state);
  EXPECT_NE(open.find("pass neighbour bridge0 inet tcp 2049"), std::string::npos) << open;
  EXPECT_NE(open.find("pass stranger vboxnet1 inet udp 2049"), std::string::npos) << open;
  EXPECT_EQ(open.find(" en0 "), std::string::npos) << open;
  EXPECT_TRUE(warned(state, "bridge0 is let in"));
  EXPECT_TRUE(warned(state, "is not quick"));
  EXPECT_TRUE(warned(state, "set skip on vboxnet0"));
}

struct Flaw {
  const char *text, *verdict, *why;
};

TEST(Check, NeverCallsAFlawedRulesetProtected) {
  const std::string vm = "pass in quick on vboxnet0 from 192.168.99.100\n";
  const std::string scrub = "scrub in all fragment reassemble\n";
  for (const Flaw& flaw : std::vector<Flaw>{
           {"block in quick on ! lo0 all\n", "protected", "everything is shut, but for the VM"},
           {"block in quick on en0 all\n", "exposed", "only en0"},
           {"block in quick inet all\n", "exposed", "IPv6 forgotten"},
           {"block in quick proto tcp all\n", "exposed", "UDP forgotten"},
           {"block in all\npass in on en0 proto tcp to port 2049\n", "exposed", "last match"},
           {"block in all\npass in on en0 proto tcp from 10.9.9.9 to port 2049\n", "exposed",
            "a stranger may be 10.9.9.9"},
           {"block in all\npass in proto udp from any port 53\n", "exposed",
            "the source port is the stranger's choice"},
           {"block in all\npass in proto tcp from any to any user root\n", "unknown", "a user"},
           {"block in all\npass in from <friends>\n", "protected", "a table that does not exist"},
           {"table <friends> persist\nblock in all\npass in from <friends>\n", "unknown",
            "a table that anybody may fill"},
           {"block in quick on ! lo0 proto { tcp udp } to 10.0.0.5\n", "exposed",
            "the host answers for its other addresses"},
           {"block in quick from ! 192.168.99.100\n", "exposed",
            "a neighbour may take that address"},
           {"block in quick on ! lo0 from { !192.168.99.100 !192.168.99.1 }\n", "exposed",
            "{ !a !b } is everybody, but of IPv4 alone"},
           {"block in quick on ! lo0 proto tcp to any flags S/FSRPAUEW\nblock in quick proto udp\n",
            "exposed", "a SYN with ECN flags"},
           {"block in on lo all\n", "exposed", "lo is not lo0, and not en0"}}) {
    const GuardState state = check_conf(scrub + vm + flaw.text);
    EXPECT_EQ(name(state), flaw.verdict) << flaw.text << flaw.why << "\n" << explain(state);
  }
}

TEST(Check, RulesWithPortsNeedScrub) {
  const std::string rules =
      "pass in quick on vboxnet0 from 192.168.99.100\n"
      "block in quick on ! lo0 proto { tcp udp } to any port { 111 2049 20048:20051 }\n";
  const GuardState state = check_conf(rules);
  EXPECT_EQ(name(state), "exposed");
  EXPECT_NE(open_doors(state).find("pass stranger en0 inet tcp 2049 fragment"), std::string::npos);
  EXPECT_TRUE(warned(state, "no scrub rule"));
  EXPECT_EQ(name(check_conf("scrub in all fragment crop\n" + rules)), "exposed");
  EXPECT_EQ(name(check_conf("scrub in on en0 all\n" + rules)), "exposed");
  EXPECT_EQ(name(check_conf("scrub in all\n" + rules)), "protected");
}

TEST(Check, PortsThatNobodyKnowsAreNotCovered) {
  CheckRequest made = request();
  made.services.clear();
  made.conf = ConfFile{"pf.conf", pf_text("recommended.conf")};
  EXPECT_NE(name(check(pf_host(), made)), "protected");
  Captured host = pf_host();
  host["rpcinfo"].text = pf_text("printed/o24-rpcinfo-p.txt");
  const GuardState dynamic = check(host, made);
  EXPECT_EQ(name(dynamic), "exposed") << "mountd is on 865 and 752";
  EXPECT_TRUE(warned(dynamic, "the port of mountd is chosen anew"));
  made.conf = ConfFile{"pf.conf",
                       "pass in quick on vboxnet0 from 192.168.99.100\n"
                       "block in quick on ! lo0\n"};
  EXPECT_EQ(name(check(pf_host(), made)), "protected") << "every port is shut";
}

TEST(Check, ABackDoorByTranslationIsFound) {
  const std::string rules =
      "scrub in all\n"
      "rdr pass on en0 proto tcp from any to any port 8049 -> 192.168.99.1 port 2049\n"
      "pass in quick on vboxnet0 from 192.168.99.100\n"
      "block in quick on ! lo0 proto { tcp udp } to any port { 111 2049 20048:20051 }\n";
  EXPECT_EQ(name(check_conf(rules)), "exposed") << explain(check_conf(rules));
}

TEST(Check, DisabledMeansExposedWhateverTheRules) {
  Captured mac = guarded_mac();
  mac["pfctl-info"].text = pf_text("printed/o03-info-disabled-was-on.txt");
  EXPECT_EQ(name(check(mac, request())), "exposed");
}

TEST(Check, WhatCannotBeReadIsUnknown) {
  for (const std::string missing :
       {"pfctl-info", "pfctl-rules", "pfctl-nat", "pfctl-interfaces", "tables/sb_vm"}) {
    Captured mac = guarded_mac();
    mac.erase(missing);
    EXPECT_EQ(name(check(mac, request())), "unknown") << missing;
    mac = guarded_mac();
    mac[missing] = {"", 1, "pfctl: /dev/pf: Permission denied\n", true};
    EXPECT_EQ(name(check(mac, request())), "unknown") << missing;
  }
  Captured mac = guarded_mac();
  mac["pfctl-rules"].text += "pass in future-word all\n";
  EXPECT_EQ(name(check(mac, request())), "unknown") << "a line that cannot be parsed";
  mac = guarded_mac();
  mac.erase("pfctl-anchors");
  mac.erase("anchors/com.apple%2F250.ApplicationFirewall");
  EXPECT_EQ(name(check(mac, request())), "unknown") << "an anchor that nobody listed";
  CheckRequest made = request();
  made.conf = ConfFile{"pf.conf", pf_text("recommended.conf") + "pass in $typo\n"};
  const GuardState state = check(pf_host(), made);
  EXPECT_EQ(name(state), "unknown");
  EXPECT_NE(state.evidence[0].find("pf.conf:13: macro 'typo' not defined"), std::string::npos)
      << state.evidence[0];
}

TEST(Check, InternetSharingReopensWhatIsNotQuick) {
  Captured mac = guarded_mac();
  mac["pfctl-rules"].text =
      "pass in quick on vboxnet0 inet from 192.168.99.100 to any flags any keep state\n"
      "block drop in all\n"
      "anchor \"com.apple.internet-sharing\" all\n";
  mac["anchors/com.apple.internet-sharing"].text = "";
  GuardState state = check(mac, request());
  EXPECT_EQ(name(state), "protected") << explain(state);
  EXPECT_TRUE(warned(state, "is not quick"));
  mac["anchors/com.apple.internet-sharing"].text = "pass in on en0 all flags S/SA keep state\n";
  state = check(mac, request());
  EXPECT_EQ(name(state), "exposed");
  EXPECT_NE(open_doors(state).find("pass stranger en0 inet6 tcp 2049"), std::string::npos);
}

TEST(Check, WarnsOfEveryFalseComfort) {
  Captured mac = guarded_mac();
  mac["pfctl-interfaces"].text = "en0\nlo0 (skip)\nvboxnet0 (skip)\n";
  mac["pfctl-references"].text = "No pf starter references held\n";
  mac["pf.conf"].text =
      "scrub-anchor \"com.apple/*\"\nset skip on vboxnet1\nanchor \"com.apple/*\"\n";
  mac["exports"].text = pf_text("printed/e06-world-open.exports") +
                        pf_text("printed/e07-network-mask.exports") +
                        pf_text("printed/e04-d4m-nfs.exports");
  mac["showmount"].text = pf_text("printed/o26-showmount-everyone.txt");
  mac["nfs.conf"].text = "nfs.server.mount.require_resv_port = 0\n";
  mac["launchctl-print"] = {"", 113, "Could not find service\n", true};
  mac["launchd/org.example.pfctl.plist"].text =
      "<string>/sbin/pfctl</string><string>-f</string><string>/etc/pf.conf</string>";
  const GuardState state = check(mac, request());
  for (const std::string words :
       {"PF skips vboxnet0", "nobody holds an enable reference", "no filter rule of its own",
        "(now it does not)", "/tmp/nfs-data is offered to Everyone", "whole network 192.168.99.0",
        "offered to localhost, which is not the VM", "showmount:", "Bonjour", "require_resv_port",
        "without -E", "is not loaded"})
    EXPECT_TRUE(warned(state, words)) << words << "\n" << explain(state);
  mac["pfctl-references"].text = pf_text("printed/o04-references.txt");
  mac["exports"].text = pf_text("printed/e02-docker-machine-nfs-catalina.exports");
  mac["nfs.conf"].text = "nfs.server.bonjour = 0\n";
  const GuardState calm = check(mac, request());
  for (const std::string words : {"enable reference", "exports", "Bonjour", "require_resv_port"})
    EXPECT_FALSE(warned(calm, words)) << words;
}

}  // namespace
}  // namespace sharebench::guard
