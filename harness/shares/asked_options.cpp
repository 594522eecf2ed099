// What the kernel prints of an option is not always what it was asked with; defaults it leaves out.
#include "harness/shares/asked_options.h"

#include <fmt/format.h>

#include <optional>

#include "harness/shares/rows.h"

namespace sharebench::shares {
namespace {

/// The value of `key=value` in a comma-separated list.
std::optional<std::string> value_of(const std::string& options, const std::string& key) {
  const std::string wanted = "," + key + "=";
  const std::string all = "," + options + ",";
  const auto at = all.rfind(wanted);
  if (at == std::string::npos) return std::nullopt;
  const auto from = at + wanted.size();
  return all.substr(from, all.find(',', from) - from);
}

std::string differs(const std::string& name, const std::string& found, const std::string& asked) {
  return found == asked ? "" : fmt::format("{} is {}, not {}", name, found, asked);
}

/// nfs(5): actimeo sets four times, of which /proc shows those that are not their default.
std::string judge_actimeo(const std::string& asked, const std::string& options) {
  struct Time {
    const char* name;
    const char* usual;
  };
  for (const Time& time :
       {Time{"acregmin", "3"}, {"acregmax", "60"}, {"acdirmin", "30"}, {"acdirmax", "60"}}) {
    const std::string found =
        has_option(options, "noac") ? "0" : value_of(options, time.name).value_or(time.usual);
    const std::string wrong = differs(time.name, found, asked);
    if (!wrong.empty()) return wrong;
  }
  return "";
}

/// How a server exports is not seen from its client; the lab's folders have it in their names.
std::string judge_export(const std::string& asked, const std::string& source) {
  const bool is_async = source.find("/async-") != std::string::npos;
  return asked == (is_async ? "async" : "sync") ? "" : "only the lab's server exports with async";
}

std::string judge(const std::string& key, const std::string& asked, const ObservedMount& observed) {
  const std::string& options = observed.options;
  if (key == "actimeo") return judge_actimeo(asked, options);
  if (key == "export") return judge_export(asked, observed.source);
  if (key == "noac" || key == "noacl" || key == "nocto") {
    return has_option(options, key) ? "" : key + " is not in force";
  }
  if (key == "lookupcache") {
    const std::string found = value_of(options, "lookupcache").value_or("all");
    return differs(key, found == "pos" ? "positive" : found, asked == "pos" ? "positive" : asked);
  }
  if (key == "nconnect") return differs(key, value_of(options, key).value_or("1"), asked);
  const auto found = value_of(options, key);
  const bool plain = key == "rsize" || key == "wsize" || key == "msize";
  return plain && found ? differs(key, *found, asked) : "";
}

}  // namespace

std::vector<std::string> options_not_met(const Share& share, const ObservedMount& observed) {
  std::vector<std::string> wrong;
  for (const auto& [key, asked] : share.options) {
    const std::string sentence = judge(key, asked, observed);
    if (!sentence.empty()) wrong.push_back(sentence);
  }
  return wrong;
}

}  // namespace sharebench::shares
