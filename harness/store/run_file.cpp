// Reading and writing run files; the file's name goes into every complaint here.
#include "harness/store/run_file.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "harness/core/error.h"
#include "harness/store/run_json.h"
#include "harness/store/upgrade.h"
#include "harness/sys/atomic_file.h"

namespace sharebench::store {
namespace {

[[noreturn]] void complain_of_reading(const std::filesystem::path& path) {
  throw DataError(fmt::format("{} cannot be read", path.string()),
                  fmt::format("look at its permissions: ls -l {}", path.string()));
}

std::ifstream open_file(const std::filesystem::path& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw DataError(fmt::format("{} does not exist", path.string()),
                    "list run files with: ls out/*.run.json");
  }
  if (std::filesystem::is_directory(status)) {
    throw DataError(fmt::format("{} is a folder, not a run file", path.string()),
                    fmt::format("name one of the files in it: ls {}/*.run.json", path.string()));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) complain_of_reading(path);
  return file;
}

/// The whole text, for a complaint about it.
std::string read_text(const std::filesystem::path& path) {
  std::ifstream file = open_file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

[[noreturn]] void complain_of_syntax(const std::filesystem::path& path,
                                     const nlohmann::json::parse_error& error) {
  const std::string text = read_text(path);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw DataError(fmt::format("{} is empty", path.string()),
                    "measure again, or find another copy");
  }
  if (error.byte > text.size()) {
    throw DataError(fmt::format("{} is cut short: it ends at byte {}, in the middle of the run",
                                path.string(), text.size()),
                    "sharebench writes run files whole, so a copy was cut: copy it again");
  }
  throw DataError(fmt::format("{} is not valid JSON at byte {}", path.string(), error.byte),
                  "it is no run file, or was edited: use the original");
}

/// From the file as it comes: the text of a large run would take as much memory as its figures.
nlohmann::json parse(const std::filesystem::path& path) {
  std::ifstream file = open_file(path);
  try {
    return nlohmann::json::parse(file);
  } catch (const nlohmann::json::parse_error& error) {
    complain_of_syntax(path, error);
  } catch (const std::ios_base::failure&) {
    complain_of_reading(path);
  } catch (const nlohmann::json::out_of_range&) {
    throw DataError(fmt::format("{} holds a number too large for any figure", path.string()),
                    "it was damaged or edited: use the original");
  }
}

}  // namespace

std::filesystem::path run_file_path(const std::filesystem::path& folder, const Run& run) {
  return folder / (run.id + ".run.json");
}

void save(const Run& run, const std::filesystem::path& path) {
  sys::replace_file(path, to_text(run));
}

Run load(const std::filesystem::path& path) {
  nlohmann::json parsed = parse(path);
  try {
    return from_json(upgrade(std::move(parsed)));
  } catch (const DataError& error) {
    throw DataError(fmt::format("{}: {}", path.string(), error.what()), error.hint());
  }
}

}  // namespace sharebench::store
