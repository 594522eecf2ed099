// rpcinfo's table, nfs.conf's pins, and the list of --service-ports.
#include "harness/guard/nfs_services.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/core/error.h"
#include "harness/guard/protocol_numbers.h"
#include "harness/guard/text.h"

namespace sharebench::guard {
namespace {

struct Program {
  std::uint64_t number;
  const char* service;
};

// RPC program numbers of the services (RFC 1833, 1813 and their companions).
constexpr std::array<Program, 6> kPrograms = {{{100000, "rpcbind"},
                                               {100003, "nfsd"},
                                               {100005, "mountd"},
                                               {100021, "lockd"},
                                               {100024, "statd"},
                                               {100011, "rquotad"}}};

std::string canonical(const std::string& name) {
  static const std::array<std::pair<const char*, const char*>, 9> kAliases = {
      {{"nfs", "nfsd"},
       {"mount", "mountd"},
       {"nlockmgr", "lockd"},
       {"nlm", "lockd"},
       {"status", "statd"},
       {"rquota", "rquotad"},
       {"portmap", "rpcbind"},
       {"portmapper", "rpcbind"},
       {"sunrpc", "rpcbind"}}};
  for (const auto& [alias, service] : kAliases)
    if (name == alias) return service;
  return name;
}

void add(std::vector<Service>& services, const Service& service) {
  if (std::find(services.begin(), services.end(), service) == services.end())
    services.push_back(service);
}

std::string service_at(int port) {
  if (port == 111) return "rpcbind";
  if (port == 2049) return "nfsd";
  for (const Pin& pin : recommended_pins())
    if (pin.port == port) return pin.service;
  return fmt::format("port {}", port);
}

[[noreturn]] void refuse(const std::string& item) {
  throw UsageError(fmt::format("--service-ports: '{}' is no service and no port", item),
                   "give them as in nfsd=2049,mountd=20048,rpcbind=111 or 111,2049,20048-20051");
}

/// "tcp/111", "111/udp" or "111": protocol 0 is both.
int take_protocol(std::string& item) {
  for (const auto& [name, protocol] : {std::pair<std::string, int>{"tcp", kTcp}, {"udp", kUdp}}) {
    for (const std::string& mark : {name + "/", name + ":"})
      if (item.rfind(mark, 0) == 0) {
        item.erase(0, mark.size());
        return protocol;
      }
    for (const std::string& mark : {"/" + name, ":" + name}) {
      if (item.size() > mark.size() &&
          item.compare(item.size() - mark.size(), mark.size(), mark) == 0) {
        item.resize(item.size() - mark.size());
        return protocol;
      }
    }
  }
  return 0;
}

void add_ports(std::vector<Service>& services, const std::string& name, int protocol, int first,
               int last) {
  for (int port = first; port <= last; ++port)
    for (const int one : {kTcp, kUdp})
      if (protocol == 0 || protocol == one)
        add(services, {name.empty() ? service_at(port) : name, one, port});
}

void parse_item(const std::string& text, std::vector<Service>& services) {
  std::string item = trim(text);
  std::string name;
  const std::size_t mark = item.find('=') != std::string::npos ? item.find('=') : item.find(':');
  const bool named = mark != std::string::npos && item.substr(0, mark) != "tcp" &&
                     item.substr(0, mark) != "udp" && !parse_decimal(item.substr(0, mark), 65535);
  int protocol = 0;
  if (named) {
    name = item.substr(0, mark);
    item.erase(0, mark + 1);
    protocol = take_protocol(name);
    name = canonical(name);
    const auto& known = service_names();
    if (std::find(known.begin(), known.end(), name) == known.end()) refuse(text);
  }
  if (const int own = take_protocol(item); own != 0) protocol = own;
  const std::size_t dash = item.find_first_of("-:");
  const auto first = parse_decimal(item.substr(0, dash), 65535);
  const auto last = dash == std::string::npos ? first : parse_decimal(item.substr(dash + 1), 65535);
  if (!first || !last || *first == 0 || *last < *first || *last - *first > 1000) refuse(text);
  add_ports(services, name, protocol, static_cast<int>(*first), static_cast<int>(*last));
}

}  // namespace

const std::vector<std::string>& service_names() {
  static const std::vector<std::string> kNames = {"rpcbind", "nfsd",  "mountd",
                                                  "lockd",   "statd", "rquotad"};
  return kNames;
}

const std::vector<Pin>& recommended_pins() {
  static const std::vector<Pin> kPins = {{"nfs.server.mount.port", "mountd", 20048},
                                         {"nfs.lockd.port", "lockd", 20049},
                                         {"nfs.statd.port", "statd", 20050},
                                         {"nfs.server.rquota.port", "rquotad", 20051}};
  return kPins;
}

std::vector<Service> parse_rpcinfo(const std::string& text, std::vector<std::string>& unread) {
  std::vector<Service> services;
  for (const std::string& line : lines_of(text)) {
    const std::vector<std::string> words = words_of(line);
    if (words.empty() || words[0] == "program") continue;
    const auto program = parse_decimal(words[0], UINT32_MAX);
    const auto port = words.size() < 4 ? std::nullopt : parse_decimal(words[3], 65535);
    if (!program || !port) {
      unread.push_back(line);
      continue;
    }
    const bool tcp = words[2].rfind("tcp", 0) == 0, udp = words[2].rfind("udp", 0) == 0;
    for (const Program& known : kPrograms)
      if (known.number == *program && (tcp || udp) && *port != 0)
        add(services, {known.service, tcp ? kTcp : kUdp, static_cast<int>(*port)});
  }
  return services;
}

std::vector<Service> parse_service_ports(const std::string& list) {
  std::vector<Service> services;
  for (const std::string& item : split(list, ',')) parse_item(item, services);
  if (services.empty()) refuse(list);
  return services;
}

std::vector<NfsSetting> parse_nfs_conf(const std::string& text) {
  std::vector<NfsSetting> settings;
  int line = 0;
  for (const std::string& raw : lines_of(text)) {
    ++line;
    const std::string clean = trim(raw.substr(0, raw.find('#')));
    const std::size_t equal = clean.find('=');
    if (equal == std::string::npos) continue;
    settings.push_back({trim(clean.substr(0, equal)), trim(clean.substr(equal + 1)), line});
  }
  return settings;
}

std::vector<Service> default_services(const Captured& captured) {
  std::vector<Service> services;
  std::vector<NfsSetting> settings;
  if (const CapturedFile* file = find_printed(captured, "nfs.conf"))
    settings = parse_nfs_conf(file->text);
  for (const int protocol : {kTcp, kUdp}) {
    services.push_back({"rpcbind", protocol, 111});
    services.push_back({"nfsd", protocol, 2049});
    for (const Pin& pin : recommended_pins()) {
      Service service{pin.service, protocol, std::nullopt};
      for (const NfsSetting& setting : settings)
        if (setting.name == pin.setting)
          if (const auto port = parse_decimal(setting.value, 65535); port && *port != 0)
            service.port = static_cast<int>(*port);
      services.push_back(service);
    }
  }
  return services;
}

std::vector<Service> guarded_services() {
  std::vector<Service> services;
  for (const int protocol : {kTcp, kUdp}) {
    services.push_back({"rpcbind", protocol, 111});
    services.push_back({"nfsd", protocol, 2049});
    for (const Pin& pin : recommended_pins()) services.push_back({pin.service, protocol, pin.port});
  }
  return services;
}

}  // namespace sharebench::guard
