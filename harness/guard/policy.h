// Who may reach NFS: one object from which PF rules, an nftables table, pins and exports are made.
#pragma once

#include <string>
#include <vector>

namespace sharebench::guard {

/// One VM more, with its own side of the host.
struct Client {
  std::string vm{}, vm_interface{}, host{};
  std::vector<std::string> folders{};
  std::string map_to{};

  friend bool operator==(const Client&, const Client&) = default;
};

struct Policy {
  std::string vm{};                    ///< address of the VM
  std::string vm_interface{};          ///< the host's interface to it
  std::string host{};                  ///< the host's address on that interface
  std::vector<std::string> folders{};  ///< exported to the VM; none: exports stay as they are
  std::string map_to{};                ///< "501:20": who the VM's accesses are
  std::vector<int> relay_ports{};      ///< guarded beside 111, 2049 and 20048 to 20051
  std::vector<Client> others{};        ///< VMs that NFS is for as well
};

/// The policy's own VM.
Client own_client(const Policy& policy);

/// The policy's own VM and the others, by address, so that it does not matter who came first.
std::vector<Client> clients_of(const Policy& policy);

/// Throws UsageError for what is no address, family or interface name, or a folder with a quote.
void check_policy(const Policy& policy);

/// The rules of the recommended section: tables, macro, pass for each VM, block for the rest.
std::string pf_filter_section(const Policy& policy);

/// Its one normalisation line.
std::string pf_scrub_section();

/// The same as a file for an anchor: `pfctl -a com.apple/000.sharebench -f FILE`.
std::string pf_anchor_file(const Policy& policy);

/// The rules that the article of 2016 gives, for the given VM.
std::string pf_article_section(const Policy& policy);

/// What those rules do not shut, a sentence each.
std::vector<std::string> article_holes();

/// A table for `nft -f`, which replaces itself when it is loaded again.
std::string nft_table(const Policy& policy);

/// The LaunchDaemon that enables PF with these rules at boot.
std::string launch_daemon(const std::string& label, const std::string& conf);

/// The lines of /etc/exports, one for each VM that has folders.
std::string exports_lines(const Policy& policy);

}  // namespace sharebench::guard
