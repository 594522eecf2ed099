// A door that was tried in several ways (fragments, ports) shows the worst of them.
#include "harness/report/charts/guard_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "harness/report/charts/text.h"
#include "harness/report/charts/words.h"

namespace sharebench::report {
namespace {

/// How a door is, and whether it should be.
constexpr std::array<const char*, 3> kStates = {"as it should be", "not as it should be",
                                                "not known"};

/// Their places in the palette: blue, orange, grey.
constexpr std::array<int, 3> kColours = {0, 1, 7};

struct Door {
  std::string from{}, service{}, where{};
  std::string word{};  ///< open, shut, ?
  int state = 0;       ///< index into kStates
};

std::string word_of(const std::string& decision, const std::string& lang) {
  if (decision == "pass") return say(lang, "open");
  return decision == "block" ? say(lang, "shut") : "?";
}

/// The VM is to get in, and nobody else.
int state_of(const Exposure& one) {
  if (one.decision != "pass" && one.decision != "block") return 2;
  return (one.decision == "pass") == (one.from == "vm") ? 0 : 1;
}

std::string service_of(const Exposure& one, const std::string& lang) {
  const std::string port = one.port > 0 ? std::to_string(one.port) : say(lang, "any port");
  return fmt::format("{} {} {}", one.service, one.proto, port);
}

/// Worse first: wrong before unknown before right.
int badness(int state) {
  return state == 1 ? 2 : state == 2 ? 1 : 0;
}

std::vector<Door> doors_of(const GuardState& state, const std::string& lang) {
  std::vector<Door> doors;
  for (const Exposure& one : state.exposures) {
    const std::string where = one.interface + (one.family == "inet6" ? " v6" : " v4");
    const Door door = {one.from, service_of(one, lang), where, word_of(one.decision, lang),
                       state_of(one)};
    const auto same = std::find_if(doors.begin(), doors.end(), [&](const Door& other) {
      return other.from == door.from && other.service == door.service && other.where == door.where;
    });
    if (same == doors.end()) {
      doors.push_back(door);
    } else if (badness(door.state) > badness(same->state)) {
      *same = door;
    }
  }
  return doors;
}

/// Different values of a member, in order of appearance.
std::vector<std::string> distinct(const std::vector<Door>& doors, std::string Door::*member) {
  std::vector<std::string> all;
  for (const Door& door : doors) {
    if (std::find(all.begin(), all.end(), door.*member) == all.end()) all.push_back(door.*member);
  }
  return all;
}

std::string from_words(const std::string& from, const std::string& lang) {
  if (from == "vm") return say(lang, "From the VM (should be open)");
  if (from == "neighbour") {
    return say(lang, "From a neighbour with the VM's address (should be shut)");
  }
  if (from == "stranger") return say(lang, "From a stranger (should be shut)");
  return say(lang, "From {}", from);
}

/// Labels of the matrix's rows and columns, and the raw names they stand for.
struct Names {
  std::vector<std::string> services{}, services_raw{}, wheres{}, wheres_raw{};

  std::string service(const std::string& raw) const { return of(raw, services_raw, services); }
  std::string where(const std::string& raw) const { return of(raw, wheres_raw, wheres); }

 private:
  static std::string of(const std::string& raw, const std::vector<std::string>& raws,
                        const std::vector<std::string>& labels) {
    return labels[static_cast<std::size_t>(std::find(raws.begin(), raws.end(), raw) -
                                           raws.begin())];
  }
};

Json names_along(const char* field, const std::vector<std::string>& labels, const Json& axis) {
  return {{"field", field},
          {"type", "nominal"},
          {"sort", nullptr},
          {"scale", {{"domain", labels}, {"padding", 0.06}}},
          {"axis", axis}};
}

Json panel_of(const std::vector<Door>& doors, const std::string& from, const Names& names,
              const Columns& columns, const ChartOptions& options) {
  const Sizes sizes = sizes_of(options.theme);
  Json values = Json::array();
  for (const Door& door : doors) {
    if (door.from != from) continue;
    values.push_back({{"service", names.service(door.service)},
                      {"where", names.where(door.where)},
                      {"word", door.word},
                      {"colour", kColours[static_cast<std::size_t>(door.state)]}});
  }
  const Json x = names_along("where", names.wheres,
                             {{"title", nullptr},
                              {"orient", "top"},
                              {"labelAngle", 0},
                              {"grid", false},
                              {"labelLimit", columns.plot / double(names.wheres.size()) - 4}});
  const Json y = names_along("service", names.services,
                             {{"title", nullptr},
                              {"labelLimit", columns.left},
                              {"minExtent", columns.left},
                              {"maxExtent", columns.left}});
  const Json colour = {{"field", "colour"},
                       {"type", "nominal"},
                       {"scale", {{"domain", {0, 1, 2, 3, 4, 5, 6, 7}}, {"range", "category"}}},
                       {"legend", nullptr}};
  return {
      {"title",
       {{"text",
         shortened(from_words(from, options.lang), columns.left + columns.plot, sizes.label * 1.1)},
        {"fontSize", sizes.label},
        {"offset", 22},
        {"dx", -columns.left},
        {"frame", "group"}}},
      {"data", {{"values", values}}},
      {"width", columns.plot},
      {"height", sizes.step * double(names.services.size())},
      {"layer",
       {{{"mark", {{"type", "rect"}, {"style", "door"}}},
         {"encoding",
          {{"x", x},
           {"y", y},
           {"color", colour},
           {"description", {{"field", "word"}, {"type", "nominal"}}}}}},
        {{"mark", {{"type", "text"}, {"style", "segment"}, {"aria", false}}},
         {"encoding", {{"x", x}, {"y", y}, {"text", {{"field", "word"}, {"type", "nominal"}}}}}}}}};
}

std::string verdict_words(const GuardState& state, std::size_t wrong, const std::string& lang) {
  const auto unknown =
      std::count_if(state.exposures.begin(), state.exposures.end(),
                    [](const Exposure& door) { return door.decision == "undecided"; });
  const std::string doubt = unknown == 0 ? "" : say(lang, ", {} are not known", unknown);
  return say(lang, "Verdict: {}. {} of {} doors are not as they should be{}.",
             words(lang, guard_verdict_name(state.verdict)), wrong, state.exposures.size(), doubt);
}

}  // namespace

Chart guard_matrix(const GuardState& state, const std::string& source,
                   const ChartOptions& options) {
  const Sizes sizes = sizes_of(options.theme);
  const std::string& lang = options.lang;
  const std::vector<Door> doors = doors_of(state, lang);
  Names names;
  names.services_raw = distinct(doors, &Door::service);
  names.wheres_raw = distinct(doors, &Door::where);
  double widest = 0;
  for (const std::string& name : names.services_raw) {
    widest = std::max(widest, text_width(name, sizes.label));
  }
  Frame frame = {.id = "guard_matrix", .title = say(lang, "Who can reach NFS on this host")};
  frame.columns = columns_of(options, widest, 0);
  names.services = distinct_labels(names.services_raw, frame.columns.left - 14, sizes.label);
  const double cell = frame.columns.plot / std::max(1.0, double(names.wheres_raw.size()));
  names.wheres = distinct_labels(names.wheres_raw, cell - 6, sizes.label);
  const auto wrong = static_cast<std::size_t>(
      std::count_if(state.exposures.begin(), state.exposures.end(),
                    [](const Exposure& one) { return state_of(one) == 1; }));
  frame.subtitle = {verdict_words(state, wrong, lang),
                    say(lang,
                        "Columns are interfaces by address family, rows are services; \"open\" and "
                        "\"shut\" as the rules decide, \"?\" where they could not be read.")};
  frame.summary = fmt::format("{}: {}", frame.title, verdict_words(state, wrong, lang));
  frame.origin.hardware = state.verdict == GuardVerdict::kProtected;
  frame.origin.measured = say(lang, "Blue is as it should be, orange is not, grey is not known.");
  frame.origin.source = source;
  std::vector<Json> panels;
  for (const std::string& from : distinct(doors, &Door::from)) {
    panels.push_back(panel_of(doors, from, names, frame.columns, options));
  }
  Chart chart = framed(frame, options, panels);
  chart.columns = {say(lang, "from"), say(lang, "service"), say(lang, "interface"),
                   say(lang, "door"), say(lang, "state")};
  for (const Door& door : doors) {
    chart.rows.push_back({clean(door.from), clean(door.service), clean(door.where), door.word,
                          words(lang, kStates[static_cast<std::size_t>(door.state)])});
  }
  return chart;
}

}  // namespace sharebench::report
