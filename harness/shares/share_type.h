// A share type: what it is called, which channel it needs, how it is recognised in the mount table.
#pragma once

#include <string>
#include <vector>

#include "harness/core/mount.h"
#include "harness/core/share.h"
#include "harness/core/spec_list.h"
#include "harness/core/target.h"

namespace sharebench::shares {

struct ShareOption {
  std::string name, help;
};

/// A row of functions; pure.
struct ShareType {
  std::string name;        ///< `nfs3`
  Channel channel;         ///< what a target must offer
  std::string summary;     ///< one line for `list shares`
  std::string looks_like;  ///< what the mount table must say, for error messages
  std::vector<ShareOption> options;
  bool (*recognise)(const ObservedMount& observed);
};

/// Every share type, in the order of all.cpp.
const std::vector<ShareType>& share_types();

/// The type of that name; throws UsageError with the nearest name.
const ShareType& share_type(const std::string& name);

/// A share from the user's text; checks type and option names. `name=DIR` makes a `native` share of
/// that name. Throws UsageError.
Share make_share(const SpecText& text);

/// Throws EnvironmentError when the mount that was found is not of the type that was asked for.
void check_recognised(const Share& share, const ObservedMount& observed);

/// The name of a channel in texts: "nfs", "9p", ...
std::string channel_name(Channel channel);

}  // namespace sharebench::shares
