// The functions of the service that act on files: parameters in, the room's other files do the
// work, parameters out.
#include <algorithm>

#include "harness/vboxsf/attributes.h"
#include "harness/vboxsf/create.h"
#include "harness/vboxsf/entries.h"
#include "harness/vboxsf/file_info.h"
#include "harness/vboxsf/file_io.h"
#include "harness/vboxsf/shared_folders.h"
#include "harness/vboxsf/shfl_string.h"

namespace sharebench::vboxsf {
namespace {

/// VirtualBox's SHFL_INFO_*, as the driver combines them.
constexpr std::uint64_t kGetFile = 0x08;
constexpr std::uint64_t kSetFile = 0x09;
constexpr std::uint64_t kSetSize = 0x05;
constexpr std::uint64_t kGetVolume = 0x10;

/// How many bytes a call may move: what it says, but not more than there is memory for.
std::size_t room(const Parameter& count, const Parameter& buffer) {
  return std::min<std::size_t>(count.value, buffer.buffer.size());
}

std::uint32_t flags(const Parameter& parameter) {
  return static_cast<std::uint32_t>(parameter.value);
}

}  // namespace

// root, path, parameters
Status SharedFolders::create(const Caller& caller, Parameters& parameters) {
  const Result<std::string> path = shfl_string(parameters[1].buffer);
  if (!path) return path.status();
  const Result<CreateRequest> request = create_request(parameters[2].buffer);
  if (!request) return request.status();
  if (!request->lookup && !handles_.has_room(caller.owner.client)) return kTooManyOpenFiles;
  Result<CreateAnswer> answer = vboxsf::create(*caller.share, *path, *request);
  if (!answer) return answer.status();
  std::uint64_t handle = kNilHandle;
  if (answer->descriptor) {
    const Result<std::uint64_t> added = handles_.add(caller.owner, std::move(answer->descriptor));
    if (!added) return added.status();
    handle = *added;
  }
  write_create_answer(parameters[2].buffer, handle, *answer);
  return kOk;
}

// root, handle
Status SharedFolders::close(const Caller& caller, Parameters& parameters) {
  return handles_.close(caller.owner, parameters[1].value) ? kOk : kInvalidHandle;
}

// root, handle, offset, count, buffer
Status SharedFolders::read(const Caller& caller, Parameters& parameters) {
  const std::size_t count = room(parameters[3], parameters[4]);
  parameters[3].value = 0;
  const OpenNode* node = handles_.find(caller.owner, parameters[1].value);
  if (node == nullptr) return kInvalidHandle;
  const Result<std::size_t> done = read_file(node->descriptor.get(), parameters[4].buffer, count,
                                             static_cast<std::int64_t>(parameters[2].value));
  if (done) parameters[3].value = *done;
  return done.status();
}

// root, handle, offset, count, buffer
Status SharedFolders::write(const Caller& caller, Parameters& parameters) {
  const std::size_t count = room(parameters[3], parameters[4]);
  parameters[3].value = 0;
  const OpenNode* node = handles_.find(caller.owner, parameters[1].value);
  if (node == nullptr) return kInvalidHandle;
  if (caller.share->read_only) return kWriteProtect;
  const Result<std::size_t> done = write_file(node->descriptor.get(), parameters[4].buffer, count,
                                              static_cast<std::int64_t>(parameters[2].value));
  if (done) parameters[3].value = *done;
  return done.status();
}

// root, handle, flags, count, pattern, buffer, resume point (unused: the handle knows), entries
Status SharedFolders::list(const Caller& caller, Parameters& parameters) {
  const std::size_t room_bytes = room(parameters[3], parameters[5]);
  parameters[3].value = 0;
  parameters[7].value = 0;
  OpenNode* node = handles_.find(caller.owner, parameters[1].value);
  if (node == nullptr) return kInvalidHandle;
  if (parameters[2].value != 0) return kNotImplemented;
  if (parameters[4].buffer.size() > 0) {
    const Result<std::string> pattern = shfl_string(parameters[4].buffer);
    if (!pattern) return pattern.status();
    if (!pattern->empty()) return kNotImplemented;
  }
  const int directory = node->descriptor.get();
  if (!node->listing) {
    const std::size_t held = handles_.listing_bytes();
    Result<DirectoryListing> listing =
        DirectoryListing::read(directory, limits_.listing_bytes - held);
    if (!listing) return listing.status();
    node->listing = std::move(*listing);
  }
  const Result<ListedEntries> listed = node->listing->next(directory, room_bytes);
  if (!listed) return listed.status();
  parameters[5].buffer.write(0, listed->bytes);
  parameters[3].value = listed->bytes.size();
  parameters[7].value = listed->count;
  return listed->last ? kNoMoreFiles : kOk;
}

// root, handle, flags, count, buffer
Status SharedFolders::information(const Caller& caller, Parameters& parameters) {
  switch (parameters[2].value) {
    case kGetVolume:
      return volume_information(caller, parameters);
    case kGetFile:
    case kSetFile:
    case kSetSize:
      return file_information(caller, parameters);
    default:
      return kNotImplemented;
  }
}

Status SharedFolders::volume_information(const Caller& caller, Parameters& parameters) {
  if (room(parameters[3], parameters[4]) < kVolumeInfoBytes) return kInvalidParameter;
  const Result<std::string> info = packed_volume_info(*caller.share);
  if (!info) return info.status();
  parameters[4].buffer.write(0, *info);
  parameters[3].value = info->size();
  return kOk;
}

Status SharedFolders::file_information(const Caller& caller, Parameters& parameters) {
  const std::uint64_t what = parameters[2].value;
  const OpenNode* node = handles_.find(caller.owner, parameters[1].value);
  if (node == nullptr) return kInvalidHandle;
  if (room(parameters[3], parameters[4]) < kFileInfoBytes) return kInvalidParameter;
  if (what != kGetFile && caller.share->read_only) return kWriteProtect;
  const int file = node->descriptor.get();
  const FileInfo wanted = unpacked_file_info(parameters[4].buffer.copy(kFileInfoBytes));
  Status done = kOk;
  if (what == kSetFile) done = set_attributes(file, wanted);
  if (what == kSetSize) done = set_size(file, wanted.size_bytes);
  if (done != kOk) return done;
  const Result<FileInfo> info = file_info(file);
  if (!info) return info.status();
  parameters[4].buffer.write(0, packed_file_info(*info));
  parameters[3].value = kFileInfoBytes;
  return kOk;
}

// root, path, flags
Status SharedFolders::remove(const Caller& caller, Parameters& parameters) {
  const Result<std::string> path = shfl_string(parameters[1].buffer);
  if (!path) return path.status();
  return remove_entry(*caller.share, *path, flags(parameters[2]));
}

// root, old path, new path, flags
Status SharedFolders::rename(const Caller& caller, Parameters& parameters) {
  const Result<std::string> from = shfl_string(parameters[1].buffer);
  if (!from) return from.status();
  const Result<std::string> to = shfl_string(parameters[2].buffer);
  if (!to) return to.status();
  return rename_entry(*caller.share, *from, *to, flags(parameters[3]));
}

// root, path, buffer
Status SharedFolders::readlink(const Caller& caller, Parameters& parameters) {
  const Result<std::string> path = shfl_string(parameters[1].buffer);
  if (!path) return path.status();
  const Result<std::string> target = read_link(*caller.share, *path);
  if (!target) return target.status();
  if (target->size() >= parameters[2].buffer.size()) return kNameTooLong;
  parameters[2].buffer.write(0, *target + '\0');
  return kOk;
}

// root, path, target, info
Status SharedFolders::symlink(const Caller& caller, Parameters& parameters) {
  const Result<std::string> path = shfl_string(parameters[1].buffer);
  if (!path) return path.status();
  const Result<std::string> target = shfl_string(parameters[2].buffer);
  if (!target) return target.status();
  if (parameters[3].buffer.size() < kFileInfoBytes) return kInvalidParameter;
  const Result<FileInfo> info = make_link(*caller.share, *path, *target);
  if (!info) return info.status();
  parameters[3].buffer.write(0, packed_file_info(*info));
  return kOk;
}

}  // namespace sharebench::vboxsf
