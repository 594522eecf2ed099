// The three data sets that the generator reproduces: figures of 60 Debian packages with 542 jars
// and 244,976 entries (Debian 12, counted with zipinfo), in sets that an application would use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sharebench::workloads::jar {

/// How large a set of jars is. All counts are of files; folders come on top.
struct Figures {
  std::size_t jars = 0;
  std::uint64_t jar_bytes = 0;  ///< as they lie on disk
  std::size_t entries = 0;
  std::uint64_t unzipped_bytes = 0;
  std::size_t conflicts = 0;  ///< paths that more than one jar has
  std::size_t differing = 0;  ///< of these, paths whose contents differ
};

/// "small", "service" or "spark-like". Throws ParamError for any other name.
Figures preset_figures(const std::string& name);

/// The figures times `scale`, with at least two jars and one conflict for each merge strategy;
/// below 0.002 with fewer conflicts, so that a set of twelve entries can be had. Throws ParamError
/// unless 0 < scale <= 10.
Figures scaled(const Figures& figures, double scale);

/// The size of an entry that a share of `rank` (0 to 1) of all entries stays below: 1.8 KB at one
/// half, 7.9 KB at 0.9, 36 KB at 0.99; log-normal in between.
double entry_size_at(double rank);

}  // namespace sharebench::workloads::jar
