// Names, bytes and checks of the files of single operations.
#include "workloads/support/operation_files.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "workloads/support/io.h"
#include "workloads/support/stop.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kCallsOfAListing = 10;  // a listing takes about the time of that many calls

void remove_file(const char* path) {
  if (::unlink(path) != 0) fail_errno("unlink", path);
}

void check_empty(const char* path) {
  check_equal({}, read_file(path), 0, path);
}

}  // namespace

void OperationFiles::make(const std::string& dir, Found found, std::size_t count,
                          const BlockShape& shape, std::uint64_t seed) {
  dir_ = dir;
  found_ = found;
  count_ = count;
  shape_ = shape;
  seed_ = seed;
  block_ = Payload(derive(seed, 1));
  pages_ = Slices(derive(seed, 2), count, kPageSize);
  new_pages_ = Slices(derive(seed, 3), count, kPageSize);
  if (found == Found::kFolders) return make_folders_to_list();
  const std::size_t files = found == Found::kPages ? count : 1;
  for (std::size_t i = 0; i < files; ++i) {
    names_.push_back(seeded_name(derive(seed, 4), i, ".data"));
    files_.add(dir_, names_.back());
  }
  if (found == Found::kPages) restore(Left::kNone);
  if (found == Found::kBlock) write_big_file(files_[0], shape_, derive(seed, 1));
  name_others(0);
}

void OperationFiles::make_folders_to_list() {
  for (std::size_t name = 0; name < kListedNames; ++name) {
    names_.push_back(seeded_name(derive(seed_, 6), name, ".c"));
  }
  const std::size_t folders = std::max<std::size_t>(1, count_ / kCallsOfAListing);
  for (std::size_t i = 0; i < folders; ++i) {
    folders_.push_back(dir_ + "/" + seeded_name(derive(seed_, 5), i, ""));
    make_folder(folders_.back());
    for (const std::string& name : names_) {
      throw_if_stopped();
      write_file(folders_.back() + "/" + name, {});
    }
  }
  std::sort(names_.begin(), names_.end());
}

void OperationFiles::name_others(unsigned sample) {
  sample_ = sample;
  others_.clear();
  other_names_.clear();
  for (std::size_t i = 0; found_ == Found::kPages && i < count_; ++i) {
    other_names_.push_back(seeded_name(derive(seed_, 1000 + sample), i, ".new"));
    others_.add(dir_, other_names_.back());
  }
}

std::vector<std::string> OperationFiles::expected_names(Left left) const {
  std::vector<std::string> names;
  if (left != Left::kRenamed && left != Left::kNone) names = names_;
  if (left == Left::kLog) names.push_back(other_names_.front());
  if (left == Left::kCreated || left == Left::kRenamed) {
    names.insert(names.end(), other_names_.begin(), other_names_.end());
  }
  std::sort(names.begin(), names.end());
  return names;
}

void OperationFiles::check_and_restore(Left left) {
  if (found_ == Found::kFolders) {
    for (const std::string& folder : folders_) check_names(folder, names_);
    return;
  }
  check_names(dir_, expected_names(left));
  check(left);
  restore(left);
  name_others(sample_ + 1);
}

void OperationFiles::check(Left left) const {
  if (found_ != Found::kPages) return check_big_file(files_[0], shape_, derive(seed_, 1));
  switch (left) {
    case Left::kSame:
    case Left::kCreated:
      check_pages(files_, pages_);
      break;
    case Left::kRenamed:
      check_pages(others_, pages_);
      break;
    case Left::kWritten:
      check_pages(files_, new_pages_);
      break;
    case Left::kLog:
      check_pages(files_, pages_);
      check_log();
      break;
    case Left::kEmptied:
      for (std::size_t i = 0; i < count_; ++i) check_empty(files_[i]);
      break;
    case Left::kNone:
    case Left::kBlock:
      break;
  }
  for (std::size_t i = 0; left == Left::kCreated && i < count_; ++i) check_empty(others_[i]);
}

void OperationFiles::restore(Left left) const {
  for (std::size_t i = 0; i < count_; ++i) {
    throw_if_stopped();
    if (left == Left::kCreated) remove_file(others_[i]);
    if (left == Left::kRenamed && std::rename(others_[i], files_[i]) != 0) {
      fail_errno("rename", others_[i]);
    }
    if (left == Left::kNone || left == Left::kWritten || left == Left::kEmptied) {
      write_file(files_[i], pages_[i]);
    }
  }
  if (left == Left::kLog) remove_file(others_[0]);
  if (left == Left::kBlock) remove_file(files_[0]);
}

void OperationFiles::check_pages(const PathList& paths, const Slices& pages) const {
  for (std::size_t i = 0; i < count_; ++i) {
    throw_if_stopped();
    check_equal(pages[i], read_file(paths[i]), 0, paths[i]);
  }
}

void OperationFiles::check_log() const {
  const std::string found = read_file(others_[0]);
  std::span<const char> rest(found);
  for (std::size_t i = 0; i < count_; ++i) {
    const bool last = i + 1 == count_;
    const std::size_t bytes = last ? rest.size() : std::min(kPageSize, rest.size());
    check_equal(new_pages_[i], rest.first(bytes), i * kPageSize, others_[0]);
    rest = rest.subspan(bytes);
  }
}

}  // namespace sharebench::workloads
