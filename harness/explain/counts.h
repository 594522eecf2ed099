// Counts of what a sample asked the other side, by kind, large transfers apart from single pages.
#pragma once

#include <map>
#include <string>

#include "harness/core/sample.h"

namespace sharebench::explain {

/// Round trips, or system calls, by kind.
using KindCounts = std::map<std::string, double>;

/// Bytes on the wire that one round trip of READ or WRITE carries: of one page, and of one in a row
/// that moves a block. Both 0 where they are not told apart.
struct TripBytes {
  double page = 0, block = 0;
};

/// By kind ("READ", "WRITE").
using BytesByKind = std::map<std::string, TripBytes>;

/// `round_trips.LOOKUP` -> "LOOKUP"; empty where the sample has no counters.
KindCounts counts_of(const Sample& sample);

/// `wire_bytes.READ` -> "READ".
KindCounts bytes_of(const Sample& sample);

/// Divides a kind of `bytes_by_kind` into "READ" and "READ in blocks": as many of the second as it
/// takes to carry the sample's bytes, all pages being `page` and all blocks `block` long. Round
/// trips in a row overlap, and their cost is mostly transfer, so one of them costs another time.
KindCounts divided(KindCounts counts, const KindCounts& bytes, const BytesByKind& bytes_by_kind);

/// "READ in blocks".
std::string block_kind(const std::string& kind);

/// True for what block_kind() names.
bool is_block_kind(const std::string& kind);

}  // namespace sharebench::explain
