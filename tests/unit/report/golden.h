// Holds a text against its golden, byte for byte.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace sharebench::report {

/// `name` is a file below tests/golden; SHAREBENCH_UPDATE_GOLDENS=1, and nothing else, writes it.
inline void expect_golden(const std::string& name, const std::string& text) {
  const char* root = std::getenv("SOURCE_DIR");
  const std::string path = std::string(root ? root : ".") + "/tests/golden/" + name;
  const char* update = std::getenv("SHAREBENCH_UPDATE_GOLDENS");
  if (update && std::string(update) == "1") std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing; write it with SHAREBENCH_UPDATE_GOLDENS=1";
  const std::string golden{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(text == golden) << path << " differs; look at it with SHAREBENCH_UPDATE_GOLDENS=1 "
                              << "and git diff";
}

}  // namespace sharebench::report
