// Follows every step through the tree in memory and notes what it touches.
#include "workloads/support/replay_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "workloads/support/replay_tree.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

/// An open file.
struct OpenFile {
  TreeNode* node = nullptr;
  std::uint64_t position = 0;
  bool append = false;
  Resource use{};
};

class Planner {
 public:
  Planner(Trace& trace, ReplayPlan& plan)
      : trace_(trace), plan_(plan), tree_(trace), files_(trace.files) {
    files_[0].node = tree_.root();
    plan.steps.resize(trace.threads);
  }

  void go() {
    plan_.first_wait.reserve(trace_.steps.size() + 1);
    for (std::uint32_t i = 0; i < trace_.steps.size(); ++i) {
      number_ = i;
      step(trace_.steps[i]);
    }
    plan_.first_wait.push_back(static_cast<std::uint32_t>(plan_.waits.size()));
    find_holes();
  }

 private:
  void step(TraceRecord& record) {
    std::vector<std::uint32_t>& mine = plan_.steps[record.thread];
    place_ = {record.thread, static_cast<std::uint32_t>(mine.size())};
    mine.push_back(number_);
    plan_.first_wait.push_back(static_cast<std::uint32_t>(plan_.waits.size()));
    if (record.op > Op::kReceive) ++plan_.operations;
    follow(record);
    for (const Dependency& wait : waits_.reduce(place_, before_)) plan_.waits.push_back(wait);
  }

  void follow(TraceRecord& record) {
    switch (record.op) {
      case Op::kFork:
      case Op::kWait:
      case Op::kExit:
      case Op::kSend:
      case Op::kReceive:
        return follow_thread(record);
      case Op::kOpen:
      case Op::kEnter:
        return open(record);
      case Op::kRename:
      case Op::kHardLink:
        return two_paths(record);
      case Op::kMakeFolder:
      case Op::kSymLink:
      case Op::kRemoveFolder:
      case Op::kUnlink:
        return one_name(record);
      default:
        break;
    }
    const bool has_path = (row_of(record.op).fields & kPathName) != 0;
    has_path ? use_path(record) : use_file(record);
  }

  void touch(Resource& resource, Touch how) { resource.touch(place_, how, before_); }

  /// A wait ends after its child; that a child starts after its fork, the replay sees to.
  void follow_thread(const TraceRecord& record) {
    const auto other = static_cast<std::uint32_t>(record.size);
    if (record.op == Op::kWait) {
      const auto done = static_cast<std::uint32_t>(plan_.steps[other].size());
      if (done > 0) before_.push_back({other, done - 1});
    } else if (record.size == kNoPipe) {
      return;
    } else if (record.op == Op::kSend) {
      pipes_[record.size] = place_;
    } else if (record.op == Op::kReceive) {
      const auto sent = pipes_.find(record.size);
      if (sent != pipes_.end()) before_.push_back(sent->second);
    }
  }

  TreePlace find(std::uint32_t file, std::uint32_t path, bool follow_link) {
    OpenFile& base = files_[file];
    touch(base.use, Touch::kShared);
    if (base.node == nullptr) fail("works in a folder that is not there");
    passed_.clear();
    const TreePlace place = tree_.find(base.node, path, follow_link, passed_);
    for (Resource* name : passed_) touch(*name, Touch::kShared);
    return place;
  }

  /// True when the step failed while it was recorded; then it used the name and did nothing.
  bool failed(const TraceRecord& record, const TreePlace& place) {
    if (record.failure == Failure::kNone) return false;
    if (place.slot != nullptr) touch(place.slot->name, Touch::kShared);
    if (record.failure == Failure::kNotFound && place.node != nullptr &&
        place.node->kind != Entry::kLink) {
      fail("did not find what must be there");
    }
    if (place.node != nullptr && record.failure != Failure::kNotFound) {
      touch(place.node->content, Touch::kShared);
    }
    return true;
  }

  void open(TraceRecord& record) {
    const bool creates = (record.flags & kCreate) != 0;
    const bool no_follow =
        (record.flags & kNoFollow) != 0 || (creates && (record.flags & kExclusive) != 0);
    const TreePlace place = find(record.file, record.path, !no_follow);
    if (failed(record, place)) return;
    TreeNode* node = place.node;
    if (node == nullptr) {
      if (!creates || place.slot == nullptr) fail("opens what is not there");
      touch(place.slot->name, Touch::kExclusive);
      touch(place.folder->content, Touch::kShared);
      node = tree_.make(place, Entry::kFile);
    } else if (place.slot != nullptr) {
      touch(place.slot->name, Touch::kShared);
    }
    if ((record.flags & kEmpty) != 0 && node->kind == Entry::kFile) {
      touch(node->content, Touch::kExclusive);
      node->size = 0;
      node->holes = false;
    }
    OpenFile& file = files_[record.result];
    file.node = node;
    file.append = (record.flags & kAppend) != 0;
    touch(file.use, Touch::kExclusive);
  }

  void one_name(const TraceRecord& record) {
    const TreePlace place = find(record.file, record.path, false);
    if (failed(record, place)) return;
    if (place.slot == nullptr) fail("changes a folder that cannot be changed");
    const bool makes = record.op == Op::kMakeFolder || record.op == Op::kSymLink;
    if (makes == (place.node != nullptr)) {
      fail(makes ? "makes what is there already" : "removes what is not there");
    }
    touch(place.slot->name, Touch::kExclusive);
    touch(place.folder->content, Touch::kShared);
    if (makes) {
      TreeNode* const node =
          tree_.make(place, record.op == Op::kMakeFolder ? Entry::kFolder : Entry::kLink);
      node->target = record.path2;
      return;
    }
    // After the last name in a folder went, and after the last step on a file.
    touch(place.node->content, place.node->kind == Entry::kFolder ? Touch::kOther : Touch::kShared);
    place.slot->node = nullptr;
  }

  void two_paths(const TraceRecord& record) {
    const TreePlace from = find(record.file, record.path, false);
    const TreePlace to = find(record.file2, record.path2, false);
    if (failed(record, from)) {
      if (to.slot != nullptr) touch(to.slot->name, Touch::kShared);
      return;
    }
    if (from.slot == nullptr || to.slot == nullptr || from.node == nullptr) {
      fail("moves what is not there");
    }
    touch(from.slot->name, record.op == Op::kRename ? Touch::kExclusive : Touch::kShared);
    touch(to.slot->name, Touch::kExclusive);
    touch(from.folder->content, Touch::kShared);
    touch(to.folder->content, Touch::kShared);
    if (record.op == Op::kRename) {
      tree_.move(from, to);
    } else {
      to.slot->node = from.node;
    }
  }

  /// stat, access, readlink, chmod, truncate and their like, by name.
  void use_path(const TraceRecord& record) {
    const bool sets = record.op == Op::kOwner || record.op == Op::kTimes;
    const bool link_itself = record.op == Op::kStatLink || record.op == Op::kReadLink ||
                             (sets && (record.flags & kNoFollow) != 0);
    const TreePlace place = find(record.file, record.path, !link_itself);
    if (failed(record, place)) return;
    if (place.node == nullptr) fail("uses what is not there");
    if (place.slot != nullptr) touch(place.slot->name, Touch::kShared);
    if (place.node->kind == Entry::kFolder) return;
    if (record.op == Op::kResizePath) return resize(*place.node, record.size);
    touch(place.node->content, Touch::kShared);
  }

  void use_file(TraceRecord& record) {
    OpenFile& file = files_[record.file];
    if (file.node == nullptr) fail("uses a file that is not open");
    touch(file.use, positional(record.op) ? Touch::kShared : Touch::kExclusive);
    TreeNode& node = *file.node;
    switch (record.op) {
      case Op::kRead:
        file.position += record.result;
        [[fallthrough]];
      case Op::kReadAt:
        note_size(record);
        return touch(node.content, Touch::kShared);
      case Op::kWrite:
        record.offset = file.append ? node.size : file.position;
        write(node, record);
        file.position = record.offset + record.size;
        return;
      case Op::kWriteAt:
        if (file.append) record.offset = node.size;  // pwrite(2), BUGS
        return write(node, record);
      case Op::kSeek:
        file.position = record.offset;
        return;
      case Op::kResize:
        return resize(node, record.size);
      case Op::kList:
        return touch(node.content, Touch::kOther);
      default:
        if (node.kind == Entry::kFile) touch(node.content, Touch::kShared);
    }
  }

  static bool positional(Op op) {
    return op == Op::kReadAt || op == Op::kWriteAt || op == Op::kStatOpen || op == Op::kMap;
  }

  void note_size(const TraceRecord& record) {
    plan_.most_bytes = std::max(plan_.most_bytes, record.size);
  }

  void write(TreeNode& node, const TraceRecord& record) {
    note_size(record);
    touch(node.content, Touch::kExclusive);
    if (record.size == 0) return;
    if (record.offset > node.size) node.holes = true;
    node.size = std::max(node.size, record.offset + record.size);
  }

  void resize(TreeNode& node, std::uint64_t size) {
    touch(node.content, Touch::kExclusive);
    if (size > node.size) node.holes = true;
    if (size == 0) node.holes = false;
    node.size = size;
  }

  void find_holes() {
    std::vector<Resource*> passed;
    for (const TreeEntry& entry : trace_.last) {
      const TreePlace place = tree_.find(tree_.root(), entry.path, false, passed);
      if (place.node != nullptr && place.node->holes) {
        plan_.with_holes.push_back(trace_.path_text(entry.path));
      }
    }
    std::sort(plan_.with_holes.begin(), plan_.with_holes.end());
  }

  [[noreturn]] void fail(const char* what) const {
    const TraceRecord& record = trace_.steps[number_];
    throw WorkloadError(fmt::format("{}: step {} ({} of '{}') {}", plan_.file, number_,
                                    row_of(record.op).name, trace_.path_text(record.path), what));
  }

  Trace& trace_;
  ReplayPlan& plan_;
  ReplayTree tree_;
  std::vector<OpenFile> files_;
  std::unordered_map<std::uint64_t, StepPlace> pipes_{};
  Waits waits_{};
  std::vector<StepPlace> before_{};
  std::vector<Resource*> passed_{};
  std::uint32_t number_ = 0;
  StepPlace place_{};
};

}  // namespace

ReplayPlan make_plan(Trace trace, const std::string& file) {
  ReplayPlan plan;
  plan.file = file;
  Planner(trace, plan).go();
  for (std::uint32_t path = 0; path < trace.paths.size(); ++path) {
    plan.paths.push_back(trace.path_text(path));
  }
  plan.trace = std::move(trace);
  return plan;
}

}  // namespace sharebench::workloads
