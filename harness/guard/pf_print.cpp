// The order of words is pfctl's own, so that printed rules can be compared and read back.
#include "harness/guard/pf_print.h"

#include <fmt/format.h>

#include "harness/guard/pf_names.h"

namespace sharebench::guard {
namespace {

const char* action_word(Action action) {
  static const char* const kWords[] = {"pass", "block",  "scrub",    "no scrub",
                                       "nat",  "no nat", "binat",    "no binat",
                                       "rdr",  "no rdr", "dummynet", "no dummynet"};
  return kWords[static_cast<std::size_t>(action)];
}

const char* anchor_word(Action action) {
  switch (list_of(action)) {
    case RuleList::kScrub:
      return "scrub-anchor";
    case RuleList::kNat:
      return "nat-anchor";
    case RuleList::kBinat:
      return "binat-anchor";
    case RuleList::kRdr:
      return "rdr-anchor";
    case RuleList::kDummynet:
      return "dummynet-anchor";
    default:
      return "anchor";
  }
}

std::string answer(const Rule& rule) {
  const auto code = [](int number, Family family) {
    return icmp_code_name(family == Family::kInet6 ? 1 : 3, number, family);
  };
  switch (rule.answer) {
    case Rule::Answer::kReturn:
      return " return";
    case Rule::Answer::kReset:
      return rule.return_ttl == 0 ? " return-rst"
                                  : fmt::format(" return-rst(ttl {})", rule.return_ttl);
    case Rule::Answer::kIcmp:
      if (rule.family == Family::kInet)
        return fmt::format(" return-icmp({})", code(rule.return_icmp, Family::kInet));
      if (rule.family == Family::kInet6)
        return fmt::format(" return-icmp6({})", code(rule.return_icmp6, Family::kInet6));
      return fmt::format(" return-icmp({}, {})", code(rule.return_icmp, Family::kInet),
                         code(rule.return_icmp6, Family::kInet6));
    default:
      return " drop";
  }
}

std::string head(const Rule& rule) {
  std::string text;
  if (rule.is_anchor && rule.anchor.rfind('_', 0) == 0)
    text = anchor_word(rule.action);
  else if (rule.is_anchor)
    text = fmt::format("{} \"{}\"", anchor_word(rule.action), rule.anchor);
  else
    text = action_word(rule.action);
  if (rule.nat_pass) text += " pass";
  if (rule.action == Action::kBlock) text += answer(rule);
  if (rule.direction != Direction::kBoth) text += rule.direction == Direction::kIn ? " in" : " out";
  if (rule.log) text += " log";
  std::string details;
  const auto detail = [&](bool there, const std::string& what) {
    if (there) details += (details.empty() ? "" : ", ") + what;
  };
  detail(rule.log_all, "all");
  detail(rule.log_user, "user");
  detail(rule.log_interface != 0, fmt::format("to pflog{}", rule.log_interface));
  if (!details.empty()) text += " (" + details + ")";
  if (rule.quick) text += " quick";
  if (!rule.interface.empty())
    text += (rule.interface_negated ? " on ! " : " on ") + rule.interface;
  return text;
}

std::string pool_entries(const Rule& rule, bool route) {
  const auto& entries = rule.pool.entries;
  std::string text;
  for (const Pool::Entry& entry : entries) {
    if (!text.empty()) text += ", ";
    if (!route)
      text += print_host(entry.host, rule.family);
    else if (entry.host.kind == Host::Kind::kAny)
      text += entry.interface;
    else
      text += fmt::format("({} {})", entry.interface, print_host(entry.host, rule.family));
  }
  return entries.size() > 1 ? "{ " + text + " }" : text;
}

std::string pool_tail(const Rule& rule) {
  const Pool& pool = rule.pool;
  std::string text;
  const std::uint32_t first = pool.first_port, last = pool.last_port;
  if (rule.action == Action::kNat && !(first == 50001 && last == 65535) &&
      (first != 0 || last != 0))
    text +=
        first == last ? fmt::format(" port {}", first) : fmt::format(" port {}:{}", first, last);
  if (rule.action == Action::kRdr && first != 0) {
    text += fmt::format(" port {}", first);
    if (last != 0 && last != first) text += fmt::format(":{}", last);
  }
  if (!pool.type.empty()) text += " " + pool.type;
  if (pool.sticky) text += " sticky-address";
  if (rule.action == Action::kNat && first == 0 && last == 0) text += " static-port";
  return text;
}

bool is_all(const Rule& rule) {
  const auto any = [](const Endpoint& end) {
    const bool zero = end.host.kind == Host::Kind::kAny ||
                      (end.host.kind == Host::Kind::kAddress && end.host.bits == 0 &&
                       end.host.address.bytes == IpAddress{}.bytes);
    return zero && !end.host.negated && end.port.compare == Compare::kNone;
  };
  return any(rule.from) && any(rule.to) && rule.os.empty();
}

std::string endpoints(const Rule& rule) {
  if (is_all(rule)) return " all";
  const auto one = [&](const Endpoint& end) {
    std::string text = end.host.negated ? "! " : "";
    text += print_host(end.host, rule.family);
    if (end.port.compare != Compare::kNone) text += " port " + print_test(end.port);
    return text;
  };
  std::string text = " from " + one(rule.from);
  if (!rule.os.empty()) text += fmt::format(" os \"{}\"", rule.os);
  return text + " to " + one(rule.to);
}

std::string id(const char* word, const NumberTest& test, const std::string& name) {
  if (test.compare == Compare::kNone) return "";
  const bool exact = test.compare == Compare::kEqual || test.compare == Compare::kNot;
  if (exact && (test.first == 0xffffffffU || !name.empty()))
    return fmt::format(" {} {}{}", word, test.compare == Compare::kNot ? "!= " : "= ",
                       name.empty() ? "unknown" : name);
  return fmt::format(" {} {}", word, print_test(test));
}

std::string conditions(const Rule& rule) {
  std::string text = id("user", rule.user, rule.user_name);
  text += id("group", rule.group, rule.group_name);
  if (rule.flags != 0 || rule.flag_set != 0)
    text +=
        fmt::format(" flags {}/{}", tcp_flag_letters(rule.flags), tcp_flag_letters(rule.flag_set));
  else if (rule.action == Action::kPass && (rule.protocol == 0 || rule.protocol == 6) &&
           !rule.fragment && !rule.is_anchor && rule.keep != Keep::kNo)
    text += " flags any";
  if (rule.icmp_type >= 0) {
    text += rule.family == Family::kInet6 ? " icmp6-type " : " icmp-type ";
    text += icmp_type_name(rule.icmp_type, rule.family);
    if (rule.icmp_code >= 0)
      text += " code " + icmp_code_name(rule.icmp_type, rule.icmp_code, rule.family);
  }
  if (rule.tos != 0) text += fmt::format(" tos 0x{:02x}", rule.tos);
  return text;
}

std::string keep_words(const Rule& rule) {
  switch (rule.keep) {
    case Keep::kKeep:
      return " keep state";
    case Keep::kModulate:
      return " modulate state";
    case Keep::kSynproxy:
      return " synproxy state";
    default:
      return rule.action == Action::kPass && !rule.is_anchor ? " no state" : "";
  }
}

std::string percent(std::uint32_t probability) {
  std::string text =
      fmt::format("{:f}", static_cast<double>(probability) * 100.0 / (4294967295.0 + 1.0));
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string state_options(const StateOptions& state) {
  std::string text;
  const auto item = [&](bool there, const std::string& what) {
    if (there) text += (text.empty() ? "" : ", ") + what;
  };
  item(state.max != 0, fmt::format("max {}", state.max));
  item(state.no_sync, "no-sync");
  item(state.track, state.track_rule ? "source-track rule" : "source-track global");
  item(state.max_src_states != 0, fmt::format("max-src-states {}", state.max_src_states));
  item(state.max_src_conn != 0, fmt::format("max-src-conn {}", state.max_src_conn));
  item(state.rate_limit != 0,
       fmt::format("max-src-conn-rate {}/{}", state.rate_limit, state.rate_seconds));
  item(state.max_src_nodes != 0, fmt::format("max-src-nodes {}", state.max_src_nodes));
  item(!state.overload.empty(), fmt::format("overload <{}>{}", state.overload, state.flush));
  item(state.if_bound, "if-bound");
  item(state.sloppy, "sloppy");
  for (const auto& [place, seconds] : state.timeouts)
    item(seconds != 0,
         fmt::format("{} {}", timeout_names().at(static_cast<std::size_t>(place)), seconds));
  return text.empty() ? "" : " (" + text + ")";
}

std::string scrub_words(const Rule& rule) {
  std::string text = rule.fragment ? " fragment" : "";
  if (rule.no_df) text += " no-df";
  if (rule.random_id) text += " random-id";
  if (rule.min_ttl != 0) text += fmt::format(" min-ttl {}", rule.min_ttl);
  if (rule.max_mss != 0) text += fmt::format(" max-mss {}", rule.max_mss);
  if (rule.set_tos != 0) text += fmt::format(" set-tos 0x{:02x}", rule.set_tos);
  if (rule.allow_options) text += " allow-opts";
  if (rule.action != Action::kScrub) return text;
  if (rule.reassemble_tcp) text += " reassemble tcp";
  if (rule.fragments == Rule::Fragments::kDropOverlap) return text + " fragment drop-ovl";
  if (rule.fragments == Rule::Fragments::kCrop) return text + " fragment crop";
  return text + " fragment reassemble";
}

std::string names(const Rule& rule) {
  std::string text;
  if (!rule.label.empty()) text += fmt::format(" label \"{}\"", rule.label);
  if (!rule.priority_queue.empty())
    text += fmt::format(" queue({}, {})", rule.queue, rule.priority_queue);
  else if (!rule.queue.empty())
    text += " queue " + rule.queue;
  if (!rule.tag.empty()) text += " tag " + rule.tag;
  if (!rule.tagged.empty()) text += (rule.tagged_negated ? " ! tagged " : " tagged ") + rule.tagged;
  if (rule.routing_table >= 0) text += fmt::format(" rtable {}", rule.routing_table);
  if (!rule.pipe.empty()) text += " " + rule.pipe;
  return text;
}

void print_list(const PfFile& file, const std::string& path, RuleList which, int depth,
                std::string& out) {
  const auto found = file.rulesets.find(path);
  if (found == file.rulesets.end()) return;
  for (const Rule& rule : found->second.list(which)) {
    out.append(static_cast<std::size_t>(2 * depth), ' ');
    out += print_rule(rule);
    const auto place = rule.inline_anchor ? anchor_path(path, rule.anchor) : std::nullopt;
    if (place) {
      out += " {\n";
      print_list(file, place->path, which, depth + 1, out);
      out.append(static_cast<std::size_t>(2 * depth), ' ');
      out += '}';
    }
    out += '\n';
  }
}

}  // namespace

std::string print_test(const NumberTest& test) {
  switch (test.compare) {
    case Compare::kEqual:
      return fmt::format("= {}", test.first);
    case Compare::kNot:
      return fmt::format("!= {}", test.first);
    case Compare::kLess:
      return fmt::format("< {}", test.first);
    case Compare::kAtMost:
      return fmt::format("<= {}", test.first);
    case Compare::kMore:
      return fmt::format("> {}", test.first);
    case Compare::kAtLeast:
      return fmt::format(">= {}", test.first);
    case Compare::kInside:
      return fmt::format("{} >< {}", test.first, test.second);
    case Compare::kOutside:
      return fmt::format("{} <> {}", test.first, test.second);
    case Compare::kRange:
      return fmt::format("{}:{}", test.first, test.second);
    default:
      return "";
  }
}

std::string print_host(const Host& host, Family family) {
  switch (host.kind) {
    case Host::Kind::kAny:
      return "any";
    case Host::Kind::kTable:
      return fmt::format("<{}>", host.name);
    case Host::Kind::kRange:
      return fmt::format("{} - {}", print_ip(host.address), print_ip(host.last));
    case Host::Kind::kNoRoute:
      return "no-route";
    case Host::Kind::kUrpfFailed:
      return "urpf-failed";
    case Host::Kind::kRouteLabel:
      return fmt::format("route \"{}\"", host.name);
    case Host::Kind::kUnresolved:
      return host.name;
    default:
      break;
  }
  std::string text;
  int whole = address_bits(host.family);
  if (host.kind == Host::Kind::kDynamic) {
    text = fmt::format("({}{}{}{}{})", host.name, host.network ? ":network" : "",
                       host.broadcast ? ":broadcast" : "", host.peer ? ":peer" : "",
                       host.no_alias ? ":0" : "");
    whole = family == Family::kInet ? 32 : 128;
  } else {
    if (host.bits == 0 && host.address.bytes == IpAddress{}.bytes) return "any";
    text = print_ip(host.address);
  }
  return host.bits == whole ? text : fmt::format("{}/{}", text, host.bits);
}

std::string print_rule(const Rule& rule) {
  std::string text = head(rule);
  if (!rule.route.empty()) text += " " + rule.route;
  if (!rule.route.empty() && rule.route != "fastroute")
    text += " " + pool_entries(rule, true) + pool_tail(rule);
  if (rule.family != Family::kAny) text += rule.family == Family::kInet ? " inet" : " inet6";
  if (rule.protocol != 0) text += " proto " + protocol_name(rule.protocol);
  text += endpoints(rule) + conditions(rule) + keep_words(rule);
  if (rule.probability != 0) text += fmt::format(" probability {}%", percent(rule.probability));
  text += state_options(rule.state) + scrub_words(rule) + names(rule);
  const bool translates =
      rule.action == Action::kNat || rule.action == Action::kRdr || rule.action == Action::kBinat;
  if (translates && !rule.is_anchor) text += " -> " + pool_entries(rule, false) + pool_tail(rule);
  return text;
}

std::string print_table(const Table& table) {
  std::string text = fmt::format("table <{}>", table.name);
  if (table.constant) text += " const";
  if (table.persist) text += " persist";
  if (table.counters) text += " counters";
  bool open = false;
  for (const Table::Part& part : table.parts) {
    if (!part.file.empty()) {
      text += fmt::format("{} file \"{}\"", open ? " }" : "", part.file);
      open = false;
      continue;
    }
    if (!open) text += " {";
    open = true;
    for (const Host& host : part.addresses)
      text += (host.negated ? " !" : " ") + print_host(host, host.family);
  }
  if (open) text += " }";
  if (table.empty_list && table.parts.empty()) text += " { }";
  return text;
}

std::string print_rules(const PfFile& file, const std::string& path) {
  std::string text;
  for (const RuleList which : {RuleList::kScrub, RuleList::kNat, RuleList::kRdr, RuleList::kBinat,
                               RuleList::kDummynet, RuleList::kFilter})
    print_list(file, path, which, 0, text);
  return text;
}

}  // namespace sharebench::guard
