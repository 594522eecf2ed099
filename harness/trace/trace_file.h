// Writes trace files (workloads/support/trace_format.h) as a stream, and refuses damaged ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "workloads/support/trace_format.h"

namespace sharebench::trace {

using workloads::Op;
using workloads::TraceRecord;

/// Appends records; holds one chunk (1 MiB) and the distinct paths in memory, whatever the number
/// of operations.
class TraceWriter {
 public:
  /// What a name is to be called in the file.
  using Rename = std::function<std::string(const std::string&)>;

  /// The file appears under `file` when finish() is called; until then it has `.part` at its end.
  /// Throws EnvironmentError.
  TraceWriter(const std::filesystem::path& file, Rename rename);
  ~TraceWriter();
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;

  /// The number of the path with these parts, told to the file when it is new; 0 for none.
  std::uint32_t path(const std::vector<std::string_view>& parts);

  void note(const std::string& key, const std::string& value);
  void add(const TraceRecord& record) { put(record, {}); }

  /// Ends the file and gives it its name. Returns its size in bytes. Throws EnvironmentError.
  std::uint64_t finish();

 private:
  void put(const TraceRecord& record, std::string_view text);
  void flush_chunk();
  void write_chunk(std::size_t unpacked, const std::string& packed);
  std::uint32_t name(std::string_view name);

  std::filesystem::path file_, part_;
  std::ofstream stream_;
  Rename rename_;
  workloads::TraceState state_{};
  std::string chunk_{};
  std::uint64_t records_ = 0;
  std::unordered_map<std::string, std::uint32_t> names_{};
  std::unordered_map<std::uint64_t, std::uint32_t> paths_{};  ///< by parent and name
  std::uint32_t next_path_ = 1;
};

/// Throws DataError that names the file and the offset when it is no whole trace of this version.
void check_trace_file(const std::filesystem::path& file);

}  // namespace sharebench::trace
