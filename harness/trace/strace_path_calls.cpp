// Calls that name a file.
#include "harness/trace/strace_calls.h"

namespace sharebench::trace {

namespace {

bool of_descriptor(const Call& call, const Places& places) {
  return has_flag(at(call, places.flags), "AT_EMPTY_PATH") &&
         unquoted(at(call, places.path)).empty();
}

bool of_link(const Call& call, const Places& places) {
  return has_flag(at(call, places.flags), "AT_SYMLINK_NOFOLLOW");
}

void on_stat(const Call& call, const Places& places) {
  if (of_descriptor(call, places)) return record_file(call, Op::kStatOpen);
  const bool link = of_link(call, places) || call.event.name == "lstat";
  record_path(call, places, link ? Op::kStatLink : Op::kStat);
}

void on_fstat(const Call& call, const Places&) {
  record_file(call, Op::kStatOpen);
}
void on_access(const Call& call, const Places& places) {
  record_path(call, places, Op::kAccess);
}

void on_readlink(const Call& call, const Places& places) {
  record_path(call, places, Op::kReadLink);
}

std::uint32_t mode_of(std::string_view argument) {
  return static_cast<std::uint32_t>(number_of(argument)) & 07777;
}

/// The mode comes after the path.
void on_mkdir(const Call& call, const Places& places) {
  record_path(call, places, Op::kMakeFolder, mode_of(at(call, places.path + 1)));
}

void on_chmod(const Call& call, const Places& places) {
  record_path(call, places, Op::kMode, mode_of(at(call, places.path + 1)));
}

void on_fchmod(const Call& call, const Places&) {
  record_file(call, Op::kModeOpen, mode_of(call.arg(1)));
}

void on_rmdir(const Call& call, const Places& places) {
  record_path(call, places, Op::kRemoveFolder);
}

void on_unlink(const Call& call, const Places& places) {
  const bool folder = has_flag(at(call, places.flags), "AT_REMOVEDIR");
  record_path(call, places, folder ? Op::kRemoveFolder : Op::kUnlink);
}

void on_chown(const Call& call, const Places& places) {
  if (of_descriptor(call, places)) return record_file(call, Op::kOwnerOpen);
  const bool link = of_link(call, places) || call.event.name == "lchown";
  record_path(call, places, Op::kOwner, link ? std::uint32_t{OpenFlag::kNoFollow} : 0);
}

void on_fchown(const Call& call, const Places&) {
  record_file(call, Op::kOwnerOpen);
}

void on_utimens(const Call& call, const Places& places) {
  if (at(call, places.path) == "NULL") return record_file(call, Op::kTimesOpen);
  record_path(call, places, Op::kTimes,
              of_link(call, places) ? std::uint32_t{OpenFlag::kNoFollow} : 0);
}

/// rename and link: two pairs of a folder and a path, `places` has the first one.
void on_two_paths(const Call& call, const Places& places) {
  const bool folders = places.folder >= 0;
  const Places second{folders ? 2 : -1, folders ? 3 : 1, -1};
  const auto from = find(call, places), to = find(call, second);
  if (!from && !to) return;
  const bool exchanges = has_flag(call.event.text, "RENAME_EXCHANGE");
  if (!from || !to || exchanges) return call.recording.lose(call.event.name + " across the root");
  const bool renames = call.event.name.rfind("rename", 0) == 0;
  if (!record(call, {.op = renames ? Op::kRename : Op::kHardLink,
                     .file = from->file,
                     .file2 = to->file,
                     .path = from->path,
                     .path2 = to->path}) ||
      !renames || !call.worked()) {
    return;
  }
  call.recording.touched().moved(from->below);
  call.recording.touched().moved(to->below);
  call.recording.renamed(from->absolute, to->absolute);
}

void on_symlink(const Call& call, const Places& places) {
  const auto where = find(call, places);
  if (!where) return;
  const std::string target = unquoted(call.arg(0));
  const auto parts = call.recording.target_parts(where->below, target);
  std::string relative;
  for (const std::string_view part : parts) relative += std::string(part) + "/";
  if (call.worked()) call.recording.touched().link(where->below, relative);
  record(call, {.op = Op::kSymLink,
                .file = where->file,
                .path = where->path,
                .path2 = call.recording.writer().path(parts)});
}

}  // namespace

CallTable path_calls() {
  return {
      {"stat", {on_stat, {-1, 0, -1}}},
      {"lstat", {on_stat, {-1, 0, -1}}},
      {"fstat", {on_fstat}},
      {"newfstatat", {on_stat, {0, 1, 3}}},
      {"statx", {on_stat, {0, 1, 2}}},
      {"access", {on_access, {-1, 0, -1}}},
      {"faccessat", {on_access, {0, 1, -1}}},
      {"faccessat2", {on_access, {0, 1, 3}}},
      {"readlink", {on_readlink, {-1, 0, -1}}},
      {"readlinkat", {on_readlink, {0, 1, -1}}},
      {"mkdir", {on_mkdir, {-1, 0, -1}}},
      {"mkdirat", {on_mkdir, {0, 1, -1}}},
      {"rmdir", {on_rmdir, {-1, 0, -1}}},
      {"unlink", {on_unlink, {-1, 0, -1}}},
      {"unlinkat", {on_unlink, {0, 1, 2}}},
      {"rename", {on_two_paths, {-1, 0, -1}}},
      {"renameat", {on_two_paths, {0, 1, -1}}},
      {"renameat2", {on_two_paths, {0, 1, 4}}},
      {"link", {on_two_paths, {-1, 0, -1}}},
      {"linkat", {on_two_paths, {0, 1, 4}}},
      {"symlink", {on_symlink, {-1, 1, -1}}},
      {"symlinkat", {on_symlink, {1, 2, -1}}},
      {"chmod", {on_chmod, {-1, 0, -1}}},
      {"fchmod", {on_fchmod}},
      {"fchmodat", {on_chmod, {0, 1, -1}}},
      {"chown", {on_chown, {-1, 0, -1}}},
      {"lchown", {on_chown, {-1, 0, -1}}},
      {"fchown", {on_fchown}},
      {"fchownat", {on_chown, {0, 1, 4}}},
      {"utime", {on_utimens, {-1, 0, -1}}},
      {"utimes", {on_utimens, {-1, 0, -1}}},
      {"futimesat", {on_utimens, {0, 1, -1}}},
      {"utimensat", {on_utimens, {0, 1, 3}}},
  };
}

}  // namespace sharebench::trace
