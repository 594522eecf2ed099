// Opens what is there by the file itself, never twice by its name, and creates only what is not.
#include "harness/vboxsf/create.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

namespace sharebench::vboxsf {
namespace {

/// Of a new file; it cannot be anything but a regular file, since it was not there.
constexpr int kNewFile = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;

CreateAnswer answer_of(CreateResult result, FileDescriptor descriptor, const FileInfo& info) {
  CreateAnswer answer;
  answer.result = result;
  answer.descriptor = std::move(descriptor);
  answer.info = info;
  return answer;
}

CreateAnswer answer_of(CreateResult result) {
  CreateAnswer answer;
  answer.result = result;
  return answer;
}

/// kOk when a node of this type may be opened in the way that is asked.
Status may_open(const Share& share, const CreateRequest& request, std::uint32_t mode) {
  const bool truncates = request.if_exists == IfExists::kOverwrite;
  if (request.directory && !S_ISDIR(mode)) return kNotADirectory;
  if (S_ISLNK(mode)) return kTooManySymlinks;
  if (S_ISDIR(mode) && truncates) return request.directory ? kInvalidParameter : kIsADirectory;
  if (S_ISDIR(mode) && !request.directory && (request.read || request.write)) return kIsADirectory;
  if (!S_ISDIR(mode) && !S_ISREG(mode)) return kPermissionDenied;
  if (share.read_only && (request.write || truncates || request.set_attributes)) {
    return kWriteProtect;
  }
  return kOk;
}

/// Write-only files are opened for both where that is permitted: the guest writes pages of a mapped
/// file back by any handle, and has to read what it completes.
FileDescriptor open_to_write(const FileDescriptor& path, const CreateRequest& request, int flags) {
  FileDescriptor file = reopen(path, O_RDWR | flags);
  if (!file && errno == EACCES && !request.read) file = reopen(path, O_WRONLY | flags);
  return file;
}

FileDescriptor open_file(FileDescriptor path, const CreateRequest& request) {
  const bool truncates = request.if_exists == IfExists::kOverwrite;
  const int flags = truncates ? O_TRUNC : 0;
  if (request.write || (truncates && !request.read)) return open_to_write(path, request, flags);
  if (request.read) return reopen(path, O_RDONLY | flags);
  return path;
}

FileDescriptor open_directory(FileDescriptor path, const CreateRequest& request) {
  if (request.read || request.write) return reopen(path, O_RDONLY | O_DIRECTORY);
  return path;
}

Result<CreateAnswer> open_existing(const Share& share, const CreateRequest& request,
                                   FileDescriptor path) {
  const Result<FileInfo> info = file_info(path.get());
  if (!info) return info.status();
  if (request.if_exists == IfExists::kFail) return answer_of(CreateResult::kExists, {}, *info);
  const Status refused = may_open(share, request, info->mode);
  if (refused != kOk) return refused;
  if (S_ISDIR(info->mode)) {
    FileDescriptor directory = open_directory(std::move(path), request);
    if (!directory) return status_of(errno);
    return answer_of(CreateResult::kExists, std::move(directory), *info);
  }
  FileDescriptor file = open_file(std::move(path), request);
  if (!file) return status_of(errno);
  if (request.if_exists != IfExists::kOverwrite) {
    return answer_of(CreateResult::kExists, std::move(file), *info);
  }
  const Result<FileInfo> truncated = file_info(file.get());
  if (!truncated) return truncated.status();
  return answer_of(CreateResult::kReplaced, std::move(file), *truncated);
}

/// A directory whose mode forbids its owner to read it is there all the same.
FileDescriptor make_directory(const Place& place, mode_t mode) {
  if (::mkdirat(place.parent, place.name.c_str(), mode) != 0) return FileDescriptor();
  FileDescriptor path(
      ::openat(place.parent, place.name.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!path) return path;
  FileDescriptor directory = reopen(path, O_RDONLY | O_DIRECTORY);
  return directory ? std::move(directory) : std::move(path);
}

Result<CreateAnswer> make_new(const Share& share, const CreateRequest& request,
                              const Place& place) {
  if (!request.create) return answer_of(CreateResult::kFileNotFound);
  if (share.read_only) return kWriteProtect;
  FileDescriptor made =
      request.directory
          ? make_directory(place, request.mode)
          : FileDescriptor(::openat(place.parent, place.name.c_str(), kNewFile, request.mode));
  if (!made) return status_of(errno);
  const Result<FileInfo> info = file_info(made.get());
  if (!info) return info.status();
  return answer_of(CreateResult::kCreated, std::move(made), *info);
}

Result<CreateAnswer> look_up(const Place& place) {
  const Result<FileInfo> info = file_info(place.parent, place.name);
  if (info) return answer_of(CreateResult::kExists, {}, *info);
  if (info.status() != kFileNotFound) return info.status();
  return answer_of(CreateResult::kFileNotFound);
}

}  // namespace

Result<CreateAnswer> create(const Share& share, const std::string& path,
                            const CreateRequest& request) {
  const Result<Place> place = find_place(share, path);
  if (place.status() == kFileNotFound) return answer_of(CreateResult::kPathNotFound);
  if (!place) return place.status();
  if (request.lookup) return look_up(*place);
  FileDescriptor node(
      ::openat(place->parent, place->name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
  if (node) return open_existing(share, request, std::move(node));
  if (errno != ENOENT) return status_of(errno);
  return make_new(share, request, *place);
}

}  // namespace sharebench::vboxsf
