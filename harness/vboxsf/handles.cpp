// Gives out handles, finds them by their owner only, and closes them with it.
#include "harness/vboxsf/handles.h"

#include <utility>

namespace sharebench::vboxsf {

Handles::Handles(std::size_t limit_a_client, std::size_t limit)
    : limit_a_client_(limit_a_client), limit_(limit) {}

bool Handles::has_room(std::uint32_t client) const {
  const auto count = counts_.find(client);
  return nodes_.size() < limit_ && (count == counts_.end() || count->second < limit_a_client_);
}

Result<std::uint64_t> Handles::add(const HandleOwner& owner, FileDescriptor descriptor) {
  if (!has_room(owner.client)) return kTooManyOpenFiles;
  OpenNode node;
  node.owner = owner;
  node.descriptor = std::move(descriptor);
  const std::uint64_t handle = last_ + 1;
  nodes_.emplace(handle, std::move(node));
  ++counts_[owner.client];
  last_ = handle;
  return handle;
}

OpenNode* Handles::find(const HandleOwner& owner, std::uint64_t handle) {
  const auto node = nodes_.find(handle);
  if (node == nodes_.end()) return nullptr;
  const HandleOwner& whose = node->second.owner;
  return whose.client == owner.client && whose.root == owner.root ? &node->second : nullptr;
}

bool Handles::close(const HandleOwner& owner, std::uint64_t handle) {
  if (find(owner, handle) == nullptr) return false;
  erase(nodes_.find(handle));
  return true;
}

void Handles::close_root(const HandleOwner& owner) {
  for (auto node = nodes_.begin(); node != nodes_.end();) {
    const HandleOwner& whose = node->second.owner;
    const bool theirs = whose.client == owner.client && whose.root == owner.root;
    node = theirs ? erase(node) : std::next(node);
  }
}

void Handles::close_client(std::uint32_t client) {
  for (auto node = nodes_.begin(); node != nodes_.end();) {
    node = node->second.owner.client == client ? erase(node) : std::next(node);
  }
}

void Handles::clear() {
  nodes_.clear();
  counts_.clear();
}

std::size_t Handles::listing_bytes() const {
  std::size_t bytes = 0;
  for (const auto& [handle, node] : nodes_) {
    if (node.listing) bytes += node.listing->memory_bytes();
  }
  return bytes;
}

Handles::Nodes::iterator Handles::erase(Nodes::iterator node) {
  const auto count = counts_.find(node->second.owner.client);
  if (--count->second == 0) counts_.erase(count);
  return nodes_.erase(node);
}

}  // namespace sharebench::vboxsf
