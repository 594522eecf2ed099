// Shell text for a busybox: what is written here runs as root at every boot of the VM.
#include "harness/nfs/vm_mount.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/edits.h"
#include "harness/guard/file_state.h"
#include "harness/guard/text.h"
#include "harness/shares/mountinfo.h"
#include "harness/sys/command_runner.h"

namespace sharebench::nfs {

const char* const kBootlocal = "/var/lib/boot2docker/bootlocal.sh";

namespace {

/// What is mounted at a folder. /proc/mounts writes a blank as \040, so it is given in that form.
constexpr const char* kKind =
    R"sh(kind() { at=$1 awk '$2 == ENVIRON["at"] { kind = $3 } END { print kind }' /proc/mounts; })sh";

/// SOURCE FOLDER, its name in /proc/mounts, OPTIONS, and of vboxsf NAME OPTIONS.
constexpr const char* kByNfs = R"sh(
  by_nfs() {
    [ "$(kind "$3")" != nfs ] || return 0
    mkdir -p "$2"
    while [ "$(kind "$3")" = vboxsf ]; do umount "$2" || return 1; done
    tries=10
    until mount -t nfs -o "$4" "$1" "$2"; do
      tries=$((tries - 1))
      if [ "$tries" -eq 0 ]; then
        [ -z "$5" ] || mount -t vboxsf -o "$6" "$5" "$2"
        return 1
      fi
      sleep 1
    done
  }
  [ ! -x /usr/local/etc/init.d/nfs-client ] || /usr/local/etc/init.d/nfs-client start
  status=0
)sh";

std::string quoted(const std::string& word) {
  return word.empty() ? "''" : sys::display({word});
}

/// A path as /proc/mounts prints it.
std::string escaped(const std::string& path) {
  std::string out;
  for (const char c : path)
    out += c == ' ' || c == '\t' || c == '\n' || c == '\\' ? fmt::format("\\{:03o}", c)
                                                           : std::string(1, c);
  return out;
}

/// In a subshell, so that neither its variables nor its end are the script's.
std::string body(const std::vector<VmMount>& mounts) {
  if (mounts.empty()) return "";
  std::string text = fmt::format(
      "(\n  # Folders by NFS instead of vboxsf. Taken away by: sharebench nfs undo\n  {}{}", kKind,
      kByNfs);
  for (const VmMount& mount : mounts) {
    const Vboxsf vboxsf = mount.vboxsf.value_or(Vboxsf{});
    text += fmt::format("  by_nfs {} {} {} {} {} {} || status=1\n", quoted(mount.source),
                        quoted(mount.folder), quoted(escaped(mount.folder)), quoted(mount.options),
                        quoted(vboxsf.name), quoted(vboxsf.options));
  }
  return text + "  exit \"$status\"\n)\n";
}

bool is_shell(const std::string& first_line) {
  const std::vector<std::string> words = guard::words_of(first_line.substr(2));
  if (words.empty()) return false;
  const std::string program =
      words[0].substr(words[0].rfind('/') + 1) == "env" && words.size() > 1 ? words[1] : words[0];
  const std::string name = program.substr(program.rfind('/') + 1);
  return name == "sh" || name == "ash" || name == "bash" || name == "dash" || name == "ksh";
}

/// Words of a line that quoted() wrote.
std::vector<std::string> unquoted(const std::string& line) {
  std::vector<std::string> words;
  bool inside = false, open = false;
  std::string word;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i == line.size() || (!inside && line[i] == ' ')) {
      if (open) words.push_back(word);
      word.clear();
      open = false;
      continue;
    }
    open = true;
    if (line[i] == '\'')
      inside = !inside;
    else if (!inside && line[i] == '\\' && i + 1 < line.size())
      word += line[++i];
    else
      word += line[i];
  }
  return words;
}

bool has_option(const std::string& options, const std::string& option) {
  return ("," + options + ",").find("," + option + ",") != std::string::npos;
}

/// What the kernel prints of an option of ours; nothing: it prints none.
std::string as_shown(const std::string& option) {
  if (option.rfind("nfsvers=", 0) == 0) return "vers=" + option.substr(8);
  if (option.rfind("actimeo=", 0) == 0) return "";  // as four settings
  for (const char* shown : {"vers=", "proto=", "rsize=", "wsize=", "mountport=", "nconnect="})
    if (option.rfind(shown, 0) == 0) return option;
  return option == "nolock" || option == "noacl" || option == "sync" ? option : "";
}

}  // namespace

std::string edit_bootlocal(const std::string& text, const std::vector<VmMount>& mounts) {
  const std::vector<std::string> lines = guard::whole_lines(text);
  if (lines.empty())
    return mounts.empty() ? text : "#!/bin/sh\n" + guard::section(kNfsMarks, body(mounts));
  const std::string& first = lines[0];
  const bool named = first.rfind("#!", 0) == 0;
  if (named && (!is_shell(guard::bare(first)) || guard::bare(first).size() + 1 < first.size()))
    throw EnvironmentError(
        fmt::format("{} begins with '{}', which is no shell that can be added to", kBootlocal,
                    guard::bare(first)),
        "make it a script of /bin/sh with lines that end in LF");
  return guard::with_section(text, kNfsMarks, body(mounts), named ? 1 : 0);
}

std::vector<std::string> run_section() {
  return {
      "sh", "-c",
      fmt::format("sed -n '/^{}$/,/^{}$/p' {} | sh", kNfsMarks.begin, kNfsMarks.end, kBootlocal)};
}

std::vector<std::string> put_vboxsf_back(const std::vector<VmMount>& mounts) {
  std::string line = kKind;
  for (auto mount = mounts.rbegin(); mount != mounts.rend(); ++mount) {
    const std::string folder = quoted(mount->folder), name = quoted(escaped(mount->folder));
    // Lazily where a container still holds it: the server is about to go.
    line += fmt::format("; if [ \"$(kind {0})\" = nfs ]; then umount {1} || umount -l {1}; fi",
                        name, folder);
    if (mount->vboxsf)
      line += fmt::format("; [ \"$(kind {})\" = vboxsf ] || mount -t vboxsf -o {} {} {}", name,
                          quoted(mount->vboxsf->options), quoted(mount->vboxsf->name), folder);
  }
  return {"sh", "-c", line};
}

std::optional<ObservedMount> mounted_at(const std::string& mountinfo, const std::string& folder) {
  std::optional<ObservedMount> found;
  for (const shares::MountLine& line : shares::parse_mountinfo(mountinfo))
    if (line.mount_point == folder) found = line.observed;
  return found;
}

std::optional<Vboxsf> noted_vboxsf(const std::string& bootlocal, const std::string& folder) {
  for (const std::string& line : guard::lines_of(bootlocal)) {
    const std::vector<std::string> words = unquoted(guard::trim(line));
    // by_nfs SOURCE FOLDER ESCAPED OPTIONS NAME OPTIONS || status=1
    if (words.size() == 9 && words[0] == "by_nfs" && words[2] == folder && !words[5].empty())
      return Vboxsf{words[5], words[6]};
  }
  return std::nullopt;
}

std::optional<Vboxsf> vboxsf_behind(sys::CommandRunner& vm, const std::string& mountinfo,
                                    const std::string& bootlocal, const std::string& folder) {
  const auto observed = mounted_at(mountinfo, folder);
  if (!observed || observed->fstype != "vboxsf") return noted_vboxsf(bootlocal, folder);
  // Old guest additions print no source; the share is then named as the folder.
  const std::string name = observed->source == "none" ? folder.substr(1) : observed->source;
  return Vboxsf{name, vboxsf_options(*observed, guard::read_owner(vm, folder))};
}

std::string vboxsf_options(const ObservedMount& observed, const std::string& owner) {
  std::string options;
  bool owned = false;
  for (const std::string& option : guard::split(observed.options, ',')) {
    const std::string name = option.substr(0, option.find('='));
    const bool own = name == "uid" || name == "gid" || name == "iocharset" || name == "nls" ||
                     name == "ttl" || name == "dmode" || name == "fmode" || name == "dmask" ||
                     name == "fmask" || name == "ro" || name == "nodev" || name == "nosuid";
    if (!own || has_option(options, option)) continue;
    owned = owned || name == "uid";
    options += (options.empty() ? "" : ",") + option;
  }
  const std::size_t colon = owner.find(':');
  if (!owned && colon != std::string::npos)
    options += fmt::format("{}uid={},gid={}", options.empty() ? "" : ",", owner.substr(0, colon),
                           owner.substr(colon + 1));
  return options.empty() ? "rw" : options;
}

std::string why_not_mounted(const std::string& mountinfo, const std::vector<VmMount>& mounts) {
  for (const VmMount& mount : mounts) {
    const auto found = mounted_at(mountinfo, mount.folder);
    if (!found) return fmt::format("nothing is mounted at {} in the VM", mount.folder);
    if (found->fstype != "nfs" || found->source != mount.source)
      return fmt::format("{} in the VM is {} from {}, not nfs from {}", mount.folder, found->fstype,
                         found->source, mount.source);
  }
  return "";
}

bool is_mounted(const std::string& mountinfo, const std::vector<VmMount>& mounts) {
  if (!why_not_mounted(mountinfo, mounts).empty()) return false;
  return std::all_of(mounts.begin(), mounts.end(), [&](const VmMount& mount) {
    const std::string shown = mounted_at(mountinfo, mount.folder)->options;
    const std::vector<std::string> wanted = guard::split(mount.options, ',');
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& option) {
      const std::string text = as_shown(option);
      return text.empty() || has_option(shown, text);
    });
  });
}

}  // namespace sharebench::nfs
