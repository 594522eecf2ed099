// Statements that are not rules: macros, options, tables, anchors to load, antispoof.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/guard/pf_hosts.h"
#include "harness/guard/pf_names.h"
#include "harness/guard/pf_parser.h"
#include "harness/guard/pf_print.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

void PfParser::statement() {
  if (at_word()) return macro(take().text);
  if (accept("set")) return option();
  if (at("no")) return no_statement();
  if (accept("pass")) return filter_rule(false);
  if (accept("block")) return filter_rule(true);
  if (accept("scrub")) return scrub(false);
  if (accept("nat")) return nat_or_rdr(false, false);
  if (accept("rdr")) return nat_or_rdr(false, true);
  if (accept("binat")) return binat(false);
  if (accept("dummynet")) return dummynet(false);
  if (at("anchor")) return filter_anchor();
  if (at("nat-anchor")) return translation_anchor("nat-anchor", Action::kNat);
  if (at("rdr-anchor")) return translation_anchor("rdr-anchor", Action::kRdr);
  if (at("binat-anchor")) return translation_anchor("binat-anchor", Action::kBinat);
  if (at("scrub-anchor")) return translation_anchor("scrub-anchor", Action::kScrub);
  if (at("dummynet-anchor")) return translation_anchor("dummynet-anchor", Action::kDummynet);
  if (accept("load")) return load_anchor();
  if (accept("antispoof")) return antispoof();
  if (accept("table")) return table();
  if (at("altq") || at("queue")) fail("ALTQ is not in the kernel of macOS");
  syntax_error();
}

void PfParser::macro(const std::string& name) {
  need("=");
  std::string value;
  while (at_word() || peek().kind == Token::Kind::kNumber) {
    if (!value.empty() || out_.settings.size() > 1000000) value += ' ';
    value += peek().text;
    if (value.size() > 1000000) fail("macro too long");
    take();
  }
  end_statement();
  lexer_.define(name, value);
  out_.settings.push_back(fmt::format("{} = \"{}\"", name, value));
}

void PfParser::word_option(const std::string& name) {
  const std::string value = name == "loginterface" && accept("all") ? "all" : word();
  static const std::array<const char*, 7> kOptimizations = {
      "normal", "default", "satellite", "high-latency", "conservative", "aggressive", ""};
  static const std::array<const char*, 4> kDebug = {"none", "urgent", "misc", "loud"};
  stage(Stage::kOptions);
  if (name == "optimization" && std::find(kOptimizations.begin(), kOptimizations.end() - 1,
                                          value) == kOptimizations.end() - 1)
    fail(fmt::format("unknown optimization {}", value));
  if (name == "debug" && std::find(kDebug.begin(), kDebug.end(), value) == kDebug.end())
    fail(fmt::format("unknown debug level {}", value));
  if (name == "fingerprints")
    out_.settings.push_back(fmt::format("set fingerprints \"{}\"", value));
  else
    out_.settings.push_back(fmt::format("set {} {}", name, value));
}

void PfParser::option() {
  for (const char* name : {"optimization", "loginterface", "fingerprints", "debug"})
    if (accept(name)) return word_option(name);
  if (accept("ruleset-optimization")) {
    const std::string value = joined_words();
    if (value != "none" && value != "basic" && value != "profile")
      fail(fmt::format("unknown ruleset-optimization {}", value));
  } else if (accept("timeout")) {
    option_list("timeout");
  } else if (accept("limit")) {
    option_list("limit");
  } else if (accept("hostid")) {
    const std::string text = take().text;
    const auto value = parse_number(text, 0xffffffffU);
    if (!value || *value == 0) fail("hostid must be non-zero");
    out_.settings.push_back(fmt::format("set hostid 0x{:08x}", *value));
  } else if (accept("block-policy")) {
    return_policy_ = at("return");
    if (!at("return") && !at("drop")) syntax_error();
    out_.settings.push_back("set block-policy " + take().text);
    stage(Stage::kOptions);
  } else if (accept("require-order")) {
    require_order_ = !accept("no");
    if (require_order_ && (!at_word() || take().text != "yes"))
      fail("invalid value, expected 'yes' or 'no'");
    out_.settings.push_back(fmt::format("set require-order {}", require_order_ ? "yes" : "no"));
  } else if (accept("state-policy")) {
    if_bound_ = at("if-bound");
    if (!at("if-bound") && !at("floating")) syntax_error();
    out_.settings.push_back("set state-policy " + take().text);
  } else if (accept("skip")) {
    skip_option();
  } else {
    syntax_error();
  }
}

void PfParser::option_list(const std::string& what) {
  if (!accept("{")) return one_timeout(what);
  skip_newlines();
  do {
    one_timeout(what);
    skip_newlines();
    comma();
  } while (!at("}"));
  need("}");
}

void PfParser::one_timeout(const std::string& what) {
  const std::string name = word();
  if (peek().kind != Token::Kind::kNumber) syntax_error();
  const auto value = parse_decimal(peek().text, 0xffffffffU);
  if (!value) fail("only positive values permitted");
  take();
  stage(Stage::kOptions);
  static const std::vector<std::string> kLimits = {"states", "app-states", "src-nodes",
                                                   "frags",  "tables",     "table-entries"};
  const auto& names = what == "timeout" ? timeout_names() : kLimits;
  if (std::find(names.begin(), names.end(), name) == names.end())
    fail(what == "timeout" ? fmt::format("unknown timeout {}", name)
                           : fmt::format("unable to set limit {} {}", name, *value));
  out_.settings.push_back(fmt::format("set {} {} {}", what, name, *value));
}

void PfParser::skip_option() {
  std::vector<InterfaceItem> items;
  Draft draft;
  if (at("on")) interfaces(draft);
  items = draft.interfaces;
  if (items.empty() || (items.size() == 1 && !items[0].negated && items[0].name == "none")) {
    out_.skip.clear();
    out_.settings.emplace_back("set skip on none");
    return;
  }
  std::string line = "set skip on {";
  for (const InterfaceItem& item : items) {
    if (item.negated) fail("skip on ! <interface> is not supported");
    line += " " + item.name;
    out_.skip.push_back(item.name);
  }
  out_.settings.push_back(line + " }");
}

void PfParser::table() {
  need("<");
  Table table;
  table.name = word();
  need(">");
  table.line = peek().line;
  if (table.name.size() >= 32) fail("table name too long, max 31 chars");
  while (peek().kind != Token::Kind::kNewline && peek().kind != Token::Kind::kEnd)
    table_option(table);
  out_.settings.push_back(print_table(table));
  here().tables[table.name] = table;
}

void PfParser::table_option(Table& table) {
  if (at("{")) return table_addresses(table);
  if (accept("file")) {
    table.parts.push_back({word(), {}});
    return;
  }
  const std::string name = word();
  if (name == "const")
    table.constant = true;
  else if (name == "persist")
    table.persist = true;
  else if (name == "counters")
    table.counters = true;
  else
    fail(fmt::format("invalid table option '{}'", name));
}

void PfParser::table_addresses(Table& table) {
  need("{");
  skip_newlines();
  if (accept("}")) {
    table.empty_list = true;
    return;
  }
  Table::Part part;
  part.addresses = host_list();
  for (const Host& host : part.addresses) {
    switch (host.kind) {
      case Host::Kind::kAddress:
      case Host::Kind::kUnresolved:
        break;
      case Host::Kind::kRange:
        fail("address ranges are not permitted inside tables");
      case Host::Kind::kDynamic:
        fail("dynamic addresses are not permitted inside tables");
      case Host::Kind::kTable:
        fail("tables cannot contain tables");
      default:
        fail("\"no-route\" and the like are not permitted inside tables");
    }
  }
  table.parts.push_back(part);
}

void PfParser::load_anchor() {
  need("anchor");
  PfFile::Load load;
  load.line = peek().line;
  load.anchor = joined_words();
  need("from");
  load.file = joined_words();
  if (!path_.empty()) load.anchor = path_ + "/" + load.anchor;
  out_.loads.push_back(load);
}

void PfParser::antispoof() {
  Draft base;
  Rule& rule = base.rule;
  rule.action = Action::kBlock;
  rule.direction = Direction::kIn;
  log_and_quick(rule, true);
  need("for");
  std::vector<std::pair<InterfaceItem, bool>> items;
  list_or_one([&] {
    const bool dynamic = accept("(");
    items.push_back({{word(), false}, dynamic});
    if (dynamic) need(")");
  });
  rule.family = family();
  while (at("label") || at("rtable")) {
    if (accept("label"))
      rule.label = label();
    else if (accept("rtable"))
      rule.routing_table = number_up_to(255, "invalid rtable id");
  }
  end_statement();
  stage(Stage::kFilter);
  for (const auto& [item, dynamic] : items) antispoof_one(base, item, dynamic);
}

/// Two rules: its network comes in only on the interface, its own addresses on none.
void PfParser::antispoof_one(const Draft& base, const InterfaceItem& item, bool dynamic) {
  Host network;
  network.network = true;
  std::vector<Host> networks, addresses;
  bool loopback = item.name == "lo0";
  if (dynamic) {
    network.kind = Host::Kind::kDynamic;
    network.name = item.name;
    network.bits = 128;
    networks.push_back(network);
    addresses.push_back(network);
    addresses[0].network = false;
  } else if (host_.interfaces) {
    const Interface* found = find_interface(*host_.interfaces, item.name);
    loopback = found != nullptr && found->loopback;
    networks = interface_hosts(item.name, network, host_);
    addresses = interface_hosts(item.name, Host{}, host_);
  } else {
    Host unknown;
    unknown.kind = Host::Kind::kUnresolved;
    unknown.name = item.name + ":network";
    out_.unresolved.push_back(unknown.name);
    networks.push_back(unknown);
    unknown.name = item.name;
    addresses.push_back(unknown);
  }
  Draft draft = base;
  draft.interfaces = {{item.name, true}};
  draft.from_hosts = networks;
  if (!networks.empty()) add(draft);
  draft.interfaces.clear();
  draft.from_hosts = addresses;
  draft.rule.log_interface = 0;
  if (!loopback && !addresses.empty()) add(draft);
}

}  // namespace sharebench::guard
