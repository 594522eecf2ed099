// Capture asks for root once, keeps failures, and its folder is read back as it was written.
#include "harness/guard/capture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "harness/sys/process_runner.h"
#include "tests/unit/guard/fake_host_helper.h"

namespace sharebench::guard {
namespace {

FakeHost mac() {
  FakeHost host;
  host.answers["uname -s"] = answered("Darwin\n");
  host.answers["sw_vers -productVersion"] = answered("15.4\n");
  host.answers["hostname -s"] = answered("janes-mac\n");
  host.answers["rpcinfo -p"] = failed(1, "rpcinfo: can't contact rpcbind on janes-mac\n");
  host.files["/etc/exports"] = "\"/Users/jane\" -mapall=501:20 192.168.99.100\n";
  const std::string script = sys::display(capture_commands("Darwin", {}).back().argv);
  host.answers[script] = answered(
      "@@sharebench file pfctl-info\nStatus: Enabled for 0 days 00:00:01\n\n@@sharebench status 0\n"
      "No ALTQ support in kernel\n\n@@sharebench end\n"
      "@@sharebench file pfctl-nat\n\n@@sharebench status 0\n\n@@sharebench end\n"
      "@@sharebench file anchors/com.apple%2F200.AirDrop\n\n@@sharebench status 1\n"
      "pfctl: DIOCGETRULES: Invalid argument\n\n@@sharebench end\n");
  return host;
}

TEST(Capture, AsksForRootOnce) {
  FakeHost host = mac();
  capture(host, {});
  EXPECT_EQ(host.as_root.size(), 1U);
}

TEST(Capture, KeepsOutputStatusAndComplaint) {
  FakeHost host = mac();
  const Captured captured = capture(host, {});
  EXPECT_EQ(captured.at("os").text, "macos 15.4\n");
  EXPECT_EQ(captured.at("pfctl-info").text, "Status: Enabled for 0 days 00:00:01\n");
  EXPECT_EQ(captured.at("pfctl-info").error, "No ALTQ support in kernel\n");
  EXPECT_EQ(captured.at("pfctl-nat").text, "");
  EXPECT_EQ(captured.at("anchors/com.apple%2F200.AirDrop").status, 1);
  EXPECT_EQ(captured.at("rpcinfo").status, 1);
}

TEST(Capture, MasksNamesWhenAsked) {
  FakeHost host = mac();
  CaptureOptions options;
  options.mask = true;
  const Captured captured = capture(host, options);
  EXPECT_EQ(captured.at("exports").text, "\"/Users/user\" -mapall=501:20 192.168.99.100\n");
  EXPECT_EQ(captured.at("rpcinfo").error, "rpcinfo: can't contact rpcbind on host\n");
}

TEST(Capture, ItsFolderIsReadBack) {
  FakeHost host = mac();
  const Captured captured = capture(host, {});
  const auto dir = std::filesystem::temp_directory_path() / "guard-capture-test";
  std::filesystem::remove_all(dir);
  write_captured(captured, dir.string());
  const Captured again = read_captured(dir.string());
  std::filesystem::remove_all(dir);
  ASSERT_EQ(again.size(), captured.size());
  for (const auto& [name, file] : captured) {
    EXPECT_EQ(again.at(name).text, file.text) << name;
    EXPECT_EQ(again.at(name).status, file.status) << name;
    EXPECT_EQ(again.at(name).error, file.error) << name;
  }
}

/// The script for root, run by a real shell where `pfctl` prints its arguments, one table and one
/// anchor, as its answer.
std::string run_script() {
  const auto dir = std::filesystem::temp_directory_path() / "guard-capture-script-test";
  std::filesystem::remove_all(dir);
  std::filesystem::create_directory(dir);
  std::ofstream(dir / "pfctl") << "#!/bin/sh\n"
                                  "case $* in\n"
                                  "  '-s Tables') echo docker ;;\n"
                                  "  '-v -s Anchors') echo '  com.apple/250.Firewall' ;;\n"
                                  "  '-a com.apple/250.Firewall -s Tables') echo inner ;;\n"
                                  "  '-s states') echo broken >&2; exit 1 ;;\n"
                                  "  *) echo \"asked $*\" ;;\n"
                                  "esac\n";
  std::filesystem::permissions(dir / "pfctl", std::filesystem::perms::owner_all);
  sys::Command command = capture_commands("Darwin", {}).back();
  EXPECT_TRUE(command.as_root);
  command.as_root = false;
  command.argv.at(2) = "PATH=" + dir.string() + ":$PATH; " + command.argv.at(2);
  const sys::CommandResult result = sys::make_process_runner()->run(command);
  std::filesystem::remove_all(dir);
  EXPECT_EQ(result.err, "");
  return result.out;
}

TEST(Capture, TheScriptForRootAsksPfctlForAnchorsAndTablesToo) {
  FakeHost host = mac();
  host.answers[sys::display(capture_commands("Darwin", {}).back().argv)] = answered(run_script());
  const Captured captured = capture(host, {});
  EXPECT_EQ(captured.at("pfctl-rules").text, "asked -s rules\n");
  EXPECT_EQ(captured.at("pfctl-references").text, "asked -s References\n");
  EXPECT_EQ(captured.at("pfctl-states").status, 1);
  EXPECT_EQ(captured.at("pfctl-states").error, "broken\n");
  EXPECT_EQ(captured.at("tables/docker").text, "asked -t docker -T show\n");
  EXPECT_EQ(captured.at("anchors/com.apple%2F250.Firewall").text,
            "asked -a com.apple/250.Firewall -s nat\nasked -a com.apple/250.Firewall -s rules\n");
  EXPECT_EQ(captured.at("tables/com.apple%2F250.Firewall%2Finner").text,
            "asked -a com.apple/250.Firewall -t inner -T show\n");
}

}  // namespace
}  // namespace sharebench::guard
