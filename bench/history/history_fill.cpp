// Makes a long history: `history_fill ADDRESS RUNS HOSTS FIRST` adds the runs FIRST to RUNS - 1,
// spread over HOSTS machines.
//
// Each run has four workloads on two shares with twelve blocks each; every machine has one step of
// 8 % in its last hundred runs.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "harness/history/history.h"

namespace {

using namespace sharebench::history;

constexpr int kWorkloads = 4, kBlocks = 12, kBatch = 500;

std::string time_text(int minutes) {
  const std::chrono::sys_days day =
      std::chrono::sys_days(std::chrono::year{2000} / 1 / 1) + std::chrono::days(minutes / 1440);
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:00Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     minutes / 60 % 24, minutes % 60);
}

Entry entry(int run, int runs, int hosts, std::mt19937& luck) {
  std::normal_distribution<double> noise(0, 0.02);
  const std::string host = fmt::format("mac{:03}", run % hosts);
  Entry made = {.key = fmt::format("{}@{}", run, host),
                .run = fmt::format("run{:06}-docker", run),
                .host = host,
                .started = time_text(60 * run),
                .tool_version = "0.1.0",
                .commit = "0123456789ab",
                .file = fmt::format("/out/run{:06}.run.json", run),
                .blocks = kBlocks,
                .complete = true};
  const double level = (runs - run) / hosts < 100 ? 0.28 : 0.20;
  for (int workload = 0; workload < kWorkloads; ++workload) {
    for (const char* share : {"virtiofs", "nfs3"}) {
      Figure figure;
      figure.series = {host,
                       "hardware",
                       fmt::format("workload{}", workload),
                       "time",
                       "docker:desktop",
                       share,
                       "docker:desktop",
                       "disk"};
      figure.engine = figure.reference_engine = "docker 27.3.1, kernel 6.10.14-linuxkit";
      const double night = level + noise(luck);
      for (int block = 0; block < kBlocks; ++block) {
        figure.block_log_ratios.push_back(night + noise(luck));
      }
      made.figures.push_back(figure);
    }
  }
  return made;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: history_fill ADDRESS RUNS HOSTS FIRST\n");
    return 2;
  }
  try {
    const int runs = std::atoi(argv[2]), hosts = std::atoi(argv[3]);
    History history(argv[1], History::Missing::kMake, [] { std::this_thread::yield(); });
    std::mt19937 luck(1);
    std::vector<Entry> batch;
    for (int run = std::atoi(argv[4]); run < runs; ++run) {
      batch.push_back(entry(run, runs, hosts, luck));
      if (batch.size() < kBatch && run + 1 < runs) continue;
      history.add(batch);
      batch.clear();
    }
    fmt::print("{} runs\n", history.size().runs);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
