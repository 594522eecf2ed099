// What stands around an engine: the product that made its virtual machine, and what that is set to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/sys/command_runner.h"
#include "harness/targets/docker_engine.h"
#include "harness/targets/engine_facts.h"

namespace sharebench::targets {

struct AboutEngine {
  std::string kind{};          ///< "Docker Desktop", "Colima", "Linux engine"
  std::string product{};       ///< with its version: "Docker Desktop 4.37.1 (178610)"
  bool version_known = false;  ///< a release can be named
  std::string vm{};            ///< what runs the virtual machine: "Apple Virtualization framework"
  std::string sharing_set{};   ///< id of the backend that it is set to; empty: unknown
  std::string sharing_from{};  ///< where that is written
  std::map<std::string, std::string> others{};  ///< more to put down, by name
};

/// A row of all_engine_kinds.cpp: how the kind shows itself, and what it is asked.
struct EngineKind {
  std::string name;
  bool (*shows)(const EngineFacts& engine, const Way& way);
  void (*ask)(sys::CommandRunner& runner, const EngineFacts& engine, const Way& way,
              AboutEngine& about);
};

/// Every kind; the last one fits any engine.
const std::vector<EngineKind>& engine_kinds();

/// Finds the kind and asks its tools. A tool that is missing leaves things unknown.
AboutEngine about_engine(sys::CommandRunner& runner, const EngineFacts& engine, const Way& way);

/// What the tool prints, or nothing when it is missing or fails.
std::string answer_of(sys::CommandRunner& runner, const std::vector<std::string>& argv);

/// The first number with dots in a text, with what is in parentheses right behind it: "4.37.1
/// (178610)" of "Docker Desktop 4.37.1 (178610)"; empty when there is none.
std::string version_in(const std::string& text);

/// The id of the backend behind a name that a tool gives it: "reverse-sshfs" is sshfs.
std::string sharing_id(const std::string& name);

}  // namespace sharebench::targets
