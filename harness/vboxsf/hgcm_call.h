// One call of the guest, already checked and copied out of its packet: what hgcm hands to a
// service.
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sharebench::vboxsf {

/// A buffer that the guest named by a page list: pieces of its memory as it is mapped here. Every
/// piece was checked to lie in mapped RAM. Valid until the call is answered, not longer. The guest
/// can change the bytes at any time: copy them out (`copy`) before judging them.
class GuestBuffer {
 public:
  GuestBuffer() = default;
  explicit GuestBuffer(std::vector<iovec> pieces);

  /// Bytes in all pieces together.
  std::size_t size() const { return size_; }

  /// The first `count` bytes (at most size()), or all.
  std::string copy(std::size_t count) const;
  std::string copy() const { return copy(size_); }

  /// Writes `bytes` at `offset`; what does not fit is cut off. Returns the number of bytes written.
  std::size_t write(std::size_t offset, std::string_view bytes);

  /// The first `count` bytes (at most size()) as pieces for preadv(2) and pwritev(2): no copy.
  std::vector<iovec> pieces(std::size_t count) const;

 private:
  std::vector<iovec> pieces_;
  std::size_t size_ = 0;
};

/// A parameter of a call. Values go both ways: what a service puts into `value` is written back.
struct Parameter {
  enum class Kind { kValue32, kValue64, kBuffer };
  Kind kind = Kind::kValue32;
  std::uint64_t value = 0;
  GuestBuffer buffer{};
};

struct Call {
  std::uint32_t client = 0;    ///< as given out by HGCM_CONNECT
  std::uint32_t function = 0;  ///< SHFL function number
  std::vector<Parameter> parameters{};
};

/// What hgcm needs of a service; the shared folders are the only real one, tests have others.
/// Statuses are VirtualBox's (0 = done, negative = error, see status.h).
class Service {
 public:
  virtual ~Service() = default;
  virtual std::int32_t connect(std::uint32_t client) = 0;
  /// Closes everything that the client holds.
  virtual void disconnect(std::uint32_t client) = 0;
  /// Answers one call; outputs go into the parameters. Never throws for what a guest can cause.
  virtual std::int32_t call(Call& call) = 0;
  /// The device was reset or the guest is gone: closes everything of every client.
  virtual void reset() = 0;
};

}  // namespace sharebench::vboxsf
