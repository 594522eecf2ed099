// Builds calls and reads answers, by hand and not by the code under test.
#include "tests/unit/vboxsf/folder_client_helper.h"

#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace sharebench::vboxsf {
namespace fs = std::filesystem;
namespace {

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number number{};
  std::memcpy(&number, bytes.substr(offset, sizeof(number)).data(), sizeof(number));
  return number;
}

template <typename Number>
std::string bytes_of(Number number) {
  return std::string(reinterpret_cast<const char*>(&number), sizeof(number));
}

}  // namespace

ScatteredMemory::ScatteredMemory(std::string_view bytes, std::size_t piece_bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
    const std::string_view part = bytes.substr(at, piece_bytes);
    pieces_.push_back({std::make_unique<char[]>(part.size()), part.size()});
    std::memcpy(pieces_.back().memory.get(), part.data(), part.size());
  }
}

GuestBuffer ScatteredMemory::buffer() const {
  std::vector<iovec> pieces;
  for (const Piece& piece : pieces_) pieces.push_back({piece.memory.get(), piece.size});
  return GuestBuffer(pieces);
}

std::string ScatteredMemory::bytes() const {
  std::string whole;
  for (const Piece& piece : pieces_) whole.append(piece.memory.get(), piece.size);
  return whole;
}

Parameter value32(std::uint64_t value) {
  return {Parameter::Kind::kValue32, value};
}
Parameter value64(std::uint64_t value) {
  return {Parameter::Kind::kValue64, value};
}
Parameter buffer(const ScatteredMemory& memory) {
  return {Parameter::Kind::kBuffer, 0, memory.buffer()};
}

std::string shfl(std::string_view text) {
  return bytes_of(static_cast<std::uint16_t>(text.size() + 1)) +
         bytes_of(static_cast<std::uint16_t>(text.size())) + std::string(text) + '\0';
}

GuestInfo guest_info(std::string_view bytes) {
  GuestInfo info;
  info.size = number_at<std::int64_t>(bytes, 0);
  info.allocated = number_at<std::int64_t>(bytes, 8);
  info.atime = number_at<std::int64_t>(bytes, 16);
  info.mtime = number_at<std::int64_t>(bytes, 24);
  info.ctime = number_at<std::int64_t>(bytes, 32);
  info.birth = number_at<std::int64_t>(bytes, 40);
  info.mode = number_at<std::uint32_t>(bytes, 48);
  info.additional = number_at<std::uint32_t>(bytes, 52);
  info.uid = number_at<std::uint32_t>(bytes, 56);
  info.gid = number_at<std::uint32_t>(bytes, 60);
  info.links = number_at<std::uint32_t>(bytes, 64);
  info.device = number_at<std::uint32_t>(bytes, 68);
  info.inode = number_at<std::uint64_t>(bytes, 72);
  return info;
}

FolderClient::FolderClient(Service& service, std::uint32_t client, const std::string& share)
    : service_(service), client_(client) {
  EXPECT_EQ(service_.connect(client_), 0);
  EXPECT_EQ(map(share), 0);
}

std::int32_t FolderClient::call(std::uint32_t function, std::vector<Parameter>& parameters) {
  Call whole{client_, function, parameters};
  const std::int32_t status = service_.call(whole);
  parameters = whole.parameters;
  return status;
}

std::int32_t FolderClient::call(std::uint32_t function, std::vector<Parameter>&& parameters) {
  return call(function, parameters);
}

std::int32_t FolderClient::map(const std::string& share) {
  const ScatteredMemory name(shfl(share));
  std::vector<Parameter> parameters = {buffer(name), value32(0), value32('/'), value32(1)};
  const std::int32_t status = call(17, parameters);
  if (status == 0) root = static_cast<std::uint32_t>(parameters[1].value);
  return status;
}

std::int32_t FolderClient::unmap() {
  return call(13, {value32(root)});
}

Opened FolderClient::create(const std::string& path, std::uint32_t flags, std::uint32_t mode) {
  const ScatteredMemory name(shfl(path));
  std::string in = bytes_of(kNoHandle) + bytes_of(0U) + bytes_of(flags) + std::string(92, '\0');
  in.replace(16 + 48, 4, bytes_of(mode));
  const ScatteredMemory parameters(in);
  Opened opened;
  opened.status = call(3, {value32(root), buffer(name), buffer(parameters)});
  const std::string out = parameters.bytes();
  opened.handle = number_at<std::uint64_t>(out, 0);
  opened.result = number_at<std::uint32_t>(out, 8);
  opened.info = guest_info(out.substr(16));
  return opened;
}

std::int32_t FolderClient::close(std::uint64_t handle) {
  return call(4, {value32(root), value64(handle)});
}

Moved FolderClient::read(std::uint64_t handle, std::int64_t offset, std::size_t count) {
  const ScatteredMemory memory(std::string(count, '?'), 4096);
  std::vector<Parameter> parameters = {value32(root), value64(handle),
                                       value64(static_cast<std::uint64_t>(offset)), value32(count),
                                       buffer(memory)};
  Moved moved;
  moved.status = call(5, parameters);
  moved.count = parameters[3].value;
  moved.bytes = memory.bytes().substr(0, moved.count);
  return moved;
}

Moved FolderClient::write(std::uint64_t handle, std::int64_t offset, const std::string& bytes) {
  const ScatteredMemory memory(bytes, 4096);
  std::vector<Parameter> parameters = {value32(root), value64(handle),
                                       value64(static_cast<std::uint64_t>(offset)),
                                       value32(bytes.size()), buffer(memory)};
  Moved moved;
  moved.status = call(6, parameters);
  moved.count = parameters[3].value;
  return moved;
}

Listed FolderClient::list(std::uint64_t handle, std::size_t room) {
  const ScatteredMemory memory(std::string(room, '\0'), 4096);
  std::vector<Parameter> parameters = {
      value32(root),  value64(handle), value32(0), value32(room), {Parameter::Kind::kBuffer},
      buffer(memory), value32(0),      value32(77)};
  Listed listed;
  listed.status = call(8, parameters);
  listed.bytes = parameters[3].value;
  const std::string out = memory.bytes().substr(0, listed.bytes);
  for (std::size_t at = 0; at < out.size();) {
    const std::string_view entry = std::string_view(out).substr(at);
    const auto capacity = number_at<std::uint16_t>(entry, 122);
    const auto length = number_at<std::uint16_t>(entry, 124);
    listed.infos.push_back(guest_info(entry));
    listed.names.emplace_back(entry.substr(126, length));
    EXPECT_EQ(capacity, length + 1);
    EXPECT_EQ(entry.at(126u + length), '\0');
    at += 126u + capacity;
  }
  EXPECT_EQ(parameters[7].value, listed.names.size());
  return listed;
}

Told FolderClient::information(std::uint64_t handle, std::uint32_t flags, const std::string& info) {
  const ScatteredMemory memory(info);
  std::vector<Parameter> parameters = {value32(root), value64(handle), value32(flags),
                                       value32(info.size()), buffer(memory)};
  Told told;
  told.status = call(9, parameters);
  told.count = parameters[3].value;
  if (told.status == 0 && told.count == 92) told.info = guest_info(memory.bytes());
  return told;
}

std::int32_t FolderClient::remove(const std::string& path, std::uint32_t flags) {
  const ScatteredMemory name(shfl(path));
  return call(11, {value32(root), buffer(name), value32(flags)});
}

std::int32_t FolderClient::rename(const std::string& from, const std::string& to,
                                  std::uint32_t flags) {
  const ScatteredMemory old_name(shfl(from));
  const ScatteredMemory new_name(shfl(to));
  return call(14, {value32(root), buffer(old_name), buffer(new_name), value32(flags)});
}

Moved FolderClient::readlink(const std::string& path, std::size_t room) {
  const ScatteredMemory name(shfl(path));
  const ScatteredMemory memory(std::string(room, '?'), 1000);
  Moved moved;
  moved.status = call(18, {value32(root), buffer(name), buffer(memory)});
  moved.bytes = memory.bytes().c_str();
  return moved;
}

Told FolderClient::symlink(const std::string& path, const std::string& target) {
  const ScatteredMemory name(shfl(path));
  const ScatteredMemory says(shfl(target));
  const ScatteredMemory info(std::string(92, '\0'));
  Told told;
  told.status = call(19, {value32(root), buffer(name), buffer(says), buffer(info)});
  told.info = guest_info(info.bytes());
  return told;
}

std::string FolderClient::content(const std::string& path) {
  const Opened opened = create(path, kOpenRead);
  EXPECT_EQ(opened.status, 0) << path;
  const Moved moved = read(opened.handle, 0, std::size_t{1} << 20);
  EXPECT_EQ(moved.status, 0) << path;
  EXPECT_EQ(close(opened.handle), 0);
  return moved.bytes;
}

FolderTest::FolderTest() {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  top_ = fs::path(testing::TempDir()) / ("folder " + std::string(test->test_suite_name()) + "." +
                                         test->name() + " " + std::to_string(getpid()));
  share_ = top_ / "share";
  outside_ = top_ / "outside";
  fs::remove_all(top_);
  fs::create_directories(share_);
  fs::create_directories(outside_);
  write_whole(outside_ / "secret", "not yours");
}

FolderTest::~FolderTest() {
  fs::remove_all(top_);
}

void FolderTest::host_write(const std::string& path, const std::string& bytes) const {
  write_whole(share_ / path, bytes);
}

std::string FolderTest::host_read(const std::string& path) const {
  return read_whole(share_ / path);
}

void write_whole(const fs::path& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  ASSERT_TRUE(file) << path;
}

std::string read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace sharebench::vboxsf
