// The state of a recording while its calls go by: processes, what they have open, where they are;
// and the records that become of them. What each system call does is in strace_calls.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "harness/trace/process_table.h"
#include "harness/trace/strace_line.h"
#include "harness/trace/think_time.h"
#include "harness/trace/trace_file.h"
#include "harness/trace/tree_snapshot.h"

namespace sharebench::trace {

struct RecordingOptions {
  std::string root{};                     ///< absolute; only what is below it is kept
  std::vector<std::string> root_names{};  ///< other absolute names of the root
  std::string folder{};                   ///< where the command was started; absolute
  Overhead overhead{};
  ThinkShares shares{};
};

/// What was seen.
struct RecordingTotals {
  std::uint64_t operations = 0;  ///< on files, as recorded
  std::uint32_t threads = 0;
  std::uint64_t lines = 0, unread = 0;
  std::int64_t wall_ns = 0;                      ///< from the first call to the last exit
  ThinkTime think{};                             ///< before the shares were taken
  std::map<std::string, std::uint64_t> calls{};  ///< every traced call by name
  std::map<std::string, std::uint64_t> lost{};   ///< what was left out and why
};

/// Where a path leads: it is below the root.
struct Where {
  std::uint32_t file = 0, path = 0;  ///< as in a record
  std::string below{};               ///< the path below the root; empty for the root itself
  std::string absolute{};
};

class Recording {
 public:
  /// `writer` must outlive this.
  Recording(RecordingOptions options, TraceWriter& writer);

  /// The next line of strace, without its newline.
  void line(std::string_view line);

  /// Ends what still runs, writes both trees, and says what was seen. Throws DataError when there
  /// was nothing, or more than a thousandth of the lines could not be read.
  RecordingTotals finish(const Snapshot& before, const Snapshot& after);

  // For the calls.

  /// Where `path`, as quoted by strace, leads from the folder descriptor `folder` ("AT_FDCWD", ""
  /// or a number); nothing when it is not below the root.
  std::optional<Where> find(const Process& process, std::string_view folder, std::string_view path);

  /// The absolute path of the same, or empty.
  std::string absolute(const Process& process, std::string_view folder,
                       std::string_view path) const;

  /// The open file of this descriptor; null when it is none of ours.
  std::shared_ptr<OpenFile> file(const Process& process, std::string_view descriptor) const;

  /// Records what `event` did. `record` lacks thread, think time and failure. False when the event
  /// failed in a way that is not replayed.
  bool record(Process& process, const StraceEvent& event, TraceRecord record);

  /// The number of the next file that is opened; call it once for each.
  std::uint32_t next_file() { return next_file_++; }

  /// Gives a descriptor back; records a flush, or a close when nobody else has the file open.
  void release(Process& process, const StraceEvent& event, std::shared_ptr<OpenFile> file,
               bool flushes);

  void fork(Process& parent, const StraceEvent& event);
  void wait(Process& process, const StraceEvent& event, int child);
  /// A wait for the clock, or for what is not in the trace.
  void timed_wait(Process& process, const StraceEvent& event);
  /// One thread wakes others that wait at an address of their memory, or was woken so.
  void wake(Process& process, const StraceEvent& event, bool wakes);
  /// True for a process or thread that was seen.
  bool seen(int pid) const { return processes_.count(pid) != 0 || exited_.count(pid) != 0; }
  void pipe(Process& process, const StraceEvent& event, const OpenFile& pipe, bool sends);
  /// All threads of the process end, whatever they do.
  void end_threads(const Process& process);
  void renamed(const std::string& from, const std::string& to);

  /// The target of a link at `where`, as a path from the link's folder.
  std::vector<std::string_view> target_parts(const std::string& below, const std::string& target);

  void lose(const std::string& what) { ++totals_.lost[what]; }
  bool inside(const std::string& absolute) const;
  bool leads_to_root(const std::string& absolute) const;
  const std::string& root() const { return options_.root; }
  TraceWriter& writer() { return writer_; }
  Touched& touched() { return touched_; }
  std::uint64_t new_pipe() { return ++pipes_; }

 private:
  struct Begun {
    std::int64_t start_ns = 0;
    std::string name, flags;
  };
  struct Step {
    std::uint32_t thread = 0;
    std::int64_t end_ns = 0;
  };
  struct Exited {
    std::uint32_t thread = 0;
    std::int64_t at_ns = 0;
  };

  bool in_time(const StraceEvent& event) const;
  void handle(const StraceEvent& event);
  void begin(Process& process, const StraceEvent& event);
  std::uint64_t number_of_wait(const Process& process, std::string_view address);
  std::uint64_t sends_to(const Process& process, const StraceEvent& event);
  void send_early(std::uint64_t pipe);
  void sends_no_more(Process& process, int pid);
  void exited(int pid, const StraceEvent& event);
  Process* known(std::string_view line, const StraceEvent& event);
  void handle_early(int child);
  void adopt(int child, Process& parent, std::int64_t at_ns, std::string_view flags);
  void compute_until(Process& process, std::int64_t start_ns);
  void add(Process& process, TraceRecord record, std::int64_t start_ns, std::int64_t after_ns,
           std::int64_t end_ns);
  void write_tree(const Snapshot& part, Op op);

  RecordingOptions options_;
  TraceWriter& writer_;
  StraceLines lines_{};
  Touched touched_{};
  RecordingTotals totals_{};
  std::unordered_map<int, Process> processes_{};
  std::unordered_map<int, Begun> begun_forks_{};               ///< by parent: no child was seen yet
  std::unordered_map<int, std::vector<std::string>> early_{};  ///< lines of children, before that
  std::unordered_set<int> adopted_early_{};  ///< children whose clone has not returned yet
  std::unordered_map<int, Exited> exited_{};
  std::unordered_map<std::uint64_t, std::int64_t>
      sent_{};  ///< by pipe: when something last went in
  std::map<std::pair<const void*, std::string>, std::uint64_t>
      futexes_{};  ///< numbers among those of pipes, by descriptor table and address
  std::unordered_map<std::uint64_t, int> sending_{};  ///< by pipe: in a call that feeds it
  std::shared_ptr<OpenFile> root_file_;
  Step last_step_{};  ///< of any thread, but for what it waited for
  std::uint32_t next_file_ = 1;
  std::uint64_t pipes_ = 0;
  std::vector<std::string> kept_parts_{};
  std::int64_t first_ns_ = 0, last_ns_ = 0;
};

/// Does what the call means; an unknown one counts as lost when it names something below the root.
void follow_call(Recording& recording, Process& process, const StraceEvent& event);

/// Every system call that follow_call() knows, for `strace -e trace=`.
std::vector<std::string> followed_calls();

}  // namespace sharebench::trace
