// What a run's time is made of: round trips by kind, what each costs, and what is left over.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/core/comparison.h"

namespace sharebench {

/// What one operation of `operation_costs` takes on a share, waiting and working together; also
/// "close after open" and so on, the part of an operation that closes what it opened.
struct OperationCost {
  std::string share{}, operation{};
  double pace_s = 0;
  Estimate seconds{};                   ///< of one operation, over blocks
  std::optional<double> round_trips{};  ///< of one operation, median; nothing: not counted apart
  double bytes_per_s = 0;               ///< of read_block and write_block; else 0
};

/// What one round trip of a kind costs on a share: fitted to the operations above.
struct RoundTripCost {
  std::string share{}, kind{};  ///< "LOOKUP", "READ in blocks"
  double pace_s = 0;
  Estimate seconds{};
};

/// A share of predicted time.
struct PredictedPart {
  std::string name{};  ///< a kind of round trip, "transfer: READ", "computing"
  double count = 0;    ///< round trips; 0 for computing
  double seconds = 0;  ///< median over blocks
  bool known = true;   ///< false: no operation makes such round trips, so it has the mean cost
};

/// One workload on one share: its time taken apart, beside the time that it took.
struct Prediction {
  std::string workload{}, share{};
  double pace_s = 0;
  std::string counted_by{};            ///< "round trips" or "system calls", a comma, by whom
  std::vector<PredictedPart> parts{};  ///< largest first
  Estimate predicted_s{};
  Estimate measured_s{};      ///< n = 0 where it was not measured
  Estimate leftover{};        ///< (measured - predicted) / measured, over blocks; may be below 0
  double leftover_s = 0;      ///< measured_s - predicted_s
  bool carried_over = false;  ///< costs are of another run: nobody measured this
};

struct Explanation {
  std::vector<OperationCost> operations{};
  std::vector<RoundTripCost> costs{};
  std::vector<Prediction> predictions{};
  std::string costs_of{};            ///< id of the run whose costs these are
  std::vector<std::string> notes{};  ///< what a reader must know, a sentence each
};

}  // namespace sharebench
