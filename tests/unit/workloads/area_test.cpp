// The marked directory: what is refused, and that only what was made is removed.
#include "workloads/support/area.h"

#include <sys/stat.h>

#include <fstream>

#include "tests/unit/workloads/workload_fixture.h"

namespace sharebench::workloads {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class AreaTest : public WorkloadTest {
 protected:
  fs::path marked() {
    Area::mark(scratch_ / "area");
    return scratch_ / "area";
  }

  static void refused(const std::function<void()>& work, const std::string& sentence) {
    try {
      work();
      ADD_FAILURE() << "not refused: " << sentence;
    } catch (const AreaError& error) {
      EXPECT_THAT(error.what(), HasSubstr(sentence));
      EXPECT_FALSE(error.hint().empty());
      EXPECT_EQ(error.fault(), AreaError::Fault::kUsage);
    }
  }
};

TEST_F(AreaTest, MarkMakesADirectoryThatIsAccepted) {
  const Area area(marked());
  EXPECT_EQ(area.dir(), fs::canonical(scratch_ / "area"));
}

TEST_F(AreaTest, MarkingTwiceIsFine) {
  marked();
  EXPECT_NO_THROW(marked());
}

TEST_F(AreaTest, ADirectoryWithAForeignFileIsNotMarked) {
  std::ofstream(scratch_ / "thesis.tex") << "years of work";
  refused([&] { Area::mark(scratch_); }, "is not empty: it holds 'thesis.tex'");
  EXPECT_FALSE(fs::exists(scratch_ / kMarkerName));
}

TEST_F(AreaTest, RefusesWhatIsNotMarked) {
  refused([&] { Area area(scratch_ / "none"); }, "does not exist");
  refused([&] { Area area(scratch_); }, "it has no .sharebench-area");
  refused([&] { Area area(""); }, "does not exist");
  std::ofstream(scratch_ / "file") << "x";
  refused([&] { Area area(scratch_ / "file"); }, "is not a directory");
}

TEST_F(AreaTest, RefusesAMarkerThatIsNotOurs) {
  std::ofstream(scratch_ / kMarkerName) << "sharebench area 2\n";
  refused([&] { Area area(scratch_); }, "says 'sharebench area 2', expected 'sharebench area 1'");
}

TEST_F(AreaTest, RefusesAMarkerBehindASymbolicLink) {
  const fs::path real = marked();
  fs::create_symlink(real / kMarkerName, scratch_ / kMarkerName);
  refused([&] { Area area(scratch_); }, "is not a plain file");
}

TEST_F(AreaTest, RemovesItsFoldersAtTheEndAndNothingElse) {
  const fs::path dir = marked();
  fs::create_directory(dir / "foreign");
  {
    Area area(dir);
    const fs::path made = area.make_folder("work");
    std::ofstream(made / "file") << "x";
    fs::create_directory_symlink(dir / "foreign", made / "link");
    std::ofstream(dir / "foreign" / "kept") << "x";
  }
  EXPECT_THAT(snapshot(dir),
              testing::UnorderedElementsAre(testing::Key(kMarkerName), testing::Key("foreign/"),
                                            testing::Key("foreign/kept")));
}

TEST_F(AreaTest, AFolderThatIsThereAlreadyIsLeftAlone) {
  const fs::path dir = marked();
  fs::create_directory(dir / "work");
  Area area(dir);
  EXPECT_EQ(area.make_folder("work").filename(), "work-2");
  refused([&] { area.remove_folder(area.dir() / "work"); }, "was not made by this program");
  EXPECT_TRUE(area.remove_all());
  EXPECT_TRUE(fs::exists(dir / "work"));
}

}  // namespace
}  // namespace sharebench::workloads
