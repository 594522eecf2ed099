// The files and directories that guests hold open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>

#include "harness/vboxsf/directory_listing.h"
#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/result.h"

namespace sharebench::vboxsf {

/// "No handle", in both directions.
inline constexpr std::uint64_t kNilHandle = ~std::uint64_t{0};

/// Whose a handle is: one client's, in one mapped folder.
struct HandleOwner {
  std::uint32_t client = 0;
  std::uint32_t root = 0;
};

struct OpenNode {
  HandleOwner owner{};
  FileDescriptor descriptor{};
  std::optional<DirectoryListing> listing{};  ///< since the first LIST
};

/// Handles are numbers that were never given out before: not 0, not kNilHandle. A handle is only
/// found by its owner.
class Handles {
 public:
  /// At most `limit_a_client` handles for one client and `limit` in all.
  Handles(std::size_t limit_a_client, std::size_t limit);

  /// False when add() would fail: to be asked before anything is created for the guest.
  bool has_room(std::uint32_t client) const;

  /// kTooManyOpenFiles at a limit; the descriptor is closed then.
  Result<std::uint64_t> add(const HandleOwner& owner, FileDescriptor descriptor);

  /// Null when there is no such handle of that owner. Valid until the next change.
  OpenNode* find(const HandleOwner& owner, std::uint64_t handle);

  /// False when there is no such handle of that owner.
  bool close(const HandleOwner& owner, std::uint64_t handle);

  /// Closes all that a client holds: in one folder, or everywhere.
  void close_root(const HandleOwner& owner);
  void close_client(std::uint32_t client);

  /// Closes everything.
  void clear();

  /// Open handles of all clients.
  std::size_t size() const { return nodes_.size(); }

  /// About what the listings of all handles need.
  std::size_t listing_bytes() const;

 private:
  using Nodes = std::unordered_map<std::uint64_t, OpenNode>;
  Nodes nodes_{};
  std::map<std::uint32_t, std::size_t> counts_{};  ///< by client; no row for none
  std::size_t limit_a_client_;
  std::size_t limit_;
  std::uint64_t last_ = 0;

  Nodes::iterator erase(Nodes::iterator node);
};

}  // namespace sharebench::vboxsf
