// `sharebench lab`: build the guest's image, bring a lab up by hand, look into it, take it down.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/action.h"
#include "harness/cli/lab_by_hand.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/core/spec_list.h"
#include "harness/core/units.h"
#include "harness/lab/guest_image.h"
#include "harness/sys/terminal.h"

namespace sharebench::cli {
namespace {

ExitCode build(const Arguments& arguments, World& world) {
  const lab::BuiltImage image =
      lab::build_image(world.runner(), lab_by_hand(arguments), world.progress());
  fmt::print("{}\n", image.dir.string());
  return ExitCode::kYes;
}

ExitCode up(const Arguments& arguments, World& world) {
  const auto lab = lab::Lab::up(world.runner(), lab_by_hand(arguments), world.progress());
  lab->keep();
  const lab::LabFacts& facts = lab->facts();
  fmt::print("up in {}: kernel {}, docker {}, {}; end it with: sharebench lab down\n",
             format_eta(facts.boot_s), facts.kernel, facts.docker_version, facts.accelerator);
  return ExitCode::kYes;
}

ExitCode down(const Arguments& arguments, World& world) {
  const bool was_up = lab::take_down(world.runner(), lab_by_hand(arguments).state_dir);
  fmt::print("{}\n", was_up ? "down" : "there was none up");
  return ExitCode::kYes;
}

ExitCode status(const Arguments& arguments, World& world) {
  const std::string sentence = lab::status(world.runner(), lab_by_hand(arguments).state_dir);
  if (arguments.has("json"))
    fmt::print("{}\n", nlohmann::json{{"status", sentence}}.dump());
  else
    fmt::print("{}\n", sentence);
  return ExitCode::kYes;
}

ExitCode shell(const Arguments& arguments, World& world) {
  const auto lab = lab::Lab::adopt(world.runner(), lab_by_hand(arguments));
  lab->keep();
  sys::become(lab->shell());
}

ExitCode exec(const Arguments& arguments, World& world) {
  const auto lab = lab::Lab::adopt(world.runner(), lab_by_hand(arguments));
  lab->keep();
  std::vector<std::string> words(arguments.positionals.begin() + 1, arguments.positionals.end());
  if (!words.empty() && words.front() == "--") words.erase(words.begin());
  if (words.empty())
    throw UsageError("lab exec needs a command", "sharebench lab exec -- uname -a");
  const sys::CommandResult result =
      lab->guest(words.size() == 1 ? words[0] : sys::display(words), 600);
  fmt::print("{}", result.out);
  fmt::print(stderr, "{}", result.err);
  if (!result.ok()) {
    throw MeasureError(fmt::format("the command ended with status {} in the guest", result.status),
                       "its output is above");
  }
  return ExitCode::kYes;
}

ExitCode run_lab(const Arguments& arguments) {
  static const std::vector<Action> kActions = {{"build", build}, {"up", up},
                                               {"down", down},   {"status", status},
                                               {"shell", shell}, {"exec", exec}};
  return run_action("lab", kActions, arguments);
}

}  // namespace

Command lab_command() {
  return {"lab",
          "the lab VM by hand: build, up, down, status, shell, exec (run --target lab needs none "
          "of it)",
          {{"ACTION", "build, up, down, status, shell or exec"},
           {"COMMAND", "for exec: what to run in the guest, after --", false, true}},
          {{"accelerator", "A", "auto, kvm or tcg (default: auto)"},
           {"with-tools", "",
            "for build and up: an image of its own with strace, gcc, make, git and a JDK"}},
          {"sharebench lab build", "sharebench lab build --with-tools",
           "sharebench lab up && sharebench lab shell", "sharebench lab exec -- cat /proc/mounts",
           "sharebench lab down"},
          run_lab};
}

}  // namespace sharebench::cli
