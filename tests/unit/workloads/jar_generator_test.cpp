// The generator against the figures of FIELD.md, section 6.4, that it stands in for.
#include "workloads/support/jar_generator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "workloads/support/jar_merge.h"
#include "workloads/support/params.h"

namespace sharebench::workloads::jar {
namespace {

/// What a plan comes to.
struct Counted {
  std::size_t entries = 0, folders = 0, listed_folders = 0, conflicts = 0, differing = 0;
  std::uint64_t bytes = 0;
  std::vector<std::size_t> sizes;
};

void count_folders(const PlannedJar& jar, Counted& counted) {
  std::set<std::string> folders;
  for (const PlannedEntry& entry : jar.entries) {
    for (std::size_t at = entry.name.find('/'); at != std::string::npos;
         at = entry.name.find('/', at + 1)) {
      folders.insert(entry.name.substr(0, at));
    }
  }
  counted.folders += folders.size();
}

Counted count(const std::vector<PlannedJar>& jars) {
  Counted counted;
  std::map<std::string, std::vector<std::string>> contents;
  for (const PlannedJar& jar : jars) {
    count_folders(jar, counted);
    for (const PlannedEntry& entry : jar.entries) {
      if (entry.name.ends_with('/')) {
        ++counted.listed_folders;
        continue;
      }
      ++counted.entries;
      const std::size_t size = entry.size + entry.content.size();
      counted.bytes += size;
      counted.sizes.push_back(size);
      contents[entry.name].push_back(entry.content + std::to_string(entry.size) + "," +
                                     std::to_string(entry.seed));
    }
  }
  for (const auto& [name, all] : contents) {
    if (all.size() < 2) continue;
    ++counted.conflicts;
    const bool same = std::set<std::string>(all.begin(), all.end()).size() == 1;
    if (!same) ++counted.differing;
    // Only what the default map resolves may differ.
    EXPECT_TRUE(same || default_strategy(name) != Strategy::kDeduplicate) << name;
  }
  std::sort(counted.sizes.begin(), counted.sizes.end());
  return counted;
}

double share_of(std::size_t part, std::size_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

class JarPreset : public testing::TestWithParam<const char*> {
 protected:
  Figures figures() const { return preset_figures(GetParam()); }
  Counted counted() const { return count(plan_jars(figures(), 1)); }
};

TEST_P(JarPreset, HasTheCountsOfTheRealSet) {
  const std::vector<PlannedJar> jars = plan_jars(figures(), 1);
  const Counted counted = count(jars);
  EXPECT_EQ(jars.size(), figures().jars);
  EXPECT_EQ(counted.entries, figures().entries);
  EXPECT_EQ(counted.conflicts, figures().conflicts);
  EXPECT_EQ(counted.differing, figures().differing);
}

TEST_P(JarPreset, HasTheBytesOfTheRealSet) {
  const double wanted = static_cast<double>(figures().unzipped_bytes);
  EXPECT_NEAR(static_cast<double>(counted().bytes), wanted, wanted * 0.01);
}

TEST_P(JarPreset, HasTheSizesOfRealEntries) {
  const std::vector<std::size_t> sizes = counted().sizes;
  const auto at = [&](double share) {
    return static_cast<double>(
        sizes[static_cast<std::size_t>(static_cast<double>(sizes.size()) * share)]);
  };
  EXPECT_NEAR(at(0.5), 1'800, 90);
  EXPECT_NEAR(at(0.9), 7'900, 400);
  EXPECT_NEAR(at(0.99), 36'000, 1'800);
}

TEST_P(JarPreset, HasTheFoldersOfRealJars) {
  const Counted all = counted();
  // 365 mkdirs, the jars' own folders among them, and 302 folder entries in 11,249 entries.
  EXPECT_NEAR(share_of(all.folders + figures().jars, all.entries), 0.0324, 0.003);
  EXPECT_NEAR(share_of(all.listed_folders, all.entries), 0.0268, 0.005);
}

INSTANTIATE_TEST_SUITE_P(All, JarPreset, testing::Values("small", "service", "spark-like"),
                         [](const testing::TestParamInfo<const char*>& param) {
                           const std::string name = param.param;
                           return name.substr(0, name.find('-'));
                         });

TEST(JarGenerator, DeflatesAsTheRealSetDoes) {
  const Figures figures = scaled(preset_figures("small"), 0.1);
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "sharebench_jar_generator";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  write_jars(plan_jars(figures, 1), figures, folder);
  double bytes = 0;
  for (const auto& item : std::filesystem::directory_iterator(folder)) {
    bytes += static_cast<double>(item.file_size());
  }
  std::filesystem::remove_all(folder);
  const double wanted = static_cast<double>(figures.jar_bytes);
  EXPECT_NEAR(bytes, wanted, wanted * 0.05);
}

TEST(JarGenerator, ScaleMovesCountsAndKeepsEveryStrategy) {
  const Figures figures = scaled(preset_figures("service"), 0.1);
  const Counted counted = count(plan_jars(figures, 1));
  EXPECT_EQ(counted.entries, 2'924U);
  EXPECT_EQ(counted.differing, 6U);
  EXPECT_EQ(counted.conflicts, 6U + 125U);
}

TEST(JarGenerator, ATinyScaleKeepsTwelveEntries) {
  const Counted counted = count(plan_jars(scaled(preset_figures("small"), 0.001), 1));
  EXPECT_EQ(counted.entries, 12U);
  EXPECT_EQ(counted.differing, 2U);
  EXPECT_EQ(counted.conflicts, 3U);
}

TEST(JarGenerator, TheSeedDecides) {
  const Figures figures = scaled(preset_figures("small"), 0.01);
  const auto names = [&](std::uint64_t seed) {
    std::string text;
    for (const PlannedJar& jar : plan_jars(figures, seed)) {
      for (const PlannedEntry& entry : jar.entries) text += entry.name + "\n";
    }
    return text;
  };
  EXPECT_EQ(names(1), names(1));
  EXPECT_NE(names(1), names(2));
}

TEST(JarPresets, RefusesWhatItDoesNotKnow) {
  EXPECT_THROW(preset_figures("large"), ParamError);
  EXPECT_THROW(scaled(preset_figures("small"), 0), ParamError);
  EXPECT_THROW(scaled(preset_figures("small"), 11), ParamError);
}

}  // namespace
}  // namespace sharebench::workloads::jar
