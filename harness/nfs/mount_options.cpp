// nfs(5) in the words of what is measured. No option is set because somebody else's script sets it.
#include "harness/nfs/mount_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/guard/text.h"

namespace sharebench::nfs {
namespace {

std::string name_of(const std::string& option) {
  return option.substr(0, option.find('='));
}

void check_option(const std::string& option) {
  const bool plain =
      !option.empty() && std::all_of(option.begin(), option.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' ||
               c == '=' || c == '.' || c == ':' || c == '-' || c == '/';
      });
  if (!plain)
    throw UsageError(fmt::format("'{}' is no mount option", option),
                     "use letters, digits and _ = . : - /");
  for (const char* fixed : {"port", "mountport", "proto", "mountproto", "nfsvers", "vers", "tcp",
                            "udp", "addr", "mountaddr"})
    if (name_of(option) == fixed)
      throw UsageError(
          fmt::format("the mount option '{}' is set by what the guard lets through", option),
          "leave it out: NFS version 3 over TCP to the pinned ports");
}

}  // namespace

const std::vector<MountOption>& mount_options() {
  static const std::vector<MountOption> kOptions = {
      {"nfsvers", "nfsvers=3", true, "NFS version 3", "macOS serves no version 4", "nfs3,nfs4",
       "lab: 248 requests by nfs4, 150 by nfs3 for 25 small files (n = 12, all alike)"},
      {"tcp", "proto=tcp", true, "one connection instead of datagrams",
       "set: the guard's rules name both, and large UDP requests travel in fragments", "", ""},
      {"port", "port=2049,mountport=20048", true, "asks no port mapper",
       "set: the ports that nfs.conf pins and the guard watches", "", ""},
      {"nolock", "nolock", true, "locks stay inside the VM",
       "set: needs no lockd and statd; a lock that a program of the Mac holds is not seen", "", ""},
      {"actimeo", "actimeo=0", false,
       "seconds for which attributes are trusted (default: 3 to 60, as files age)",
       "0 sees every change of the host at once and asks before every use; large values are fast "
       "and stale: a watcher in the container sees an edit that much later",
       "nfs3,nfs3:actimeo=0,nfs3:actimeo=1",
       "lab: 17 requests instead of 4 with actimeo=0 for one create, write, close, stat, unlink "
       "(counted, no spread: the lab's test holds them)"},
      {"noacl", "noacl", false, "no call of the NFSACL protocol",
       "macOS does not serve it (rpcinfo lists no nfs_acl): one refused call a mount is saved",
       "nfs3,nfs3:noacl=1",
       "lab, whose server has no NFSACL either: 150 requests with and without for 25 small files "
       "(n = 12, all alike)"},
      {"async", "async", false,
       "writes wait in the VM until close, fsync or memory pressure; it is the default",
       "changes nothing unless sync was set; safe against a crash of the VM is only what was "
       "closed or synced",
       "nfs3,nfs3:async=1,nfs3:sync=1",
       "lab: 66 requests with sync=1, 3 with async=1 and without for 64 writes of 4 KiB (n = 12, "
       "all "
       "alike)"},
      {"rsize", "rsize=32768", false, "largest read in bytes (wsize: write)",
       "the server may shrink it; small ones cost a round trip each", "nfs3,nfs3:rsize=32768",
       "lab: 37 requests instead of 13 for 1 MiB read in a row (n = 12, all alike)"},
      {"noatime", "noatime", false, "the VM does not ask for access times to be written",
       "the server decides about atime on NFS: no request is saved", "nfs3,nfs3:noatime=1",
       "lab: 150 requests with and without for 25 small files (n = 12, all alike)"},
      {"nocto", "nocto", false, "no check of attributes when a file is opened",
       "an open may show an old file, even with a small actimeo", "nfs3,nfs3:nocto=1",
       "lab: 125 requests instead of 150 for 25 small files (n = 12, all alike)"},
      {"lookupcache", "lookupcache=positive", false,
       "which names are remembered: all, positive or none",
       "positive asks again for each missing name, so a new file of the host is seen at once",
       "nfs3,nfs3:lookupcache=positive",
       "lab: 54.5 [49, 57] requests with and without for 60 lookups, nine of ten in vain "
       "(median and range, n = 12)"}};
  return kOptions;
}

const MountOption* explained(const std::string& option) {
  std::string name = name_of(option);
  if (name == "wsize") name = "rsize";
  if (name == "proto") name = "tcp";
  if (name == "mountport" || name == "mountproto") name = "port";
  for (const MountOption& row : mount_options())
    if (row.name == name) return &row;
  return nullptr;
}

std::string joined_options(int nfs_port, const std::string& given) {
  std::vector<std::string> all = {
      "nfsvers=3",      "proto=tcp",       fmt::format("port={}", nfs_port),
      "mountproto=tcp", "mountport=20048", "nolock"};
  for (const std::string& option : guard::split(given, ',')) {
    check_option(option);
    const auto same = std::find_if(all.begin(), all.end(), [&](const std::string& one) {
      return name_of(one) == name_of(option) || (option == "lock" && one == "nolock");
    });
    if (same == all.end())
      all.push_back(option);
    else
      *same = option;
  }
  return fmt::format("{}", fmt::join(all, ","));
}

std::string measuring_command(const MountOption& option) {
  if (option.measure.empty()) return "";
  return fmt::format("sharebench run --shares {}", option.measure);
}

std::string options_table() {
  std::string text =
      "| option | does | costs, or why it is set | measure it | measured |\n"
      "| --- | --- | --- | --- | --- |\n";
  for (const MountOption& row : mount_options())
    text += fmt::format("| `{}`{} | {} | {} | {} | {} |\n", row.example, row.set ? " (set)" : "",
                        row.does, row.costs,
                        row.measure.empty() ? "-" : "`" + measuring_command(row) + "`",
                        row.figure.empty() ? "-" : row.figure);
  return text;
}

}  // namespace sharebench::nfs
