// A guest without a machine: RAM in a memfd, and packets laid out in it as Linux' driver does.
#pragma once

#include <sys/mman.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/guest_memory.h"

namespace sharebench::vboxsf {

/// RAM of the given regions, one after the other in one memfd that is as long as it must be.
class FakeGuest {
 public:
  /// 1 MiB from address 0 on.
  FakeGuest() : FakeGuest(std::vector<MemoryRegion>{{0, 1U << 20, 0}}) {}
  explicit FakeGuest(std::vector<MemoryRegion> regions);
  FakeGuest(const FakeGuest&) = delete;
  FakeGuest& operator=(const FakeGuest&) = delete;
  ~FakeGuest();

  const std::vector<MemoryRegion>& regions() const { return regions_; }

  /// A new descriptor of the memfd.
  FileDescriptor file() const;

  /// The bytes at `address` as the guest sees them; the test ends when there is no such RAM.
  char* at(std::uint64_t address, std::uint64_t length) const;
  std::string bytes(std::uint64_t address, std::uint64_t length) const;

  template <typename T>
  T get(std::uint64_t address) const {
    T value;
    std::memcpy(&value, at(address, sizeof(T)), sizeof(T));
    return value;
  }
  template <typename T>
  void put(std::uint64_t address, T value) {
    std::memcpy(at(address, sizeof(T)), &value, sizeof(T));
  }
  void put_bytes(std::uint64_t address, std::string_view bytes);

  /// Zeroed pages that are not neighbours: every second one, from the end of the last region down.
  std::vector<std::uint64_t> scattered_pages(std::size_t count);

  /// Gives all scattered pages back.
  void forget_pages() { pages_taken_ = 0; }

 private:
  std::vector<MemoryRegion> regions_;
  FileDescriptor file_;
  char* bytes_ = nullptr;
  std::uint64_t file_bytes_ = 0;
  std::uint64_t pages_taken_ = 0;
};

/// Where packets lie unless a test says otherwise.
constexpr std::uint64_t kPacketAddress = 0x1000;

/// Fills `size` bytes with 0xaa, as the driver does, then the header of a request.
void put_request(FakeGuest& guest, std::uint32_t type, std::uint32_t size);

/// The rc and the result of the packet at kPacketAddress.
std::int32_t packet_rc(const FakeGuest& guest);
std::int32_t packet_result(const FakeGuest& guest);

/// A call being built: each parameter takes the next place. build() writes the packet.
class FakeCall {
 public:
  enum class Form { k32, k64 };
  FakeCall(FakeGuest& guest, std::uint32_t client, std::uint32_t function, Form form = Form::k64);

  FakeCall& value32(std::uint32_t value);
  FakeCall& value64(std::uint64_t value);
  /// A buffer of `bytes` in scattered pages that starts `first_offset` bytes into the first one.
  FakeCall& buffer(std::string_view bytes, std::uint16_t first_offset = 0);
  /// A shfl string.
  FakeCall& text(std::string_view text);
  /// The driver's empty buffer: a linear address of length 0.
  FakeCall& empty_buffer();
  /// Any words, for what no driver would send; `second` is at offset 8.
  FakeCall& raw(std::uint32_t type, std::uint32_t first, std::uint64_t second);
  /// A page list of any content.
  FakeCall& page_list(std::uint32_t length, std::uint16_t first_offset,
                      std::vector<std::uint64_t> pages);

  /// Writes the packet at kPacketAddress and returns its address.
  std::uint64_t build();

  /// Outputs, after the call: the value of a parameter, the bytes of a buffer.
  std::uint32_t answered32(std::size_t index) const;
  std::uint64_t answered64(std::size_t index) const;
  std::string answered_bytes(std::size_t index) const;

  /// Guest-physical address of a parameter of the built packet, and of its page list.
  std::uint64_t parameter_address(std::size_t index) const;
  std::uint64_t page_list_address(std::size_t index) const;

 private:
  struct FakeParameter {
    std::uint32_t type = 0, first = 0;
    std::uint64_t second = 0;
    bool has_pages = false;
    std::uint16_t first_offset = 0;
    std::vector<std::uint64_t> pages{};
    std::uint32_t list_offset = 0;
  };
  std::size_t parameter_bytes() const { return form_ == Form::k32 ? 12 : 16; }

  FakeGuest& guest_;
  std::uint32_t client_, function_;
  Form form_;
  std::vector<FakeParameter> parameters_{};
};

/// Field offsets of packets that several tests look at.
constexpr std::uint64_t kRcAt = kPacketAddress + 12, kFlagsAt = kPacketAddress + 24,
                        kResultAt = kPacketAddress + 28, kClientAt = kPacketAddress + 164,
                        kCountAt = kPacketAddress + 40;

/// Packets of HGCM_CONNECT and HGCM_DISCONNECT.
void put_connect(FakeGuest& guest, const std::string& service);
void put_disconnect(FakeGuest& guest, std::uint32_t client);

}  // namespace sharebench::vboxsf
