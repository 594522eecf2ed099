// What is not ours stays byte for byte, whatever stands in the file.
#include "harness/guard/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "harness/core/error.h"
#include "harness/guard/exports.h"
#include "harness/guard/file_state.h"
#include "harness/guard/nfs_services.h"

namespace sharebench::guard {
namespace {

Policy policy() {
  Policy made;
  made.vm = "192.168.99.100";
  made.vm_interface = "vboxnet0";
  made.host = "192.168.99.1";
  made.folders = {"/Users"};
  made.map_to = "501:20";
  return made;
}

/// A file of lines that such files have, and of some that they should not have.
std::string some_text(std::mt19937& random, const std::vector<std::string>& lines) {
  std::string text;
  const auto pick = [&](std::size_t n) { return random() % n; };
  for (std::size_t n = pick(8); n > 0; --n)
    text += lines[pick(lines.size())] + (pick(4) == 0 ? "\r\n" : "\n");
  if (pick(3) == 0 && !text.empty()) text.pop_back();
  return text;
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  std::size_t at = 0;
  for (const std::string& line : whole)
    if (at < part.size() && part[at] == line) ++at;
  return at == part.size();
}

TEST(Edits, LinesJoinedAreTheText) {
  for (const std::string text : {"", "a", "a\n", "a\r\nb", "\n\n", "\r"}) {
    std::string joined;
    for (const std::string& line : whole_lines(text)) joined += line;
    EXPECT_EQ(joined, text);
  }
}

TEST(Edits, ExportsOfOthersStayAndOursStandsOnce) {
  std::mt19937 random(7);
  const std::vector<std::string> lines = {"# mine \xff",
                                          "/usr -ro 10.0.0.1",
                                          "",
                                          "# docker-machine-nfs-begin default #",
                                          "\"/Users\" 192.168.99.100 -alldirs -mapall=501:20",
                                          "  \t",
                                          "# VAGRANT-BEGIN: 501 UUID"};
  for (int i = 0; i < 500; ++i) {
    const std::string old = some_text(random, lines);
    const std::string once = edit_exports(old, policy());
    EXPECT_EQ(edit_exports(once, policy()), once) << "twice is once";
    std::vector<std::string> kept = whole_lines(old);
    if (!kept.empty() && kept.back().back() != '\n') kept.back() += '\n';
    EXPECT_EQ(without_sections(once, guard_marks()), kept);
    std::vector<std::string> unread;
    const std::vector<Export> read = parse_exports(once, unread);
    ASSERT_FALSE(read.empty());
    EXPECT_EQ(read.back().folders, std::vector<std::string>{"/Users"});
    EXPECT_EQ(read.back().hosts, std::vector<std::string>{"192.168.99.100"});
  }
}

TEST(Edits, OurSectionStaysWhereItIsWhenOthersWriteBehindIt) {
  const std::string text = edit_exports("/a 10.0.0.1\n", policy()) + "/b 10.0.0.2";
  EXPECT_EQ(edit_exports(text, policy()), text);
  Policy other = policy();
  other.vm = "192.168.99.101";
  const std::string changed = edit_exports(text, other);
  EXPECT_LT(changed.find("192.168.99.101"), changed.find("/b 10.0.0.2"));
  EXPECT_EQ(changed.substr(changed.size() - 11), "/b 10.0.0.2") << "still no newline at its end";
}

TEST(Edits, ASectionThatNothingEndsIsRefusedAndNotEaten) {
  EXPECT_THROW(edit_exports("# sharebench-guard-begin\n/a 10.0.0.1\n", policy()), DataError);
}

TEST(Edits, SettingsOfOthersStayAndOursHoldOnce) {
  std::mt19937 random(11);
  const std::vector<std::string> lines = {"# nfs.lockd.port = 1",
                                          "nfs.server.async = 1",
                                          "nfs.lockd.port = 999 # old",
                                          "nfs.lockd.port=999",
                                          "\tnfs.server.mount.port\t=\t20048",
                                          "nfs.server.mount.port =",
                                          "",
                                          "nonsense \xfe"};
  for (int i = 0; i < 500; ++i) {
    const std::string old = some_text(random, lines);
    const std::string made = edit_nfs_conf(old, guarded_settings());
    EXPECT_EQ(edit_nfs_conf(made, guarded_settings()), made) << "twice is once";
    for (const Setting& setting : guarded_settings()) {
      int seen = 0;
      for (const NfsSetting& one : parse_nfs_conf(made)) {
        if (one.name != setting.name) continue;
        EXPECT_EQ(one.value, setting.value) << made;
        ++seen;
      }
      EXPECT_GE(seen, 1) << setting.name;
    }
    std::vector<std::string> foreign;
    for (const std::string& line : whole_lines(old))
      if (line.find(".port") == std::string::npos || line[0] == '#') foreign.push_back(line);
    if (!foreign.empty() && foreign.back().back() != '\n') foreign.back() += '\n';
    EXPECT_TRUE(is_subsequence(foreign, whole_lines(made))) << old << "\n---\n" << made;
  }
}

TEST(Edits, ASettingKeepsItsLineEndItsBlanksAndItsComment) {
  EXPECT_EQ(edit_nfs_conf("nfs.lockd.port\t=  999 # old\r\nx = 1", {{"nfs.lockd.port", "20049"}}),
            "nfs.lockd.port\t=  20049 # old\r\nx = 1");
  EXPECT_EQ(edit_nfs_conf("a =\n", {{"a", "5"}}), "a =5\n");
  EXPECT_EQ(edit_nfs_conf("a = 1", {{"b", "2"}}), "a = 1\nb = 2\n");
}

TEST(Edits, PfConfWithoutAnyStatementTakesBothSections) {
  const std::string made = edit_pf_conf("# nothing", policy(), Style::kRecommended);
  EXPECT_EQ(made.rfind("# nothing\n# sharebench-guard-begin\nscrub in all", 0), 0U) << made;
  EXPECT_EQ(edit_pf_conf(made, policy(), Style::kRecommended), made);
}

TEST(FileState, ModesAreThoseOfChmod) {
  // As GNU coreutils 9.1 printed them for `chmod N F; ls -ld F`.
  EXPECT_EQ(octal_mode("-rw-r--r--"), "644");
  EXPECT_EQ(octal_mode("-rwxr-xr-x@"), "755");
  EXPECT_EQ(octal_mode("-r--r-----+"), "440");
  EXPECT_EQ(octal_mode("-rwsr-Sr-T"), "7744");
  EXPECT_EQ(octal_mode("-rw-r--r-x"), "645");
  EXPECT_EQ(octal_mode("----------"), "0");
  EXPECT_EQ(octal_mode("total 12"), std::nullopt);
  EXPECT_EQ(octal_mode("-rw-r--r-?"), std::nullopt);
}

}  // namespace
}  // namespace sharebench::guard
