// Two spellings of each key, plain values and {"value": V, "locked": B}, and a file above them.
#include "harness/targets/desktop_settings.h"

#include <cctype>
#include <nlohmann/json.hpp>
#include <optional>

namespace sharebench::targets {
namespace {

using nlohmann::json;

json parsed(const std::string& text) {
  json file = json::parse(text, nullptr, false);
  return file.is_object() ? file : json::object();
}

const json* value_in(const json& file, std::string key, bool pascal) {
  if (pascal) key[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(key[0])));
  const auto at = file.find(key);
  if (at == file.end()) return nullptr;
  if (at->is_object() && at->contains("value")) return &(*at)["value"];
  return &*at;
}

/// The files, looked at in the order in which they count.
class Settings {
 public:
  explicit Settings(const DesktopFiles& files)
      : admin_(parsed(files.admin)), pascal_(!files.store.empty()) {
    user_ = parsed(pascal_ ? files.store : files.settings);
  }

  std::optional<bool> flag(const std::string& key) {
    const auto locked = admin_.find(key);
    if (locked != admin_.end() && locked->is_object() && locked->value("locked", false) &&
        locked->contains("value") && (*locked)["value"].is_boolean()) {
      from_ = "admin-settings.json";
      return (*locked)["value"].get<bool>();
    }
    const json* value = value_in(user_, key, pascal_);
    if (value == nullptr || !value->is_boolean()) return std::nullopt;
    return value->get<bool>();
  }

  int length(const std::string& key) const {
    const json* value = value_in(user_, key, pascal_);
    return value != nullptr && value->is_array() ? static_cast<int>(value->size()) : 0;
  }

  std::string from() const {
    if (!from_.empty()) return from_;
    return pascal_ ? "settings-store.json" : "settings.json";
  }

 private:
  json admin_, user_;
  bool pascal_;
  std::string from_{};
};

std::string sharing_of(Settings& settings) {
  if (settings.flag("useLibkrun").value_or(false)) return "virtiofs";  // Docker VMM has no other
  const auto virtiofs = settings.flag("useVirtualizationFrameworkVirtioFS");
  const auto framework = settings.flag("useVirtualizationFramework");
  if (!virtiofs || (*virtiofs && !framework)) return "";
  if (*virtiofs && *framework) return "virtiofs";
  const auto grpcfuse = settings.flag("useGrpcfuse");
  if (!grpcfuse) return "";
  return *grpcfuse ? "grpcfuse" : "osxfs";
}

std::string vm_of(Settings& settings, const std::string& arch) {
  if (settings.flag("useLibkrun").value_or(false)) return "Docker VMM";
  const auto framework = settings.flag("useVirtualizationFramework");
  if (!framework) return "";
  if (*framework) return "Apple Virtualization framework";
  return arch == "x86_64" ? "HyperKit" : "QEMU";
}

}  // namespace

DesktopSettings parse_desktop_settings(const DesktopFiles& files, const std::string& arch) {
  Settings settings(files);
  DesktopSettings found;
  found.vm = vm_of(settings, arch);
  found.synchronized = settings.length("synchronizedDirectories");
  found.sharing = sharing_of(settings);
  if (!found.sharing.empty()) found.from = settings.from();
  return found;
}

}  // namespace sharebench::targets
