// Asks the model about a packet of which parts may be left open, and gives every possible outcome.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/guard/packet.h"
#include "harness/guard/pf_model.h"

namespace sharebench::guard {

/// A packet as the rules see it. What is left open may have any value.
struct View {
  bool inbound = true;
  std::string interface {};
  Family family = Family::kInet;
  std::optional<IpAddress> from{}, to{};
  int protocol = 6;
  std::optional<std::uint32_t> from_port{}, to_port{};
  unsigned flags = 2;  ///< SYN
  std::optional<int> icmp_type{}, icmp_code{};
  bool fragment = false, options = false, established = false;
};

/// What may become of a packet.
struct Outcome {
  enum class Kind { kPass, kBlock, kUnknown };
  Kind kind = Kind::kPass;
  const Rule* rule = nullptr;  ///< nothing: not a rule decided
  std::string anchor{};
  std::string reason{};
  bool keeps_state = false, allows_options = false;
  bool translated = false;                 ///< an rdr or binat rule changed where it goes
  std::optional<std::uint32_t> to_port{};  ///< then: the port that it reaches

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// All outcomes that the open parts and what cannot be known leave possible; never empty.
struct Outcomes {
  std::vector<Outcome> all{};
  std::vector<std::string> doubts{};     ///< why there is more than one
  std::vector<const Rule*> uncertain{};  ///< rules that match for some values only

  bool only(Outcome::Kind kind) const;
  bool has(Outcome::Kind kind) const;
};

/// How much is taken for granted.
struct Assumptions {
  bool open_ended_tables = false;  ///< a table that pf.conf leaves open may hold any address
};

/// Every rule list is read once and each alternative followed, in time linear in the rules.
Outcomes evaluate(const PfModel::Impl& model, const View& packet, const Assumptions& assumptions);

/// The view of a wholly given packet. Throws UsageError for what is no packet.
View view_of(const Packet& packet);

}  // namespace sharebench::guard
