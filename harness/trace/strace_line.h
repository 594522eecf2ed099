// Lines of `strace -f -ttt -T -o FILE` as events: calls that were interrupted by those of others
// are put together again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sharebench::trace {

enum class EventKind {
  kCall,     ///< a call that has returned
  kBegun,    ///< a call whose end comes later; its arguments may be cut short
  kExited,   ///< the process or thread is gone
  kNothing,  ///< a signal, an empty line, a remark of strace
  kUnread,   ///< a line that strace does not write
};

/// What a line says. The views point into `text`, so an event is passed by reference.
struct StraceEvent {
  EventKind kind = EventKind::kNothing;
  int pid = 0;
  std::int64_t start_ns = 0, end_ns = 0;  ///< since 1970, as far as strace was asked to be exact
  std::string name{};
  std::string text{};  ///< everything after the name's parenthesis
  std::vector<std::string_view> args{};
  bool has_result = false;
  std::int64_t result = 0;
  std::string_view error{};  ///< "ENOENT"; empty when the call did not fail

  /// The argument at this place, empty when there is none.
  std::string_view arg(std::size_t at) const {
    return at < args.size() ? args[at] : std::string_view();
  }
};

/// Reads one line after the other.
class StraceLines {
 public:
  /// Says what `line` (without its newline) means; `event` is overwritten.
  void read(std::string_view line, StraceEvent& event);

 private:
  struct Begun {
    std::string name, text;
    std::int64_t start_ns = 0;
  };
  void read_call(std::string_view rest, StraceEvent& event);
  void read_resumed(std::string_view rest, StraceEvent& event);
  std::unordered_map<int, Begun> begun_{};  ///< by process
};

/// The bytes of a quoted argument; empty when it is none. strace writes file names in full and in
/// C's escapes.
std::string unquoted(std::string_view argument);

/// A number in decimal, octal or hexadecimal, as strace writes them; 0 when it is none.
std::int64_t number_of(std::string_view argument);

/// True when `flags` ("O_RDONLY|O_CLOEXEC") has `flag`.
bool has_flag(std::string_view flags, std::string_view flag);

}  // namespace sharebench::trace
