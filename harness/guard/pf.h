// The packet filter of macOS as a model: read from what pfctl printed or from pf.conf, then asked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/guard/captured.h"
#include "harness/guard/packet.h"

namespace sharebench::guard {

/// Everything that decides: rules, anchors, tables, skipped interfaces, whether PF is enabled.
/// Copies share the parsed rules, which never change.
class PfModel {
 public:
  struct Impl;
  explicit PfModel(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  const Impl& impl() const { return *impl_; }

 private:
  std::shared_ptr<const Impl> impl_;
};

/// From the printed state: `pfctl-info`, `pfctl-rules`, `pfctl-nat`, `pfctl-interfaces`,
/// `pfctl-anchors`, `anchors/...`, `tables/...`, `ifconfig` (for interface addresses). What could
/// not be read or parsed is in problems() and makes the packets that it may concern undecided.
PfModel read_printed(const Captured& captured);

/// From a pf.conf text as `pfctl -f` would load it, with PF enabled, on a host whose interfaces are
/// those of the captured `ifconfig`; files of `load anchor` come from the captured `anchors/...`.
/// Anchors that the file does not fill are empty. Throws DataError naming file, line and reason for
/// what pfctl would refuse.
PfModel read_conf(const std::string& text, const std::string& file, const Captured& captured);

/// Sentences about everything that the model could not read; empty when it is whole.
std::vector<std::string> problems(const PfModel& model);

/// True when PF is enabled (`pfctl -s info`); nothing of the rules counts where it is not.
bool is_enabled(const PfModel& model);

/// Interfaces with `set skip`, as the kernel holds them (`pfctl -s Interfaces -v`).
std::vector<std::string> skipped_interfaces(const PfModel& model);

/// What `pfctl -nv -f` prints for this ruleset: one line a rule, expanded.
std::string print(const PfModel& model);

/// Decides as the kernel would (xnu bsd/net/pf.c): skip, normalisation, fragments, states, rules,
/// defaults. Undecided where the rule depends on what cannot be known. Throws UsageError for
/// addresses that are none or of two families, and for TCP flags that do not exist.
Decision decide(const PfModel& model, const Packet& packet);

}  // namespace sharebench::guard
