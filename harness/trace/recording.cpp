// Processes come and go, paths become numbers, gaps become think time.
#include "harness/trace/recording.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "harness/core/error.h"

namespace sharebench::trace {
namespace {

using workloads::Failure;

/// Failures that a replay can be held to; nothing for others.
std::optional<Failure> failure_of(const StraceEvent& event) {
  static const std::map<std::string_view, Failure> kFailures = {
      {"ENOENT", Failure::kNotFound},   {"EEXIST", Failure::kExists},
      {"ENOTDIR", Failure::kNotFolder}, {"ENOTEMPTY", Failure::kNotEmpty},
      {"EISDIR", Failure::kIsFolder},   {"ELOOP", Failure::kLoop}};
  if (event.error.empty()) return event.has_result ? std::optional(Failure::kNone) : std::nullopt;
  const auto found = kFailures.find(event.error);
  if (found != kFailures.end()) return found->second;
  const bool no_link = event.error == "EINVAL" && event.name.rfind("readlink", 0) == 0;
  return no_link ? std::optional(Failure::kInvalid) : std::nullopt;
}

bool forks(const std::string& name) {
  return name == "clone" || name == "clone3" || name == "fork" || name == "vfork";
}

/// The flags of clone(2), wherever strace writes them.
std::string_view flags_of(const StraceEvent& event) {
  return event.text;
}

std::string joined(const std::string& folder, std::string_view path) {
  return plain_path(folder + "/" + std::string(path));
}

}  // namespace

Recording::Recording(RecordingOptions options, TraceWriter& writer)
    : options_(std::move(options)), writer_(writer), root_file_(std::make_shared<OpenFile>()) {
  root_file_->number = 0;
  root_file_->path = options_.root;
}

void Recording::line(std::string_view line) {
  StraceEvent event;
  lines_.read(line, event);
  ++totals_.lines;
  if (!in_time(event)) event.kind = EventKind::kUnread;
  if (event.kind == EventKind::kUnread) ++totals_.unread;
  if (event.kind == EventKind::kNothing || event.kind == EventKind::kUnread) return;
  if (known(line, event) == nullptr) return;
  handle(event);
}

/// False for a time that is too far from the first one to be strace's.
bool Recording::in_time(const StraceEvent& event) const {
  if (first_ns_ == 0) return true;
  return event.start_ns >= first_ns_ - kLongestRecording_ns &&
         event.end_ns <= first_ns_ + kLongestRecording_ns;
}

void Recording::handle(const StraceEvent& event) {
  last_ns_ = std::max(last_ns_, event.end_ns);
  if (event.kind == EventKind::kExited) return exited(event.pid, event);
  Process& process = processes_[event.pid];
  if (event.kind == EventKind::kBegun) return begin(process, event);
  if (!process.sent_early) ++process.gap.calls;
  process.begun_ns = 0;
  sends_no_more(process, event.pid);
  ++totals_.calls[event.name];
  if (forks(event.name)) return fork(process, event);
  follow_call(*this, process, event);
  process.sent_early = false;
}

void Recording::begin(Process& process, const StraceEvent& event) {
  if (forks(event.name)) {
    begun_forks_[event.pid] = {event.start_ns, event.name, std::string(flags_of(event))};
  }
  if (event.name == "exit_group") end_threads(process);
  process.begun_ns = event.start_ns;
  process.sends_to = sends_to(process, event);
  if (process.sends_to != 0) sending_[process.sends_to] = event.pid;
}

/// The process of an event. A child may be heard of before its parent's clone has returned: it is
/// taken for the child of the only clone that is under way, else its lines wait for the return.
Process* Recording::known(std::string_view line, const StraceEvent& event) {
  const auto found = processes_.find(event.pid);
  if (found != processes_.end()) return &found->second;
  if (first_ns_ == 0) {
    first_ns_ = event.start_ns;
    Process first;
    first.folder->path = options_.folder;
    if (inside(options_.folder)) {
      // The command starts somewhere below the root: a folder that it did not open itself.
      first.folder->file = root_file_;
      first.last_end_ns = event.start_ns;
      totals_.threads = 1;
      Process& process = processes_.emplace(event.pid, std::move(first)).first->second;
      if (options_.folder == options_.root) return &process;
      StraceEvent enter;
      enter.has_result = true;
      enter.start_ns = enter.end_ns = event.start_ns;
      const auto where = find(process, "", "\"" + options_.folder + "\"");
      const std::uint32_t number = next_file();
      record(process, enter,
             {.op = Op::kEnter, .file = where->file, .path = where->path, .result = number});
      process.folder->file = std::make_shared<OpenFile>(OpenFile{number, options_.folder, 0});
      return &process;
    }
    first.last_end_ns = event.start_ns;
    totals_.threads = 1;
    return &processes_.emplace(event.pid, std::move(first)).first->second;
  }
  if (begun_forks_.size() == 1) {
    const auto [parent, begun] = *begun_forks_.begin();
    begun_forks_.clear();
    adopt(event.pid, processes_[parent], begun.start_ns, begun.flags);
    adopted_early_.insert(event.pid);
    return &processes_[event.pid];
  }
  early_[event.pid].emplace_back(line);
  return nullptr;
}

void Recording::adopt(int child, Process& parent, std::int64_t at_ns, std::string_view flags) {
  const std::uint32_t thread = totals_.threads++;
  add(parent, {.op = Op::kFork, .size = thread}, at_ns, 0, at_ns);
  Process process;
  process.thread = thread;
  process.last_end_ns = at_ns;
  process.descriptors = has_flag(flags, "CLONE_FILES")
                            ? parent.descriptors
                            : std::make_shared<Descriptors>(*parent.descriptors);
  process.folder =
      has_flag(flags, "CLONE_FS") ? parent.folder : std::make_shared<WorkingFolder>(*parent.folder);
  processes_.insert_or_assign(child, std::move(process));
  exited_.erase(child);
}

void Recording::fork(Process& parent, const StraceEvent& event) {
  begun_forks_.erase(event.pid);
  const auto child = static_cast<int>(event.result);
  if (child <= 0) return;
  const bool early = adopted_early_.erase(child) != 0;
  if (!early) adopt(child, parent, event.start_ns, flags_of(event));
  // It waited until the child ran another program, which is the child's time.
  const bool stood_still = event.name == "vfork" || has_flag(flags_of(event), "CLONE_VFORK");
  if (stood_still) parent.last_end_ns = std::max(parent.last_end_ns, event.end_ns);
  if (!early) handle_early(child);
}

/// What the child did before its parent's clone returned.
void Recording::handle_early(int child) {
  const auto early = early_.find(child);
  if (early == early_.end()) return;
  const std::vector<std::string> waiting = std::move(early->second);
  early_.erase(early);
  StraceLines again;
  for (const std::string& text : waiting) {
    StraceEvent late;
    again.read(text, late);
    if (late.kind == EventKind::kCall || late.kind == EventKind::kExited) handle(late);
  }
}

void Recording::exited(int pid, const StraceEvent& event) {
  Process& process = processes_[pid];
  begun_forks_.erase(pid);
  sends_no_more(process, pid);
  // A thread that was ended in a call waited there; one that another ended was not waited for.
  if (process.begun_ns > 0) add_time(process.gap.dropped_ns, event.end_ns - process.begun_ns);
  if (process.ended_by_other) {
    process.last_end_ns = std::max(process.last_end_ns, event.end_ns);
    process.gap = {};
  }
  StraceEvent end;
  end.has_result = true;
  end.start_ns = end.end_ns = event.end_ns;
  if (process.descriptors.use_count() == 1) {
    for (auto& [number, descriptor] : *process.descriptors) {
      release(process, end, std::move(descriptor.file), true);
    }
  }
  if (process.folder.use_count() == 1) {
    release(process, end, std::move(process.folder->file), false);
  }
  add(process, {.op = Op::kExit}, event.end_ns, 0, event.end_ns);
  exited_[pid] = {process.thread, event.end_ns};
  processes_.erase(pid);
}

void Recording::add(Process& process, TraceRecord record, std::int64_t start_ns,
                    std::int64_t after_ns, std::int64_t end_ns) {
  record.thread = process.thread;
  if (after_ns > process.last_end_ns) {
    process.gap.kept_ns = process.gap.dropped_ns = 0;  // it waited for that
  } else if (process.gap.kept_ns > 0) {
    const auto think = static_cast<std::uint64_t>(process.gap.kept_ns / workloads::kTraceTick_ns);
    writer_.add(
        {.op = Op::kReceive, .thread = process.thread, .think = think, .size = workloads::kNoPipe});
    add_time(process.gap.dropped_ns, std::exchange(process.gap.kept_ns, 0));
  }
  const std::int64_t gap_ns = start_ns - std::max(process.last_end_ns, after_ns);
  const std::int64_t think_ns =
      close_gap(process.gap, gap_ns, options_.overhead, options_.shares, totals_.think);
  record.think = static_cast<std::uint64_t>(think_ns / workloads::kTraceTick_ns);
  writer_.add(record);
  process.last_end_ns = std::max(process.last_end_ns, end_ns);
  const bool is_last = record.op != Op::kWait && end_ns >= last_step_.end_ns;
  if (is_last) last_step_ = {process.thread, end_ns};
  if (record.op <= Op::kReceive) return;
  ++totals_.operations;
  add_time(totals_.think.files_ns, end_ns - start_ns - options_.overhead.inside_ns);
}

bool Recording::record(Process& process, const StraceEvent& event, TraceRecord record) {
  const std::optional<Failure> failure = failure_of(event);
  if (!failure) {
    lose(fmt::format("{} that failed with {}", event.name,
                     event.error.empty() ? "a signal" : std::string(event.error)));
    return false;
  }
  record.failure = *failure;
  if (record.failure != Failure::kNone) record.result = 0;
  add(process, record, event.start_ns, 0, event.end_ns);
  return true;
}

void Recording::release(Process& process, const StraceEvent& event, std::shared_ptr<OpenFile> file,
                        bool flushes) {
  if (file == nullptr || file->pipe != 0 || file->number == OpenFile::kOutside ||
      file->number == 0) {
    return;
  }
  const bool last = file.use_count() == 1;
  if (!last && !flushes) return;
  StraceEvent closed;
  closed.has_result = true;
  closed.start_ns = event.start_ns;
  closed.end_ns = event.end_ns;
  record(process, closed, {.op = last ? Op::kClose : Op::kFlush, .file = file->number});
}

bool Recording::inside(const std::string& absolute) const {
  const std::string& root = options_.root;
  return root == "/" || absolute == root ||
         (absolute.size() > root.size() && absolute[root.size()] == '/' &&
          absolute.compare(0, root.size(), root) == 0);
}

bool Recording::leads_to_root(const std::string& absolute) const {
  return absolute == "/" ||
         (options_.root.size() > absolute.size() && options_.root[absolute.size()] == '/' &&
          options_.root.compare(0, absolute.size(), absolute) == 0);
}

std::shared_ptr<OpenFile> Recording::file(const Process& process,
                                          std::string_view descriptor) const {
  if (descriptor.empty() || descriptor.front() < '0' || descriptor.front() > '9') return nullptr;
  const auto found = process.descriptors->find(static_cast<int>(number_of(descriptor)));
  return found == process.descriptors->end() ? nullptr : found->second.file;
}

std::string Recording::absolute(const Process& process, std::string_view folder,
                                std::string_view path) const {
  const std::string text = unquoted(path);
  if (text.empty()) return {};
  std::string base;
  if (text.front() != '/') {
    if (folder.empty() || folder == "AT_FDCWD") {
      base = process.folder->path;
    } else if (const auto open = file(process, folder)) {
      base = open->path;
    }
    if (base.empty()) return {};
  }
  std::string out = joined(base, text);
  for (const std::string& name : options_.root_names) {
    const bool below = out.compare(0, name.size(), name) == 0 &&
                       (out.size() == name.size() || out[name.size()] == '/');
    if (below) return options_.root + out.substr(name.size());
  }
  return out;
}

std::optional<Where> Recording::find(const Process& process, std::string_view folder,
                                     std::string_view path) {
  Where where;
  where.absolute = absolute(process, folder, path);
  if (where.absolute.empty() || !inside(where.absolute)) return std::nullopt;
  const std::size_t root_size = options_.root == "/" ? 0 : options_.root.size();
  where.below = where.absolute.substr(std::min(root_size + 1, where.absolute.size()));
  touched_.path(where.below);
  const std::string text = unquoted(path);
  std::shared_ptr<OpenFile> base;
  if (text.front() != '/') {
    base = folder.empty() || folder == "AT_FDCWD" ? process.folder->file : file(process, folder);
  }
  if (base == nullptr || base->number == OpenFile::kOutside) {
    where.path = writer_.path(parts_of(where.below));
    return where;
  }
  // From the folder that the program named, as long as the path does not climb above the root.
  const std::string from = base->path.substr(std::min(root_size, base->path.size()));
  auto depth = static_cast<std::ptrdiff_t>(parts_of(from).size());
  const std::vector<std::string_view> parts = parts_of(text);
  bool climbs = false;
  for (const std::string_view part : parts) {
    depth += part == ".." ? -1 : 1;
    climbs = climbs || depth < 0;
  }
  where.file = climbs ? 0 : base->number;
  where.path = writer_.path(climbs ? parts_of(where.below) : parts);
  return where;
}

void Recording::renamed(const std::string& from, const std::string& to) {
  const auto move = [&](std::string& path) {
    const bool below = path.compare(0, from.size(), from) == 0 &&
                       (path.size() == from.size() || path[from.size()] == '/');
    if (below) path = to + path.substr(from.size());
  };
  for (auto& [pid, process] : processes_) {
    move(process.folder->path);
    if (process.folder->file) move(process.folder->file->path);
    for (auto& [number, descriptor] : *process.descriptors) move(descriptor.file->path);
  }
}

std::vector<std::string_view> Recording::target_parts(const std::string& below,
                                                      const std::string& target) {
  kept_parts_.clear();
  if (!target.empty() && target.front() == '/' && inside(plain_path(target))) {
    const std::string plain = plain_path(target);
    const std::size_t depth = parts_of(below).size() - 1;
    for (std::size_t i = 0; i < depth; ++i) kept_parts_.emplace_back("..");
    for (const std::string_view part : parts_of(std::string_view(plain).substr(root().size()))) {
      kept_parts_.emplace_back(part);
    }
  } else {
    for (const std::string_view part : parts_of(target)) kept_parts_.emplace_back(part);
  }
  return {kept_parts_.begin(), kept_parts_.end()};
}

void Recording::write_tree(const Snapshot& part, Op op) {
  for (const auto& [path, entry] : part) {
    TraceRecord record{.op = op, .path = writer_.path(parts_of(path)), .flags = entry.mode};
    record.size = entry.size;
    record.offset = static_cast<std::uint64_t>(entry.kind);
    if (entry.kind == Entry::kLink) record.path2 = writer_.path(target_parts(path, entry.target));
    writer_.add(record);
  }
}

RecordingTotals Recording::finish(const Snapshot& before, const Snapshot& after) {
  if (totals_.threads == 0) {
    throw DataError("strace recorded nothing",
                    "is this what strace -f -ttt -T -o FILE wrote? see docs/record.md");
  }
  std::vector<int> left;
  for (const auto& [pid, process] : processes_) left.push_back(pid);
  std::sort(left.begin(), left.end());
  for (const int pid : left) {
    StraceEvent end;
    end.end_ns = last_ns_;
    exited(pid, end);
    lose("end of a process");
  }
  if (totals_.unread * 1000 > totals_.lines) {
    throw DataError(fmt::format("{} of {} lines are not strace's", totals_.unread, totals_.lines),
                    "record with the options of docs/record.md; tried with strace 6.1");
  }
  if (totals_.unread > 0) totals_.lost["lines that could not be read"] += totals_.unread;
  write_tree(touched_.part_of(before), Op::kInitial);
  write_tree(touched_.part_of(after), Op::kFinal);
  totals_.wall_ns = last_ns_ - first_ns_;
  return totals_;
}

}  // namespace sharebench::trace
