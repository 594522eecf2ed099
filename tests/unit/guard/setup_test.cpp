// What is planned protects, is undone byte for byte, and does not stay when it does not protect.
#include "harness/guard/setup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "harness/core/error.h"
#include "harness/guard/check.h"
#include "harness/guard/edits.h"
#include "harness/guard/steps.h"
#include "tests/unit/guard/fake_host_helper.h"
#include "tests/unit/guard/packet_lines_helper.h"

namespace sharebench::guard {
namespace {

const std::string kStock =
    "#\n# Default PF configuration file.\n#\n\nscrub-anchor \"com.apple/*\"\n"
    "nat-anchor \"com.apple/*\"\nrdr-anchor \"com.apple/*\"\ndummynet-anchor \"com.apple/*\"\n"
    "anchor \"com.apple/*\"\nload anchor \"com.apple\" from \"/etc/pf.anchors/com.apple\"\n";

Policy mac_policy() {
  Policy made;
  made.vm = "192.168.99.100";
  made.vm_interface = "vboxnet0";
  made.host = "192.168.99.1";
  return made;
}

std::string verdict_of(const std::string& conf, const std::string& ports) {
  CheckRequest request;
  request.vm = "192.168.99.100";
  request.vm_interface = "vboxnet0";
  request.services = parse_service_ports(ports);
  request.conf = ConfFile{"pf.conf", conf};
  return guard_verdict_name(check(pf_host(), request).verdict);
}

FakeHost stock_mac() {
  FakeHost host;
  host.answers["uname -s"] = answered("Darwin\n");
  host.files["/etc/pf.conf"] = kStock;
  host.files["/etc/nfs.conf"] = "nfs.server.async = 1\nnfs.lockd.port = 999 # old\n";
  host.files["/etc/exports"] = "# mine \xff\n\"/Users\" 192.168.99.100\n";
  host.answers["pfctl -E -f /etc/pf.conf"] = answered("pf enabled\nToken : 15447822800193098702\n");
  return host;
}

std::filesystem::path backup(const char* name) {
  return std::filesystem::temp_directory_path() / (std::string("guard-setup-test-") + name) /
         "b.json";
}

TEST(Setup, TheRecommendedSectionProtectsAndStandsBeforeTheAnchors) {
  const std::string conf = edit_pf_conf(kStock, mac_policy(), Style::kRecommended);
  EXPECT_EQ(verdict_of(conf, "111,2049,20048-20051"), "protected") << conf;
  EXPECT_LT(conf.find("block drop in quick"), conf.find("\nanchor \"com.apple/*\""));
  EXPECT_LT(conf.find("scrub in all"), conf.find("nat-anchor"));
  EXPECT_EQ(edit_pf_conf(conf, mac_policy(), Style::kRecommended), conf) << "twice is once";
}

TEST(Setup, SeveralVmsAreAllNamedAndNobodyElseComesIn) {
  Policy several = mac_policy();
  several.folders = {"/Users"};
  several.others = {{"192.168.56.7", "vboxnet1", "192.168.56.1", {"/Users"}, "501:20"},
                    {"192.168.99.12", "vboxnet0", "192.168.99.1", {"/Users/a b"}, ""}};
  const std::string conf = edit_pf_conf(kStock, several, Style::kRecommended);
  EXPECT_NE(conf.find("table <sb_vm> const { 192.168.56.7 }\n"
                      "table <sb_vm2> const { 192.168.99.12 192.168.99.100 }\n"),
            std::string::npos)
      << conf;
  EXPECT_EQ(exports_lines(several),
            "\"/Users\" -alldirs -mapall=501:20 192.168.56.7\n"
            "\"/Users/a b\" -alldirs 192.168.99.12\n\"/Users\" -alldirs 192.168.99.100\n");
  EXPECT_EQ(verdict_of(conf, "111,2049,20048-20051"), "exposed")
      << "who the others are is not said";
  Policy reversed = several;
  std::swap(reversed.others[0], reversed.others[1]);
  EXPECT_EQ(edit_pf_conf(kStock, reversed, Style::kRecommended), conf);
  EXPECT_EQ(edit_pf_conf(conf, mac_policy(), Style::kRecommended),
            edit_pf_conf(kStock, mac_policy(), Style::kRecommended))
      << "without them it is as if they had never been there";
}

TEST(Setup, TheArticlesSectionIsExposedAndItsHolesAreListed) {
  const std::string conf = edit_pf_conf(kStock, mac_policy(), Style::kArticle);
  EXPECT_EQ(verdict_of(conf, "111,2049"), "exposed");
  Found found;
  found.pf_conf = kStock;
  const std::string shown = show(plan_setup(mac_policy(), Style::kArticle, found));
  for (const std::string hole : {"set skip", "bridge0", "not quick", "Status: Enabled"})
    EXPECT_NE(shown.find(hole), std::string::npos) << hole;
}

TEST(Setup, OfAFileThatCannotBeLoadedNothingIsPlanned) {
  Found found;
  found.pf_conf = kStock + "pass in $oops\n";
  try {
    plan_setup(mac_policy(), Style::kRecommended, found);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("macro 'oops' not defined"), std::string::npos);
  }
}

TEST(Setup, PinsReplaceTheirLinesAndLeaveOthers) {
  EXPECT_EQ(edit_nfs_conf("nfs.server.async = 1\nnfs.lockd.port = 999 # old\n", guarded_settings()),
            "nfs.server.async = 1\nnfs.lockd.port = 20049 # old\nnfs.server.mount.port = 20048\n"
            "nfs.statd.port = 20050\nnfs.server.rquota.port = 20051\nnfs.server.bonjour = 0\n");
}

TEST(Setup, ShowsADiffAndEveryCommand) {
  FakeHost host = stock_mac();
  Policy made = mac_policy();
  made.folders = {"/System/Volumes/Data/Users"};
  made.map_to = "501:20";
  const std::string shown = show(plan_setup(made, Style::kRecommended, find_files(host)));
  for (const std::string part :
       {"   --- /etc/pf.conf\n   +++ /etc/pf.conf\n   +# sharebench-guard-begin",
        "+block drop in quick", "-nfs.lockd.port = 999 # old\n",
        "   --- /dev/null\n   +++ /Library/LaunchDaemons/",
        "+\"/System/Volumes/Data/Users\" -alldirs -mapall=501:20 192.168.99.100\n",
        "pfctl -nf /etc/pf.conf", "pfctl -E -f /etc/pf.conf", "nfsd checkexports",
        "launchctl bootstrap system"})
    EXPECT_NE(shown.find(part), std::string::npos) << part << "\n" << shown;
}

Journal journal(const char* name) {
  return {backup(name), "sharebench guard undo", {}};
}

std::string pass(const std::string&) {
  return "";
}

std::size_t place_of(const std::vector<std::string>& asked, const std::string& line) {
  return static_cast<std::size_t>(std::find(asked.begin(), asked.end(), line) - asked.begin());
}

TEST(Setup, ApplyKeepsWhatProtectsAndUndoPutsBackEveryByte) {
  FakeHost host = stock_mac();
  const auto before = host.files;
  Policy made = mac_policy();
  made.folders = {"/Users"};
  const Journal file = journal("keep");
  std::filesystem::remove_all(file.file.parent_path());
  const guard::Setup setup = plan_setup(made, Style::kRecommended, find_files(host));
  const Sides sides{&host, nullptr};
  const Applied applied = apply_steps(sides, setup.steps, file, pass);
  EXPECT_TRUE(applied.kept) << applied.told.back();
  EXPECT_NE(host.files, before);
  EXPECT_THROW(apply_steps(sides, setup.steps, file, pass), EnvironmentError);
  EXPECT_TRUE(plan_setup(made, Style::kRecommended, find_files(host)).steps.empty())
      << "twice is once";
  undo_steps(sides, file, {});
  EXPECT_EQ(host.files, before);
  EXPECT_EQ(std::count(host.as_root.begin(), host.as_root.end(), "pfctl -X 15447822800193098702"),
            1);
  EXPECT_EQ(host.as_root.back(), "pfctl -f /etc/pf.conf") << "the rules go last";
  EXPECT_THROW(undo_steps(sides, file, {}), DataError);
}

TEST(Setup, NothingIsExportedBeforeTheRulesStandAndNothingStartsBeforeItIsRead) {
  FakeHost host = stock_mac();
  Policy made = mac_policy();
  made.folders = {"/Users"};
  const Journal file = journal("order");
  std::filesystem::remove_all(file.file.parent_path());
  const guard::Setup setup = plan_setup(made, Style::kRecommended, find_files(host));
  host.asked.clear();
  std::size_t rules_stood = 0;
  apply_steps({&host, nullptr}, setup.steps, file, [&](const std::string& name) {
    if (name == kRulesStand) rules_stood = host.asked.size();
    return std::string();
  });
  EXPECT_LT(place_of(host.asked, "pfctl -E -f /etc/pf.conf"), rules_stood);
  EXPECT_LE(rules_stood, place_of(host.asked, "tee /etc/nfs.conf"));
  EXPECT_LT(place_of(host.asked, "tee /etc/nfs.conf"), place_of(host.asked, "tee /etc/exports"));
  EXPECT_LT(place_of(host.asked, "tee /etc/exports"), place_of(host.asked, "nfsd checkexports"));
  EXPECT_LT(place_of(host.asked, "nfsd checkexports"), place_of(host.asked, "nfsd restart"));
  undo_steps({&host, nullptr}, file, {});
}

TEST(Setup, ApplyTakesBackWhatDoesNotProtect) {
  FakeHost host = stock_mac();
  const auto before = host.files;
  const Journal file = journal("back");
  std::filesystem::remove_all(file.file.parent_path());
  const guard::Setup setup = plan_setup(mac_policy(), Style::kRecommended, find_files(host));
  const Sides sides{&host, nullptr};
  const Applied applied = apply_steps(sides, setup.steps, file, [](const std::string& name) {
    return name == kIsProtected ? std::string("the verdict is exposed") : std::string();
  });
  EXPECT_FALSE(applied.kept);
  EXPECT_EQ(host.files, before);
  EXPECT_FALSE(std::filesystem::exists(file.file));
  host.answers["pfctl -nf /etc/pf.conf"] = failed(1, "/etc/pf.conf:9: syntax error\n");
  const Applied refused = apply_steps(sides, setup.steps, file, pass);
  EXPECT_FALSE(refused.kept);
  EXPECT_EQ(host.files, before);
  EXPECT_EQ(std::count(host.asked.begin(), host.asked.end(), "pfctl -E -f /etc/pf.conf"), 1)
      << "not loaded after it was refused";
}

TEST(Setup, RefusesAPolicyThatIsNone) {
  for (const auto& [field, value] : std::vector<std::pair<std::string Policy::*, std::string>>{
           {&Policy::vm, "192.168.99.100/24"},
           {&Policy::vm, "fe80::1"},
           {&Policy::host, "host"},
           {&Policy::vm_interface, "en0 }"},
           {&Policy::vm_interface, ""}}) {
    Policy made = mac_policy();
    made.*field = value;
    EXPECT_THROW(check_policy(made), UsageError) << value;
  }
}

}  // namespace
}  // namespace sharebench::guard
