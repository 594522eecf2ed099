// Doors, then what the verdict rests on. Protected needs everything to be known and every door
// shut.
#include "harness/guard/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/core/error.h"
#include "harness/guard/check_warnings.h"
#include "harness/guard/exposure.h"
#include "harness/guard/nft_rules.h"
#include "harness/guard/text.h"
#include "harness/guard/vm_place.h"

namespace sharebench::guard {
namespace {

constexpr const char* kOther = "any other";  // an interface that no rule names

/// What a check gathers on its way.
struct Work {
  GuardState state{};
  bool unknown = false;   ///< something needed for "protected" is missing
  bool unparsed = false;  ///< a line that nobody could read
  bool disabled = false;
  Doors doors{};

  void miss(const std::string& what) {
    unknown = true;
    state.evidence.push_back(what);
  }
};

bool is_loopback_name(const std::string& name) {
  return name.rfind("lo", 0) == 0 && parse_decimal(name.substr(2), 1000).has_value();
}

/// A name that an interface beside loopback can have: macOS numbers them all, and `lo` is none.
bool is_door(const std::string& name) {
  if (name == kOther) return true;
  const bool numbered = !name.empty() && name.back() >= '0' && name.back() <= '9';
  return numbered && !is_loopback_name(name);
}

/// The kernel's interfaces; of a file alone those that it names, one that no rule names among them.
std::vector<std::string> interfaces_of(const PfModel::Impl& model, const std::string& vm) {
  std::set<std::string> names(model.kernel_interfaces.begin(), model.kernel_interfaces.end());
  if (model.interfaces)
    for (const Interface& interface : *model.interfaces) names.insert(interface.name);
  if (model.from_conf) {
    for (const auto& [path, ruleset] : model.rulesets)
      for (const auto& list : ruleset.lists)
        for (const Rule& rule : list) names.insert(rule.interface);
    for (const std::string& name : model.skip) names.insert(name);
    names.insert("en0");
    names.insert(kOther);
  }
  std::vector<std::string> all;
  for (const std::string& name : names)
    if (is_door(name) && name != vm) all.push_back(name);
  // Docker Desktop's VM comes in by loopback, where nobody else's network is.
  if (!vm.empty() && !is_loopback_name(vm)) all.push_back(vm);
  return all;
}

/// Where no ifconfig was captured with a file: every interface that it names, with invented
/// addresses, so that (en0) and en0:network mean something.
void invent_interfaces(Captured& captured, const CheckRequest& request, Work& work) {
  if (!request.conf || find_printed(captured, "ifconfig") != nullptr) return;
  const PfFile file = parse_pf({request.conf->text, PfText::kConf, "", 0}, PfHost{});
  std::set<std::string> names(file.skip.begin(), file.skip.end());
  names.insert(file.unresolved.begin(), file.unresolved.end());
  for (const auto& [path, ruleset] : file.rulesets)
    for (const auto& list : ruleset.lists)
      for (const Rule& rule : list)
        for (const std::string& name : {rule.interface, rule.from.host.name, rule.to.host.name})
          names.insert(name);
  names.insert("en0");
  std::string text = "lo0: flags=8049<UP,LOOPBACK>\n\tinet 127.0.0.1 netmask 0xff000000\n";
  int number = 0;
  const Family family = work.doors.vm.address.family;
  for (std::string name : names) {
    name.resize(std::min(name.size(), name.find(':')));
    if (!is_door(name) || name == kOther || name == work.doors.vm.interface) continue;
    ++number;
    text += fmt::format(
        "{}: flags=8863<UP,BROADCAST,POINTOPOINT>\n\tinet 100.64.{}.5 netmask 0xffffff00 broadcast "
        "100.64.{}.255\n\tinet6 2001:db8:6464:{:x}::5 prefixlen 64\n",
        name, number % 256, number % 256, number);
  }
  if (family == Family::kInet && !work.doors.vm.interface.empty()) {
    IpAddress host = masked(work.doors.vm.address, 24);  // VirtualBox gives the host the first one
    host.bytes[3] = 1;
    text += fmt::format("{}: flags=8943<UP,BROADCAST>\n\tinet {} netmask 0xffffff00\n",
                        work.doors.vm.interface, print_ip(host));
  }
  captured["ifconfig"] = {text, 0, "", true};
  work.doors.addresses_invented = true;
  work.state.evidence.emplace_back(
      "no ifconfig was captured: every interface that the file names has an invented address");
}

void find_place(const Captured& captured, const CheckRequest& request, Work& work) {
  const FoundVm found = find_vm(captured);
  const std::string address = request.vm.empty() ? found.address : request.vm;
  work.doors.vm.interface = request.vm_interface.empty() ? found.interface : request.vm_interface;
  const auto parsed = parse_ip(address);
  if (!request.vm.empty() && !parsed)
    throw UsageError(fmt::format("--vm '{}' is no address", request.vm),
                     "write it as 192.168.99.100");
  if (parsed) work.doors.vm.address = *parsed;
  if (!parsed) work.miss("the address of the VM is not known: give --vm ADDR");
  if (work.doors.vm.interface.empty())
    work.miss("the interface of the VM is not known: give --vm-interface IFACE");
  for (const FoundVm& other : find_other_vms(captured, address)) {
    work.doors.others.push_back({*parse_ip(other.address), other.interface});
    work.state.evidence.push_back(
        fmt::format("{} may reach NFS as well: it was set up for that VM too", other.address));
  }
}

void find_registered(const Captured& captured, Work& work) {
  const CapturedFile* file = find_printed(captured, "rpcinfo");
  if (file != nullptr) {
    std::vector<std::string> unread;
    work.doors.services = parse_rpcinfo(file->text, unread);
    for (const std::string& line : unread) {
      work.unparsed = true;
      work.miss(fmt::format("rpcinfo: cannot read '{}'", trim(line)));
    }
    if (!work.doors.services.empty()) return;
    work.state.evidence.emplace_back("rpcinfo lists no NFS service; the usual ports are tried");
  }
  work.doors.services = default_services(captured);
}

void find_services(const Captured& captured, const CheckRequest& request, Work& work) {
  work.doors.services = request.services;
  if (request.services.empty()) find_registered(captured, work);
  for (const int port : request.relay_ports)
    work.doors.services.push_back({.name = "nfsd", .protocol = 6, .port = port});
}

std::optional<PfModel> read_model(const Captured& captured, const CheckRequest& request,
                                  Work& work) {
  if (!request.conf) return read_printed(captured);
  try {
    return read_conf(request.conf->text, request.conf->name, captured);
  } catch (const DataError& error) {
    work.unparsed = true;
    work.miss(error.what());
    return std::nullopt;
  }
}

void take_problems(const PfModel& model, Work& work) {
  for (const std::string& problem : problems(model)) {
    work.unparsed |= problem.find("cannot read") != std::string::npos;
    work.miss(problem);
  }
}

/// Doors that others have open, that nobody can judge, and those of the VM.
struct Tally {
  int open = 0, doubtful = 0, shut = 0;
  bool nfs_in = false, nfs_asked = false, nfs_doubt = false;
  bool mount_in = false, mount_asked = false, mount_doubt = false;
};

Tally count(const std::vector<Exposure>& exposures) {
  Tally tally;
  for (const Exposure& one : exposures) {
    const bool pass = one.decision == "pass", doubt = one.decision == "undecided";
    if (one.from != "vm") {
      ++(pass ? tally.open : doubt ? tally.doubtful : tally.shut);
      continue;
    }
    const bool nfs = one.service == "nfsd", mount = one.service == "mountd";
    tally.nfs_asked |= nfs;
    tally.mount_asked |= mount;
    tally.nfs_in |= nfs && pass;
    tally.mount_in |= mount && (pass || (doubt && one.port == 0));
    tally.nfs_doubt |= nfs && doubt;
    tally.mount_doubt |= mount && doubt;
  }
  return tally;
}

GuardVerdict verdict(const Work& work, const Tally& tally) {
  if (work.unparsed && !work.disabled) return GuardVerdict::kUnknown;
  if (tally.open > 0) return GuardVerdict::kExposed;
  if (tally.doubtful > 0 || work.unknown) return GuardVerdict::kUnknown;
  const bool nfs = !tally.nfs_asked || tally.nfs_in, mount = !tally.mount_asked || tally.mount_in;
  if (nfs && mount) return GuardVerdict::kProtected;
  const bool doubt = (!nfs && tally.nfs_doubt) || (!mount && tally.mount_doubt);
  return doubt ? GuardVerdict::kUnknown : GuardVerdict::kVmBlocked;
}

void tell(const PfModel& model, const Tally& tally, Work& work) {
  auto& evidence = work.state.evidence;
  if (work.disabled)
    evidence.emplace_back("PF is disabled: no rule counts");
  else if (model.impl().from_conf)
    evidence.emplace_back(
        "judged as if this file were loaded and PF enabled; neither was looked at");
  else if (is_enabled(model))
    evidence.emplace_back("PF is enabled");
  evidence.push_back(fmt::format("{} doors of others tried: {} shut, {} open, {} undecided",
                                 tally.open + tally.shut + tally.doubtful, tally.shut, tally.open,
                                 tally.doubtful));
  for (const Service& service : work.doors.services)
    if (!service.port && tally.doubtful + tally.open > 0)
      evidence.push_back(
          fmt::format("the {} port of {} is not known: capture rpcinfo or give --service-ports",
                      service.protocol == 6 ? "TCP" : "UDP", service.name));
}

/// A Linux host: nftables in place of PF.
void check_nft(const Captured& captured, Work& work) {
  const CapturedFile* file = find_printed(captured, "nft");
  if (file == nullptr) return work.miss("nft was not captured, or failed");
  std::vector<std::string> unread;
  Filter filter = nft_filter(file->text, unread);
  for (const std::string& problem : unread) {
    work.unparsed = true;
    work.miss(problem);
  }
  if (const CapturedFile* ifconfig = find_printed(captured, "ifconfig"))
    filter.interfaces = parse_ifconfig(ifconfig->text, unread);
  std::set<std::string> names = {kOther};
  for (const std::string& name : nft_interfaces(file->text)) names.insert(name);
  if (filter.interfaces)
    for (const Interface& interface : *filter.interfaces) names.insert(interface.name);
  names.insert(work.doors.vm.interface);
  for (const std::string& name : names)
    if (!name.empty() && name != "lo") work.doors.interfaces.push_back(name);
  work.state.exposures = try_doors(filter, work.doors);
  const Tally tally = count(work.state.exposures);
  work.state.verdict = verdict(work, tally);
  work.state.evidence.push_back(
      fmt::format("nftables: {} doors of others shut, {} open, {} undecided", tally.shut,
                  tally.open, tally.doubtful));
}

bool is_linux(const Captured& captured) {
  const CapturedFile* os = find_printed(captured, "os");
  return os != nullptr && os->text.rfind("linux", 0) == 0;
}

}  // namespace

CheckRequest request_for(const NfsHost& host) {
  CheckRequest request;
  request.vm = host.vm;
  request.vm_interface = host.vm_interface;
  request.relay_ports = host.relay_ports;
  return request;
}

GuardState check(const Captured& given, const CheckRequest& request) {
  Work work;
  Captured captured = given;
  find_place(captured, request, work);
  invent_interfaces(captured, request, work);
  find_services(captured, request, work);
  if (!request.conf && is_linux(captured)) {
    check_nft(captured, work);
    return work.state;
  }
  const std::optional<PfModel> model = read_model(captured, request, work);
  if (!model) return work.state;
  take_problems(*model, work);
  const PfModel::Impl& impl = model->impl();
  work.disabled = impl.enabled.has_value() && !*impl.enabled;
  work.doors.interfaces = interfaces_of(impl, work.doors.vm.interface);
  if (work.doors.interfaces.empty()) work.miss("no interface is known");
  work.state.exposures = try_doors(pf_filter(impl), work.doors);
  const Tally tally = count(work.state.exposures);
  work.state.verdict = verdict(work, tally);
  tell(*model, tally, work);
  work.state.warnings = find_warnings(captured, *model, work.doors, work.state.exposures);
  return work.state;
}

}  // namespace sharebench::guard
