// Figures that others computed, from tests/captured/stats_vectors.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace sharebench::stats {

/// The reference file `name`, parsed; an empty value and a failure where it cannot be read.
inline nlohmann::json reference(const std::string& name) {
  const char* root = std::getenv("SOURCE_DIR");
  std::ifstream file(std::string(root ? root : ".") + "/tests/captured/stats_vectors/" + name);
  EXPECT_TRUE(file) << "cannot open " << name;
  return file ? nlohmann::json::parse(file) : nlohmann::json();
}

}  // namespace sharebench::stats
