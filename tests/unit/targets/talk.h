// Recorded conversations of engines, and a runner of commands that changes or interrupts them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "harness/core/error.h"
#include "harness/core/version.h"
#include "harness/sys/command_runner.h"

namespace sharebench::targets {

/// A folder that goes at the end; state of sandboxes is kept in it as well.
class Scratch {
 public:
  explicit Scratch(const std::string& name)
      : dir_(std::filesystem::path(testing::TempDir()) / (name + " " + std::to_string(getpid()))) {
    std::filesystem::create_directories(dir_ / "share");
    setenv("XDG_STATE_HOME", (dir_ / "state").c_str(), 1);
  }
  ~Scratch() { std::filesystem::remove_all(dir_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::filesystem::path share() const { return dir_ / "share"; }

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(dir_ / name, std::ios::binary) << text;
    return dir_ / name;
  }

  /// A file that says of itself what processor it is for, and holds nothing else (elf(5)).
  std::filesystem::path runner_for(const std::string& arch) const {
    std::string head(64, '\0');
    head.replace(0, 4,
                 "\x7f"
                 "ELF");
    head[18] = static_cast<char>(arch == "x86_64" ? 62 : 183);
    return write("runner." + arch, head);
  }

 private:
  std::filesystem::path dir_;
};

/// The text of tests/captured/targets/NAME.transcript, with our version in the runner's greeting.
inline std::string talk_text(const std::string& name) {
  const char* root = std::getenv("SOURCE_DIR");
  const auto file = std::filesystem::path(root != nullptr ? root : ".") / "tests" / "captured" /
                    "targets" / (name + ".transcript");
  std::ifstream in(file);
  EXPECT_TRUE(in) << file;
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string mark = "@VERSION@";
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    text.replace(at, mark.size(), version());
  }
  return text;
}

/// Passes commands on, keeps them, and lets a test change answers or end a conversation.
class Meddler : public sys::CommandRunner {
 public:
  explicit Meddler(sys::CommandRunner& inner) : inner_(inner) {}

  std::function<bool(const sys::Command&)> missing{};  ///< programs that are not found
  std::function<void(const sys::Command&, sys::CommandResult&)> change{};
  std::string interrupt_at{};  ///< a line written to a child that holds this throws Interrupted
  std::vector<std::string> asked{};

  sys::CommandResult run(const sys::Command& command) override {
    asked.push_back(sys::display(command.argv));
    if (missing && missing(command)) {
      return {.status = 127, .out = "", .err = command.argv[0] + ": not found"};
    }
    sys::CommandResult result = inner_.run(command);
    if (change) change(command, result);
    return result;
  }

  std::unique_ptr<sys::Child> start(const sys::Command& command) override {
    asked.push_back(sys::display(command.argv));
    return std::make_unique<MeddledChild>(inner_.start(command), *this);
  }

  /// How many commands hold that text.
  int count(const std::string& part) const {
    int found = 0;
    for (const std::string& line : asked) found += line.find(part) != std::string::npos ? 1 : 0;
    return found;
  }

 private:
  class MeddledChild : public sys::Child {
   public:
    MeddledChild(std::unique_ptr<sys::Child> inner, const Meddler& owner)
        : inner_(std::move(inner)), owner_(owner) {}
    void write_line(const std::string& line) override {
      const std::string& at = owner_.interrupt_at;
      if (!at.empty() && line.find(at) != std::string::npos) throw Interrupted(2);
      inner_->write_line(line);
    }
    std::optional<std::string> read_line(double s) override { return inner_->read_line(s); }
    bool running() override { return inner_->running(); }
    int status() override { return inner_->status(); }
    std::string error_text() override { return inner_->error_text(); }
    void stop(double grace_s) override { inner_->stop(grace_s); }

   private:
    std::unique_ptr<sys::Child> inner_;
    const Meddler& owner_;
  };

  sys::CommandRunner& inner_;
};

}  // namespace sharebench::targets
