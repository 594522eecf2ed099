// Text of RFC 791 and RFC 5952 to bytes and back.
#include "harness/guard/ip_address.h"

#include <fmt/format.h>

#include <vector>

namespace sharebench::guard {
namespace {

std::optional<IpAddress> parse_inet(const std::string& text) {
  IpAddress address;
  std::size_t at = 0;
  for (std::size_t part = 0; part < 4; ++part) {
    unsigned value = 0;
    std::size_t digits = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && digits < 4) {
      value = value * 10 + static_cast<unsigned>(text[at++] - '0');
      ++digits;
    }
    if (digits == 0 || digits > 3 || value > 255) return std::nullopt;
    address.bytes.at(part) = static_cast<std::uint8_t>(value);
    if (part < 3 && (at >= text.size() || text[at++] != '.')) return std::nullopt;
  }
  if (at != text.size()) return std::nullopt;
  return address;
}

std::optional<unsigned> parse_group(const std::string& text) {
  if (text.empty() || text.size() > 4) return std::nullopt;
  unsigned value = 0;
  for (const char c : text) {
    const char low = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9')
      value = value * 16 + static_cast<unsigned>(c - '0');
    else if (low >= 'a' && low <= 'f')
      value = value * 16 + static_cast<unsigned>(low - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

/// Groups between colons; a dotted tail counts as two.
std::optional<std::vector<unsigned>> parse_groups(const std::string& text) {
  std::vector<unsigned> groups;
  if (text.empty()) return groups;
  std::size_t start = 0;
  while (true) {
    const std::size_t colon = text.find(':', start);
    const std::string part = text.substr(start, colon - start);
    if (colon == std::string::npos && part.find('.') != std::string::npos) {
      const auto tail = parse_inet(part);
      if (!tail) return std::nullopt;
      const auto& b = tail->bytes;
      groups.push_back(unsigned{b[0]} * 256 + b[1]);
      groups.push_back(unsigned{b[2]} * 256 + b[3]);
      return groups;
    }
    const auto group = parse_group(part);
    if (!group) return std::nullopt;
    groups.push_back(*group);
    if (colon == std::string::npos) return groups;
    start = colon + 1;
  }
}

std::optional<IpAddress> parse_inet6(const std::string& text) {
  if (text.find(':') == std::string::npos) return std::nullopt;
  const std::size_t gap = text.find("::");
  std::vector<unsigned> groups;
  if (gap == std::string::npos) {
    const auto all = parse_groups(text);
    if (!all || all->size() != 8) return std::nullopt;
    groups = *all;
  } else {
    if (text.find("::", gap + 1) != std::string::npos) return std::nullopt;
    const auto head = parse_groups(text.substr(0, gap));
    const auto tail = parse_groups(text.substr(gap + 2));
    if (!head || !tail || head->size() + tail->size() > 7) return std::nullopt;
    groups = *head;
    groups.resize(8 - tail->size(), 0);
    groups.insert(groups.end(), tail->begin(), tail->end());
  }
  IpAddress address;
  address.family = Family::kInet6;
  for (std::size_t i = 0; i < 8; ++i) {
    address.bytes[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8);
    address.bytes[2 * i + 1] = static_cast<std::uint8_t>(groups[i] & 255);
  }
  return address;
}

std::string print_inet6(const IpAddress& address) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i)
    groups[i] = unsigned{address.bytes[2 * i]} * 256 + address.bytes[2 * i + 1];
  std::size_t best = 8, best_length = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t length = 0;
    while (i + length < 8 && groups[i + length] == 0) ++length;
    if (length > best_length) {
      best = i;
      best_length = length;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == best) {
      text += "::";
      i += best_length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", groups[i]);
  }
  return text;
}

}  // namespace

int address_bits(Family family) {
  return family == Family::kInet ? 32 : 128;
}

std::optional<IpAddress> parse_ip(const std::string& text) {
  const auto inet = parse_inet(text);
  return inet ? inet : parse_inet6(text);
}

std::string print_ip(const IpAddress& address) {
  if (address.family == Family::kInet6) return print_inet6(address);
  const auto& b = address.bytes;
  return fmt::format("{}.{}.{}.{}", b[0], b[1], b[2], b[3]);
}

IpAddress masked(IpAddress address, int bits) {
  for (int i = 0; i < 16; ++i) {
    const int keep = bits - 8 * i;
    auto& byte = address.bytes[static_cast<std::size_t>(i)];
    if (keep <= 0) byte = 0;
    if (keep > 0 && keep < 8) byte = static_cast<std::uint8_t>(byte & (0xff00U >> keep));
  }
  return address;
}

IpAddress last_of(IpAddress address, int bits) {
  const int size = address_bits(address.family) / 8;
  for (int i = 0; i < size; ++i) {
    const int keep = bits - 8 * i;
    auto& byte = address.bytes[static_cast<std::size_t>(i)];
    if (keep <= 0) byte = 255;
    if (keep > 0 && keep < 8) byte = static_cast<std::uint8_t>(byte | (0xffU >> keep));
  }
  return address;
}

std::optional<IpAddress> next_of(IpAddress address) {
  for (int i = address_bits(address.family) / 8 - 1; i >= 0; --i) {
    auto& byte = address.bytes[static_cast<std::size_t>(i)];
    byte = static_cast<std::uint8_t>(byte + 1);
    if (byte != 0) return address;
  }
  return std::nullopt;
}

bool in_network(const IpAddress& address, const IpAddress& network, int bits) {
  if (address.family != network.family) return false;
  std::size_t i = 0;
  for (; bits >= 8; bits -= 8, ++i)
    if (address.bytes[i] != network.bytes[i]) return false;
  if (bits <= 0) return true;
  return ((address.bytes[i] ^ network.bytes[i]) & (0xff00U >> bits) & 0xffU) == 0;
}

bool is_link_local(const IpAddress& address) {
  return address.family == Family::kInet6 && address.bytes[0] == 0xfe &&
         (address.bytes[1] & 0xc0) == 0x80;
}

bool is_loopback(const IpAddress& address) {
  if (address.family == Family::kInet) return address.bytes[0] == 127;
  return address == *parse_ip("::1");
}

bool is_group(const IpAddress& address) {
  if (address.family == Family::kInet6) return address.bytes[0] == 0xff;
  return (address.bytes[0] & 0xf0) == 0xe0 || address == *parse_ip("255.255.255.255");
}

}  // namespace sharebench::guard
