// A trace of any content: a whole file, or records that are packed and summed up here, since no
// fuzzer guesses a checksum.
#include <cstddef>
#include <cstdint>
#include <string>

#include "workloads/support/replay_plan.h"
#include "workloads/support/trace_reader.h"
#include "workloads/workload.h"

namespace {

using namespace sharebench::workloads;

std::string number(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 255);
  return out;
}

std::string chunk(std::size_t unpacked, const std::string& packed) {
  return number(unpacked, 4) + number(packed.size(), 4) + number(crc32_of(packed), 4) + packed;
}

/// RFC 1951 section 3.2.4: one block that is stored as it is.
std::string stored(const std::string& bytes) {
  return '\1' + number(bytes.size(), 2) + number(~bytes.size() & 0xFFFF, 2) + bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 60000) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data + 2), size - 2);
  const bool records = data[0] != 'S';
  std::string file(reinterpret_cast<const char*>(data), size);
  if (records) {
    // How many records there are is not known here: the first two bytes of the input say it.
    const unsigned count = data[0] + 256U * data[1];
    file =
        std::string(kTraceMagic) + chunk(bytes.size(), stored(bytes)) + chunk(0, number(count, 8));
  }
  try {
    make_plan(read_trace(file, "t"), "t");
  } catch (const WorkloadError&) {
    return 0;
  }
  return 0;
}
