// What may follow the addresses of a filter rule: flags, icmp-type, state, label, tag, user, ...
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "harness/guard/pf_names.h"
#include "harness/guard/pf_parser.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

constexpr std::uint64_t kMostU32 = 0xffffffffU;
constexpr std::uint32_t kUnknownId = 0xffffffffU;

/// A number with a decimal point, without asking the locale; nothing for other text.
std::optional<double> decimal_fraction(const std::string& text) {
  const std::size_t dot = text.find('.');
  const auto whole = parse_decimal(text.substr(0, dot), 1000000);
  if (!whole) return std::nullopt;
  if (dot == std::string::npos) return static_cast<double>(*whole);
  const std::string digits = text.substr(dot + 1);
  if (digits.empty()) return static_cast<double>(*whole);
  const auto part = digits.size() > 18 ? std::nullopt : parse_decimal(digits, UINT64_MAX);
  if (!part) return std::nullopt;
  return static_cast<double>(*whole) +
         static_cast<double>(*part) / std::pow(10.0, static_cast<double>(digits.size()));
}

}  // namespace

/// One option; false when none begins here.
bool PfParser::filter_option(Draft& draft, Given& given) {
  Rule& rule = draft.rule;
  const auto once = [this](bool& flag, const std::string& name) {
    if (flag) fail(name + " cannot be redefined");
    flag = true;
  };
  if (accept("user")) {
    list_or_one([&] { draft.users.push_back(id_item(true)); });
  } else if (accept("group")) {
    list_or_one([&] { draft.groups.push_back(id_item(false)); });
  } else if (accept("flags")) {
    once(given.flags, "flags");
    flags(rule);
  } else if (at("icmp-type") || at("icmp6-type")) {
    once(given.icmp, "icmp-type");
    icmp_types(draft, take().text == "icmp-type" ? Family::kInet : Family::kInet6);
  } else if (accept("tos")) {
    once(given.tos, "tos");
    rule.tos = tos();
  } else if (at("no") || at("keep") || at("modulate") || at("synproxy")) {
    once(given.keep, "modulate or keep");
    keep(rule);
  } else if (accept("fragment")) {
    rule.fragment = true;
  } else if (accept("allow-opts")) {
    rule.allow_options = true;
  } else if (accept("label")) {
    if (!rule.label.empty()) fail("label cannot be redefined");
    rule.label = label();
  } else if (accept("queue")) {
    queue_name(rule);
  } else if (accept("tag")) {
    rule.tag = joined_words();
  } else if (at("!") || at("tagged")) {
    rule.tagged_negated = accept("!");
    need("tagged");
    rule.tagged = joined_words();
  } else if (accept("probability")) {
    probability(rule);
  } else if (accept("rtable")) {
    rule.routing_table = number_up_to(255, "invalid rtable id");
  } else {
    return false;
  }
  if (rule.tag.size() > 63 || rule.tagged.size() > 63) fail("tag too long, max 63 chars");
  return true;
}

void PfParser::flags(Rule& rule) {
  if (accept("any")) return;
  const auto bits = [this] {
    const std::string letters = word();
    const auto value = tcp_flag_bits(letters);
    if (!value) fail(fmt::format("bad flags {}", letters));
    return *value == 0 ? 0xffU : *value;
  };
  if (!at("/")) rule.flags = bits();
  need("/");
  rule.flag_set = bits();
}

void PfParser::icmp_types(Draft& draft, Family family) {
  list_or_one([&] { draft.icmp.push_back(icmp_item(family)); });
}

IcmpItem PfParser::icmp_item(Family family) {
  IcmpItem item;
  item.protocol = family == Family::kInet ? 1 : 58;
  const std::string kind = family == Family::kInet ? "icmp" : "icmp6";
  if (at_word()) {
    const std::string name = take().text;
    const auto type = icmp_type_number(name, family);
    if (!type) fail(fmt::format("unknown {}-type {}", kind, name));
    item.type = *type;
  } else {
    item.type = number_up_to(255, fmt::format("illegal {}-type {}", kind, peek().text));
  }
  if (!accept("code")) return item;
  if (at_word()) {
    const std::string name = take().text;
    const auto code = icmp_code_number(item.type, name, family);
    if (!code) fail(fmt::format("unknown {}-code {}", kind, name));
    item.code = *code;
  } else {
    item.code = number_up_to(255, fmt::format("illegal icmp-code {}", peek().text));
  }
  return item;
}

int PfParser::tos() {
  const std::string text = peek().text;
  std::uint64_t value = 0;
  if (peek().kind == Token::Kind::kNumber)
    value = parse_decimal(text, 255).value_or(0);
  else if (text == "lowdelay")
    value = 0x10;
  else if (text == "throughput")
    value = 0x08;
  else if (text == "reliability")
    value = 0x04;
  else if (at_word() && text.rfind("0x", 0) == 0)
    value = parse_number(text, 255).value_or(0);
  if (value == 0) fail(fmt::format("illegal tos value {}", text));
  take();
  return static_cast<int>(value);
}

void PfParser::keep(Rule& rule) {
  if (accept("no")) {
    need("state");
    rule.keep = Keep::kNo;
    return;
  }
  const std::string how = take().text;
  rule.keep = how == "keep" ? Keep::kKeep : how == "modulate" ? Keep::kModulate : Keep::kSynproxy;
  need("state");
  if (!accept("(")) return;
  std::vector<std::string> given;
  do {
    state_option(rule, given);
    comma();
  } while (!at(")"));
  need(")");
  finish_state(rule, given);
}

void PfParser::state_option(Rule& rule, std::vector<std::string>& given) {
  StateOptions& state = rule.state;
  const std::string name = peek().text;
  const auto count = [&](std::uint32_t& field, bool zero_allowed) {
    const auto value = parse_decimal(peek().text, kMostU32);
    if (peek().kind != Token::Kind::kNumber) syntax_error();
    if (!value) fail("only positive values permitted");
    if (*value == 0 && !zero_allowed) fail(fmt::format("'{}' must be > 0", name));
    take();
    field = static_cast<std::uint32_t>(*value);
  };
  if (std::find(given.begin(), given.end(), name) != given.end())
    fail(fmt::format("state option '{}' multiple definitions", name));
  given.push_back(name);
  if (accept("max")) {
    count(state.max, true);
  } else if (accept("no-sync")) {
    state.no_sync = true;
  } else if (accept("max-src-states")) {
    count(state.max_src_states, false);
  } else if (accept("max-src-conn")) {
    count(state.max_src_conn, false);
  } else if (accept("max-src-nodes")) {
    count(state.max_src_nodes, false);
  } else if (accept("max-src-conn-rate")) {
    count(state.rate_limit, false);
    need("/");
    count(state.rate_seconds, false);
  } else if (accept("overload")) {
    state.overload = table_host().name;
    if (accept("flush")) state.flush = accept("global") ? " flush global" : " flush";
  } else if (accept("source-track")) {
    if (accept("global")) given.emplace_back("global");
    if (accept("rule")) given.emplace_back("rule");
  } else if (accept("if-bound")) {
    state.if_bound = true;
  } else if (accept("floating")) {
    state.if_bound = false;
  } else if (accept("sloppy")) {
    state.sloppy = true;
  } else {
    timeout_option(rule, word());
  }
}

void PfParser::timeout_option(Rule& rule, const std::string& name) {
  const auto& names = timeout_names();
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) fail(fmt::format("illegal timeout name {}", name));
  if (name.find('.') == std::string::npos) fail(fmt::format("illegal state timeout {}", name));
  if (peek().kind != Token::Kind::kNumber) syntax_error();
  const auto value = parse_decimal(peek().text, kMostU32);
  if (!value) fail("only positive values permitted");
  take();
  rule.state.timeouts[static_cast<int>(at - names.begin())] = static_cast<std::uint32_t>(*value);
}

/// Options that bring others with them, or exclude them.
void PfParser::finish_state(Rule& rule, const std::vector<std::string>& given) {
  const auto has = [&](const char* name) {
    return std::find(given.begin(), given.end(), name) != given.end();
  };
  StateOptions& state = rule.state;
  const bool by_rule = has("max-src-conn") || has("max-src-conn-rate") || has("max-src-nodes");
  state.track = by_rule || has("source-track") || has("max-src-states");
  state.track_rule = by_rule || has("rule");
  for (const char* name : {"max-src-nodes", "max-src-conn", "max-src-conn-rate"})
    if (has("global") && has(name))
      fail(fmt::format("'{}' is incompatible with 'source-track global'", name));
  const auto place = [](const std::string& name) {
    const auto& names = timeout_names();
    return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  if (state.max != 0 && !has("adaptive.start") && !has("adaptive.end")) {
    state.timeouts[place("adaptive.start")] = state.max / 10 * 6;
    state.timeouts[place("adaptive.end")] = state.max / 10 * 12;
  }
  if (state.rate_seconds != 0) {
    std::uint32_t& track = state.timeouts[place("src.track")];
    track = std::max(track, state.rate_seconds);
  }
}

void PfParser::queue_name(Rule& rule) {
  if (!rule.queue.empty()) fail("queue cannot be redefined");
  if (!accept("(")) {
    rule.queue = word();
    return;
  }
  rule.queue = word();
  comma();
  if (!at(")")) rule.priority_queue = word();
  need(")");
}

void PfParser::probability(Rule& rule) {
  if (peek().kind != Token::Kind::kNumber && !at_word()) syntax_error();
  std::string text = take().text;
  const std::string shown = text;
  const bool percent = !text.empty() && text.back() == '%';
  if (percent) text.pop_back();
  const auto value = decimal_fraction(text);
  if (!value) fail(fmt::format("invalid probability: {}", shown));
  const double scaled =
      std::floor(*value * (percent ? 0.01 : 1.0) * static_cast<double>(kMostU32) + 0.5);
  if (scaled > static_cast<double>(kMostU32)) fail(fmt::format("invalid probability: {}", shown));
  rule.probability = std::max(1U, static_cast<std::uint32_t>(scaled));
}

std::pair<std::uint32_t, std::string> PfParser::id_value(bool user) {
  const std::string kind = user ? "uid" : "gid";
  if (peek().kind == Token::Kind::kNumber) {
    const auto value = parse_decimal(peek().text, kMostU32 - 1);
    if (!value) fail(fmt::format("illegal {} value {}", kind, peek().text));
    take();
    return {static_cast<std::uint32_t>(*value), ""};
  }
  const std::string name = word();
  if (name == "unknown") return {kUnknownId, ""};
  const auto& extra = user ? host_.users : host_.groups;
  if (const auto at = extra.find(name); at != extra.end()) return {at->second, ""};
  const auto number = user ? user_number(name) : group_number(name);
  if (number) return {*number, ""};
  return {0, name};
}

IdItem PfParser::id_item(bool user) {
  const auto compare = unary_operator();
  const auto [first, name] = id_value(user);
  IdItem item{{compare.value_or(Compare::kEqual), first, 0}, name};
  const bool exact = item.test.compare == Compare::kEqual || item.test.compare == Compare::kNot;
  bool unknown = first == kUnknownId && !exact;
  if (!compare && (at("<>") || at("><"))) {
    item.test.compare = take().text == "<>" ? Compare::kOutside : Compare::kInside;
    const auto [second, second_name] = id_value(user);
    item.test.second = second;
    if (!second_name.empty()) item.name += " " + second_name;
    unknown = first == kUnknownId || second == kUnknownId;
  }
  if (unknown) fail(fmt::format("{} unknown requires operator = or !=", user ? "user" : "group"));
  return item;
}

}  // namespace sharebench::guard
