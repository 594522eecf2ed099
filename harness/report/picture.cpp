// Two outside programs, each with the command that mends its absence.
#include "harness/report/picture.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/report/charts/svg_figures.h"
#include "harness/report/web_assets.h"

namespace sharebench::report {
namespace {

constexpr int kNotFound = 127;
constexpr double kTimeout_s = 300;

/// The output of a program that is needed; `package` is what Debian calls it.
std::string output_of(sys::CommandRunner& runner, const sys::Command& command,
                      const std::string& package) {
  const sys::CommandResult result = runner.run(command);
  if (result.ok()) return result.out;
  const std::string& program = command.argv.front();
  if (result.status == kNotFound) {
    throw EnvironmentError(fmt::format("{} was not found, which draws the charts", program),
                           fmt::format("install it: apt-get install {}", package));
  }
  const auto problem = result.err.find("Error: ");
  const std::string said =
      result.timed_out ? fmt::format("no end after {} s", kTimeout_s)
      : problem == std::string::npos
          ? result.err.substr(0, 300)
          : result.err.substr(problem, result.err.find('\n', problem) - problem);
  throw EnvironmentError(
      fmt::format("{} failed with status {}: {}", program, result.status, said),
      fmt::format("it takes {} of Debian 12 or newer: {} --version", package, program));
}

}  // namespace

std::vector<std::string> draw_svg(sys::CommandRunner& runner, const std::vector<Chart>& charts) {
  if (charts.empty()) return {};
  nlohmann::ordered_json specs = nlohmann::ordered_json::array();
  for (const Chart& chart : charts) specs.push_back(chart.spec);
  const nlohmann::ordered_json request = {{"libraries", {vega_js(), vega_lite_js()}},
                                          {"specs", specs}};
  const sys::Command command = {
      .argv = {"node", "--input-type=module", "--eval", std::string(render_mjs())},
      .input = request.dump(),
      .timeout_s = kTimeout_s};
  auto drawn =
      nlohmann::json::parse(output_of(runner, command, "nodejs")).get<std::vector<std::string>>();
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    drawn[i] = with_named_figures(drawn[i], charts.at(i));
  }
  return drawn;
}

std::string draw_png(sys::CommandRunner& runner, const std::string& svg) {
  return output_of(runner,
                   {.argv = {"rsvg-convert", "--zoom", "2", "--format", "png"},
                    .input = svg,
                    .timeout_s = kTimeout_s},
                   "librsvg2-bin");
}

}  // namespace sharebench::report
