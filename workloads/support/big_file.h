// One big seeded file, written and read in blocks: what the sequential and random workloads share.
#pragma once

#include <cstdint>
#include <string>

#include "workloads/workload.h"

namespace sharebench::workloads {

/// Sizes of the file and of one block, from the parameters `size` and `block`.
struct BlockShape {
  std::uint64_t size = 0;
  std::uint64_t block = 0;

  std::uint64_t blocks() const { return (size + block - 1) / block; }
  std::uint64_t bytes_of(std::uint64_t offset) const {
    return size - offset < block ? size - offset : block;
  }
};

/// Throws ParamError; `block` must be a multiple of 8, as payloads are checked in words.
BlockShape block_shape(const Params& params);

/// Writes the file whose bytes are Payload(seed). Throws WorkloadError.
void write_big_file(const std::string& path, const BlockShape& shape, std::uint64_t seed);

/// Reads it back and checks length and every byte. Throws WorkloadError.
void check_big_file(const std::string& path, const BlockShape& shape, std::uint64_t seed);

}  // namespace sharebench::workloads
