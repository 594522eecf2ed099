// Reads requests and prints counters.
#include "harness/vboxsf/control_requests.h"

#include <fmt/format.h>

#include "harness/core/error.h"
#include "harness/core/units.h"

namespace sharebench::vboxsf {
namespace {

std::string held_and_device(const HeldTimes& held, const DeviceCounts& device) {
  const std::int64_t mean_ns =
      held.calls == 0 ? 0 : held.sum_ns / static_cast<std::int64_t>(held.calls);
  return fmt::format(
      "calls={} held_mean_ns={} held_max_ns={} packets={} refused={} connects={} disconnects={} "
      "resets={} syncs={}",
      held.calls, mean_ns, held.max_ns, device.packets, device.refused, device.connects,
      device.disconnects, device.resets, device.syncs);
}

std::string counts_line(const std::string& root, std::string_view share,
                        const FunctionCounts& counts) {
  const FunctionCount all = sum(counts);
  std::string line = fmt::format("root={} share={} calls={} bytes={} service_ns={}", root,
                                 share.empty() ? "-" : share, all.calls, all.bytes, all.service_ns);
  for (std::size_t place = 0; place < counts.size(); ++place) {
    const FunctionCount& count = counts[place];
    line += fmt::format(" {}={}/{}/{}",
                        place < kFunctionNames.size() ? kFunctionNames[place].name : "other",
                        count.calls, count.bytes, count.service_ns);
  }
  return line;
}

std::string counts_of(const Statistics& statistics, const std::string& root) {
  if (root.empty()) return counts_line("all", "", statistics.of_all());
  if (root == "none") return counts_line("none", "", statistics.of_no_root());
  const auto number = static_cast<std::uint32_t>(parse_integer(root, "root", 0, kMaxRoots - 1));
  return counts_line(root, statistics.root_name(number), statistics.of_root(number));
}

std::string roots(const Statistics& statistics) {
  std::string line;
  for (std::uint32_t root = 0; root < kMaxRoots; ++root) {
    if (statistics.root_name(root).empty()) continue;
    line += fmt::format("{}{}={}", line.empty() ? "" : " ", root, statistics.root_name(root));
  }
  return line;
}

std::string answer(Instruments& instruments, const std::string& word, const std::string& rest) {
  if (word == "pace") {
    instruments.pacer.set_pace(parse_integer(rest, "pace", 0, Pacer::kMaxPaceNs));
    return "ok";
  }
  if (word == "stats" && rest.empty()) {
    return held_and_device(instruments.pacer.held(), instruments.statistics.device);
  }
  if (word == "counts") return counts_of(instruments.statistics, rest);
  if (word == "roots" && rest.empty()) return roots(instruments.statistics);
  if (word == "fault") {
    instruments.faults.set(rest == "none" ? std::nullopt : std::optional(parse_fault(rest)));
    return "ok";
  }
  return "unknown request";
}

}  // namespace

std::string control_reply(Instruments& instruments, const std::string& request) {
  const auto space = request.find(' ');
  const std::string rest = space == std::string::npos ? "" : request.substr(space + 1);
  try {
    return answer(instruments, request.substr(0, space), rest);
  } catch (const UsageError& error) {
    return fmt::format("error: {}", error.what());
  }
}

}  // namespace sharebench::vboxsf
