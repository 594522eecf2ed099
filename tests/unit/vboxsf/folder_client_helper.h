// A guest without a guest: builds the calls that Linux's vboxsf makes, over scattered memory, and
// reads the answers by the offsets of the protocol.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/vboxsf/shared_folders.h"

namespace sharebench::vboxsf {

/// CREATE flags as the driver sends them.
inline constexpr std::uint32_t kLookup = 0x101;
inline constexpr std::uint32_t kOpendir = 0x1104;
inline constexpr std::uint32_t kOpenRead = 0x1100;
inline constexpr std::uint32_t kOpenWrite = 0x2100;
inline constexpr std::uint32_t kOpenReadWrite = 0x3100;
inline constexpr std::uint32_t kTruncate = 0x30;
inline constexpr std::uint32_t kAppend = 0x40000;
inline constexpr std::uint32_t kCreate = 0x3000;
inline constexpr std::uint32_t kExclusive = 0x10;
inline constexpr std::uint32_t kMkdir = 0x3014;
inline constexpr std::uint32_t kSetattr = 0x20100;

inline constexpr std::uint64_t kNoHandle = 0xffffffffffffffff;

/// Results of CREATE.
inline constexpr std::uint32_t kPathMissing = 1, kFileMissing = 2, kThere = 3, kMade = 4, kCut = 5;

/// Bytes in pieces, each an allocation of its own, so that a byte too far is found.
class ScatteredMemory {
 public:
  explicit ScatteredMemory(std::string_view bytes, std::size_t piece_bytes = 13);
  GuestBuffer buffer() const;
  std::string bytes() const;

 private:
  struct Piece {
    std::unique_ptr<char[]> memory;
    std::size_t size;
  };
  std::vector<Piece> pieces_;
};

Parameter value32(std::uint64_t value);
Parameter value64(std::uint64_t value);
Parameter buffer(const ScatteredMemory& memory);

/// u16 capacity, u16 length, bytes, NUL.
std::string shfl(std::string_view text);

/// All of a 92-byte info.
struct GuestInfo {
  std::int64_t size = 0, allocated = 0, atime = 0, mtime = 0, ctime = 0, birth = 0;
  std::uint32_t mode = 0, additional = 0, uid = 0, gid = 0, links = 0, device = 0;
  std::uint64_t inode = 0;
};
GuestInfo guest_info(std::string_view bytes);

struct Opened {
  std::int32_t status = 0;
  std::uint64_t handle = 0;
  std::uint32_t result = 0;
  GuestInfo info{};
};

struct Moved {
  std::int32_t status = 0;
  std::uint64_t count = 0;
  std::string bytes{};
};

struct Listed {
  std::int32_t status = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> names{};
  std::vector<GuestInfo> infos{};
};

struct Told {
  std::int32_t status = 0;
  std::uint64_t count = 0;
  GuestInfo info{};
};

class FolderClient {
 public:
  /// Connects as `client` and maps `share`.
  FolderClient(Service& service, std::uint32_t client, const std::string& share);
  explicit FolderClient(Service& service) : FolderClient(service, 1, "share") {}

  std::int32_t call(std::uint32_t function, std::vector<Parameter>& parameters);
  std::int32_t call(std::uint32_t function, std::vector<Parameter>&& parameters);

  /// The root number goes to `root`.
  std::int32_t map(const std::string& share);
  std::int32_t unmap();

  Opened create(const std::string& path, std::uint32_t flags, std::uint32_t mode = 0);
  std::int32_t close(std::uint64_t handle);
  Moved read(std::uint64_t handle, std::int64_t offset, std::size_t count);
  Moved write(std::uint64_t handle, std::int64_t offset, const std::string& bytes);
  Listed list(std::uint64_t handle, std::size_t room = 16384);
  Told information(std::uint64_t handle, std::uint32_t flags, const std::string& info);
  std::int32_t remove(const std::string& path, std::uint32_t flags);
  std::int32_t rename(const std::string& from, const std::string& to, std::uint32_t flags);
  Moved readlink(const std::string& path, std::size_t room = 4096);
  Told symlink(const std::string& path, const std::string& target);

  /// Opens, reads everything, closes.
  std::string content(const std::string& path);

  std::uint32_t root = 0xdead;

 private:
  Service& service_;
  std::uint32_t client_;
};

/// A folder "share" and, beside it, "outside", which nobody may reach.
class FolderTest : public testing::Test {
 protected:
  FolderTest();
  ~FolderTest() override;

  /// Where the host sees a path of the share.
  std::filesystem::path host(const std::string& path) const { return share_ / path; }
  void host_write(const std::string& path, const std::string& bytes) const;
  std::string host_read(const std::string& path) const;

  std::filesystem::path top_;
  std::filesystem::path share_;
  std::filesystem::path outside_;
};

/// With a service for that folder and a client of it.
class ServedFolderTest : public FolderTest {
 protected:
  ServedFolderTest() : service_({{"share", share_, false}}), client_(service_) {}

  SharedFolders service_;
  FolderClient client_;
};

void write_whole(const std::filesystem::path& path, const std::string& bytes);
std::string read_whole(const std::filesystem::path& path);

}  // namespace sharebench::vboxsf
