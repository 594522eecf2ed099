// The order and the counts are those of git 2.39 on a clone with one branch and loose objects; see
// docs/workload_profiles.md.
#include "workloads/support/git_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cerrno>
#include <functional>
#include <vector>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/mapped_file.h"
#include "workloads/support/payload.h"
#include "workloads/support/tree_plan.h"

namespace sharebench::workloads {

namespace {

struct Part {
  const char* name;
  std::uint64_t size;
};

/// Small files of a .git folder.
constexpr Part kFiles[] = {{"HEAD", 21},          {"config", 92},          {"refs/heads/main", 41},
                           {"info/exclude", 240}, {"objects/commit", 200}, {"objects/tree", 520}};
constexpr const char* kFolders[] = {"refs", "refs/heads", "info", "objects", "objects/pack"};

/// Names that git looks for on every run and that a plain clone does not have.
constexpr const char* kAbsent[] = {
    "commondir",  "MERGE_HEAD",      "CHERRY_PICK_HEAD",    "refs/HEAD",    "packed-refs",
    "refs/tags",  "refs/heads/HEAD", "refs/remotes",        "rebase-apply", "rebase-merge",
    "BISECT_LOG", "REVERT_HEAD",     "info/sparse-checkout"};
constexpr const char* kAbsentOpened[] = {"packed-refs",
                                         "info/grafts",
                                         "shallow",
                                         "objects/alternates",
                                         "objects/commit-graph",
                                         "objects/commit-graph-chain",
                                         "objects/pack/multi-pack-index"};
constexpr int kReferenceReads = 6;  // HEAD and the branch, each

void timed(Laps& laps, LatencyHistogram& kind, const std::function<void()>& work) {
  laps.begin();
  work();
  laps.lap(kind);
}

}  // namespace

GitFolder::GitFolder(const std::string& path, std::uint64_t seed, std::uint64_t index_bytes)
    : path_(path), seed_(seed), index_bytes_(index_bytes) {
  make_folder(path_);
  for (const char* const folder : kFolders) make_folder(at(folder));
  for (const Part& part : kFiles) write_file(at(part.name), bytes_of(part.name, part.size));
  write_file(at("index"), bytes_of("index", index_bytes_));
}

std::string GitFolder::bytes_of(const std::string& name, std::uint64_t size) const {
  std::string bytes(size, '\0');
  Payload(derive(seed_, hash_name(name))).fill(0, bytes);
  return bytes;
}

void GitFolder::read_small(const std::string& name, Tally& tally, Laps& laps) const {
  const std::string path = at(name);
  const bool is_reference = name == "HEAD" || name.starts_with("refs/");
  struct stat found {};
  laps.begin();
  if (is_reference) {
    if (::lstat(path.c_str(), &found) != 0) fail_errno("lstat", path.c_str());
    laps.lap(tally.latencies["lstat"]);
  }
  File file(path.c_str(), O_RDONLY);
  laps.lap(tally.latencies["open"]);
  for (int i = 0; i < 2 && !is_reference; ++i) {
    if (::fstat(file.fd(), &found) != 0) fail_errno("stat", path.c_str());
  }
  std::string bytes(static_cast<std::size_t>(found.st_size), '\0');
  read_fully(file.fd(), path.c_str(), bytes);
  char beyond = 0;  // git reads on until it is told of the end
  if (::read(file.fd(), &beyond, 1) != 0) fail_short(path.c_str(), bytes.size(), bytes.size() + 1);
  laps.lap(tally.latencies["read"]);
  laps.off_clock([&] { check_equal(bytes_of(name, bytes.size()), bytes, 0, path.c_str()); });
  file.close(path.c_str());
  tally.bytes += bytes.size();
}

void GitFolder::map_object(const std::string& name, std::uint64_t size, Tally& tally,
                           Laps& laps) const {
  const std::string path = at(name);
  laps.begin();
  const MappedFile map(path, size);
  unsigned sum = 0;
  for (const char byte : map.bytes()) sum += static_cast<unsigned char>(byte);  // git hashes it
  laps.lap(tally.latencies["map"]);
  laps.off_clock([&] {
    unsigned wanted = 0;
    for (const char byte : bytes_of(name, size)) wanted += static_cast<unsigned char>(byte);
    if (sum != wanted) check_equal(bytes_of(name, size), map.bytes(), 0, path.c_str());
  });
  tally.bytes += size;
}

void GitFolder::miss(const std::string& name, Tally& tally, Laps& laps) const {
  const std::string path = at(name);
  timed(laps, tally.latencies["miss"], [&] {
    struct stat found;
    if (::lstat(path.c_str(), &found) == 0 || errno != ENOENT) {
      throw WorkloadError(fmt::format("{}: is there, but nobody made it", path));
    }
  });
}

void GitFolder::read_index(Tally& tally, Laps& laps) const {
  for (int i = 0; i < 3; ++i) {
    read_small("HEAD", tally, laps);
    read_small("config", tally, laps);
    miss("commondir", tally, laps);
  }
  map_object("index", index_bytes_, tally, laps);
}

void GitFolder::read_references(Tally& tally, Laps& laps) const {
  const std::string lock = at("index.lock");
  timed(laps, tally.latencies["create"],
        [&] { File(lock.c_str(), O_RDWR | O_CREAT | O_EXCL).close(lock.c_str()); });
  for (int i = 0; i < kReferenceReads; ++i) {
    read_small(i % 2 == 0 ? "HEAD" : "refs/heads/main", tally, laps);
    for (std::size_t k = 0; k < 3; ++k) miss(kAbsent[3 + k], tally, laps);
  }
  for (const char* const name : kAbsent) miss(name, tally, laps);
  for (const char* const name : kAbsentOpened) {
    const std::string path = at(name);
    timed(laps, tally.latencies["miss"], [&] {
      if (::open(path.c_str(), O_RDONLY | O_CLOEXEC) >= 0 || errno != ENOENT) {
        throw WorkloadError(fmt::format("{}: is there, but nobody made it", path));
      }
    });
  }
  map_object("objects/commit", 200, tally, laps);
  map_object("objects/commit", 200, tally, laps);
  map_object("objects/tree", 520, tally, laps);
  read_small("info/exclude", tally, laps);
  timed(laps, tally.latencies["unlink"], [&] {
    if (::unlink(lock.c_str()) != 0) fail_errno("unlink", lock.c_str());
  });
}

void GitFolder::check() const {
  check_names(path_, {"HEAD", "config", "index", "info", "objects", "refs"});
  for (const Part& part : kFiles) {
    const std::string path = at(part.name);
    check_equal(bytes_of(part.name, part.size), read_file(path), 0, path.c_str());
  }
  const std::string index = at("index");
  check_equal(bytes_of("index", index_bytes_), read_file(index), 0, index.c_str());
}

}  // namespace sharebench::workloads
