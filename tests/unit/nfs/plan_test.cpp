// A Mac that is planned for, set up and taken back: in order, byte for byte, twice as once.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

#include "harness/core/error.h"
#include "harness/nfs/exported.h"
#include "harness/nfs/place.h"
#include "harness/nfs/shell_runner.h"
#include "tests/unit/nfs/fake_mac_helper.h"

namespace sharebench::nfs {
namespace {

using guard::answered;
using guard::FakeHost;

guard::Journal journal(const char* name) {
  const auto file =
      std::filesystem::temp_directory_path() / (std::string("nfs-test-") + name) / "journal.json";
  std::filesystem::remove_all(file.parent_path());
  return {file, "sharebench nfs undo", {}};
}

Plan planned(const std::string& place, const Request& request, const guard::Sides& sides) {
  const Place& row = place_of(place);
  return plan_nfs(row, request, row.look(request, sides));
}

std::string pass(const std::string&) {
  return "";
}

bool says(const std::vector<std::string>& lines, const std::string& text) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

TEST(NfsPlan, OldAndNewMacsExportTheRightPath) {
  for (const auto& [version, path] :
       std::vector<std::pair<std::string, std::string>>{{"10.14.6", "/Users"},
                                                        {"10.15.7", "/System/Volumes/Data/Users"},
                                                        {"15.4", "/System/Volumes/Data/Users"}}) {
    FakeHost mac = fake_mac(version);
    FakeVm vm;
    const Plan plan = planned("docker-machine", {}, {&mac, &vm});
    const std::string shown = guard::show(plan.steps);
    EXPECT_NE(shown.find("+\"" + path + "\" -alldirs -mapall=501:20 192.168.99.100\n"),
              std::string::npos)
        << shown;
    EXPECT_NE(shown.find("by_nfs 192.168.99.1:" + path +
                         " /Users /Users nfsvers=3,proto=tcp,"
                         "port=2049,mountproto=tcp,mountport=20048,nolock Users "
                         "nodev,iocharset=utf8,uid=1000,gid=50 || status=1"),
              std::string::npos)
        << shown;
    EXPECT_TRUE(mac.as_root.empty()) << "a plan changes nothing";
    EXPECT_TRUE(vm.as_root.empty());
  }
}

TEST(NfsPlan, ApplyThenUndoIsIdentityOverGeneratedFiles) {
  std::mt19937 random(5);
  const std::vector<std::string> lines = {"# mine \xff",
                                          "/usr -ro 10.0.0.1",
                                          "nfs.lockd.port = 999 # old",
                                          "nfs.server.async=1",
                                          "",
                                          "# docker-machine-nfs-begin other #",
                                          "\"/opt/x\" 192.168.99.101 -alldirs"};
  const auto text = [&] {
    std::string made;
    for (std::size_t n = random() % 6; n > 0; --n)
      made += lines[random() % lines.size()] + (random() % 4 == 0 ? "\r\n" : "\n");
    if (random() % 3 == 0 && !made.empty()) made.pop_back();
    return made;
  };
  for (int i = 0; i < 16; ++i) {
    FakeHost mac = fake_mac(i % 2 == 0 ? "10.14" : "14.5");
    FakeVm vm;
    if (random() % 4 != 0) mac.files["/etc/exports"] = text();
    if (random() % 4 == 0) mac.files.erase("/etc/nfs.conf");
    if (random() % 2 == 0) vm.files[kBootlocal] = "#!/bin/sh\n" + text();
    if (random() % 3 == 0)
      mac.answers["nfsd status"] = answered("nfsd service is disabled\nnfsd is not running\n");
    const auto before = mac.files, vm_before = vm.files;
    const guard::Sides sides{&mac, &vm};
    const guard::Journal file = journal("identity");
    const Plan plan = planned("docker-machine", {}, sides);
    const guard::Applied applied = guard::apply_steps(sides, plan.steps, file, pass);
    ASSERT_TRUE(applied.kept) << applied.told.back();
    EXPECT_EQ(vm.mounted, "nfs");
    mac.answers["nfsd status"] =
        answered("nfsd service is enabled\nnfsd is running (pid 1, 8 threads)\n");
    const std::string again = guard::show(planned("docker-machine", {}, sides).steps);
    if (i % 2 == 1) {  // the VM's mount table knows one path
      EXPECT_EQ(again, "nothing to do: every file is as it should be\n") << "twice is once";
    }
    guard::undo_steps(sides, file, {});
    EXPECT_EQ(mac.files, before);
    EXPECT_EQ(vm.files, vm_before);
    EXPECT_EQ(vm.mounted, "vboxsf");
  }
}

TEST(NfsPlan, AFailureAnywherePutsBothSidesBack) {
  FakeHost whole = fake_mac("14.5");
  FakeVm vm;
  const Plan plan = planned("docker-machine", {}, {&whole, &vm});
  int failures = 0;
  for (const guard::Step& step : plan.steps) {
    if (step.run.empty()) continue;
    FakeHost mac = fake_mac("14.5");
    FakeVm guest;
    FakeHost& side = step.side == guard::Side::kVm ? static_cast<FakeHost&>(guest) : mac;
    side.answers[sys::display(step.run)] = guard::failed(1, "no\n");
    if (step.run == run_section()) guest.busy = true;
    const auto before = mac.files;
    const guard::Journal file = journal("failure");
    const guard::Applied applied = guard::apply_steps({&mac, &guest}, plan.steps, file, pass);
    EXPECT_FALSE(applied.kept) << sys::display(step.run);
    EXPECT_EQ(mac.files, before) << sys::display(step.run);
    EXPECT_TRUE(guest.files.empty()) << sys::display(step.run);
    EXPECT_EQ(guest.mounted, "vboxsf");
    ++failures;
  }
  EXPECT_EQ(failures, 7) << "pfctl twice, launchctl twice, checkexports, nfsd restart, the mount";
}

TEST(NfsPlan, AScriptOfTheUsersOwnIsMadeAProgramAndComesBackAsItWas) {
  FakeHost mac = fake_mac("14.5");
  FakeVm vm;
  vm.files[kBootlocal] = "#!/bin/sh\nexit 0\n";
  const guard::Sides sides{&mac, &vm};
  const guard::Journal file = journal("mode");
  guard::apply_steps(sides, planned("docker-machine", {}, sides).steps, file, pass);
  EXPECT_EQ(vm.modes[kBootlocal], "-rwxr-xr-x");
  EXPECT_EQ(vm.files[kBootlocal].rfind("#!/bin/sh\n# sharebench-nfs-begin\n", 0), 0U);
  guard::undo_steps(sides, file, {});
  EXPECT_EQ(vm.files[kBootlocal], "#!/bin/sh\nexit 0\n");
  EXPECT_EQ(vm.modes[kBootlocal], "-rw-r--r--");
}

TEST(NfsPlan, OtherOptionsAreMountedAnew) {
  FakeHost mac = fake_mac("14.5");
  FakeVm vm;
  const guard::Sides sides{&mac, &vm};
  vm.mounted = "nfs";
  Request request;
  request.mount_options = "rsize=8192";
  const Plan plan = planned("docker-machine", request, sides);
  const std::string shown = guard::show(plan.steps);
  EXPECT_NE(shown.find("run: umount /Users\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("nolock,rsize=8192"), std::string::npos);
}

TEST(NfsPlan, AStoppedNfsdIsStartedAndStoppedAgain) {
  FakeHost mac = fake_mac("14.5");
  FakeVm vm;
  mac.answers["nfsd status"] = answered("nfsd service is disabled\nnfsd is not running\n");
  std::string shown = guard::show(planned("docker-machine", {}, {&mac, &vm}).steps);
  EXPECT_NE(shown.find("run: nfsd enable\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("\n   nfsd disable\n"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("nfsd restart"), std::string::npos) << shown;
  mac.answers["nfsd status"] = answered("nfsd service is enabled\nnfsd is not running\n");
  shown = guard::show(planned("docker-machine", {}, {&mac, &vm}).steps);
  EXPECT_NE(shown.find("run: nfsd start\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("\n   nfsd stop\n"), std::string::npos) << shown;
}

TEST(NfsPlan, RefusesWhatIsNotThereWithTheMend) {
  const auto refused = [](auto&& change, const std::string& sentence, const std::string& hint) {
    FakeHost mac = fake_mac("14.5");
    FakeVm vm;
    Request request;
    change(mac, vm, request);
    try {
      planned("docker-machine", request, {&mac, &vm});
      ADD_FAILURE() << "not refused: " << sentence;
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(sentence), std::string::npos) << error.what();
      EXPECT_NE(error.hint().find(hint), std::string::npos) << error.hint();
    }
  };
  refused([](FakeHost& mac, FakeVm&,
             Request&) { mac.answers["docker-machine status default"] = answered("Stopped\n"); },
          "the VM default is not running but Stopped", "docker-machine start default");
  refused(
      [](FakeHost& mac, FakeVm&, Request&) {
        mac.answers["docker-machine status default"] =
            guard::failed(1,
                          "Docker machine \"default\" does not exist. Use \"docker-machine ls\" to "
                          "list machines.\n");
      },
      "does not exist", "docker-machine ls");
  refused([](FakeHost& mac, FakeVm&, Request&) { mac.answers["id -u"] = answered("0\n"); },
          "act as root", "--map-to");
  refused([](FakeHost&, FakeVm&, Request& request) { request.vm = "10.1.2.3"; },
          "no interface of this host is on the network of 10.1.2.3", "ifconfig -a");
  refused([](FakeHost&, FakeVm&, Request& request) { request.mount_options = "port=2048"; },
          "'port=2048' is set by what the guard lets through", "leave it out");
  refused([](FakeHost&, FakeVm&, Request& request) { request.mount_options = "x;reboot"; },
          "is no mount option", "letters");
  refused([](FakeHost&, FakeVm& vm, Request&) { vm.files[kBootlocal] = "#!/usr/bin/python\n"; },
          "which is no shell", "/bin/sh");
  refused([](FakeHost& mac, FakeVm&, Request&) { mac.files["/etc/pf.conf"] = "pass in $oops\n"; },
          "macro 'oops' not defined", "mend that line");
  EXPECT_THROW(place_of("docker-machin"), UsageError);
}

TEST(NfsPlan, DockerDesktopGetsAVolumeAndUnreservedPorts) {
  FakeHost mac = fake_mac("14.5");
  mac.answers
      ["docker volume inspect --format '{{.Options.type}} {{.Options.o}} "
       "{{.Options.device}}' sharebench-nfs"] = guard::failed(1, "no such volume\n");
  const Plan plan = planned("docker-desktop", {}, {&mac, nullptr});
  const std::string shown = guard::show(plan.steps);
  EXPECT_NE(shown.find("-nfs.server.mount.require_resv_port = 1\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("+nfs.server.mount.require_resv_port = 0\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("-alldirs -mapall=501:20 127.0.0.1\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("docker volume create --driver local --opt type=nfs --opt "
                       "o=addr=host.docker.internal,rw,hard,nfsvers=3,proto=tcp,port=2049,"
                       "mountproto=tcp,mountport=20048,nolock --opt "
                       "device=:/System/Volumes/Data/Users sharebench-nfs"),
            std::string::npos)
      << shown;
  EXPECT_NE(shown.find("\n   docker volume rm sharebench-nfs\n"), std::string::npos);
}

TEST(NfsExports, ForeignSectionsAreNamed) {
  const std::vector<std::string> ours = {"/System/Volumes/Data/Users"};
  const auto found = [&](const std::string& text) {
    return foreign_exports(text, ours, "192.168.99.100");
  };
  EXPECT_TRUE(found("# mine\n/usr -ro 10.0.0.1\n").empty());
  EXPECT_TRUE(says(found("# docker-machine-nfs-begin default #\n\"/System/Volumes/Data/Users\" "
                         "192.168.99.100 -alldirs -mapall=501:20\n# docker-machine-nfs-end "
                         "default #"),
                   "line 1 of /etc/exports begins a section of docker-machine-nfs"));
  EXPECT_TRUE(says(found("\n\"/System/Volumes/Data/Users/x\" 192.168.99.100 -alldirs"),
                   "line 2 of /etc/exports offers /System/Volumes/Data/Users/x to 192.168.99.100"));
  EXPECT_TRUE(says(found("# VAGRANT-BEGIN: 501 UUID\n"), "Vagrant"));
  EXPECT_TRUE(says(found("/tmp/nfs-data -mapall=root -alldirs\n"), "to everybody"));
  EXPECT_TRUE(says(found("\"/open\n"), "cannot be read"));
  EXPECT_TRUE(found("# sharebench-guard-begin\n\"/System/Volumes/Data/Users\" -alldirs "
                    "192.168.99.100\n# sharebench-guard-end\n")
                  .empty())
      << "ours is not foreign";
}

TEST(NfsExports, TheDataVolumeIsThatOfCatalinaAndLater) {
  const std::string data = "/System/Volumes/Data";
  EXPECT_EQ(exported_path("10.14.6", "/Users", "/"), "/Users");
  EXPECT_EQ(exported_path("10.15", "/Users/jane doe", data), data + "/Users/jane doe");
  EXPECT_EQ(exported_path("11.0.1", "/Volumes/Ext", "/Volumes/Ext"), "/Volumes/Ext");
  EXPECT_EQ(exported_path("26.5", data + "/Users", data), data + "/Users");
  EXPECT_THROW(exported_path("Big Sur", "/Users", data), EnvironmentError);
  EXPECT_EQ(mount_point_in("Filesystem 512-blocks Used Available Capacity  Mounted on\n"
                           "/dev/disk4s1 100 50 50 50%    /Volumes/My Disk\n"),
            "/Volumes/My Disk");
  EXPECT_EQ(mount_point_in("df: /x: No such file or directory\n"), "");
}

TEST(NfsShellRunner, AnInputIsPrintedIntoTheLine) {
  FakeHost mac;
  ShellRunner vm = machine_runner(mac, "default");
  vm.run({.argv = {"tee", "/a b"}, .input = "it's\n", .as_root = true});
  EXPECT_EQ(mac.asked.at(0), sys::display({"docker-machine", "ssh", "default",
                                           "printf %s 'it'\\''s\n' | sudo tee '/a b'"}));
}

}  // namespace
}  // namespace sharebench::nfs
