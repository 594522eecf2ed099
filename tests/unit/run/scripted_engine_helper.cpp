// The kept conversation, read once and answered from again and again.
#include "tests/unit/run/scripted_engine_helper.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <chrono>
#include <ctime>
#include <deque>
#include <sstream>

#include "tests/unit/run/fake_target_helper.h"

namespace sharebench::run {
namespace {

using nlohmann::json;

bool is_command(const json& entry, const std::vector<std::string>& argv) {
  if (!entry.contains("argv") || entry["argv"].size() != argv.size()) return false;
  for (std::size_t i = 0; i < argv.size(); ++i) {
    const std::string pattern = entry["argv"][i];
    if (pattern != argv[i] && fnmatch(pattern.c_str(), argv[i].c_str(), FNM_NOESCAPE) != 0) {
      return false;
    }
  }
  return true;
}

/// The date as an engine prints it, `ahead_s` seconds from now.
std::string date(double ahead_s) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() +
                  static_cast<long long>(ahead_s * 1e9);
  const auto second = static_cast<std::time_t>(ns / 1'000'000'000);
  std::tm parts{};
  gmtime_r(&second, &parts);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:09d}Z\n", text, ns % 1'000'000'000);
}

class ScriptedRunner : public sys::Child {
 public:
  explicit ScriptedRunner(const ScriptedEngine& engine) : engine_(engine) {}

  void write_line(const std::string& line) override {
    if (!engine_.run_error.empty()) return;
    const json request = json::parse(line);
    const std::string op = request["op"];
    const auto planted = engine_.answers.find(op);
    if (op == "hello") {
      lines_.push_back(engine_.hello.dump());
    } else if (planted != engine_.answers.end()) {
      lines_.push_back(planted->second);
    } else {
      lines_.push_back(healthy(op, request.value("workload", ""), ""));
    }
  }

  std::optional<std::string> read_line(double) override {
    if (lines_.empty()) return std::nullopt;
    const std::string line = lines_.front();
    lines_.pop_front();
    return line;
  }

  bool running() override { return engine_.run_error.empty(); }
  int status() override { return engine_.run_error.empty() ? 0 : 125; }
  std::string error_text() override { return engine_.run_error; }
  void stop(double) override {}

 private:
  const ScriptedEngine& engine_;
  std::deque<std::string> lines_;
};

}  // namespace

ScriptedEngine::ScriptedEngine(const std::string& talk) {
  std::istringstream lines(talk);
  for (std::string line; std::getline(lines, line);) {
    json entry = json::parse(line);
    if (entry.contains("read") && hello.is_null())
      hello = json::parse(entry["read"].get<std::string>());
    entries_.push_back(std::move(entry));
  }
}

void ScriptedEngine::remount(const std::string& from, const std::string& to) {
  std::string table = hello["mountinfo"];
  const auto at = table.find(from);
  if (at == std::string::npos) throw std::logic_error("nothing to replace: " + from);
  hello["mountinfo"] = table.replace(at, from.size(), to);
}

sys::CommandResult ScriptedEngine::run(const sys::Command& command) {
  const std::string line = sys::display(command.argv);
  for (const auto& [part, result] : instead) {
    if (line.find(part) != std::string::npos) return result;
  }
  if (line.find("{{.SystemTime}}") != std::string::npos) {
    jumped_s_ += clock_jump_s;
    return {.status = 0, .out = date(jumped_s_), .err = ""};
  }
  for (const json& entry : entries_) {
    if (!is_command(entry, command.argv)) continue;
    return {.status = entry.value("status", 0),
            .out = entry.value("out", ""),
            .err = entry.value("err", "")};
  }
  return {.status = 127, .out = "", .err = command.argv[0] + ": not found"};
}

std::unique_ptr<sys::Child> ScriptedEngine::start(const sys::Command&) {
  return std::make_unique<ScriptedRunner>(*this);
}

}  // namespace sharebench::run
