// The text of `--shares` and `--workloads`: a list of names with options.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sharebench {

struct SpecText {
  std::string name{};
  std::string label{};  ///< as the user wrote it: "nfs3:actimeo=0,rsize=65536"
  std::map<std::string, std::string> options{};
  std::string dir{};  ///< of `name=DIR`
};

/// Splits "nfs3:actimeo=0,rsize=65536,disk" and "fast=/dev/shm,slow=/mnt/x". After a name with a
/// colon, `key=value` pieces belong to it until a piece without `=` or with a colon of its own.
/// Throws UsageError naming `what` for an empty piece or an option without value.
std::vector<SpecText> parse_spec_list(const std::string& text, const std::string& what);

/// The name in `known` that is nearest to `name` by edit distance; empty when none is close.
std::string nearest_name(const std::string& name, const std::vector<std::string>& known);

/// Throws the UsageError for a name that is not in `known`: what it is, the nearest, the list.
[[noreturn]] void throw_unknown_name(const std::string& what, const std::string& name,
                                     const std::vector<std::string>& known);

}  // namespace sharebench
