// Base chains in the order of their priority; accept goes on to the next one, drop is the end.
#include "harness/guard/nft_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/guard/nft_match.h"
#include "harness/guard/nft_print.h"

namespace sharebench::guard {
namespace {

using nlohmann::json;

/// A rule with its text, which is asked for more often than it changes.
struct NftRule {
  json expressions{};
  std::string text{};
  bool leaves = false;  ///< has a return or goto: where it matches, the rest of the chain is left
};

struct Chain {
  std::string family{}, table{}, name{}, hook{}, type{}, policy{};
  int priority = 0;
  std::vector<NftRule> rules{};
};

struct NftRuleset {
  std::map<std::string, Chain> chains{};  ///< by family, table and name
  NftSets sets{};
  bool tracks = false;  ///< conntrack is used, so fragments are put together before
};

std::string text(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

std::string key_of(const json& object, const char* name) {
  return text(object, "family") + " " + text(object, "table") + " " + text(object, name);
}

/// True for a match on the state of a connection, and for a statement that sets it.
bool asks_conntrack(const json& one) {
  if (one.contains("ct")) return true;
  const auto match = one.find("match");
  return match != one.end() && match->is_object() && match->contains("left") &&
         (*match)["left"].is_object() && (*match)["left"].contains("ct");
}

/// Statements that may end a packet's way by letting it in, in a manner not modelled here.
bool ends_somehow(const json& one) {
  for (const char* name :
       {"vmap", "dnat", "redirect", "queue", "tproxy", "fwd", "synproxy", "xt"}) {
    if (one.contains(name)) return true;
  }
  return false;
}

void take(const json& item, NftRuleset& all) {
  if (item.contains("chain")) {
    const json& from = item["chain"];
    Chain chain;
    chain.family = text(from, "family");
    chain.table = text(from, "table");
    chain.name = text(from, "name");
    chain.hook = text(from, "hook");
    chain.type = text(from, "type");
    chain.policy = text(from, "policy");
    if (from.contains("prio") && from["prio"].is_number_integer())
      chain.priority = from["prio"].get<int>();
    all.tracks |= chain.type == "nat";
    all.chains[key_of(from, "name")] = chain;
  } else if (item.contains("rule")) {
    const json& rule = item["rule"];
    if (!rule.contains("expr") || !rule["expr"].is_array()) return;
    const json& expressions = rule["expr"];
    const auto has = [&](auto test) {
      return std::any_of(expressions.begin(), expressions.end(), test);
    };
    const bool leaves =
        has([](const json& one) { return one.contains("return") || one.contains("goto"); });
    all.chains[key_of(rule, "chain")].rules.push_back(
        {expressions, print_nft_rule(expressions), leaves});
    all.tracks |= has(asks_conntrack);
  } else if (item.contains("set")) {
    all.sets[key_of(item["set"], "name")] = item["set"].value("elem", json::array());
  }
}

/// What may come of a list of rules.
struct Ways {
  bool accept = false, drop = false, through = false;
  std::string accepted_by{}, dropped_by{};

  void join(const Ways& other) {
    if (other.accept && !accept) accepted_by = other.accepted_by;
    if (other.drop && !drop) dropped_by = other.dropped_by;
    accept |= other.accept;
    drop |= other.drop;
  }
};

class NftWalk {
 public:
  NftWalk(const NftRuleset& all, const View& view) : all_(all), view_(view) {}

  Ways chain(const Chain& chain, int depth);

 private:
  Ways rule(const Chain& chain, const NftRule& rule, Answer& matched, int depth);
  Ways target(const Chain& chain, const std::string& name, int depth);

  const NftRuleset& all_;
  const View& view_;
};

Ways NftWalk::target(const Chain& from, const std::string& name, int depth) {
  const auto at = all_.chains.find(from.family + " " + from.table + " " + name);
  Ways unknown;
  unknown.accept = unknown.drop = unknown.through = true;
  unknown.accepted_by = unknown.dropped_by = "chain " + name;
  return at == all_.chains.end() || depth > 16 ? unknown : chain(at->second, depth + 1);
}

/// The verdict of one rule where it matches; nothing but `through` when it has none.
Ways NftWalk::rule(const Chain& from, const NftRule& rule, Answer& matched, int depth) {
  Ways ways;
  const auto shown = [&] { return fmt::format("{} {}: {}", from.table, from.name, rule.text); };
  for (const json& one : rule.expressions) {
    if (one.contains("match")) {
      matched =
          both(matched, nft_match(one["match"], view_, all_.sets, from.family + " " + from.table));
    } else if (one.contains("accept")) {
      ways.accept = true;
    } else if (one.contains("drop") || one.contains("reject")) {
      ways.drop = true;
    } else if (one.contains("return")) {
      ways.through = true;
      return ways;
    } else if (one.contains("jump") || one.contains("goto")) {
      const bool jump = one.contains("jump");
      Ways inner = target(from, text(jump ? one["jump"] : one["goto"], "target"), depth);
      return inner;
    } else if (!one.contains("counter") && !one.contains("log") && !one.contains("comment")) {
      matched = both(matched, Answer::kMaybe);  // limits, maps, translations and the like
      if (ends_somehow(one)) ways.accept = ways.drop = true;
    }
    if (ways.accept) ways.accepted_by = shown();
    if (ways.drop) ways.dropped_by = shown();
    if (matched == Answer::kNo || ways.accept || ways.drop) break;
  }
  ways.through = !ways.accept && !ways.drop;
  return ways;
}

Ways NftWalk::chain(const Chain& from, int depth) {
  Ways all;
  for (const NftRule& one : from.rules) {
    Answer matched = Answer::kYes;
    const Ways ways = rule(from, one, matched, depth);
    if (matched == Answer::kNo) continue;
    all.join(ways);
    if (one.leaves && ways.through) all.through = true;
    if (matched == Answer::kYes && (one.leaves || !ways.through)) return all;
  }
  all.through = true;
  return all;
}

Outcome outcome(Outcome::Kind kind, const std::string& reason) {
  Outcome made;
  made.kind = kind;
  made.reason = reason;
  made.keeps_state = true;  // an accepted packet's answers are the output chains' matter
  return made;
}

bool sees(const Chain& chain, const View& view) {
  if (chain.family == "inet") return true;
  return chain.family == (view.family == Family::kInet ? "ip" : "ip6");
}

Outcomes walk(const NftRuleset& all, const View& given) {
  View view = given;
  if (view.fragment && all.tracks) view.fragment = false;
  Outcomes outcomes;
  std::string passed = "no chain drops it";
  for (const std::string& hook : view.inbound ? std::vector<std::string>{"prerouting", "input"}
                                              : std::vector<std::string>{"output", "postrouting"}) {
    std::vector<const Chain*> chains;
    for (const auto& [key, chain] : all.chains)
      if (chain.hook == hook && sees(chain, view)) chains.push_back(&chain);
    std::stable_sort(chains.begin(), chains.end(),
                     [](const Chain* a, const Chain* b) { return a->priority < b->priority; });
    for (const Chain* chain : chains) {
      Ways ways = NftWalk(all, view).chain(*chain, 0);
      if (ways.through) {
        Ways policy;
        policy.drop = chain->policy == "drop";
        policy.accept = !policy.drop;
        policy.accepted_by = policy.dropped_by =
            fmt::format("policy of {} {}", chain->table, chain->name);
        ways.join(policy);
      }
      if (ways.drop) outcomes.all.push_back(outcome(Outcome::Kind::kBlock, ways.dropped_by));
      if (!ways.accept) return outcomes;
      passed = ways.accepted_by;
    }
  }
  outcomes.all.push_back(outcome(Outcome::Kind::kPass, passed));
  if (outcomes.all.size() > 1) outcomes.doubts.emplace_back("parts of the packet that are open");
  return outcomes;
}

std::shared_ptr<NftRuleset> read(const std::string& listing, std::vector<std::string>& problems) {
  auto all = std::make_shared<NftRuleset>();
  const json parsed = json::parse(listing, nullptr, false);
  if (parsed.is_discarded() || !parsed.is_object() || !parsed.contains("nftables") ||
      !parsed["nftables"].is_array()) {
    problems.emplace_back("nft: cannot read what `nft -j list ruleset` printed");
    return all;
  }
  for (const json& item : parsed["nftables"]) {
    try {
      if (item.is_object()) take(item, *all);
    } catch (const json::exception& error) {
      problems.push_back(fmt::format("nft: cannot read an entry: {}", error.what()));
    }
  }
  return all;
}

}  // namespace

Filter nft_filter(const std::string& listing, std::vector<std::string>& problems) {
  const std::shared_ptr<NftRuleset> all = read(listing, problems);
  Filter filter;
  filter.evaluate = [all](const View& view) { return walk(*all, view); };
  filter.odd_flags = true;
  filter.borders = [all](const View& view, const Outcomes&) {
    Borders borders;
    for (const auto& [key, chain] : all->chains)
      for (const NftRule& rule : chain.rules) nft_borders(rule.expressions, view.family, borders);
    for (const auto& [key, elements] : all->sets) nft_borders(elements, view.family, borders);
    return borders;
  };
  return filter;
}

std::vector<std::string> nft_interfaces(const std::string& listing) {
  std::vector<std::string> problems, names;
  const std::shared_ptr<NftRuleset> all = read(listing, problems);
  for (const auto& [key, chain] : all->chains)
    for (const NftRule& rule : chain.rules) nft_names(rule.expressions, names);
  return names;
}

}  // namespace sharebench::guard
