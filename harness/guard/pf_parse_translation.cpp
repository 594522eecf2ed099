// nat, rdr and binat rules.
#include <fmt/format.h>

#include <algorithm>

#include "harness/guard/md5.h"
#include "harness/guard/pf_parser.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

constexpr std::uint32_t kProxyLow = 50001, kProxyHigh = 65535;

bool is_multiple(const Host& host) {
  const bool digit = !host.name.empty() && host.name.back() >= '0' && host.name.back() <= '9';
  return host.kind == Host::Kind::kDynamic && (!host.no_alias || !digit);
}

/// Hosts of another family than the rule's are left out; the first one of any decides it.
void keep_family(std::vector<Host>& hosts, Family& family) {
  std::vector<Host> kept;
  for (const Host& host : hosts) {
    if (family != Family::kAny && host.family != Family::kAny && host.family != family) continue;
    if (family == Family::kAny) family = host.family;
    kept.push_back(host);
  }
  hosts = kept;
}

Family first_family(const std::vector<Host>& hosts) {
  if (hosts.empty() || !hosts[0].scope.empty()) return Family::kAny;
  return hosts[0].family;
}

}  // namespace

void PfParser::pass_log(Rule& rule, bool no) {
  if (accept("pass")) {
    if (no) fail("\"pass\" not valid with \"no\"");
    rule.nat_pass = true;
  }
  if (accept("log")) log_options(rule);
}

void PfParser::trailing_tags(Rule& rule) {
  if (accept("tag")) rule.tag = word();
  if (at("!") || at("tagged")) {
    rule.tagged_negated = accept("!");
    need("tagged");
    rule.tagged = joined_words();
  }
  if (accept("rtable")) rule.routing_table = number_up_to(255, "invalid rtable id");
  if (rule.tag.size() > 63 || rule.tagged.size() > 63) fail("tag too long, max 63 chars");
}

/// What follows `->`. `star` is set when ports are given; it is true for `port 8000:*`.
std::vector<Host> PfParser::redirection(Rule& rule, bool list, std::optional<bool>& star) {
  std::vector<Host> hosts;
  if (list && at("{")) {
    list_or_one([&] {
      for (const Host& host : plain_host()) hosts.push_back(host);
    });
  } else {
    hosts = plain_host();
  }
  if (!accept("port")) return hosts;
  if (peek().kind != Token::Kind::kNumber && !at_word()) syntax_error();
  std::string text = take().text;
  star = text.size() > 2 && text.compare(text.size() - 2, 2, ":*") == 0;
  if (*star) text.resize(text.size() - 2);
  const NumberTest range = port_range(text);
  rule.pool.first_port = range.first;
  rule.pool.last_port = range.second;
  return hosts;
}

void PfParser::pool_options(Pool& pool, bool& typed) {
  while (true) {
    if (accept("static-port")) {
      if (pool.static_port) fail("static-port cannot be redefined");
      pool.static_port = true;
      continue;
    }
    if (accept("sticky-address")) {
      pool.sticky = true;
      continue;
    }
    if (!at("bitmask") && !at("random") && !at("round-robin") && !at("source-hash")) return;
    if (typed) fail("pool type cannot be redefined");
    typed = true;
    pool.type = take().text;
    if (pool.type != "source-hash") continue;
    std::string key = at_word() ? joined_words() : "";
    if (key.rfind("0x", 0) == 0 && key.size() != 34)
      fail("hex key must be 128 bits (32 hex digits) long");
    if (key.rfind("0x", 0) != 0) key = key.empty() ? "random" : "0x" + md5_hex(key);
    for (char& c : key) c = c >= 'A' && c <= 'F' ? static_cast<char>(c | 0x20) : c;
    pool.type += " " + key;
  }
}

void PfParser::fill_pool(Pool& pool, const std::vector<Host>& hosts) {
  for (Host host : hosts) {
    host.scope.clear();
    pool.entries.push_back({"", host});
  }
}

/// Target, ports and kind of pool of a nat or rdr rule.
void PfParser::finish_pool(Draft& draft, std::vector<Host> hosts, bool star, bool typed) {
  Rule& rule = draft.rule;
  Pool& pool = rule.pool;
  if (rule.family == Family::kAny) rule.family = first_family(hosts);
  keep_family(hosts, rule.family);
  if (hosts.empty()) fail("no translation address with matching address family found.");
  if (rule.action == Action::kRdr) {
    if (star && !draft.to_ports.empty())
      pool.last_port = pool.first_port + draft.to_ports[0].second - draft.to_ports[0].first;
    if (star && (draft.to_ports.empty() || draft.to_ports[0].second == 0)) pool.last_port = 0;
  } else if (pool.first_port == 0 && pool.last_port == 0) {
    pool.first_port = kProxyLow;
    pool.last_port = kProxyHigh;
  } else if (pool.last_port == 0) {
    pool.last_port = pool.first_port;
  }
  for (Host& host : hosts)
    if (rule.family == Family::kInet && host.bits > 32) host.bits = 32;
  const bool table = std::any_of(hosts.begin(), hosts.end(),
                                 [](const Host& host) { return host.kind == Host::Kind::kTable; });
  if (!typed && (hosts.size() > 1 || table || is_multiple(hosts[0]))) pool.type = "round-robin";
  if (pool.type != "round-robin") {
    if (table) fail("tables are only supported in round-robin redirection pools");
    if (std::any_of(hosts.begin(), hosts.end(), is_multiple))
      fail("interfaces are only supported in round-robin redirection pools");
    if (hosts.size() > 1) fail("only round-robin valid for multiple redirection addresses");
  }
  fill_pool(pool, hosts);
  if (!pool.static_port) return;
  if (rule.action != Action::kNat) fail("the 'static-port' option is only valid with nat rules");
  if (pool.first_port != kProxyLow && pool.last_port != kProxyHigh)
    fail("the 'static-port' option can't be used when specifying a port range");
  pool.first_port = pool.last_port = 0;
}

void PfParser::nat_or_rdr(bool no, bool rdr) {
  Draft draft;
  Rule& rule = draft.rule;
  rule.action = rdr ? (no ? Action::kNoRdr : Action::kRdr) : (no ? Action::kNoNat : Action::kNat);
  pass_log(rule, no);
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  from_to(draft);
  trailing_tags(rule);
  std::optional<bool> star;
  std::vector<Host> hosts;
  const bool target = accept("->");
  if (target) hosts = redirection(rule, true, star);
  bool typed = false;
  pool_options(rule.pool, typed);
  end_statement();
  stage(Stage::kTranslation);
  if (rule.family == Family::kAny) rule.family = first_family(draft.from_hosts);
  if (rule.family == Family::kAny) rule.family = first_family(draft.to_hosts);
  if (no && target) fail("translation rule with 'no' does not need '->'");
  if (!no && !target) fail("translation rule requires '-> address'");
  if (!no) finish_pool(draft, hosts, star.value_or(false), typed);
  add(draft);
}

void PfParser::binat_family(Rule& rule, const std::vector<Host>& from, const std::vector<Host>& to,
                            const std::vector<Host>& target) {
  for (const auto* hosts : {&from, &to, &target})
    if (rule.family == Family::kAny && !hosts->empty()) rule.family = hosts->front().family;
  if (rule.family == Family::kAny) fail("address family (inet/inet6) undefined");
  const auto no_table = [this](const std::vector<Host>& hosts, const std::string& where) {
    for (const Host& host : hosts) {
      if (host.kind == Host::Kind::kTable)
        fail(fmt::format("invalid use of table <{}> as the {} of a binat rule", host.name, where));
      if (is_multiple(host))
        fail(fmt::format("invalid use of interface ({}) as the {} of a binat rule", host.name,
                         where));
    }
  };
  no_table(from, "source address");
  no_table(target, "redirect address");
  if (from.size() > 1 || to.size() > 1) fail("multiple binat ip addresses");
  const auto fits = [&](const Host& host, bool any_allowed) {
    return host.family == rule.family || host.kind == Host::Kind::kDynamic ||
           (any_allowed && host.family == Family::kAny);
  };
  if (!fits(from[0], false) || (!to.empty() && !fits(to[0], true)))
    fail("binat ip versions must match");
}

void PfParser::binat(bool no) {
  Draft draft;
  Rule& rule = draft.rule;
  rule.action = no ? Action::kNoBinat : Action::kBinat;
  pass_log(rule, no);
  interfaces(draft);
  rule.family = family();
  protocols(draft);
  need("from");
  std::vector<Host> from = plain_host();
  std::vector<Host> to = accept("to") ? host_spec() : std::vector<Host>();
  trailing_tags(rule);
  std::optional<bool> star;
  std::vector<Host> target;
  const bool has_target = accept("->");
  if (has_target) target = redirection(rule, false, star);
  end_statement();
  stage(Stage::kTranslation);
  for (const Host& host : to)
    if (host.kind == Host::Kind::kUrpfFailed)
      fail("\"urpf-failed\" is not permitted as a binat destination");
  binat_family(rule, from, to, target);
  if (no && has_target) fail("'no binat' rule does not need '->'");
  if (!no) {
    if (!has_target) fail("'binat' rule requires '-> address'");
    keep_family(target, rule.family);
    if (target.empty()) fail("no translation address with matching address family found.");
    if (target.size() > 1) fail("binat rule must redirect to a single address");
    const auto mask = [&](const Host& host) {
      return rule.family == Family::kInet ? std::min(host.bits, 32) : host.bits;
    };
    if (mask(from[0]) != mask(target[0]))
      fail("'binat' source mask and redirect mask must be the same");
    if (rule.family == Family::kInet) target[0].bits = std::min(target[0].bits, 32);
    fill_pool(rule.pool, target);
  }
  const auto whole = [](Host& host) { host.scope.clear(); };
  std::for_each(from.begin(), from.end(), whole);
  std::for_each(to.begin(), to.end(), whole);
  draft.from_hosts = from;
  draft.to_hosts = to;
  if (draft.interfaces.size() > 1) draft.interfaces.resize(1);
  if (draft.protocols.size() > 1) draft.protocols.resize(1);
  add(draft);
}

}  // namespace sharebench::guard
