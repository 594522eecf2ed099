// Edits and commands in the order in which NFS is never open before it is guarded.
#include "harness/guard/setup.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/guard/file_state.h"
#include "harness/guard/pf_file.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

const char* const kGuardLabel = "org.sharebench.pfctl";
const char* const kExportsFile = "/etc/exports";
const char* const kRulesStand = "rules";
const char* const kIsProtected = "protected";

namespace {

constexpr const char* kPfConfFile = "/etc/pf.conf";
constexpr const char* kNfsConf = "/etc/nfs.conf";
constexpr const char* kNft = "/etc/nftables.d/sharebench-guard.nft";

std::string plist_path() {
  return fmt::format("/Library/LaunchDaemons/{}.plist", kGuardLabel);
}

void add_rules(const Policy& policy, Style style, const Found& found, std::vector<Step>& steps) {
  const std::string conf = edit_pf_conf(found.pf_conf.value_or(""), policy, style);
  const PfFile parsed = parse_pf({conf, PfText::kConf, "", 0}, PfHost{});
  if (!parsed.complaints.empty())
    throw DataError(fmt::format("{}:{}: {}", kPfConfFile, parsed.complaints[0].line,
                                parsed.complaints[0].sentence),
                    "mend that line of /etc/pf.conf first: nothing of the file could be loaded");
  if (found.pf_conf != conf) {
    steps.push_back(undo_step({"pfctl", "-f", kPfConfFile}));
    steps.push_back(write_step("add the guard's rules", {kPfConfFile, found.pf_conf, conf, ""}));
    steps.push_back(run_step("read them without loading", {"pfctl", "-nf", kPfConfFile}));
    Step load =
        run_step("load them and enable PF", {"pfctl", "-E", "-f", kPfConfFile}, {"pfctl", "-X"});
    load.token = true;
    steps.push_back(load);
  }
  const std::string plist = launch_daemon(kGuardLabel, kPfConfFile);
  if (found.plist == plist) return;
  const std::string service = fmt::format("system/{}", kGuardLabel);
  steps.push_back(write_step("load them at every boot", {plist_path(), found.plist, plist, ""}));
  steps.push_back(run_step("allow that service", {"launchctl", "enable", service}));
  steps.push_back(run_step("start it", {"launchctl", "bootstrap", "system", plist_path()},
                           {"launchctl", "bootout", service}));
}

/// Starts nfsd with the new files, or has it read them; and what puts it back.
void add_nfsd(const Found& found, bool exported, std::vector<Step>& steps,
              const std::vector<Step>& files) {
  const bool starts = exported && !(found.nfsd.enabled && found.nfsd.running);
  if (found.nfsd.running)
    steps.push_back(undo_step({"nfsd", "restart"}));
  else if (starts)
    steps.push_back(undo_step({"nfsd", found.nfsd.enabled ? "stop" : "disable"}));
  steps.insert(steps.end(), files.begin(), files.end());
  if (exported || found.exports)
    steps.push_back(run_step("ask nfsd whether it understands them", {"nfsd", "checkexports"}));
  if (!found.nfsd.enabled && starts)
    steps.push_back(run_step("enable nfsd, which starts it", {"nfsd", "enable"}));
  else if (starts)
    steps.push_back(run_step("start nfsd", {"nfsd", "start"}));
  else if (found.nfsd.running)
    steps.push_back(run_step("have nfsd listen on the pinned ports", {"nfsd", "restart"}));
}

void plan_mac(const Policy& policy, Style style, const Found& found,
              const std::vector<Setting>& settings, Setup& setup) {
  std::vector<Step>& steps = setup.steps;
  add_rules(policy, style, found, steps);
  const bool exported = !policy.folders.empty();
  const std::string conf = edit_nfs_conf(found.nfs_conf.value_or(""), settings);
  const std::string exports =
      exported ? edit_exports(found.exports.value_or(""), policy) : found.exports.value_or("");
  std::vector<Step> files;
  if (found.nfs_conf != conf)
    files.push_back(
        write_step("pin the ports of NFS to guarded ones", {kNfsConf, found.nfs_conf, conf, ""}));
  if (exported && found.exports != exports)
    files.push_back(
        write_step("export to the VM alone", {kExportsFile, found.exports, exports, ""}));
  const bool stopped = exported && !found.nfsd.running;
  if (!files.empty() || stopped) {
    steps.push_back(check_step("the rules stand: NFS may open", kRulesStand));
    add_nfsd(found, exported, steps, files);
  }
  if (!steps.empty())
    steps.push_back(check_step("NFS is shut to everybody but the VM", kIsProtected));
  setup.notes.emplace_back(
      "pfctl -f drops the NAT rules of running vmnet VMs until they are restarted");
  if (style == Style::kArticle) {
    for (const std::string& hole : article_holes()) setup.notes.push_back("hole: " + hole);
    return;
  }
  setup.notes.emplace_back("scrub puts together every inbound fragment, of IPv4 and IPv6");
  setup.notes.emplace_back(
      "only the pinned ports are guarded: all other services stay as open as "
      "they are");
}

void plan_linux(const Policy& policy, const Found& found, Setup& setup) {
  const std::string table = nft_table(policy);
  if (found.nft != table)
    setup.steps.push_back(write_step("write the guard's table", {kNft, found.nft, table, ""}));
  setup.steps.push_back(run_step("read it without loading", {"nft", "-c", "-f", kNft}));
  setup.steps.push_back(run_step("load it", {"nft", "-f", kNft},
                                 {"nft", "delete", "table", "inet", "sharebench_guard"}));
  setup.steps.push_back(check_step("NFS is shut to everybody but the VM", kIsProtected));
  setup.notes.emplace_back("the table is gone after a reboot unless nftables.service loads it");
}

}  // namespace

Nfsd parse_nfsd_status(const std::string& text) {
  Nfsd nfsd;
  if (text.find("service is disabled") != std::string::npos) nfsd.enabled = false;
  if (text.find("nfsd is not running") != std::string::npos) nfsd.running = false;
  return nfsd;
}

Found find_files(sys::CommandRunner& runner) {
  const auto read = [&](const std::string& path) { return read_file_state(runner, path).bytes; };
  Found found;
  found.kernel = trim(runner.run({.argv = {"uname", "-s"}, .timeout_s = 10}).out);
  if (found.kernel != "Darwin") {
    found.nft = read(kNft);
    return found;
  }
  found.pf_conf = read(kPfConfFile);
  found.nfs_conf = read(kNfsConf);
  found.exports = read(kExportsFile);
  found.plist = read(plist_path());
  const sys::CommandResult nfsd = runner.run({.argv = {"nfsd", "status"}, .timeout_s = 10});
  found.nfsd = parse_nfsd_status(nfsd.out + nfsd.err);
  return found;
}

Setup plan_setup(const Policy& policy, Style style, const Found& found,
                 const std::vector<Setting>& settings) {
  check_policy(policy);
  Setup setup;
  if (found.kernel == "Darwin")
    plan_mac(policy, style, found, settings, setup);
  else
    plan_linux(policy, found, setup);
  return setup;
}

std::string show(const Setup& setup) {
  std::string text = show(setup.steps);
  for (const std::string& note : setup.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace sharebench::guard
