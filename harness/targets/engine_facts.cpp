// Reads two answers of the docker client; fields of an old engine may be missing.
#include "harness/targets/engine_facts.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/targets/docker_cli.h"

namespace sharebench::targets {
namespace {

using nlohmann::json;

json parsed(const std::string& text, const std::string& command) {
  json answer = json::parse(text, nullptr, false);
  if (answer.is_object()) return answer;
  throw EnvironmentError(
      fmt::format("{} did not answer in JSON but with '{}'", command, text.substr(0, 80)),
      "is `docker` the docker client (17.06 or later)? name another: --docker PROGRAM");
}

std::string text_at(const json& object, const std::string& key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

std::uint64_t number_at(const json& object, const std::string& key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number_unsigned() ? at->get<std::uint64_t>() : 0;
}

json object_at(const json& object, const std::string& key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_object() ? *at : json::object();
}

void read_server(const json& server, EngineFacts& facts) {
  facts.version = text_at(server, "Version");
  facts.arch = arch_name(text_at(server, "Arch"));
  facts.kernel = text_at(server, "KernelVersion");
  facts.platform = text_at(object_at(server, "Platform"), "Name");
  const auto components = server.find("Components");
  if (components == server.end() || !components->is_array()) return;
  for (const json& component : *components) {
    if (component.is_object()) {
      facts.components[text_at(component, "Name")] = text_at(component, "Version");
    }
  }
}

/// Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, chrono-compatible
/// low-level date algorithms, days_from_civil).
long days_of(int year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int of_era = year - era * 400;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097L + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/// Seconds of "Z", "+01:00" or "-0500".
int offset_of(const std::string& zone) {
  int hours = 0, minutes = 0;
  if (zone.size() < 3 || zone[0] == 'Z') return 0;
  if (std::sscanf(zone.c_str() + 1, "%2d:%2d", &hours, &minutes) < 2) {
    std::sscanf(zone.c_str() + 1, "%2d%2d", &hours, &minutes);
  }
  const int seconds = (hours * 60 + minutes) * 60;
  return zone[0] == '-' ? -seconds : seconds;
}

}  // namespace

EngineFacts parse_engine(const std::string& version_json, const std::string& info_json) {
  EngineFacts facts;
  read_server(object_at(parsed(version_json, "docker version"), "Server"), facts);
  const json info = parsed(info_json, "docker info");
  if (facts.version.empty()) facts.version = text_at(info, "ServerVersion");
  if (facts.kernel.empty()) facts.kernel = text_at(info, "KernelVersion");
  if (facts.arch.empty()) facts.arch = arch_name(text_at(info, "Architecture"));
  facts.operating_system = text_at(info, "OperatingSystem");
  facts.name = text_at(info, "Name");
  facts.storage_driver = text_at(info, "Driver");
  facts.cpus = static_cast<int>(number_at(info, "NCPU"));
  facts.memory_bytes = number_at(info, "MemTotal");
  if (facts.version.empty()) {
    throw EnvironmentError(
        "the docker engine does not tell its version, so nobody could say what was measured",
        "see what it answers: docker version; then restart or update the engine");
  }
  return facts;
}

double seconds_of_time(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute,
                  &second, &used) < 6) {
    return -1;
  }
  auto at = static_cast<std::size_t>(used);
  double fraction = 0;
  if (at < text.size() && text[at] == '.') {
    double weight = 0.1;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
      fraction += weight * (text[at] - '0');
    }
  }
  const double of_day = (hour * 60 + minute) * 60 + second - offset_of(text.substr(at));
  return static_cast<double>(days_of(year, month, day)) * 86400 + of_day + fraction;
}

}  // namespace sharebench::targets
