// Every kind of wrong answer a file system may give fails the sample, in a sentence with file and
// value.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "tests/unit/workloads/workload_fixture.h"

namespace sharebench::workloads {
namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace fs = std::filesystem;

constexpr const char* kWrongByte = "expected 0x";

class Corruption : public WorkloadTest {
 protected:
  void prepare(const std::string& name, const Params& params) {
    context_ = context(name, params);
    workload_ = make_workload(name);
    workload_->prepare(context_);
  }
  void run() { workload_->run(context_); }
  std::string run_error() {
    return error_of([&] { workload_->run(context_); });
  }
  std::string verify_error() {
    return error_of([&] { workload_->verify(context_); });
  }

  Context context_;
  std::unique_ptr<Workload> workload_;
};

class SmallFiles : public Corruption {
 protected:
  SmallFiles() { prepare("small_files", {{"count", "20"}, {"size", "64"}, {"depth", "1"}}); }
};

TEST_F(SmallFiles, AWrongByteReadFails) {
  break_read(7);
  EXPECT_THAT(run_error(), AllOf(HasSubstr(context_.dir.string()), HasSubstr(".o: byte 0 is 0x"),
                                 HasSubstr(kWrongByte)));
}

TEST_F(SmallFiles, AWrongStatFails) {
  break_stat(7);
  EXPECT_THAT(run_error(), HasSubstr(".o: stat says 0 bytes, mode 0; expected a file of 64"));
}

TEST_F(SmallFiles, AFolderThatIsGoneFails) {
  fs::remove_all(context_.dir);
  EXPECT_THAT(run_error(), AllOf(HasSubstr("cannot open "), HasSubstr(context_.dir.string())));
}

class StatTree : public Corruption {
 protected:
  StatTree() { prepare("stat_tree", {{"files", "40"}, {"dirs", "6"}, {"depth", "2"}}); }
};

TEST_F(StatTree, AFileOfAnotherSizeFails) {
  const fs::path file = first_file(context_.dir);
  const auto size = fs::file_size(file);
  fs::resize_file(file, 1000);
  EXPECT_THAT(run_error(), AllOf(HasSubstr(file.string()), HasSubstr("lstat says 1000 bytes"),
                                 HasSubstr("expected a file of " + std::to_string(size))));
}

TEST_F(StatTree, AFileThatIsGoneFails) {
  const fs::path file = first_file(context_.dir);
  fs::remove(file);
  EXPECT_THAT(run_error(), HasSubstr("cannot lstat " + file.string()));
}

TEST_F(StatTree, AFileBecomeALinkFails) {
  const fs::path file = first_file(context_.dir);
  fs::rename(file, scratch_ / "moved");
  fs::create_symlink(scratch_ / "moved", file);
  EXPECT_THAT(run_error(), HasSubstr(file.string() + ": lstat says"));
}

TEST_F(StatTree, ANameTooManyFailsWhileListing) {
  fs::copy_file(first_file(context_.dir), context_.dir / "extra");
  EXPECT_THAT(run_error(), HasSubstr("extra is there but should not be"));
}

class LookupMisses : public Corruption {
 protected:
  void with_hits(const std::string& hits) {
    prepare("lookup_misses", {{"count", "50"}, {"depth", "2"}, {"hits", hits}});
  }
};

TEST_F(LookupMisses, ANameThatShouldNotExistFails) {
  with_hits("0");
  break_stat(3);
  EXPECT_THAT(run_error(), HasSubstr(".miss: stat says 'it exists', expected"));
}

TEST_F(LookupMisses, AnotherErrorThanMissingFails) {
  with_hits("0");
  fs::remove_all(context_.dir);
  std::ofstream(context_.dir) << "x";
  // The words of the system's error depend on the locale; the name and the sentence do not.
  EXPECT_THAT(run_error(),
              testing::AllOf(HasSubstr(".miss: stat says '"), HasSubstr("', expected '")));
}

TEST_F(LookupMisses, AHitThatIsGoneFails) {
  with_hits("100");
  for (const auto& [name, bytes] : snapshot(context_.dir)) {
    if (name.back() != '/') fs::remove(context_.dir / name);
  }
  EXPECT_THAT(run_error(), HasSubstr("cannot stat"));
}

TEST_F(LookupMisses, AHitOfAnotherSizeFails) {
  with_hits("100");
  break_stat(0);
  EXPECT_THAT(run_error(), HasSubstr(".h: stat says 0 bytes, expected 128"));
}

TEST_F(Corruption, SequentialReadFailsAtTheWrongByte) {
  prepare("sequential_read", {{"size", "20000"}, {"block", "4KiB"}});
  const fs::path file = first_file(context_.dir);
  flip_byte(file, 17003);
  EXPECT_THAT(run_error(),
              AllOf(HasSubstr(file.string() + ": byte 17003 is 0x"), HasSubstr(kWrongByte)));
}

TEST_F(Corruption, SequentialReadFailsWhenReadLies) {
  prepare("sequential_read", {{"size", "20000"}, {"block", "4KiB"}});
  break_read(2);
  EXPECT_THAT(run_error(), HasSubstr("byte 8192 is 0x"));
}

TEST_F(Corruption, SequentialReadFailsAtAnEarlyEnd) {
  prepare("sequential_read", {{"size", "20000"}, {"block", "4KiB"}});
  fs::resize_file(first_file(context_.dir), 17000);
  EXPECT_THAT(run_error(), HasSubstr("616 bytes moved, expected 3616"));
}

TEST_F(Corruption, RandomReadFailsAtTheWrongByte) {
  prepare("random_read", {{"size", "20000"}, {"block", "4KiB"}, {"count", "200"}});
  const fs::path file = first_file(context_.dir);
  flip_byte(file, 5001);
  EXPECT_THAT(run_error(), HasSubstr(file.string() + ": byte 5001 is 0x"));
}

class SequentialWrite : public Corruption {
 protected:
  SequentialWrite() {
    prepare("sequential_write", {{"size", "20000"}, {"block", "4KiB"}});
    run();
    file_ = first_file(context_.dir);
  }
  fs::path file_;
};

TEST_F(SequentialWrite, AByteThatDidNotArriveFails) {
  flip_byte(file_, 19999);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + ": byte 19999 is 0x"));
}

TEST_F(SequentialWrite, AnotherLengthFails) {
  fs::resize_file(file_, 20001);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + ": 20001 bytes long, expected 20000"));
}

TEST_F(SequentialWrite, AFileThatIsGoneFails) {
  fs::remove(file_);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + " is missing from its folder"));
}

class RenameReplace : public Corruption {
 protected:
  RenameReplace() { prepare("rename_replace", {{"count", "9"}, {"size", "3000"}}); }
};

TEST_F(RenameReplace, OldContentFails) {
  const fs::path file = first_file(context_.dir);
  fs::copy_file(file, scratch_ / "old");
  run();
  fs::copy_file(scratch_ / "old", file, fs::copy_options::overwrite_existing);
  EXPECT_THAT(verify_error(),
              AllOf(HasSubstr(file.string() + ": byte 0 is 0x"), HasSubstr(kWrongByte)));
}

TEST_F(RenameReplace, AShortFileFails) {
  run();
  fs::resize_file(first_file(context_.dir), 2999);
  EXPECT_THAT(verify_error(), HasSubstr("ends after byte 2999, expected 3000 bytes"));
}

TEST_F(RenameReplace, ATemporaryFileLeftBehindFails) {
  run();
  fs::copy_file(first_file(context_.dir), context_.dir / "x.tmp");
  EXPECT_THAT(verify_error(), HasSubstr("x.tmp is there but should not be"));
}

class AppendSync : public Corruption {
 protected:
  AppendSync() {
    prepare("append_sync", {{"count", "10"}, {"size", "50"}});
    run();
    file_ = first_file(context_.dir);
  }
  fs::path file_;
};

TEST_F(AppendSync, AWrongByteFails) {
  flip_byte(file_, 321);
  EXPECT_THAT(verify_error(), HasSubstr(file_.string() + ": byte 321 is 0x"));
}

TEST_F(AppendSync, ALostRecordFails) {
  fs::resize_file(file_, 450);
  EXPECT_THAT(verify_error(), HasSubstr("0 bytes moved, expected 50"));
}

TEST_F(AppendSync, ARecordTooManyFails) {
  fs::resize_file(file_, 550);
  EXPECT_THAT(verify_error(), HasSubstr("goes on after byte 500, where it must end"));
}

}  // namespace
}  // namespace sharebench::workloads
