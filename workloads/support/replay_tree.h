// The tree of a trace as it changes from step to step, kept in memory: it tells which steps touch
// the same file under whatever name, where a write lands, and whether a path leaves the folder.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "workloads/support/replay_order.h"
#include "workloads/support/trace_reader.h"

namespace sharebench::workloads {

struct TreeNode;

/// A name in a folder, also one that is not there (any more): looking it up in vain is a use of it.
struct TreeSlot {
  TreeNode* node = nullptr;
  Resource name{};
};

struct TreeNode {
  Entry kind = Entry::kFile;
  bool holes = false;  ///< parts of it were never written
  std::uint64_t size = 0;
  std::uint32_t target = 0;  ///< of a link
  TreeNode* parent = nullptr;
  std::unordered_map<std::uint32_t, TreeSlot> children{};  ///< by the number of the name
  Resource content{};                                      ///< of a folder: its names
};

/// Where a path leads.
struct TreePlace {
  TreeNode* folder = nullptr;  ///< null when a part of the path is missing or no folder
  TreeSlot* slot = nullptr;    ///< null for the base itself and for ".."
  TreeNode* node = nullptr;    ///< null when nothing is there
};

class ReplayTree {
 public:
  /// `trace` must outlive this. Throws WorkloadError when its initial tree is no tree.
  explicit ReplayTree(const Trace& trace);

  TreeNode* root() { return &nodes_.front(); }

  /// Walks from `base`. `follow` tells whether a link at the end is followed. Names on the way are
  /// appended to `passed`. Throws WorkloadError for a path that leaves the root.
  TreePlace find(TreeNode* base, std::uint32_t path, bool follow, std::vector<Resource*>& passed);

  TreeNode* make(const TreePlace& place, Entry kind);

  /// Takes what is at `from` to `to`; what was there is gone.
  void move(const TreePlace& from, const TreePlace& to);

 private:
  TreePlace walk(TreeNode* base, std::uint32_t path, bool follow, std::vector<Resource*>& passed,
                 int& links_left);
  void add(const TreeEntry& entry);

  const Trace& trace_;
  std::deque<TreeNode> nodes_{};
  std::vector<std::uint8_t> special_{};  ///< by name: 1 for ".", 2 for ".."
};

}  // namespace sharebench::workloads
