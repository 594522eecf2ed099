// `decision | options | reason` a line; `#` begins a comment.
#include "tests/unit/guard/packet_lines_helper.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "harness/guard/pf_names.h"
#include "harness/guard/text.h"

namespace sharebench::guard {

std::string pf_text(const std::string& name) {
  const char* root = std::getenv("SHAREBENCH_SOURCE_DIR");
  const std::string path = std::string(root ? root : ".") + "/tests/captured/pf/" + name;
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Captured pf_host() {
  Captured captured;
  captured["ifconfig"].text = pf_text("ifconfig");
  captured["os"].text = "macos 15.4\n";
  return captured;
}

Packet packet_from(const std::string& options) {
  Packet packet;
  const std::vector<std::string> words = words_of(options);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::string value = i + 1 < words.size() ? words[i + 1] : "";
    if (word == "--fragment") packet.fragment = true;
    if (word == "--ip-options") packet.ip_options = true;
    if (word == "--established") packet.established = true;
    if (word == "--in" || word == "--out") {
      packet.inbound = word == "--in";
      packet.interface = value;
    }
    if (word == "--from") packet.from = value;
    if (word == "--to") packet.to = value;
    if (word == "--flags") packet.tcp_flags = value;
    if (word == "--sport") packet.from_port = std::stoi(value);
    if (word == "--port") packet.to_port = std::stoi(value);
    if (word == "--icmp-type") packet.icmp_type = std::stoi(value);
    if (word == "--proto") {
      const auto number = protocol_number(value);
      packet.protocol = number ? *number : std::stoi(value);
    }
  }
  return packet;
}

std::vector<PacketLine> packet_lines(const std::string& name) {
  std::vector<PacketLine> lines;
  for (const std::string& line : lines_of(pf_text(name))) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> parts = split(line, '|');
    EXPECT_EQ(parts.size(), 3U) << line;
    if (parts.size() != 3) continue;
    lines.push_back({trim(parts[0]), trim(parts[1]), trim(parts[2]), packet_from(parts[1])});
  }
  return lines;
}

}  // namespace sharebench::guard
