// sbt-assembly's merge strategies as functions of text: what happens to a target path that comes
// from one or more jars. Source: sbtassembly/MergeStrategy.scala and Assembly.scala, 0.14.3 to 2.3.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sharebench::workloads::jar {

enum class Strategy {
  kDeduplicate,    ///< all sources must be the same (by SHA-1); the first is taken
  kDiscard,        ///< left out
  kRename,         ///< each source gets the name of its jar
  kConcat,         ///< one after the other, a newline after each that lacks it
  kDistinctLines,  ///< the lines of all, each once, at the place of its first occurrence
};

/// MergeStrategy.defaultMergeStrategy: the strategy of a target path.
Strategy default_strategy(std::string_view path);

/// The path that kRename gives: "META-INF/LICENSE.txt" of "guava.jar" is
/// "META-INF/LICENSE_guava.txt".
std::string renamed(std::string_view path, std::string_view jar_name);

/// The content that kConcat gives.
std::string concat(const std::vector<std::string>& contents);

/// The content that kDistinctLines gives; lines end in "\n" or "\r\n", the result in "\n".
std::string distinct_lines(const std::vector<std::string>& contents);

}  // namespace sharebench::workloads::jar
