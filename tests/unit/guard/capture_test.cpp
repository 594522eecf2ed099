// Capture asks for root once, keeps failures, and its folder is read back as it was written.
#include "harness/guard/capture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

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

TEST(Capture, TheScriptForRootIsAShellScript) {
  const auto command = capture_commands("Darwin", {}).back();
  EXPECT_TRUE(command.as_root);
  EXPECT_EQ(command.argv.at(0), "sh");
  EXPECT_NE(command.argv.at(2).find("pfctl -s References"), std::string::npos);
}

}  // namespace
}  // namespace sharebench::guard
