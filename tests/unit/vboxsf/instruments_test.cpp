// What counters, pace and faults make of real calls through the device.
#include "harness/vboxsf/instruments.h"

#include <gtest/gtest.h>

#include <limits>

#include "harness/core/error.h"
#include "harness/vboxsf/clock.h"
#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

class InstrumentsTest : public testing::Test {
 protected:
  std::int32_t read(std::uint32_t root, std::uint32_t bytes) {
    FakeCall call(guest, client, 5);
    call.value32(root).value64(1).value64(0).value32(bytes).buffer(std::string(bytes, '.'));
    return machine.run(call);
  }
  std::int32_t map(const std::string& name, std::uint32_t root) {
    service.answer = [root](Call& call) {
      call.parameters[1].value = root;
      return kOk;
    };
    FakeCall call(guest, client, 17);
    call.text(name).value32(0).value32('/').value32(1);
    return machine.run(call);
  }
  FunctionCount count(std::uint32_t root, FolderFunction function) const {
    return statistics().of_root(root)[function_place(function)];
  }
  const Statistics& statistics() const { return machine.instruments.statistics; }

  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest, {"home", "work"}};
  std::uint32_t client = machine.connect();
};

TEST_F(InstrumentsTest, CallsAndBytesAreCountedByRoot) {
  service.answer = [](Call& call) {
    call.parameters[3].value = 100;
    return kOk;
  };
  read(0, 4096);
  read(1, 4096);
  read(1, 4096);
  EXPECT_EQ(count(0, kFnRead).calls, 1U);
  EXPECT_EQ(count(0, kFnRead).bytes, 100U);
  EXPECT_EQ(count(1, kFnRead).calls, 2U);
  EXPECT_EQ(count(1, kFnRead).bytes, 200U);
  EXPECT_EQ(sum(statistics().of_all()).calls, 3U);
  EXPECT_EQ(sum(statistics().of_no_root()).calls, 0U);
}

TEST_F(InstrumentsTest, AFailedReadMovedNoBytesAndAnEndedListingDid) {
  service.answer = [](Call& call) { return call.function == 8 ? kNoMoreFiles : kPermissionDenied; };
  read(0, 4096);
  FakeCall list(guest, client, 8);
  list.value32(0).value64(1).value32(0).value32(500);
  machine.run(list);
  EXPECT_EQ(count(0, kFnRead).bytes, 0U);
  EXPECT_EQ(count(0, kFnList).bytes, 500U);
}

TEST_F(InstrumentsTest, CallsWithoutARootAndHugeRootsShareAPlace) {
  FakeCall utf8(guest, client, 16);
  machine.run(utf8);
  read(64, 1);
  read(0xffffffff, 1);
  FakeCall none(guest, client, 5);
  machine.run(none);
  EXPECT_EQ(sum(statistics().of_no_root()).calls, 4U);
  EXPECT_EQ(statistics().of_no_root()[function_place(16)].calls, 1U);
  EXPECT_EQ(statistics().of_no_root()[function_place(5)].calls, 3U);
}

TEST_F(InstrumentsTest, UnknownFunctionsShareAPlace) {
  for (const std::uint32_t function : {0U, 1U, 7U, 10U, 15U, 21U, 0x80000000U, 0xffffffffU}) {
    FakeCall call(guest, client, function);
    machine.run(call);
  }
  EXPECT_EQ(statistics().of_no_root()[kFunctionPlaces - 1].calls, 8U);
}

TEST_F(InstrumentsTest, MappingNamesTheRoot) {
  map("work", 3);
  EXPECT_EQ(statistics().root_name(3), "work");
  EXPECT_EQ(statistics().root_name(0), "");
  EXPECT_EQ(count(3, kFnMapFolder).calls, 1U);
}

TEST_F(InstrumentsTest, NamesThatAreNoSharesAreNotKept) {
  map("evil\nname", 3);
  map("home", 64);
  EXPECT_EQ(statistics().root_name(3), "");
  EXPECT_EQ(statistics().root_name(64), "");
}

TEST_F(InstrumentsTest, DeviceEventsAreCounted) {
  put_disconnect(guest, client);
  machine.ring();
  const DeviceCounts& device = statistics().device;
  EXPECT_EQ(device.packets, 2U);
  EXPECT_EQ(device.connects, 1U);
  EXPECT_EQ(device.disconnects, 1U);
  EXPECT_EQ(device.syncs, 1U);
  EXPECT_EQ(device.refused, 0U);
}

TEST_F(InstrumentsTest, ServiceTimeIsMeasuredAndPaceIsNoPartOfIt) {
  machine.instruments.pacer.set_pace(20'000'000);
  service.answer = [](Call&) {
    const std::int64_t end = monotonic_ns() + 100'000;
    while (monotonic_ns() < end) {
    }
    return kOk;
  };
  for (int i = 0; i < 3; ++i) read(0, 1);
  EXPECT_GE(count(0, kFnRead).service_ns, 3 * 100'000U);
  EXPECT_GE(machine.instruments.pacer.held().sum_ns, 3 * 20'000'000);
  EXPECT_EQ(machine.instruments.pacer.held().calls, 3U);
}

TEST_F(InstrumentsTest, NoCallIsHeldForLessThanThePace) {
  machine.instruments.pacer.set_pace(300'000);
  const std::int64_t before = monotonic_ns();
  for (int i = 0; i < 10; ++i) read(0, 1);
  EXPECT_GE(monotonic_ns() - before, 10 * 300'000);
  EXPECT_GE(machine.instruments.pacer.held().max_ns, 300'000);
}

TEST_F(InstrumentsTest, OnlyCallsAreHeld) {
  machine.instruments.pacer.set_pace(1'000'000);
  machine.connect();
  machine.ask(5, bar_payload(kMemoryBase, 0, 4, true));
  EXPECT_EQ(machine.instruments.pacer.held().calls, 0U);
}

TEST(Pacer, PacesAreKeptBetweenNoneAndTenSeconds) {
  Pacer pacer;
  pacer.set_pace(-5);
  EXPECT_EQ(pacer.pace_ns(), 0);
  pacer.set_pace(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(pacer.pace_ns(), 10'000'000'000);
}

TEST(Pacer, ANewPaceStartsNewStatistics) {
  Pacer pacer;
  pacer.hold(0, 50);
  EXPECT_EQ(pacer.held().sum_ns, 50);
  pacer.set_pace(0);
  EXPECT_EQ(pacer.held().calls, 0U);
}

TEST_F(InstrumentsTest, TheThirdWriteFailsAndTheServiceIsNotAsked) {
  machine.instruments.faults.set(parse_fault("WRITE:3:-152"));
  std::vector<std::int32_t> results;
  for (int i = 0; i < 5; ++i) {
    read(0, 1);
    FakeCall write(guest, client, 6);
    results.push_back(machine.run(write));
  }
  EXPECT_EQ(results, (std::vector<std::int32_t>{0, 0, -152, 0, 0}));
  EXPECT_EQ(service.events.size(), 1U + 9U);  // a connect, and all calls but one
  EXPECT_EQ(statistics().of_all()[function_place(6)].calls, 5U);
}

TEST(Fault, APlusMeansThatAndAllLater) {
  FaultInjector faults;
  faults.set(parse_fault("READ:2+:-250"));
  EXPECT_FALSE(faults.next(5));
  EXPECT_EQ(faults.next(5), -250);
  EXPECT_EQ(faults.next(5), -250);
  EXPECT_FALSE(faults.next(6));
}

TEST(Fault, ANewFaultCountsFromOne) {
  FaultInjector faults;
  faults.set(parse_fault("READ:1:-250"));
  EXPECT_TRUE(faults.next(5));
  faults.set(parse_fault("READ:1:-38"));
  EXPECT_EQ(faults.next(5), -38);
  faults.set(std::nullopt);
  EXPECT_FALSE(faults.next(5));
}

TEST(Fault, TextsThatAreNoFaultsAreRefused) {
  for (const char* text :
       {"", "WRITE", "WRITE:3", "WRITE:0:-152", "WRITE:x:-152", "WRITE:3:152", "WRITE:3:0",
        "WRITE:3:-99999999999", ":3:-152", "other:1:-2", "WRITE:+:-152", "WRITE:1:2:-3"}) {
    EXPECT_THROW(parse_fault(text), UsageError) << text;
  }
}

}  // namespace
}  // namespace sharebench::vboxsf
