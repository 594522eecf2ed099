// Throws packets of any content at the device, as a hostile guest would: headers, parameters, page
// lists, strings, in RAM that a real service reads and writes.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "harness/vboxsf/bytes.h"
#include "harness/vboxsf/device.h"
#include "tests/unit/vboxsf/fake_guest_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

constexpr std::uint32_t kPort = 0xc040;
constexpr std::size_t kRamBytes = 1U << 16;

Message message(Command command, std::string_view payload) {
  Message made;
  made.command = command;
  made.size = payload.copy(made.bytes.data(), made.bytes.size());
  return made;
}

std::string words(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return std::string(field(a)).append(field(b)).append(field(c));
}

/// Reads and writes all that it is given, as the real service does.
std::int32_t touch(Call& call) {
  for (Parameter& parameter : call.parameters) {
    parameter.buffer.write(0, parameter.buffer.copy());
    parameter.value += 1;
  }
  return kOk;
}

/// A device that has been set up once, with a guest's RAM that stays.
struct Target {
  Target() {
    service.answer = touch;
    Message sync;
    sync.command = Command::kSyncSystemMemory;
    std::string payload(192, '\0');
    payload.replace(64, 8, field(std::uint64_t{kRamBytes}));
    sync.size = payload.copy(sync.bytes.data(), sync.bytes.size());
    sync.descriptors.push_back(guest.file());
    device.handle(sync, 0);
  }

  /// Every run begins alike, or its findings could not be repeated.
  void start() {
    std::memset(guest.at(0, kRamBytes), 0, kRamBytes);
    device.handle(message(Command::kDeviceReset, ""), 0);
    device.handle(message(Command::kConfigWrite, words(0x10, kPort, 4)), 0);
    service.events.clear();
  }

  void ring(std::uint64_t address) {
    std::string payload(field(std::uint64_t{kPort}));
    payload.append(field(address)).append(field(std::uint32_t{4})).append(4, '\0');
    device.handle(message(Command::kBarWrite, payload), 0);
  }

  FakeGuest guest{{{0, kRamBytes, 0}}};
  // The one line that chooses the service under test (SharedFolders on a temporary directory).
  FakeService service{};
  Instruments instruments{Statistics({"home"})};
  Device device{service, instruments};
};

/// Records of the input: address of the packet u16 in units of 16 bytes, length u16, bytes. Each is
/// put into RAM and the port is rung for it.
void run(Target& target, std::string_view input) {
  target.start();
  while (input.size() >= 4) {
    const std::uint64_t address = std::uint64_t{load<std::uint16_t>(input, 0)} * 16;
    const std::size_t length = load<std::uint16_t>(input, 2);
    input.remove_prefix(4);
    const std::string_view bytes = input.substr(0, length);
    input.remove_prefix(bytes.size());
    if (address + bytes.size() <= kRamBytes) target.guest.put_bytes(address, bytes);
    target.ring(address);
  }
}

}  // namespace
}  // namespace sharebench::vboxsf

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static sharebench::vboxsf::Target target;
  sharebench::vboxsf::run(target, {reinterpret_cast<const char*>(data), size});
  return 0;
}
