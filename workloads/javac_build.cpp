// What a Java compiler does to its folders: every source resolved, read whole and looked at again,
// every class written in the five pieces in which javac writes it.
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/params.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

/// javac writes magic and version, tag, constant count, constants, and the rest.
constexpr std::size_t kPieces[] = {8, 1, 1};

struct JavacKinds {
  explicit JavacKinds(Tally& tally)
      : stat(tally.latencies["stat"]),
        readlink(tally.latencies["readlink"]),
        open(tally.latencies["open"]),
        read(tally.latencies["read"]),
        miss(tally.latencies["miss"]),
        create(tally.latencies["create"]),
        write(tally.latencies["write"]),
        close(tally.latencies["close"]) {}
  LatencyHistogram &stat, &readlink, &open, &read, &miss, &create, &write, &close;
};

class JavacBuild final : public Workload {
 public:
  void prepare(const Context& context) override {
    sources_ = count_param(context.params, "sources", 1, 1'000'000);
    classes_ = count_param(context.params, "classes", 1, 100);
    packages_ = count_param(context.params, "packages", 1, 10'000);
    source_size_ = size_param(context.params, "source", 1, std::uint64_t{16} << 20);
    class_size_ = size_param(context.params, "class", 16, std::uint64_t{16} << 20);
    dir_ = context.dir.string();
    src_ = dir_ + "/src";
    make_folder(src_);
    for (std::size_t i = 0; i < packages_; ++i) {
      const std::string name = seeded_name(derive(context.seed, 1), i, "");
      package_names_.push_back(name);
      source_folders_.push_back(dir_ + "/src/" + name);
      class_folders_.push_back(dir_ + "/classes/" + name);
      make_folder(source_folders_.back());
    }
    text_ = Slices(derive(context.seed, 2), sources_, source_size_);
    source_names_.resize(packages_);
    for (std::size_t i = 0; i < sources_; ++i) {
      throw_if_stopped();
      source_names_[package_of(i)].push_back(seeded_name(derive(context.seed, 3), i, ".java"));
      paths_.add(source_folders_[package_of(i)], source_names_[package_of(i)].back());
      write_file(paths_[i], text_[i]);
    }
    for (auto& names : source_names_) std::sort(names.begin(), names.end());
    buffer_.assign(source_size_, '\0');
    make_folder(dir_ + "/classes");
    plan_classes(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { plan_classes(context.seed, context.sample_index); });
    }
    const JavacKinds kinds(tally);
    for (std::size_t i = 0; i < sources_; ++i) find_source(i, kinds, laps);
    for (std::size_t i = 0; i < sources_; ++i) read_source(i, kinds, laps);
    std::vector<char> made(packages_, 0);
    for (std::size_t i = 0; i < sources_ * classes_; ++i) write_class(i, made, kinds, laps);
    tally.ops = sources_;
    tally.bytes = sources_ * source_size_ + sources_ * classes_ * class_size_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    std::vector<std::vector<std::string>> expected(packages_);
    for (std::size_t i = 0; i < class_names_.size(); ++i) {
      throw_if_stopped();
      expected[package_of(i / classes_)].push_back(class_names_[i]);
      check_equal(classes_bytes_[i], read_file(class_paths_[i]), 0, class_paths_[i]);
    }
    std::vector<std::string> used;
    for (std::size_t i = 0; i < packages_; ++i) {
      if (expected[i].empty()) continue;
      std::sort(expected[i].begin(), expected[i].end());
      used.push_back(package_names_[i]);
      check_names(class_folders_[i], expected[i]);
    }
    std::sort(used.begin(), used.end());
    check_names(dir_ + "/classes", used);
    check_sources();
    clean(expected);
    plan_classes(context.seed, context.sample_index + 1);
  }

 private:
  std::size_t package_of(std::size_t source) const { return source * packages_ / sources_; }

  /// Fresh names and bytes for every sample: nothing an earlier one left behind can pass as right.
  void plan_classes(std::uint64_t seed, unsigned sample) {
    const std::uint64_t sample_seed = derive(seed, 1000 + sample);
    class_paths_.clear();
    class_names_.clear();
    for (std::size_t i = 0; i < sources_ * classes_; ++i) {
      class_names_.push_back(seeded_name(sample_seed, i, ".class"));
      class_paths_.add(class_folders_[package_of(i / classes_)], class_names_.back());
    }
    classes_bytes_ = Slices(sample_seed, sources_ * classes_, class_size_);
    sample_ = sample;
  }

  static void must_stat(const char* path) {
    struct stat found;
    if (::stat(path, &found) != 0) fail_errno("stat", path);
  }

  /// The arguments are checked: the file is there, is a file, and no part of its path is a link.
  void find_source(std::size_t source, const JavacKinds& kinds, Laps& laps) const {
    const char* const path = paths_[source];
    laps.begin();
    if (::access(path, F_OK) != 0) fail_errno("look for", path);
    must_stat(path);
    laps.lap(kinds.stat);
    must_be_no_link(dir_.c_str());
    must_be_no_link(src_.c_str());
    must_be_no_link(source_folders_[package_of(source)].c_str());
    must_be_no_link(path);
    laps.lap(kinds.readlink);
    must_stat(path);
    laps.lap(kinds.stat);
  }

  static void must_be_no_link(const char* path) {
    char target[16];
    if (::readlink(path, target, sizeof target) >= 0 || errno != EINVAL) {
      throw WorkloadError(fmt::format("{}: a symbolic link, or not readable as none", path));
    }
  }

  void read_source(std::size_t source, const JavacKinds& kinds, Laps& laps) {
    const char* const path = paths_[source];
    laps.begin();
    File file(path, O_RDONLY);
    laps.lap(kinds.open);
    struct stat found;
    for (int i = 0; i < 3; ++i) {
      if (::fstat(file.fd(), &found) != 0) fail_errno("stat", path);
    }
    read_fully(file.fd(), path, buffer_);
    laps.lap(kinds.read);
    laps.off_clock([&] { check_equal(text_[source], buffer_, 0, path); });
    must_stat(path);  // the time of the text that was read
    laps.lap(kinds.stat);
    file.close(path);
  }

  void write_class(std::size_t number, std::vector<char>& made, const JavacKinds& kinds,
                   Laps& laps) const {
    const std::size_t source = number / classes_;
    const std::size_t package = package_of(source);
    const char* const path = class_paths_[number];
    laps.begin();
    struct stat found;
    if (::stat(path, &found) == 0 || errno != ENOENT) {
      throw WorkloadError(fmt::format("{}: there before it was compiled", path));
    }
    laps.lap(kinds.miss);
    if (made[package] == 0 && ::mkdir(class_folders_[package].c_str(), 0755) != 0)
      fail_errno("make the folder", class_folders_[package].c_str());
    made[package] = 1;
    must_stat(class_folders_[package].c_str());
    laps.lap(kinds.stat);
    File file(path, O_WRONLY | O_CREAT | O_TRUNC);
    laps.lap(kinds.create);
    must_stat(paths_[source]);
    laps.lap(kinds.stat);
    std::span<const char> rest = classes_bytes_[number];
    for (const std::size_t piece : kPieces) {
      write_fully(file.fd(), path, rest.first(piece));
      rest = rest.subspan(piece);
    }
    write_fully(file.fd(), path, rest.first(rest.size() / 2));
    write_fully(file.fd(), path, rest.subspan(rest.size() / 2));
    laps.lap(kinds.write);
    file.close(path);
    laps.lap(kinds.close);
  }

  void check_sources() const {
    std::vector<std::string> expected = package_names_;
    std::sort(expected.begin(), expected.end());
    check_names(dir_ + "/src", expected);
    check_names(dir_, {"classes", "src"});
    for (std::size_t i = 0; i < packages_; ++i) check_names(source_folders_[i], source_names_[i]);
  }

  void clean(const std::vector<std::vector<std::string>>& made) const {
    for (std::size_t i = 0; i < class_paths_.size(); ++i) {
      if (::unlink(class_paths_[i]) != 0) fail_errno("unlink", class_paths_[i]);
    }
    for (std::size_t i = 0; i < packages_; ++i) {
      if (!made[i].empty() && ::rmdir(class_folders_[i].c_str()) != 0)
        fail_errno("remove the folder", class_folders_[i].c_str());
    }
  }

  std::size_t sources_ = 0, classes_ = 0, packages_ = 0;
  std::uint64_t source_size_ = 0, class_size_ = 0;
  std::string dir_, src_, buffer_;
  std::vector<std::string> package_names_, source_folders_, class_folders_, class_names_;
  std::vector<std::vector<std::string>> source_names_;  ///< by package, sorted
  PathList paths_, class_paths_;
  Slices text_, classes_bytes_;
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_javac_build() {
  return std::make_unique<JavacBuild>();
}

}  // namespace sharebench::workloads
