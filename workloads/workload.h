// What a workload is: prepare a seeded data set, run the timed part, verify every byte of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "workloads/support/latency.h"

namespace sharebench::workloads {

/// A check that failed, or an operation that did; the message is a sentence for a person and names
/// the file and the value.
class WorkloadError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Parameters by name, all of them text as on the command line ("500", "4KiB").
using Params = std::map<std::string, std::string>;

/// What the timed part did.
struct Tally {
  std::uint64_t ops = 0;    ///< in the unit of the workload's row in list.def
  std::uint64_t bytes = 0;  ///< payload read or written
  /// Time spent inside run() on what a real program would not do (checking what was read, making
  /// the next block to write); subtracted from the elapsed time.
  std::uint64_t off_clock_ns = 0;
  std::map<std::string, LatencyHistogram> latencies;  ///< per operation kind: "create", "stat", ...
};

/// Where a workload works and with what.
struct Context {
  std::filesystem::path dir;   ///< an empty folder of its own inside the marked area
  std::uint64_t seed = 1;      ///< decides every name and byte
  Params params;               ///< every parameter of the row, defaults filled in
  unsigned sample_index = 0;   ///< counts the samples of this prepared workload
  unsigned latency_every = 1;  ///< the latency of one operation in this many is taken
  /// Contents of files of the user's machine that were handed over, by the value of the parameter
  /// that names them; a file that is not here is read from the file system.
  std::map<std::string, std::shared_ptr<const std::string>> files{};
};

/// One workload. Objects live from prepare() to cleanup(); run() and verify() may be called many
/// times in between, each run followed by a verify. Only run() is timed.
class Workload {
 public:
  virtual ~Workload() = default;

  /// Makes the data set that run() needs in `context.dir`. Throws WorkloadError.
  virtual void prepare(const Context& context) = 0;

  /// The timed part. Does no checking that a real program would not do; keeps what verify() needs.
  virtual Tally run(const Context& context) = 0;

  /// Throws WorkloadError when a single byte, name, size or count is not as it must be; then puts
  /// the folder back into the state that run() needs.
  virtual void verify(const Context& context) = 0;
};

/// A parameter of a workload.
struct ParamRow {
  std::string name, default_value, help;
  bool file = false;  ///< names a file of the user's machine, and must be given
};

/// A workload's row in list.def.
struct WorkloadRow {
  std::string name;
  std::string unit;        ///< what Tally::ops counts, singular: "file"
  bool cold = false;       ///< caches are emptied before every sample
  std::string summary;     ///< one line
  std::string stands_for;  ///< the real program it stands for
  std::vector<ParamRow> params;
};

/// True when the workload cannot be run with its defaults: it needs a file of the user's.
bool needs_file(const WorkloadRow& row);

/// Every row of list.def, in its order.
const std::vector<WorkloadRow>& rows();

/// The workload of that name; throws WorkloadError when there is none.
std::unique_ptr<Workload> make_workload(const std::string& name);

}  // namespace sharebench::workloads
