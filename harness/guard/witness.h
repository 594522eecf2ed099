// Looks for one packet that gets through where source, destination and source port are free.
#pragma once

#include "harness/guard/pf_evaluate.h"

namespace sharebench::guard {

/// What may be chosen freely, and what must not.
struct Freedom {
  bool from = true;
  std::vector<IpAddress> to{};  ///< addresses that the host surely has
  bool to_others = false;       ///< it may have others, which nobody knows
  std::optional<IpAddress> not_from{};
};

struct Verdict {
  Outcome::Kind kind = Outcome::Kind::kBlock;  ///< kUnknown: it may get through
  Outcome outcome{};                           ///< of the packet that got furthest
};

/// Block only when no choice passes; pass when one surely does.
Verdict find_witness(const PfModel::Impl& model, const View& packet, const Freedom& freedom);

}  // namespace sharebench::guard
