// Addresses are read and printed as inet_pton and inet_ntop do.
#include "harness/guard/ip_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

namespace sharebench::guard {
namespace {

std::string by_system(const std::string& text) {
  unsigned char bytes[16];
  char out[64];
  for (const int family : {AF_INET, AF_INET6})
    if (inet_pton(family, text.c_str(), bytes) == 1)
      return inet_ntop(family, bytes, out, sizeof out);
  return "refused";
}

TEST(IpAddress, PrintsAndRefusesAsTheSystemDoes) {
  for (const std::string text : {"0.0.0.0",
                                 "255.255.255.255",
                                 "192.168.99.1",
                                 "1.2.3",
                                 "1.2.3.4.5",
                                 "256.1.1.1",
                                 "1..2.3",
                                 "::",
                                 "::1",
                                 "1::",
                                 "fe80::1",
                                 "2001:db8::1:0:0:1",
                                 "2001:0:0:1::",
                                 "1:2:3:4:5:6:7:8",
                                 "1:2:3:4:5:6:7",
                                 "1::2::3",
                                 "12345::",
                                 "g::",
                                 ":::",
                                 "1:2:3:4:5:6:7:8:9",
                                 "",
                                 ":1",
                                 "1:",
                                 "fe80:0000:0000:0000:0202:b3ff:fe1e:8329",
                                 "0:0:0:1:0:0:0:0",
                                 "1:0:0:2:0:0:0:3"}) {
    const auto address = parse_ip(text);
    EXPECT_EQ(address ? print_ip(*address) : "refused", by_system(text)) << text;
  }
}

TEST(IpAddress, ReadsADottedTail) {
  EXPECT_EQ(parse_ip("::ffff:1.2.3.4"), parse_ip("::ffff:102:304"));
}

TEST(IpAddress, NetworksBeginAndEndWhereTheirBitsDo) {
  const IpAddress address = *parse_ip("192.168.99.100");
  EXPECT_EQ(print_ip(masked(address, 26)), "192.168.99.64");
  EXPECT_EQ(print_ip(last_of(masked(address, 26), 26)), "192.168.99.127");
  EXPECT_TRUE(in_network(address, *parse_ip("192.168.99.64"), 26));
  EXPECT_FALSE(in_network(address, *parse_ip("192.168.99.128"), 26));
  EXPECT_TRUE(in_network(address, IpAddress{}, 0));
  EXPECT_FALSE(in_network(address, *parse_ip("::"), 0));
  EXPECT_EQ(print_ip(*next_of(*parse_ip("10.0.255.255"))), "10.1.0.0");
  EXPECT_EQ(next_of(*parse_ip("255.255.255.255")), std::nullopt);
}

}  // namespace
}  // namespace sharebench::guard
