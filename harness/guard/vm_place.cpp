// docker-machine tells the VM's address, ifconfig on which interface that network is.
#include "harness/guard/vm_place.h"

#include "harness/guard/edits.h"
#include "harness/guard/exports.h"
#include "harness/guard/interfaces.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

/// The value behind `"IPAddress": "` or `docker-machine ip`'s bare line.
std::string vm_address(const std::string& text) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t key = line.find("\"IPAddress\"");
    if (key == std::string::npos) continue;
    const std::size_t colon = line.find(':', key);
    const std::size_t open = colon == std::string::npos ? colon : line.find('"', colon);
    const std::size_t close = open == std::string::npos ? open : line.find('"', open + 1);
    if (close == std::string::npos) continue;
    const std::string value = line.substr(open + 1, close - open - 1);
    if (parse_ip(value)) return value;
  }
  for (const std::string& line : lines_of(text))
    if (parse_ip(trim(line))) return trim(line);
  return "";
}

/// The interface on whose network that address is; empty: none, or not known.
std::string interface_of(const Captured& captured, const std::string& vm) {
  const auto address = parse_ip(vm);
  const CapturedFile* ifconfig = find_printed(captured, "ifconfig");
  std::string found;
  if (!address || ifconfig == nullptr) return found;
  std::vector<std::string> unread;
  for (const Interface& interface : parse_ifconfig(ifconfig->text, unread))
    for (const InterfaceAddress& entry : interface.addresses)
      if (!interface.loopback && in_network(*address, entry.address, entry.prefix))
        found = interface.name;
  return found;
}

}  // namespace

FoundVm find_vm(const Captured& captured) {
  FoundVm found;
  const CapturedFile* networks = find_printed(captured, "vm-networks");
  if (networks != nullptr) found.address = vm_address(networks->text);
  found.interface = interface_of(captured, found.address);
  return found;
}

std::vector<FoundVm> find_other_vms(const Captured& captured, const std::string& vm) {
  std::vector<FoundVm> others;
  const CapturedFile* exports = find_printed(captured, "exports");
  if (exports == nullptr) return others;
  std::vector<std::string> unread;
  for (const Export& entry : parse_exports(in_sections(exports->text, guard_marks()), unread))
    for (const std::string& host : entry.hosts)
      if (host != vm && parse_ip(host)) others.push_back({host, interface_of(captured, host)});
  return others;
}

}  // namespace sharebench::guard
