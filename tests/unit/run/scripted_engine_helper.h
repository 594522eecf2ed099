// An engine that answers from a kept conversation as often as it is asked, so that whole runs can
// be measured on it; tests plant mistakes into its answers.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"

namespace sharebench::run {

class ScriptedEngine : public sys::CommandRunner {
 public:
  /// `talk` is the text of a transcript.
  explicit ScriptedEngine(const std::string& talk);

  nlohmann::json hello{};  ///< what the runner says when greeted
  /// Answers to commands whose line holds the key; they go before those of the conversation.
  std::map<std::string, sys::CommandResult> instead{};
  std::map<std::string, std::string> answers{};  ///< of the runner, by operation
  double clock_jump_s = 0;                       ///< the engine's date jumps so far at each look
  std::string run_error{};  ///< `docker run` says that and ends, in place of a runner

  /// Replaces `from` by `to` in the mount table that the runner tells.
  void remount(const std::string& from, const std::string& to);

  sys::CommandResult run(const sys::Command& command) override;
  std::unique_ptr<sys::Child> start(const sys::Command& command) override;

 private:
  std::vector<nlohmann::json> entries_;
  double jumped_s_ = 0;
};

}  // namespace sharebench::run
