// Calls that change what a process is, and those that are left out.
#include "harness/trace/strace_calls.h"

#include <cstdlib>
#include <utility>
#include <vector>

namespace sharebench::trace {

namespace {

/// The old folder is left after the new one was entered.
void enter(const Call& call, const std::string& path, std::shared_ptr<OpenFile> file) {
  std::shared_ptr<OpenFile> old = std::move(call.process.folder->file);
  call.process.folder->file = std::move(file);
  call.process.folder->path = path;
  call.recording.release(call.process, call.event, std::move(old), false);
}

void on_chdir(const Call& call, const Places& places) {
  const auto where = find(call, places);
  if (!call.worked()) {
    if (where) record_path(call, places, Op::kStat);
    return;
  }
  if (!where) {
    return enter(call, call.recording.absolute(call.process, "", call.arg(0)), nullptr);
  }
  TraceRecord entered{.op = Op::kEnter, .file = where->file, .path = where->path};
  entered.result = call.recording.next_file();
  record(call, entered);
  enter(call, where->absolute,
        std::make_shared<OpenFile>(
            OpenFile{static_cast<std::uint32_t>(entered.result), where->absolute, 0}));
}

void on_fchdir(const Call& call, const Places&) {
  if (!call.worked()) return;
  const auto file = call.recording.file(call.process, call.arg(0));
  if (file == nullptr || file->pipe != 0) return enter(call, "", nullptr);
  enter(call, file->path, file->number == OpenFile::kOutside ? nullptr : file);
}

/// The kernel opens the program and reads its head; the rest comes by page faults, which are lost.
void on_exec(const Call& call, const Places& places) {
  const auto where = find(call, places);
  if (!call.worked()) {
    if (where) record_path(call, places, Op::kStat);
    return;
  }
  if (where) {
    call.recording.lose("page faults of programs below the root");
    TraceRecord opened{.op = Op::kOpen, .file = where->file, .path = where->path};
    opened.flags = OpenFlag::kForRead;
    opened.result = call.recording.next_file();
    record(call, opened);
    record(call, {.op = Op::kClose, .file = static_cast<std::uint32_t>(opened.result)});
  }
  // The new program has descriptors of its own.
  call.process.descriptors = std::make_shared<Descriptors>(*call.process.descriptors);
  std::vector<int> closed;
  for (const auto& [number, descriptor] : *call.process.descriptors) {
    if (descriptor.close_on_exec) closed.push_back(number);
  }
  for (const int number : closed) close_descriptor(call, number);
}

void on_wait4(const Call& call, const Places&) {
  if (call.worked() && call.event.result > 0) {
    call.recording.wait(call.process, call.event, static_cast<int>(call.event.result));
  }
}

void on_waitid(const Call& call, const Places&) {
  constexpr std::string_view kPid = "si_pid=";
  const std::size_t found = call.event.text.find(kPid);
  if (!call.worked() || found == std::string::npos) return;
  call.recording.wait(call.process, call.event,
                      std::atoi(call.event.text.c_str() + found + kPid.size()));
}

/// For the clock or what is not in the trace; else a record follows of the child or the pipe, from
/// which on time counts.
void on_waiting(const Call& call, const Places&) {
  call.recording.timed_wait(call.process, call.event);
}

/// A wait for the number of a thread, at the place that the kernel clears when it ends, is
/// pthread_join().
void on_futex(const Call& call, const Places&) {
  const auto has = [&](std::string_view operation) {
    return call.arg(1).substr(0, operation.size()) == operation;  // _PRIVATE, _BITSET
  };
  if (has("FUTEX_WAKE")) {
    if (call.worked() && call.event.result > 0) {
      call.recording.wake(call.process, call.event, true);
    }
    return;
  }
  if (!has("FUTEX_WAIT")) return;
  if (call.event.error == "ETIMEDOUT") return call.recording.timed_wait(call.process, call.event);
  const auto thread = static_cast<int>(number_of(call.arg(2)));
  if (thread > 2 && call.recording.seen(thread)) {
    return call.recording.wait(call.process, call.event, thread);
  }
  if (call.worked()) return call.recording.wake(call.process, call.event, false);
  add_time(call.process.gap.dropped_ns, call.event.end_ns - call.event.start_ns);
}

void on_mmap(const Call& call, const Places&) {
  const auto file = call.worked() ? traced_file(call, call.arg(4)) : nullptr;
  if (file == nullptr) return;
  call.recording.lose("page faults of mapped files");
  TraceRecord mapped{.op = Op::kMap, .file = file->number};
  mapped.size = static_cast<std::uint64_t>(number_of(call.arg(1)));
  mapped.offset = static_cast<std::uint64_t>(number_of(call.arg(5)));
  record(call, mapped);
}

/// Known, and left out: only counted when it is about something below the root.
void on_lost_path(const Call& call, const Places& places) {
  if (find(call, places)) call.recording.lose(call.event.name);
}

void on_lost_file(const Call& call, const Places&) {
  if (traced_file(call, call.arg(0)) != nullptr) call.recording.lose(call.event.name);
}

void on_lost(const Call& call, const Places&) {
  call.recording.lose(call.event.name);
}

void on_exit_group(const Call& call, const Places&) {
  call.recording.end_threads(call.process);
}

/// Only the count of it matters, or what it does to the think time.
void on_other(const Call&, const Places&) {}

}  // namespace

CallTable process_calls() {
  return {
      {"chdir", {on_chdir, {-1, 0, -1}}},
      {"fchdir", {on_fchdir}},
      {"execve", {on_exec, {-1, 0, -1}}},
      {"execveat", {on_exec, {0, 1, 4}}},
      {"wait4", {on_wait4}},
      {"waitid", {on_waitid}},
      {"mmap", {on_mmap}},
      {"futex", {on_futex}},
      {"poll", {on_waiting}},
      {"ppoll", {on_waiting}},
      {"select", {on_waiting}},
      {"pselect6", {on_waiting}},
      {"epoll_wait", {on_waiting}},
      {"epoll_pwait", {on_waiting}},
      {"nanosleep", {on_waiting}},
      {"clock_nanosleep", {on_waiting}},
      {"clone", {on_other}},
      {"clone3", {on_other}},
      {"fork", {on_other}},
      {"vfork", {on_other}},
      {"exit_group", {on_exit_group}},
      {"statfs", {on_lost_path, {-1, 0, -1}}},
      {"fstatfs", {on_lost_file}},
      {"fallocate", {on_lost_file}},
      {"sync_file_range", {on_lost_file}},
      {"syncfs", {on_lost_file}},
      {"splice", {on_lost_file}},
      {"flock", {on_lost_file}},
      {"mknod", {on_lost_path, {-1, 0, -1}}},
      {"mknodat", {on_lost_path, {0, 1, -1}}},
      {"getxattr", {on_lost_path, {-1, 0, -1}}},
      {"lgetxattr", {on_lost_path, {-1, 0, -1}}},
      {"fgetxattr", {on_lost_file}},
      {"setxattr", {on_lost_path, {-1, 0, -1}}},
      {"lsetxattr", {on_lost_path, {-1, 0, -1}}},
      {"fsetxattr", {on_lost_file}},
      {"listxattr", {on_lost_path, {-1, 0, -1}}},
      {"llistxattr", {on_lost_path, {-1, 0, -1}}},
      {"inotify_add_watch", {on_lost_path, {-1, 1, -1}}},
      {"io_uring_setup", {on_lost}},
      {"io_setup", {on_lost}},
  };
}

}  // namespace sharebench::trace
