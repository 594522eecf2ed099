// mmap(2) and munmap(2) with sentences for what can go wrong.
#include "workloads/support/mapped_file.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "workloads/support/io.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

MappedFile::MappedFile(const std::string& path, std::size_t size) {
  File file(path.c_str(), O_RDONLY);
  struct stat found;
  if (::fstat(file.fd(), &found) != 0) fail_errno("stat", path.c_str());
  if (static_cast<std::size_t>(found.st_size) != size) {
    throw WorkloadError(fmt::format("{}: {} bytes long, expected {}", path, found.st_size, size));
  }
  void* const place = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.fd(), 0);
  if (place == MAP_FAILED) fail_errno("map", path.c_str());
  bytes_ = {static_cast<const char*>(place), size};
  file.close(path.c_str());
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(other.bytes_) {
  other.bytes_ = {};
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

unsigned touch_pages(std::span<const char> bytes) {
  static const std::size_t page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const volatile char* const data = bytes.data();
  unsigned sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += page) {
    sum += static_cast<unsigned char>(data[at]);
  }
  return sum;
}

}  // namespace sharebench::workloads
