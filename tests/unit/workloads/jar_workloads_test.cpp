// Both workloads from prepare to verify: the same jar every time, and nothing wrong gets through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

#include "workloads/support/jar_files.h"
#include "workloads/support/jar_reader.h"
#include "workloads/support/jar_writer.h"
#include "workloads/support/params.h"
#include "workloads/workload.h"

namespace sharebench::workloads {
namespace {

namespace fs = std::filesystem;

class JarWorkload : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    for (char& c : name) c = c == '/' ? '_' : c;
    root_ = fs::temp_directory_path() / ("sharebench_" + name);
    fs::remove_all(root_);
    fs::create_directories(root_ / "area");
    fs::create_directories(root_ / "real");
    context_.dir = root_ / "area";
    context_.params = {
        {"preset", "small"}, {"scale", "0.01"}, {"jars", ""}, {"on_conflict", "error"}};
    workload_ = make_workload(GetParam());
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string output() const { return (context_.dir / "assembly.jar").string(); }

  void write_real_jar(const std::string& name,
                      const std::vector<std::pair<std::string, std::string>>& files) {
    context_.params["jars"] = (root_ / "real").string();
    jar::JarWriter writer(jar::File::create((root_ / "real" / name).string()));
    jar::Deflater deflater;
    for (const auto& [file, content] : files) writer.add(jar::pack(file, content, deflater));
    writer.finish();
  }

  /// The sentence with which prepare, run or verify fails; empty when they do not.
  template <typename Step>
  static std::string error_of(Step step) {
    try {
      step();
    } catch (const WorkloadError& error) {
      return error.what();
    }
    return {};
  }

  fs::path root_;
  Context context_;
  std::unique_ptr<Workload> workload_;
};

TEST_P(JarWorkload, EveryRunGivesTheSameBytes) {
  workload_->prepare(context_);
  std::vector<std::string> jars;
  for (context_.sample_index = 0; context_.sample_index < 2; ++context_.sample_index) {
    const Tally tally = workload_->run(context_);
    jars.push_back(jar::read_file(output()));
    workload_->verify(context_);
    EXPECT_EQ(tally.ops, 91U);
    EXPECT_GT(tally.bytes, 300'000U);
  }
  EXPECT_EQ(jars[0], jars[1]);
}

TEST_P(JarWorkload, LatenciesAreTakenOnceInSoMany) {
  workload_->prepare(context_);
  context_.latency_every = 10;
  const Tally tally = workload_->run(context_);
  EXPECT_NEAR(static_cast<double>(tally.latencies.at("entry").count()), 9, 2);
  EXPECT_GT(tally.latencies.at("hash_jar").count(), 0U);
}

TEST_P(JarWorkload, ExampleFolderIsLeftAsRunNeedsIt) {
  workload_->prepare(context_);
  workload_->run(context_);
  workload_->verify(context_);
  EXPECT_FALSE(fs::exists(context_.dir / "target"));
  EXPECT_FALSE(fs::exists(context_.dir / "zipfstmp1.tmp"));
}

TEST_P(JarWorkload, AnyWrongByteFails) {
  workload_->prepare(context_);
  workload_->run(context_);
  const std::string good = jar::read_file(output());
  // From the first header through data and directory to the end record.
  for (std::size_t at = 0; at < good.size(); at += good.size() / 40) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x10);
    jar::write_file(output(), bad);
    EXPECT_THAT(error_of([&] { workload_->verify(context_); }), testing::HasSubstr("assembly.jar'"))
        << "byte " << at;
  }
}

TEST_P(JarWorkload, AJarThatDiffersFromTheFirstFails) {
  workload_->prepare(context_);
  workload_->run(context_);
  workload_->verify(context_);
  workload_->run(context_);
  std::string bytes = jar::read_file(output());
  bytes.at(6) = static_cast<char>(bytes.at(6) ^ 0x04);  // a flag that changes nothing
  jar::write_file(output(), bytes);
  EXPECT_THAT(error_of([&] { workload_->verify(context_); }),
              testing::HasSubstr("which the first run gave"));
}

TEST_P(JarWorkload, EntriesAreSortedAndHaveTheFixedTime) {
  workload_->prepare(context_);
  workload_->run(context_);
  const jar::JarReader reader(output());
  const std::vector<jar::Entry>& entries = reader.entries();
  EXPECT_EQ(entries.at(1).name, "META-INF/MANIFEST.MF");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].dos_time, 0x3c210000U) << entries[i].name;  // 2010-01-01
    if (i > 2) {
      EXPECT_LT(entries[i - 1].name, entries[i].name);
    }
  }
}

TEST_P(JarWorkload, AConflictNamesTheEntryAndBothJars) {
  write_real_jar("left.jar", {{"a/B.class", "one"}});
  write_real_jar("right.jar", {{"a/B.class", "two"}});
  EXPECT_THAT(error_of([&] { workload_->prepare(context_); }),
              testing::StartsWith("entry 'a/B.class' differs between 'left.jar' and 'right.jar'"));
}

TEST_P(JarWorkload, AConflictMayTakeTheFirst) {
  write_real_jar("left.jar", {{"a/B.class", "one"}});
  write_real_jar("right.jar", {{"a/B.class", "two"}});
  context_.params["on_conflict"] = "first";
  workload_->prepare(context_);
  workload_->run(context_);
  jar::JarReader reader(output());
  EXPECT_EQ(reader.read(reader.entries().back()), "one");
  workload_->verify(context_);
}

TEST_P(JarWorkload, TheFirstMainClassGoesIntoTheManifest) {
  write_real_jar("a.jar", {{"META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n\r\n"}});
  write_real_jar("b.jar", {{"META-INF/MANIFEST.MF", "Main-Class: org.a\r\n cme.Main\r\nX: y\r\n"}});
  workload_->prepare(context_);
  workload_->run(context_);
  jar::JarReader reader(output());
  EXPECT_EQ(reader.read(reader.entries().at(1)),
            "Manifest-Version: 1.0\r\nMain-Class: org.acme.Main\r\n\r\n");
}

TEST_P(JarWorkload, ADamagedInputIsNamed) {
  write_real_jar("bad.jar", {{"a/B.class", "one"}});
  const std::string path = (root_ / "real" / "bad.jar").string();
  std::string bytes = jar::read_file(path);
  bytes.at(jar::kLocalBytes + 10) = '!';
  jar::write_file(path, bytes);
  workload_->prepare(context_);
  EXPECT_THAT(
      error_of([&] { workload_->run(context_); }),
      testing::AllOf(testing::HasSubstr("bad.jar' is damaged"), testing::HasSubstr("'a/B.class'")));
}

TEST_P(JarWorkload, BadParametersAreParamErrors) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"scale", "1,5"},
                                                        {"scale", "-1"},
                                                        {"preset", "big"},
                                                        {"on_conflict", "last"},
                                                        {"jars", "/nowhere"}}) {
    Context context = context_;
    context.params[name] = value;
    context.dir = root_ / "area" / (name + value.substr(0, 1) + "x");
    fs::create_directories(context.dir.parent_path());
    fs::remove_all(context.dir);
    fs::create_directory(context.dir);
    EXPECT_THROW(workload_->prepare(context), ParamError) << name << "=" << value;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, JarWorkload, testing::Values("jar_unzip", "jar_memory"),
                         [](const testing::TestParamInfo<const char*>& param) {
                           return std::string(param.param);
                         });

class JarTree : public JarWorkload {};

TEST_P(JarTree, AWrongByteOnDiskFails) {
  write_real_jar("one.jar", {{"a/B.class", "content"}, {"LICENSE", "text"}});
  workload_->prepare(context_);
  workload_->run(context_);
  std::string found;
  for (const auto& item : fs::recursive_directory_iterator(context_.dir / "target")) {
    if (item.path().filename() == "B.class") found = item.path().string();
  }
  jar::write_file(found, "contenT");
  EXPECT_THAT(
      error_of([&] { workload_->verify(context_); }),
      testing::AllOf(testing::HasSubstr("a/B.class' has CRC"), testing::HasSubstr(" instead of ")));
}

TEST_P(JarTree, AFileTooManyOnDiskFails) {
  write_real_jar("one.jar", {{"a/B.class", "content"}});
  workload_->prepare(context_);
  workload_->run(context_);
  for (const auto& item : fs::directory_iterator(context_.dir / "target")) {
    if (item.is_directory()) jar::write_file((item.path() / "extra").string(), "x");
  }
  EXPECT_THAT(error_of([&] { workload_->verify(context_); }),
              testing::HasSubstr("holds 2 files instead of 1"));
}

INSTANTIATE_TEST_SUITE_P(Unzip, JarTree, testing::Values("jar_unzip"));

}  // namespace
}  // namespace sharebench::workloads
