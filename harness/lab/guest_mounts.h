// Mounts shares in the guest, each on a fresh folder, and knows which counter belongs to which
// mount.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "harness/lab/counters.h"
#include "harness/lab/guest_console.h"

namespace sharebench::lab {

struct GuestMount {
  std::string type;                 ///< as asked: vboxsf nfs3 nfs4 9p virtiofs sshfs disk
  std::string guest_path;           ///< mount point in the guest
  std::filesystem::path host_path;  ///< the served folder on this machine; empty for the disk
  bool can_pace = false;            ///< true for NFS and vboxsf: set_pace() acts on it
};

using ShareOptions = std::map<std::string, std::string>;

class GuestMounts {
 public:
  /// Requests by function of a share of the vboxsf server.
  using VboxsfCounts = std::function<Counts(const std::string& share)>;

  /// Has the NFS server export a folder asynchronously.
  using ExportAsync = std::function<void(const std::filesystem::path& folder)>;

  /// Shares folders of `state_dir`: of its srv, and of its vboxsf.
  GuestMounts(GuestConsole& console, std::filesystem::path state_dir, VboxsfCounts vboxsf_counts,
              ExportAsync export_async);

  /// See Lab::mount, Lab::unmount, Lab::counters.
  GuestMount mount(const std::string& type, const ShareOptions& options);
  void unmount(const GuestMount& mount);
  Counts counters(const GuestMount& mount);

 private:
  struct Record {
    std::string type, name, tag;
    std::string device;  ///< FUSE: st_dev as a number; 9p: the client's address
    std::string connection;
    Counts base;
  };

  std::string guest(const std::string& line, double timeout_s, const std::string& what);
  bool is_taken(const std::string& tag) const;
  std::string free_ninep_tag();
  std::string free_vboxsf_share() const;
  std::string fresh_name(const std::string& stem) const;
  void find_ninep_client(Record& record, const std::string& before, const std::string& after);
  void find_fuse_connection(Record& record, const std::string& guest_path);
  void check_type(const Record& record, const std::string& guest_path);
  std::filesystem::path host_path(const Record& record) const;
  Counts raw_counts(const Record& record, const std::string& guest_path);

  GuestConsole& console_;
  std::filesystem::path state_dir_, served_;
  VboxsfCounts vboxsf_counts_;
  ExportAsync export_async_;
  std::map<std::string, Record> records_;  ///< by guest path
  std::size_t next_ninep_ = 0;
};

/// The shell line that mounts share `type` from folder `name` at `guest_path`; `tag` is the device
/// of 9p and virtiofs and the share of vboxsf. Throws UsageError for an unknown type or a word the
/// guest's shell would read.
std::string mount_line(const std::string& type, const std::string& name, const std::string& tag,
                       const std::string& guest_path, const ShareOptions& options);

/// Whether the server of an NFS share is to answer flushes at once. Throws UsageError for a value
/// of `export` that is neither `sync` nor `async`.
bool is_exported_async(const ShareOptions& options);

/// The type that /proc/self/mountinfo must show for a share.
std::string expected_fstype(const std::string& type);

/// File system type and device number ("0:27" as 27) of the last line for `guest_path`.
struct MountinfoEntry {
  std::string fstype;
  std::uint64_t device = 0;  ///< (major << 20) | minor, as the kernel's dev_t
};
MountinfoEntry parse_mountinfo(const std::string& text, const std::string& guest_path);

}  // namespace sharebench::lab
