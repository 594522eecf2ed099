// One pool of seeded bytes, long enough for the longest single write at any offset.
#include "workloads/support/replay_bytes.h"

#include <fmt/format.h>

#include <algorithm>

#include "workloads/support/io.h"
#include "workloads/support/payload.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {

ReplayBytes::ReplayBytes(std::uint64_t seed, std::uint64_t most_bytes)
    : pool_(kPeriod + std::max(most_bytes, kPart), '\0') {
  Payload(seed).fill(0, {pool_.data(), kPeriod});
  for (std::size_t i = kPeriod; i < pool_.size(); ++i) pool_[i] = pool_[i - kPeriod];
}

void ReplayBytes::write_file(const std::string& path, std::uint64_t size) const {
  File file(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  for (std::uint64_t done = 0; done < size;) {
    throw_if_stopped();
    const std::uint64_t part = std::min(kPart, size - done);
    write_fully(file.fd(), path.c_str(), at(done, part));
    done += part;
  }
  file.close(path.c_str());
}

void ReplayBytes::check_file(const std::string& path, bool holes) const {
  const File file(path.c_str(), O_RDONLY);
  std::string found(kPart, '\0');
  for (std::uint64_t done = 0;;) {
    throw_if_stopped();
    const ssize_t got = ::read(file.fd(), found.data(), found.size());
    if (got < 0) fail_errno("read", path.c_str());
    if (got == 0) return;
    const std::span<const char> wanted = at(done, static_cast<std::uint64_t>(got));
    for (std::size_t i = 0; holes && i < wanted.size(); ++i) {
      if (found[i] == '\0') found[i] = wanted[i];
    }
    check_equal(wanted, {found.data(), wanted.size()}, done, path.c_str());
    done += static_cast<std::uint64_t>(got);
  }
}

}  // namespace sharebench::workloads
