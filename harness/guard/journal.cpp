// JSON, with the bytes of files as hexadecimal, since a file of the user need not be UTF-8.
#include "harness/guard/journal.h"

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

constexpr const char* kFormat = "sharebench_journal";

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

json to_json(const JournalEntry& entry) {
  json made = {{"vm", entry.side == Side::kVm},
               {"as_root", entry.as_root},
               {"begun", entry.begun},
               {"undo", entry.undo}};
  if (entry.path.empty()) return made;
  made["path"] = entry.path;
  made["after"] = to_hex(entry.after);
  if (!entry.before.bytes) return made;
  made["before"] = to_hex(*entry.before.bytes);
  made["mode"] = entry.before.mode;
  made["owner"] = entry.before.owner;
  return made;
}

JournalEntry from_json(const json& made) {
  JournalEntry entry;
  entry.side = made.at("vm").get<bool>() ? Side::kVm : Side::kHost;
  entry.as_root = made.at("as_root").get<bool>();
  entry.begun = made.at("begun").get<bool>();
  entry.undo = made.at("undo").get<std::vector<std::string>>();
  if (!made.contains("path")) return entry;
  entry.path = made.at("path").get<std::string>();
  entry.after = from_hex(made.at("after").get<std::string>());
  if (!made.contains("before")) return entry;
  entry.before.bytes = from_hex(made.at("before").get<std::string>());
  entry.before.mode = made.at("mode").get<std::string>();
  entry.before.owner = made.at("owner").get<std::string>();
  return entry;
}

}  // namespace

void write_journal(const std::filesystem::path& file, const JournalText& text) {
  json about = json::object(), entries = json::array();
  for (const auto& [name, value] : text.about) about[name] = value;
  for (const JournalEntry& entry : text.entries) entries.push_back(to_json(entry));
  std::error_code problem;
  std::filesystem::create_directories(file.parent_path(), problem);  // replace_file names it
  const json whole = {{kFormat, 1}, {"about", about}, {"steps", entries}};
  sys::replace_file(file, whole.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

JournalText read_journal(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in)
    throw DataError(fmt::format("there is no {}", file.string()), "there is nothing to undo");
  JournalText text;
  try {
    const json whole = json::parse(bytes.str());
    if (whole.at(kFormat) != 1) throw DataError("a newer one", "");
    for (const auto& [name, value] : whole.at("about").items())
      text.about.emplace_back(name, value.get<std::string>());
    for (const json& entry : whole.at("steps")) text.entries.push_back(from_json(entry));
  } catch (const std::exception&) {
    throw DataError(fmt::format("{} is no journal of this version of sharebench", file.string()),
                    "undo with the version that wrote it");
  }
  return text;
}

}  // namespace sharebench::guard
