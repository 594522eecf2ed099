// Copies between a guest's buffer, which lies in pieces, and bytes of ours.
#include "harness/vboxsf/hgcm_call.h"

#include <algorithm>
#include <cstring>

namespace sharebench::vboxsf {

GuestBuffer::GuestBuffer(std::vector<iovec> pieces) : pieces_(std::move(pieces)) {
  for (const iovec& piece : pieces_) size_ += piece.iov_len;
}

std::string GuestBuffer::copy(std::size_t count) const {
  std::string bytes;
  bytes.reserve(std::min(count, size_));
  for (const iovec& piece : pieces_) {
    const std::size_t part = std::min(count - bytes.size(), piece.iov_len);
    bytes.append(static_cast<const char*>(piece.iov_base), part);
  }
  return bytes;
}

std::size_t GuestBuffer::write(std::size_t offset, std::string_view bytes) {
  std::size_t written = 0;
  for (const iovec& piece : pieces_) {
    if (offset >= piece.iov_len) {
      offset -= piece.iov_len;
      continue;
    }
    const std::size_t part = std::min(bytes.size() - written, piece.iov_len - offset);
    if (part == 0) break;
    std::memcpy(static_cast<char*>(piece.iov_base) + offset, bytes.data() + written, part);
    written += part;
    offset = 0;
  }
  return written;
}

std::vector<iovec> GuestBuffer::pieces(std::size_t count) const {
  std::vector<iovec> front;
  for (const iovec& piece : pieces_) {
    if (count == 0) break;
    const std::size_t part = std::min(count, piece.iov_len);
    front.push_back({piece.iov_base, part});
    count -= part;
  }
  return front;
}

}  // namespace sharebench::vboxsf
