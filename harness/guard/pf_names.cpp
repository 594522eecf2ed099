// Tables after IANA's registries and pf.conf(5); kept here since a Mac's state is judged elsewhere.
#include "harness/guard/pf_names.h"

#include <fmt/format.h>

#include <array>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

struct Number {
  const char* name;
  int value;
};

// /etc/protocols; the first name of a number is the one that is printed.
constexpr Number kProtocols[] = {
    {"ip", 0},         {"icmp", 1},        {"igmp", 2},          {"ggp", 3},
    {"ipencap", 4},    {"st2", 5},         {"tcp", 6},           {"cbt", 7},
    {"egp", 8},        {"igp", 9},         {"bbn-rcc", 10},      {"nvp", 11},
    {"pup", 12},       {"argus", 13},      {"emcon", 14},        {"xnet", 15},
    {"chaos", 16},     {"udp", 17},        {"mux", 18},          {"dcn", 19},
    {"hmp", 20},       {"prm", 21},        {"xns-idp", 22},      {"trunk-1", 23},
    {"trunk-2", 24},   {"leaf-1", 25},     {"leaf-2", 26},       {"rdp", 27},
    {"irtp", 28},      {"iso-tp4", 29},    {"netblt", 30},       {"mfe-nsp", 31},
    {"merit-inp", 32}, {"sep", 33},        {"3pc", 34},          {"idpr", 35},
    {"xtp", 36},       {"ddp", 37},        {"idpr-cmtp", 38},    {"tp++", 39},
    {"il", 40},        {"ipv6", 41},       {"sdrp", 42},         {"ipv6-route", 43},
    {"ipv6-frag", 44}, {"idrp", 45},       {"rsvp", 46},         {"gre", 47},
    {"mhrp", 48},      {"bna", 49},        {"esp", 50},          {"ah", 51},
    {"i-nlsp", 52},    {"swipe", 53},      {"narp", 54},         {"mobile", 55},
    {"tlsp", 56},      {"skip", 57},       {"ipv6-icmp", 58},    {"ipv6-nonxt", 59},
    {"ipv6-opts", 60}, {"cftp", 62},       {"sat-expak", 64},    {"kryptolan", 65},
    {"rvd", 66},       {"ippc", 67},       {"sat-mon", 69},      {"visa", 70},
    {"ipcv", 71},      {"cpnx", 72},       {"cphb", 73},         {"wsn", 74},
    {"pvp", 75},       {"br-sat-mon", 76}, {"sun-nd", 77},       {"wb-mon", 78},
    {"wb-expak", 79},  {"iso-ip", 80},     {"vmtp", 81},         {"secure-vmtp", 82},
    {"vines", 83},     {"ttp", 84},        {"nsfnet-igp", 85},   {"dgp", 86},
    {"tcf", 87},       {"eigrp", 88},      {"ospf", 89},         {"sprite-rpc", 90},
    {"larp", 91},      {"mtp", 92},        {"ax.25", 93},        {"ipip", 94},
    {"micp", 95},      {"scc-sp", 96},     {"etherip", 97},      {"encap", 98},
    {"gmtp", 100},     {"ifmp", 101},      {"pnni", 102},        {"pim", 103},
    {"aris", 104},     {"scps", 105},      {"qnx", 106},         {"a/n", 107},
    {"ipcomp", 108},   {"snp", 109},       {"compaq-peer", 110}, {"ipx-in-ip", 111},
    {"carp", 112},     {"pgm", 113},       {"l2tp", 115},        {"ddx", 116},
    {"iatp", 117},     {"stp", 118},       {"srp", 119},         {"uti", 120},
    {"smp", 121},      {"sm", 122},        {"ptp", 123},         {"isis", 124},
    {"fire", 125},     {"crtp", 126},      {"crudp", 127},       {"sscopmce", 128},
    {"iplt", 129},     {"sps", 130},       {"pipe", 131},        {"sctp", 132},
    {"fc", 133},       {"icmp6", 58},      {"vrrp", 112},        {"dccp", 33},
    {"ospfigp", 89},   {"divert", 254},    {"pfsync", 240},      {"icmpv6", 58},
};

constexpr Number kServices[] = {
    {"tcpmux", 1},
    {"echo", 7},
    {"discard", 9},
    {"daytime", 13},
    {"qotd", 17},
    {"chargen", 19},
    {"ftp-data", 20},
    {"ftp", 21},
    {"ssh", 22},
    {"telnet", 23},
    {"smtp", 25},
    {"mail", 25},
    {"time", 37},
    {"nicname", 43},
    {"whois", 43},
    {"tacacs", 49},
    {"domain", 53},
    {"bootps", 67},
    {"bootpc", 68},
    {"tftp", 69},
    {"gopher", 70},
    {"finger", 79},
    {"http", 80},
    {"www", 80},
    {"www-http", 80},
    {"kerberos", 88},
    {"hostname", 101},
    {"pop2", 109},
    {"pop3", 110},
    {"sunrpc", 111},
    {"portmap", 111},
    {"rpcbind", 111},
    {"ident", 113},
    {"auth", 113},
    {"sftp", 115},
    {"nntp", 119},
    {"ntp", 123},
    {"epmap", 135},
    {"loc-srv", 135},
    {"netbios-ns", 137},
    {"netbios-dgm", 138},
    {"netbios-ssn", 139},
    {"imap", 143},
    {"imap2", 143},
    {"snmp", 161},
    {"snmptrap", 162},
    {"snmp-trap", 162},
    {"xdmcp", 177},
    {"bgp", 179},
    {"irc", 194},
    {"at-rtmp", 201},
    {"ldap", 389},
    {"svrloc", 427},
    {"https", 443},
    {"microsoft-ds", 445},
    {"kpasswd", 464},
    {"urd", 465},
    {"smtps", 465},
    {"igmpv3lite", 465},
    {"isakmp", 500},
    {"exec", 512},
    {"biff", 512},
    {"login", 513},
    {"who", 513},
    {"shell", 514},
    {"syslog", 514},
    {"printer", 515},
    {"talk", 517},
    {"ntalk", 518},
    {"route", 520},
    {"router", 520},
    {"timed", 525},
    {"dhcpv6-client", 546},
    {"dhcpv6-server", 547},
    {"afpovertcp", 548},
    {"rtsp", 554},
    {"submission", 587},
    {"ipp", 631},
    {"ldaps", 636},
    {"asip-webadmin", 311},
    {"kerberos-adm", 749},
    {"rsync", 873},
    {"ftps-data", 989},
    {"ftps", 990},
    {"telnets", 992},
    {"imaps", 993},
    {"pop3s", 995},
    {"socks", 1080},
    {"openvpn", 1194},
    {"ms-sql-s", 1433},
    {"l2tp", 1701},
    {"l2f", 1701},
    {"pptp", 1723},
    {"radius", 1812},
    {"radius-acct", 1813},
    {"ssdp", 1900},
    {"nfs", 2049},
    {"nfsd", 2049},
    {"docker", 2375},
    {"docker-s", 2376},
    {"net-assistant", 3283},
    {"iscsi-target", 3260},
    {"mysql", 3306},
    {"ms-wbt-server", 3389},
    {"daap", 3689},
    {"svn", 3690},
    {"ipsec-msft", 4500},
    {"sip", 5060},
    {"sips", 5061},
    {"xmpp-client", 5222},
    {"xmpp-server", 5269},
    {"nat-pmp", 5351},
    {"mdns", 5353},
    {"postgresql", 5432},
    {"rfb", 5900},
    {"vnc-server", 5900},
    {"x11", 6000},
    {"afs3-fileserver", 7000},
    {"http-alt", 8080},
    {"git", 9418},
};

constexpr Number kIcmpTypes[] = {
    {"echoreq", 8},    {"echorep", 0},    {"unreach", 3},    {"squench", 4},   {"redir", 5},
    {"althost", 6},    {"routeradv", 9},  {"routersol", 10}, {"timex", 11},    {"paramprob", 12},
    {"timereq", 13},   {"timerep", 14},   {"inforeq", 15},   {"inforep", 16},  {"maskreq", 17},
    {"maskrep", 18},   {"trace", 30},     {"dataconv", 31},  {"mobredir", 32}, {"ipv6-where", 33},
    {"ipv6-here", 34}, {"mobregreq", 35}, {"mobregrep", 36}, {"skip", 39},     {"photuris", 40},
};

constexpr Number kIcmp6Types[] = {
    {"unreach", 1},      {"toobig", 2},       {"timex", 3},        {"paramprob", 4},
    {"echoreq", 128},    {"echorep", 129},    {"groupqry", 130},   {"listqry", 130},
    {"grouprep", 131},   {"listenrep", 131},  {"groupterm", 132},  {"listendone", 132},
    {"routersol", 133},  {"routeradv", 134},  {"neighbrsol", 135}, {"neighbradv", 136},
    {"redir", 137},      {"routrrenum", 138}, {"wrureq", 139},     {"wrurep", 140},
    {"fqdnreq", 139},    {"fqdnrep", 140},    {"niqry", 139},      {"nirep", 140},
    {"mtraceresp", 200}, {"mtrace", 201},
};

struct Code {
  const char* name;
  int type, value;
};

constexpr Code kIcmpCodes[] = {
    {"net-unr", 3, 0},        {"host-unr", 3, 1},       {"proto-unr", 3, 2},
    {"port-unr", 3, 3},       {"needfrag", 3, 4},       {"srcfail", 3, 5},
    {"net-unk", 3, 6},        {"host-unk", 3, 7},       {"isolate", 3, 8},
    {"net-prohib", 3, 9},     {"host-prohib", 3, 10},   {"net-tos", 3, 11},
    {"host-tos", 3, 12},      {"filter-prohib", 3, 13}, {"host-preced", 3, 14},
    {"cutoff-preced", 3, 15}, {"redir-net", 5, 0},      {"redir-host", 5, 1},
    {"redir-tos-net", 5, 2},  {"redir-tos-host", 5, 3}, {"normal-adv", 9, 0},
    {"common-adv", 9, 16},    {"transit", 11, 0},       {"reassemb", 11, 1},
    {"badhead", 12, 0},       {"optmiss", 12, 1},       {"badlen", 12, 2},
    {"unknown-ind", 40, 1},   {"auth-fail", 40, 2},     {"decrypt-fail", 40, 3},
};

constexpr Code kIcmp6Codes[] = {
    {"admin-unr", 1, 1}, {"noroute-unr", 1, 0}, {"notnbr-unr", 1, 2},    {"beyond-unr", 1, 2},
    {"addr-unr", 1, 3},  {"port-unr", 1, 4},    {"transit", 3, 0},       {"reassemb", 3, 1},
    {"badhead", 4, 0},   {"nxthdr", 4, 1},      {"redironlink", 137, 0}, {"redirrouter", 137, 1},
};

constexpr Number kUsers[] = {{"root", 0}, {"daemon", 1}, {"_www", 70}, {"_mdnsresponder", 65}};
constexpr Number kGroups[] = {{"wheel", 0}, {"daemon", 1}, {"staff", 20}, {"admin", 80}};
constexpr unsigned kNobody = 4294967294U;

template <std::size_t N>
std::optional<int> look_up(const Number (&table)[N], const std::string& name) {
  for (const Number& row : table)
    if (name == row.name) return row.value;
  return std::nullopt;
}

template <std::size_t N>
std::optional<int> look_up(const Code (&table)[N], int type, const std::string& name) {
  for (const Code& row : table)
    if (row.type == type && name == row.name) return row.value;
  return std::nullopt;
}

template <std::size_t N>
std::string name_of(const Number (&table)[N], int value) {
  for (const Number& row : table)
    if (row.value == value) return row.name;
  return std::to_string(value);
}

template <std::size_t N>
std::string name_of(const Code (&table)[N], int type, int value) {
  for (const Code& row : table)
    if (row.type == type && row.value == value) return row.name;
  return std::to_string(value);
}

constexpr std::string_view kFlags = "FSRPAUEW";

}  // namespace

std::optional<int> protocol_number(const std::string& name) {
  if (const auto number = look_up(kProtocols, name)) return number;
  std::string lower = name;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return lower == name ? std::nullopt : look_up(kProtocols, lower);
}

std::string protocol_name(int number) {
  return name_of(kProtocols, number);
}

std::optional<int> service_port(const std::string& name) {
  return look_up(kServices, name);
}

std::optional<int> icmp_type_number(const std::string& name, Family family) {
  return family == Family::kInet6 ? look_up(kIcmp6Types, name) : look_up(kIcmpTypes, name);
}

std::optional<int> icmp_code_number(int type, const std::string& name, Family family) {
  return family == Family::kInet6 ? look_up(kIcmp6Codes, type, name)
                                  : look_up(kIcmpCodes, type, name);
}

std::string icmp_type_name(int type, Family family) {
  return family == Family::kInet6 ? name_of(kIcmp6Types, type) : name_of(kIcmpTypes, type);
}

std::string icmp_code_name(int type, int code, Family family) {
  return family == Family::kInet6 ? name_of(kIcmp6Codes, type, code)
                                  : name_of(kIcmpCodes, type, code);
}

const std::vector<std::string>& timeout_names() {
  static const std::vector<std::string> kNames = {
      "tcp.first",      "tcp.opening",    "tcp.established",  "tcp.closing",      "tcp.finwait",
      "tcp.closed",     "udp.first",      "udp.single",       "udp.multiple",     "icmp.first",
      "icmp.error",     "grev1.first",    "grev1.initiating", "grev1.estblished", "esp.first",
      "esp.estblished", "other.first",    "other.single",     "other.multiple",   "frag",
      "interval",       "adaptive.start", "adaptive.end",     "src.track",        "tcp.tsdiff"};
  return kNames;
}

std::optional<unsigned> tcp_flag_bits(const std::string& letters) {
  unsigned bits = 0;
  for (const char letter : letters) {
    const std::size_t at = kFlags.find(letter);
    if (at == std::string_view::npos) return std::nullopt;
    bits |= 1U << at;
  }
  return bits;
}

std::string tcp_flag_letters(unsigned bits) {
  std::string letters;
  for (std::size_t i = 0; i < kFlags.size(); ++i)
    if ((bits >> i & 1U) != 0) letters += kFlags[i];
  return letters;
}

std::optional<unsigned> user_number(const std::string& name) {
  if (name == "nobody") return kNobody;
  const auto number = look_up(kUsers, name);
  return number ? std::optional<unsigned>(static_cast<unsigned>(*number)) : std::nullopt;
}

std::optional<unsigned> group_number(const std::string& name) {
  if (name == "nobody") return kNobody;
  const auto number = look_up(kGroups, name);
  return number ? std::optional<unsigned>(static_cast<unsigned>(*number)) : std::nullopt;
}

}  // namespace sharebench::guard
