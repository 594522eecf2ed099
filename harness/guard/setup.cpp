// Edits of pf.conf, nfs.conf and exports between marks of ours; all else stays byte for byte.
#include "harness/guard/setup.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/nfs_services.h"
#include "harness/guard/pf_file.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

const char* const kGuardLabel = "org.sharebench.pfctl";

namespace {

constexpr const char* kPfConf = "/etc/pf.conf";
constexpr const char* kNfsConf = "/etc/nfs.conf";
constexpr const char* kExports = "/etc/exports";
constexpr const char* kNft = "/etc/nftables.d/sharebench-guard.nft";
constexpr const char* kBegin = "# sharebench-guard-begin";
constexpr const char* kEnd = "# sharebench-guard-end";

std::string plist_path() {
  return fmt::format("/Library/LaunchDaemons/{}.plist", kGuardLabel);
}

/// Lines outside of our marks.
std::vector<std::string> without_sections(const std::string& text) {
  std::vector<std::string> kept;
  bool inside = false;
  for (const std::string& line : lines_of(text)) {
    if (line == kBegin) inside = true;
    if (!inside) kept.push_back(line);
    if (line == kEnd) inside = false;
  }
  return kept;
}

std::string marked(const std::string& text) {
  return fmt::format("{}\n{}{}\n", kBegin, text, kEnd);
}

std::string first_word(const std::string& line) {
  const std::vector<std::string> words = words_of(line);
  if (words.empty()) return "";
  return words[0] == "no" && words.size() > 1 ? words[1] : words[0];
}

bool is_filter(const std::string& word) {
  return word == "anchor" || word == "pass" || word == "block" || word == "antispoof" ||
         word == "load";
}

bool is_after_scrub(const std::string& word) {
  return is_filter(word) || word.rfind("nat", 0) == 0 || word.rfind("rdr", 0) == 0 ||
         word.rfind("binat", 0) == 0 || word.rfind("dummynet", 0) == 0;
}

template <typename Test>
std::size_t first_line(const std::vector<std::string>& lines, Test&& test) {
  const auto at = std::find_if(lines.begin(), lines.end(),
                               [&](const std::string& line) { return test(first_word(line)); });
  return static_cast<std::size_t>(at - lines.begin());
}

std::string join(const std::vector<std::string>& lines, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) text += lines[i] + "\n";
  return text;
}

void add_change(Setup& setup, const std::string& path, const std::optional<std::string>& before,
                const std::string& after) {
  if (!before || *before != after) setup.files.push_back({path, before, after});
}

void plan_mac(const Policy& policy, Style style, const Found& found, Setup& setup) {
  const std::string old = found.pf_conf.value_or("");
  const std::string conf = edit_pf_conf(old, policy, style);
  const PfFile parsed = parse_pf({conf, PfText::kConf, "", 0}, PfHost{});
  if (!parsed.complaints.empty())
    throw DataError(
        fmt::format("{}:{}: {}", kPfConf, parsed.complaints[0].line, parsed.complaints[0].sentence),
        "mend that line of /etc/pf.conf first: nothing of the file could be loaded");
  add_change(setup, kPfConf, found.pf_conf, conf);
  add_change(setup, kNfsConf, found.nfs_conf, edit_nfs_conf(found.nfs_conf.value_or("")));
  const std::string exports = edit_exports(found.exports.value_or(""), policy);
  if (!policy.folders.empty()) add_change(setup, kExports, found.exports, exports);
  add_change(setup, plist_path(), found.plist, launch_daemon(kGuardLabel, kPfConf));
  setup.load = {{"pfctl", "-nf", kPfConf},
                {"pfctl", "-E", "-f", kPfConf},
                {"nfsd", "checkexports"},
                {"nfsd", "restart"},
                {"launchctl", "enable", fmt::format("system/{}", kGuardLabel)},
                {"launchctl", "bootstrap", "system", plist_path()}};
  setup.unload = {{"launchctl", "bootout", fmt::format("system/{}", kGuardLabel)},
                  {"pfctl", "-f", kPfConf},
                  {"nfsd", "restart"}};
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
  add_change(setup, kNft, found.nft, nft_table(policy));
  setup.load = {{"nft", "-c", "-f", kNft}, {"nft", "-f", kNft}};
  setup.unload = {{"nft", "delete", "table", "inet", "sharebench_guard"}};
  setup.notes.emplace_back("the table is gone after a reboot unless nftables.service loads it");
}

std::optional<std::string> read(sys::CommandRunner& runner, const std::string& path) {
  const sys::CommandResult result = runner.run({.argv = {"cat", path}, .timeout_s = 10});
  return result.ok() ? std::optional<std::string>(result.out) : std::nullopt;
}

}  // namespace

std::string edit_pf_conf(const std::string& text, const Policy& policy, Style style) {
  const std::vector<std::string> lines = without_sections(text);
  if (style == Style::kArticle)
    return join(lines, 0, lines.size()) + marked(pf_article_section(policy));
  const std::size_t scrub = first_line(lines, is_after_scrub);
  const std::size_t filter = first_line(lines, is_filter);
  return join(lines, 0, scrub) + marked(pf_scrub_section()) + join(lines, scrub, filter) +
         marked(pf_filter_section(policy)) + join(lines, filter, lines.size());
}

std::string edit_nfs_conf(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> wanted;
  for (const Pin& pin : recommended_pins())
    wanted.push_back({pin.setting, std::to_string(pin.port)});
  wanted.push_back({"nfs.server.bonjour", "0"});
  std::string out;
  for (const std::string& line : lines_of(text)) {
    const std::vector<NfsSetting> settings = parse_nfs_conf(line);
    const auto at = std::find_if(wanted.begin(), wanted.end(), [&](const auto& one) {
      return !settings.empty() && settings[0].name == one.first;
    });
    if (at == wanted.end()) {
      out += line + "\n";
      continue;
    }
    out += fmt::format("{} = {}\n", at->first, at->second);
    wanted.erase(at);
  }
  for (const auto& [name, value] : wanted) out += fmt::format("{} = {}\n", name, value);
  return out;
}

std::string edit_exports(const std::string& text, const Policy& policy) {
  const std::vector<std::string> lines = without_sections(text);
  const std::string line = exports_line(policy);
  return join(lines, 0, lines.size()) + (line.empty() ? "" : marked(line));
}

std::string diff(const FileChange& change) {
  const std::vector<std::string> a = lines_of(change.before.value_or("")),
                                 b = lines_of(change.after);
  if (change.before && *change.before == change.after) return "";
  std::string text =
      fmt::format("--- {}\n+++ {}\n", change.before ? change.path : "/dev/null", change.path);
  std::size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i, ++j;
      continue;
    }
    const auto later = i < a.size()
                           ? std::find(b.begin() + static_cast<std::ptrdiff_t>(j), b.end(), a[i])
                           : b.end();
    if (i < a.size() && later == b.end())
      text += fmt::format("-{}\n", a[i++]);
    else
      text += fmt::format("+{}\n", b[j++]);
  }
  return text;
}

Found find_files(sys::CommandRunner& runner) {
  Found found;
  found.kernel = trim(runner.run({.argv = {"uname", "-s"}, .timeout_s = 10}).out);
  if (found.kernel != "Darwin") {
    found.nft = read(runner, kNft);
    return found;
  }
  found.pf_conf = read(runner, kPfConf);
  found.nfs_conf = read(runner, kNfsConf);
  found.exports = read(runner, kExports);
  found.plist = read(runner, plist_path());
  return found;
}

Setup plan_setup(const Policy& policy, Style style, const Found& found) {
  check_policy(policy);
  Setup setup;
  if (found.kernel == "Darwin")
    plan_mac(policy, style, found, setup);
  else
    plan_linux(policy, found, setup);
  return setup;
}

std::string show(const Setup& setup) {
  std::string text;
  for (const FileChange& change : setup.files) text += diff(change);
  if (setup.files.empty()) text += "every file is as it should be\n";
  text += "commands, as root:\n";
  for (const auto& command : setup.load) text += "  " + sys::display(command) + "\n";
  text += "to undo, files are put back byte for byte, then:\n";
  for (const auto& command : setup.unload) text += "  " + sys::display(command) + "\n";
  for (const std::string& note : setup.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace sharebench::guard
