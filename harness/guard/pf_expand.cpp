// Lists become rules: interface, protocol, icmp-type, source and its port, os, destination and its
// port, user, group, the first one turning slowest.
#include <fmt/format.h>

#include <algorithm>

#include "harness/guard/pf_draft.h"
#include "harness/guard/pf_names.h"
#include "harness/guard/pf_print.h"

namespace sharebench::guard {
namespace {

template <typename T>
const std::vector<T>& or_one(const std::vector<T>& list) {
  static const std::vector<T> kOne(1);
  return list.empty() ? kOne : list;
}

/// One choice out of each list.
struct Choice {
  InterfaceItem interface {};
  int protocol = 0;
  IcmpItem icmp{};
  Host from{}, to{};
  NumberTest from_port{}, to_port{};
  std::string os{};
  IdItem user{}, group{};
};

bool families_agree(Family rule, const Host& from, const Host& to) {
  const auto differ = [](Family a, Family b) {
    return a != Family::kAny && b != Family::kAny && a != b;
  };
  return !differ(rule, from.family) && !differ(rule, to.family) && !differ(from.family, to.family);
}

/// A link-local address holds on its own interface only.
bool scopes_agree(const Choice& choice) {
  const std::string& name = choice.interface.name;
  const std::string &from = choice.from.scope, &to = choice.to.scope;
  if (!from.empty() && !to.empty() && from != to) return false;
  if (!from.empty() && !name.empty() && from != name) return false;
  return to.empty() || name.empty() || to == name;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

std::string label_host(const Host& host, Family family) {
  std::string text = "?";
  if (host.kind == Host::Kind::kAny ||
      (host.kind == Host::Kind::kAddress && family == Family::kAny))
    text = "any";
  else if (host.kind == Host::Kind::kDynamic)
    text = fmt::format("({})", host.name);
  else if (host.kind != Host::Kind::kRange && host.kind != Host::Kind::kUnresolved)
    text = print_host(host, family);
  return host.negated ? "! " + text : text;
}

std::string label_port(const NumberTest& port) {
  if (port.compare == Compare::kRange || port.compare == Compare::kNone) return "";
  if (port.compare == Compare::kEqual) return std::to_string(port.first);
  std::string text = print_test(port);
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

std::string fill(std::string text, const Rule& rule, const Choice& choice, int number) {
  if (text.find('$') == std::string::npos) return text;
  replace_all(text, "$if", rule.interface.empty() ? "any" : rule.interface);
  replace_all(text, "$srcaddr", label_host(choice.from, rule.family));
  replace_all(text, "$dstaddr", label_host(choice.to, rule.family));
  replace_all(text, "$srcport", label_port(choice.from_port));
  replace_all(text, "$dstport", label_port(choice.to_port));
  replace_all(text, "$proto", protocol_name(choice.protocol));
  replace_all(text, "$nr", std::to_string(number));
  return text;
}

/// Longer masks than an IPv4 address has bits: the kernel's for an interface, an error for others.
void fit_mask(Host& host, Family family, std::vector<std::string>& problems) {
  if (family != Family::kInet) return;
  if (host.kind == Host::Kind::kDynamic && host.bits > 32) host.bits = 32;
  const bool has_mask = host.kind == Host::Kind::kDynamic || host.kind == Host::Kind::kAddress;
  if (has_mask && host.bits > 32)
    problems.push_back(fmt::format("netmask {} invalid for IPv4 address", host.bits));
}

Rule build(const Draft& draft, const Choice& choice, int number,
           std::vector<std::string>& problems) {
  Rule rule = draft.rule;
  if (rule.family == Family::kAny) rule.family = choice.from.family;
  if (rule.family == Family::kAny) rule.family = choice.to.family;
  rule.interface = choice.interface.name;
  if (rule.interface.empty()) rule.interface = choice.from.scope;
  if (rule.interface.empty()) rule.interface = choice.to.scope;
  rule.label = fill(draft.rule.label, rule, choice, number);
  rule.tag = fill(draft.rule.tag, rule, choice, number);
  rule.tagged = fill(draft.rule.tagged, rule, choice, number);
  rule.interface_negated = choice.interface.negated;
  rule.protocol = choice.protocol;
  rule.from = {choice.from, choice.from_port};
  rule.to = {choice.to, choice.to_port};
  fit_mask(rule.from.host, rule.family, problems);
  fit_mask(rule.to.host, rule.family, problems);
  rule.os = choice.os;
  rule.user = choice.user.test;
  rule.user_name = choice.user.name;
  rule.group = choice.group.test;
  rule.group_name = choice.group.name;
  rule.icmp_type = choice.icmp.type;
  rule.icmp_code = choice.icmp.code;
  if (rule.protocol != 0 && rule.protocol != 6) {
    if (rule.keep == Keep::kModulate || rule.keep == Keep::kSynproxy) rule.keep = Keep::kKeep;
    rule.flags = rule.flag_set = 0;
  }
  if (choice.icmp.protocol != 0 && choice.icmp.protocol != rule.protocol)
    problems.emplace_back("icmp-type mismatch");
  for (const std::string& problem : inconsistencies(rule)) problems.push_back(problem);
  return rule;
}

template <typename Visit>
void each_choice(const Draft& draft, Visit&& visit) {
  Choice choice;
  for (const auto& interface : or_one(draft.interfaces)) {
    choice.interface = interface;
    for (const int protocol : or_one(draft.protocols)) {
      choice.protocol = protocol;
      for (const auto& icmp : or_one(draft.icmp)) {
        choice.icmp = icmp;
        for (const auto& from : or_one(draft.from_hosts)) {
          choice.from = from;
          for (const auto& from_port : or_one(draft.from_ports)) {
            choice.from_port = from_port;
            for (const auto& os : or_one(draft.oses)) {
              choice.os = os;
              for (const auto& to : or_one(draft.to_hosts)) {
                choice.to = to;
                for (const auto& to_port : or_one(draft.to_ports)) {
                  choice.to_port = to_port;
                  for (const auto& user : or_one(draft.users)) {
                    choice.user = user;
                    for (const auto& group : or_one(draft.groups)) {
                      choice.group = group;
                      visit(choice);
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

}  // namespace

void decide_family(const std::vector<Host>& hosts, Family& family) {
  if (family != Family::kAny || hosts.empty()) return;
  for (const Host& host : hosts)
    if (host.family != hosts.front().family) return;
  family = hosts.front().family;
}

void expand(const Draft& draft, Ruleset& ruleset,
            const std::function<void(const std::string&)>& complain) {
  constexpr std::size_t kMost = 200000;  // a ruleset beyond this is an attack on our memory
  bool added = false, full = false;
  each_choice(draft, [&](const Choice& choice) {
    if (full || !families_agree(draft.rule.family, choice.from, choice.to) || !scopes_agree(choice))
      return;
    std::vector<std::string> problems;
    Rule rule = build(draft, choice, ruleset.numbered, problems);
    for (const std::string& problem : problems) complain(problem);
    if (!problems.empty()) return;
    ++ruleset.numbered;
    added = true;
    ruleset.list(list_of(rule.action)).push_back(std::move(rule));
    full = ruleset.numbered > static_cast<int>(kMost);
  });
  if (full) complain(fmt::format("more than {} rules", kMost));
  if (!added) complain("rule expands to no valid combination");
}

}  // namespace sharebench::guard
