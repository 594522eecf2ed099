// Transcripts: one JSON value a line, a header first, then every command and every line of a
// conversation in the order in which they happened.
#include "harness/sys/transcript_runner.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <list>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"

namespace sharebench::sys {
namespace {

using nlohmann::json;

/// Appends entries to a file; every entry is on disk before the next command runs.
class Transcript {
 public:
  explicit Transcript(const std::filesystem::path& file) : file_(file) {
    out_.open(file, std::ios::trunc);
    add({{"sharebench_transcript", 1}});
  }

  void add(const json& entry) {
    out_ << entry.dump(-1, ' ', false, json::error_handler_t::replace) << "\n" << std::flush;
    if (!out_) {
      throw EnvironmentError(fmt::format("the transcript {} cannot be written", file_.string()),
                             "give --record a file in a writable folder");
    }
  }

  int next_child() { return children_++; }

 private:
  std::filesystem::path file_;
  std::ofstream out_;
  int children_ = 0;
};

class RecordingChild : public Child {
 public:
  RecordingChild(std::unique_ptr<Child> inner, std::shared_ptr<Transcript> transcript, int id)
      : inner_(std::move(inner)), transcript_(std::move(transcript)), id_(id) {}

  void write_line(const std::string& line) override {
    transcript_->add({{"child", id_}, {"write", line}});
    inner_->write_line(line);
  }

  std::optional<std::string> read_line(double deadline_s) override {
    std::optional<std::string> line = inner_->read_line(deadline_s);
    transcript_->add({{"child", id_}, {"read", line ? json(*line) : json(nullptr)}});
    return line;
  }

  bool running() override { return inner_->running(); }
  int status() override { return inner_->status(); }
  std::string error_text() override { return inner_->error_text(); }
  void stop(double grace_s) override { inner_->stop(grace_s); }

 private:
  std::unique_ptr<Child> inner_;
  std::shared_ptr<Transcript> transcript_;
  int id_;
};

class RecordingRunner : public CommandRunner {
 public:
  RecordingRunner(CommandRunner& inner, const std::filesystem::path& file)
      : inner_(inner), transcript_(std::make_shared<Transcript>(file)) {}

  CommandResult run(const Command& command) override {
    CommandResult result = inner_.run(command);
    transcript_->add({{"argv", command.argv},
                      {"status", result.status},
                      {"out", result.out},
                      {"err", result.err},
                      {"timed_out", result.timed_out}});
    return result;
  }

  std::unique_ptr<Child> start(const Command& command) override {
    std::unique_ptr<Child> child = inner_.start(command);
    const int id = transcript_->next_child();
    transcript_->add({{"start", command.argv}, {"child", id}});
    return std::make_unique<RecordingChild>(std::move(child), transcript_, id);
  }

 private:
  CommandRunner& inner_;
  std::shared_ptr<Transcript> transcript_;
};

/// True when `text` is `pattern`, where a `*` in the pattern stands for any characters: recorded
/// names with a run's id in them are edited that way.
bool matches(const std::string& pattern, const std::string& text, std::size_t p = 0,
             std::size_t t = 0) {
  for (; p < pattern.size(); ++p, ++t) {
    if (pattern[p] == '*') {
      for (std::size_t skip = t; skip <= text.size(); ++skip) {
        if (matches(pattern, text, p + 1, skip)) return true;
      }
      return false;
    }
    if (t >= text.size() || pattern[p] != text[t]) return false;
  }
  return t == text.size();
}

bool same_command(const json& recorded, const std::vector<std::string>& argv) {
  if (recorded.size() != argv.size()) return false;
  for (std::size_t i = 0; i < argv.size(); ++i) {
    if (!matches(recorded[i].get<std::string>(), argv[i])) return false;
  }
  return true;
}

/// What is left of a recording; shared by a replay runner and its children.
struct Recording {
  std::string name;
  std::list<json> entries;

  /// Takes out the first entry for which `wanted` holds.
  template <class Wanted>
  json take(const Wanted& wanted, const std::string& asked) {
    for (auto it = entries.begin(); it != entries.end(); ++it) {
      if (!wanted(*it)) continue;
      json entry = *it;
      entries.erase(it);
      return entry;
    }
    throw MeasureError(fmt::format("{} has no answer for: {}", name, asked),
                       "record the conversation again with --record");
  }
};

class ReplayChild : public Child {
 public:
  ReplayChild(std::shared_ptr<Recording> recording, int id)
      : recording_(std::move(recording)), id_(id) {}

  void write_line(const std::string& line) override {
    const json entry = next("write", line);
    const std::string expected = entry["write"];
    if (!matches(expected, line)) {
      throw MeasureError(
          fmt::format("{} expected the line '{}', got '{}'", recording_->name, expected, line),
          "record the conversation again with --record");
    }
  }

  std::optional<std::string> read_line(double) override {
    const json entry = next("read", "(a line to read)");
    if (entry["read"].is_null()) {
      running_ = false;
      return std::nullopt;
    }
    return entry["read"].get<std::string>();
  }

  bool running() override { return running_; }
  int status() override { return 0; }
  std::string error_text() override { return ""; }
  void stop(double) override { running_ = false; }

 private:
  json next(const char* kind, const std::string& asked) {
    return recording_->take(
        [&](const json& e) { return e.value("child", -1) == id_ && e.contains(kind); }, asked);
  }

  std::shared_ptr<Recording> recording_;
  int id_;
  bool running_ = true;
};

class ReplayRunner : public CommandRunner {
 public:
  explicit ReplayRunner(const std::filesystem::path& file)
      : recording_(std::make_shared<Recording>()) {
    recording_->name = file.filename().string();
    std::ifstream in(file);
    std::string line;
    bool header = false;
    while (std::getline(in, line)) {
      if (line.empty()) continue;
      json entry = json::parse(line, nullptr, false);
      if (!header && (!entry.is_object() || entry.value("sharebench_transcript", 0) != 1)) break;
      if (header) recording_->entries.push_back(std::move(entry));
      header = true;
    }
    if (!header) {
      throw DataError(fmt::format("{} is not a transcript of sharebench", file.string()),
                      "make one with: sharebench run --record FILE");
    }
  }

  CommandResult run(const Command& command) override {
    const json entry = recording_->take(
        [&](const json& e) { return e.contains("argv") && same_command(e["argv"], command.argv); },
        display(command.argv));
    CommandResult result;
    result.status = entry.value("status", 0);
    result.out = entry.value("out", "");
    result.err = entry.value("err", "");
    result.timed_out = entry.value("timed_out", false);
    return result;
  }

  std::unique_ptr<Child> start(const Command& command) override {
    const json entry = recording_->take(
        [&](const json& e) {
          return e.contains("start") && same_command(e["start"], command.argv);
        },
        display(command.argv));
    return std::make_unique<ReplayChild>(recording_, entry["child"].get<int>());
  }

 private:
  std::shared_ptr<Recording> recording_;
};

}  // namespace

std::unique_ptr<CommandRunner> make_recording_runner(CommandRunner& inner,
                                                     const std::filesystem::path& file) {
  return std::make_unique<RecordingRunner>(inner, file);
}

std::unique_ptr<CommandRunner> make_replay_runner(const std::filesystem::path& file) {
  return std::make_unique<ReplayRunner>(file);
}

}  // namespace sharebench::sys
