// What the files strace_*_calls.cpp share: a call with the process that made it, and the few ways
// to record one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "harness/trace/recording.h"

namespace sharebench::trace {

using workloads::OpenFlag;

/// A call on its way through the table.
struct Call {
  Recording& recording;
  Process& process;
  const StraceEvent& event;

  /// As StraceEvent::arg().
  std::string_view arg(std::size_t at) const { return event.arg(at); }
  /// It returned, and did not fail.
  bool worked() const { return event.error.empty() && event.has_result; }
};

/// Which arguments mean what; -1: there is none.
struct Places {
  int folder = -1, path = -1, flags = -1;
};

using Handler = void (*)(const Call&, const Places&);

struct CallRow {
  Handler handler;
  Places places{};
};

/// The argument at that place; empty for place -1.
std::string_view at(const Call& call, int place);

/// Where the call's path leads; nothing when that is not below the root.
std::optional<Where> find(const Call& call, const Places& places);

/// The file of a descriptor when it is one of the trace; else null.
std::shared_ptr<OpenFile> traced_file(const Call& call, std::string_view descriptor);

/// As Recording::record().
bool record(const Call& call, TraceRecord record);

/// Records an operation on a path, when it is below the root.
void record_path(const Call& call, const Places& places, Op op, std::uint32_t flags = 0,
                 std::uint64_t size = 0);

/// Records an operation that worked on the first argument, when that is a file of the trace.
void record_file(const Call& call, Op op, std::uint32_t flags = 0, std::uint64_t size = 0);

/// Takes a descriptor out of the table; records what its closing does.
void close_descriptor(const Call& call, int number);

using CallTable = std::map<std::string, CallRow, std::less<>>;

/// Rows of calls that open, close, copy and use descriptors.
CallTable file_calls();
/// Rows of calls that name a file.
CallTable path_calls();
/// Rows of calls that change what a process is, and of those that are left out.
CallTable process_calls();

}  // namespace sharebench::trace
