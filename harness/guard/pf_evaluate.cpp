// The life of a packet in PF (xnu, pf_test): enabled, skip, normalisation, state, translation,
// rules, options.
#include "harness/guard/pf_evaluate.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/guard/pf_walk.h"
#include "harness/guard/protocol_numbers.h"

namespace sharebench::guard {
namespace {

void put(Outcomes& outcomes, const Outcome& outcome) {
  if (std::find(outcomes.all.begin(), outcomes.all.end(), outcome) == outcomes.all.end())
    outcomes.all.push_back(outcome);
}

void put_doubt(Outcomes& outcomes, const std::string& doubt) {
  if (std::find(outcomes.doubts.begin(), outcomes.doubts.end(), doubt) == outcomes.doubts.end())
    outcomes.doubts.push_back(doubt);
}

void take_doubts(Outcomes& outcomes, const Walk& walk) {
  for (const std::string& doubt : walk.doubts()) put_doubt(outcomes, doubt);
  for (const Rule* rule : walk.uncertain())
    if (std::find(outcomes.uncertain.begin(), outcomes.uncertain.end(), rule) ==
        outcomes.uncertain.end())
      outcomes.uncertain.push_back(rule);
}

Outcome plain(Outcome::Kind kind, const std::string& reason) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.reason = reason;
  return outcome;
}

MatchResult scrub_ip(const PfModel::Impl& model, const Assumptions& assumptions,
                     const std::string& path, const Rule& rule, const View& packet) {
  return match_scrub(model, assumptions, path, rule, packet, false);
}

MatchResult scrub_tcp(const PfModel::Impl& model, const Assumptions& assumptions,
                      const std::string& path, const Rule& rule, const View& packet) {
  return match_scrub(model, assumptions, path, rule, packet, true);
}

/// One evaluation with its parts at hand.
class Evaluation {
 public:
  Evaluation(const PfModel::Impl& model, const Assumptions& assumptions)
      : model_(model), assumptions_(assumptions) {}

  Outcomes run(const View& packet);

 private:
  bool before_rules(const View& packet);
  void skip(const View& packet, bool& ends);
  void normalise(View packet);
  void whole(View packet);
  void state_and_rules(const View& packet);
  void translate(const View& packet);
  void translated(const View& packet, const Rule& rule);
  static std::optional<std::uint32_t> mapped_port(const View& packet, const Rule& rule);
  void filter(const View& packet);
  void decide(const View& packet, const Candidate& candidate);
  void options(const View& packet, Outcome outcome);
  std::vector<Candidate> first_match(const View& packet, RuleList which, Walk::Match match);

  const PfModel::Impl& model_;
  const Assumptions& assumptions_;
  Outcomes outcomes_{};
  bool translated_ = false;
};

Outcomes Evaluation::run(const View& packet) {
  if (!before_rules(packet)) return outcomes_;
  normalise(packet);
  return outcomes_;
}

/// False when the rules are not asked.
bool Evaluation::before_rules(const View& packet) {
  const bool loopback =
      (packet.from && is_loopback(*packet.from)) || (packet.to && is_loopback(*packet.to));
  const bool on_loopback = packet.interface.rfind("lo", 0) == 0;
  if (loopback && packet.inbound && !on_loopback && packet.family == Family::kInet) {
    put(outcomes_, plain(Outcome::Kind::kBlock,
                         "the IP layer drops 127.0.0.0/8 on an interface that is not loopback, "
                         "before PF sees it"));
    return false;
  }
  if (model_.enabled.has_value() && !*model_.enabled) {
    put(outcomes_, plain(Outcome::Kind::kPass, "PF is disabled"));
    return false;
  }
  if (!model_.enabled.has_value()) {
    put(outcomes_, plain(Outcome::Kind::kPass, "PF may be disabled"));
    put_doubt(outcomes_, "whether PF is enabled");
  }
  bool ends = false;
  skip(packet, ends);
  return !ends;
}

void Evaluation::skip(const View& packet, bool& ends) {
  const Outcome passed =
      plain(Outcome::Kind::kPass, fmt::format("PF skips {}: no rule is read", packet.interface));
  if (model_.skip.count(packet.interface) != 0) {
    put(outcomes_, passed);
    ends = true;
    return;
  }
  bool perhaps = !model_.skip_known;
  for (const std::string& name : model_.skip_perhaps)
    perhaps |= packet.interface.rfind(name, 0) == 0;
  if (!perhaps) return;
  put(outcomes_, passed);
  put_doubt(outcomes_, fmt::format("whether PF skips {}", packet.interface));
}

std::vector<Candidate> Evaluation::first_match(const View& packet, RuleList which,
                                               Walk::Match match) {
  Walk walk(model_, assumptions_, packet, which, Walk::Style::kFirstMatch, match);
  std::vector<Candidate> found = walk.run();
  take_doubts(outcomes_, walk);
  return found;
}

/// Fragments: put together by the first scrub rule that matches, else judged by their header alone.
void Evaluation::normalise(View packet) {
  if (!packet.fragment) return whole(packet);
  for (const Candidate& candidate : first_match(packet, RuleList::kScrub, scrub_ip)) {
    const Rule* rule = candidate.rule;
    const bool reassembles = rule != nullptr && rule->action == Action::kScrub &&
                             rule->fragments == Rule::Fragments::kReassemble;
    if (reassembles || candidate.unknown) {
      View joined = packet;
      joined.fragment = false;
      whole(joined);
    }
    if (!reassembles) filter(packet);
  }
}

/// TCP's own normalisation and the ports that no packet has.
void Evaluation::whole(View packet) {
  const bool has_ports = packet.protocol == kTcp || packet.protocol == kUdp;
  bool clean = true;
  if (packet.protocol == kTcp) {
    const unsigned flags = packet.flags;
    const bool illegal = ((flags & kSyn) != 0 && (flags & kRst) != 0) ||
                         (flags & (kSyn | kAck | kRst)) == 0 ||
                         ((flags & kAck) == 0 && (flags & (kPush | kUrg)) != 0) ||
                         ((flags & kAck) == 0 && (flags & kSyn) == 0 && (flags & kFin) != 0);
    const bool cut = (flags & kSyn) != 0 && (flags & kFin) != 0;
    if (illegal || cut) {
      clean = false;
      for (const Candidate& candidate : first_match(packet, RuleList::kScrub, scrub_tcp)) {
        const bool scrubs = candidate.rule != nullptr && candidate.rule->action == Action::kScrub;
        if (scrubs || candidate.unknown) {
          View cleaned = packet;
          cleaned.flags &= ~kFin;
          if (illegal)
            put(outcomes_,
                plain(Outcome::Kind::kBlock, "scrub drops TCP flags that no connection has"));
          else
            state_and_rules(cleaned);
        }
        if (!scrubs) state_and_rules(packet);
      }
    }
  }
  const auto zero = [](const std::optional<std::uint32_t>& port) { return port && *port == 0; };
  if (has_ports && (zero(packet.from_port) || zero(packet.to_port))) {
    put(outcomes_, plain(Outcome::Kind::kBlock, "PF drops port 0"));
    return;
  }
  if (clean) state_and_rules(packet);
}

void Evaluation::state_and_rules(const View& packet) {
  if (!packet.established) return translate(packet);
  Outcome outcome = plain(Outcome::Kind::kPass, "a state matches: no rule is read");
  outcome.keeps_state = true;
  if (packet.options) {
    outcome.allows_options = true;
    put(outcomes_, outcome);
    put_doubt(outcomes_, "whether the rule that made the state has allow-opts");
    outcome.allows_options = false;
  }
  options(packet, outcome);
}

/// nat and binat outbound, rdr and binat inbound, before the filter; the first match translates.
void Evaluation::translate(const View& packet) {
  const RuleList first = packet.inbound ? RuleList::kRdr : RuleList::kBinat;
  const RuleList second = packet.inbound ? RuleList::kBinat : RuleList::kNat;
  for (const Candidate& candidate : first_match(packet, first, match_translation)) {
    if (candidate.unknown) put(outcomes_, plain(Outcome::Kind::kUnknown, "a translation rule"));
    if (candidate.rule != nullptr) {
      translated(packet, *candidate.rule);
      continue;
    }
    for (const Candidate& other : first_match(packet, second, match_translation)) {
      if (other.unknown) put(outcomes_, plain(Outcome::Kind::kUnknown, "a translation rule"));
      if (other.rule != nullptr)
        translated(packet, *other.rule);
      else
        filter(packet);
    }
  }
}

/// Where an rdr rule sends a packet: one port, or one for each of the ports that it takes.
std::optional<std::uint32_t> Evaluation::mapped_port(const View& packet, const Rule& rule) {
  const Pool& pool = rule.pool;
  if (rule.action != Action::kRdr || pool.first_port == 0) return packet.to_port;
  if (pool.last_port == 0 || pool.last_port == pool.first_port) return pool.first_port;
  if (!packet.to_port || pool.last_port < pool.first_port) return std::nullopt;
  return (*packet.to_port - rule.to.port.first) % (pool.last_port - pool.first_port + 1) +
         pool.first_port;
}

void Evaluation::translated(const View& packet, const Rule& rule) {
  if (rule.action == Action::kNoNat || rule.action == Action::kNoRdr ||
      rule.action == Action::kNoBinat)
    return filter(packet);
  if (rule.nat_pass) {
    Outcome outcome = plain(Outcome::Kind::kPass, "translated, and passed without a filter rule");
    outcome.rule = &rule;
    outcome.keeps_state = true;
    outcome.translated = true;
    outcome.to_port = mapped_port(packet, rule);
    return options(packet, outcome);
  }
  View changed = packet;
  const Pool& pool = rule.pool;
  const bool single = pool.entries.size() == 1 &&
                      pool.entries[0].host.kind == Host::Kind::kAddress &&
                      pool.entries[0].host.bits == address_bits(pool.entries[0].host.family);
  std::optional<IpAddress> target;
  if (single) target = pool.entries[0].host.address;
  if (rule.action == Action::kBinat && packet.inbound) {
    const Host& inner = rule.from.host;
    const bool host =
        inner.kind == Host::Kind::kAddress && inner.bits == address_bits(inner.family);
    target = host ? std::optional<IpAddress>(inner.address) : std::nullopt;
  }
  (packet.inbound ? changed.to : changed.from) = target;
  if (rule.action == Action::kNat && !pool.static_port) changed.from_port.reset();
  if (packet.inbound) changed.to_port = mapped_port(packet, rule);
  translated_ = true;
  filter(changed);
  translated_ = false;
}

void Evaluation::filter(const View& packet) {
  Walk walk(model_, assumptions_, packet, RuleList::kFilter, Walk::Style::kLastMatch, match_filter);
  const std::vector<Candidate> candidates = walk.run();
  take_doubts(outcomes_, walk);
  for (const Candidate& candidate : candidates) decide(packet, candidate);
}

void Evaluation::decide(const View& packet, const Candidate& candidate) {
  if (candidate.unknown) {
    put(outcomes_, plain(Outcome::Kind::kUnknown, "rules that could not be read"));
    return;
  }
  Outcome outcome;
  outcome.rule = candidate.rule;
  outcome.anchor = candidate.anchor;
  outcome.translated = translated_;
  if (translated_) outcome.to_port = packet.to_port;
  if (candidate.rule == nullptr) {
    outcome.reason = "no rule matches: PF passes it and keeps no state";
    return options(packet, outcome);
  }
  const Rule& rule = *candidate.rule;
  outcome.reason = rule.quick ? "a quick rule matches" : "it is the last rule that matches";
  if (packet.fragment) outcome.reason += "; fragments are judged by their header alone";
  if (rule.action == Action::kBlock) {
    outcome.kind = Outcome::Kind::kBlock;
    put(outcomes_, outcome);
    return;
  }
  outcome.keeps_state = rule.keep != Keep::kNo;
  outcome.allows_options = rule.allow_options;
  options(packet, outcome);
}

/// What passes with IPv4 options or an IPv6 routing header is dropped unless its rule allows them.
void Evaluation::options(const View& packet, Outcome outcome) {
  if (packet.options && !outcome.allows_options) {
    outcome.kind = Outcome::Kind::kBlock;
    outcome.reason = outcome.rule == nullptr
                         ? "IP options: dropped, since no rule with allow-opts passes it"
                         : "IP options: dropped, since the passing rule has no allow-opts";
    outcome.keeps_state = false;
  }
  put(outcomes_, outcome);
}

}  // namespace

bool Outcomes::only(Outcome::Kind kind) const {
  return std::all_of(all.begin(), all.end(), [&](const Outcome& o) { return o.kind == kind; });
}

bool Outcomes::has(Outcome::Kind kind) const {
  return std::any_of(all.begin(), all.end(), [&](const Outcome& o) { return o.kind == kind; });
}

Outcomes evaluate(const PfModel::Impl& model, const View& packet, const Assumptions& assumptions) {
  return Evaluation(model, assumptions).run(packet);
}

}  // namespace sharebench::guard
