// NFS, the fast share that must stand behind a packet filter.
#include "harness/shares/rows.h"

namespace sharebench::shares {

bool has_option(const std::string& options, const std::string& option) {
  return ("," + options + ",").find("," + option + ",") != std::string::npos;
}

namespace {

/// Mount options of nfs(5) that change what is measured.
std::vector<ShareOption> nfs_options() {
  return {{"actimeo", "seconds that attributes are trusted; 0: always ask"},
          {"noac", "no attribute cache, and writes at once (write 1 to set it)"},
          {"rsize", "largest read in bytes"},
          {"wsize", "largest write in bytes"},
          {"noacl", "no call of the NFSACL protocol (write 1 to set it)"},
          {"nocto", "attributes are not checked when a file is opened (write 1 to set it)"},
          {"noatime", "no access times (write 1 to set it)"},
          {"sync", "every write goes to the server at once (write 1 to set it)"},
          {"async", "writes wait in the client, as without it (write 1 to set it)"},
          {"nconnect", "TCP connections to the server"},
          {"lookupcache", "all, positive or none"},
          {"export", "async: the server answers before a disk has it (the lab's server alone)"}};
}

}  // namespace

ShareType nfs3() {
  return {
      "nfs3",
      Channel::kNfs,
      "NFS version 3 over TCP",
      "fstype nfs with vers=3",
      nfs_options(),
      [](const ObservedMount& m) { return m.fstype == "nfs" && has_option(m.options, "vers=3"); }};
}

ShareType nfs4() {
  return {"nfs4",        Channel::kNfs, "NFS version 4.1",
          "fstype nfs4", nfs_options(), [](const ObservedMount& m) { return m.fstype == "nfs4"; }};
}

}  // namespace sharebench::shares
