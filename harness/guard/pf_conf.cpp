// The model of a pf.conf: what `pfctl -f` would make of it.
#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/pf_hosts.h"
#include "harness/guard/pf_model.h"
#include "harness/guard/pf_print.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

/// Kernels before macOS 15 compare `set skip on` names without a number as a prefix.
enum class PrefixSkip { kNo, kYes, kPerhaps };

PrefixSkip prefix_skip(const Captured& captured) {
  const CapturedFile* file = find_printed(captured, "os");
  if (file == nullptr) return PrefixSkip::kPerhaps;
  const std::vector<std::string> words = words_of(trim(file->text));
  if (words.size() < 2 || words[0] != "macos") return PrefixSkip::kPerhaps;
  const auto major = parse_decimal(words[1].substr(0, words[1].find('.')), 1000);
  if (!major) return PrefixSkip::kPerhaps;
  return *major >= 15 ? PrefixSkip::kNo : PrefixSkip::kYes;
}

void throw_complaints(const PfFile& parsed, const std::string& file) {
  if (parsed.complaints.empty()) return;
  std::string sentence;
  for (std::size_t i = 0; i < std::min<std::size_t>(parsed.complaints.size(), 5); ++i) {
    const PfComplaint& complaint = parsed.complaints[i];
    sentence +=
        fmt::format("{}{}:{}: {}", i == 0 ? "" : "; ", file, complaint.line, complaint.sentence);
  }
  throw DataError(sentence, "pfctl would load nothing of it; mend the line");
}

void take_tables(const PfFile& parsed, PfModel::Impl& impl) {
  for (const auto& [path, ruleset] : parsed.rulesets)
    for (const auto& [name, table] : ruleset.tables) {
      TableContent content;
      content.open_ended = table.parts.empty() && !table.empty_list;
      for (const Table::Part& part : table.parts) {
        if (!part.file.empty()) content.known = false;
        for (const Host& host : part.addresses) {
          content.entries.push_back(host);
          if (host.kind == Host::Kind::kUnresolved) content.known = false;
        }
      }
      if (!content.known)
        impl.problems.push_back(
            fmt::format("the addresses of table <{}> are not known here", name));
      impl.tables[path.empty() ? name : path + "/" + name] = content;
    }
}

void take_rules(PfFile& parsed, PfModel::Impl& impl) {
  for (auto& [path, ruleset] : parsed.rulesets) {
    for (std::size_t i = 0; i < ruleset.lists.size(); ++i)
      for (Rule& rule : ruleset.lists[i]) {
        rule.text = print_rule(rule);
        impl.rulesets[path].lists[i].push_back(rule);
      }
    impl.rulesets[path];
  }
  for (const std::string& name : parsed.unresolved)
    impl.problems.push_back(
        fmt::format("'{}' is a name, its addresses are known only where it is loaded", name));
}

/// `set skip` holds for interfaces that exist when the file is loaded.
void take_skip(const PfFile& parsed, PrefixSkip prefix, PfModel::Impl& impl) {
  impl.skip_known = true;
  for (const std::string& name : parsed.skip) {
    const bool exists = !impl.interfaces || find_interface(*impl.interfaces, name) != nullptr;
    if (exists) impl.skip.insert(name);
    const bool numbered = !name.empty() && name.back() >= '0' && name.back() <= '9';
    if (numbered || prefix == PrefixSkip::kNo) continue;
    if (prefix == PrefixSkip::kPerhaps) impl.skip_perhaps.insert(name);
    if (prefix == PrefixSkip::kYes && impl.interfaces)
      for (const Interface& interface : *impl.interfaces)
        if (interface.name.rfind(name, 0) == 0) impl.skip.insert(interface.name);
    if (prefix == PrefixSkip::kYes && !impl.interfaces) impl.skip_perhaps.insert(name);
  }
}

/// The file of `load anchor`, when what it says was captured under the anchor's name or the file's.
void load_anchor(const PfFile::Load& load, const Captured& captured, const PfHost& host,
                 PfModel::Impl& impl) {
  const CapturedFile* file = find_printed(captured, "anchors/" + escaped(load.anchor));
  if (file == nullptr) {
    const bool stock = load.anchor == "com.apple" && load.file == "/etc/pf.anchors/com.apple";
    if (!stock)
      impl.problems.push_back(
          fmt::format("{}, loaded into anchor {}, is not known here", load.file, load.anchor));
    if (!stock) impl.unread.insert(load.anchor);
    return;
  }
  PfFile parsed = parse_pf({file->text, PfText::kConf, load.anchor, 0}, host);
  throw_complaints(parsed, load.file);
  take_rules(parsed, impl);
  take_tables(parsed, impl);
}

}  // namespace

PfModel read_conf(const std::string& text, const std::string& file, const Captured& captured) {
  auto impl = std::make_shared<PfModel::Impl>();
  impl->from_conf = true;
  impl->enabled = true;
  impl->anchors_listed = impl->tables_listed = true;
  PfHost host;
  if (const CapturedFile* ifconfig = find_printed(captured, "ifconfig")) {
    std::vector<std::string> unread;
    impl->interfaces = host.interfaces = parse_ifconfig(ifconfig->text, unread);
    for (const std::string& line : unread)
      impl->problems.push_back(fmt::format("ifconfig: cannot read '{}'", trim(line)));
  }
  PfFile parsed = parse_pf({text, PfText::kConf, "", 0}, host);
  throw_complaints(parsed, file);
  impl->conf = parsed;
  take_rules(parsed, *impl);
  take_tables(parsed, *impl);
  take_skip(parsed, prefix_skip(captured), *impl);
  for (const PfFile::Load& load : parsed.loads) load_anchor(load, captured, host, *impl);
  return PfModel(impl);
}

std::string print(const PfModel& model) {
  const PfModel::Impl& impl = model.impl();
  std::string text;
  for (const std::string& line : impl.conf.settings) text += line + "\n";
  PfFile file;
  file.rulesets = impl.rulesets;
  return text + print_rules(file, "");
}

}  // namespace sharebench::guard
