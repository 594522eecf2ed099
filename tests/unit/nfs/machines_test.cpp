// Several VMs on one Mac: the second keeps the first, and whichever goes first, the last one leaves
// every byte as it was.
#include "harness/nfs/machines.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <random>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "tests/unit/nfs/fake_mac_helper.h"

namespace sharebench::nfs {
namespace {

using guard::answered;

std::string as_it_is(const std::string&) {
  return "";
}

/// A Mac with the VMs default, two and three; three is on a network of its own.
class Bench {
 public:
  Bench() {
    std::filesystem::remove_all(journals.dir);
    for (const auto& [name, address] :
         {std::pair{"two", "192.168.99.101"}, std::pair{"three", "192.168.56.7"}}) {
      mac.answers[std::string("docker-machine status ") + name] = answered("Running\n");
      mac.answers[std::string("docker-machine ip ") + name] = answered(std::string(address) + "\n");
    }
    mac.answers["ifconfig -a"].out +=
        "vboxnet1: flags=8943<UP,BROADCAST,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500\n"
        "\tinet 192.168.56.1 netmask 0xffffff00 broadcast 192.168.56.255\n";
  }
  ~Bench() { std::filesystem::remove_all(journals.dir); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  guard::Sides sides(const std::string& name) { return {&mac, &vms[name]}; }

  guard::Applied apply(const std::string& name) {
    Request request;
    request.machine = name;
    request.others = clients_without(machines_in(journals), name);
    const Place& place = place_of("docker-machine");
    const Found found = place.look(request, sides(name));
    const Plan plan = plan_nfs(place, request, found);
    const guard::Journal journal = {journals.under_way(), "sharebench nfs undo",
                                    facts_of({name, guard::own_client(found.policy)})};
    const guard::Applied applied = guard::apply_steps(sides(name), plan.steps, journal, as_it_is);
    if (applied.kept) settle(journals);
    return applied;
  }

  guard::Undone undo(const std::string& name, const guard::Check& check = as_it_is) {
    return take_away(sides(name), journals, chosen_machine(machines_in(journals), name), {}, check);
  }

  std::vector<std::string> machines() const {
    std::vector<std::string> names;
    for (const Machine& machine : machines_in(journals)) names.push_back(machine.name);
    return names;
  }

  bool has_journals() const {
    return std::filesystem::exists(journals.host()) ||
           std::filesystem::exists(journals.under_way()) || !machines_in(journals).empty();
  }

  guard::FakeHost mac = fake_mac("14.5");
  std::map<std::string, FakeVm> vms{};
  Journals journals{std::filesystem::temp_directory_path() /
                    ("nfs machines " + std::to_string(getpid()) + "." + std::to_string(++made_))};

 private:
  static inline int made_ = 0;
};

std::string lines(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  return text;
}

TEST(NfsMachines, TheSecondKeepsTheFirst) {
  Bench bench;
  ASSERT_TRUE(bench.apply("default").kept);
  const auto first_vm = bench.vms["default"].files;
  const guard::Applied applied = bench.apply("two");
  ASSERT_TRUE(applied.kept) << lines(applied.told);
  EXPECT_EQ(bench.mac.files["/etc/exports"],
            "# sharebench-guard-begin\n"
            "\"/System/Volumes/Data/Users\" -alldirs -mapall=501:20 192.168.99.100\n"
            "\"/System/Volumes/Data/Users\" -alldirs -mapall=501:20 192.168.99.101\n"
            "# sharebench-guard-end\n");
  const std::string rules = bench.mac.files["/etc/pf.conf"];
  EXPECT_NE(rules.find("table <sb_vm> const { 192.168.99.100 192.168.99.101 }\n"),
            std::string::npos)
      << rules;
  EXPECT_EQ(bench.vms["default"].files, first_vm);
  EXPECT_EQ(bench.vms["default"].mounted, "nfs");
  EXPECT_EQ(bench.vms["two"].mounted, "nfs");
  EXPECT_EQ(bench.machines(), (std::vector<std::string>{"default", "two"}));
}

TEST(NfsMachines, AVmOnANetworkOfItsOwnGetsRulesOfItsOwn) {
  Bench bench;
  ASSERT_TRUE(bench.apply("three").kept);
  ASSERT_TRUE(bench.apply("default").kept);
  const std::string rules = bench.mac.files["/etc/pf.conf"];
  for (const char* line :
       {"table <sb_vm> const { 192.168.56.7 }\n", "table <sb_vm2> const { 192.168.99.100 }\n",
        "pass in quick on vboxnet1 inet proto tcp from <sb_vm> to 192.168.56.1 ",
        "pass in quick on vboxnet0 inet proto udp from <sb_vm2> to 192.168.99.1 "})
    EXPECT_NE(rules.find(line), std::string::npos) << line << rules;
}

TEST(NfsMachines, AnyOrderIsIdentityAndInBetweenTheRestIsAsIfAlone) {
  std::mt19937 random(11);
  const std::vector<std::string> own = {"# mine \xff\n", "/usr -ro 10.0.0.1\r\n",
                                        "nfs.lockd.port = 999 # old\n", "\n",
                                        "nfs.server.async=1\n"};
  const auto text = [&] {
    std::string made;
    for (std::size_t n = random() % 5; n > 0; --n) made += own[random() % own.size()];
    if (random() % 3 == 0 && !made.empty()) made.pop_back();
    return made;
  };
  for (int i = 0; i < 12; ++i) {
    std::map<std::string, std::string> files = fake_mac("14.5").files;
    if (random() % 3 != 0) files["/etc/exports"] = text();
    if (random() % 2 == 0) files["/etc/nfs.conf"] = text();
    std::vector<std::string> on = {"default", "two", "three"}, off = on;
    std::shuffle(on.begin(), on.end(), random);
    std::shuffle(off.begin(), off.end(), random);
    Bench bench;
    bench.mac.files = files;
    for (const std::string& name : on) ASSERT_TRUE(bench.apply(name).kept) << name;
    for (std::size_t gone = 0; gone < off.size(); ++gone) {
      EXPECT_TRUE(bench.undo(off[gone]).clean);
      EXPECT_EQ(bench.vms[off[gone]].mounted, "vboxsf");
      EXPECT_TRUE(bench.vms[off[gone]].files.empty());
      if (gone + 1 < off.size()) {
        EXPECT_EQ(bench.vms[off[gone + 1]].mounted, "nfs");
      }
      if (gone != 1) continue;
      const auto with_one = bench.mac.files;
      Bench alone;
      alone.mac.files = files;
      ASSERT_TRUE(alone.apply(off.back()).kept);
      EXPECT_EQ(with_one, alone.mac.files);
    }
    EXPECT_EQ(bench.mac.files, files) << "on " << lines(on) << "off " << lines(off);
    EXPECT_FALSE(bench.has_journals());
  }
}

TEST(NfsMachines, AFailureWithTheSecondLeavesTheFirst) {
  for (const char* command : {"pfctl -nf /etc/pf.conf", "nfsd checkexports", "nfsd restart"}) {
    Bench bench;
    ASSERT_TRUE(bench.apply("default").kept);
    const auto files = bench.mac.files;
    bench.mac.answers[command] = guard::failed(1, "no\n");
    EXPECT_FALSE(bench.apply("two").kept) << command;
    bench.mac.answers.erase(command);
    EXPECT_EQ(bench.mac.files, files) << command;
    EXPECT_EQ(bench.machines(), std::vector<std::string>{"default"});
    EXPECT_TRUE(bench.undo("default").clean);
    EXPECT_EQ(bench.mac.files, fake_mac("14.5").files);
  }
}

TEST(NfsMachines, ARestThatIsNotShutIsToldAndCanBeUndoneOnceMore) {
  Bench bench;
  ASSERT_TRUE(bench.apply("default").kept);
  ASSERT_TRUE(bench.apply("two").kept);
  const auto files = bench.mac.files;
  const guard::Undone refused = bench.undo("default", [](const std::string&) { return "open"; });
  EXPECT_FALSE(refused.clean);
  EXPECT_NE(lines(refused.told).find("taken back, because: open"), std::string::npos);
  EXPECT_EQ(bench.mac.files, files);
  EXPECT_EQ(bench.machines(), (std::vector<std::string>{"default", "two"}));
  EXPECT_TRUE(bench.undo("default").clean);
  EXPECT_TRUE(bench.undo("two").clean);
  EXPECT_EQ(bench.mac.files, fake_mac("14.5").files);
}

TEST(NfsMachines, WhatSomebodyElseChangedIsSeenOnBothSides) {
  Bench bench;
  ASSERT_TRUE(bench.apply("default").kept);
  const Machine machine = chosen_machine(machines_in(bench.journals), "");
  EXPECT_TRUE(changed_by_others(bench.sides("default"), bench.journals, machine, false).empty());
  bench.mac.files["/etc/exports"] += "/new 10.0.0.3\n";
  bench.vms["default"].files[kBootlocal] += "reboot\n";
  EXPECT_EQ(changed_by_others(bench.sides("default"), bench.journals, machine, false).size(), 2U);
  EXPECT_EQ(changed_by_others(bench.sides("default"), bench.journals, machine, true).size(), 1U);
}

TEST(NfsMachines, AnUnclearOneIsAskedFor) {
  Bench bench;
  ASSERT_TRUE(bench.apply("default").kept);
  EXPECT_EQ(chosen_machine(machines_in(bench.journals), "").name, "default");
  ASSERT_TRUE(bench.apply("two").kept);
  for (const char* name : {"", "four"}) {
    try {
      chosen_machine(machines_in(bench.journals), name);
      ADD_FAILURE() << "one was chosen for '" << name << "'";
    } catch (const UsageError& error) {
      EXPECT_NE(std::string(error.what()).find("default and two"), std::string::npos);
      EXPECT_EQ(error.hint(), "say which: sharebench nfs undo --machine default");
    }
  }
}

}  // namespace
}  // namespace sharebench::nfs
