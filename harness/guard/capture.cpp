// Each tool's answer under its name. pfctl speaks to root only, so one script asks it everything.
#include "harness/guard/capture.h"

#include <fmt/format.h>

#include <utility>

#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

using Named = std::pair<std::string, std::vector<std::string>>;

constexpr const char* kMark = "@@sharebench ";

/// Prints "@@sharebench file NAME", output, "@@sharebench status N", errors, for every question.
constexpr const char* kPfScript = R"sh(
errors=$(mktemp)
one() {
  name=$1; shift
  printf '@@sharebench file %s\n' "$name"
  "$@" 2>"$errors"
  printf '\n@@sharebench status %s\n' "$?"
  cat "$errors"
  printf '\n@@sharebench end\n'
}
file_name() { printf '%s' "$1" | sed 's#/#%2F#g'; }
one pfctl-info pfctl -s info
one pfctl-rules pfctl -s rules
one pfctl-nat pfctl -s nat
one pfctl-dummynet pfctl -s dummynet
one pfctl-interfaces pfctl -s Interfaces -v
one pfctl-references pfctl -s References
one pfctl-anchors pfctl -v -s Anchors
one pfctl-states pfctl -s states
pfctl -s Tables 2>/dev/null | while read -r table; do
  one "tables/$table" pfctl -t "$table" -T show
done
pfctl -v -s Anchors 2>/dev/null | while read -r anchor; do
  both() { pfctl -a "$1" -s nat && pfctl -a "$1" -s rules; }
  one "anchors/$(file_name "$anchor")" both "$anchor"
  pfctl -a "$anchor" -s Tables 2>/dev/null | while read -r table; do
    one "tables/$(file_name "$anchor/$table")" pfctl -a "$anchor" -t "$table" -T show
  done
done
rm -f "$errors"
)sh";

std::vector<Named> questions(const std::string& kernel, const CaptureOptions& options) {
  std::vector<Named> all = {{"rpcinfo", {"rpcinfo", "-p"}},
                            {"exports", {"cat", "/etc/exports"}},
                            {"showmount", {"showmount", "-e", "localhost"}},
                            {"ifconfig", {"ifconfig", "-a"}}};
  if (kernel != "Darwin") return all;
  all.push_back({"nfs.conf", {"cat", "/etc/nfs.conf"}});
  all.push_back({"pf.conf", {"cat", "/etc/pf.conf"}});
  all.push_back({"nfsd-status", {"nfsd", "status"}});
  all.push_back({"vm-networks", {"docker-machine", "inspect", options.machine}});
  for (const std::string& label : options.labels) {
    all.push_back({"launchctl-print", {"launchctl", "print", "system/" + label}});
    all.push_back({fmt::format("launchd/{}.plist", label),
                   {"cat", fmt::format("/Library/LaunchDaemons/{}.plist", label)}});
  }
  return all;
}

sys::Command for_root(const std::string& kernel) {
  if (kernel == "Darwin")
    return {.argv = {"sh", "-c", kPfScript}, .timeout_s = 120, .as_root = true};
  return {.argv = {"nft", "-j", "list", "ruleset"}, .timeout_s = 60, .as_root = true};
}

CapturedFile file_of(const sys::CommandResult& result) {
  return {result.out, result.timed_out ? 124 : result.status, result.err, true};
}

void replace_names(std::string& text, const std::string& root, const std::string& by) {
  for (std::size_t at = text.find(root); at != std::string::npos; at = text.find(root, at)) {
    const std::size_t start = at + root.size();
    std::size_t end = start;
    while (end < text.size() && std::string("/ \t\n\"'\\:").find(text[end]) == std::string::npos)
      ++end;
    if (end > start) text.replace(start, end - start, by);
    at = start;
  }
}

void replace_word(std::string& text, const std::string& word, const std::string& by) {
  if (word.size() < 2) return;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    text.replace(at, word.size(), by);
    at += by.size();
  }
}

}  // namespace

std::vector<sys::Command> capture_commands(const std::string& kernel,
                                           const CaptureOptions& options) {
  std::vector<sys::Command> commands;
  for (const Named& one : questions(kernel, options))
    commands.push_back({.argv = one.second, .timeout_s = 30});
  commands.push_back(for_root(kernel));
  return commands;
}

Captured parse_sections(const std::string& text) {
  Captured captured;
  std::string name;
  std::string* into = nullptr;
  for (const std::string& line : lines_of(text)) {
    if (line.rfind(kMark, 0) == 0) {
      const std::vector<std::string> words = words_of(line);
      const std::string what = words.size() > 1 ? words[1] : "";
      if (what == "file" && words.size() == 3) {
        name = words[2];
        captured[name].printed = true;
        into = &captured[name].text;
      } else if (what == "status" && words.size() == 3 && !name.empty()) {
        captured[name].status = static_cast<int>(parse_decimal(words[2], 255).value_or(255));
        into = &captured[name].error;
      } else {
        name.clear();
        into = nullptr;
      }
      continue;
    }
    if (into != nullptr) *into += line + "\n";
  }
  for (auto& [key, file] : captured)
    for (std::string* part : {&file.text, &file.error})
      while (part->size() >= 2 && part->compare(part->size() - 2, 2, "\n\n") == 0) part->pop_back();
  for (auto& [key, file] : captured)
    for (std::string* part : {&file.text, &file.error})
      if (*part == "\n") part->clear();
  return captured;
}

Captured masked_capture(Captured captured, const std::string& host_name) {
  for (auto& [name, file] : captured)
    for (std::string* text : {&file.text, &file.error}) {
      replace_names(*text, "/Users/", "user");
      replace_names(*text, "/home/", "user");
      replace_word(*text, trim(host_name), "host");
    }
  return captured;
}

Captured capture(sys::CommandRunner& runner, const CaptureOptions& options) {
  const auto ask = [&](const std::vector<std::string>& argv) {
    return runner.run({.argv = argv, .timeout_s = 30});
  };
  Captured captured;
  const std::string kernel = trim(ask({"uname", "-s"}).out);
  const std::string version =
      kernel == "Darwin" ? "macos " + trim(ask({"sw_vers", "-productVersion"}).out) : "linux";
  captured["os"] = {version + "\n", 0, "", true};
  for (const auto& [name, argv] : questions(kernel, options)) {
    const sys::CommandResult result = ask(argv);
    const bool absent = result.status != 0 && argv[0] == "cat" && name.rfind("launchd/", 0) == 0;
    if (!absent) captured[name] = file_of(result);
  }
  const sys::CommandResult root = runner.run(for_root(kernel));
  if (kernel == "Darwin") {
    for (auto& [name, file] : parse_sections(root.out)) captured[name] = file;
    if (!root.ok() && captured.count("pfctl-info") == 0) captured["pfctl-info"] = file_of(root);
  } else {
    captured["nft"] = file_of(root);
  }
  if (!options.mask) return captured;
  return masked_capture(captured, ask({"hostname", "-s"}).out);
}

}  // namespace sharebench::guard
