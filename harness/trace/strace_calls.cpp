// Every system call that is followed, a row each.
#include "harness/trace/strace_calls.h"

namespace sharebench::trace {

std::string_view at(const Call& call, int place) {
  return place < 0 ? std::string_view() : call.arg(static_cast<std::size_t>(place));
}

std::optional<Where> find(const Call& call, const Places& places) {
  return call.recording.find(call.process, at(call, places.folder), at(call, places.path));
}

std::shared_ptr<OpenFile> traced_file(const Call& call, std::string_view descriptor) {
  auto file = call.recording.file(call.process, descriptor);
  const bool traced = file != nullptr && file->pipe == 0 && file->number != OpenFile::kOutside;
  return traced ? file : nullptr;
}

bool record(const Call& call, TraceRecord record) {
  return call.recording.record(call.process, call.event, record);
}

void record_path(const Call& call, const Places& places, Op op, std::uint32_t flags,
                 std::uint64_t size) {
  if (const auto where = find(call, places)) {
    record(call,
           {.op = op, .file = where->file, .path = where->path, .flags = flags, .size = size});
  }
}

void record_file(const Call& call, Op op, std::uint32_t flags, std::uint64_t size) {
  if (!call.worked()) return;
  if (const auto file = traced_file(call, call.arg(0))) {
    record(call, {.op = op, .file = file->number, .flags = flags, .size = size});
  }
}

namespace {

const CallTable& rows() {
  static const CallTable kRows = [] {
    CallTable all = file_calls();
    all.merge(path_calls());
    all.merge(process_calls());
    return all;
  }();
  return kRows;
}

}  // namespace

void follow_call(Recording& recording, Process& process, const StraceEvent& event) {
  const auto row = rows().find(event.name);
  if (row != rows().end()) row->second.handler({recording, process, event}, row->second.places);
}

std::vector<std::string> followed_calls() {
  std::vector<std::string> names;
  for (const auto& [name, row] : rows()) names.push_back(name);
  return names;
}

}  // namespace sharebench::trace
