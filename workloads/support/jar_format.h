// The zip container's fixed parts (PKWARE APPNOTE.TXT 6.3.3, sections 4.3 and 4.4), shared by the
// reader and the writer so that the two cannot disagree.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sharebench::workloads::jar {

inline constexpr std::uint32_t kLocalSignature = 0x04034b50;
inline constexpr std::uint32_t kDescriptorSignature = 0x08074b50;
inline constexpr std::uint32_t kCentralSignature = 0x02014b50;
inline constexpr std::uint32_t kEndSignature = 0x06054b50;
inline constexpr std::uint32_t kEnd64Signature = 0x06064b50;
inline constexpr std::uint32_t kLocator64Signature = 0x07064b50;
inline constexpr std::size_t kLocalBytes = 30;    ///< without name and extra field
inline constexpr std::size_t kCentralBytes = 46;  ///< without name, extra field and comment
inline constexpr std::size_t kDescriptorBytes = 16;
inline constexpr std::size_t kEndBytes = 22;  ///< without comment
inline constexpr std::size_t kEnd64Bytes = 56;
inline constexpr std::size_t kLocator64Bytes = 20;
inline constexpr std::size_t kMaxComment = 65535;
inline constexpr std::uint64_t kTooLarge16 = 0xffff;      ///< "see zip64" in a 16-bit field
inline constexpr std::uint64_t kTooLarge32 = 0xffffffff;  ///< "see zip64" in a 32-bit field

inline constexpr std::uint16_t kFlagEncrypted = 1U << 0U;
inline constexpr std::uint16_t kFlagDescriptor = 1U << 3U;
inline constexpr std::uint16_t kFlagUtf8 = 1U << 11U;
inline constexpr std::uint16_t kStored = 0;
inline constexpr std::uint16_t kDeflated = 8;

/// 2010-01-01 00:00:00, sbt's Package.fixed2010Timestamp, as DOS date and time.
inline constexpr std::uint32_t kFixedDosTime = ((2010U - 1980U) << 25U) | (1U << 21U) | (1U << 16U);

/// One entry as the central directory tells it.
struct Entry {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = kStored;
  std::uint32_t dos_time = kFixedDosTime;  ///< date in the upper half, time in the lower
  std::uint32_t crc = 0;
  std::uint64_t compressed = 0;  ///< bytes in the jar
  std::uint64_t size = 0;        ///< bytes of the content
  std::uint64_t offset = 0;      ///< of the local header

  bool is_folder() const { return !name.empty() && name.back() == '/'; }
};

/// The 16-bit little-endian number at `at`, which the caller has checked to be inside.
inline std::uint16_t get16(std::string_view bytes, std::size_t at) {
  const auto low = static_cast<unsigned char>(bytes[at]);
  const auto high = static_cast<unsigned char>(bytes[at + 1]);
  return static_cast<std::uint16_t>(low | (high << 8U));
}

/// The 32-bit little-endian number at `at`, which the caller has checked to be inside.
inline std::uint32_t get32(std::string_view bytes, std::size_t at) {
  return get16(bytes, at) | (static_cast<std::uint32_t>(get16(bytes, at + 2)) << 16U);
}

/// The 64-bit little-endian number at `at`, which the caller has checked to be inside.
inline std::uint64_t get64(std::string_view bytes, std::size_t at) {
  return get32(bytes, at) | (static_cast<std::uint64_t>(get32(bytes, at + 4)) << 32U);
}

/// A header in the making: numbers go to its end, little-endian.
class HeaderBytes {
 public:
  HeaderBytes& u16(std::uint64_t value) {
    bytes_.push_back(static_cast<char>(value & 0xffU));
    bytes_.push_back(static_cast<char>((value >> 8U) & 0xffU));
    return *this;
  }
  HeaderBytes& u32(std::uint64_t value) { return u16(value).u16(value >> 16U); }
  HeaderBytes& u64(std::uint64_t value) { return u32(value).u32(value >> 32U); }
  HeaderBytes& text(std::string_view value) {
    bytes_.append(value);
    return *this;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Seconds since 1970 of a DOS date and time, read as UTC: zip stores no time zone, and a sample
/// must not depend on the one of the container.
inline std::int64_t unix_seconds(std::uint32_t dos_time) {
  namespace chrono = std::chrono;
  const chrono::year year{static_cast<int>(dos_time >> 25U) + 1980};
  const chrono::month month{(dos_time >> 21U) & 15U};
  const chrono::day day{(dos_time >> 16U) & 31U};
  const chrono::sys_days days{chrono::year_month_day{year, month, day}};
  const std::int64_t hours = (dos_time >> 11U) & 31U;
  const std::int64_t minutes = (dos_time >> 5U) & 63U;
  const std::int64_t seconds = (dos_time & 31U) * 2;
  return days.time_since_epoch().count() * std::int64_t{86400} + hours * 3600 + minutes * 60 +
         seconds;
}

}  // namespace sharebench::workloads::jar
