// `docker-machine:NAME`: the virtual machine of docker-machine, reached over TCP with its
// certificates.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/core/error.h"
#include "harness/targets/docker_engine.h"
#include "harness/targets/json_text.h"
#include "harness/targets/rows.h"

namespace sharebench::targets {
namespace {

using nlohmann::json;

constexpr const char* kMachinePrefix = "docker-machine:";

/// The values of lines `export NAME="VALUE"`, as `docker-machine env --shell sh` prints them.
std::map<std::string, std::string> exported(const std::string& text) {
  std::map<std::string, std::string> values;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find('=');
    if (line.rfind("export ", 0) != 0 || equals == std::string::npos) continue;
    std::string value = line.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    values[line.substr(7, equals - 7)] = value;
  }
  return values;
}

/// What a failing docker-machine says; it may print a hint of its own after that.
std::string complaint(const sys::CommandResult& result) {
  if (result.status == 127) return "docker-machine is not installed";
  const std::string text = result.err.empty() ? result.out : result.err;
  const std::string line = text.substr(0, text.find('\n'));
  return line.empty() ? "docker-machine gave no reason" : line;
}

/// The machine as docker-machine keeps it: driver, address, processors, memory in MB.
void read_inspect(const std::string& text, Way& way) {
  const json machine = json::parse(text, nullptr, false);
  if (!machine.is_object()) return;
  way.vm_address = text_below(machine, "/Driver/IPAddress"_json_pointer);
  for (const auto& [fact, pointer] :
       {std::pair{"driver", "/DriverName"_json_pointer},
        std::pair{"vm cpus", "/Driver/CPU"_json_pointer},
        std::pair{"vm memory MB", "/Driver/Memory"_json_pointer},
        std::pair{"boot2docker", "/Driver/Boot2DockerURL"_json_pointer}}) {
    const std::string value = text_below(machine, pointer);
    if (!value.empty()) way.facts[fact] = value;
  }
}

}  // namespace

Way way_by_machine(sys::CommandRunner& runner, const TargetOptions& options) {
  const std::string machine = options.id.substr(std::string(kMachinePrefix).size());
  const auto env =
      runner.run({.argv = {"docker-machine", "env", "--shell", "sh", machine}, .timeout_s = 60});
  const auto values = exported(env.out);
  const auto host = values.find("DOCKER_HOST");
  if (!env.ok() || host == values.end()) {
    throw EnvironmentError(
        fmt::format("the machine '{}' cannot be reached: {}", machine, complaint(env)),
        fmt::format("docker-machine start {0}; docker-machine regenerate-certs {0}", machine));
  }
  Way way;
  way.context = machine;
  way.endpoint = host->second;
  way.client = {docker_client(options), "-H", way.endpoint};
  const auto certificates = values.find("DOCKER_CERT_PATH");
  if (certificates != values.end()) {
    const std::string& dir = certificates->second;
    way.client.insert(way.client.end(), {"--tlsverify", "--tlscacert", dir + "/ca.pem", "--tlscert",
                                         dir + "/cert.pem", "--tlskey", dir + "/key.pem"});
  }
  const auto inspect =
      runner.run({.argv = {"docker-machine", "inspect", machine}, .timeout_s = 20});
  if (inspect.ok()) read_inspect(inspect.out, way);
  return way;
}

TargetType docker_machine() {
  return {"docker-machine", "the virtual machine of docker-machine: docker-machine:NAME",
          engine_channels(),
          [](const std::string& id) { return id.rfind(kMachinePrefix, 0) == 0 && id.size() > 15; },
          [](sys::CommandRunner& runner, sys::Progress& progress,
             const TargetOptions& options) -> std::unique_ptr<Target> {
            return make_docker_engine(runner, progress, options, "docker-machine", way_by_machine);
          }};
}

}  // namespace sharebench::targets
