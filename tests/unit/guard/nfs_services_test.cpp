// rpcinfo, exports and lists of ports, as tools print and people write them.
#include "harness/guard/nfs_services.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/guard/exports.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

std::string text(const std::vector<Service>& services) {
  std::string all;
  for (const Service& one : services)
    all += one.name + "/" + std::to_string(one.protocol) + "=" +
           (one.port ? std::to_string(*one.port) : "?") + " ";
  return all;
}

TEST(NfsServices, ReadsTheTableOfRpcinfo) {
  std::vector<std::string> unread;
  EXPECT_EQ(text(parse_rpcinfo(pf_text("printed/o24-rpcinfo-p.txt"), unread)),
            "rpcbind/17=111 rpcbind/6=111 statd/17=991 statd/6=1021 lockd/17=940 lockd/6=1017 "
            "rquotad/17=900 rquotad/6=999 nfsd/17=2049 nfsd/6=2049 mountd/17=865 mountd/6=752 ");
  EXPECT_TRUE(unread.empty());
  parse_rpcinfo("rpcinfo: can't contact rpcbind\n", unread);
  EXPECT_EQ(unread.size(), 1U);
}

TEST(NfsServices, ReadsListsOfPorts) {
  EXPECT_EQ(text(parse_service_ports("nfsd=2049,mount/udp=865")),
            "nfsd/6=2049 nfsd/17=2049 mountd/17=865 ");
  EXPECT_EQ(text(parse_service_ports("tcp/111,2049/udp")), "rpcbind/6=111 nfsd/17=2049 ");
  EXPECT_EQ(text(parse_service_ports("tcp/20048-20050")),
            "mountd/6=20048 lockd/6=20049 statd/6=20050 ");
  for (const std::string bad : {"", "nfs=", "0", "70000", "20-10", "ftp=21", "a"})
    EXPECT_THROW(parse_service_ports(bad), UsageError) << bad;
}

TEST(NfsServices, PortsThatAreNotPinnedAreNotKnown) {
  Captured captured;
  captured["nfs.conf"].text = "nfs.server.mount.port = 20048\n# nfs.lockd.port = 20049\n";
  const std::string all = text(default_services(captured));
  EXPECT_NE(all.find("mountd/6=20048"), std::string::npos);
  EXPECT_NE(all.find("lockd/6=?"), std::string::npos);
}

TEST(Exports, AreReadWithTheirHostsAndNetworks) {
  std::vector<std::string> unread;
  const auto man = parse_exports(pf_text("printed/e05-apple-man-example.exports"), unread);
  ASSERT_EQ(man.size(), 9U);
  EXPECT_EQ(man[0].folders, (std::vector<std::string>{"/usr", "/usr/local"}));
  EXPECT_EQ(man[0].hosts, std::vector<std::string>{"friends"});
  EXPECT_TRUE(man[2].to_everyone());
  EXPECT_EQ(man[3].network, "131.104.48");
  EXPECT_EQ(man[3].mask, "255.255.255.0");
  EXPECT_EQ(man[4].network, "2001:DB8::");
  EXPECT_TRUE(unread.empty());
  const auto quoted = parse_exports("\"/Users/a b\" /x\\ y -ro h1 h2 # end\n", unread);
  ASSERT_EQ(quoted.size(), 1U);
  EXPECT_EQ(quoted[0].folders, (std::vector<std::string>{"/Users/a b", "/x y"}));
  EXPECT_EQ(quoted[0].hosts, (std::vector<std::string>{"h1", "h2"}));
  parse_exports("\"/Users\n-ro\n", unread);
  EXPECT_EQ(unread.size(), 2U);
}

}  // namespace
}  // namespace sharebench::guard
