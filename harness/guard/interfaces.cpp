// ifconfig's text: a head line a name, indented lines below it.
#include "harness/guard/interfaces.h"

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

/// Bits of 0xffffff00 or 255.255.255.0.
std::optional<int> mask_bits(const std::string& text) {
  std::optional<IpAddress> mask = parse_ip(text);
  if (!mask && text.rfind("0x", 0) == 0) {
    const auto value = parse_number(text, 0xffffffffU);
    if (!value) return std::nullopt;
    mask = IpAddress{};
    for (unsigned i = 0; i < 4; ++i)
      mask->bytes.at(i) = static_cast<std::uint8_t>(*value >> (24 - 8 * i));
  }
  if (!mask) return std::nullopt;
  int bits = 0;
  while (bits < 32 && in_network(*mask, last_of(IpAddress{}, 0), bits + 1)) ++bits;
  return bits;
}

/// The word after `name`, or nothing.
std::string after(const std::vector<std::string>& words, const std::string& name) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == name) return words[i + 1];
  return "";
}

bool read_address(const std::vector<std::string>& words, Interface& interface) {
  InterfaceAddress entry;
  const auto address = parse_ip(words[1].substr(0, words[1].find_first_of("%/")));
  if (!address) return false;
  entry.address = *address;
  if (address->family == Family::kInet) {
    const auto bits = mask_bits(after(words, "netmask"));
    if (!bits) return false;
    entry.prefix = *bits;
    entry.broadcast = parse_ip(after(words, "broadcast"));
  } else {
    const auto bits = parse_number(after(words, "prefixlen"), 128);
    if (!bits) return false;
    entry.prefix = static_cast<int>(*bits);
    for (const std::string& word : words) entry.temporary |= word == "temporary";
  }
  std::string peer = after(words, "-->");
  if (peer.empty()) peer = after(words, "destination");
  entry.peer = parse_ip(peer.substr(0, peer.find('%')));
  interface.addresses.push_back(entry);
  return true;
}

Interface read_head(const std::string& line, std::size_t colon) {
  Interface interface;
  interface.name = line.substr(0, colon);
  const std::size_t open = line.find('<', colon), close = line.find('>', colon);
  if (open == std::string::npos || close == std::string::npos || close < open) return interface;
  for (const std::string& flag : split(line.substr(open + 1, close - open - 1), ',')) {
    interface.loopback |= flag == "LOOPBACK";
    interface.point_to_point |= flag == "POINTOPOINT";
    interface.broadcast |= flag == "BROADCAST";
  }
  return interface;
}

}  // namespace

std::vector<Interface> parse_ifconfig(const std::string& text, std::vector<std::string>& unread) {
  std::vector<Interface> interfaces;
  for (const std::string& line : lines_of(text)) {
    if (line.empty()) continue;
    if (line[0] != ' ' && line[0] != '\t') {
      const std::size_t colon = line.find(": ");
      if (colon == std::string::npos || colon == 0)
        unread.push_back(line);
      else
        interfaces.push_back(read_head(line, colon));
      continue;
    }
    const std::vector<std::string> words = words_of(line);
    if (words.size() < 2 || (words[0] != "inet" && words[0] != "inet6")) continue;
    if (interfaces.empty() || !read_address(words, interfaces.back())) unread.push_back(line);
  }
  return interfaces;
}

const Interface* find_interface(const std::vector<Interface>& interfaces, const std::string& name) {
  for (const Interface& interface : interfaces)
    if (interface.name == name) return &interface;
  return nullptr;
}

}  // namespace sharebench::guard
