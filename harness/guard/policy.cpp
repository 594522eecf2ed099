// The words of the rules. Every address is literal, so that no absent interface keeps them from
// being loaded.
#include "harness/guard/policy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/ip_address.h"
#include "harness/guard/nfs_services.h"

namespace sharebench::guard {
namespace {

/// "111, 2049, 20048:20051" with the separators of the language, then the policy's own.
std::string port_list(const Policy& policy, const char* range_mark) {
  int first = 65535, last = 0;
  for (const Pin& pin : recommended_pins()) {
    first = std::min(first, pin.port);
    last = std::max(last, pin.port);
  }
  std::string list = fmt::format("111, 2049, {}{}{}", first, range_mark, last);
  for (const int port : policy.relay_ports) list += fmt::format(", {}", port);
  return list;
}

bool plain_name(const std::string& name) {
  return !name.empty() && name.size() < 16 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
         });
}

/// VMs that come in by the same interface to the same address of the host: a table and two rules.
struct Door {
  std::string table{}, vm_interface{}, host{};
  std::vector<std::string> vms{};
};

std::vector<Door> doors_of(const Policy& policy) {
  std::vector<Door> doors;
  for (const Client& client : clients_of(policy)) {
    const auto known = std::find_if(doors.begin(), doors.end(), [&](const Door& door) {
      return door.vm_interface == client.vm_interface && door.host == client.host;
    });
    if (known != doors.end()) {
      known->vms.push_back(client.vm);
      continue;
    }
    const std::string number = doors.empty() ? "" : std::to_string(doors.size() + 1);
    doors.push_back({"sb_vm" + number, client.vm_interface, client.host, {client.vm}});
  }
  return doors;
}

void check_address(const std::string& what, const std::string& text) {
  const auto address = parse_ip(text);
  if (!address || address->family != Family::kInet)
    throw UsageError(fmt::format("{} '{}' is no IPv4 address", what, text),
                     "write it as 192.168.99.100");
}

void check_client(const Client& client) {
  check_address("--vm", client.vm);
  check_address("--host", client.host);
  if (!plain_name(client.vm_interface))
    throw UsageError(fmt::format("'{}' is no interface name", client.vm_interface),
                     "give --vm-interface vboxnet0");
  for (const std::string& folder : client.folders)
    if (folder.empty() || folder[0] != '/' || folder.find('"') != std::string::npos ||
        folder.find('\n') != std::string::npos)
      throw UsageError(fmt::format("'{}' is no folder that can be exported", folder),
                       "give an absolute path without quotes");
}

}  // namespace

void check_policy(const Policy& policy) {
  for (const Client& client : clients_of(policy)) check_client(client);
}

Client own_client(const Policy& policy) {
  return {policy.vm, policy.vm_interface, policy.host, policy.folders, policy.map_to};
}

std::vector<Client> clients_of(const Policy& policy) {
  std::vector<Client> all = policy.others;
  all.push_back(own_client(policy));
  std::stable_sort(all.begin(), all.end(), [](const Client& a, const Client& b) {
    return parse_ip(a.vm) < parse_ip(b.vm);
  });
  return all;
}

std::string pf_scrub_section() {
  return "scrub in all fragment reassemble\n";
}

std::string pf_filter_section(const Policy& policy) {
  std::string tables, passes;
  for (const Door& door : doors_of(policy)) {
    tables += fmt::format("table <{}> const {{ {} }}\n", door.table, fmt::join(door.vms, " "));
    passes += fmt::format(
        "pass in quick on {0} inet proto tcp from <{1}> to {2} port $sb_ports flags any no state\n"
        "pass in quick on {0} inet proto udp from <{1}> to {2} port $sb_ports no state\n",
        door.vm_interface, door.table, door.host);
  }
  return fmt::format(
      "{}sb_ports = \"{{ {} }}\"\n{}"
      "block drop in quick on ! lo0 proto {{ tcp udp }} from any to any port $sb_ports\n",
      tables, port_list(policy, ":"), passes);
}

std::string pf_anchor_file(const Policy& policy) {
  return pf_scrub_section() + pf_filter_section(policy);
}

std::string pf_article_section(const Policy& policy) {
  IpAddress network = masked(*parse_ip(policy.vm), 24);
  return fmt::format(
      "set skip on lo0\n"
      "set skip on {0}\n"
      "table <docker> const {{ {1}/24 }}\n"
      "docker_if = \"{{ bridge0 {0} }}\"\n"
      "pass quick on $docker_if inet proto icmp from <docker> to <docker>\n"
      "pass quick on $docker_if inet proto udp from <docker> to <docker> keep state\n"
      "pass quick on $docker_if inet proto tcp from <docker> to <docker> keep state\n"
      "pass in quick inet proto icmp\n"
      "pass in quick inet6 proto ipv6-icmp\n"
      "pass in quick proto udp from any to any port 5353\n"
      "pass in quick proto udp from any to any port 68\n"
      "block drop in\n"
      "pass out quick\n",
      policy.vm_interface, print_ip(network));
}

std::vector<std::string> article_holes() {
  return {
      "set skip lets everybody on the VM's network reach every port of this host, IPv6 too",
      "skip holds only where the interface exists when the rules are loaded: not after a boot",
      "bridge0, the Thunderbolt Bridge, lets in whoever takes an address of the VM's network there",
      "the block is not quick: Internet Sharing and vmnet append an anchor that may reopen en0",
      "every ICMP and ICMPv6 message, mDNS and UDP port 68 stay open to everybody",
      "it shuts SSH, file and screen sharing of this host as well",
      "sessions older than the rules are cut",
      "nothing but Status: Enabled is checked afterwards, and that proves nothing about rules"};
}

std::string nft_table(const Policy& policy) {
  const std::string ports = port_list(policy, "-");
  std::string accepted;
  for (const Client& client : clients_of(policy))
    for (const char* protocol : {"tcp", "udp"})
      accepted +=
          fmt::format("    iifname \"{}\" ip saddr {} ip daddr {} {} dport {{ {} }} accept\n",
                      client.vm_interface, client.vm, client.host, protocol, ports);
  return fmt::format(
      "table inet sharebench_guard\n"
      "delete table inet sharebench_guard\n"
      "table inet sharebench_guard {{\n"
      "  chain input {{\n"
      "    type filter hook input priority -10; policy accept;\n"
      "    iifname \"lo\" accept\n"
      "    ct state invalid counter drop\n"
      "{0}"
      "    tcp dport {{ {1} }} counter drop\n"
      "    udp dport {{ {1} }} counter drop\n"
      "  }}\n"
      "}}\n",
      accepted, ports);
}

std::string launch_daemon(const std::string& label, const std::string& conf) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
      "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
      "<plist version=\"1.0\">\n"
      "<dict>\n"
      "\t<key>Label</key>\n\t<string>{0}</string>\n"
      "\t<key>ProgramArguments</key>\n\t<array>\n"
      "\t\t<string>/sbin/pfctl</string>\n\t\t<string>-E</string>\n"
      "\t\t<string>-f</string>\n\t\t<string>{1}</string>\n\t</array>\n"
      "\t<key>RunAtLoad</key>\n\t<true/>\n"
      "\t<key>WorkingDirectory</key>\n\t<string>/var/run</string>\n"
      "\t<key>StandardOutPath</key>\n\t<string>/var/log/{0}.log</string>\n"
      "\t<key>StandardErrorPath</key>\n\t<string>/var/log/{0}.log</string>\n"
      "</dict>\n"
      "</plist>\n",
      label, conf);
}

std::string exports_lines(const Policy& policy) {
  std::string lines;
  for (const Client& client : clients_of(policy)) {
    if (client.folders.empty()) continue;
    for (const std::string& folder : client.folders) lines += fmt::format("\"{}\" ", folder);
    lines += "-alldirs";
    if (!client.map_to.empty()) lines += " -mapall=" + client.map_to;
    lines += " " + client.vm + "\n";
  }
  return lines;
}

}  // namespace sharebench::guard
