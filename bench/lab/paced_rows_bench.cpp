// Four patterns of file operations whose requests are known, on vboxsf and NFSv3 mounted in one
// guest: whether the counts are what they must be, and whether the slope of time over pace sees
// what is waited for.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/core/error.h"
#include "harness/lab/lab.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/process_runner.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"

namespace sharebench::lab {
namespace {

/// Perl below $m, timed by its own monotonic clock. Calls of x86-64: read 0, write 1, open 2, close
/// 3, stat 4, unlink 87.
struct Row {
  std::string what, setup, timed;
  double vboxsf_requests, nfs_requests;  ///< what a prototype counted
  double vboxsf_slope, nfs_slope;        ///< its slopes between 2 ms and 5 ms
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"25 small files made, statted, read, removed", "mkdir -p d",
       R"(for $i (1..25) { $p="$m/d/f$i"; $f=syscall(2,$p,0101,0644); syscall(1,$f,$k,1024);
          syscall(3,$f); syscall(4,$p,$b); $f=syscall(2,$p,0); syscall(0,$f,$b,1024);
          syscall(3,$f); syscall(87,$p) and die })",
       400, 153, 424, 162},
      {"4 MiB read cold", "mkdir -p d; head -c 4194304 /dev/zero >d/big",
       R"($p="$m/d/big"; $f=syscall(2,$p,0); for (1..64) { syscall(0,$f,$b,65536)==65536 or die }
          syscall(3,$f);)",
       1028, 37, 1065, 19},
      {"200 stats and 200 missing names, 4 deep",
       "mkdir -p a/b/c; for i in $(seq 200); do : >a/b/c/f$i; done",
       R"(for $i (1..200) { $p="$m/a/b/c/f$i"; syscall(4,$p,$b) and die;
          $p="$m/a/b/c/no$i"; syscall(4,$p,$b) or die })",
       1800, 451, 1872, 463},
      {"300 small files read, 3 MiB written",
       "mkdir -p g/h; for i in $(seq 300); do head -c 4000 /dev/zero >g/h/f$i; done",
       R"(for $i (1..300) { $p="$m/g/h/f$i"; $f=syscall(2,$p,0); syscall(0,$f,$b,4096)==4000 or die;
          syscall(3,$f) } $p="$m/g/w$$"; $f=syscall(2,$p,0101,0644);
          for (1..48) { syscall(1,$f,$k,65536)==65536 or die } syscall(3,$f);)",
       2572, 917, 2692, 967},
  };
  return all;
}

const double kPaces_s[] = {0, 0.002, 0.005};

struct Seen {
  std::vector<double> seconds[3];
  std::vector<std::uint64_t> requests;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

std::string guest(Lab& lab, const std::string& line) {
  const sys::CommandResult result = lab.guest(line, 300);
  if (!result.ok()) throw EnvironmentError(line + ": " + result.err, "sharebench lab shell");
  return result.out;
}

void measure(Lab& lab, const GuestMount& mount, const Row& row, int pace, Seen& seen) {
  lab.drop_caches();
  lab.set_pace(kPaces_s[pace]);
  const std::uint64_t before = lab.counters(mount).at("round_trips");
  const std::string out = guest(
      lab, fmt::format("perl -MTime::HiRes=clock_gettime,CLOCK_MONOTONIC -e '$m=\"{}\"; "
                       "$b=\"\\0\"x65536; $k=\"x\"x65536; $t=clock_gettime(CLOCK_MONOTONIC); {} "
                       "printf(\"%.6f\", clock_gettime(CLOCK_MONOTONIC)-$t)'",
                       mount.guest_path, row.timed));
  seen.seconds[pace].push_back(std::strtod(out.c_str(), nullptr));
  seen.requests.push_back(lab.counters(mount).at("round_trips") - before);
  lab.set_pace(0);
}

void print(const std::string& share, const Row& row, const Seen& seen) {
  const bool vboxsf = share == "vboxsf";
  const double wanted = vboxsf ? row.vboxsf_requests : row.nfs_requests;
  const double wanted_slope = vboxsf ? row.vboxsf_slope : row.nfs_slope;
  const auto [least, most] = std::minmax_element(seen.requests.begin(), seen.requests.end());
  std::vector<double> slopes;
  for (std::size_t i = 0; i < seen.seconds[1].size(); ++i) {
    slopes.push_back((seen.seconds[2][i] - seen.seconds[1][i]) / 0.003);
  }
  const double slope = (median(seen.seconds[2]) - median(seen.seconds[1])) / 0.003;
  fmt::print(
      "{:<44} {:<7} requests {} to {} ({:+.1f} %); {:.0f} / {:.0f} / {:.0f} ms at 0 / 2 / 5 ms; "
      "slope {:.0f} ({:+.1f} %; single pairs {:.0f} to {:.0f})\n",
      row.what, share, *least, *most, 100 * (static_cast<double>(*most) / wanted - 1),
      1e3 * median(seen.seconds[0]), 1e3 * median(seen.seconds[1]), 1e3 * median(seen.seconds[2]),
      slope, 100 * (slope / wanted_slope - 1), *std::min_element(slopes.begin(), slopes.end()),
      *std::max_element(slopes.begin(), slopes.end()));
}

void run(Lab& lab, int repeats) {
  const std::map<std::string, GuestMount> mounts = {{"vboxsf", lab.mount("vboxsf", {})},
                                                    {"nfs3", lab.mount("nfs3", {})}};
  fmt::print(
      "n = {} alternating repeats, medians; deviations from the prototype's figures; emulated\n",
      repeats);
  for (const Row& row : rows()) {
    std::map<std::string, Seen> seen;
    for (const auto& [share, mount] : mounts) {
      guest(lab, fmt::format("cd {} && {{ {}; }}", mount.guest_path, row.setup));
    }
    for (int i = 0; i < repeats; ++i) {
      for (int pace = 0; pace < 3; ++pace) {
        for (const auto& [share, mount] : mounts) measure(lab, mount, row, pace, seen[share]);
      }
    }
    for (const auto& [share, all] : seen) print(share, row, all);
  }
  for (const auto& [share, mount] : mounts) lab.unmount(mount);
}

int bench(const std::string& program, int repeats) {
  sys::install_interrupt_handlers();
  const auto runner = sys::make_process_runner();
  const auto progress = sys::make_stderr_progress(false);
  LabOptions options;
  options.source_dir = sys::find_source_dir();
  options.cache_dir = sys::cache_root() / "lab";
  options.state_dir = sys::state_root() / "labs" / "paced-rows-bench";
  options.program = program;
  const auto lab = Lab::up(*runner, options, *progress);
  run(*lab, repeats);
  return 0;
}

}  // namespace
}  // namespace sharebench::lab

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: paced_rows_bench SHAREBENCH [REPEATS]   (5 repeats by default)\n");
    return 2;
  }
  try {
    return sharebench::lab::bench(argv[1], argc > 2 ? std::atoi(argv[2]) : 5);
  } catch (const sharebench::Error& error) {
    fmt::print(stderr, "error: {}\nhint: {}\n", error.what(), error.hint());
    return static_cast<int>(error.code());
  }
}
