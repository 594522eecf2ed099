// Rules: which round trips a setting takes away.
#include "harness/explain/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace sharebench::explain {
namespace {

/// Folders between the mount and a workload's own files at depth 0: the area and the workload's.
constexpr double kFoldersAbove = 2;
constexpr double kLeastSaving = 0.02;  // of the time: less is not worth a setting

/// A prediction with what it is of.
struct Case {
  const Prediction& prediction;
  const Mount& mount;
  const WorkloadSpec& workload;
  const Run& run;
  const Explanation& explanation;

  double count(const std::string& kind) const {
    for (const PredictedPart& part : prediction.parts) {
      if (part.name == kind) return part.count;
    }
    return 0;
  }
  double cost(const std::string& kind) const {
    for (const PredictedPart& part : prediction.parts) {
      if (part.name == kind && part.count > 0) return part.seconds / part.count;
    }
    return 0;
  }
  bool is_nfs() const { return mount.share.type == "nfs3" || mount.share.type == "nfs4"; }
  bool has(const std::string& option) const { return mount.share.options.count(option) != 0; }
};

Share without(Share share, const std::string& option) {
  share.options.erase(option);
  share.name = share.type;
  const char* separator = ":";
  for (const auto& [name, value] : share.options) {
    share.name += fmt::format("{}{}={}", separator, name, value);
    separator = ",";
  }
  return share;
}

Share with(Share share, const std::string& option, const std::string& value) {
  share.options[option] = value;
  return without(std::move(share), "");
}

WorkloadSpec with_param(WorkloadSpec workload, const std::string& name, const std::string& value) {
  workload.params[name] = value;
  workload.label = fmt::format("{}:{}={}", workload.name, name, value);
  return workload;
}

std::optional<Setting> saving(const Case& of, double saved_s, Setting setting) {
  setting.workload = of.prediction.workload;
  setting.share = of.mount.share.name;
  setting.pace_s = of.prediction.pace_s;
  setting.before_s = of.prediction.predicted_s.value;
  setting.after_s = std::max(0.0, setting.before_s - saved_s);
  if (!(saved_s > kLeastSaving * setting.before_s)) return std::nullopt;
  return setting;
}

/// vboxsf asks for each folder of a path each time; a file that is opened has a CLOSE.
double lookups(const Case& of) {
  return std::max(0.0, of.count("CREATE") - of.count("CLOSE"));
}

std::optional<Setting> trust_attributes_longer(const Case& of) {
  if (of.mount.share.type != "vboxsf" || of.has("ttl")) return std::nullopt;
  return saving(of, lookups(of) * of.cost("CREATE"),
                {.change = "ttl=5000",
                 .because = fmt::format("{:.0f} of its CREATE calls look names up", lookups(of)),
                 .at_least = true,
                 .new_share = with(of.mount.share, "ttl", "5000")});
}

std::optional<Setting> cache_attributes(const Case& of) {
  if (!of.is_nfs() || !(of.has("actimeo") || of.has("noac"))) return std::nullopt;
  const std::string option = of.has("noac") ? "noac" : "actimeo";
  const double saved =
      of.count("GETATTR") * of.cost("GETATTR") + of.count("ACCESS") * of.cost("ACCESS");
  return saving(of, saved,
                {.change = fmt::format("without {}={}", option, of.mount.share.options.at(option)),
                 .because = fmt::format("{:.0f} GETATTR and {:.0f} ACCESS ask again for what is "
                                        "known",
                                        of.count("GETATTR"), of.count("ACCESS")),
                 .at_least = true,
                 .new_share = without(of.mount.share, option)});
}

std::optional<Setting> keep_attributes_longer(const Case& of) {
  if (!of.is_nfs() || of.has("actimeo") || of.has("noac")) return std::nullopt;
  return saving(
      of, of.count("GETATTR") * of.cost("GETATTR"),
      {.change = "actimeo=60",
       .because = fmt::format("{:.0f} GETATTR ask again for what is known", of.count("GETATTR")),
       .at_least = true,
       .new_share = with(of.mount.share, "actimeo", "60")});
}

std::optional<Setting> no_acl(const Case& of) {
  if (of.mount.share.type != "nfs3" || of.has("noacl")) return std::nullopt;
  return saving(of, of.count("GETACL") * of.cost("GETACL"),
                {.change = "noacl=1",
                 .because = fmt::format("{:.0f} GETACL go", of.count("GETACL")),
                 .new_share = with(of.mount.share, "noacl", "1")});
}

/// What a round trip takes that waits for no disk, at most, s.
double least_cost(const Case& of) {
  double least_s = of.cost("COMMIT");
  for (const PredictedPart& part : of.prediction.parts) {
    if (part.count > 0) least_s = std::min(least_s, part.seconds / part.count);
  }
  return least_s;
}

/// The COMMIT stays, and is answered without a disk.
std::optional<Setting> async_export(const Case& of) {
  if (!of.is_nfs() || of.has("export")) return std::nullopt;
  const double flushes = of.count("COMMIT");
  Setting setting{.change = "export=async",
                  .because = fmt::format("{:.0f} COMMIT need not wait for a disk", flushes),
                  .at_least = true};
  const bool in_lab = !of.run.targets.empty() && of.run.targets.front().kind == "lab";
  if (in_lab) {
    setting.new_share = with(of.mount.share, "export", "async");
  } else {
    setting.not_here = "it is a setting of the server's export, and risks data";
  }
  return saving(of, flushes * (of.cost("COMMIT") - least_cost(of)), std::move(setting));
}

/// A larger rsize makes fewer round trips of the blocks that are read.
std::optional<Setting> larger_rsize(const Case& of) {
  if (!of.is_nfs() || !of.has("rsize")) return std::nullopt;
  const double now = std::atof(of.mount.share.options.at("rsize").c_str());
  constexpr double kReadAhead = 131072;  // the kernel's read-ahead is no longer (read_ahead_kb)
  if (!(now > 0) || now >= kReadAhead) return std::nullopt;
  const double reads_s = of.count("READ") * of.cost("READ");
  const std::string in_blocks = "transfer: READ in blocks";
  const double blocks_s = of.count(in_blocks) * of.cost(in_blocks);
  return saving(of, (reads_s + blocks_s) * (1 - now / kReadAhead),
                {.change = fmt::format("without rsize={}", of.mount.share.options.at("rsize")),
                 .because = "each READ then carries 128 KiB",
                 .at_least = true,
                 .new_share = without(of.mount.share, "rsize")});
}

std::optional<Setting> shorter_paths(const Case& of) {
  const auto depth = of.workload.params.find("depth");
  const double folders = depth == of.workload.params.end() ? 0 : std::atof(depth->second.c_str());
  if (!(folders > 0) || of.workload.name == "stat_tree") return std::nullopt;
  const double part = folders / (folders + kFoldersAbove + 1);
  const double seconds = of.mount.share.type == "vboxsf" ? lookups(of) * of.cost("CREATE")
                                                         : of.count("GETATTR") * of.cost("GETATTR");
  const bool asks_each = of.mount.share.type == "vboxsf" ? !of.has("ttl") : of.has("actimeo");
  return saving(
      of, asks_each ? seconds * part : 0,
      {.change = "depth=0",
       .because = fmt::format("{:.0f} path components fewer are asked for in each call", folders),
       .new_workload = with_param(of.workload, "depth", "0")});
}

std::optional<Setting> jars_in_memory(const Case& of) {
  if (of.workload.name != "jar_unzip") return std::nullopt;
  for (const Prediction& other : of.explanation.predictions) {
    if (other.share != of.prediction.share || other.pace_s != of.prediction.pace_s) continue;
    for (const WorkloadSpec& workload : of.run.plan.workloads) {
      if (workload.label != other.workload || workload.name != "jar_memory" ||
          workload.params != of.workload.params) {
        continue;
      }
      return saving(of, of.prediction.predicted_s.value - other.predicted_s.value,
                    {.change = "jar_memory",
                     .because = "entries are streamed, and no file is made for each",
                     .new_workload = workload});
    }
  }
  return std::nullopt;
}

using Rule = std::optional<Setting> (*)(const Case&);
constexpr Rule kRules[] = {trust_attributes_longer,
                           cache_attributes,
                           keep_attributes_longer,
                           no_acl,
                           async_export,
                           larger_rsize,
                           shorter_paths,
                           jars_in_memory};

double part_saved(const Setting& setting) {
  return 1 - setting.after_s / setting.before_s;
}

/// The case of the largest part saved for each change of each share.
void keep_best(std::vector<Setting>& all, Setting setting) {
  for (Setting& other : all) {
    if (other.change != setting.change || other.share != setting.share) continue;
    if (part_saved(setting) > part_saved(other)) other = std::move(setting);
    return;
  }
  all.push_back(std::move(setting));
}

}  // namespace

std::vector<Setting> best_settings(const Run& run, const Explanation& explanation,
                                   std::size_t most) {
  double pace_s = 0;
  for (const Prediction& row : explanation.predictions) pace_s = std::max(pace_s, row.pace_s);
  std::vector<Setting> all;
  for (const Prediction& row : explanation.predictions) {
    if (row.pace_s != pace_s) continue;
    const auto mount = std::find_if(run.mounts.begin(), run.mounts.end(),
                                    [&](const Mount& m) { return m.share.name == row.share; });
    const auto workload =
        std::find_if(run.plan.workloads.begin(), run.plan.workloads.end(),
                     [&](const WorkloadSpec& spec) { return spec.label == row.workload; });
    if (mount == run.mounts.end() || workload == run.plan.workloads.end()) continue;
    for (const Rule rule : kRules) {
      auto setting = rule({row, *mount, *workload, run, explanation});
      if (setting) keep_best(all, *std::move(setting));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Setting& a, const Setting& b) {
    return part_saved(a) > part_saved(b);
  });
  if (all.size() > most) all.resize(most);
  return all;
}

}  // namespace sharebench::explain
