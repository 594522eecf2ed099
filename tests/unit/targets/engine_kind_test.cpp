// Settings of Docker Desktop over its releases, dates of engines, versions in what tools print.
#include "harness/targets/engine_kind.h"

#include <gtest/gtest.h>

#include "harness/core/error.h"
#include "harness/targets/desktop_settings.h"

namespace sharebench::targets {
namespace {

DesktopSettings store(const std::string& text, const std::string& admin = "") {
  return parse_desktop_settings({.store = text, .admin = admin}, "aarch64");
}

TEST(DesktopSettings, TheStoreHasPascalCaseAndVirtioFsWins) {
  const auto found =
      store(R"({"UseGrpcfuse":true,"UseLibkrun":false,"UseVirtualizationFramework":true,)"
            R"("UseVirtualizationFrameworkVirtioFS":true,"SynchronizedDirectories":["/a","/b"]})");
  EXPECT_EQ(found.sharing, "virtiofs");
  EXPECT_EQ(found.from, "settings-store.json");
  EXPECT_EQ(found.vm, "Apple Virtualization framework");
  EXPECT_EQ(found.synchronized, 2);
}

TEST(DesktopSettings, TheOldFileHasCamelCase) {
  const auto parse = [](const std::string& text, const std::string& arch) {
    return parse_desktop_settings({.settings = text}, arch);
  };
  const auto grpc = parse(R"({"useGrpcfuse":true,"useVirtualizationFramework":false,)"
                          R"("useVirtualizationFrameworkVirtioFS":false})",
                          "x86_64");
  EXPECT_EQ(grpc.sharing, "grpcfuse");
  EXPECT_EQ(grpc.vm, "HyperKit");
  EXPECT_EQ(grpc.from, "settings.json");
  const auto osxfs = parse(R"({"useGrpcfuse":false,"useVirtualizationFramework":false,)"
                           R"("useVirtualizationFrameworkVirtioFS":false})",
                           "aarch64");
  EXPECT_EQ(osxfs.sharing, "osxfs");
  EXPECT_EQ(osxfs.vm, "QEMU");
  // VirtioFS without the framework that it needs: the box is ticked and has no effect.
  EXPECT_EQ(parse(R"({"useGrpcfuse":true,"useVirtualizationFramework":false,)"
                  R"("useVirtualizationFrameworkVirtioFS":true})",
                  "x86_64")
                .sharing,
            "grpcfuse");
}

TEST(DesktopSettings, WhatIsLockedByAnAdministratorOverrides) {
  const std::string user = R"({"UseGrpcfuse":true,"UseVirtualizationFramework":true,)"
                           R"("UseVirtualizationFrameworkVirtioFS":true})";
  const auto locked =
      store(user, R"({"useVirtualizationFrameworkVirtioFS":{"locked":true,"value":false}})");
  EXPECT_EQ(locked.sharing, "grpcfuse");
  EXPECT_EQ(locked.from, "admin-settings.json");
  const auto offered =
      store(user, R"({"useVirtualizationFrameworkVirtioFS":{"locked":false,"value":false}})");
  EXPECT_EQ(offered.sharing, "virtiofs");
}

TEST(DesktopSettings, MissingKeysStayUnknown) {
  for (const char* text : {"", "{}", "not json", R"({"UseVirtualizationFrameworkVirtioFS":true})",
                           R"({"UseVirtualizationFrameworkVirtioFS":false})",
                           R"({"UseVirtualizationFramework":"yes"})"}) {
    EXPECT_EQ(store(text).sharing, "") << text;
  }
  EXPECT_EQ(store(R"({"UseLibkrun":true})").sharing, "virtiofs");
  EXPECT_EQ(store(R"({"UseLibkrun":true})").vm, "Docker VMM");
}

TEST(EngineTime, IsSecondsSince1970) {
  EXPECT_DOUBLE_EQ(seconds_of_time("1970-01-01T00:00:01Z"), 1);
  EXPECT_DOUBLE_EQ(seconds_of_time("2024-02-29T12:00:00.5Z"), 1709208000.5);  // date -d ... +%s
  EXPECT_DOUBLE_EQ(seconds_of_time("2024-02-29T13:00:00.5+01:00"), 1709208000.5);
  EXPECT_DOUBLE_EQ(seconds_of_time("2024-02-29T06:30:00-0530"), 1709208000);
  EXPECT_LT(seconds_of_time("yesterday"), 0);
}

TEST(VersionIn, IsTheFirstNumberWithDots) {
  EXPECT_EQ(version_in("Docker Desktop 4.37.1 (178610)"), "4.37.1 (178610)");
  EXPECT_EQ(version_in("colima version 0.8.1\n"), "0.8.1");
  EXPECT_EQ(version_in("6.1.38r153438\n"), "6.1.38r153438");
  EXPECT_EQ(version_in("Version: 1.5.1\nCommit: 4cfac15\n"), "1.5.1");
  EXPECT_EQ(version_in("Docker Desktop"), "");
}

TEST(EngineFacts, AreStrictOnlyAboutTheVersion) {
  EXPECT_EQ(parse_engine(R"({"Server":{"Version":"17.12.1-ce","Arch":"amd64"}})", "{}").arch,
            "x86_64");
  EXPECT_EQ(parse_engine("{}", R"({"ServerVersion":"18.09"})").version, "18.09");
  EXPECT_THROW(parse_engine("{}", "{}"), EnvironmentError);
  EXPECT_THROW(parse_engine("Client: Docker", "{}"), EnvironmentError);
}

}  // namespace
}  // namespace sharebench::targets
