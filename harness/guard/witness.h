// Looks for one packet that gets through where source, destination and source port are free.
#pragma once

#include <functional>
#include <set>

#include "harness/guard/pf_evaluate.h"

namespace sharebench::guard {

/// Values at which the rules begin to decide otherwise; one of each side stands for all.
struct Borders {
  std::set<IpAddress> from{}, to{};
  std::set<std::uint32_t> ports{};
};

/// A packet filter as those see it who try its doors: PF or nftables.
struct Filter {
  std::function<Outcomes(const View&)> evaluate{};
  std::function<Borders(const View&, const Outcomes&)> borders{};
  std::optional<std::vector<Interface>> interfaces{};  ///< nothing: not known
  bool odd_flags = false;                              ///< rules look at more than SYN and ACK
  std::vector<const Rule*> redirections{};             ///< rdr rules that change the port
};

/// PF, cautious about tables that anybody may fill. The model must outlive the filter.
Filter pf_filter(const PfModel::Impl& model);

/// Puts the borders of the network from `first` to `last` into `points`.
void add_network(std::set<IpAddress>& points, const IpAddress& first, const IpAddress& last,
                 Family family);

/// What may be chosen freely, and what must not.
struct Freedom {
  bool from = true;
  std::vector<IpAddress> to{};  ///< addresses that the host surely has
  bool to_others = false;       ///< it may have others, which nobody knows
  std::vector<IpAddress> not_from{};
};

struct Verdict {
  Outcome::Kind kind = Outcome::Kind::kBlock;  ///< kUnknown: it may get through
  Outcome outcome{};                           ///< of the packet that got furthest
};

/// Block only when no choice passes; pass when one surely does.
Verdict find_witness(const Filter& filter, const View& packet, const Freedom& freedom);

}  // namespace sharebench::guard
