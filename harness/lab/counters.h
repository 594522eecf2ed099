// Reads the guest's own counters of requests: pure parsers over what /proc, /sys and ftrace print.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sharebench::lab {

using Counts = std::map<std::string, std::uint64_t>;

/// Requests by NFS operation ("LOOKUP") of the mount at `guest_path`, from /proc/self/mountstats.
/// Operations never used are left out; empty when the mount is not there.
Counts parse_mountstats(const std::string& text, const std::string& guest_path);

/// Bytes on the wire by NFS operation of the same mount, sent and received, RPC headers included:
/// "READ" -> columns 4 and 5 of its per-operation line (nfs-utils, mountstats(8)).
Counts parse_mountstats_bytes(const std::string& text, const std::string& guest_path);

/// The NFS mount that `path` lies on, the deepest of those in /proc/self/mountstats; empty when it
/// lies on none.
std::string nfs_mount_of(const std::string& mountstats, const std::string& path);

/// Both of a mount, with the total of bytes, as counters of samples name bytes.
Counts nfs_counts(const std::string& mountstats, const std::string& guest_path);

/// The `hist` file of an event trigger: "key: value, key: value" (blanks squeezed) -> hit count.
Counts parse_hist(const std::string& text);

/// Of a histogram with keys `owner` and `kind`: hits by kind where owner has value `value`.
Counts hist_by_kind(const Counts& hist, const std::string& owner, const std::string& value,
                    const std::string& kind);

/// Name of a FUSE opcode (linux/fuse.h), "OP<number>" when unknown.
std::string fuse_operation(const std::string& opcode);

/// Name of a 9P2000.L request type (net/9p/9p.h), "TYPE<number>" when unknown.
std::string ninep_operation(const std::string& type);

/// Reads and writes completed, from /sys/block/<disk>/stat (fields 1 and 5, as the kernel's
/// Documentation/block/stat.rst numbers them): "disk_reads", "disk_writes".
Counts parse_block_stat(const std::string& text);

/// now - base, name by name; names that did not move are left out.
Counts difference(const Counts& now, const Counts& base);

/// By kind -> "round_trips" (the sum) and "round_trips.<KIND>".
Counts as_round_trips(const Counts& by_kind);

/// Names of counters of bytes: "wire_bytes", and "wire_bytes.READ" for one operation.
inline constexpr const char* kWireBytes = "wire_bytes";

/// Beside round trips: nanoseconds that the vboxsf server worked on calls, pace left out; inodes
/// that FUSE let go.
inline constexpr const char* kServiceNs = "service_ns";
inline constexpr const char* kForgets = "forgets";

/// Counts of a mount as counters of samples: what is no round trip (bytes, "service_ns", "forgets")
/// under its own name, the others as as_round_trips() names them.
Counts as_counters(Counts counts);

/// By kind -> "wire_bytes.<KIND>".
Counts as_wire_bytes(const Counts& by_kind);

}  // namespace sharebench::lab
