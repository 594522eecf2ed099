// Parameters that no driver would send: each is refused before the service hears of it.
#include "harness/vboxsf/hgcm_parameters.h"

#include <gtest/gtest.h>

#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

using Form = FakeCall::Form;

class HgcmParametersTest : public testing::TestWithParam<Form> {
 protected:
  FakeCall call() { return FakeCall(guest, client, 1, GetParam()); }

  /// The result of a call as it stands in memory, which the service must not have seen.
  std::int32_t refusal() {
    service.events.clear();
    EXPECT_TRUE(machine.ring());
    EXPECT_TRUE(service.events.empty());
    EXPECT_EQ(packet_rc(guest), 0);
    return packet_result(guest);
  }
  std::int32_t refusal(FakeCall built) {
    built.build();
    return refusal();
  }

  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest};
  std::uint32_t client = machine.connect();
};

TEST_P(HgcmParametersTest, CountsBeyondThePacketAreRefused) {
  call().value32(1).build();
  for (const std::uint32_t count : {2U, 32U, 33U, 0x10000000U, 0xffffffffU}) {
    guest.put(kCountAt, count);
    EXPECT_EQ(refusal(), kInvalidParameter) << count;
  }
}

TEST_P(HgcmParametersTest, UnknownTypesAreRefused) {
  for (const std::uint32_t type : {0U, 3U, 11U, 12U, 0xffffffffU}) {
    EXPECT_EQ(refusal(call().raw(type, 0, 0)), kInvalidParameter) << type;
  }
}

TEST_P(HgcmParametersTest, LinearAddressesMustBeEmpty) {
  for (std::uint32_t type = 4; type <= 9; ++type) {
    EXPECT_EQ(refusal(call().raw(type, 1, 0x1000)), kInvalidParameter) << type;
    FakeCall empty = call();
    empty.raw(type, 0, 0x1000);
    EXPECT_EQ(machine.run(empty), 0) << type;
  }
}

TEST_P(HgcmParametersTest, PageListsMustLieInThePacket) {
  FakeCall one = call();
  one.buffer("abc").build();
  const auto size = guest.get<std::uint32_t>(kPacketAddress);
  for (const std::uint32_t offset : {0U, 43U, size - 15, size - 8, size - 7, size, size + 1,
                                     0x7fffffffU, 0xfffffff8U, 0xffffffffU}) {
    guest.put(one.parameter_address(0) + 8, offset);
    EXPECT_EQ(refusal(), kInvalidParameter) << offset;
  }
}

TEST_P(HgcmParametersTest, PageCountsBeyondThePacketAreRefused) {
  FakeCall one = call();
  one.buffer("abc").build();
  for (const std::uint16_t count : {std::uint16_t{2}, std::uint16_t{0xffff}}) {
    guest.put(one.page_list_address(0) + 6, count);
    EXPECT_EQ(refusal(), kInvalidParameter) << count;
  }
}

TEST_P(HgcmParametersTest, LengthsBeyondThePagesAreRefused) {
  const auto pages = guest.scattered_pages(2);
  EXPECT_EQ(refusal(call().page_list(8193, 0, pages)), kInvalidParameter);
  EXPECT_EQ(refusal(call().page_list(8192, 1, pages)), kInvalidParameter);
  EXPECT_EQ(refusal(call().page_list(0xffffffff, 0, pages)), kInvalidParameter);
  EXPECT_EQ(refusal(call().page_list(1, 0, {})), kInvalidParameter);
  FakeCall whole = call();
  whole.page_list(8191, 1, pages);
  EXPECT_EQ(machine.run(whole), 0);
}

TEST_P(HgcmParametersTest, FirstOffsetsBeyondAPageAreRefused) {
  const auto pages = guest.scattered_pages(2);
  EXPECT_EQ(refusal(call().page_list(1, 4096, pages)), kInvalidParameter);
  EXPECT_EQ(refusal(call().page_list(0, 0xffff, pages)), kInvalidParameter);
}

TEST_P(HgcmParametersTest, PagesOutsideOfRamAreInvalidPointers) {
  for (const std::uint64_t page :
       {0x100000ULL, 0xdeadb000ULL, 0xfffff000ULL, 0xfffffffffffff000ULL, 0x1001ULL, 0xffff1ULL}) {
    EXPECT_EQ(refusal(call().page_list(10, 0, {page})), kInvalidPointer) << page;
    EXPECT_EQ(refusal(call().page_list(5000, 0, {0x2000, page})), kInvalidPointer) << page;
  }
}

TEST_P(HgcmParametersTest, AnEmptyPageListIsAnEmptyBuffer) {
  std::size_t size = 99;
  service.answer = [&](Call& now) {
    size = now.parameters.at(0).buffer.size();
    return kOk;
  };
  FakeCall none = call();
  none.page_list(0, 0, {});
  EXPECT_EQ(machine.run(none), 0);
  EXPECT_EQ(size, 0U);
}

TEST_P(HgcmParametersTest, BuffersTogetherAreLimited) {
  // The same page again and again: 16 MiB + 16 MiB is the limit.
  const std::vector<std::uint64_t> pages(4096, 0x80000);
  FakeCall full = call();
  full.page_list(16U << 20, 0, pages).page_list(16U << 20, 0, pages);
  EXPECT_EQ(machine.run(full), 0);
  EXPECT_EQ(refusal(full.page_list(1, 0, {0x80000})), kInvalidParameter);
}

TEST_P(HgcmParametersTest, RefusalsAreCounted) {
  const auto before = machine.instruments.statistics.device.refused;
  refusal(call().raw(3, 0, 0));
  EXPECT_EQ(machine.instruments.statistics.device.refused, before + 1);
}

INSTANTIATE_TEST_SUITE_P(BothForms, HgcmParametersTest, testing::Values(Form::k32, Form::k64));

}  // namespace
}  // namespace sharebench::vboxsf
