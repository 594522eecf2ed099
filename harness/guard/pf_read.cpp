// Builds the model: from pfctl's output line by line, or from pf.conf as a whole.
#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/pf_hosts.h"
#include "harness/guard/pf_model.h"
#include "harness/guard/pf_print.h"
#include "harness/guard/pf_printed.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

constexpr const char* kAnchors = "anchors/";
constexpr const char* kTables = "tables/";

std::string rest(const std::string& name, const std::string& prefix) {
  return name.rfind(prefix, 0) == 0 ? name.substr(prefix.size()) : "";
}

void read_interfaces(const Captured& captured, PfModel::Impl& impl) {
  const CapturedFile* file = find_printed(captured, "ifconfig");
  if (file == nullptr) return;
  std::vector<std::string> unread;
  impl.interfaces = parse_ifconfig(file->text, unread);
  for (const std::string& line : unread)
    impl.problems.push_back(fmt::format("ifconfig: cannot read '{}'", trim(line)));
}

PfHost host_of(const PfModel::Impl& impl) {
  PfHost host;
  host.interfaces = impl.interfaces;
  return host;
}

/// "Status: Enabled for ..." or "Status: Disabled".
void read_info(const Captured& captured, PfModel::Impl& impl) {
  const CapturedFile* file = find(captured, "pfctl-info");
  if (file != nullptr && file->status == 0)
    for (const std::string& line : lines_of(file->text)) {
      const std::vector<std::string> words = words_of(line);
      if (words.size() < 2 || words[0] != "Status:") continue;
      if (words[1] == "Enabled") impl.enabled = true;
      if (words[1] == "Disabled") impl.enabled = false;
    }
  if (impl.enabled) return;
  impl.problems.push_back(file == nullptr ? "pfctl-info was not captured"
                                          : "pfctl-info does not tell whether PF is enabled");
}

/// One name a line, "(skip)" behind those that PF does not look at.
void read_skip(const Captured& captured, PfModel::Impl& impl) {
  const CapturedFile* file = find_printed(captured, "pfctl-interfaces");
  if (file == nullptr) {
    impl.problems.push_back("pfctl-interfaces was not captured: skipped interfaces are not known");
    return;
  }
  for (const std::string& line : lines_of(file->text)) {
    if (line.empty() || line[0] == ' ' || line[0] == '\t' || is_noise(line)) continue;
    const std::vector<std::string> words = words_of(line);
    if (words[0] == "ALL") continue;
    impl.kernel_interfaces.push_back(words[0]);
    if (line.find("skip") != std::string::npos) impl.skip.insert(words[0]);
  }
  impl.skip_known = !impl.kernel_interfaces.empty();
  if (!impl.skip_known) impl.problems.push_back("pfctl-interfaces lists no interface");
}

TableContent read_table(const std::string& name, const CapturedFile& file, const PfHost& host,
                        std::vector<std::string>& problems) {
  TableContent content;
  if (file.status != 0) {
    const std::string all = file.error + file.text;
    content.known = all.find("does not exist") != std::string::npos;
    if (!content.known) problems.push_back(fmt::format("table <{}> could not be read", name));
    return content;
  }
  for (const std::string& line : lines_of(file.text)) {
    std::string word = trim(line);
    if (word.empty() || word[0] == '#' || is_noise(word)) continue;
    const bool negated = word[0] == '!';
    if (negated) word = trim(word.substr(1));
    if (line[0] == '\t') continue;  // statistics of -vv
    const auto address = parse_ip(word.substr(0, word.find_first_of("/%")));
    try {
      if (!address) throw DataError("no address", "");
      for (Host entry : resolve_host(word, host)) {
        entry.negated = negated;
        content.entries.push_back(entry);
      }
    } catch (const std::runtime_error&) {
      content.known = false;
      problems.push_back(fmt::format("table <{}>: cannot read '{}'", name, word));
    }
  }
  return content;
}

void read_tables(const Captured& captured, PfModel::Impl& impl) {
  const PfHost host = host_of(impl);
  for (const auto& [name, file] : captured) {
    const std::string table = unescaped(rest(name, kTables));
    if (!table.empty()) impl.tables[table] = read_table(table, file, host, impl.problems);
  }
}

void read_list(const Captured& captured, const std::string& name, PrintedReader& reader,
               std::vector<std::string>& problems) {
  const CapturedFile* file = find(captured, name);
  if (file == nullptr)
    problems.push_back(name + " was not captured");
  else if (file->status != 0)
    problems.push_back(fmt::format("{} failed: {}", name, trim(file->error + file->text)));
  else
    reader.read(file->text, "", name);
}

/// Which anchors there are, and the rules of those that were asked for.
void read_anchors(const Captured& captured, PfModel::Impl& impl, PrintedReader& reader) {
  if (const CapturedFile* list = find_printed(captured, "pfctl-anchors")) {
    impl.anchors_listed = true;
    for (const std::string& line : lines_of(list->text)) {
      const std::string path = trim(line);
      if (!path.empty() && !is_noise(path)) impl.unread.insert(path);
    }
  }
  for (const auto& [name, file] : captured) {
    const std::string path = unescaped(rest(name, kAnchors));
    if (path.empty()) continue;
    impl.unread.insert(path);
    if (file.status != 0) continue;
    impl.unread.erase(path);
    reader.read(file.text, path, "anchor " + path);
  }
}

/// A rule that calls an anchor whose rules nobody read is a problem of its own.
void report_unread(PfModel::Impl& impl) {
  for (const auto& [path, ruleset] : impl.rulesets)
    for (const auto& list : ruleset.lists)
      for (const Rule& rule : list) {
        if (!rule.is_anchor) continue;
        const auto place = anchor_path(path, rule.anchor);
        if (!place) continue;
        const bool known = impl.rulesets.count(place->path) != 0;
        const bool unread = impl.unread.count(place->path) != 0;
        if (place->wildcard ? !impl.anchors_listed : unread || (!known && !impl.anchors_listed))
          impl.problems.push_back(fmt::format("the rules of anchor {}{} are not known", place->path,
                                              place->wildcard ? "/*" : ""));
        if (!place->wildcard) continue;
        for (const std::string& child : impl.unread)
          if (child.rfind(place->path + "/", 0) == 0)
            impl.problems.push_back(fmt::format("the rules of anchor {} are not known", child));
      }
  std::sort(impl.problems.begin(), impl.problems.end());
  impl.problems.erase(std::unique(impl.problems.begin(), impl.problems.end()), impl.problems.end());
}

}  // namespace

PfModel read_printed(const Captured& captured) {
  auto impl = std::make_shared<PfModel::Impl>();
  read_interfaces(captured, *impl);
  read_info(captured, *impl);
  read_skip(captured, *impl);
  PrintedReader reader(host_of(*impl), impl->rulesets, impl->problems);
  read_list(captured, "pfctl-rules", reader, impl->problems);
  read_list(captured, "pfctl-nat", reader, impl->problems);
  read_anchors(captured, *impl, reader);
  if (find_printed(captured, "pfctl-rules") == nullptr) impl->unread.insert("");
  read_tables(captured, *impl);
  report_unread(*impl);
  return PfModel(impl);
}

std::vector<std::string> problems(const PfModel& model) {
  return model.impl().problems;
}

bool is_enabled(const PfModel& model) {
  return model.impl().enabled.value_or(false);
}

std::vector<std::string> skipped_interfaces(const PfModel& model) {
  return {model.impl().skip.begin(), model.impl().skip.end()};
}

}  // namespace sharebench::guard
