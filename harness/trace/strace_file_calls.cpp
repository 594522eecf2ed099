// Calls that open, close, copy and use descriptors.
#include "harness/trace/strace_calls.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace sharebench::trace {

void close_descriptor(const Call& call, int number) {
  const auto found = call.process.descriptors->find(number);
  if (found == call.process.descriptors->end()) return;
  std::shared_ptr<OpenFile> file = std::move(found->second.file);
  call.process.descriptors->erase(found);
  call.recording.release(call.process, call.event, std::move(file), true);
}

namespace {

std::uint32_t open_flags(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::uint32_t>, 9> kFlags = {
      {{"O_CREAT", OpenFlag::kCreate},
       {"O_EXCL", OpenFlag::kExclusive},
       {"O_TRUNC", OpenFlag::kEmpty},
       {"O_APPEND", OpenFlag::kAppend},
       {"O_DIRECTORY", OpenFlag::kFolder},
       {"O_NOFOLLOW", OpenFlag::kNoFollow},
       {"O_SYNC", OpenFlag::kSynced},
       {"O_DSYNC", OpenFlag::kSynced},
       {"O_PATH", OpenFlag::kPathOnly}}};
  std::uint32_t flags = has_flag(text, "O_WRONLY") ? 0 : std::uint32_t{OpenFlag::kForRead};
  if (has_flag(text, "O_WRONLY") || has_flag(text, "O_RDWR")) flags |= OpenFlag::kForWrite;
  for (const auto& [name, flag] : kFlags) {
    if (has_flag(text, name)) flags |= flag;
  }
  return flags;
}

void keep_descriptor(const Call& call, std::shared_ptr<OpenFile> file, bool close_on_exec) {
  (*call.process.descriptors)[static_cast<int>(call.event.result)] = {std::move(file),
                                                                      close_on_exec};
}

void open_file(const Call& call, const Places& places, std::string_view flag_text,
               std::uint32_t flags) {
  const bool close_on_exec = has_flag(flag_text, "O_CLOEXEC");
  const auto where = find(call, places);
  if (!where) {
    const std::string path =
        call.recording.absolute(call.process, at(call, places.folder), at(call, places.path));
    if (!path.empty() && call.worked() && call.recording.leads_to_root(path)) {
      keep_descriptor(call, std::make_shared<OpenFile>(OpenFile{OpenFile::kOutside, path, 0}),
                      close_on_exec);
    }
    return;
  }
  const bool unnamed = has_flag(flag_text, "O_TMPFILE");
  if (unnamed) return call.recording.lose("files without a name");
  // Opens nothing on a share: the name is looked up, and what it is.
  const bool looked_up = (flags & OpenFlag::kPathOnly) != 0 && (flags & OpenFlag::kNoFollow) != 0;
  if (looked_up) return record_path(call, places, Op::kStatLink);
  TraceRecord opened{.op = Op::kOpen, .file = where->file, .path = where->path, .flags = flags};
  opened.size = static_cast<std::uint64_t>(number_of(at(call, places.flags + 1))) & 07777;
  if (!call.worked()) {
    record(call, opened);
    return;
  }
  opened.result = call.recording.next_file();
  record(call, opened);
  keep_descriptor(call,
                  std::make_shared<OpenFile>(
                      OpenFile{static_cast<std::uint32_t>(opened.result), where->absolute, 0}),
                  close_on_exec);
}

void on_open(const Call& call, const Places& places) {
  const std::string_view flags = at(call, places.flags);
  open_file(call, places, flags, open_flags(flags));
}

void on_creat(const Call& call, const Places& places) {
  open_file(call, places, "",
            OpenFlag::kCreate | OpenFlag::kEmpty | std::uint32_t{OpenFlag::kForWrite});
}

void on_close(const Call& call, const Places&) {
  if (call.worked()) close_descriptor(call, static_cast<int>(number_of(call.arg(0))));
}

void on_close_range(const Call& call, const Places&) {
  if (!call.worked()) return;
  const std::int64_t low = number_of(call.arg(0)), high = number_of(call.arg(1));
  const bool mark = has_flag(call.arg(2), "CLOSE_RANGE_CLOEXEC");
  std::vector<int> numbers;
  for (auto& [number, descriptor] : *call.process.descriptors) {
    if (number < low || number > high) continue;
    if (mark) descriptor.close_on_exec = true;
    numbers.push_back(number);
  }
  for (const int number : numbers) {
    if (!mark) close_descriptor(call, number);
  }
}

void duplicate(const Call& call, bool close_on_exec) {
  if (!call.worked()) return;
  const auto from = static_cast<int>(number_of(call.arg(0)));
  const auto to = static_cast<int>(call.event.result);
  if (from == to) return;
  close_descriptor(call, to);
  const auto found = call.process.descriptors->find(from);
  if (found == call.process.descriptors->end()) return;
  (*call.process.descriptors)[to] = {found->second.file, close_on_exec};
}

void on_dup(const Call& call, const Places&) {
  duplicate(call, false);
}

void on_dup3(const Call& call, const Places&) {
  duplicate(call, has_flag(call.arg(2), "O_CLOEXEC"));
}

void on_fcntl(const Call& call, const Places&) {
  const std::string_view command = call.arg(1);
  if (command == "F_DUPFD") return duplicate(call, false);
  if (command == "F_DUPFD_CLOEXEC") return duplicate(call, true);
  if (traced_file(call, call.arg(0)) == nullptr) return;
  if (command == "F_SETFD") {
    const auto found = call.process.descriptors->find(static_cast<int>(number_of(call.arg(0))));
    found->second.close_on_exec = has_flag(call.arg(2), "FD_CLOEXEC");
  } else if (command.find("LK") != std::string_view::npos) {
    call.recording.lose("locks");
  }
}

void on_pipe(const Call& call, const Places&) {
  if (!call.worked()) return;
  std::string_view ends = call.arg(0);
  if (ends.size() < 2 || ends.front() != '[') return;
  ends.remove_prefix(1);
  const std::size_t comma = ends.find(", ");
  if (comma == std::string_view::npos) return;
  const auto pipe = std::make_shared<OpenFile>();
  pipe->pipe = call.recording.new_pipe();
  const bool close_on_exec = has_flag(call.arg(1), "O_CLOEXEC");
  for (const std::string_view end : {ends.substr(0, comma), ends.substr(comma + 2)}) {
    (*call.process.descriptors)[static_cast<int>(number_of(end.substr(0, end.find(']'))))] = {
        pipe, close_on_exec};
  }
}

/// A buffer larger than this is not reserved for a read that returned less.
constexpr std::uint64_t kMostAskedFor = 8 * 1024 * 1024;

std::uint64_t asked_for(std::string_view argument, std::int64_t result) {
  const auto asked = static_cast<std::uint64_t>(number_of(argument));
  const auto got = static_cast<std::uint64_t>(result);
  return std::max(got, std::min(asked, kMostAskedFor));
}

/// `offset`: an argument that says where, or empty for the file's position.
void moved_bytes(const Call& call, std::string_view descriptor, bool reads, std::uint64_t size,
                 std::string_view offset) {
  if (!call.worked()) return;
  const auto any = call.recording.file(call.process, descriptor);
  if (any != nullptr && any->pipe != 0) {
    if (call.event.result > 0) call.recording.pipe(call.process, call.event, *any, !reads);
    return;
  }
  const auto file = traced_file(call, descriptor);
  if (file == nullptr) return;
  TraceRecord moved{.file = file->number, .size = size};
  moved.result = static_cast<std::uint64_t>(call.event.result);
  if (offset.empty()) {
    moved.op = reads ? Op::kRead : Op::kWrite;
  } else {
    moved.op = reads ? Op::kReadAt : Op::kWriteAt;
    moved.offset = static_cast<std::uint64_t>(number_of(offset));
  }
  if (!reads) moved.size = moved.result;
  record(call, moved);
}

void on_read(const Call& call, const Places& places) {
  moved_bytes(call, call.arg(0), true, asked_for(call.arg(2), call.event.result),
              at(call, places.flags));
}

void on_readv(const Call& call, const Places& places) {
  moved_bytes(call, call.arg(0), true, asked_for("", call.event.result), at(call, places.flags));
}

void on_write(const Call& call, const Places& places) {
  moved_bytes(call, call.arg(0), false, 0, at(call, places.flags));
}

/// "[12] => [40]" or "NULL".
std::string_view old_offset(std::string_view argument) {
  if (argument.empty() || argument.front() != '[') return {};
  argument.remove_prefix(1);
  return argument.substr(0, argument.find(']'));
}

void on_copy_file_range(const Call& call, const Places&) {
  moved_bytes(call, call.arg(0), true, asked_for("", call.event.result), old_offset(call.arg(1)));
  moved_bytes(call, call.arg(2), false, 0, old_offset(call.arg(3)));
}

void on_sendfile(const Call& call, const Places&) {
  moved_bytes(call, call.arg(1), true, asked_for("", call.event.result), old_offset(call.arg(2)));
  moved_bytes(call, call.arg(0), false, 0, {});
}

void on_lseek(const Call& call, const Places&) {
  if (!call.worked() || (call.arg(2) == "SEEK_CUR" && call.arg(1) == "0")) return;
  if (const auto file = traced_file(call, call.arg(0))) {
    TraceRecord sought{.op = Op::kSeek, .file = file->number};
    sought.offset = static_cast<std::uint64_t>(call.event.result);
    record(call, sought);
  }
}

void on_getdents(const Call& call, const Places&) {
  const auto file = traced_file(call, call.arg(0));
  if (file == nullptr || !call.worked()) return;
  const std::string& root = call.recording.root();
  call.recording.touched().listed(
      file->path.size() > root.size() ? file->path.substr(root == "/" ? 1 : root.size() + 1) : "");
  record_file(call, Op::kList);
}

void on_fsync(const Call& call, const Places&) {
  record_file(call, Op::kSync);
}
void on_fdatasync(const Call& call, const Places&) {
  record_file(call, Op::kSyncData);
}

void on_ftruncate(const Call& call, const Places&) {
  record_file(call, Op::kResize, 0, static_cast<std::uint64_t>(number_of(call.arg(1))));
}

void on_truncate(const Call& call, const Places& places) {
  record_path(call, places, Op::kResizePath, 0, static_cast<std::uint64_t>(number_of(call.arg(1))));
}

}  // namespace

CallTable file_calls() {
  return {
      {"open", {on_open, {-1, 0, 1}}},
      {"openat", {on_open, {0, 1, 2}}},
      {"openat2", {on_open, {0, 1, 2}}},
      {"creat", {on_creat, {-1, 0, 0}}},
      {"close", {on_close}},
      {"close_range", {on_close_range}},
      {"dup", {on_dup}},
      {"dup2", {on_dup}},
      {"dup3", {on_dup3}},
      {"fcntl", {on_fcntl}},
      {"pipe", {on_pipe}},
      {"pipe2", {on_pipe}},
      {"read", {on_read}},
      {"pread64", {on_read, {-1, -1, 3}}},
      {"readv", {on_readv}},
      {"preadv", {on_readv, {-1, -1, 3}}},
      {"preadv2", {on_readv, {-1, -1, 3}}},
      {"write", {on_write}},
      {"pwrite64", {on_write, {-1, -1, 3}}},
      {"writev", {on_write}},
      {"pwritev", {on_write, {-1, -1, 3}}},
      {"pwritev2", {on_write, {-1, -1, 3}}},
      {"copy_file_range", {on_copy_file_range}},
      {"sendfile", {on_sendfile}},
      {"lseek", {on_lseek}},
      {"getdents", {on_getdents}},
      {"getdents64", {on_getdents}},
      {"fsync", {on_fsync}},
      {"fdatasync", {on_fdatasync}},
      {"ftruncate", {on_ftruncate}},
      {"truncate", {on_truncate, {-1, 0, -1}}},
  };
}

}  // namespace sharebench::trace
