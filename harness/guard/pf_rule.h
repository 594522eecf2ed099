// One rule of PF as the kernel holds it: every list expanded, every name resolved.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "harness/guard/ip_address.h"

namespace sharebench::guard {

enum class Action {
  kPass,
  kBlock,
  kScrub,
  kNoScrub,
  kNat,
  kNoNat,
  kBinat,
  kNoBinat,
  kRdr,
  kNoRdr,
  kDummynet,
  kNoDummynet,
};

/// The five lists of an anchor, each searched on its own.
enum class RuleList { kScrub, kNat, kBinat, kRdr, kDummynet, kFilter };

/// The list in which an action stands.
RuleList list_of(Action action);

enum class Direction { kBoth, kIn, kOut };

/// Comparison of a port or an id; kInside and kOutside leave their borders out, kRange has them in.
enum class Compare {
  kNone,
  kEqual,
  kNot,
  kLess,
  kAtMost,
  kMore,
  kAtLeast,
  kInside,
  kOutside,
  kRange
};

struct NumberTest {
  Compare compare = Compare::kNone;
  std::uint32_t first = 0, second = 0;

  friend bool operator==(const NumberTest&, const NumberTest&) = default;
};

/// Whether `value` passes the test.
bool passes(const NumberTest& test, std::uint32_t value);

struct Host {
  enum class Kind {
    kAny,
    kAddress,  ///< `address`/`bits`
    kRange,    ///< `address` - `last`
    kTable,
    kDynamic,  ///< (if): the addresses that it has at the time of the packet
    kNoRoute,
    kUrpfFailed,
    kRouteLabel,
    kUnresolved,  ///< a name that stood for addresses when the rules were loaded
  };
  Kind kind = Kind::kAny;
  bool negated = false;
  Family family = Family::kAny;
  IpAddress address{}, last{};
  int bits = 0;
  std::string name{};  ///< of the table, interface, route label or host
  bool network = false, broadcast = false, peer = false, no_alias = false;
  std::string scope{};  ///< interface that an IPv6 link-local address belongs to

  friend bool operator==(const Host&, const Host&) = default;
};

struct Endpoint {
  Host host{};
  NumberTest port{};

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Addresses to which traffic is sent or translated.
struct Pool {
  struct Entry {
    std::string interface {};
    Host host{};
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> entries{};
  std::uint32_t first_port = 0, last_port = 0;
  std::string type{};  ///< "bitmask", "random", "source-hash 0x...", "round-robin" or nothing
  bool sticky = false, static_port = false;

  friend bool operator==(const Pool&, const Pool&) = default;
};

enum class Keep { kNo, kKeep, kModulate, kSynproxy };

struct StateOptions {
  std::uint32_t max = 0, max_src_states = 0, max_src_conn = 0, max_src_nodes = 0;
  std::uint32_t rate_limit = 0, rate_seconds = 0;
  bool no_sync = false, track = false, track_rule = false, if_bound = false, sloppy = false;
  std::string overload{}, flush{};          ///< table; "", " flush" or " flush global"
  std::map<int, std::uint32_t> timeouts{};  ///< by place in timeout_names()

  friend bool operator==(const StateOptions&, const StateOptions&) = default;
};

struct Rule {
  // What a walk over the rules looks at first, in one cache line.
  Action action = Action::kPass;
  int protocol = 0;  ///< 0: any
  Direction direction = Direction::kBoth;
  Family family = Family::kAny;
  bool is_anchor = false;
  bool unread = false;   ///< a line that could not be parsed: it may do anything
  std::string anchor{};  ///< the name as written; an unnamed inline anchor has a number after `_`
  bool inline_anchor = false;
  bool nat_pass = false;

  enum class Answer { kDrop, kReturn, kReset, kIcmp };
  Answer answer = Answer::kDrop;
  int return_ttl = 0, return_icmp = 3, return_icmp6 = 4;  ///< codes of "unreachable"

  bool log = false, log_all = false, log_user = false;
  int log_interface = 0;
  bool quick = false;
  std::string interface {};
  bool interface_negated = false;
  std::string route{};  ///< "route-to", "reply-to", "dup-to", "fastroute" or nothing
  Pool pool{};          ///< of `route` or of a translation
  Endpoint from{}, to{};
  std::string os{};
  NumberTest user{}, group{};
  std::string user_name{}, group_name{};  ///< where the number of a name is not known here
  unsigned flags = 0, flag_set = 0;
  int icmp_type = -1, icmp_code = -1;
  int tos = 0;
  Keep keep = Keep::kNo;
  std::uint32_t probability = 0;  ///< of 2^32 - 1; 0: always
  StateOptions state{};
  bool fragment = false, allow_options = false;

  bool no_df = false, random_id = false, reassemble_tcp = false;
  int min_ttl = 0, max_mss = 0, set_tos = 0;
  enum class Fragments { kReassemble, kCrop, kDropOverlap };
  Fragments fragments = Fragments::kReassemble;

  std::string label{}, queue{}, priority_queue{}, tag{}, tagged{};
  bool tagged_negated = false;
  int routing_table = -1;
  std::string pipe{};  ///< of a dummynet rule: "pipe 1"

  int line = 0;        ///< where it stands in its file
  std::string text{};  ///< the line as it was read (printed form) or as it is printed (pf.conf)

  friend bool operator==(const Rule&, const Rule&) = default;
};

}  // namespace sharebench::guard
