// `docker:CONTEXT`: an engine that the docker client can reach, by context or by URL.
#include <fmt/format.h>

#include <cstdlib>

#include "harness/core/error.h"
#include "harness/targets/docker_cli.h"
#include "harness/targets/docker_engine.h"
#include "harness/targets/rows.h"

namespace sharebench::targets {
namespace {

constexpr const char* kContextPrefix = "docker:";

bool is_url(const std::string& name) {
  return name.find("://") != std::string::npos;
}

/// What the client is set to, by a context or by DOCKER_HOST; empty where it does not say.
std::string endpoint_of(sys::CommandRunner& runner, const std::string& docker,
                        const std::string& context) {
  std::vector<std::string> argv = {docker, "context", "inspect"};
  if (!context.empty()) argv.push_back(context);
  argv.insert(argv.end(), {"--format", "{{.Endpoints.docker.Host}}"});
  const auto result = runner.run({.argv = argv, .timeout_s = 20});
  if (result.ok()) return first_line(result.out);
  if (!context.empty()) {
    throw EnvironmentError(fmt::format("the docker client knows no context '{}'{}{}", context,
                                       result.err.empty() ? "" : ": ", first_line(result.err)),
                           "see which there are: docker context ls");
  }
  return first_line(runner.run({.argv = {"printenv", "DOCKER_HOST"}, .timeout_s = 10}).out);
}

/// A socket on this machine: directories are this machine's, whatever VM is behind it.
bool is_local_socket(const std::string& endpoint) {
  return endpoint.empty() || endpoint.rfind("unix://", 0) == 0 ||
         endpoint.rfind("npipe://", 0) == 0;
}

}  // namespace

Way way_by_context(sys::CommandRunner& runner, const TargetOptions& options) {
  const std::string docker = docker_client(options);
  const std::string prefix = kContextPrefix;
  Way way;
  way.context = options.id.size() > prefix.size() ? options.id.substr(prefix.size()) : "";
  if (is_url(way.context)) {
    way.endpoint = way.context;
    way.client = {docker, "-H", way.endpoint};
    way.context.clear();
  } else {
    way.endpoint = endpoint_of(runner, docker, way.context);
    way.client = {docker};
    if (!way.context.empty()) way.client.insert(way.client.end(), {"--context", way.context});
  }
  way.here = is_local_socket(way.endpoint);
  return way;
}

TargetType docker_context() {
  return {"docker",
          "a docker engine: docker:CONTEXT, docker:ssh://USER@HOST, or docker as its client is set",
          engine_channels(),
          [](const std::string& id) {
            return id == "docker" || (id.rfind(kContextPrefix, 0) == 0 && id.size() > 7);
          },
          [](sys::CommandRunner& runner, sys::Progress& progress,
             const TargetOptions& options) -> std::unique_ptr<Target> {
            return make_docker_engine(runner, progress, options, "docker", way_by_context);
          }};
}

}  // namespace sharebench::targets
