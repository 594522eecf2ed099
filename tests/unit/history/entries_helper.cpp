// Nights whose ratios wave a little, the same on every machine.
#include "tests/unit/history/entries_helper.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>

namespace sharebench::history {

Entry night(int day, int figures, int blocks) {
  Entry entry;
  entry.run = fmt::format("2026{:04}-030000-docker", day);
  entry.key = entry.run + "@mac#1";
  entry.host = "mac";
  entry.started = fmt::format("2026-{:02}-{:02}T03:00:00Z", 1 + day / 28, 1 + day % 28);
  entry.tool_version = "0.1.0";
  entry.commit = "0123456789ab";
  entry.file = "/out/" + entry.run + ".run.json";
  entry.blocks = blocks;
  entry.complete = true;
  for (int i = 0; i < figures; ++i) {
    Figure figure;
    figure.series = {"mac",
                     "hardware",
                     fmt::format("workload{}", i),
                     "time",
                     "docker:desktop",
                     "nfs3",
                     "docker:desktop",
                     "disk"};
    figure.engine = figure.reference_engine = "docker 27.3.1";
    for (int block = 0; block < blocks; ++block) {
      figure.block_log_ratios.push_back(0.1 + 0.02 * std::sin(31.0 * day + 7.0 * block + i));
    }
    entry.figures.push_back(figure);
  }
  return entry;
}

void a_moment() {
  usleep(1000);
}

}  // namespace sharebench::history
