// One table, read in both directions.
#include "harness/store/channel_names.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>
#include <utility>

#include "harness/store/json_reader.h"

namespace sharebench::store {
namespace {

constexpr std::array kNames = {
    std::pair{Channel::kHostDirectory, "host_directory"},
    std::pair{Channel::kNfs, "nfs"},
    std::pair{Channel::kVboxsf, "vboxsf"},
    std::pair{Channel::kVirtiofs, "virtiofs"},
    std::pair{Channel::kNineP, "ninep"},
    std::pair{Channel::kSshfs, "sshfs"},
    std::pair{Channel::kEngineBind, "engine_bind"},
    std::pair{Channel::kEngineVolume, "engine_volume"},
    std::pair{Channel::kGuestDisk, "guest_disk"},
};

}  // namespace

std::string channel_name(Channel channel) {
  for (const auto& [value, name] : kNames) {
    if (value == channel) return name;
  }
  throw std::logic_error("channel without a name");
}

Channel channel_of(const std::string& name, const std::string& where) {
  for (const auto& [value, known] : kNames) {
    if (name == known) return value;
  }
  bad_field(where, fmt::format("is '{}', which is no channel", name));
}

}  // namespace sharebench::store
