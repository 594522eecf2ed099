// Headers with octal numbers and a checksum; folders before what is in them.
#include "workloads/support/tar_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "workloads/support/io.h"
#include "workloads/support/stop.h"
#include "workloads/workload.h"

namespace sharebench::workloads::tar {

namespace {

constexpr std::size_t kName = 0, kMode = 100, kOwner = 108, kGroup = 116, kSize = 124,
                      kModified = 136, kSum = 148, kType = 156, kMagic = 257, kPrefix = 345;
constexpr std::size_t kNameBytes = 100, kPrefixBytes = 155;

void put(std::string& block, std::size_t at, std::string_view text) {
  std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string_view text_at(std::string_view block, std::size_t at, std::size_t width) {
  const std::string_view field = block.substr(at, width);
  return field.substr(0, field.find('\0'));
}

std::uint64_t octal_at(std::string_view block, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (const char digit : block.substr(at, width)) {
    if (digit >= '0' && digit <= '7') value = value * 8 + static_cast<std::uint64_t>(digit - '0');
  }
  return value;
}

/// The sum of all bytes, those of the sum itself taken as blanks.
std::uint64_t sum_of(std::string_view block) {
  std::uint64_t sum = 8 * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (i < kSum || i >= kSum + 8) sum += static_cast<unsigned char>(block[i]);
  }
  return sum;
}

void put_path(std::string& block, const std::string& path) {
  if (path.size() <= kNameBytes) return put(block, kName, path);
  // The first / that leaves a name short enough leaves the shortest prefix.
  const std::size_t slash = path.find('/', path.size() - kNameBytes - 1);
  if (slash == std::string::npos || slash > kPrefixBytes) {
    throw WorkloadError(fmt::format("{}: too long a path for a ustar header", path));
  }
  put(block, kPrefix, path.substr(0, slash));
  put(block, kName, path.substr(slash + 1));
}

void write_member(int fd, const std::string& archive, const Member& member,
                  std::span<const char> bytes) {
  write_fully(fd, archive.c_str(), header(member));
  write_fully(fd, archive.c_str(), bytes);
  const std::string padding((kBlock - bytes.size() % kBlock) % kBlock, '\0');
  write_fully(fd, archive.c_str(), padding);
}

}  // namespace

std::string header(const Member& member) {
  std::string block(kBlock, '\0');
  put_path(block, member.folder ? member.path + "/" : member.path);
  put(block, kMode, member.folder ? "0000755" : "0000644");
  put(block, kOwner, "0000000");
  put(block, kGroup, "0000000");
  put(block, kSize, fmt::format("{:011o}", member.size));
  put(block, kModified, fmt::format("{:011o}", member.modified_s));
  block[kType] = member.folder ? '5' : '0';
  put(block, kMagic, std::string_view("ustar\00000", 8));
  put(block, kSum, fmt::format("{:06o}", sum_of(block)));
  block[kSum + 7] = ' ';
  return block;
}

Member parse(std::string_view header, const std::string& archive) {
  const std::uint64_t wanted = octal_at(header, kSum, 8);
  if (sum_of(header) != wanted) {
    throw WorkloadError(fmt::format("{}: a header's bytes sum to {}, expected {}", archive,
                                    sum_of(header), wanted));
  }
  Member member;
  const std::string_view prefix = text_at(header, kPrefix, kPrefixBytes);
  member.path =
      fmt::format("{}{}{}", prefix, prefix.empty() ? "" : "/", text_at(header, kName, kNameBytes));
  member.folder = header[kType] == '5';
  if (member.folder && member.path.ends_with('/')) member.path.pop_back();
  member.size = octal_at(header, kSize, 12);
  member.modified_s = static_cast<std::int64_t>(octal_at(header, kModified, 12));
  return member;
}

bool is_end(std::string_view block) {
  return std::all_of(block.begin(), block.end(), [](char byte) { return byte == '\0'; });
}

void write_archive(const std::string& path, const TreePlan& plan, const Slices& contents) {
  File file(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  std::uint64_t written = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < plan.folders.size(); ++i) {
    const std::string& folder = plan.folders[i].path;
    if (i > 0) {
      write_member(file.fd(), path, {folder, true, 0, kModified_s}, {});
      written += kBlock;
    }
    for (; next < plan.files.size() && plan.files[next].folder == i; ++next) {
      throw_if_stopped();
      const TreePlan::File& one = plan.files[next];
      const std::string name = folder.empty() ? one.name : fmt::format("{}/{}", folder, one.name);
      write_member(file.fd(), path, {name, false, one.size, kModified_s},
                   contents[next].first(one.size));
      written += kBlock + (one.size + kBlock - 1) / kBlock * kBlock;
    }
  }
  const std::uint64_t ended = (written + 2 * kBlock + kRecord - 1) / kRecord * kRecord;
  write_fully(file.fd(), path.c_str(), std::string(ended - written, '\0'));
  if (::fsync(file.fd()) != 0) fail_errno("sync", path.c_str());
  file.close(path.c_str());
}

}  // namespace sharebench::workloads::tar
