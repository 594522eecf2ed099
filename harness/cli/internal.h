// Entries that are not for people: this program is also the lab's relay.
#pragma once

#include <optional>

namespace sharebench::cli {

/// Runs an internal entry when argv[1] names one (`--internal-rpc-relay`); its exit status.
std::optional<int> run_internal(int argc, char** argv);

}  // namespace sharebench::cli
