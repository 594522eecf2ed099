// Reads a captured output without its line of origin.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace sharebench::lab {

inline std::string captured(const std::string& name) {
  const char* root = std::getenv("SOURCE_DIR");  // ctest sets it
  const auto file =
      std::filesystem::path(root ? root : ".") / "tests/captured/lab" / (name + ".txt");
  std::ifstream in(file);
  std::string origin;
  std::getline(in, origin);
  EXPECT_EQ(origin.rfind("# captured: ", 0), 0U) << file;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace sharebench::lab
