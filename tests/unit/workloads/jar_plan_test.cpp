// Which output entries come from which jars, in which order, and what a conflict says.
#include "workloads/support/jar_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

using Files = std::map<std::string, std::string>;

/// Jars whose contents are a table: contents[jar][path].
struct Jars {
  std::vector<Files> contents;
  std::vector<Listing> listings;

  explicit Jars(std::vector<Files> table) : contents(std::move(table)) {
    const std::vector<std::string> names = {"one.jar", "two.jar", "three.jar"};
    for (std::size_t i = 0; i < contents.size(); ++i) {
      listings.push_back({names.at(i), {}});
      for (const auto& [path, text] : contents[i]) listings.back().files.push_back(path);
    }
  }

  std::vector<Output> outputs(OnConflict on_conflict = OnConflict::kError) const {
    const auto read = [this](const Source& source) {
      return contents[source.jar].at(listings[source.jar].files[source.file]);
    };
    return resolve(plan_targets(listings), listings, {read, read}, on_conflict);
  }
};

std::string error_of(const Jars& jars) {
  try {
    jars.outputs();
  } catch (const WorkloadError& error) {
    return error.what();
  }
  return {};
}

TEST(JarResolve, TakesOneOfSameContents) {
  const std::vector<Output> outputs =
      Jars({{{"a/B.class", "same"}}, {{"a/B.class", "same"}}}).outputs();
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].source.value().jar, 0U);
}

TEST(JarResolve, ConflictNamesTheEntryAndBothJars) {
  const Jars jars({{{"a/B.class", "x"}}, {{"a/B.class", "x"}}, {{"a/B.class", "y"}}});
  EXPECT_EQ(error_of(jars),
            "entry 'a/B.class' differs between 'one.jar' and 'three.jar'; on_conflict=first would "
            "take the first");
}

TEST(JarResolve, ConflictMayTakeTheFirst) {
  const std::vector<Output> outputs =
      Jars({{{"a/B.class", "x"}}, {{"a/B.class", "y"}}}).outputs(OnConflict::kTakeFirst);
  ASSERT_EQ(outputs.size(), 1U);
  EXPECT_EQ(outputs[0].source.value().jar, 0U);
}

TEST(JarResolve, MergesRenamesAndDiscards) {
  const std::vector<Output> outputs =
      Jars({{{"LICENSE", "l1"}, {"META-INF/services/s", "a\nb"}, {"reference.conf", "c1"}},
            {{"LICENSE", "l2"},
             {"META-INF/services/s", "b\nc"},
             {"reference.conf", "c2"},
             {"META-INF/X.SF", "gone"}}})
          .outputs();
  ASSERT_EQ(outputs.size(), 4U);
  EXPECT_EQ(outputs[0].name, "LICENSE_one");
  EXPECT_EQ(outputs[1].name, "LICENSE_two");
  EXPECT_EQ(outputs[2].merged, "a\nb\nc\n");
  EXPECT_EQ(outputs[3].merged, "c1\nc2\n");
}

TEST(JarResolve, RefusesARenameOntoAnotherEntry) {
  EXPECT_THAT(error_of(Jars(std::vector<Files>{Files{{"LICENSE", "l"}, {"LICENSE_one", "m"}}})),
              testing::HasSubstr("'LICENSE_one'"));
}

TEST(JarOrder, ManifestFirstThenSortedWithFolders) {
  const std::vector<Output> outputs =
      Jars(std::vector<Files>{
               Files{{"b/C.class", "1"}, {"a/x/D.class", "2"}, {"META-INF/services/s", "3"}}})
          .outputs();
  std::vector<std::string> names;
  for (const Slot& slot : jar_order(outputs)) names.push_back(slot.name);
  EXPECT_THAT(names, testing::ElementsAre("META-INF/", "META-INF/MANIFEST.MF", "META-INF/services/",
                                          "META-INF/services/s", "a/", "a/x/", "a/x/D.class", "b/",
                                          "b/C.class"));
}

TEST(JarManifest, BreaksLinesAfter72Bytes) {
  const std::string name(100, 'a');
  const std::string text = manifest_text(name);
  EXPECT_EQ(text, "Manifest-Version: 1.0\r\nMain-Class: " + name.substr(0, 60) + "\r\n " +
                      name.substr(60) + "\r\n\r\n");
}

}  // namespace
}  // namespace sharebench::workloads::jar
