// The list of share types: a line each.
#include <fmt/format.h>

#include <algorithm>

#include "harness/core/error.h"
#include "harness/shares/rows.h"

namespace sharebench::shares {

const std::vector<ShareType>& share_types() {
  static const std::vector<ShareType> kTypes = {
      nfs3(),     nfs4(),      vboxsf(), virtiofs(),    ninep(),         sshfs(),      osxfs(),
      grpcfuse(), parallels(), copy(),   engine_bind(), engine_volume(), guest_disk(), native(),
  };
  return kTypes;
}

const ShareType& share_type(const std::string& name) {
  std::vector<std::string> known;
  for (const ShareType& type : share_types()) {
    if (type.name == name) return type;
    known.push_back(type.name);
  }
  throw_unknown_name("share", name, known);
}

Share make_share(const SpecText& text) {
  if (!text.dir.empty()) {
    return {.name = text.name, .type = "native", .host_dir = text.dir};
  }
  const ShareType& type = share_type(text.name);
  std::vector<std::string> known;
  for (const ShareOption& option : type.options) known.push_back(option.name);
  for (const auto& [name, value] : text.options) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw_unknown_name(fmt::format("option of share {}", type.name), name, known);
    }
  }
  return {.name = text.label, .type = type.name, .options = text.options};
}

void check_recognised(const Share& share, const ObservedMount& observed) {
  const ShareType& type = share_type(share.type);
  if (type.recognise(observed)) return;
  throw EnvironmentError(
      fmt::format("asked for {}, but the container's mount table says fstype {} from {} ({})",
                  share.name, observed.fstype, observed.source, observed.options),
      fmt::format("a {} mount looks like: {}; change the file sharing setting of the engine, or "
                  "name the share that it really is",
                  share.type, type.looks_like));
}

std::string channel_name(Channel channel) {
  switch (channel) {
    case Channel::kHostDirectory:
      return "a directory of this machine";
    case Channel::kNfs:
      return "nfs";
    case Channel::kVboxsf:
      return "vboxsf";
    case Channel::kVirtiofs:
      return "virtiofs";
    case Channel::kNineP:
      return "9p";
    case Channel::kSshfs:
      return "sshfs";
    case Channel::kEngineBind:
      return "the engine's own file sharing";
    case Channel::kEngineVolume:
      return "engine volumes";
    case Channel::kGuestDisk:
      return "the VM's own disk";
  }
  return "unknown";
}

}  // namespace sharebench::shares
