// One function a false comfort, each looking at one captured file or at the rules.
#include "harness/guard/check_warnings.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/guard/exports.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

using Words = std::vector<std::string>;

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

void skipped(const PfModel& model, const Doors& doors, Words& warnings) {
  for (const std::string& name : skipped_interfaces(model)) {
    if (name == "lo0") continue;
    warnings.push_back(
        fmt::format("PF skips {}: everybody on it reaches every port, whatever the rules say{}",
                    name, name == doors.vm.interface ? "" : "; it is not the VM's interface"));
  }
}

/// The names behind `set skip on` in a pf.conf.
std::set<std::string> skip_names(const std::string& conf) {
  const PfFile file = parse_pf({conf, PfText::kConf, "", 0}, PfHost{});
  return {file.skip.begin(), file.skip.end()};
}

void skip_at_load(const Captured& captured, const PfModel& model, Words& warnings) {
  const CapturedFile* conf = find_printed(captured, "pf.conf");
  const PfModel::Impl& impl = model.impl();
  std::set<std::string> names;
  if (conf != nullptr) names = skip_names(conf->text);
  if (impl.from_conf) names.insert(impl.conf.skip.begin(), impl.conf.skip.end());
  for (const std::string& name : names) {
    if (name.rfind("lo", 0) == 0) continue;
    const bool now = impl.skip.count(name) != 0;
    warnings.push_back(fmt::format(
        "'set skip on {}' holds only where that interface existed when the rules were loaded{}: "
        "after a boot the rules count, after a reload they do not",
        name,
        impl.from_conf ? ""
        : now          ? " (now it does)"
                       : " (now it does not)"));
  }
}

void references(const Captured& captured, Words& warnings) {
  const CapturedFile* file = find_printed(captured, "pfctl-references");
  if (file == nullptr) return;
  bool held = false;
  for (const std::string& line : lines_of(file->text)) {
    const Words words = words_of(line);
    held |= words.size() >= 3 && parse_decimal(words[0], 1000000000).has_value();
  }
  if (!held)
    warnings.emplace_back(
        "nobody holds an enable reference: the next program that gives its own back disables PF "
        "(load with: pfctl -E)");
}

void no_launch_daemon(const Captured& captured, Words& warnings) {
  const CapturedFile* os = find_printed(captured, "os");
  if (os == nullptr || os->text.rfind("macos", 0) != 0) return;
  bool any = false, with_e = false;
  for (const auto& [name, file] : captured) {
    if (name.rfind("launchd/", 0) != 0 || contains(name, "com.apple.pfctl")) continue;
    if (!contains(file.text, "pfctl")) continue;
    any = true;
    with_e |= contains(file.text, "<string>-E") || contains(file.text, "-Ef");
  }
  if (!any)
    warnings.emplace_back(
        "no LaunchDaemon enables PF at boot: com.apple.pfctl loads /etc/pf.conf without enabling");
  else if (!with_e)
    warnings.emplace_back("the LaunchDaemon runs pfctl without -E: PF stays disabled after a boot");
  const CapturedFile* print = find(captured, "launchctl-print");
  const bool loaded = print != nullptr && print->status == 0 && !trim(print->text).empty() &&
                      !contains(print->text, "Could not find service");
  if (any && print != nullptr && !loaded)
    warnings.emplace_back("the LaunchDaemon lies on the disk and is not loaded");
}

void stock_file(const Captured& captured, const PfModel& model, Words& warnings) {
  const CapturedFile* conf = find_printed(captured, "pf.conf");
  if (conf == nullptr || model.impl().from_conf) return;
  const PfFile file = parse_pf({conf->text, PfText::kConf, "", 0}, PfHost{});
  if (!file.complaints.empty()) {
    warnings.push_back(fmt::format(
        "/etc/pf.conf cannot be loaded (line {}: {}): after the next boot PF has no rules",
        file.complaints[0].line, file.complaints[0].sentence));
    return;
  }
  for (const auto& [path, ruleset] : file.rulesets)
    for (const Rule& rule : ruleset.list(RuleList::kFilter))
      if (!rule.is_anchor) return;
  warnings.emplace_back(
      "/etc/pf.conf has no filter rule of its own, as after an upgrade of macOS: the next boot "
      "loads nothing that protects");
}

void one_export(const Export& entry, const Doors& doors, Words& warnings) {
  const std::string folder = entry.folders.front();
  if (entry.to_everyone())
    warnings.push_back(
        fmt::format("exports line {}: {} is offered to Everyone", entry.line, folder));
  if (!entry.network.empty())
    warnings.push_back(fmt::format(
        "exports line {}: {} is offered to the whole network {}, from whatever interface it comes",
        entry.line, folder, entry.network));
  for (const std::string& host : entry.hosts)
    if (const auto address = parse_ip(host); !address || !is_for(doors, *address))
      warnings.push_back(fmt::format("exports line {}: {} is offered to {}, which is not the VM",
                                     entry.line, folder, host));
}

void exports(const Captured& captured, const Doors& doors, Words& warnings) {
  if (const CapturedFile* file = find_printed(captured, "exports")) {
    Words unread;
    for (const Export& entry : parse_exports(file->text, unread))
      one_export(entry, doors, warnings);
    for (const std::string& line : unread)
      warnings.push_back(fmt::format("exports: cannot read line {}", line));
  }
  const CapturedFile* shown = find_printed(captured, "showmount");
  if (shown == nullptr) return;
  for (const std::string& line : lines_of(shown->text)) {
    const Words words = words_of(line);
    if (words.size() > 1 && words.back() == "Everyone")
      warnings.push_back(fmt::format("showmount: {} is offered to Everyone", words[0]));
  }
}

void nfs_conf(const Captured& captured, Words& warnings) {
  const CapturedFile* file = find_printed(captured, "nfs.conf");
  if (file == nullptr) return;
  std::string bonjour = "1", reserved = "1";
  for (const NfsSetting& setting : parse_nfs_conf(file->text)) {
    if (setting.name == "nfs.server.bonjour") bonjour = setting.value;
    if (setting.name == "nfs.server.mount.require_resv_port") reserved = setting.value;
  }
  if (bonjour != "0")
    warnings.emplace_back(
        "nfsd advertises itself by Bonjour on every network (nfs.server.bonjour = 0 ends it)");
  if (reserved == "0")
    warnings.emplace_back(
        "nfs.server.mount.require_resv_port = 0: any account of a client may mount");
}

void dynamic_ports(const Captured& captured, const Doors& doors, Words& warnings) {
  const CapturedFile* file = find_printed(captured, "nfs.conf");
  std::set<std::string> pinned = {"rpcbind", "nfsd"}, loose;
  if (file != nullptr)
    for (const NfsSetting& setting : parse_nfs_conf(file->text))
      for (const Pin& pin : recommended_pins())
        if (pin.setting == setting.name && setting.value != "0") pinned.insert(pin.service);
  for (const Service& service : doors.services) {
    bool recommended = false;
    for (const Pin& pin : recommended_pins())
      recommended |= service.port == pin.port && service.name == pin.service;
    if (pinned.count(service.name) == 0 && !recommended) loose.insert(service.name);
  }
  for (const std::string& name : loose)
    warnings.push_back(fmt::format(
        "the port of {} is chosen anew at each start: rules for the port of today do not hold "
        "(pin it in nfs.conf)",
        name));
}

/// A block that is not quick can be undone by whatever is evaluated later.
void late_anchors(const PfModel& model, const std::vector<Exposure>& exposures, Words& warnings) {
  const auto main = model.impl().rulesets.find("");
  if (main == model.impl().rulesets.end()) return;
  std::set<std::string> deciding;
  for (const Exposure& one : exposures)
    if (one.decision == "block" && one.from != "vm") deciding.insert(one.rule);
  for (const Rule& rule : main->second.list(RuleList::kFilter)) {
    if (rule.is_anchor || rule.action != Action::kBlock || rule.quick) continue;
    if (deciding.count(rule.text) == 0) continue;
    warnings.push_back(fmt::format(
        "'{}' is not quick: the anchor com.apple.internet-sharing, which macOS appends when "
        "Internet Sharing or a VM with vmnet starts, may pass what it blocks",
        rule.text));
    return;
  }
}

void bridges(const PfModel& model, const Doors& doors, Words& warnings) {
  std::set<std::string> named;
  for (const auto& [path, ruleset] : model.impl().rulesets)
    for (const Rule& rule : ruleset.list(RuleList::kFilter))
      if (rule.action == Action::kPass && rule.interface.rfind("bridge", 0) == 0)
        named.insert(rule.interface);
  for (const std::string& name : model.impl().skip)
    if (name.rfind("bridge", 0) == 0) named.insert(name);
  for (const std::string& name : named)
    if (name != doors.vm.interface)
      warnings.push_back(fmt::format(
          "{} is let in: bridge0 is the Thunderbolt Bridge, where whoever plugs in a cable may "
          "take the VM's address",
          name));
}

/// "ALL tcp 10.0.0.5:2049 <- 10.0.0.9:700 ESTABLISHED:ESTABLISHED": states outlive rules.
void states(const Captured& captured, const Doors& doors, Words& warnings) {
  const CapturedFile* file = find_printed(captured, "pfctl-states");
  if (file == nullptr) return;
  for (const std::string& line : lines_of(file->text)) {
    const Words words = words_of(line);
    if (words.size() < 5 || words[3] != "<-") continue;
    const std::size_t mark = words[2].find_last_of(":[");
    if (mark == std::string::npos) continue;
    const std::string digits = words[2].substr(mark + 1, words[2].find(']') - mark - 1);
    const auto port = parse_decimal(digits, 65535);
    const std::string from = words[4].substr(0, words[4].find_last_of(":["));
    const auto source = parse_ip(from);
    if (!port || (source && is_for(doors, *source)) || from.rfind("127.", 0) == 0) continue;
    for (const Service& service : doors.services)
      if (service.port == static_cast<int>(*port) && (service.protocol == 6) == (words[1] == "tcp"))
        warnings.push_back(
            fmt::format("a state lets {} reach {} {}: it outlives the rules (pfctl -k {} ends it)",
                        from, service.name, *port, from));
  }
}

void fragments(const PfModel& model, Words& warnings) {
  for (const auto& [path, ruleset] : model.impl().rulesets)
    for (const Rule& rule : ruleset.list(RuleList::kScrub))
      if (rule.action == Action::kScrub && !rule.is_anchor &&
          rule.fragments == Rule::Fragments::kReassemble)
        return;
  warnings.emplace_back(
      "no scrub rule puts fragments together: rules with ports do not see fragments at all");
}

}  // namespace

std::vector<std::string> find_warnings(const Captured& captured, const PfModel& model,
                                       const Doors& doors, const std::vector<Exposure>& exposures) {
  Words warnings;
  skipped(model, doors, warnings);
  skip_at_load(captured, model, warnings);
  references(captured, warnings);
  no_launch_daemon(captured, warnings);
  stock_file(captured, model, warnings);
  exports(captured, doors, warnings);
  nfs_conf(captured, warnings);
  dynamic_ports(captured, doors, warnings);
  late_anchors(model, exposures, warnings);
  bridges(model, doors, warnings);
  states(captured, doors, warnings);
  fragments(model, warnings);
  return warnings;
}

}  // namespace sharebench::guard
