// How much of the bare speed a workload keeps: the same system calls without clocks and checks,
// repeated in turn with the workload, as a ratio of medians within this one run.
#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "workloads/support/area.h"
#include "workloads/support/file_tree.h"
#include "workloads/support/io.h"
#include "workloads/support/latency.h"
#include "workloads/support/payload.h"
#include "workloads/workload.h"

namespace {

using namespace sharebench::workloads;

constexpr std::size_t kFiles = 500;
constexpr std::size_t kSize = 4096;
constexpr std::size_t kTreeFiles = 2000;

void must(bool ok) {
  if (!ok) std::abort();
}

/// The calls of small_files, nothing else: names and bytes are ready before the clock starts.
class BareSmallFiles {
 public:
  explicit BareSmallFiles(const std::string& dir)
      : folders_(make_folders(dir, 2, (kFiles + 99) / 100, 1)), buffer_(kSize, '\0') {}

  std::uint64_t run(std::uint64_t sample) {
    paths_.clear();
    for (std::size_t i = 0; i < kFiles; ++i) {
      paths_.add(folders_[i / 100], seeded_name(derive(1, sample), i, ".o"));
    }
    contents_ = Slices(derive(1, sample), kFiles, kSize);
    const std::uint64_t start = now_ns();
    for (std::size_t i = 0; i < kFiles; ++i) {
      const int fd = ::open(paths_[i], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
      must(::write(fd, contents_[i].data(), kSize) == kSize);
      ::close(fd);
    }
    for (std::size_t i = 0; i < kFiles; ++i) {
      struct stat found;
      must(::stat(paths_[i], &found) == 0);
    }
    for (std::size_t i = 0; i < kFiles; ++i) {
      const int fd = ::open(paths_[i], O_RDONLY | O_CLOEXEC);
      must(::read(fd, buffer_.data(), kSize) == kSize);
      ::close(fd);
    }
    for (std::size_t i = 0; i < kFiles; ++i) must(::unlink(paths_[i]) == 0);
    return now_ns() - start;
  }

 private:
  std::vector<std::string> folders_;
  PathList paths_;
  Slices contents_;
  std::string buffer_;
};

/// The calls of stat_tree on a tree that the workload itself made.
class BareStatTree {
 public:
  explicit BareStatTree(const std::string& dir) {
    folders_.push_back(dir);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir)) {
      if (entry.is_directory()) folders_.push_back(entry.path().string());
    }
    std::sort(folders_.begin(), folders_.end(), [](const std::string& a, const std::string& b) {
      return std::pair(std::count(a.begin(), a.end(), '/'), a) <
             std::pair(std::count(b.begin(), b.end(), '/'), b);
    });
    for (const std::string& folder : folders_) {
      for (const std::string& name : names_in(folder)) {
        if (name.find('.') != std::string::npos) paths_.add(folder, name);
      }
    }
    must(paths_.size() == kTreeFiles);
  }

  std::uint64_t run(std::uint64_t) {
    const std::uint64_t start = now_ns();
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      struct stat found;
      must(::lstat(paths_[i], &found) == 0);
    }
    for (const std::string& folder : folders_) {
      DIR* const stream = ::opendir(folder.c_str());
      while (::readdir(stream) != nullptr) {
      }
      ::closedir(stream);
    }
    return now_ns() - start;
  }

 private:
  std::vector<std::string> folders_;
  PathList paths_;
};

struct Quartiles {
  double low, median, high;
};

Quartiles quartiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.25), at(0.5), at(0.75)};
}

using Timed = std::function<std::uint64_t(std::uint64_t sample)>;

void compare(const std::string& what, int repeats, double bar, const Timed& bare,
             const Timed& workload) {
  std::vector<double> bare_us, workload_us, ratios;
  for (int i = -5; i < repeats; ++i) {  // five to warm up
    const std::uint64_t sample = static_cast<std::uint64_t>(i + 5);
    double first, second;
    // Whoever goes second finds warmer caches: they take turns.
    if (i % 2 == 0) {
      first = static_cast<double>(bare(sample)) / 1e3;
      second = static_cast<double>(workload(sample)) / 1e3;
    } else {
      second = static_cast<double>(workload(sample)) / 1e3;
      first = static_cast<double>(bare(sample)) / 1e3;
    }
    if (i < 0) continue;
    bare_us.push_back(first);
    workload_us.push_back(second);
    ratios.push_back(first / second);
  }
  const Quartiles a = quartiles(bare_us), b = quartiles(workload_us), r = quartiles(ratios);
  fmt::print(
      "{:<32} bare {:8.1f} us ({:.1f}-{:.1f})  workload {:8.1f} us ({:.1f}-{:.1f})  "
      "ratio {:.3f} (paired {:.3f}, {:.3f}-{:.3f})  n={}  bar {:.2f} {}\n",
      what, a.median, a.low, a.high, b.median, b.low, b.high, a.median / b.median, r.median, r.low,
      r.high, repeats, bar, a.median / b.median >= bar ? "met" : "MISSED");
}

/// A prepared workload; each call runs and verifies it once and returns its elapsed time.
Timed timed(const std::string& name, const std::filesystem::path& dir, unsigned latency_every) {
  auto workload = std::shared_ptr<Workload>(make_workload(name));
  auto context = std::make_shared<Context>();
  context->dir = dir;
  context->latency_every = latency_every;
  for (const WorkloadRow& row : rows()) {
    if (row.name != name) continue;
    for (const ParamRow& param : row.params) context->params[param.name] = param.default_value;
  }
  workload->prepare(*context);
  return [workload, context](std::uint64_t) {
    const std::uint64_t start = now_ns();
    const Tally tally = workload->run(*context);
    const std::uint64_t elapsed = now_ns() - start - tally.off_clock_ns;
    workload->verify(*context);
    ++context->sample_index;
    return elapsed;
  };
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bare_loop_bench DIR [REPEATS]   (DIR: sharebench-runner --mark)\n");
    return 2;
  }
  const int repeats = argc > 2 ? std::atoi(argv[2]) : 100;
  Area area(argv[1]);
  BareSmallFiles small(area.make_folder("bare").string());
  const auto bare_small = [&](std::uint64_t sample) { return small.run(sample); };
  for (const auto& [every, bar] : {std::pair(1u, 0.92), std::pair(16u, 0.97)}) {
    compare(fmt::format("small_files latency_every={}", every), repeats, bar, bare_small,
            timed("small_files", area.make_folder("small"), every));
  }
  for (const auto& [every, bar] : {std::pair(1u, 0.88), std::pair(16u, 0.97)}) {
    const std::filesystem::path folder = area.make_folder("tree");
    const Timed workload = timed("stat_tree", folder, every);
    BareStatTree tree(folder.string());
    compare(
        fmt::format("stat_tree latency_every={}", every), repeats, bar,
        [&](std::uint64_t sample) { return tree.run(sample); }, workload);
  }
}
