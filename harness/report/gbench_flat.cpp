// The flat Google Benchmark file.
#include "harness/report/gbench_flat.h"

#include <nlohmann/json.hpp>

#include "harness/report/cell_samples.h"
#include "harness/report/gbench_context.h"
#include "harness/report/gbench_rows.h"

namespace sharebench::report {

std::string render_gbench_flat(const Report& report) {
  const Run& run = report.run;
  nlohmann::ordered_json benchmarks = nlohmann::ordered_json::array();
  for (std::size_t cell = 0; cell < run.plan.cells.size(); ++cell) {
    const Cell& box = run.plan.cells[cell];
    const CellSamples samples = counted_samples(run, cell);
    if (box.full_size || samples.empty()) continue;
    const std::string name =
        gbench_name(run, box, run.mounts[static_cast<std::size_t>(box.mount)].share.name);
    nlohmann::ordered_json row = gbench_row(name, name, cell);
    row["run_type"] = "iteration";
    row["repetitions"] = 1;
    row["repetition_index"] = 0;
    row["threads"] = 1;
    row["iterations"] = samples.size();
    add_gbench_times(row, spread_of(nanoseconds_of(samples)).median);
    if (const std::string label = time_label(run, box.pace_s); !label.empty()) row["label"] = label;
    benchmarks.push_back(row);
  }
  return gbench_text({{"context", gbench_context(report)}, {"benchmarks", benchmarks}});
}

}  // namespace sharebench::report
