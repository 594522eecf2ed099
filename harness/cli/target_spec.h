// A target as the command line names it: local:DIR, lab, with options of its own behind commas.
#pragma once

#include <map>
#include <string>

namespace sharebench::cli {

struct TargetSpec {
  std::string id{};                              ///< `lab`, `local`, `local:/mnt/x`
  std::map<std::string, std::string> options{};  ///< `engine`, `docker`, `accelerator`, `share`
};

/// Reads "local:/mnt/x,engine=docker,docker=/opt/docker-24/docker"; `what` is the option that it
/// was given with. What follows `share=` and is no option of a target belongs to the share, as in
/// "lab,share=nfs3:actimeo=0,rsize=65536". Throws UsageError for an empty text or an unknown
/// option.
TargetSpec parse_target_spec(const std::string& text, const std::string& what);

/// The value of --target, which has no share of its own: those of --shares are measured on it.
/// Throws as above.
TargetSpec parse_target(const std::string& text);

}  // namespace sharebench::cli
