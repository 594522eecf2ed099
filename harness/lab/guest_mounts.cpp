// Mounts, unmounts and counts in the guest.
#include "harness/lab/guest_mounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "harness/core/error.h"
#include "harness/lab/file_servers.h"
#include "harness/lab/lab_state.h"
#include "harness/lab/vboxsf_server.h"

namespace sharebench::lab {
namespace {

constexpr const char* kTrace = "/sys/kernel/tracing/events";
// Far above what is seen (0.01 s and 2 s): a busy machine must not look like a broken guest.
constexpr double kReading = 60, kMounting = 120;
constexpr const char* kSeparator = "===";

bool is_nfs(const std::string& type) {
  return type == "nfs3" || type == "nfs4";
}
bool is_fuse(const std::string& type) {
  return type == "virtiofs" || type == "sshfs";
}

std::string virtiofs_tag(const ShareOptions& options) {
  const auto wanted = options.find("cache");
  const std::string cache = wanted == options.end() ? "auto" : wanted->second;
  for (const VirtiofsMode& mode : virtiofs_modes()) {
    if (mode.cache == cache) return mode.tag;
  }
  throw UsageError(fmt::format("virtiofs has no cache mode {}", cache),
                   "use cache=auto, none, always or writeback");
}

/// Leaves the folder itself: the server holds it open.
void empty_folder(const std::filesystem::path& dir) {
  for (const auto& entry : std::filesystem::directory_iterator(dir)) remove_tree(entry.path());
}

Counts by_name(const Counts& by_number, std::string (*name)(const std::string&)) {
  Counts named;
  for (const auto& [number, count] : by_number) named[name(number)] += count;
  return named;
}

}  // namespace

GuestMounts::GuestMounts(GuestConsole& console, std::filesystem::path state_dir,
                         VboxsfCounts vboxsf_counts, ExportAsync export_async)
    : console_(console),
      state_dir_(std::move(state_dir)),
      served_(state_dir_ / "srv"),
      vboxsf_counts_(std::move(vboxsf_counts)),
      export_async_(std::move(export_async)) {}

std::string GuestMounts::guest(const std::string& line, double timeout_s, const std::string& what) {
  const sys::CommandResult result = console_.run(line, timeout_s);
  if (result.timed_out) {
    throw EnvironmentError(fmt::format("{} took longer than {:.0f} s in the lab", what, timeout_s),
                           "sharebench lab down, then: sharebench lab up");
  }
  if (!result.ok()) {
    const std::string reason = result.err.substr(0, result.err.find('\n'));
    throw EnvironmentError(fmt::format("{} failed in the lab: {}", what, reason),
                           fmt::format("sharebench lab exec -- {}", line));
  }
  return result.out;
}

std::string GuestMounts::fresh_name(const std::string& stem) const {
  // Never used twice in the life of a lab: a server remembers the handle of a removed folder by
  // name.
  const std::filesystem::path note = state_dir_ / "mounts";
  int number = std::atoi(read_facts(note)["next"].c_str());
  std::error_code problem;
  while (
      !std::filesystem::create_directory(served_ / fmt::format("{}-{}", stem, number), problem)) {
    if (problem) {
      throw EnvironmentError(fmt::format("{} cannot be written", served_.string()),
                             fmt::format("ls -ld {}", served_.string()));
    }
    ++number;
  }
  write_facts(note, {{"next", std::to_string(number + 1)}});
  return fmt::format("{}-{}", stem, number);
}

bool GuestMounts::is_taken(const std::string& tag) const {
  return std::any_of(records_.begin(), records_.end(),
                     [&](const auto& each) { return each.second.tag == tag; });
}

std::string GuestMounts::free_vboxsf_share() const {
  for (const std::string& share : vboxsf_shares()) {
    if (!is_taken(share) && std::filesystem::is_empty(state_dir_ / "vboxsf" / share)) return share;
  }
  throw UsageError(
      fmt::format("the lab serves {} vboxsf shares and all are mounted", vboxsf_shares().size()),
      "ask for fewer vboxsf shares at a time");
}

std::string GuestMounts::free_ninep_tag() {
  // In turn: a container that is still ending may hold the device of the mount before.
  const std::vector<std::string>& tags = ninep_tags();
  for (std::size_t tried = 0; tried < tags.size(); ++tried) {
    const std::string& tag = tags[next_ninep_++ % tags.size()];
    if (!is_taken(tag)) return tag;
  }
  throw UsageError(fmt::format("the lab has {} 9p devices and all are mounted", tags.size()),
                   "ask for fewer 9p shares at a time");
}

GuestMount GuestMounts::mount(const std::string& type, const ShareOptions& options) {
  Record record;
  record.type = type;
  if (type == "9p") record.tag = free_ninep_tag();
  if (type == "virtiofs") record.tag = virtiofs_tag(options);
  if (type == "vboxsf") record.tag = free_vboxsf_share();
  mount_line(type, "", "", "", options);  // a wrong type or option leaves no folder behind
  const bool async = is_nfs(type) && is_exported_async(options);
  record.name = fresh_name(async ? "async-" + type : type);  // so that the guest sees it, too
  const std::string guest_path = "/mnt/lab/" + record.name;
  try {
    if (async) export_async_(served_ / record.name);
    const std::string attaches =
        fmt::format("grep 'type: *104 ' {}/9p/9p_client_req/hist; true", kTrace);
    const std::string before = type == "9p" ? guest(attaches, kReading, "reading counters") : "";
    guest(mount_line(type, record.name, record.tag, guest_path, options), kMounting,
          fmt::format("mounting {}", type));
    check_type(record, guest_path);
    if (type == "9p")
      find_ninep_client(record, before, guest(attaches, kReading, "reading counters"));
    if (is_fuse(type)) find_fuse_connection(record, guest_path);
    record.base = raw_counts(record, guest_path);
  } catch (...) {
    console_.run(fmt::format("umount -l {0}; umount -l /run/lab/aside; rmdir {0}", guest_path), 10);
    remove_tree(served_ / record.name);
    throw;
  }
  records_[guest_path] = record;
  return {type, guest_path, host_path(record), is_nfs(type) || type == "vboxsf"};
}

std::filesystem::path GuestMounts::host_path(const Record& record) const {
  if (record.type == "disk") return {};
  return record.type == "vboxsf" ? state_dir_ / "vboxsf" / record.tag : served_ / record.name;
}

void GuestMounts::check_type(const Record& record, const std::string& guest_path) {
  const MountinfoEntry found =
      parse_mountinfo(guest("cat /proc/self/mountinfo", kReading, "reading mounts"), guest_path);
  if (found.fstype != expected_fstype(record.type)) {
    throw EnvironmentError(fmt::format("asked the lab for {}, found \"{}\" at {}", record.type,
                                       found.fstype, guest_path),
                           "sharebench lab exec -- cat /proc/self/mountinfo");
  }
}

void GuestMounts::find_ninep_client(Record& record, const std::string& before,
                                    const std::string& after) {
  const Counts attached = difference(parse_hist(after), parse_hist(before));
  if (attached.size() == 1) {
    const std::string key = attached.begin()->first;  // "clnt: 184..., type: 104"
    const auto start = key.find("clnt: ") + 6;
    record.device = key.substr(start, key.find(',') - start);
    return;
  }
  throw EnvironmentError(
      fmt::format("{} 9p clients attached where one was mounted", attached.size()),
      "sharebench lab down, then: sharebench lab up");
}

void GuestMounts::find_fuse_connection(Record& record, const std::string& guest_path) {
  const std::string mounts = guest("cat /proc/self/mountinfo", kReading, "reading mounts");
  record.device = std::to_string(parse_mountinfo(mounts, guest_path).device);
  // FORGET is counted by connection only; one statfs shows which connection the device has.
  const std::string line = fmt::format(
      "cd {0}/lab/fuse_request; echo 'hist:keys=fc,dev if dev=={1}' >>trigger; stat -f {2} "
      ">/dev/null; "
      "grep 'fc:' hist; echo '!hist:keys=fc,dev if dev=={1}' >>trigger",
      kTrace, record.device, guest_path);
  for (const auto& [key, hits] : parse_hist(guest(line, kReading, "finding the FUSE connection"))) {
    const auto start = key.find("fc: ") + 4;
    record.connection = key.substr(start, key.find(',') - start);
  }
}

Counts GuestMounts::raw_counts(const Record& record, const std::string& guest_path) {
  if (is_nfs(record.type)) {
    return nfs_counts(guest("cat /proc/self/mountstats", kReading, "reading counters"), guest_path);
  }
  if (record.type == "vboxsf") return vboxsf_counts_(record.tag);
  if (record.type == "disk") {
    return parse_block_stat(guest("cat /sys/block/vda/stat", kReading, "reading counters"));
  }
  if (record.type == "9p") {
    const std::string line =
        fmt::format("grep {} {}/9p/9p_client_req/hist; true", record.device, kTrace);
    return by_name(hist_by_kind(parse_hist(guest(line, kReading, "reading counters")), "clnt",
                                record.device, "type"),
                   ninep_operation);
  }
  const std::string line = fmt::format(
      "cd {}/lab; grep -h 'dev: *{}, op' fuse_request/hist fuse_background/hist; echo {}; "
      "grep 'fc: *{} ' fuse_forget/hist; true",
      kTrace, record.device, kSeparator, record.connection);
  const std::string text = guest(line, kReading, "reading counters");
  const auto cut = text.find(kSeparator);
  Counts counts = by_name(hist_by_kind(parse_hist(text.substr(0, cut)), "dev", record.device, "op"),
                          fuse_operation);
  for (const auto& [key, hits] : parse_hist(text.substr(cut))) counts[kForgets] += hits;
  return counts;
}

Counts GuestMounts::counters(const GuestMount& mount) {
  const auto found = records_.find(mount.guest_path);
  if (found == records_.end()) {
    throw EnvironmentError(fmt::format("{} is not mounted by this lab", mount.guest_path),
                           "sharebench lab status");
  }
  Counts moved = difference(raw_counts(found->second, mount.guest_path), found->second.base);
  if (mount.type == "disk") {
    return {{"round_trips", 0},
            {"disk_reads", moved["disk_reads"]},
            {"disk_writes", moved["disk_writes"]}};
  }
  // Totals are named also where nothing moved.
  if (is_fuse(mount.type)) moved[kForgets];
  if (mount.type == "vboxsf") moved[kServiceNs];
  if (is_nfs(mount.type) || mount.type == "vboxsf") moved[kWireBytes];
  return as_counters(moved);
}

void GuestMounts::unmount(const GuestMount& mount) {
  const std::string name = std::filesystem::path(mount.guest_path).filename().string();
  std::string line = fmt::format("umount {0} && rmdir {0}", mount.guest_path);
  if (mount.type == "disk") line += fmt::format(" && rm -rf /var/lab/{}", name);
  guest(line, kMounting, fmt::format("unmounting {}", mount.guest_path));
  records_.erase(mount.guest_path);
  remove_tree(served_ / name);
  if (mount.type == "vboxsf") empty_folder(mount.host_path);
}

}  // namespace sharebench::lab
