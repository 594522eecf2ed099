// The zip reader and writer against each other, and the reader against damage; jar_output_test.sh
// holds the writer against the JDK and Info-ZIP.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "workloads/support/jar_digest.h"
#include "workloads/support/jar_reader.h"
#include "workloads/support/jar_writer.h"
#include "workloads/workload.h"

namespace sharebench::workloads::jar {
namespace {

class JarContainer : public testing::Test {
 protected:
  void SetUp() override {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = std::filesystem::temp_directory_path() / ("sharebench_jar_" + name);
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    path_ = (folder_ / "x.jar").string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(std::vector<PackedEntry> entries) const {
    JarWriter writer(File::create(path_));
    for (const PackedEntry& entry : entries) writer.add(entry);
    writer.finish();
  }

  PackedEntry packed(const std::string& name, const std::string& content) {
    return pack(name, content, deflater_);
  }

  /// Changes one byte of the jar.
  void damage(std::size_t at, char to) const {
    std::string bytes = read_file(path_);
    bytes.at(at) = to;
    write_file(path_, bytes);
  }

  std::string error_of_reading() const {
    try {
      JarReader reader(path_);
      for (const Entry& entry : reader.entries()) reader.read(entry);
    } catch (const WorkloadError& error) {
      return error.what();
    }
    return {};
  }

  std::string content_by_stream(const Entry& entry) const {
    JarReader reader(path_);
    std::string content;
    reader.stream(entry, [&](std::string_view piece) { content += piece; });
    return content;
  }

  std::filesystem::path folder_;
  std::string path_;
  Deflater deflater_;
};

TEST_F(JarContainer, BothWaysOfReadingGiveWhatWasWritten) {
  const std::string large(100'000, 'x');
  PackedEntry late = packed("late", large);
  late.entry.flags |= kFlagDescriptor;
  write({packed("a/", ""), packed("a/empty", ""), late, store("a/stored", large + "y")});
  JarReader reader(path_);
  ASSERT_EQ(reader.entries().size(), 4U);
  const std::vector<std::string> contents = {"", "", large, large + "y"};
  for (std::size_t i = 0; i < contents.size(); ++i) {
    EXPECT_EQ(reader.read(reader.entries()[i]), contents[i]);
    EXPECT_EQ(content_by_stream(reader.entries()[i]), contents[i]);
  }
}

TEST_F(JarContainer, LongNamesDoNotHideTheData) {
  write({packed(std::string(700, 'n'), "content")});
  JarReader reader(path_);
  EXPECT_EQ(content_by_stream(reader.entries()[0]), "content");
}

TEST_F(JarContainer, MoreThan65535EntriesAreCounted) {
  std::vector<PackedEntry> entries;
  for (int i = 0; i < 70'000; ++i) entries.push_back(store(fmt::format("f{}", i), ""));
  write(entries);
  EXPECT_EQ(JarReader(path_).entries().size(), 70'000U);
}

TEST_F(JarContainer, AFlippedByteIsNamed) {
  write({store("a/B.class", "content")});
  damage(kLocalBytes + 9, 'C');
  EXPECT_THAT(error_of_reading(),
              testing::AllOf(testing::HasSubstr("x.jar' is damaged: entry 'a/B.class' has CRC "),
                             testing::HasSubstr(" instead of ")));
}

TEST_F(JarContainer, ABrokenDeflateStreamIsNamed) {
  write({packed("a/B.class", "content content content")});
  damage(kLocalBytes + 9, '\x07');
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("is damaged: entry 'a/B.class'"));
}

TEST_F(JarContainer, ATruncatedJarHasNoEndRecord) {
  write({store("a", "content")});
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) - 1);
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("is damaged: it has no end record"));
}

TEST_F(JarContainer, AnEmptyFileHasNoEndRecord) {
  write_file(path_, "");
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("is damaged: it has no end record"));
}

TEST_F(JarContainer, NamesThatLeaveTheFolderAreRefused) {
  for (const char* name : {"../a", "/a", "a/../../b", "a//b", "./a"}) {
    write({store(name, "content")});
    EXPECT_THAT(error_of_reading(), testing::HasSubstr("leaves the folder")) << name;
  }
}

TEST_F(JarContainer, ANameThatComesTwiceIsRefused) {
  write({store("a", "1"), store("a", "2")});
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("entry 'a' comes twice"));
}

TEST_F(JarContainer, EncryptionAndOtherMethodsAreRefused) {
  PackedEntry secret = store("a", "1");
  secret.entry.flags |= kFlagEncrypted;
  write({secret});
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("entry 'a' is encrypted"));
  PackedEntry bzip2 = store("a", "1");
  bzip2.entry.method = 12;
  write({bzip2});
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("entry 'a' uses method 12"));
}

TEST_F(JarContainer, Zip64SizesAreRefused) {
  PackedEntry huge = store("a", "1");
  huge.entry.size = huge.entry.compressed = kTooLarge32;
  write({huge});
  EXPECT_THAT(error_of_reading(), testing::HasSubstr("entry 'a' needs zip64"));
}

TEST(JarDosTime, IsReadAsUtc) {
  EXPECT_EQ(unix_seconds(kFixedDosTime), 1'262'304'000);  // date -ud 2010-01-01 +%s
  // 2023-06-15 13:45:58, date -ud '2023-06-15 13:45:58' +%s
  const std::uint32_t time =
      (43U << 25U) | (6U << 21U) | (15U << 16U) | (13U << 11U) | (45U << 5U) | 29U;
  EXPECT_EQ(unix_seconds(time), 1'686'836'758);
}

TEST(JarSha1, IsTheOneOfFips180) {
  EXPECT_EQ(sha1_of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha1_of(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace
}  // namespace sharebench::workloads::jar
