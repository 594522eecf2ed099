// The parts that rules of every kind share: direction, log, interface, protocol, hosts, ports.
#include <fmt/format.h>

#include "harness/guard/pf_hosts.h"
#include "harness/guard/pf_names.h"
#include "harness/guard/pf_parser.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

Direction PfParser::direction() {
  if (accept("in")) return Direction::kIn;
  return accept("out") ? Direction::kOut : Direction::kBoth;
}

void PfParser::log_and_quick(Rule& rule, bool quick_allowed) {
  if (accept("quick")) {
    rule.quick = true;
    if (accept("log")) log_options(rule);
  } else if (accept("log")) {
    log_options(rule);
    rule.quick = accept("quick");
  }
  if (rule.quick && !quick_allowed) fail("scrub rules do not support 'quick'");
}

void PfParser::log_options(Rule& rule) {
  rule.log = true;
  if (!accept("(")) return;
  do {
    if (accept("all"))
      rule.log_all = true;
    else if (accept("user") || accept("group"))
      rule.log_user = true;
    else if (accept("to")) {
      const std::string name = joined_words();
      if (name.rfind("pflog", 0) != 0) fail(fmt::format("{}: should be a pflog interface", name));
      const auto number = parse_decimal(name.substr(5), 255);
      if (!number) fail(fmt::format("{}: invalid", name));
      if (*number != 0) rule.log_interface = static_cast<int>(*number);
    } else {
      syntax_error();
    }
    comma();
  } while (!at(")"));
  need(")");
}

void PfParser::interfaces(Draft& draft) {
  if (!accept("on")) return;
  list_or_one([&] {
    InterfaceItem item;
    item.negated = accept("!");
    item.name = word();
    if (item.name.size() >= 16) fail("interface name too long");
    draft.interfaces.push_back(item);
  });
}

Family PfParser::family() {
  if (accept("inet")) return Family::kInet;
  return accept("inet6") ? Family::kInet6 : Family::kAny;
}

void PfParser::protocols(Draft& draft) {
  if (!accept("proto")) return;
  list_or_one([&] { draft.protocols.push_back(protocol()); });
}

int PfParser::protocol() {
  if (peek().kind == Token::Kind::kNumber) {
    const auto value = parse_decimal(peek().text, 255);
    if (!value) fail("protocol outside range");
    if (*value == 0) fail("proto 0 cannot be used");
    take();
    return static_cast<int>(*value);
  }
  const std::string name = word();
  const auto number = protocol_number(name);
  if (!number) fail(fmt::format("unknown protocol {}", name));
  if (*number == 0) fail("proto 0 cannot be used");
  return *number;
}

void PfParser::from_to(Draft& draft) {
  if (accept("all")) return;
  if (accept("from")) endpoint(draft.from_hosts, draft.from_ports);
  if (accept("os")) list_or_one([&] { draft.oses.push_back(word()); });
  if (!accept("to")) return;
  endpoint(draft.to_hosts, draft.to_ports);
  for (const Host& host : draft.to_hosts)
    if (host.kind == Host::Kind::kUrpfFailed)
      fail("\"urpf-failed\" is not permitted in a destination address");
}

void PfParser::endpoint(std::vector<Host>& hosts, std::vector<NumberTest>& ports) {
  if (!at("port")) hosts = host_spec();
  if (accept("port")) list_or_one([&] { ports.push_back(port_item()); });
}

std::vector<Host> PfParser::host_spec() {
  if (accept("any")) return {};
  if (!accept("{")) return host(accept("!"));
  skip_newlines();
  return host_list();
}

/// The rest of a list after its brace; `any` in a list of others says nothing.
std::vector<Host> PfParser::host_list() {
  std::vector<Host> all;
  if (++depth_ > 100) fail("lists too deep");
  do {
    const std::vector<Host> more = host_spec();
    all.insert(all.end(), more.begin(), more.end());
    skip_newlines();
    comma();
  } while (!at("}"));
  --depth_;
  need("}");
  return all;
}

std::vector<Host> PfParser::host(bool negated) {
  std::vector<Host> hosts;
  if (at("no-route") || at("urpf-failed")) {
    Host made;
    made.kind = at("no-route") ? Host::Kind::kNoRoute : Host::Kind::kUrpfFailed;
    take();
    hosts.push_back(made);
  } else {
    hosts = plain_host();
  }
  for (Host& made : hosts) made.negated = negated;
  return hosts;
}

std::vector<Host> PfParser::plain_host() {
  if (at("<")) return {table_host()};
  if (at("(")) {
    Host made = dynamic_host();
    if (accept("/")) made.bits = number_up_to(128, "bit number too big");
    return {made};
  }
  if (accept("route")) {
    Host made;
    made.kind = Host::Kind::kRouteLabel;
    made.name = word();
    return {made};
  }
  const bool number = peek().kind == Token::Kind::kNumber;
  if (!number && !at_word()) syntax_error();
  const std::string text = take().text;
  if (at("/")) {
    take();
    if (peek().kind != Token::Kind::kNumber) syntax_error();
    return resolve(text + "/" + take().text);
  }
  if (number) syntax_error();
  if (!accept("-")) return resolve(text);
  const std::vector<Host> first = resolve(text), last = resolve(word());
  const auto single = [](const std::vector<Host>& hosts) {
    return hosts.size() == 1 && hosts[0].kind == Host::Kind::kAddress &&
           hosts[0].bits == address_bits(hosts[0].family);
  };
  if (!single(first) || !single(last) || first[0].family != last[0].family)
    fail("invalid address range");
  Host range = first[0];
  range.kind = Host::Kind::kRange;
  range.last = last[0].address;
  return {range};
}

Host PfParser::dynamic_host() {
  need("(");
  Host made;
  made.kind = Host::Kind::kDynamic;
  made.bits = 128;
  const std::string text = word();
  made.name = text;
  const char low = static_cast<char>(text.empty() ? '0' : text[0] | 0x20);
  if (low < 'a' || low > 'z') fail(fmt::format("invalid interface name '{}'", text));
  if (kind_ == PfText::kPrinted) {  // -vv adds how many addresses there are, or :*
    const std::size_t colon = made.name.rfind(':');
    const std::string tail = colon == std::string::npos ? "" : made.name.substr(colon + 1);
    if (tail == "*" || (tail != "0" && parse_decimal(tail, 1000000))) made.name.resize(colon);
  }
  if (!take_modifiers(made.name, made)) fail(fmt::format("interface {} has bad modifier", text));
  if (made.name.size() >= 16) fail("interface name too long");
  need(")");
  return made;
}

Host PfParser::table_host() {
  need("<");
  Host made;
  made.kind = Host::Kind::kTable;
  made.name = word();
  if (kind_ == PfText::kPrinted) {  // -vv prints <name:entries>
    const std::size_t colon = made.name.rfind(':');
    const std::string tail = colon == std::string::npos ? "" : made.name.substr(colon + 1);
    if (tail == "*" || parse_decimal(tail, 1000000000)) made.name.resize(colon);
  }
  if (made.name.size() >= 32) fail(fmt::format("table name '{}' too long", made.name));
  need(">");
  return made;
}

std::optional<Compare> PfParser::unary_operator() {
  if (accept("=")) return Compare::kEqual;
  if (accept("!")) {
    need("=");
    return Compare::kNot;
  }
  if (accept("<")) return accept("=") ? Compare::kAtMost : Compare::kLess;
  if (accept(">")) return accept("=") ? Compare::kAtLeast : Compare::kMore;
  return std::nullopt;
}

NumberTest PfParser::port_item() {
  const auto compare = unary_operator();
  if (peek().kind != Token::Kind::kNumber && !at_word()) syntax_error();
  NumberTest test = port_range(take().text);
  const bool ranged = test.compare == Compare::kRange;
  if (compare) {
    if (ranged) fail("':' cannot be used with an other port operator");
    test.compare = *compare;
    return test;
  }
  if (!at("<>") && !at("><")) return test;
  test.compare = take().text == "<>" ? Compare::kOutside : Compare::kInside;
  if (peek().kind != Token::Kind::kNumber && !at_word()) syntax_error();
  const NumberTest second = port_range(take().text);
  if (ranged || second.compare == Compare::kRange)
    fail("':' cannot be used with an other port operator");
  test.second = second.first;
  return test;
}

/// "22", "ssh" or "20048:20051"; a range of one port is that port.
NumberTest PfParser::port_range(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return {Compare::kEqual, port_value(text), 0};
  const std::uint32_t first = port_value(text.substr(0, colon));
  const std::uint32_t last = port_value(text.substr(colon + 1));
  if (first == last) return {Compare::kEqual, first, 0};
  return {Compare::kRange, first, last};
}

std::uint32_t PfParser::port_value(const std::string& text) {
  if (const auto number = parse_number(text, UINT64_MAX)) {
    if (*number > 65535) fail(fmt::format("illegal port value {}", *number));
    return static_cast<std::uint32_t>(*number);
  }
  const auto port = service_port(text);
  if (!port) fail(fmt::format("unknown port {}", text));
  return static_cast<std::uint32_t>(*port);
}

std::string PfParser::label() {
  const std::string text = word();
  if (text.size() >= 64) fail("rule label too long (max 63 chars)");
  return text;
}

int PfParser::number_up_to(std::uint64_t most, const std::string& complaint) {
  if (peek().kind != Token::Kind::kNumber) syntax_error();
  const auto value = parse_decimal(peek().text, most);
  if (!value) fail(complaint);
  take();
  return static_cast<int>(*value);
}

}  // namespace sharebench::guard
