// The only file that reads XML.
#include <fmt/format.h>

#include <cstring>
#include <pugixml.hpp>

#include "harness/core/error.h"
#include "harness/guard/probe.h"

namespace sharebench::guard {
namespace {

void read_ports(const pugi::xml_node& host, const std::string& address, Scan& scan) {
  const pugi::xml_node ports = host.child("ports");
  for (const pugi::xml_node& node : ports.children("port")) {
    ScannedPort port;
    port.host = address;
    port.proto = node.attribute("protocol").value();
    port.port = node.attribute("portid").as_int();
    port.state = node.child("state").attribute("state").value();
    port.reason = node.child("state").attribute("reason").value();
    if (port.port > 0 && port.port <= 65535 && !port.state.empty()) scan.ports.push_back(port);
  }
  for (const pugi::xml_node& node : ports.children("extraports")) {
    const std::string state = node.attribute("state").value();
    bool told = false;
    for (const pugi::xml_node& why : node.children("extrareasons")) {
      const std::string proto = why.attribute("proto").value();
      if (proto == "tcp") scan.extra_tcp = state;
      if (proto == "udp") scan.extra_udp = state;
      told |= !proto.empty();
    }
    if (!told) scan.extra_tcp = scan.extra_udp = state;
  }
}

}  // namespace

Scan parse_nmap(const std::string& xml) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
  const pugi::xml_node run = document.child("nmaprun");
  if (!result || !run)
    throw DataError(fmt::format("this is no output of nmap -oX ({})",
                                result ? "no <nmaprun> in it" : result.description()),
                    "run nmap with -oX - and keep all that it prints");
  Scan scan;
  for (const pugi::xml_node& host : run.children("host")) {
    const std::string address = host.child("address").attribute("addr").value();
    scan.hosts.push_back(address);
    scan.host_up |= std::strcmp(host.child("status").attribute("state").value(), "up") == 0;
    read_ports(host, address, scan);
  }
  return scan;
}

}  // namespace sharebench::guard
