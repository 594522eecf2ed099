// The backup is written first and removed last: whatever stops us, the originals are there.
#include "harness/guard/apply.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "harness/core/error.h"
#include "harness/guard/text.h"
#include "harness/sys/atomic_file.h"

namespace sharebench::guard {
namespace {

using nlohmann::json;

/// Bytes as hexadecimal, since a file of the user need not be UTF-8.
std::string to_hex(const std::string& bytes) {
  std::string hex;
  for (const char c : bytes) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return hex;
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(parse_number("0x" + hex.substr(i, 2), 255).value_or(0));
  return bytes;
}

void save(const Setup& setup, const std::filesystem::path& backup) {
  json files = json::array();
  for (const FileChange& change : setup.files)
    files.push_back({{"path", change.path},
                     {"was_there", change.before.has_value()},
                     {"bytes", to_hex(change.before.value_or(""))}});
  std::filesystem::create_directories(backup.parent_path());
  sys::replace_file(backup, json{{"files", files}, {"unload", setup.unload}}.dump(2) + "\n");
}

void write(sys::CommandRunner& runner, const std::string& path, const std::string& text) {
  sys::run_or_throw(runner,
                    {.argv = {"tee", path}, .input = text, .timeout_s = 30, .as_root = true},
                    "check that root may write there, then: sharebench guard undo");
}

struct Ran {
  bool ok = false;
  std::string line{}, token{};
};

/// The enable reference that `pfctl -E` printed: "Token : 1544".
std::string token_in(const std::string& text) {
  for (const std::string& line : lines_of(text)) {
    const std::vector<std::string> words = words_of(line);
    if (words.size() == 3 && words[0] == "Token" && parse_decimal(words[2], UINT64_MAX))
      return words[2];
  }
  return "";
}

Ran run(sys::CommandRunner& runner, const std::vector<std::string>& argv) {
  const sys::CommandResult result = runner.run({.argv = argv, .timeout_s = 120, .as_root = true});
  const bool ok = result.ok();
  const std::vector<std::string> lines = lines_of(result.err);
  const std::string line = fmt::format(
      "{}: {}", sys::display(argv),
      ok ? "done"
         : fmt::format("status {}{}", result.status, lines.empty() ? "" : ", " + lines.back()));
  return {ok, line, token_in(result.out + result.err)};
}

}  // namespace

Applied apply_setup(sys::CommandRunner& runner, const Setup& planned,
                    const std::filesystem::path& backup,
                    const std::function<std::string()>& check) {
  Setup setup = planned;
  if (std::filesystem::exists(backup))
    throw EnvironmentError(fmt::format("{} holds the files of an earlier apply", backup.string()),
                           "put them back first: sharebench guard undo");
  save(setup, backup);
  Applied applied;
  std::string failure;
  for (const FileChange& change : setup.files) {
    write(runner, change.path, change.after);
    applied.told.push_back("wrote " + change.path);
  }
  for (const auto& argv : setup.load) {
    const Ran ran = run(runner, argv);
    applied.told.push_back(ran.line);
    if (!ran.token.empty()) {
      setup.unload.push_back({"pfctl", "-X", ran.token});
      save(setup, backup);
    }
    if (ran.ok) continue;
    failure = ran.line;
    break;
  }
  if (failure.empty()) failure = check();
  if (failure.empty()) {
    applied.kept = true;
    return applied;
  }
  applied.told.push_back("taken back, because: " + failure);
  for (const std::string& line : undo_setup(runner, backup)) applied.told.push_back(line);
  return applied;
}

std::vector<std::string> undo_setup(sys::CommandRunner& runner,
                                    const std::filesystem::path& backup) {
  std::ifstream in(backup, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  const json saved = json::parse(text.str(), nullptr, false);
  if (!in || saved.is_discarded() || !saved.contains("files") || !saved.contains("unload"))
    throw DataError(fmt::format("{} is no backup of guard apply", backup.string()),
                    "there is nothing to undo");
  std::vector<std::string> told;
  for (const json& file : saved["files"]) {
    const std::string path = file.at("path").get<std::string>();
    if (file.at("was_there").get<bool>()) {
      write(runner, path, from_hex(file.at("bytes").get<std::string>()));
      told.push_back("put back " + path);
    } else {
      sys::run_or_throw(runner, {.argv = {"rm", "-f", path}, .timeout_s = 30, .as_root = true},
                        "remove it by hand");
      told.push_back("removed " + path);
    }
  }
  for (const json& argv : saved["unload"])
    told.push_back(run(runner, argv.get<std::vector<std::string>>()).line);
  std::filesystem::remove(backup);
  return told;
}

}  // namespace sharebench::guard
