// Path walking as path_resolution(7) says, over nodes in memory.
#include "workloads/support/replay_tree.h"

#include <fmt/format.h>

#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr int kMostLinks = 40;  // as Linux: path_resolution(7)

}  // namespace

ReplayTree::ReplayTree(const Trace& trace) : trace_(trace) {
  nodes_.push_back({.kind = Entry::kFolder});
  for (const std::string& name : trace.names) {
    special_.push_back(static_cast<std::uint8_t>(name == "." ? 1 : name == ".." ? 2 : 0));
  }
  for (const TreeEntry& entry : trace.initial) add(entry);
}

void ReplayTree::add(const TreeEntry& entry) {
  std::vector<Resource*> passed;
  const TreePlace place = find(root(), entry.path, false, passed);
  if (place.slot == nullptr || place.node != nullptr) {
    throw WorkloadError(fmt::format("the trace's initial tree has no place for '{}'",
                                    trace_.path_text(entry.path)));
  }
  TreeNode* const node = make(place, entry.kind);
  node->size = entry.size;
  node->target = entry.target;
}

TreePlace ReplayTree::find(TreeNode* base, std::uint32_t path, bool follow,
                           std::vector<Resource*>& passed) {
  int links_left = kMostLinks;
  return walk(base, path, follow, passed, links_left);
}

TreePlace ReplayTree::walk(TreeNode* base, std::uint32_t path, bool follow,
                           std::vector<Resource*>& passed, int& links_left) {
  if (path == 0) return {base, nullptr, base};
  const PathNode& last = trace_.paths[path];
  // The folder that the last part is looked up in.
  const TreePlace before = walk(base, last.parent, true, passed, links_left);
  TreeNode* const folder = before.node;
  if (folder == nullptr || folder->kind != Entry::kFolder) return {};
  if (before.slot != nullptr) passed.push_back(&before.slot->name);
  if (special_[last.name] == 1) return {folder, nullptr, folder};
  if (special_[last.name] == 2) {
    if (folder->parent == nullptr) {
      throw WorkloadError(
          fmt::format("the trace leaves its folder by '{}'", trace_.path_text(path)));
    }
    return {folder->parent, nullptr, folder->parent};
  }
  TreeSlot& slot = folder->children[last.name];
  if (!follow || slot.node == nullptr || slot.node->kind != Entry::kLink) {
    return {folder, &slot, slot.node};
  }
  passed.push_back(&slot.name);
  if (links_left == 0) return {};
  --links_left;
  return walk(folder, slot.node->target, true, passed, links_left);
}

TreeNode* ReplayTree::make(const TreePlace& place, Entry kind) {
  nodes_.push_back({.kind = kind, .parent = place.folder});
  place.slot->node = &nodes_.back();
  return place.slot->node;
}

void ReplayTree::move(const TreePlace& from, const TreePlace& to) {
  TreeNode* const node = from.slot->node;
  if (to.slot->node == node) return;  // rename(2): two names of one file, nothing happens
  to.slot->node = node;
  from.slot->node = nullptr;
  node->parent = to.folder;
}

}  // namespace sharebench::workloads
