// What nmap saw, and the one sentence that follows from it.
#include "harness/guard/probe.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench::guard {
namespace {

std::string port(const std::string& proto, int number, const std::string& state,
                 const std::string& reason) {
  return "<port protocol=\"" + proto + "\" portid=\"" + std::to_string(number) +
         "\"><state state=\"" + state + "\" reason=\"" + reason + "\" reason_ttl=\"64\"/></port>";
}

std::string scan_of(const std::string& ports) {
  return "<?xml version=\"1.0\"?><!DOCTYPE nmaprun><nmaprun scanner=\"nmap\"><host><status "
         "state=\"up\" reason=\"user-set\"/><address addr=\"10.0.0.5\" addrtype=\"ipv4\"/><ports>" +
         ports + "</ports></host></nmaprun>";
}

ProbeInput input(const std::string& ports) {
  ProbeInput made;
  made.scan = parse_nmap(scan_of(ports));
  made.services = parse_service_ports("tcp/2049,udp/2049");
  made.control_port = 8000;
  made.model = GuardVerdict::kProtected;
  return made;
}

const std::string kControl = port("tcp", 8000, "open", "syn-ack");
const std::string kShut = port("tcp", 2049, "filtered", "no-response") +
                          port("udp", 2049, "open|filtered", "no-response");

TEST(Probe, SilenceOfUdpAloneProvesNothing) {
  const ProbeResult result = judge_probe(input(kControl + kShut));
  EXPECT_EQ(result.agreement, Agreement::kNoProof);
  EXPECT_EQ(result.sentence, "no proof either way: 1 of the ports gave no evidence");
}

TEST(Probe, AgreesWhenNothingAnswersAndTheControlPortDoes) {
  ProbeInput made = input(kControl + kShut);
  made.rpc = {{2049, false}};
  const ProbeResult result = judge_probe(made);
  EXPECT_EQ(result.agreement, Agreement::kAgrees);
  EXPECT_EQ(result.sentence,
            "nmap agrees with the model (protected): no port of NFS answers "
            "there, the control port does");
}

TEST(Probe, DisagreesWhenAPacketReachesTheStack) {
  for (const std::string& got :
       {port("tcp", 2049, "open", "syn-ack"), port("tcp", 2049, "closed", "reset"),
        port("udp", 2049, "closed", "port-unreach")})
    EXPECT_EQ(judge_probe(input(kControl + got)).agreement, Agreement::kDisagrees) << got;
  ProbeInput made = input(kControl + kShut);
  made.rpc = {{2049, true}};
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kDisagrees) << "an RPC answer by UDP";
  made.model = GuardVerdict::kExposed;
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kAgrees);
}

TEST(Probe, NeedsAControlPortThatIsOpen) {
  ProbeInput made = input(kShut + port("tcp", 8000, "filtered", "no-response"));
  made.rpc = {{2049, false}};
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kNoProof);
  made.control_port = 0;
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kNoProof);
}

TEST(Probe, ADeadHostProvesNothing) {
  ProbeInput made = input(kControl + kShut);
  made.rpc = {{2049, false}};
  made.scan.host_up = false;
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kNoProof);
}

TEST(Probe, PortsThatAreNotListedHaveTheStateOfTheRest) {
  const Scan scan = parse_nmap(
      scan_of("<extraports state=\"filtered\" count=\"996\"><extrareasons reason=\"no-responses\" "
              "count=\"996\"/></extraports>" +
              kControl));
  EXPECT_EQ(scan.extra_tcp, "filtered");
  ProbeInput made = input(kControl);
  made.scan = scan;
  made.services = parse_service_ports("tcp/2049");
  EXPECT_EQ(judge_probe(made).agreement, Agreement::kAgrees);
}

TEST(Probe, RefusesWhatIsNoScan) {
  for (const std::string text : {"", "Starting Nmap", "<html/>", "<nmaprun>"})
    EXPECT_THROW(parse_nmap(text), DataError) << text;
}

TEST(Probe, ScansEveryPortAndTheControlPort) {
  const auto argv = nmap_command(parse_service_ports("rpcbind=111,nfsd=2049"), 8000, "fe80::1%en0");
  EXPECT_EQ(sys::display(argv),
            "nmap -Pn -n -sS -sU -6 -p T:111,2049,8000,U:111,2049 --reason -oX - fe80::1%en0");
}

}  // namespace
}  // namespace sharebench::guard
