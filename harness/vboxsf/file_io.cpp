// Calls preadv and pwritev until everything is moved, since they take only so many pieces at once.
#include "harness/vboxsf/file_io.h"

#include <limits.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <vector>

namespace sharebench::vboxsf {
namespace {

using VectorCall = ssize_t (*)(int, const iovec*, int, off_t);

/// How far it came, and the errno that ended it (0: all moved, or the end of the file).
struct Moved {
  std::size_t bytes = 0;
  int error = 0;
};

/// Without the first `count` bytes.
std::span<iovec> after(std::span<iovec> pieces, std::size_t count) {
  while (!pieces.empty() && count >= pieces.front().iov_len) {
    count -= pieces.front().iov_len;
    pieces = pieces.subspan(1);
  }
  if (count > 0) {
    pieces.front().iov_base = static_cast<char*>(pieces.front().iov_base) + count;
    pieces.front().iov_len -= count;
  }
  return pieces;
}

Moved move_bytes(VectorCall call, int descriptor, std::vector<iovec> pieces, std::int64_t offset) {
  Moved moved;
  std::span<iovec> left = after(pieces, 0);
  do {
    const int now = static_cast<int>(std::min<std::size_t>(left.size(), IOV_MAX));
    const auto at = static_cast<off_t>(static_cast<std::uint64_t>(offset) + moved.bytes);
    const ssize_t bytes = call(descriptor, left.data(), now, at);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) moved.error = errno;
    if (bytes <= 0) break;
    moved.bytes += static_cast<std::size_t>(bytes);
    left = after(left, static_cast<std::size_t>(bytes));
  } while (!left.empty());
  return moved;
}

}  // namespace

Result<std::size_t> read_file(int descriptor, const GuestBuffer& buffer, std::size_t count,
                              std::int64_t offset) {
  if (offset < 0) return kInvalidParameter;
  const Moved moved = move_bytes(::preadv, descriptor, buffer.pieces(count), offset);
  if (moved.error != 0) return status_of(moved.error);
  return moved.bytes;
}

Result<std::size_t> write_file(int descriptor, const GuestBuffer& buffer, std::size_t count,
                               std::int64_t offset) {
  if (offset < 0) return kInvalidParameter;
  const Moved moved = move_bytes(::pwritev, descriptor, buffer.pieces(count), offset);
  if (moved.error != 0 && moved.bytes == 0) return status_of(moved.error);
  return moved.bytes;
}

}  // namespace sharebench::vboxsf
