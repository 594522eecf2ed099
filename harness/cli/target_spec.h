// A target as the command line names it: local:DIR, lab, with options of its own behind commas.
#pragma once

#include <map>
#include <string>

namespace sharebench::cli {

struct TargetSpec {
  std::string id{};                              ///< `lab`, `local`, `local:/mnt/x`
  std::map<std::string, std::string> options{};  ///< `engine`, `docker`, `accelerator`
};

/// Reads "local:/mnt/x,engine=docker,docker=/opt/docker-24/docker"; `what` is the option that it
/// was given with. Throws UsageError for an empty text or an unknown option.
TargetSpec parse_target_spec(const std::string& text, const std::string& what);

}  // namespace sharebench::cli
