// Parses every value of a request; nothing is looked up yet.
#include "harness/cli/request.h"

#include "harness/core/units.h"

namespace sharebench::cli {
namespace {

std::vector<double> parse_paces(const std::string& text) {
  std::vector<double> paces;
  if (text == "none") return paces;
  std::size_t from = 0;
  for (;;) {
    const std::size_t comma = text.find(',', from);
    paces.push_back(parse_seconds(text.substr(from, comma - from), "--pace"));
    if (comma == std::string::npos) return paces;
    from = comma + 1;
  }
}

}  // namespace

std::vector<Option> request_options() {
  return {
      {"target", "T",
       "where to measure: lab, local, local:DIR, docker:CONTEXT, docker-machine:NAME (default: "
       "lab)"},
      {"engine", "E", "docker or none, for the target local (default: none)"},
      {"shares", "A,B",
       "shares to compare, with options as in nfs3:actimeo=0,rsize=65536; for local and engines: "
       "NAME=DIR,..."},
      {"baseline", "SHARE", "the share that others are compared with (default: the first)"},
      {"workloads", "A,B", "workloads, with parameters as in small_files:count=500,size=4KiB"},
      {"suite", "NAME", "quick, mission or full, in place of --workloads (default: mission)"},
      {"blocks", "N", "measure a fixed number of blocks; six or more give an interval"},
      {"max-blocks", "N",
       "stop when every comparison is decided, looked at after 8, 12, 16, 24, 32 and 48 blocks, or "
       "after N (default: 48)"},
      {"warmup", "N",
       "warm-up samples per share, workload and block, or auto: found by a pilot of 8 blocks "
       "(default: 3, in the lab 1)"},
      {"repeat", "N",
       "runs of a workload's body in one sample (default: auto, as many as make a sample of 50 ms, "
       "64 at most; in the lab 1)"},
      {"pace", "P1,P2",
       "lab: hold each round trip this long, two paces or none (default: 1ms,3ms)"},
      {"margin", "PERCENT", "differences smaller than this do not matter (default: 5%)"},
      {"seed", "N", "decides names, bytes and orders (default: 1)"},
      {"dir", "HOST_DIR",
       "the directory that is shared, for engines and for the target local (default: .)"},
      {"time-budget", "TIME", "begin no block that would end after this, such as 10m"},
      {"anonymize", "", "leave the host name out of the run file"},
  };
}

Request make_request(const Arguments& arguments) {
  Request request;
  request.target = arguments.get("target");
  request.engine = arguments.get("engine");
  if (arguments.has("shares")) {
    request.shares = parse_spec_list(arguments.get("shares"), "--shares");
  }
  if (arguments.has("workloads")) {
    request.workloads = parse_spec_list(arguments.get("workloads"), "--workloads");
  }
  request.suite = arguments.get("suite");
  request.baseline = arguments.get("baseline");
  if (arguments.has("blocks")) {
    request.blocks = static_cast<int>(parse_integer(arguments.get("blocks"), "--blocks", 1, 1000));
  }
  if (arguments.has("max-blocks")) {
    request.max_blocks =
        static_cast<int>(parse_integer(arguments.get("max-blocks"), "--max-blocks", 1, 1000));
  }
  request.warmups_by_pilot = arguments.get("warmup") == "auto";
  if (arguments.has("warmup") && !request.warmups_by_pilot) {
    request.warmups = static_cast<int>(parse_integer(arguments.get("warmup"), "--warmup", 0, 100));
  }
  if (arguments.get("repeat", "auto") != "auto") {
    request.repeats = static_cast<int>(parse_integer(arguments.get("repeat"), "--repeat", 1, 1000));
  }
  if (arguments.has("margin")) request.margin = parse_fraction(arguments.get("margin"), "--margin");
  if (arguments.has("seed")) {
    request.seed = static_cast<std::uint64_t>(
        parse_integer(arguments.get("seed"), "--seed", 0, 4'000'000'000'000));
  }
  request.paces_given = arguments.has("pace");
  if (request.paces_given) request.paces_s = parse_paces(arguments.get("pace"));
  request.dir = arguments.get("dir");
  if (arguments.has("time-budget")) {
    request.time_budget_s = parse_seconds(arguments.get("time-budget"), "--time-budget");
  }
  request.anonymize = arguments.has("anonymize");
  return request;
}

}  // namespace sharebench::cli
