// The services of an NFS server and the ports on which they really listen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/guard/captured.h"

namespace sharebench::guard {

struct Service {
  std::string name{};         ///< rpcbind, nfsd, mountd, lockd, statd, rquotad, or "port N"
  int protocol = 6;           ///< 6 or 17
  std::optional<int> port{};  ///< nothing: it listens, nobody knows where

  friend bool operator==(const Service&, const Service&) = default;
};

/// The six services, in the order of tables.
const std::vector<std::string>& service_names();

/// From `rpcinfo -p`: a line a program, version, protocol and port. `unread` gets lines that look
/// like none. Services that are not registered are left out.
std::vector<Service> parse_rpcinfo(const std::string& text, std::vector<std::string>& unread);

/// "nfsd=2049,mountd=20048", "2049", "tcp/111", "111/udp" or "20048-20051", separated by commas.
/// Throws UsageError naming the item.
std::vector<Service> parse_service_ports(const std::string& list);

/// What is known without asking anybody: rpcbind 111, nfsd 2049, the others where nfs.conf pins
/// them, else somewhere.
std::vector<Service> default_services(const Captured& captured);

/// The settings of nfs.conf, `name = value` a line.
struct NfsSetting {
  std::string name{}, value{};
  int line = 0;
};
std::vector<NfsSetting> parse_nfs_conf(const std::string& text);

/// The ports that the recommended rules guard: 111, 2049 and 20048 to 20051.
struct Pin {
  std::string setting{};
  std::string service{};
  int port = 0;
};
const std::vector<Pin>& recommended_pins();

/// All of them, TCP and UDP, as services.
std::vector<Service> guarded_services();

}  // namespace sharebench::guard
