// Clients, and calls in both forms: what the service gets, what the guest gets back.
#include "harness/vboxsf/hgcm.h"

#include <gtest/gtest.h>

#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

class HgcmTest : public testing::Test {
 protected:
  std::int32_t connect_result(const std::string& name, std::uint32_t location = 2) {
    put_connect(guest, name);
    guest.put(kPacketAddress + 32, location);
    EXPECT_TRUE(machine.ring());
    return packet_result(guest);
  }

  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest};
};

TEST_F(HgcmTest, ClientsGetNumbersOfTheirOwn) {
  const std::uint32_t first = machine.connect();
  const std::uint32_t second = machine.connect();
  EXPECT_EQ(packet_rc(guest), 0);
  EXPECT_EQ(packet_result(guest), 0);
  EXPECT_EQ(guest.get<std::uint32_t>(kFlagsAt), 1U);
  EXPECT_NE(first, 0U);
  EXPECT_NE(first, second);
  EXPECT_EQ(service.events.back(), "connect " + std::to_string(second));
}

TEST_F(HgcmTest, OtherServicesAreNotFound) {
  for (const char* name : {"", "VBoxSharedFolder", "VBoxSharedFoldersX", "vboxsharedfolders"}) {
    EXPECT_EQ(connect_result(name), -2900) << name;
  }
  EXPECT_EQ(connect_result(std::string(128, 'V')), -2900);
  EXPECT_EQ(connect_result("VBoxSharedFolders", 1), -2900);
  EXPECT_TRUE(service.events.empty());
}

TEST_F(HgcmTest, AServiceMayRefuseAClient) {
  service.connect_status = kNoMemory;
  EXPECT_EQ(connect_result("VBoxSharedFolders"), kNoMemory);
  FakeCall call(guest, 1, 16);
  EXPECT_EQ(machine.run(call), kInvalidClient);
}

TEST_F(HgcmTest, ClientsAreLimitedAndFreedOnesMakeRoom) {
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < kMaxClients; ++i) last = machine.connect();
  EXPECT_EQ(connect_result("VBoxSharedFolders"), kTooManyOpenFiles);
  put_disconnect(guest, last);
  machine.ring();
  EXPECT_EQ(connect_result("VBoxSharedFolders"), 0);
}

TEST_F(HgcmTest, DisconnectTellsTheServiceOnce) {
  const std::uint32_t client = machine.connect();
  put_disconnect(guest, client);
  machine.ring();
  EXPECT_EQ(packet_result(guest), 0);
  EXPECT_EQ(service.events.back(), "disconnect " + std::to_string(client));
  put_disconnect(guest, client);
  machine.ring();
  EXPECT_EQ(packet_result(guest), kInvalidClient);
  EXPECT_EQ(service.events.size(), 2U);
}

TEST_F(HgcmTest, CallsOfUnknownClientsDoNotReachTheService) {
  for (const std::uint32_t client : {0U, 1U, 0xffffffffU}) {
    FakeCall call(guest, client, 16);
    EXPECT_EQ(machine.run(call), kInvalidClient);
    EXPECT_EQ(packet_rc(guest), 0);
    EXPECT_EQ(guest.get<std::uint32_t>(kFlagsAt), 1U);
  }
  EXPECT_TRUE(service.events.empty());
}

TEST_F(HgcmTest, TheStatusOfTheServiceIsTheResult) {
  service.answer = [](Call&) { return kDiskFull; };
  FakeCall call(guest, machine.connect(), 6);
  EXPECT_EQ(machine.run(call), kDiskFull);
  EXPECT_EQ(packet_rc(guest), 0);
  EXPECT_EQ(guest.get<std::uint32_t>(kFlagsAt), 1U);
}

class HgcmFormTest : public HgcmTest, public testing::WithParamInterface<FakeCall::Form> {};

TEST_P(HgcmFormTest, ParametersGoInAndComeBack) {
  std::string seen;
  service.answer = [&](Call& call) {
    EXPECT_EQ(call.parameters.size(), 5U);
    EXPECT_EQ(call.parameters[0].kind, Parameter::Kind::kValue32);
    EXPECT_EQ(call.parameters[0].value, 7U);
    EXPECT_EQ(call.parameters[1].kind, Parameter::Kind::kValue64);
    EXPECT_EQ(call.parameters[1].value, 0x1122334455667788U);
    EXPECT_EQ(call.parameters[2].kind, Parameter::Kind::kBuffer);
    EXPECT_EQ(call.parameters[4].buffer.size(), 0U);
    seen = call.parameters[2].buffer.copy();
    call.parameters[0].value = 8;
    call.parameters[1].value = 9;
    call.parameters[3].buffer.write(4090, "across pages");
    return kOk;
  };
  const std::string sent(5003, 'x');
  FakeCall call(guest, machine.connect(), 99, GetParam());
  call.value32(7).value64(0x1122334455667788).buffer(sent, 0x123);
  call.buffer(std::string(8000, '.')).empty_buffer();
  EXPECT_EQ(machine.run(call), 0);
  EXPECT_EQ(seen, sent);
  EXPECT_EQ(call.answered32(0), 8U);
  EXPECT_EQ(call.answered64(1), 9U);
  EXPECT_EQ(call.answered_bytes(3).substr(4088, 16), "..across pages..");
  EXPECT_EQ(call.answered32(2), sent.size());  // lengths stay
}

TEST_P(HgcmFormTest, ValuesComeBackWithAnErrorToo) {
  service.answer = [](Call& call) {
    call.parameters[0].value = 77;
    return kNoMoreFiles;
  };
  FakeCall call(guest, machine.connect(), 8, GetParam());
  call.value32(1);
  EXPECT_EQ(machine.run(call), kNoMoreFiles);
  EXPECT_EQ(call.answered32(0), 77U);
}

TEST_P(HgcmFormTest, AThirtySecondParameterIsTheLast) {
  FakeCall full(guest, machine.connect(), 1, GetParam());
  for (int i = 0; i < 32; ++i) full.value32(0);
  EXPECT_EQ(machine.run(full), 0);
  full.value32(0);
  EXPECT_EQ(machine.run(full), kInvalidParameter);
}

TEST_P(HgcmFormTest, AWriteOfTheGuestAfterTheCopyChangesNothing) {
  FakeCall call(guest, machine.connect(), 1, GetParam());
  call.value32(1).buffer("abc").value32(2);
  service.answer = [&](Call& now) {
    // What a second processor would do while the call runs.
    guest.put<std::uint32_t>(kPacketAddress, 24);
    guest.put<std::uint32_t>(kCountAt, 0xffffffff);
    guest.put<std::uint32_t>(call.parameter_address(0), 10);
    guest.put<std::uint64_t>(call.page_list_address(1) + 8, 0xdeadb000);
    EXPECT_EQ(now.parameters[1].buffer.copy(), "abc");
    now.parameters[2].value = 5;
    return kOk;
  };
  EXPECT_EQ(machine.run(call), 0);
  EXPECT_EQ(call.answered32(2), 5U);
  EXPECT_EQ(guest.get<std::uint32_t>(call.parameter_address(0)), 10U);
}

INSTANTIATE_TEST_SUITE_P(BothForms, HgcmFormTest,
                         testing::Values(FakeCall::Form::k32, FakeCall::Form::k64));

}  // namespace
}  // namespace sharebench::vboxsf
