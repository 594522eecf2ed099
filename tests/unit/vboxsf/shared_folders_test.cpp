// The service around the files: its table, clients, mappings, limits, and read-only folders.
#include "harness/vboxsf/shared_folders.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "harness/core/error.h"
#include "harness/vboxsf/function_names.h"
#include "tests/unit/vboxsf/folder_client_helper.h"

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

using Folders = ServedFolderTest;
using SharedFoldersService = FolderTest;

/// The parameters of each function, in the words of the protocol's page.
struct Shape {
  std::uint32_t function;
  std::string kinds;  // d 32-bit, q 64-bit, b buffer
};
const std::vector<Shape> kShapes = {
    {3, "dbb"},   {4, "dq"}, {5, "dqqdb"}, {6, "dqqdb"}, {8, "dqddbbdd"}, {9, "dqddb"}, {11, "dbd"},
    {14, "dbbd"}, {16, ""},  {17, "bddd"}, {18, "dbb"},  {19, "dbbb"},    {20, ""},     {13, "d"},
};

std::vector<Parameter> of_kinds(const std::string& kinds, std::uint32_t root) {
  std::vector<Parameter> parameters;
  for (const char kind : kinds) {
    parameters.push_back(kind == 'd' ? value32(0) : kind == 'q' ? value64(0) : Parameter());
    if (kind == 'b') parameters.back().kind = Parameter::Kind::kBuffer;
  }
  if (!kinds.empty() && kinds[0] == 'd') parameters[0].value = root;
  return parameters;
}

TEST_F(Folders, ParametersOfAnotherNumberAreInvalid) {
  for (const Shape& shape : kShapes) {
    std::vector<Parameter> parameters = of_kinds(shape.kinds, client_.root);
    parameters.push_back(value32(0));
    EXPECT_EQ(client_.call(shape.function, parameters), kInvalidParameter) << shape.function;
    if (shape.kinds.empty()) continue;
    parameters.resize(shape.kinds.size() - 1);
    EXPECT_EQ(client_.call(shape.function, parameters), kInvalidParameter) << shape.function;
  }
}

TEST_F(Folders, ParametersOfAnotherKindAreInvalid) {
  for (const Shape& shape : kShapes) {
    for (std::size_t i = 0; i < shape.kinds.size(); ++i) {
      std::vector<Parameter> parameters = of_kinds(shape.kinds, client_.root);
      parameters[i].kind =
          shape.kinds[i] == 'd' ? Parameter::Kind::kValue64 : Parameter::Kind::kValue32;
      EXPECT_EQ(client_.call(shape.function, parameters), kInvalidParameter)
          << shape.function << " parameter " << i;
    }
  }
}

TEST_F(Folders, EmptyBuffersDoNoHarm) {
  for (const Shape& shape : kShapes) {
    if (shape.kinds.find('b') == std::string::npos) continue;
    EXPECT_LT(client_.call(shape.function, of_kinds(shape.kinds, client_.root)), 0)
        << shape.function;
  }
}

TEST_F(Folders, EachNamedFunctionIsAnswered) {
  for (const FunctionName& row : kFunctionNames) {
    EXPECT_EQ(client_.call(row.number, std::vector<Parameter>(9)), kInvalidParameter) << row.name;
  }
}

TEST_F(Folders, OtherFunctionsAreNotImplemented) {
  for (const std::uint32_t function : {0U, 1U, 2U, 7U, 10U, 12U, 15U, 21U, 0xffffffffU}) {
    EXPECT_EQ(client_.call(function, std::vector<Parameter>(9)), kNotImplemented) << function;
    EXPECT_STREQ(function_name(function), "other");
  }
}

TEST_F(Folders, WhatTheDriverSwitchesOnIsOn) {
  EXPECT_EQ(client_.call(16, {}), 0);
  EXPECT_EQ(client_.call(20, {}), 0);
}

TEST_F(Folders, AFolderThatIsNotMappedIsInvalid) {
  FolderClient other(service_, 2, "share");
  for (const std::uint32_t root : {1U, 77U, 0xffffffffU}) {
    other.root = root;
    EXPECT_EQ(other.create("/", kLookup).status, kInvalidParameter);
    EXPECT_EQ(other.unmap(), kInvalidParameter);
  }
}

TEST_F(Folders, AnUnknownNameIsNotFound) {
  EXPECT_EQ(client_.map("nothing"), kFileNotFound);
  EXPECT_EQ(client_.map(""), kFileNotFound);
  EXPECT_EQ(client_.map("share "), kFileNotFound);
}

TEST_F(Folders, UnmappingClosesHandlesAndForgetsTheRoot) {
  client_.create("/", kOpendir);
  EXPECT_EQ(service_.open_handles(), 1u);
  EXPECT_EQ(client_.unmap(), 0);
  EXPECT_EQ(service_.open_handles(), 0u);
  EXPECT_EQ(client_.create("/", kLookup).status, kInvalidParameter);
}

TEST_F(Folders, MappedTwiceStaysUntilUnmappedTwice) {
  EXPECT_EQ(client_.map("share"), 0);
  const Opened dir = client_.create("/", kOpendir);
  EXPECT_EQ(client_.unmap(), 0);
  EXPECT_EQ(client_.close(dir.handle), 0);
  EXPECT_EQ(client_.unmap(), 0);
  EXPECT_EQ(client_.unmap(), kInvalidParameter);
}

TEST_F(Folders, AnotherClientHasNoPartInAHandle) {
  host_write("file", "abc");
  const Opened file = client_.create("/file", kOpenReadWrite);
  FolderClient other(service_, 2, "share");
  EXPECT_EQ(other.read(file.handle, 0, 3).status, kInvalidHandle);
  EXPECT_EQ(other.write(file.handle, 0, "x").status, kInvalidHandle);
  EXPECT_EQ(other.close(file.handle), kInvalidHandle);
  EXPECT_EQ(client_.read(file.handle, 0, 3).bytes, "abc");
}

TEST_F(Folders, DisconnectingClosesWhatTheClientHeld) {
  FolderClient other(service_, 2, "share");
  const Opened mine = client_.create("/", kOpendir);
  const Opened theirs = other.create("/", kOpendir);
  service_.disconnect(1);
  EXPECT_EQ(service_.open_handles(), 1u);
  EXPECT_EQ(client_.close(mine.handle), kInvalidClient);
  EXPECT_EQ(other.close(theirs.handle), 0);
}

TEST_F(Folders, AResetClosesEverything) {
  FolderClient other(service_, 2, "share");
  client_.create("/", kOpendir);
  other.create("/", kOpendir);
  service_.reset();
  EXPECT_EQ(service_.open_handles(), 0u);
  EXPECT_EQ(client_.create("/", kLookup).status, kInvalidClient);
  FolderClient again(service_, 1, "share");
  EXPECT_EQ(again.create("/", kLookup).status, 0);
}

TEST_F(Folders, ClientsThatAreNotConnectedAreRefused) {
  Call call{99, 16, {}};
  EXPECT_EQ(service_.call(call), kInvalidClient);
  EXPECT_EQ(service_.connect(1), kInvalidParameter);
}

TEST_F(SharedFoldersService, ServesSeveralFoldersAtOnce) {
  fs::create_directory(top_ / "second");
  write_whole(share_ / "file", "first");
  write_whole(top_ / "second" / "file", "second");
  SharedFolders service({{"one", share_, false}, {"two", top_ / "second", false}});
  FolderClient client(service, 1, "one");
  const std::uint32_t one = client.root;
  const Opened in_one = client.create("/file", kOpenRead);
  ASSERT_EQ(client.map("two"), 0);
  EXPECT_NE(client.root, one);
  EXPECT_EQ(client.content("/file"), "second");
  EXPECT_EQ(client.read(in_one.handle, 0, 9).status, kInvalidHandle);
  client.root = one;
  EXPECT_EQ(client.content("/file"), "first");
}

TEST_F(SharedFoldersService, GivesNoMoreHandlesThanItsLimit) {
  FolderLimits limits;
  limits.handles_a_client = 3;
  SharedFolders service({{"share", share_, false}}, limits);
  FolderClient client(service);
  const Opened first = client.create("/", kOpendir);
  client.create("/", kOpendir);
  client.create("/", kOpendir);
  EXPECT_EQ(client.create("/", kOpendir).status, kTooManyOpenFiles);
  EXPECT_EQ(client.create("/new", kCreate, 0100600).status, kTooManyOpenFiles);
  EXPECT_FALSE(fs::exists(share_ / "new"));
  EXPECT_EQ(client.create("/", kLookup).status, 0);
  EXPECT_EQ(client.close(first.handle), 0);
  EXPECT_EQ(client.create("/", kOpendir).status, 0);
}

TEST_F(SharedFoldersService, MapsNoMoreThanItsLimit) {
  FolderLimits limits;
  limits.mappings_a_client = 2;
  SharedFolders service({{"share", share_, false}}, limits);
  FolderClient client(service);
  EXPECT_EQ(client.map("share"), 0);
  EXPECT_EQ(client.map("share"), kTooManyOpenFiles);
  EXPECT_EQ(client.unmap(), 0);
  EXPECT_EQ(client.map("share"), 0);
}

TEST_F(SharedFoldersService, ConnectsNoMoreClientsThanItsLimit) {
  FolderLimits limits;
  limits.clients = 2;
  SharedFolders service({{"share", share_, false}}, limits);
  EXPECT_EQ(service.connect(1), 0);
  EXPECT_EQ(service.connect(2), 0);
  EXPECT_EQ(service.connect(3), kTooManyOpenFiles);
  service.disconnect(1);
  EXPECT_EQ(service.connect(3), 0);
}

TEST_F(SharedFoldersService, NamesTheFolderThatItCannotServe) {
  try {
    SharedFolders service({{"share", top_ / "missing", false}});
    FAIL() << "served a folder that is not there";
  } catch (const EnvironmentError& error) {
    EXPECT_NE(std::string(error.what()).find((top_ / "missing").string()), std::string::npos);
  }
  EXPECT_THROW(SharedFolders({{"share", outside_ / "secret", false}}), EnvironmentError);
}

class ReadOnly : public FolderTest {
 protected:
  ReadOnly() : service_(prepared()), client_(service_) {}

  std::vector<ShareFolder> prepared() {
    write_whole(share_ / "file", "abc");
    fs::create_directory(share_ / "dir");
    fs::create_symlink("file", share_ / "link");
    return {{"share", share_, true}};
  }
  SharedFolders service_;
  FolderClient client_;
};

TEST_F(ReadOnly, CanBeReadListedAndLookedUp) {
  EXPECT_EQ(client_.content("/file"), "abc");
  EXPECT_EQ(client_.create("/file", kLookup).result, kThere);
  EXPECT_EQ(client_.create("/none", kOpenRead).result, kFileMissing);
  EXPECT_EQ(client_.list(client_.create("/", kOpendir).handle).names.size(), 5u);
  EXPECT_EQ(client_.readlink("/link").bytes, "file");
}

TEST_F(ReadOnly, IsNotOpenedForAnythingElse) {
  for (const std::uint32_t flags : {kOpenWrite, kOpenReadWrite, kOpenRead | kTruncate,
                                    kOpenRead | kAppend, kCreate, kSetattr}) {
    const Opened file = client_.create("/file", flags, 0100600);
    EXPECT_EQ(file.status, kWriteProtect) << flags;
    EXPECT_EQ(file.handle, kNoHandle) << flags;
  }
  EXPECT_EQ(host_read("file"), "abc");
}

TEST_F(ReadOnly, GetsNothingNew) {
  EXPECT_EQ(client_.create("/new", kCreate, 0100600).status, kWriteProtect);
  EXPECT_EQ(client_.create("/new", kMkdir, 0040700).status, kWriteProtect);
  EXPECT_EQ(client_.symlink("/new", "x").status, kWriteProtect);
  EXPECT_FALSE(fs::exists(host("new")));
}

TEST_F(ReadOnly, LosesNothing) {
  EXPECT_EQ(client_.remove("/file", 1), kWriteProtect);
  EXPECT_EQ(client_.remove("/dir", 2), kWriteProtect);
  EXPECT_EQ(client_.remove("/link", 5), kWriteProtect);
  EXPECT_EQ(client_.rename("/file", "/other", 5), kWriteProtect);
  EXPECT_EQ(client_.rename("/dir", "/other", 0), kWriteProtect);
  EXPECT_TRUE(fs::exists(host("file")) && fs::exists(host("dir")));
}

TEST_F(ReadOnly, IsNotChangedByAReadHandle) {
  const Opened file = client_.create("/file", kOpenRead);
  EXPECT_EQ(client_.write(file.handle, 0, "x").status, kWriteProtect);
  EXPECT_EQ(client_.information(file.handle, 0x09, std::string(92, '\1')).status, kWriteProtect);
  EXPECT_EQ(client_.information(file.handle, 0x05, std::string(92, '\0')).status, kWriteProtect);
  EXPECT_EQ(client_.information(file.handle, 0x08, std::string(92, '\0')).status, 0);
  EXPECT_EQ(host_read("file"), "abc");
}

TEST_F(ReadOnly, SaysSoOfItsVolume) {
  const ScatteredMemory memory(std::string(40, '\0'));
  EXPECT_EQ(client_.call(
                9, {value32(client_.root), value64(0), value32(0x10), value32(40), buffer(memory)}),
            0);
  EXPECT_EQ(memory.bytes()[34], 1);
}

}  // namespace
}  // namespace sharebench::vboxsf
