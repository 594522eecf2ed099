// Where the rules draw their borders, one value on each side stands for all between two borders.
#include "harness/guard/witness.h"
#include "harness/guard/protocol_numbers.h"

#include <algorithm>

namespace sharebench::guard {
namespace {

constexpr std::size_t kMostTries = 3000;
const Assumptions kCautious{true};

void add_host(std::set<IpAddress>& borders, const PfModel::Impl& model, const std::string& name,
              Family family) {
  if (!model.interfaces) return;
  const Interface* interface = find_interface(*model.interfaces, name);
  if (interface == nullptr) return;
  for (const InterfaceAddress& entry : interface->addresses) {
    add_network(borders, entry.address, entry.address, family);
    add_network(borders, masked(entry.address, entry.prefix), last_of(entry.address, entry.prefix),
                family);
  }
}

void borders_of(std::set<IpAddress>& borders, const PfModel::Impl& model, const Host& host,
                Family family) {
  switch (host.kind) {
    case Host::Kind::kAddress:
      add_network(borders, host.address, last_of(host.address, host.bits), family);
      break;
    case Host::Kind::kRange:
      add_network(borders, host.address, host.last, family);
      break;
    case Host::Kind::kDynamic:
      add_host(borders, model, host.name, family);
      break;
    case Host::Kind::kTable:
      for (const auto& [name, table] : model.tables) {
        const std::size_t slash = name.rfind('/');
        if (name.substr(slash == std::string::npos ? 0 : slash + 1) != host.name) continue;
        for (const Host& entry : table.entries)
          add_network(borders, entry.address, last_of(entry.address, entry.bits), family);
      }
      break;
    default:
      break;
  }
}

void borders_of(std::set<std::uint32_t>& ports, const NumberTest& test) {
  if (test.compare == Compare::kNone) return;
  for (const std::uint32_t port : {test.first, test.second})
    for (int step = -1; step <= 1; ++step) {
      const std::int64_t value = std::int64_t{port} + step;
      if (value > 0 && value <= 65535) ports.insert(static_cast<std::uint32_t>(value));
    }
}

IpAddress far_away(Family family) {
  return *parse_ip(family == Family::kInet ? "203.0.113.77" : "2001:db8:7777::77");
}

/// The values to try.
struct Choices {
  std::vector<IpAddress> from{}, to{};
  std::vector<std::uint32_t> ports{};
};

Choices choices(const Filter& filter, const View& packet, const Freedom& freedom,
                const Outcomes& open) {
  Borders borders = filter.borders(packet, open);
  Choices all;
  borders.from.insert(far_away(packet.family));
  for (const IpAddress& address : borders.from)
    if (std::find(freedom.not_from.begin(), freedom.not_from.end(), address) ==
        freedom.not_from.end())
      all.from.push_back(address);
  if (!freedom.from) all.from = {*packet.from};
  all.to = freedom.to;
  if (freedom.to_others) {
    borders.to.insert(far_away(packet.family));
    all.to.insert(all.to.end(), borders.to.begin(), borders.to.end());
  }
  borders.ports.insert({1000, 50000});
  all.ports.assign(borders.ports.begin(), borders.ports.end());
  return all;
}

}  // namespace

void add_network(std::set<IpAddress>& points, const IpAddress& first, const IpAddress& last,
                 Family family) {
  if (first.family != family) return;
  points.insert(first);
  if (const auto second = next_of(first)) points.insert(*second);
  if (const auto after = next_of(last)) points.insert(*after);
}

Filter pf_filter(const PfModel::Impl& model) {
  Filter filter;
  filter.interfaces = model.interfaces;
  filter.evaluate = [&model](const View& view) { return evaluate(model, view, kCautious); };
  filter.borders = [&model](const View& view, const Outcomes& open) {
    Borders borders;
    for (const Rule* rule : open.uncertain) {
      borders_of(borders.from, model, rule->from.host, view.family);
      borders_of(borders.to, model, rule->to.host, view.family);
      borders_of(borders.ports, rule->from.port);
    }
    return borders;
  };
  for (const auto& [path, ruleset] : model.rulesets) {
    for (const Rule& rule : ruleset.list(RuleList::kFilter))
      filter.odd_flags |= (rule.flag_set & ~kSynAck) != 0;
    for (const Rule& rule : ruleset.list(RuleList::kRdr))
      if (!rule.is_anchor && rule.action == Action::kRdr && rule.pool.first_port != 0)
        filter.redirections.push_back(&rule);
  }
  return filter;
}

Verdict find_witness(const Filter& filter, const View& packet, const Freedom& freedom) {
  const Outcomes open = filter.evaluate(packet);
  if (open.only(Outcome::Kind::kBlock)) return {Outcome::Kind::kBlock, open.all.back()};
  if (open.only(Outcome::Kind::kPass)) return {Outcome::Kind::kPass, open.all.back()};
  Verdict worst{Outcome::Kind::kBlock, open.all.back()};
  const Choices all = choices(filter, packet, freedom, open);
  std::size_t tries = 0;
  for (const IpAddress& to : all.to)
    for (const IpAddress& from : all.from)
      for (const std::uint32_t port : all.ports) {
        if (++tries > kMostTries) return {Outcome::Kind::kUnknown, open.all.front()};
        View view = packet;
        view.from = from;
        view.to = to;
        view.from_port = port;
        const Outcomes outcomes = filter.evaluate(view);
        if (outcomes.only(Outcome::Kind::kBlock)) {
          if (worst.kind == Outcome::Kind::kBlock) worst.outcome = outcomes.all.back();
          continue;
        }
        if (outcomes.only(Outcome::Kind::kPass)) {
          const bool ours = std::find(freedom.to.begin(), freedom.to.end(), to) != freedom.to.end();
          if (ours) return {Outcome::Kind::kPass, outcomes.all.back()};
          // Whether a destination that nobody knows is this host, cannot be said.
          worst = {Outcome::Kind::kUnknown, outcomes.all.back()};
        } else if (worst.kind == Outcome::Kind::kBlock) {
          worst = {Outcome::Kind::kUnknown, outcomes.all.front()};
        }
      }
  return worst;
}

}  // namespace sharebench::guard
