// Lines from a pipe, with a wait that a signal ends; std::getline would wait on.
#pragma once

#include <string>

namespace sharebench::runner {

class LineReader {
 public:
  struct Line {
    std::string text;
    bool end = false;       ///< end of input or a signal; there is no text
    bool too_long = false;  ///< above a megabyte; the text was thrown away
  };

  explicit LineReader(int fd) : fd_(fd) {}

  /// The next line without its newline. Throws WorkloadError when reading fails.
  Line next();

 private:
  bool fill();

  int fd_;
  std::string pending_;
  bool ended_ = false;
};

}  // namespace sharebench::runner
