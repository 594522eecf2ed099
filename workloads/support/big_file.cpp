// Writes and checks big files outside the timed parts.
#include "workloads/support/big_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "workloads/support/io.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {

BlockShape block_shape(const Params& params) {
  BlockShape shape;
  shape.size = size_param(params, "size", 1, std::uint64_t{1} << 40);
  shape.block = size_param(params, "block", 8, std::uint64_t{256} << 20);
  if (shape.block % 8 != 0) {
    throw ParamError(fmt::format("parameter block={} is not a multiple of 8", shape.block));
  }
  return shape;
}

void write_big_file(const std::string& path, const BlockShape& shape, std::uint64_t seed) {
  const Payload payload(seed);
  std::string buffer(shape.block, '\0');
  File file(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC);
  for (std::uint64_t offset = 0; offset < shape.size; offset += shape.block) {
    throw_if_stopped();
    const std::span<char> block(buffer.data(), shape.bytes_of(offset));
    payload.fill(offset, block);
    write_fully(file.fd(), path.c_str(), block);
  }
  if (::fsync(file.fd()) != 0) fail_errno("sync", path.c_str());
  file.close(path.c_str());
}

void check_big_file(const std::string& path, const BlockShape& shape, std::uint64_t seed) {
  const Payload payload(seed);
  std::string buffer(shape.block, '\0');
  const File file(path.c_str(), O_RDONLY);
  struct stat found;
  if (::fstat(file.fd(), &found) != 0) fail_errno("stat", path.c_str());
  if (static_cast<std::uint64_t>(found.st_size) != shape.size) {
    throw WorkloadError(
        fmt::format("{}: {} bytes long, expected {}", path, found.st_size, shape.size));
  }
  for (std::uint64_t offset = 0; offset < shape.size; offset += shape.block) {
    throw_if_stopped();
    const std::span<char> block(buffer.data(), shape.bytes_of(offset));
    read_fully(file.fd(), path.c_str(), block);
    payload.check(offset, block, path);
  }
}

}  // namespace sharebench::workloads
