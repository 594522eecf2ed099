// Real files in a folder of the test's own: bytes, modes and owners come back, links stay links.
#include "harness/guard/steps.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "harness/core/error.h"
#include "harness/sys/process_runner.h"
#include "tests/unit/guard/fake_host_helper.h"

namespace sharebench::guard {
namespace {

namespace fs = std::filesystem;

/// Runs commands for real, as who runs the test, and counts them.
class PlainRunner : public sys::CommandRunner {
 public:
  sys::CommandResult run(const sys::Command& command) override {
    sys::Command plain = command;
    plain.as_root = false;
    return real_->run(plain);
  }
  std::unique_ptr<sys::Child> start(const sys::Command&) override { return nullptr; }

 private:
  std::unique_ptr<sys::CommandRunner> real_ = sys::make_process_runner();
};

class Steps : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "steps test.XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    dir_ = name;
    journal_ = {dir_ / "journal.json", "sharebench test undo", {{"who", "test"}}};
  }
  void TearDown() override { fs::remove_all(dir_); }

  std::string put(const std::string& name, const std::string& bytes, mode_t mode = 0644) {
    const fs::path path = dir_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path.string();
  }
  static std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  static std::string seen(const std::string& path) {
    struct stat facts {};
    if (lstat(path.c_str(), &facts) != 0) return "none";
    const std::string target = S_ISLNK(facts.st_mode) ? fs::read_symlink(path).string() : "";
    return std::to_string(facts.st_mode) + " " + std::to_string(facts.st_uid) + " " +
           std::to_string(facts.st_gid) + " " + target + " " + bytes_of(path);
  }
  Step write(const std::string& path, const std::string& after, const std::string& mode = "") {
    const bool there = fs::exists(path);
    return write_step(
        "write",
        {path, there ? std::optional<std::string>(bytes_of(path)) : std::nullopt, after, mode});
  }
  static std::string pass(const std::string&) { return ""; }

  PlainRunner runner_;
  Sides sides_{&runner_, nullptr};
  fs::path dir_;
  Journal journal_;
};

TEST_F(Steps, ApplyThenUndoIsIdentityOverGeneratedFiles) {
  std::mt19937 random(3);
  const std::string alphabet = std::string("a#=\r\n\t \"'\\\xff\x01", 12);
  for (int round = 0; round < 6; ++round) {
    std::vector<std::string> paths, before;
    std::vector<Step> steps;
    for (int file = 0; file < 3; ++file) {
      const std::string name = "file " + std::to_string(round) + std::to_string(file);
      std::string bytes;
      for (std::size_t n = random() % 60; n > 0; --n) bytes += alphabet[random() % 12];
      const mode_t modes[] = {0644, 0600, 0755, 0640};
      std::string path = (dir_ / name).string();
      if (random() % 4 != 0) path = put(name, bytes, modes[random() % 4]);
      if (random() % 3 == 0 && fs::exists(path)) {
        fs::create_symlink(path, path + ".link");
        path += ".link";
      }
      paths.push_back(path);
      before.push_back(seen(path));
      steps.push_back(write(path, "new " + bytes, "755"));
    }
    ASSERT_TRUE(apply_steps(sides_, steps, journal_, pass).kept);
    for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_NE(seen(paths[i]), before[i]);
    undo_steps(sides_, journal_, {});
    for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(seen(paths[i]), before[i]);
  }
}

TEST_F(Steps, AFailingStepPutsEverythingBack) {
  const std::string path = put("a", "old\r\nno end", 0600), made = (dir_ / "b").string();
  const std::string before = seen(path);
  const std::vector<Step> steps = {write(path, "new\n"), write(made, "x", "755"),
                                   run_step("fails", {"sh", "-c", "echo why >&2; exit 3"})};
  const Applied applied = apply_steps(sides_, steps, journal_, pass);
  EXPECT_FALSE(applied.kept);
  EXPECT_NE(applied.told.at(2).find("taken back, because: sh -c"), std::string::npos);
  EXPECT_NE(applied.told.at(2).find("status 3, why"), std::string::npos) << applied.told.at(2);
  EXPECT_EQ(seen(path), before);
  EXPECT_EQ(seen(made), "none");
  EXPECT_FALSE(fs::exists(journal_.file));
}

TEST_F(Steps, AnExceptionOfACheckPutsEverythingBackToo) {
  const std::string path = put("a", "old");
  EXPECT_FALSE(apply_steps(sides_, {write(path, "new"), check_step("look", "x")}, journal_,
                           [](const std::string&) -> std::string {
                             throw EnvironmentError("gone", "come back");
                           })
                   .kept);
  EXPECT_EQ(bytes_of(path), "old");
}

TEST_F(Steps, ASignalPutsEverythingBackAndGoesOn) {
  const std::string path = put("a", "old");
  EXPECT_THROW(apply_steps(sides_, {write(path, "new"), check_step("look", "x")}, journal_,
                           [](const std::string&) -> std::string { throw Interrupted(2); }),
               Interrupted);
  EXPECT_EQ(bytes_of(path), "old");
}

TEST_F(Steps, UndoRefusesWhatSomebodyElseChangedAndNamesIt) {
  const std::string path = put("a", "old\n", 0640);
  apply_steps(sides_, {write(path, "old\nours\n")}, journal_, pass);
  put("a", "old\nours\ntheirs\n", 0600);
  const std::vector<FileChange> changed = changed_since(sides_, journal_.file, false);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_NE(diff(changed[0]).find("\n+theirs\n"), std::string::npos);
  try {
    undo_steps(sides_, journal_, {});
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos);
    EXPECT_NE(error.hint().find("sharebench test undo --force"), std::string::npos);
  }
  EXPECT_EQ(bytes_of(path), "old\nours\ntheirs\n") << "nothing was touched";
  undo_steps(sides_, journal_, {.force = true});
  EXPECT_EQ(bytes_of(path), "old\n");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
}

TEST_F(Steps, AFileThatSomebodyRemovedComesBackWithItsMode) {
  const std::string path = put("a", "old\n", 0600);
  const std::string before = seen(path);
  apply_steps(sides_, {write(path, "new\n")}, journal_, pass);
  fs::remove(path);
  EXPECT_THROW(undo_steps(sides_, journal_, {}), EnvironmentError);
  undo_steps(sides_, journal_, {.force = true});
  EXPECT_EQ(seen(path), before);
}

TEST_F(Steps, ALinkThatLeadsNowhereAndAFolderAreRefusedBeforeAnythingIsTouched) {
  const std::string path = put("a", "old"), link = (dir_ / "l").string();
  fs::create_symlink(dir_ / "nowhere", link);
  EXPECT_THROW(apply_steps(sides_, {write(path, "new"), write(link, "x")}, journal_, pass),
               EnvironmentError);
  fs::create_directory(dir_ / "d");
  Step folder = write_step("write", {(dir_ / "d").string(), std::nullopt, "x", ""});
  EXPECT_THROW(apply_steps(sides_, {write(path, "new"), folder}, journal_, pass), EnvironmentError);
  EXPECT_EQ(bytes_of(path), "old");
}

TEST_F(Steps, AFileThatChangedAfterThePlanIsNotOverwritten) {
  const std::string path = put("a", "old");
  const Step step = write(path, "new");
  put("a", "else");
  EXPECT_THROW(apply_steps(sides_, {step}, journal_, pass), EnvironmentError);
  EXPECT_EQ(bytes_of(path), "else");
  EXPECT_FALSE(fs::exists(journal_.file));
}

TEST_F(Steps, UndoGoesBackwardsAndTellsWhatFailed) {
  std::vector<Step> steps = {
      run_step("one", {"true"}, {"sh", "-c", "echo 1 >>\"$0\"", dir_ / "log"}),
      undo_step({"sh", "-c", "exit 9"}),
      run_step("two", {"true"}, {"sh", "-c", "echo 2 >>\"$0\"", dir_ / "log"})};
  ASSERT_TRUE(apply_steps(sides_, steps, journal_, pass).kept);
  EXPECT_EQ(journal_facts(journal_.file).at(0).second, "test");
  const Undone undone = undo_steps(sides_, journal_, {});
  EXPECT_EQ(bytes_of(dir_ / "log"), "2\n1\n");
  EXPECT_NE(undone.told.at(1).find("status 9"), std::string::npos);
  EXPECT_FALSE(undone.clean);
}

TEST_F(Steps, ADiskThatTakesNothingIsNoticed) {
  FakeHost host;
  host.files["/etc/exports"] = "old";
  host.answers["tee /etc/exports"] = answered("");  // says yes, and writes nothing
  const Applied applied = apply_steps(
      {&host, nullptr}, {write_step("w", {"/etc/exports", "old", "new", ""})}, journal_, pass);
  EXPECT_FALSE(applied.kept);
  EXPECT_NE(applied.told.back().find("put back"), std::string::npos);
}

TEST_F(Steps, OwnersComeBack) {
  FakeHost host;
  host.files["/etc/exports"] = "old";
  host.owners["/etc/exports"] = "501 20";
  host.modes["/etc/exports"] = "-rw-rw----";
  const Sides sides{&host, nullptr};
  apply_steps(sides, {write_step("w", {"/etc/exports", "old", "new", ""})}, journal_, pass);
  host.files.clear(), host.owners.clear(), host.modes.clear();
  undo_steps(sides, journal_, {.force = true});
  EXPECT_EQ(host.files["/etc/exports"], "old");
  EXPECT_EQ(host.owners["/etc/exports"], "501 20");
  EXPECT_EQ(host.modes["/etc/exports"], "-rw-rw----");
}

}  // namespace
}  // namespace sharebench::guard
