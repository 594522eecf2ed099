// The names of channels in run files; they stay when the enum moves.
#pragma once

#include <string>

#include "harness/core/target.h"

namespace sharebench::store {

/// "nfs", "host_directory", ...
std::string channel_name(Channel channel);

/// The channel of that name. Throws DataError naming `where` when there is none.
Channel channel_of(const std::string& name, const std::string& where);

}  // namespace sharebench::store
