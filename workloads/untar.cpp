// What `tar -x` does: an archive on the share read record by record, every member made, its time
// and mode set; folders get theirs at the end, when nothing changes them any more.
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>

#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/package_shape.h"
#include "workloads/support/params.h"
#include "workloads/support/tar_format.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

timespec just_seconds(std::int64_t seconds) {
  timespec time{};
  time.tv_sec = static_cast<time_t>(seconds);
  return time;
}

void set_time(const char* path, std::int64_t modified_s) {
  timespec times[2] = {just_seconds(0), just_seconds(modified_s)};
  times[0].tv_nsec = UTIME_OMIT;
  if (::utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0) fail_errno("date", path);
}

struct UntarKinds {
  explicit UntarKinds(Tally& tally)
      : read(tally.latencies["read"]),
        mkdir(tally.latencies["mkdir"]),
        create(tally.latencies["create"]),
        write(tally.latencies["write"]),
        utimens(tally.latencies["utimens"]),
        own(tally.latencies["own"]),
        chmod(tally.latencies["chmod"]),
        close(tally.latencies["close"]) {}
  LatencyHistogram &read, &mkdir, &create, &write, &utimens, &own, &chmod, &close;
};

/// An archive handed out in blocks, read in records.
class Archive {
 public:
  explicit Archive(const std::string& path)
      : path_(path), file_(path.c_str(), O_RDONLY), record_(tar::kRecord, '\0'), at_(tar::kRecord) {
    struct stat found;
    if (::fstat(file_.fd(), &found) != 0) fail_errno("stat", path_.c_str());
  }

  /// As many bytes as are at hand, at most `most`; a record is read when none is.
  std::string_view take(std::size_t most, Laps& laps, LatencyHistogram& read) {
    if (at_ == record_.size()) {
      laps.begin();
      read_fully(file_.fd(), path_.c_str(), record_);
      laps.lap(read);
      at_ = 0;
    }
    const std::string_view part =
        std::string_view(record_).substr(at_, std::min(most, record_.size() - at_));
    at_ += part.size();
    return part;
  }

  void close() { file_.close(path_.c_str()); }

 private:
  std::string path_;
  File file_;
  std::string record_;
  std::size_t at_;
};

class Untar final : public Workload {
 public:
  void prepare(const Context& context) override {
    const std::size_t files = count_param(context.params, "files", 1, 1'000'000);
    owner_ = flag_param(context.params, "owner");
    plan_ = package_tree(files, context.seed);
    contents_ = plan_.contents(derive(context.seed, 3));
    archive_ = seeded_name(context.seed, 0, ".tar");
    out_ = seeded_name(context.seed, 1, "");
    tar::write_archive((context.dir / archive_).string(), plan_, contents_);
    make_folder((context.dir / out_).string());
    names_ = {archive_, out_};
    std::sort(names_.begin(), names_.end());
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    Archive archive((context.dir / archive_).string());
    std::vector<tar::Member> folders;
    const UntarKinds kinds(tally);
    for (;;) {
      const std::string_view block = archive.take(tar::kBlock, laps, kinds.read);
      if (tar::is_end(block)) break;
      tar::Member member = tar::parse(block, archive_);
      member.path = fmt::format("{}/{}/{}", context.dir.string(), out_, member.path);
      if (member.folder) {
        laps.begin();
        if (::mkdir(member.path.c_str(), 0700) != 0)
          fail_errno("make the folder", member.path.c_str());
        laps.lap(kinds.mkdir);
        folders.push_back(member);
      } else {
        extract(archive, member, kinds, laps);
        tally.bytes += 2 * member.size;  // read from the archive and written
      }
      ++tally.ops;
    }
    archive.close();
    for (std::size_t i = folders.size(); i-- > 0;) finish_folder(folders[i], kinds, laps);
    return tally;
  }

  void verify(const Context& context) override {
    check_names(context.dir.string(), names_);
    const std::string out = (context.dir / out_).string();
    check_tree(plan_, out, contents_);
    check_times(out);
    remove_tree(plan_, out);
  }

 private:
  void extract(Archive& archive, const tar::Member& member, const UntarKinds& kinds,
               Laps& laps) const {
    const char* const path = member.path.c_str();
    laps.begin();
    File file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOCTTY | O_NONBLOCK);
    laps.lap(kinds.create);
    for (std::uint64_t left = member.size; left > 0;) {
      const std::string_view part = archive.take(left, laps, kinds.read);
      laps.begin();
      write_fully(file.fd(), path, part);
      laps.lap(kinds.write);
      left -= part.size();
      const std::size_t padding = (tar::kBlock - member.size % tar::kBlock) % tar::kBlock;
      if (left == 0 && padding > 0) archive.take(padding, laps, kinds.read);
    }
    laps.begin();
    const timespec times[2] = {just_seconds(member.modified_s), just_seconds(member.modified_s)};
    if (::futimens(file.fd(), times) != 0) fail_errno("date", path);
    laps.lap(kinds.utimens);
    if (owner_) {  // a change of owner may clear bits of the mode: that comes after it
      if (::fchown(file.fd(), ::geteuid(), ::getegid()) != 0) fail_errno("set the owner of", path);
      if (::fchmod(file.fd(), 0644) != 0) fail_errno("set the mode of", path);
      laps.lap(kinds.own);
    }
    file.close(path);
    laps.lap(kinds.close);
  }

  void finish_folder(const tar::Member& member, const UntarKinds& kinds, Laps& laps) const {
    const char* const path = member.path.c_str();
    laps.begin();
    set_time(path, member.modified_s);
    laps.lap(kinds.utimens);
    if (owner_) {
      if (::lchown(path, ::geteuid(), ::getegid()) != 0) fail_errno("set the owner of", path);
      laps.lap(kinds.own);
    }
    if (::chmod(path, 0755) != 0) fail_errno("set the mode of", path);
    laps.lap(kinds.chmod);
  }

  void check_times(const std::string& out) const {
    const PathList paths = plan_.file_paths(out);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      struct stat found;
      if (::stat(paths[i], &found) != 0) fail_errno("stat", paths[i]);
      if (found.st_mtime == tar::kModified_s) continue;
      throw WorkloadError(fmt::format("{}: modified at {} s, expected {}", paths[i],
                                      static_cast<std::int64_t>(found.st_mtime), tar::kModified_s));
    }
  }

  bool owner_ = false;
  TreePlan plan_;
  Slices contents_;
  std::string archive_, out_;
  std::vector<std::string> names_;
};

}  // namespace

std::unique_ptr<Workload> make_untar() {
  return std::make_unique<Untar>();
}

}  // namespace sharebench::workloads
