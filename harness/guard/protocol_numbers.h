// Numbers of the internet protocols, by their usual names: what both packet filters' models
// compare.
#pragma once

namespace sharebench::guard {

/// As IANA assigns them ("Assigned Internet Protocol Numbers").
inline constexpr int kIcmp = 1, kTcp = 6, kUdp = 17, kIcmp6 = 58;

/// Flags of TCP (RFC 9293, section 3.1).
inline constexpr unsigned kFin = 1, kSyn = 2, kRst = 4, kPush = 8, kAck = 16, kUrg = 32;
inline constexpr unsigned kSynAck = kSyn | kAck;

}  // namespace sharebench::guard
