// The list of engine kinds: a line each, the first that shows itself counts.
#include <cctype>

#include "harness/targets/engine_kind.h"
#include "harness/targets/kind_rows.h"

namespace sharebench::targets {

const std::vector<EngineKind>& engine_kinds() {
  static const std::vector<EngineKind> kKinds = {
      docker_machine_kind(),  docker_desktop_kind(), orbstack_kind(),
      rancher_desktop_kind(), colima_kind(),         minikube_kind(),
      podman_kind(),          lima_kind(),           linux_engine_kind(),
  };
  return kKinds;
}

AboutEngine about_engine(sys::CommandRunner& runner, const EngineFacts& engine, const Way& way) {
  AboutEngine about;
  for (const EngineKind& kind : engine_kinds()) {
    if (!kind.shows(engine, way)) continue;
    about.kind = kind.name;
    kind.ask(runner, engine, way, about);
    break;
  }
  if (about.product.empty()) about.product = about.kind;
  return about;
}

std::string answer_of(sys::CommandRunner& runner, const std::vector<std::string>& argv) {
  const auto result = runner.run({.argv = argv, .timeout_s = 20});
  return result.ok() ? result.out : "";
}

std::string version_in(const std::string& text) {
  const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (!digit(text[from])) continue;
    std::size_t end = from;
    while (end < text.size() && text[end] != ' ' && text[end] != ',' && text[end] != '\n') ++end;
    if (text.substr(from, end - from).find('.') == std::string::npos) {
      from = end;
      continue;
    }
    if (text.compare(end, 2, " (") == 0) {
      const auto close = text.find(')', end);
      if (close != std::string::npos) end = close + 1;
    }
    return text.substr(from, end - from);
  }
  return "";
}

std::string sharing_id(const std::string& name) {
  return name == "reverse-sshfs" ? "sshfs" : name;
}

}  // namespace sharebench::targets
