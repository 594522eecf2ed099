// Tries doors. What an attacker may choose is left free; what nobody knows makes a door undecided.
#include "harness/guard/exposure.h"
#include "harness/guard/protocol_numbers.h"

#include <fmt/format.h>

#include <algorithm>

namespace sharebench::guard {
namespace {

/// SYN with other flags beside it, for rules that look at more than SYN and ACK.
constexpr unsigned kOddFlags[] = {kSyn, kSyn | 192, kSyn | 8, kSyn | 32, kSyn | 64, kSyn | 128};

std::vector<VmPlace> vms_of(const Doors& doors) {
  std::vector<VmPlace> all = doors.others;
  all.insert(all.begin(), doors.vm);
  return all;
}

std::string word(Outcome::Kind kind) {
  if (kind == Outcome::Kind::kPass) return "pass";
  return kind == Outcome::Kind::kBlock ? "block" : "undecided";
}

std::string rule_text(const Outcome& outcome) {
  return outcome.rule == nullptr ? outcome.reason : outcome.rule->text;
}

class Trial {
 public:
  Trial(const Filter& filter, const Doors& doors) : filter_(filter), doors_(doors) {}
  std::vector<Exposure> run();

 private:
  void door(const std::string& interface, Family family, const Service& service);
  void outsider(const View& view, const Service& service, const std::string& who,
                const Freedom& freedom);
  void inward_translations(const View& view, const Service& service, const Freedom& freedom);
  void vm(const View& view, const Service& service);
  Verdict vm_verdict(const View& view);
  Verdict try_flags(const View& view, const Freedom& freedom);
  void add(const View& view, const Service& service, const std::string& who,
           const Verdict& verdict);
  std::vector<IpAddress> own_addresses(Family family, const std::string& interface) const;

  const Filter& filter_;
  const Doors& doors_;
  std::vector<Exposure> found_{};
};

/// Every address of the host that a packet from this interface can reach: the hosts of macOS are
/// "weak", they answer for all of theirs on any interface. Group addresses reach UDP services.
std::vector<IpAddress> Trial::own_addresses(Family family, const std::string& interface) const {
  std::vector<IpAddress> own;
  if (filter_.interfaces) {
    for (const Interface& one : *filter_.interfaces)
      for (const InterfaceAddress& entry : one.addresses) {
        if (entry.address.family != family || is_loopback(entry.address)) continue;
        if (is_link_local(entry.address) && one.name != interface) continue;
        own.push_back(entry.address);
        if (entry.broadcast && one.name == interface) own.push_back(*entry.broadcast);
      }
  } else if (family == doors_.vm.address.family && family == Family::kInet) {
    IpAddress guess = masked(doors_.vm.address, 24);  // VirtualBox gives the host the first one
    guess.bytes[3] = 1;
    own.push_back(guess);
  }
  if (family == Family::kInet) {
    own.push_back(*parse_ip("255.255.255.255"));
    own.push_back(*parse_ip("224.0.0.1"));
  } else {
    own.push_back(*parse_ip("ff02::1"));
  }
  return own;
}

void Trial::add(const View& view, const Service& service, const std::string& who,
                const Verdict& verdict) {
  Exposure exposure;
  exposure.service = service.name;
  exposure.proto = service.protocol == kTcp ? "tcp" : "udp";
  exposure.port = service.port.value_or(0);
  exposure.interface = view.interface;
  exposure.family = view.family == Family::kInet ? "inet" : "inet6";
  exposure.from = who;
  exposure.decision = word(verdict.kind);
  exposure.rule = rule_text(verdict.outcome);
  exposure.fragment = view.fragment;
  found_.push_back(exposure);
}

Verdict Trial::try_flags(const View& view, const Freedom& freedom) {
  Verdict worst = find_witness(filter_, view, freedom);
  if (view.protocol != kTcp || view.fragment || !filter_.odd_flags) return worst;
  for (const unsigned flags : kOddFlags) {
    View other = view;
    other.flags = flags;
    const Verdict verdict = find_witness(filter_, other, freedom);
    if (verdict.kind == Outcome::Kind::kPass) return verdict;
    if (verdict.kind == Outcome::Kind::kUnknown) worst = verdict;
  }
  return worst;
}

void Trial::outsider(const View& view, const Service& service, const std::string& who,
                     const Freedom& freedom) {
  for (const bool fragment : {false, true}) {
    View tried = view;
    tried.fragment = fragment;
    const Verdict verdict = try_flags(tried, freedom);
    // A fragment that takes the way of the whole packet says nothing new.
    const bool same = fragment && !found_.empty() &&
                      found_.back().rule == rule_text(verdict.outcome) &&
                      found_.back().decision == word(verdict.kind);
    if (!same) add(tried, service, who, verdict);
  }
  inward_translations(view, service, freedom);
}

/// Another port that an rdr rule turns into the service's.
void Trial::inward_translations(const View& view, const Service& service, const Freedom& freedom) {
  if (!service.port) return;
  const auto port = static_cast<std::uint32_t>(*service.port);
  for (const Rule* rule : filter_.redirections) {
    const Pool& pool = rule->pool;
    const std::uint32_t last = pool.last_port == 0 ? pool.first_port : pool.last_port;
    if (port < pool.first_port || port > last) continue;
    if (rule->protocol != 0 && rule->protocol != service.protocol) continue;
    View tried = view;
    tried.to_port.reset();
    if (rule->to.port.compare != Compare::kNone)
      tried.to_port = rule->to.port.first + (pool.last_port == 0 ? 0 : port - pool.first_port);
    const Verdict verdict = find_witness(filter_, tried, freedom);
    const Outcome& outcome = verdict.outcome;
    const bool arrives = outcome.translated && (!outcome.to_port || *outcome.to_port == port);
    if (verdict.kind == Outcome::Kind::kBlock) continue;
    if (verdict.kind == Outcome::Kind::kPass && !arrives && tried.to_port) continue;
    Verdict through = verdict;
    if (!arrives) through.kind = Outcome::Kind::kUnknown;
    through.outcome.rule = rule;
    add(view, service, found_.empty() ? "stranger" : found_.back().from, through);
  }
}

/// In with a privileged source port as NFS clients use, and the answer out again.
Verdict Trial::vm_verdict(const View& view) {
  Verdict best{Outcome::Kind::kBlock, {}};
  std::vector<IpAddress> own = own_addresses(view.family, view.interface);
  own.erase(std::remove_if(own.begin(), own.end(), is_group), own.end());
  for (const IpAddress& to : own)
    for (const std::uint32_t port : {1000U, 50000U}) {
      View in = view;
      in.from = doors_.vm.address;
      in.to = to;
      in.from_port = port;
      const Outcomes outcomes = filter_.evaluate(in);
      Verdict verdict{Outcome::Kind::kUnknown, outcomes.all.back()};
      if (outcomes.only(Outcome::Kind::kBlock)) verdict.kind = Outcome::Kind::kBlock;
      if (outcomes.only(Outcome::Kind::kPass)) verdict.kind = Outcome::Kind::kPass;
      if (verdict.kind == Outcome::Kind::kPass && !verdict.outcome.keeps_state) {
        View out = in;
        out.inbound = false;
        std::swap(out.from, out.to);
        std::swap(out.from_port, out.to_port);
        out.flags = kSynAck;
        const Outcomes answer = filter_.evaluate(out);
        if (answer.only(Outcome::Kind::kBlock))
          verdict = {Outcome::Kind::kBlock, answer.all.back()};
        else if (!answer.only(Outcome::Kind::kPass))
          verdict = {Outcome::Kind::kUnknown, answer.all.back()};
      }
      if (verdict.kind == Outcome::Kind::kPass) return verdict;
      if (best.kind == Outcome::Kind::kBlock) best = verdict;
    }
  if (own.empty()) best.outcome.reason = "no address of the host is known for this family";
  return best;
}

void Trial::vm(const View& view, const Service& service) {
  add(view, service, "vm", vm_verdict(view));
}

void Trial::door(const std::string& interface, Family family, const Service& service) {
  View view;
  view.interface = interface;
  view.family = family;
  view.protocol = service.protocol;
  view.flags = kSyn;
  if (service.port) view.to_port = static_cast<std::uint32_t>(*service.port);
  Freedom freedom;
  freedom.to = own_addresses(family, interface);
  freedom.to_others = !filter_.interfaces.has_value() || doors_.addresses_invented;
  for (const VmPlace& one : vms_of(doors_)) freedom.not_from.push_back(one.address);
  outsider(view, service, "stranger", freedom);
  freedom.from = false;
  for (const VmPlace& one : vms_of(doors_)) {
    if (one.address.family != family || one.interface == interface) continue;
    View spoofed = view;
    spoofed.from = one.address;
    outsider(spoofed, service, "neighbour", freedom);
  }
  const bool vm_family = family == doors_.vm.address.family;
  if (vm_family && interface == doors_.vm.interface) vm(view, service);
}

std::vector<Exposure> Trial::run() {
  for (const std::string& interface : doors_.interfaces)
    for (const Service& service : doors_.services)
      for (const Family family : {Family::kInet, Family::kInet6}) door(interface, family, service);
  return found_;
}

}  // namespace

bool is_for(const Doors& doors, const IpAddress& address) {
  const std::vector<VmPlace> all = vms_of(doors);
  return std::any_of(all.begin(), all.end(),
                     [&](const VmPlace& one) { return one.address == address; });
}

std::vector<Exposure> try_doors(const Filter& filter, const Doors& doors) {
  return Trial(filter, doors).run();
}

}  // namespace sharebench::guard
