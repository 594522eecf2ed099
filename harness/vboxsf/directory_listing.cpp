// Reads a directory's names and packs entries as the guest driver unpacks them.
#include "harness/vboxsf/directory_listing.h"

#include <dirent.h>
#include <fcntl.h>

#include <cerrno>
#include <memory>

#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/file_info.h"
#include "harness/vboxsf/shfl_string.h"

namespace sharebench::vboxsf {
namespace {

/// SHFLDIRINFO: info @0, length of the short name @92, its 14 UTF-16 units @94, the name @122.
constexpr std::size_t kShortNameBytes = 2 + 28;

struct Closedir {
  void operator()(DIR* stream) const { ::closedir(stream); }
};
using Stream = std::unique_ptr<DIR, Closedir>;

/// From the start, whatever was read by `directory` before.
Stream open_stream(int directory) {
  const int copy = ::fcntl(directory, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return nullptr;
  Stream stream(::fdopendir(copy));
  if (stream == nullptr) {
    const FileDescriptor closed(copy);
    return nullptr;
  }
  ::rewinddir(stream.get());
  return stream;
}

bool is_dots(const std::string& name) {
  return name == "." || name == "..";
}

std::size_t packed_bytes(const std::string& name) {
  return kFileInfoBytes + kShortNameBytes + kShflStringHeaderBytes + name.size() + 1;
}

/// Where nothing but an entry's type can be had (the directory may be read but not searched), that
/// is what is shown; the guest's own lookup will say why.
Result<FileInfo> entry_info(int directory, const std::string& name, unsigned char type) {
  Result<FileInfo> info = is_dots(name) ? file_info(directory) : file_info(directory, name);
  if (info || info.status() == kFileNotFound) return info;
  FileInfo only_type;
  only_type.mode = static_cast<std::uint32_t>(DTTOIF(type));
  return only_type;
}

}  // namespace

Result<DirectoryListing> DirectoryListing::read(int directory, std::size_t limit_bytes) {
  const Stream stream = open_stream(directory);
  if (stream == nullptr) return status_of(errno);
  DirectoryListing listing;
  bool fits = listing.add(".", DT_DIR, limit_bytes) && listing.add("..", DT_DIR, limit_bytes);
  while (fits) {
    errno = 0;
    const dirent* found = ::readdir(stream.get());
    if (found == nullptr) break;
    const std::string name = found->d_name;
    if (!is_dots(name)) fits = listing.add(name, found->d_type, limit_bytes);
  }
  if (!fits) return kNoMemory;
  if (errno != 0) return status_of(errno);
  return listing;
}

bool DirectoryListing::add(const std::string& name, unsigned char type, std::size_t limit_bytes) {
  memory_bytes_ += sizeof(Entry) + name.size();
  if (memory_bytes_ > limit_bytes) return false;
  entries_.push_back({name, type});
  return true;
}

Result<ListedEntries> DirectoryListing::next(int directory, std::size_t room_bytes) {
  ListedEntries listed;
  for (; position_ < entries_.size(); ++position_) {
    const Entry& entry = entries_[position_];
    if (listed.bytes.size() + packed_bytes(entry.name) > room_bytes) break;
    const Result<FileInfo> info = entry_info(directory, entry.name, entry.type);
    if (!info) continue;
    listed.bytes += packed_file_info(*info) + std::string(kShortNameBytes, '\0') +
                    packed_shfl_string(entry.name);
    ++listed.count;
  }
  listed.last = position_ == entries_.size();
  if (listed.count == 0 && !listed.last) return kInvalidParameter;
  free_at_end();
  return listed;
}

void DirectoryListing::free_at_end() {
  if (position_ < entries_.size()) return;
  entries_ = {};
  position_ = 0;
  memory_bytes_ = 0;
}

}  // namespace sharebench::vboxsf
