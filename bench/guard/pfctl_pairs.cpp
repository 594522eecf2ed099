// Counts on how many pairs of a pfctl regression suite (pfN.in, pfN.ok, pfailN.in, pfailN.ok) our
// parser and printer agree with pfctl. The suite is not part of this project: give its folder.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "harness/guard/pf_file.h"
#include "harness/guard/pf_print.h"
#include "harness/guard/text.h"

namespace {

using namespace sharebench::guard;

std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The host on which the suite expects to run.
PfHost suite_host() {
  Interface lo0;
  lo0.name = "lo0";
  lo0.loopback = true;
  lo0.addresses = {{*parse_ip("127.0.0.1"), 8, {}, {}, false},
                   {*parse_ip("::1"), 128, {}, {}, false},
                   {*parse_ip("fe80::1"), 64, {}, {}, false}};
  PfHost host;
  std::vector<Interface> all = {lo0};
  for (const char* name : {"tun1000000", "tun1000001", "lo1000000", "lo1000001", "pflog0"}) {
    Interface made;
    made.name = name;
    all.push_back(made);
  }
  host.interfaces = all;
  host.groups["sshd"] = 27;
  return host;
}

std::string printed(const PfFile& file) {
  std::string text;
  for (const std::string& line : file.settings) text += line + "\n";
  return text + print_rules(file, "");
}

std::string without_blanks(const std::string& text) {
  std::string kept;
  for (const std::string& line : lines_of(text)) {
    std::string end = line;
    while (!end.empty() && (end.back() == ' ' || end.back() == '\t')) end.pop_back();
    kept += end + "\n";
  }
  return kept;
}

/// The first line number in "stdin:3: ...".
int first_line(const std::string& text) {
  for (const std::string& line : lines_of(text))
    if (line.rfind("stdin:", 0) == 0) return std::atoi(line.c_str() + 6);
  return 0;
}

struct Count {
  int good = 0, all = 0;
};

void tell(const std::string& name, const std::string& what, const std::string& ours,
          const std::string& theirs) {
  fmt::print("-- {}: {}\n", name, what);
  const auto a = lines_of(ours), b = lines_of(theirs);
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string x = i < a.size() ? a[i] : "(none)", y = i < b.size() ? b[i] : "(none)";
    if (x != y) fmt::print("   ours:   {}\n   theirs: {}\n", x, y);
  }
}

void pair(const std::filesystem::path& in, const PfHost& host, Count& forward, Count& again) {
  const std::string name = in.stem().string();
  std::filesystem::path ok = in;
  const std::string expected = without_blanks(read(ok.replace_extension(".ok")));
  ++forward.all;
  ++again.all;
  const PfFile file = parse_pf({read(in), PfText::kConf, "", 0}, host);
  std::string ours = without_blanks(printed(file));
  for (const PfComplaint& c : file.complaints) ours += fmt::format("{}: {}\n", c.line, c.sentence);
  if (ours == expected)
    ++forward.good;
  else
    tell(name, "differs", ours, expected);
  const PfFile back = parse_pf({expected, PfText::kConf, "", 0}, host);
  std::string second = without_blanks(printed(back));
  for (const PfComplaint& c : back.complaints)
    second += fmt::format("{}: {}\n", c.line, c.sentence);
  if (second == expected)
    ++again.good;
  else
    tell(name, "its printed form, read back, differs", second, expected);
}

void refusal(const std::filesystem::path& in, const PfHost& host, Count& refused, Count& line) {
  std::filesystem::path ok = in;
  const int expected = first_line(read(ok.replace_extension(".ok")));
  const PfFile file = parse_pf({read(in), PfText::kConf, "", 0}, host);
  ++refused.all;
  ++line.all;
  const int found = file.complaints.empty() ? 0 : file.complaints.front().line;
  if (!file.complaints.empty() || expected == 0) ++refused.good;
  if (found == expected) ++line.good;
  if (found != expected)
    fmt::print("-- {}: line {} expected, {} found{}\n", in.stem().string(), expected, found,
               found == 0 ? "" : ": " + file.complaints.front().sentence);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: pfctl_pairs FOLDER\n");
    return 2;
  }
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
    if (entry.path().extension() == ".in") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  const PfHost host = suite_host();
  Count forward, again, refused, line;
  for (const auto& file : files) {
    if (file.stem().string().rfind("pfail", 0) == 0)
      refusal(file, host, refused, line);
    else
      pair(file, host, forward, again);
  }
  fmt::print(
      "printed alike: {} of {}\nread back alike: {} of {}\nrefused alike: {} of {}\n"
      "at the same line: {} of {}\n",
      forward.good, forward.all, again.good, again.all, refused.good, refused.all, line.good,
      line.all);
  return 0;
}
