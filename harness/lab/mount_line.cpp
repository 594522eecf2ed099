// What is typed in the guest to mount a share: pure text, apart from the doing of it.
#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <sstream>

#include "harness/core/error.h"
#include "harness/lab/guest_mounts.h"
#include "harness/lab/network.h"

namespace sharebench::lab {
namespace {

void check_word(const std::string& word) {
  for (const char c : word) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 &&
        std::string("_.:@/+-").find(c) == std::string::npos) {
      throw UsageError(fmt::format("mount option \"{}\" has a character that is not allowed", word),
                       "use letters, digits and _ . : @ / + -");
    }
  }
}

/// `defaults` with `options` over them, as the -o argument.
std::string joined(ShareOptions defaults, const ShareOptions& options) {
  for (const auto& [name, value] : options) defaults[name] = value;
  std::string text;
  for (const auto& [name, value] : defaults) {
    check_word(name);
    check_word(value);
    if (!text.empty()) text += ',';
    text += value.empty() ? name : fmt::format("{}={}", name, value);
  }
  return text;
}

ShareOptions nfs_defaults(const std::string& version) {
  ShareOptions defaults = {{"vers", version},
                           {"proto", "tcp"},
                           {"nosharecache", ""},
                           {"port", std::to_string(kRelayPort)}};
  if (version == "3") {
    // mountd is asked directly: only calls to the NFS port are round trips of a workload.
    defaults.insert(
        {{"nolock", ""}, {"mountproto", "tcp"}, {"mountport", std::to_string(kMountPort)}});
  }
  return defaults;
}

/// nfs(5) knows these as words without a value; a share's option has one.
ShareOptions words_of_nfs(ShareOptions options) {
  for (const char* word : {"noac", "noacl", "nocto", "noatime", "sync", "async"}) {
    const auto at = options.find(word);
    if (at != options.end() && at->second == "1") at->second.clear();
  }
  return options;
}

/// Mounts the whole device aside, then only its folder `name` at the guest path.
std::string device_line(const std::string& mount, const std::string& name,
                        const std::string& guest_path) {
  const std::string aside = "/run/lab/aside";
  return fmt::format("mkdir -p {0} && {1} {0} && mount --bind {0}/{2} {3} && umount {0}", aside,
                     mount, name, guest_path);
}

ShareOptions without(ShareOptions options, const std::string& name) {
  options.erase(name);
  return options;
}

std::string sshfs_options(const ShareOptions& options) {
  return joined({{"StrictHostKeyChecking", "no"},
                 {"UserKnownHostsFile", "/dev/null"},
                 {"IdentityFile", "/root/.ssh/id_ed25519"},
                 {"LogLevel", "ERROR"},
                 {"allow_other", ""}},
                options);
}

std::string type_line(const std::string& type, const std::string& name, const std::string& tag,
                      const std::string& guest_path, const ShareOptions& options) {
  if (type == "nfs3" || type == "nfs4") {
    is_exported_async(
        options);  // refuses a wrong value; how the server exports is no option of a mount
    const std::string text = joined(nfs_defaults(type == "nfs3" ? "3" : "4.1"),
                                    words_of_nfs(without(options, "export")));
    return fmt::format("mount -t nfs -o {} {}:/srv/{} {}", text, kHostAddress, name, guest_path);
  }
  if (type == "9p") {
    const std::string text = joined(
        {{"trans", "virtio"}, {"version", "9p2000.L"}, {"msize", "262144"}, {"cache", "none"}},
        options);
    return device_line(fmt::format("mount -t 9p -o {} {}", text, tag), name, guest_path);
  }
  if (type == "virtiofs") {
    const std::string text = joined({{"rw", ""}}, without(options, "cache"));  // chosen by tag
    return device_line(fmt::format("mount -t virtiofs -o {} {}", text, tag), name, guest_path);
  }
  if (type == "vboxsf") {
    const std::string text = joined({}, options);
    return fmt::format("mount -t vboxsf {}{} {}", text.empty() ? "" : "-o " + text + " ", tag,
                       guest_path);
  }
  if (type == "sshfs") {
    return fmt::format("sshfs -o {} {}:/srv/{} {}", sshfs_options(options), kHostAddress, name,
                       guest_path);
  }
  if (type == "disk" && options.empty()) {
    return fmt::format("mkdir -p /var/lab/{0} && mount --bind /var/lab/{0} {1}", name, guest_path);
  }
  throw UsageError(
      fmt::format("the lab cannot mount share {}{}", type, type == "disk" ? " with options" : ""),
      "use vboxsf, nfs3, nfs4, 9p, virtiofs, sshfs or disk");
}

}  // namespace

bool is_exported_async(const ShareOptions& options) {
  const auto wanted = options.find("export");
  if (wanted == options.end() || wanted->second == "sync") return false;
  if (wanted->second == "async") return true;
  throw UsageError(fmt::format("an NFS server has no export={}", wanted->second),
                   "use export=async or export=sync");
}

std::string mount_line(const std::string& type, const std::string& name, const std::string& tag,
                       const std::string& guest_path, const ShareOptions& options) {
  return fmt::format("mkdir -p {} && {}", guest_path,
                     type_line(type, name, tag, guest_path, options));
}

std::string expected_fstype(const std::string& type) {
  if (type == "nfs3") return "nfs";
  if (type == "sshfs") return "fuse.sshfs";
  if (type == "disk") return "ext4";
  return type;
}

MountinfoEntry parse_mountinfo(const std::string& text, const std::string& guest_path) {
  MountinfoEntry entry;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string id, parent, device, root, place, word;
    words >> id >> parent >> device >> root >> place;
    if (place != guest_path) continue;
    while (words >> word && word != "-") {
    }
    words >> entry.fstype;
    const auto colon = device.find(':');
    entry.device = (std::strtoull(device.c_str(), nullptr, 10) << 20) |
                   std::strtoull(device.c_str() + colon + 1, nullptr, 10);
  }
  return entry;
}

}  // namespace sharebench::lab
