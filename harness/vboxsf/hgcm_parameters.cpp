// Layouts are those of vmmdev_hgcm_function_parameter32 and 64 and of vmmdev_hgcm_pagelist
// (include/uapi/linux/vbox_vmmdev_types.h of Linux).
#include "harness/vboxsf/hgcm_parameters.h"

#include <utility>

namespace sharebench::vboxsf {
namespace {

constexpr std::size_t kCount = 40, kParameters = 44;
constexpr std::uint32_t kValue32 = 1, kValue64 = 2, kFirstLinear = 4, kLastLinear = 9,
                        kPageList = 10;
constexpr std::size_t kPageListHeaderBytes = 8;

std::size_t parameter_bytes(CallForm form) {
  return form == CallForm::k32 ? 12 : 16;
}

struct ParsedBuffer {
  Status status = kOk;
  GuestBuffer buffer{};
};

/// Flags u32 @0, offset in the first page u16 @4, count of pages u16 @6, then their addresses.
ParsedBuffer parse_page_list(const Packet& packet, std::uint32_t list, std::uint32_t length,
                             const GuestMemory& memory) {
  if (list < kParameters || list > packet.size() || packet.size() - list < kPageListHeaderBytes) {
    return {kInvalidParameter};
  }
  const auto first_offset = packet.get<std::uint16_t>(list + 4);
  const std::size_t count = packet.get<std::uint16_t>(list + 6);
  if (count > (packet.size() - list - kPageListHeaderBytes) / sizeof(std::uint64_t) ||
      first_offset >= kPageBytes || std::uint64_t{first_offset} + length > count * kPageBytes) {
    return {kInvalidParameter};
  }
  std::vector<std::uint64_t> pages;
  pages.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    pages.push_back(packet.get<std::uint64_t>(list + kPageListHeaderBytes + 8 * i));
  }
  auto pieces = memory.pieces(pages, first_offset, length);
  if (!pieces) return {kInvalidPointer};
  return {kOk, GuestBuffer(std::move(*pieces))};
}

ParsedBuffer parse_buffer(const Packet& packet, std::uint32_t type, std::size_t at,
                          const GuestMemory& memory) {
  const auto length = packet.get<std::uint32_t>(at + 4);
  if (type == kPageList) {
    return parse_page_list(packet, packet.get<std::uint32_t>(at + 8), length, memory);
  }
  // Linear addresses belong to the guest's page tables; its driver sends them only when empty.
  return {length == 0 ? kOk : kInvalidParameter};
}

}  // namespace

ParsedParameters parse_parameters(const Packet& packet, CallForm form, const GuestMemory& memory) {
  const std::size_t bytes = parameter_bytes(form);
  const std::size_t count = packet.get<std::uint32_t>(kCount);
  if (count > kMaxParameters || count > (packet.size() - kParameters) / bytes) {
    return {kInvalidParameter};
  }
  ParsedParameters parsed;
  parsed.parameters.reserve(count);
  std::uint64_t room = kMaxCallBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kParameters + i * bytes;
    const auto type = packet.get<std::uint32_t>(at);
    if (type == kValue32) {
      parsed.parameters.push_back({Parameter::Kind::kValue32, packet.get<std::uint32_t>(at + 4)});
    } else if (type == kValue64) {
      parsed.parameters.push_back({Parameter::Kind::kValue64, packet.get<std::uint64_t>(at + 4)});
    } else if (type == kPageList || (type >= kFirstLinear && type <= kLastLinear)) {
      ParsedBuffer buffer = parse_buffer(packet, type, at, memory);
      if (buffer.status != kOk) return {buffer.status};
      if (buffer.buffer.size() > room) return {kInvalidParameter};
      room -= buffer.buffer.size();
      parsed.parameters.push_back({Parameter::Kind::kBuffer, 0, std::move(buffer.buffer)});
    } else {
      return {kInvalidParameter};
    }
  }
  return parsed;
}

void write_back(const std::vector<Parameter>& parameters, CallForm form, Packet& packet) {
  std::size_t at = kParameters;
  for (const Parameter& parameter : parameters) {
    if (parameter.kind == Parameter::Kind::kValue32) {
      packet.put(at + 4, static_cast<std::uint32_t>(parameter.value));
    } else if (parameter.kind == Parameter::Kind::kValue64) {
      packet.put(at + 4, parameter.value);
    }
    at += parameter_bytes(form);
  }
}

}  // namespace sharebench::vboxsf
