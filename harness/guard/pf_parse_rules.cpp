// Filter, scrub and dummynet rules.
#include <fmt/format.h>

#include <algorithm>

#include "harness/guard/pf_names.h"
#include "harness/guard/pf_parser.h"
#include "harness/guard/protocol_numbers.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

constexpr int kUnreachable = 3, kUnreachable6 = 1;

}  // namespace

void PfParser::no_statement() {
  need("no");
  if (accept("scrub")) return scrub(true);
  if (accept("nat")) return nat_or_rdr(true, false);
  if (accept("rdr")) return nat_or_rdr(true, true);
  if (accept("binat")) return binat(true);
  if (accept("dummynet")) return dummynet(true);
  syntax_error();
}

void PfParser::filter_rule(bool block) {
  Draft draft;
  Rule& rule = draft.rule;
  rule.action = block ? Action::kBlock : Action::kPass;
  if (block) block_answer(rule);
  rule.direction = direction();
  log_and_quick(rule, true);
  interfaces(draft);
  route(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  Given given;
  while (filter_option(draft, given)) {
  }
  if (peek().kind != Token::Kind::kNewline && !at("}")) syntax_error();
  stage(Stage::kFilter);
  check_flags(draft);
  state_defaults(rule, given.keep, given.flags);
  decide_family(draft.from_hosts, rule.family);
  decide_family(draft.to_hosts, rule.family);
  finish_route(draft);
  add(draft);
}

void PfParser::block_answer(Rule& rule) {
  rule.answer = return_policy_ ? Rule::Answer::kReturn : Rule::Answer::kDrop;
  if (accept("drop")) {
    rule.answer = Rule::Answer::kDrop;
  } else if (accept("return")) {
    rule.answer = Rule::Answer::kReturn;
  } else if (accept("return-rst")) {
    rule.answer = Rule::Answer::kReset;
    if (!accept("(")) return;
    need("ttl");
    rule.return_ttl = number_up_to(255, fmt::format("illegal ttl value {}", peek().text));
    need(")");
  } else if (at("return-icmp") || at("return-icmp6")) {
    rule.answer = Rule::Answer::kIcmp;
    const bool six = take().text == "return-icmp6";
    if (!accept("(")) return;
    icmp_answer(rule, six);
    comma();
    if (!six && !at(")")) icmp_answer(rule, true);
    need(")");
  }
}

/// The code of an "unreachable" that a block sends.
void PfParser::icmp_answer(Rule& rule, bool six) {
  int& code = six ? rule.return_icmp6 : rule.return_icmp;
  if (peek().kind == Token::Kind::kNumber) {
    code = number_up_to(255, fmt::format("invalid icmp code {}", peek().text));
    return;
  }
  const std::string name = word();
  const auto number = six ? icmp_code_number(kUnreachable6, name, Family::kInet6)
                          : icmp_code_number(kUnreachable, name, Family::kInet);
  const auto value = number ? std::optional<std::uint64_t>(static_cast<std::uint64_t>(*number))
                            : parse_number(name, 255);
  if (!value) fail(fmt::format("unknown icmp code {}", name));
  code = static_cast<int>(*value);
}

void PfParser::route(Draft& draft) {
  Rule& rule = draft.rule;
  if (accept("fastroute")) {
    rule.route = "fastroute";
    return;
  }
  if (!at("route-to") && !at("reply-to") && !at("dup-to")) return;
  rule.route = take().text;
  list_or_one([&] {
    if (!accept("(")) {
      rule.pool.entries.push_back({word(), {}});
      return;
    }
    const std::string interface = word();
    for (const Host& host : plain_host()) rule.pool.entries.push_back({interface, host});
    need(")");
  });
  bool typed = false;
  pool_options(rule.pool, typed);
}

void PfParser::finish_route(Draft& draft) {
  Rule& rule = draft.rule;
  if (rule.route.empty()) return;
  if (rule.direction == Direction::kBoth)
    fail("direction must be explicit with rules that specify routing");
  if (rule.route == "fastroute") return;
  auto& entries = rule.pool.entries;
  std::vector<Host> hosts;
  for (const Pool::Entry& entry : entries) hosts.push_back(entry.host);
  decide_family(hosts, rule.family);
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](const Pool::Entry& entry) {
                                 const Family family = entry.host.family;
                                 return rule.family != Family::kAny && family != Family::kAny &&
                                        family != rule.family;
                               }),
                entries.end());
  if (entries.empty()) fail("no routing address with matching address family found.");
  const bool table = entries[0].host.kind == Host::Kind::kTable;
  if (rule.pool.type.empty() && (entries.size() > 1 || table)) rule.pool.type = "round-robin";
  if (rule.pool.type != "round-robin" && table)
    fail("tables are only supported in round-robin routing pools");
  if (rule.pool.type != "round-robin" && entries.size() > 1)
    fail("only round-robin valid for multiple routing addresses");
}

void PfParser::check_flags(const Draft& draft) {
  const Rule& rule = draft.rule;
  if ((rule.flags & rule.flag_set) != rule.flags) fail("flags always false");
  const bool flagged = rule.flags != 0 || rule.flag_set != 0;
  if ((!flagged && draft.oses.empty()) || draft.protocols.empty()) return;
  if (std::find(draft.protocols.begin(), draft.protocols.end(), 6) != draft.protocols.end()) return;
  fail(flagged ? "flags only apply to tcp" : "OS fingerprinting only applies to tcp");
}

/// Stateful is the default of pass, S/SA the default of stateful.
void PfParser::state_defaults(Rule& rule, bool keep_given, bool flags_given) {
  const bool pass = rule.action == Action::kPass;
  if (pass && !keep_given) rule.keep = Keep::kKeep;
  if (pass && rule.flags == 0 && rule.flag_set == 0 && !rule.fragment && !flags_given &&
      rule.keep != Keep::kNo) {
    rule.flags = kSyn;
    rule.flag_set = kSynAck;
  }
  if (rule.keep != Keep::kNo && if_bound_) rule.state.if_bound = true;
}

void PfParser::scrub(bool no) {
  Draft draft;
  Rule& rule = draft.rule;
  rule.action = no ? Action::kNoScrub : Action::kScrub;
  rule.direction = direction();
  log_and_quick(rule, false);
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  std::vector<std::string> given;
  while (peek().kind != Token::Kind::kNewline && peek().kind != Token::Kind::kEnd)
    scrub_option(rule, given);
  stage(Stage::kScrub);
  if (rule.reassemble_tcp && rule.direction != Direction::kBoth)
    fail("reassemble tcp rules can not specify direction");
  add(draft);
}

void PfParser::scrub_option(Rule& rule, std::vector<std::string>& given) {
  const std::string name = at("fragment") ? "fragcache" : peek().text;
  if (name != "rtable" && std::find(given.begin(), given.end(), name) != given.end())
    fail(fmt::format("{} cannot be respecified", name));
  given.push_back(name);
  const auto illegal = [&] { return fmt::format("illegal {} value {}", name, peek().text); };
  if (accept("no-df")) {
    rule.no_df = true;
  } else if (accept("min-ttl")) {
    rule.min_ttl = number_up_to(255, illegal());
  } else if (accept("max-mss")) {
    rule.max_mss = number_up_to(65535, illegal());
  } else if (accept("set-tos")) {
    rule.set_tos = tos();
  } else if (accept("fragment")) {
    if (accept("crop"))
      rule.fragments = Rule::Fragments::kCrop;
    else if (accept("drop-ovl"))
      rule.fragments = Rule::Fragments::kDropOverlap;
    else
      need("reassemble");
  } else if (accept("reassemble")) {
    const std::string what = word();
    if (what != "tcp") fail(fmt::format("scrub reassemble supports only tcp, not '{}'", what));
    rule.reassemble_tcp = true;
  } else if (accept("random-id")) {
    rule.random_id = true;
  } else if (accept("rtable")) {
    rule.routing_table = number_up_to(255, "invalid rtable id");
  } else if (at("!") || at("tagged")) {
    rule.tagged_negated = accept("!");
    need("tagged");
    rule.tagged = joined_words();
    if (rule.tagged.size() > 63) fail("tag too long, max 63 chars");
  } else {
    syntax_error();
  }
}

/// Apple's: traffic that a pipe slows down. It decides nothing about passing.
void PfParser::dummynet(bool no) {
  Draft draft;
  Rule& rule = draft.rule;
  rule.action = no ? Action::kNoDummynet : Action::kDummynet;
  rule.direction = direction();
  log_and_quick(rule, true);
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  Given given;
  while (!at("pipe") && !at("queue") && filter_option(draft, given)) {
  }
  if (!no) {
    if (!at("pipe") && !at("queue")) syntax_error();
    rule.pipe = take().text;
    rule.pipe += fmt::format(" {}", number_up_to(65535, "illegal pipe number"));
  }
  stage(Stage::kDummynet);
  decide_family(draft.from_hosts, rule.family);
  decide_family(draft.to_hosts, rule.family);
  add(draft);
}

}  // namespace sharebench::guard
