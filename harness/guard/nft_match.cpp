// Interface names, addresses, ports, protocols and connection states; all else is "perhaps".
#include "harness/guard/nft_match.h"

#include <algorithm>
#include <functional>

#include "harness/guard/pf_names.h"

namespace sharebench::guard {
namespace {

using nlohmann::json;
using Test = std::function<Answer(const json&)>;

Answer either(Answer a, Answer b) {
  return std::max(a, b);
}
/// Right sides: a value, a list of them, a named set.
Answer any_of(const json& right, const Test& test, const NftSets& sets, const std::string& table) {
  if (right.is_string() && right.get<std::string>().rfind('@', 0) == 0) {
    const auto at = sets.find(table + " " + right.get<std::string>().substr(1));
    return at == sets.end() ? Answer::kMaybe : any_of(at->second, test, sets, table);
  }
  const json& list = right.is_object() && right.contains("set") ? right["set"] : right;
  if (!list.is_array()) return test(list);
  Answer answer = Answer::kNo;
  for (const json& one : list) answer = either(answer, any_of(one, test, sets, table));
  return answer;
}

Answer match_name(const json& value, const std::string& name) {
  if (!value.is_string()) return Answer::kMaybe;
  const std::string wanted = value.get<std::string>();
  if (!wanted.empty() && wanted.back() == '*')
    return yes_if(name.rfind(wanted.substr(0, wanted.size() - 1), 0) == 0);
  return yes_if(wanted == name);
}

Answer match_address(const json& value, const std::optional<IpAddress>& address) {
  if (!address) return Answer::kMaybe;
  const auto parse = [](const json& text) {
    return text.is_string() ? parse_ip(text.get<std::string>()) : std::nullopt;
  };
  if (value.is_object() && value.contains("prefix")) {
    const auto base = parse(value["prefix"].value("addr", json()));
    const json bits = value["prefix"].value("len", json());
    if (!base || !bits.is_number_integer()) return Answer::kMaybe;
    return yes_if(in_network(*address, *base, bits.get<int>()));
  }
  if (value.is_object() && value.contains("range") && value["range"].size() == 2) {
    const auto first = parse(value["range"][0]), last = parse(value["range"][1]);
    if (!first || !last) return Answer::kMaybe;
    return yes_if(!(*address < *first) && !(*last < *address));
  }
  const auto one = parse(value);
  return one ? yes_if(*address == *one) : Answer::kMaybe;
}

Answer match_number(const json& value, const std::optional<std::uint32_t>& number) {
  if (!number) return Answer::kMaybe;
  if (value.is_number_unsigned()) return yes_if(value.get<std::uint64_t>() == *number);
  if (value.is_object() && value.contains("range") && value["range"].size() == 2 &&
      value["range"][0].is_number_unsigned() && value["range"][1].is_number_unsigned())
    return yes_if(*number >= value["range"][0].get<std::uint64_t>() &&
                  *number <= value["range"][1].get<std::uint64_t>());
  return Answer::kMaybe;
}

Answer match_protocol(const json& value, int protocol) {
  if (value.is_number_integer()) return yes_if(value.get<int>() == protocol);
  if (!value.is_string()) return Answer::kMaybe;
  const auto number = protocol_number(value.get<std::string>());
  return number ? yes_if(*number == protocol) : Answer::kMaybe;
}

/// A first packet is "new"; one of a session "established".
Answer match_state(const json& value, bool established) {
  if (!value.is_string()) return Answer::kMaybe;
  const std::string state = value.get<std::string>();
  if (state == "new" || state == "established")
    return yes_if((state == "established") == established);
  return yes_if(false);
}

Answer payload(const json& left, const json& right, const View& view, const NftSets& sets,
               const std::string& table) {
  const std::string protocol = left.value("protocol", ""), field = left.value("field", "");
  const bool tcp = protocol == "tcp", udp = protocol == "udp", any = protocol == "th";
  if (tcp || udp || any) {
    if (tcp && view.protocol != 6) return Answer::kNo;
    if (udp && view.protocol != 17) return Answer::kNo;
    if (view.fragment) return Answer::kNo;
    if (field != "dport" && field != "sport") return Answer::kMaybe;
    const auto& port = field == "dport" ? view.to_port : view.from_port;
    return any_of(
        right, [&](const json& one) { return match_number(one, port); }, sets, table);
  }
  const bool inet = protocol == "ip", inet6 = protocol == "ip6";
  if (!inet && !inet6) return Answer::kMaybe;
  if (inet != (view.family == Family::kInet)) return Answer::kNo;
  if (field == "saddr" || field == "daddr") {
    const auto& address = field == "saddr" ? view.from : view.to;
    return any_of(
        right, [&](const json& one) { return match_address(one, address); }, sets, table);
  }
  if (field != "protocol" && field != "nexthdr") return Answer::kMaybe;
  return any_of(
      right, [&](const json& one) { return match_protocol(one, view.protocol); }, sets, table);
}

Answer meta(const std::string& key, const json& right, const View& view, const NftSets& sets,
            const std::string& table) {
  const bool in = key == "iifname" || key == "iif", out = key == "oifname" || key == "oif";
  if (in || out) {
    if (in != view.inbound) return Answer::kMaybe;
    return any_of(
        right, [&](const json& one) { return match_name(one, view.interface); }, sets, table);
  }
  if (key == "l4proto")
    return any_of(
        right, [&](const json& one) { return match_protocol(one, view.protocol); }, sets, table);
  if (key == "nfproto" || key == "protocol")
    return any_of(
        right,
        [&](const json& one) {
          const std::string name = one.is_string() ? one.get<std::string>() : "";
          if (name == "ipv4" || name == "ip") return yes_if(view.family == Family::kInet);
          if (name == "ipv6" || name == "ip6") return yes_if(view.family == Family::kInet6);
          return Answer::kMaybe;
        },
        sets, table);
  return Answer::kMaybe;
}

}  // namespace

namespace {

Answer match_expression(const json& match, const View& view, const NftSets& sets,
                        const std::string& table) {
  if (!match.is_object() || !match.contains("left") || !match.contains("right"))
    return Answer::kMaybe;
  const json &left = match["left"], &right = match["right"];
  const std::string op = match.value("op", "==");
  if (op != "==" && op != "!=" && op != "in") return Answer::kMaybe;
  Answer answer = Answer::kMaybe;
  if (left.is_object() && left.contains("payload") && left["payload"].is_object())
    answer = payload(left["payload"], right, view, sets, table);
  else if (left.is_object() && left.contains("meta") && left["meta"].is_object())
    answer = meta(left["meta"].value("key", ""), right, view, sets, table);
  else if (left.is_object() && left.contains("ct") && left["ct"].is_object() &&
           left["ct"].value("key", "") == "state")
    answer = any_of(
        right, [&](const json& one) { return match_state(one, view.established); }, sets, table);
  // "Not that port" is no match either where there is no port at all.
  const bool absent = answer == Answer::kNo && left.is_object() && left.contains("payload");
  if (op != "!=" || answer == Answer::kMaybe) return answer;
  if (answer == Answer::kYes) return Answer::kNo;
  return absent ? Answer::kMaybe : Answer::kYes;
}

}  // namespace

Answer nft_match(const json& match, const View& view, const NftSets& sets,
                 const std::string& table) {
  try {
    return match_expression(match, view, sets, table);
  } catch (const json::exception&) {
    return Answer::kMaybe;  // a value of another kind than nft documents
  }
}

void nft_borders(const json& value, Family family, Borders& borders) {
  if (value.is_string()) {
    const auto address = parse_ip(value.get<std::string>());
    if (!address) return;
    add_network(borders.from, *address, *address, family);
    add_network(borders.to, *address, *address, family);
  } else if (value.is_number_unsigned() && value.get<std::uint64_t>() <= 65535) {
    const auto port = value.get<std::uint32_t>();
    for (const std::uint32_t near : {port - 1, port, port + 1})
      if (near > 0 && near <= 65535) borders.ports.insert(near);
  } else if (value.is_object() && value.contains("prefix")) {
    const json& prefix = value["prefix"];
    const auto base = prefix.contains("addr") && prefix["addr"].is_string()
                          ? parse_ip(prefix["addr"].get<std::string>())
                          : std::nullopt;
    if (!base || !prefix.contains("len") || !prefix["len"].is_number_integer()) return;
    const int bits = std::clamp(prefix["len"].get<int>(), 0, 128);
    add_network(borders.from, masked(*base, bits), last_of(*base, bits), family);
    add_network(borders.to, masked(*base, bits), last_of(*base, bits), family);
  } else if (value.is_structured()) {
    for (const json& inner : value) nft_borders(inner, family, borders);
  }
}

void nft_names(const json& rule, std::vector<std::string>& names) {
  for (const json& one : rule) {
    if (!one.is_object() || !one.contains("match") || !one["match"].contains("left")) continue;
    const std::string left =
        one["match"]["left"].dump(-1, ' ', false, json::error_handler_t::replace);
    const json right = one["match"].value("right", json());
    if (left.find("ifname") != std::string::npos && right.is_string())
      names.push_back(right.get<std::string>());
  }
}

}  // namespace sharebench::guard
