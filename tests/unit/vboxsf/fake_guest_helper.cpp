// Lays out RAM and packets; layouts are written down here once more, apart from those of the
// device.
#include "tests/unit/vboxsf/fake_guest_helper.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace sharebench::vboxsf {

FakeGuest::FakeGuest(std::vector<MemoryRegion> regions)
    : regions_(std::move(regions)), file_(::memfd_create("guest", MFD_CLOEXEC)) {
  for (MemoryRegion& region : regions_) {
    region.offset = static_cast<std::int64_t>(file_bytes_);
    file_bytes_ += region.length;
  }
  if (::ftruncate(file_.get(), static_cast<off_t>(file_bytes_)) != 0) {
    throw std::runtime_error("no guest RAM");
  }
  void* bytes = ::mmap(nullptr, file_bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, file_.get(), 0);
  if (bytes == MAP_FAILED) throw std::runtime_error("no guest RAM mapped");
  bytes_ = static_cast<char*>(bytes);
}

FakeGuest::~FakeGuest() {
  ::munmap(bytes_, file_bytes_);
}

FileDescriptor FakeGuest::file() const {
  return FileDescriptor(::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0));
}

char* FakeGuest::at(std::uint64_t address, std::uint64_t length) const {
  for (const MemoryRegion& region : regions_) {
    if (address >= region.start && address + length <= region.start + region.length) {
      return bytes_ + region.offset + (address - region.start);
    }
  }
  throw std::out_of_range("the test used an address that is not RAM");
}

std::string FakeGuest::bytes(std::uint64_t address, std::uint64_t length) const {
  return std::string(at(address, length), length);
}

void FakeGuest::put_bytes(std::uint64_t address, std::string_view bytes) {
  std::memcpy(at(address, bytes.size()), bytes.data(), bytes.size());
}

std::vector<std::uint64_t> FakeGuest::scattered_pages(std::size_t count) {
  std::vector<std::uint64_t> pages;
  const std::uint64_t end = regions_.back().start + regions_.back().length;
  for (std::size_t i = 0; i < count; ++i) {
    pages_taken_ += 2;
    pages.push_back(end - pages_taken_ * kPageBytes);
    std::memset(at(pages.back(), kPageBytes), 0, kPageBytes);
  }
  return pages;
}

void put_request(FakeGuest& guest, std::uint32_t type, std::uint32_t size) {
  std::memset(guest.at(kPacketAddress, size), 0xaa, size);
  guest.put<std::uint32_t>(kPacketAddress, size);
  guest.put<std::uint32_t>(kPacketAddress + 4, 0x10001);
  guest.put<std::uint32_t>(kPacketAddress + 8, type);
  guest.put<std::int32_t>(kRcAt, -1);
  guest.put<std::uint32_t>(kPacketAddress + 16, 0);
  guest.put<std::uint32_t>(kPacketAddress + 20, 0);
}

std::int32_t packet_rc(const FakeGuest& guest) {
  return guest.get<std::int32_t>(kRcAt);
}
std::int32_t packet_result(const FakeGuest& guest) {
  return guest.get<std::int32_t>(kResultAt);
}

FakeCall::FakeCall(FakeGuest& guest, std::uint32_t client, std::uint32_t function, Form form)
    : guest_(guest), client_(client), function_(function), form_(form) {
  guest_.forget_pages();
}

FakeCall& FakeCall::value32(std::uint32_t value) {
  return raw(1, value, 0);
}

FakeCall& FakeCall::value64(std::uint64_t value) {
  return raw(2, static_cast<std::uint32_t>(value), value >> 32);
}

FakeCall& FakeCall::empty_buffer() {
  return raw(4, 0, 0);
}

FakeCall& FakeCall::raw(std::uint32_t type, std::uint32_t first, std::uint64_t second) {
  FakeParameter parameter;
  parameter.type = type;
  parameter.first = first;
  parameter.second = second;
  parameters_.push_back(std::move(parameter));
  return *this;
}

FakeCall& FakeCall::page_list(std::uint32_t length, std::uint16_t first_offset,
                              std::vector<std::uint64_t> pages) {
  raw(10, length, 0);
  parameters_.back().has_pages = true;
  parameters_.back().first_offset = first_offset;
  parameters_.back().pages = std::move(pages);
  return *this;
}

FakeCall& FakeCall::buffer(std::string_view bytes, std::uint16_t first_offset) {
  const std::size_t count = (first_offset + bytes.size() + kPageBytes - 1) / kPageBytes;
  const std::vector<std::uint64_t> pages = guest_.scattered_pages(count);
  std::size_t done = 0;
  std::uint64_t offset = first_offset;
  for (const std::uint64_t page : pages) {
    const std::size_t part = std::min<std::size_t>(kPageBytes - offset, bytes.size() - done);
    guest_.put_bytes(page + offset, bytes.substr(done, part));
    done += part;
    offset = 0;
  }
  return page_list(static_cast<std::uint32_t>(bytes.size()), first_offset, pages);
}

FakeCall& FakeCall::text(std::string_view text) {
  std::string string(4, '\0');
  const auto capacity = static_cast<std::uint16_t>(text.size() + 1);
  const auto length = static_cast<std::uint16_t>(text.size());
  std::memcpy(string.data(), &capacity, 2);
  std::memcpy(string.data() + 2, &length, 2);
  return buffer(string.append(text).append(1, '\0'));
}

std::uint64_t FakeCall::build() {
  std::uint32_t size = static_cast<std::uint32_t>(44 + parameters_.size() * parameter_bytes());
  for (FakeParameter& parameter : parameters_) {
    if (!parameter.has_pages) continue;
    size = (size + 7) & ~7U;
    parameter.list_offset = size;
    parameter.second = size;
    size += static_cast<std::uint32_t>(8 + 8 * parameter.pages.size());
  }
  put_request(guest_, form_ == Form::k32 ? 62 : 63, size);
  guest_.put<std::uint32_t>(kFlagsAt, 0);
  guest_.put<std::int32_t>(kResultAt, -1);
  guest_.put(kPacketAddress + 32, client_);
  guest_.put(kPacketAddress + 36, function_);
  guest_.put(kCountAt, static_cast<std::uint32_t>(parameters_.size()));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    const FakeParameter& parameter = parameters_[i];
    const std::uint64_t at = parameter_address(i);
    guest_.put(at, parameter.type);
    guest_.put(at + 4, parameter.first);
    guest_.put(at + 8, static_cast<std::uint32_t>(parameter.second));
    if (form_ == Form::k64) {
      guest_.put(at + 12, static_cast<std::uint32_t>(parameter.second >> 32));
    }
    if (!parameter.has_pages) continue;
    const std::uint64_t list = page_list_address(i);
    guest_.put<std::uint32_t>(list, 3);
    guest_.put(list + 4, parameter.first_offset);
    guest_.put(list + 6, static_cast<std::uint16_t>(parameter.pages.size()));
    for (std::size_t k = 0; k < parameter.pages.size(); ++k) {
      guest_.put(list + 8 + 8 * k, parameter.pages[k]);
    }
  }
  return kPacketAddress;
}

std::uint32_t FakeCall::answered32(std::size_t index) const {
  return guest_.get<std::uint32_t>(parameter_address(index) + 4);
}

std::uint64_t FakeCall::answered64(std::size_t index) const {
  return guest_.get<std::uint64_t>(parameter_address(index) + 4);
}

std::string FakeCall::answered_bytes(std::size_t index) const {
  const FakeParameter& parameter = parameters_.at(index);
  std::string bytes;
  std::uint64_t offset = parameter.first_offset;
  for (const std::uint64_t page : parameter.pages) {
    const std::uint64_t part = std::min(kPageBytes - offset, parameter.first - bytes.size());
    bytes += guest_.bytes(page + offset, part);
    offset = 0;
  }
  return bytes;
}

std::uint64_t FakeCall::parameter_address(std::size_t index) const {
  return kPacketAddress + 44 + index * parameter_bytes();
}

std::uint64_t FakeCall::page_list_address(std::size_t index) const {
  return kPacketAddress + parameters_.at(index).list_offset;
}

void put_connect(FakeGuest& guest, const std::string& service) {
  put_request(guest, 60, 168);
  guest.put<std::uint32_t>(kFlagsAt, 0);
  guest.put<std::int32_t>(kResultAt, -1);
  guest.put<std::uint32_t>(kPacketAddress + 32, 2);
  std::memset(guest.at(kPacketAddress + 36, 128), 0, 128);
  guest.put_bytes(kPacketAddress + 36, service);
  guest.put<std::uint32_t>(kClientAt, 0);
}

void put_disconnect(FakeGuest& guest, std::uint32_t client) {
  put_request(guest, 61, 36);
  guest.put<std::uint32_t>(kFlagsAt, 0);
  guest.put<std::int32_t>(kResultAt, -1);
  guest.put(kPacketAddress + 32, client);
}

}  // namespace sharebench::vboxsf
