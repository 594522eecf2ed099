// `sharebench doctor`: what is missing here, the command that mends it, what was left behind, and
// which mount a directory really is on.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "harness/cli/doctor_mount.h"
#include "harness/cli/rows.h"
#include "harness/cli/world.h"
#include "harness/lab/lab.h"
#include "harness/sys/host_facts.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "harness/targets/docker_cli.h"
#include "harness/targets/docker_engine.h"

namespace sharebench::cli {
namespace {

/// One thing that was looked at.
struct Check {
  std::string name;
  bool ok = false;
  std::string found, mend;
};

Check program(sys::CommandRunner& runner, const std::string& name, const std::string& package,
              const std::string& why) {
  const bool found = sys::has_program(runner, name);
  return {name, found, found ? why : "missing, for " + why,
          found ? "" : "apt-get install --no-install-recommends " + package};
}

Check the_runner(const std::string& arch) {
  try {
    return {"runner", true, sys::find_runner("", arch).string(), ""};
  } catch (const Error& error) {
    return {"runner", false, error.what(), error.hint()};
  }
}

Check docker_engine(sys::CommandRunner& runner) {
  const auto answer = runner.run(
      {.argv = {"docker", "version", "--format", "{{.Server.Version}}"}, .timeout_s = 20});
  if (answer.ok()) return {"docker engine", true, answer.out.substr(0, answer.out.find('\n')), ""};
  return {"docker engine", false, "none answers (only needed for --engine docker)",
          "docker-machine start default, or start Docker Desktop"};
}

std::vector<Check> look(sys::CommandRunner& runner) {
  std::vector<Check> checks;
  const auto facts = sys::read_host_facts(runner);
  const auto arch = facts.find("arch");
  checks.push_back(the_runner(arch == facts.end() ? "x86_64" : arch->second));
  checks.push_back(docker_engine(runner));
  const auto kernel = facts.find("kernel");
  if (kernel == facts.end() || kernel->second.rfind("Linux", 0) != 0) {
    checks.push_back({"lab", false, "the lab needs Linux", "measure a docker engine instead"});
    return checks;
  }
  checks.push_back(program(runner, "qemu-system-x86_64", "qemu-system-x86", "the lab"));
  checks.push_back(program(runner, "mmdebstrap", "mmdebstrap", "building the lab's image"));
  checks.push_back(program(runner, "ip", "iproute2", "the lab's network"));
  checks.push_back(program(runner, "mke2fs", "e2fsprogs", "building the lab's image"));
  checks.push_back(
      program(runner, "strace", "strace", "sharebench record (nothing else needs it)"));
  return checks;
}

/// The client that reaches the engine of --target; the one that is set where none is named.
std::vector<std::string> client_of(World& world, const Arguments& arguments) {
  targets::TargetOptions options;
  options.id = arguments.get("target", "docker");
  options.docker = arguments.get("docker");
  const std::string kind = targets::target_type(options.id).name;
  if (kind == "docker-machine") return targets::way_by_machine(world.runner(), options).client;
  if (kind == "docker" && arguments.has("target")) {
    return targets::way_by_context(world.runner(), options).client;
  }
  return {targets::docker_client(options)};
}

std::vector<std::string> clean(World& world, const Arguments& arguments) {
  std::vector<std::string> removed =
      targets::clean_containers(world.runner(), client_of(world, arguments));
  for (const std::string& sentence :
       lab::clean_leftovers(world.runner(), sys::state_root() / "labs")) {
    removed.push_back(sentence);
  }
  for (const std::string& sentence : sys::clean_sandboxes()) removed.push_back(sentence);
  return removed;
}

void print_checks(const std::vector<Check>& checks, bool as_json) {
  if (as_json) {
    nlohmann::json all = nlohmann::json::array();
    for (const Check& check : checks) {
      all.push_back(
          {{"name", check.name}, {"ok", check.ok}, {"found", check.found}, {"mend", check.mend}});
    }
    fmt::print("{}\n", all.dump(2));
    return;
  }
  for (const Check& check : checks) {
    fmt::print("{} {:<20} {}\n", check.ok ? "ok     " : "missing", check.name, check.found);
    if (!check.mend.empty()) fmt::print("        mend: {}\n", check.mend);
  }
}

ExitCode diagnose(const Arguments& arguments) {
  World world(arguments);
  if (arguments.has("clean")) {
    const std::vector<std::string> removed = clean(world, arguments);
    if (arguments.has("json")) fmt::print("{}\n", nlohmann::json{{"removed", removed}}.dump(2));
    for (const std::string& sentence : removed) {
      if (!arguments.has("json")) fmt::print("{}\n", sentence);
    }
    if (removed.empty() && !arguments.has("json")) fmt::print("nothing was left behind\n");
    return ExitCode::kYes;
  }
  if (arguments.has("target")) return tell_mount(world, arguments);
  print_checks(look(world.runner()), arguments.has("json"));
  return ExitCode::kYes;
}

}  // namespace

Command doctor_command() {
  return {
      "doctor",
      "what is missing on this machine and the command that mends it",
      {},
      {{"clean", "", "remove what runs that are gone left behind (only what carries our mark)"},
       {"target", "T",
        "say which mount a directory really is on there (exit code 1: on a copy); with --clean, "
        "the "
        "engine to look at"},
       {"dir", "HOST_DIR", "that directory, with --target (default: .)"},
       {"share", "SHARE", "or that share, with --target (default: a bind mount of the directory)"},
       {"runner", "FILE", "the runner to use (default: the one beside this program)"},
       {"docker", "PROGRAM", "the docker client (default: docker)"}},
      {"sharebench doctor", "sharebench doctor --target docker:desktop-linux --dir ~/src",
       "sharebench doctor --clean", "sharebench doctor --clean --target docker:colima",
       "sharebench doctor --json"},
      diagnose};
}

}  // namespace sharebench::cli
