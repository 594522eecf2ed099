// Wrong answers of a file system to the workloads that stand for builds: each fails the sample, in
// a sentence with file and value.
#include <filesystem>
#include <fstream>

#include "tests/unit/workloads/workload_fixture.h"
#include "workloads/support/params.h"

namespace sharebench::workloads {
namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace fs = std::filesystem;

class BuildCorruption : public WorkloadTest {
 protected:
  void prepare(const std::string& name, const Params& params) {
    context_ = context(name, params);
    workload_ = make_workload(name);
    workload_->prepare(context_);
  }
  std::string run_error() {
    return error_of([&] { workload_->run(context_); });
  }
  std::string verify_error() {
    return error_of([&] { workload_->verify(context_); });
  }
  void run() { workload_->run(context_); }

  Context context_;
  std::unique_ptr<Workload> workload_;
};

class GitStatus : public BuildCorruption {
 protected:
  GitStatus() {
    prepare("git_status",
            {{"files", "60"}, {"dirs", "6"}, {"depth", "2"}, {"changed", "3"}, {"threads", "2"}});
  }
};

TEST_F(GitStatus, AFileWhoseTimeMovedThoughNobodyEditedItFails) {
  // Dated now; its bytes are the index's, not an edited file's.
  for (const auto& [name, bytes] : snapshot(context_.dir)) {
    if (name.ends_with(".c"))
      fs::last_write_time(context_.dir / name, fs::file_time_type::clock::now());
  }
  EXPECT_NE(run_error(), "nothing");
}

TEST_F(GitStatus, AFileOfAnotherSizeFails) {
  const fs::path file = first_file(context_.dir, ".c");
  fs::resize_file(file, 5000);
  EXPECT_THAT(run_error(), AllOf(HasSubstr(file.string()), HasSubstr("lstat says 5000 bytes")));
}

TEST_F(GitStatus, AChangedIndexFails) {
  flip_byte(context_.dir / ".git" / "index", 77);
  EXPECT_THAT(run_error(), HasSubstr("index: byte 77 is 0x"));
}

TEST_F(GitStatus, AnIgnoreFileThatNobodyMadeFails) {
  std::ofstream(context_.dir / ".gitignore") << "x";
  EXPECT_THAT(run_error(), HasSubstr(".gitignore: is there, but nobody made it"));
}

class NpmInstall : public BuildCorruption {
 protected:
  NpmInstall() { prepare("npm_install", {{"files", "99"}}); }
};

TEST_F(NpmInstall, AByteThatDidNotArriveFails) {
  run();
  const fs::path file = first_file(context_.dir, ".js");
  flip_byte(file, 7);
  EXPECT_THAT(verify_error(), HasSubstr(file.string() + ": byte 7 is 0x"));
}

TEST_F(NpmInstall, AFileThatIsGoneFails) {
  run();
  const fs::path file = first_file(context_.dir, ".js");
  fs::remove(file);
  EXPECT_THAT(verify_error(), HasSubstr(file.string() + " is missing from its folder"));
}

TEST_F(NpmInstall, AFolderThatCannotBeMadeFails) {
  fs::remove_all(context_.dir);
  EXPECT_THAT(run_error(), HasSubstr("cannot make the folder " + context_.dir.string()));
}

class JavacBuild : public BuildCorruption {
 protected:
  JavacBuild() {
    prepare("javac_build",
            {{"sources", "9"}, {"packages", "2"}, {"source", "300"}, {"class", "99"}});
  }
};

TEST_F(JavacBuild, AWrongSourceFails) {
  break_read(2);
  EXPECT_THAT(run_error(), HasSubstr(".java: byte 0 is 0x"));
}

TEST_F(JavacBuild, AWrongClassFails) {
  run();
  const fs::path file = first_file(context_.dir, ".class");
  flip_byte(file, 50);
  EXPECT_THAT(verify_error(), HasSubstr(file.string() + ": byte 50 is 0x"));
}

TEST_F(JavacBuild, ASourceBecomeALinkFails) {
  const fs::path file = first_file(context_.dir, ".java");
  fs::rename(file, scratch_ / "moved");
  fs::create_symlink(scratch_ / "moved", file);
  EXPECT_THAT(run_error(), HasSubstr(file.string() + ": a symbolic link"));
}

class WatchPoll : public BuildCorruption {
 protected:
  WatchPoll() {
    prepare("watch_poll", {{"files", "40"},
                           {"dirs", "4"},
                           {"depth", "1"},
                           {"passes", "2"},
                           {"changed", "1"},
                           {"threads", "2"}});
  }
};

TEST_F(WatchPoll, ATimeThatMovedThoughNobodyChangedTheFileFails) {
  for (const auto& [name, bytes] : snapshot(context_.dir)) {
    if (name.back() != '/')
      fs::last_write_time(context_.dir / name, fs::file_time_type::clock::now());
  }
  EXPECT_THAT(run_error(), HasSubstr(": its time moved, but nobody changed it"));
}

TEST_F(WatchPoll, AWrongByteInAChangedFileFails) {
  break_read(1);
  EXPECT_THAT(run_error(), HasSubstr(": byte 0 is 0x"));
}

TEST_F(WatchPoll, AWrongStatFails) {
  break_stat(9);
  EXPECT_THAT(run_error(), HasSubstr(".c: stat says 0 bytes"));
}

class SqliteCommit : public BuildCorruption, public testing::WithParamInterface<std::string> {
 protected:
  SqliteCommit() {
    prepare("sqlite_commit",
            {{"count", "12"}, {"row", "100"}, {"page", "512"}, {"journal", GetParam()}});
    run();
    file_ = first_file(context_.dir);
  }
  fs::path file_;
};

TEST_P(SqliteCommit, AWrongByteFails) {
  flip_byte(file_, 700);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + ": byte 700 is 0x"));
}

TEST_P(SqliteCommit, ALostPageFails) {
  fs::resize_file(file_, fs::file_size(file_) - 512);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + ": ends after byte"));
}

TEST_P(SqliteCommit, AJournalLeftBehindFails) {
  std::ofstream(file_.string() + "-journal") << "x";
  EXPECT_THAT(verify_error(), HasSubstr("-journal is there but should not be"));
}

TEST_P(SqliteCommit, RunsAndVerifiesAgain) {
  EXPECT_EQ(verify_error(), "nothing");
  ++context_.sample_index;
  EXPECT_EQ(run_error(), "nothing");
  EXPECT_EQ(verify_error(), "nothing");
}

INSTANTIATE_TEST_SUITE_P(BothJournals, SqliteCommit, testing::Values("delete", "wal"),
                         [](const auto& one) { return one.param; });

class ComposerAutoload : public BuildCorruption {
 protected:
  ComposerAutoload() {
    prepare("composer_autoload",
            {{"classes", "20"}, {"libraries", "2"}, {"absent", "0"}, {"size", "99"}});
  }
};

TEST_F(ComposerAutoload, AWrongClassFails) {
  break_read(3);
  EXPECT_THAT(run_error(), HasSubstr(".php: byte 0 is 0x"));
}

TEST_F(ComposerAutoload, AClassThatIsGoneFails) {
  fs::remove(first_file(context_.dir, ".php"));
  EXPECT_THAT(run_error(), HasSubstr(".php: missing, but it was made"));
}

TEST_F(ComposerAutoload, AClassInTheWrongFolderFails) {
  const fs::path file = first_file(context_.dir, ".php");
  for (const auto& [name, bytes] : snapshot(context_.dir)) {
    const fs::path copy = context_.dir / name / file.filename();
    if (name.ends_with("/Deep/") && !fs::exists(copy)) fs::copy_file(file, copy);
  }
  EXPECT_THAT(run_error(), HasSubstr(".php: there, but nobody made it"));
}

class Untar : public BuildCorruption {
 protected:
  Untar() { prepare("untar", {{"files", "99"}}); }
};

TEST_F(Untar, AWrongByteFails) {
  run();
  const fs::path file = first_file(context_.dir, ".js");
  flip_byte(file, 3);
  EXPECT_THAT(verify_error(), HasSubstr(file.string() + ": byte 3 is 0x"));
}

TEST_F(Untar, AWrongHeaderFails) {
  flip_byte(first_file(context_.dir, ".tar"), 3);
  EXPECT_THAT(run_error(), HasSubstr("a header's bytes sum to"));
}

TEST_F(Untar, ATimeThatWasNotSetFails) {
  run();
  const fs::path file = first_file(context_.dir, ".js");
  fs::last_write_time(file, fs::file_time_type::clock::now());
  EXPECT_THAT(verify_error(),
              AllOf(HasSubstr(file.string() + ": modified at"), HasSubstr("expected 1000000000")));
}

class MmapRead : public BuildCorruption {
 protected:
  MmapRead() { prepare("mmap_read", {{"files", "2"}, {"size", "20000"}, {"block", "4KiB"}}); }
};

TEST_F(MmapRead, AWrongByteFails) {
  const fs::path file = first_file(context_.dir);
  flip_byte(file, 17003);
  EXPECT_THAT(run_error(), HasSubstr(file.string() + ": byte 17003 is 0x"));
}

TEST_F(MmapRead, AnotherLengthFails) {
  fs::resize_file(first_file(context_.dir), 19999);
  EXPECT_THAT(run_error(), HasSubstr("19999 bytes long, expected 20000"));
}

TEST_F(BuildCorruption, MoreChangesThanFilesAreRefused) {
  for (const char* name : {"git_status", "watch_poll"}) {
    EXPECT_THROW(prepare(name, {{"files", "3"}, {"changed", "4"}}), ParamError) << name;
  }
}

TEST_F(BuildCorruption, ARowThatNoPageHoldsIsRefused) {
  EXPECT_THROW(prepare("sqlite_commit", {{"row", "600"}, {"page", "512"}}), ParamError);
}

}  // namespace
}  // namespace sharebench::workloads
