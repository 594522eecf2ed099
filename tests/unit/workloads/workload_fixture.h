// A scratch folder and a short way to run one workload with a few parameters.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "workloads/workload.h"

namespace sharebench::workloads {

/// Every file below `dir` by its path in it, with its bytes; folders have a / at the end.
std::map<std::string, std::string> snapshot(const std::filesystem::path& dir);

/// The first plain file below `dir` whose name ends so, by name.
std::filesystem::path first_file(const std::filesystem::path& dir, const std::string& ending = "");

/// Changes the byte at `offset`.
void flip_byte(const std::filesystem::path& file, long offset);

/// What `work` throws as a WorkloadError; "nothing" when it does not.
std::string error_of(const std::function<void()>& work);

class WorkloadTest : public testing::Test {
 protected:
  WorkloadTest();
  ~WorkloadTest() override;

  /// The row's defaults with these on top; a new empty folder.
  Context context(const std::string& name, const Params& overrides, std::uint64_t seed = 1);

  std::filesystem::path scratch_;

 private:
  int folders_ = 0;
};

/// From now on, call number `nth` (0: the next) of this kind that succeeds gives a wrong answer:
/// read(2) a flipped first byte, stat(2) success whatever the name. Once.
void break_read(int nth);
void break_stat(int nth);

}  // namespace sharebench::workloads
