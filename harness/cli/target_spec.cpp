// Splits at commas; only what has a known key is an option.
#include "harness/cli/target_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "harness/core/error.h"
#include "harness/core/spec_list.h"

namespace sharebench::cli {
namespace {

const std::vector<std::string> kOptions = {"engine", "docker", "accelerator", "share"};

bool belongs_to_target(const std::string& key) {
  return std::find(kOptions.begin(), kOptions.end(), key) != kOptions.end();
}

}  // namespace

TargetSpec parse_target_spec(const std::string& text, const std::string& what) {
  TargetSpec spec;
  std::size_t comma = text.find(',');
  spec.id = text.substr(0, comma);
  if (spec.id.empty()) {
    throw UsageError(fmt::format("{} names no target", what),
                     "name one, such as local:/mnt/x, lab, or local:/mnt/x,engine=docker");
  }
  while (comma != std::string::npos) {
    const std::size_t from = comma + 1;
    comma = text.find(',', from);
    const std::string piece = text.substr(from, comma - from);
    const std::size_t equals = piece.find('=');
    const std::string key = piece.substr(0, equals);
    if (!belongs_to_target(key) && spec.options.count("share") != 0) {
      spec.options["share"] += "," + piece;  // an option of the share, as in nfs3:actimeo=0,nolock
      continue;
    }
    if (!belongs_to_target(key)) {
      throw_unknown_name(fmt::format("option of a target in {}", what), key, kOptions);
    }
    if (equals == std::string::npos || equals + 1 == piece.size()) {
      throw UsageError(fmt::format("the option {} of {} has no value", key, what),
                       fmt::format("give one: {},{}=...", spec.id, key));
    }
    spec.options[key] = piece.substr(equals + 1);
  }
  return spec;
}

TargetSpec parse_target(const std::string& text) {
  TargetSpec spec = parse_target_spec(text, "--target");
  if (const auto share = spec.options.find("share"); share != spec.options.end()) {
    throw UsageError(fmt::format("--target {} names a share", text),
                     fmt::format("name it with: --target {} --shares {}", spec.id, share->second));
  }
  return spec;
}

}  // namespace sharebench::cli
