// What PHP does with Composer's autoloader, not optimised: for every class it asks each folder that
// its namespace maps to for a file, mostly in vain, and reads the one that is there.
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

/// A library's namespace maps to some folders, of which the last one has the classes.
struct Library {
  std::string folder;                ///< with the classes
  std::vector<std::string> parents;  ///< its folders up to the library's own, lowest first
  std::vector<std::string> tries;    ///< the folders as the autoloader names them, in its order
  std::vector<std::string> names;
};

constexpr std::size_t kNone = ~std::size_t{0};

struct Asked {
  std::size_t library = 0;
  std::size_t file = kNone;
};

struct ComposerKinds {
  explicit ComposerKinds(Tally& tally)
      : miss(tally.latencies["miss"]),
        hit(tally.latencies["hit"]),
        resolve(tally.latencies["resolve"]),
        open(tally.latencies["open"]),
        read(tally.latencies["read"]),
        close(tally.latencies["close"]) {}
  LatencyHistogram &miss, &hit, &resolve, &open, &read, &close;
};

class ComposerAutoload final : public Workload {
 public:
  void prepare(const Context& context) override {
    classes_ = count_param(context.params, "classes", 1, 1'000'000);
    const std::size_t libraries = count_param(context.params, "libraries", 1, 10'000);
    roots_ = count_param(context.params, "roots", 1, 100);
    absent_percent_ = count_param(context.params, "absent", 0, 100);
    size_ = size_param(context.params, "size", 1, std::uint64_t{16} << 20);
    dir_ = context.dir.string();
    make_libraries(libraries, context.seed);
    contents_ = Slices(derive(context.seed, 3), classes_, size_);
    for (std::size_t i = 0; i < classes_; ++i) {
      throw_if_stopped();
      names_.push_back(seeded_name(derive(context.seed, 4), i, ".php"));
      Library& library = library_of(i);
      library.names.push_back(names_[i]);
      real_paths_.add(library.folder, names_[i]);
      write_file(real_paths_[i], contents_[i]);
    }
    for (Library& library : libraries_) std::sort(library.names.begin(), library.names.end());
    buffer_.assign(size_, '\0');
    ask_for(context.seed, context.sample_index);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (sample_ != context.sample_index) {
      laps.off_clock([&] { ask_for(context.seed, context.sample_index); });
    }
    std::vector<char> resolved(libraries_.size(), 0);
    const ComposerKinds kinds(tally);
    for (std::size_t i = 0; i < asked_.size(); ++i) load(i, resolved, kinds, laps);
    tally.ops = asked_.size();
    tally.bytes = classes_ * size_;
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context& context) override {
    for (const Library& library : libraries_) check_names(library.folder, library.names);
    check_names(dir_ + "/vendor", {"composer"});
    check_names(dir_ + "/vendor/composer", {});
    ask_for(context.seed, context.sample_index + 1);
  }

 private:
  Library& library_of(std::size_t file) { return libraries_[file * libraries_.size() / classes_]; }

  void make_libraries(std::size_t count, std::uint64_t seed) {
    make_folder(dir_ + "/vendor");
    make_folder(dir_ + "/vendor/composer");
    for (std::size_t i = 0; i < count; ++i) {
      const std::string own = seeded_name(derive(seed, 1), i, "");
      make_folder(dir_ + "/" + own);
      Library library;
      library.parents.push_back(dir_ + "/" + own);
      for (std::size_t root = 0; root < roots_; ++root) {
        std::string path = own;
        for (const std::string& part :
             {seeded_name(derive(seed, 2), root, ""), std::string("Sub"), std::string("Deep")}) {
          path += "/" + part;
          make_folder(dir_ + "/" + path);
          if (root + 1 == roots_)
            library.parents.insert(library.parents.begin(), dir_ + "/" + path);
        }
        // Composer writes paths from where its own files are, and PHP asks for them like that.
        library.tries.push_back(dir_ + "/vendor/composer/../../" + path);
      }
      library.folder = library.parents.front();
      libraries_.push_back(library);
    }
  }

  /// Every class once in a seeded order, and between them names that no folder has.
  void ask_for(std::uint64_t seed, unsigned sample) {
    const std::uint64_t sample_seed = derive(seed, 1000 + sample);
    const std::size_t absent = classes_ * absent_percent_ / 100;
    asked_.clear();
    tried_.clear();
    for (const std::size_t number : shuffled(classes_ + absent, sample_seed)) {
      const bool found = number < classes_;
      const std::size_t file = found ? number : number % classes_;
      const std::size_t library = file * libraries_.size() / classes_;
      asked_.push_back({library, found ? file : kNone});
      const std::string name = found ? names_[file] : seeded_name(sample_seed, number, ".php");
      for (const std::string& folder : libraries_[library].tries) tried_.add(folder, name);
    }
    sample_ = sample;
  }

  void load(std::size_t number, std::vector<char>& resolved, const ComposerKinds& kinds,
            Laps& laps) {
    const Asked& asked = asked_[number];
    laps.begin();
    for (std::size_t root = 0; root < roots_; ++root) {
      const char* const path = tried_[number * roots_ + root];
      const bool wanted = asked.file != kNone && root + 1 == roots_;
      if ((::access(path, F_OK) == 0) != wanted || (!wanted && errno != ENOENT)) {
        throw WorkloadError(fmt::format(
            "{}: {}", path, wanted ? "missing, but it was made" : "there, but nobody made it"));
      }
      laps.lap(wanted ? kinds.hit : kinds.miss);
    }
    if (asked.file == kNone) return;
    resolve(tried_[number * roots_ + roots_ - 1], asked.library, resolved);
    laps.lap(kinds.resolve);
    include(asked.file, kinds, laps);
  }

  /// realpath(3) as PHP does it: lstat of the file, and once of each folder that it lies in.
  void resolve(const char* path, std::size_t library, std::vector<char>& resolved) const {
    struct stat found;
    if (::lstat(path, &found) != 0) fail_errno("lstat", path);
    if (resolved[library] != 0) return;
    resolved[library] = 1;
    for (const std::string& folder : libraries_[library].parents) {
      if (::lstat(folder.c_str(), &found) != 0) fail_errno("lstat", folder.c_str());
    }
  }

  void include(std::size_t file, const ComposerKinds& kinds, Laps& laps) {
    const char* const path = real_paths_[file];
    File in(path, O_RDONLY);
    laps.lap(kinds.open);
    struct stat found;
    if (::fstat(in.fd(), &found) != 0) fail_errno("stat", path);
    if (static_cast<std::uint64_t>(found.st_size) != size_) {
      throw WorkloadError(
          fmt::format("{}: {} bytes long, expected {}", path, found.st_size, size_));
    }
    read_fully(in.fd(), path, buffer_);
    laps.lap(kinds.read);
    laps.off_clock([&] { check_equal(contents_[file], buffer_, 0, path); });
    in.close(path);
    laps.lap(kinds.close);
  }

  std::size_t classes_ = 0, roots_ = 0;
  std::uint64_t absent_percent_ = 0, size_ = 0;
  std::string dir_, buffer_;
  std::vector<Library> libraries_;
  std::vector<std::string> names_;
  PathList real_paths_;
  Slices contents_;
  std::vector<Asked> asked_;
  PathList tried_;  ///< for each asked class, its path below every root
  unsigned sample_ = 0;
};

}  // namespace

std::unique_ptr<Workload> make_composer_autoload() {
  return std::make_unique<ComposerAutoload>();
}

}  // namespace sharebench::workloads
