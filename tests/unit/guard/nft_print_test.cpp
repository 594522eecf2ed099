// Rules in the words of nft(8); the captured pairs are nft 1.0.6's own JSON and listing.
#include "harness/guard/nft_print.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sharebench::guard {
namespace {

using nlohmann::json;

std::string captured(const std::string& name) {
  const char* root = std::getenv("SHAREBENCH_SOURCE_DIR");
  std::ifstream in(std::string(root ? root : ".") + "/tests/captured/nft/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The rules of `nft -s list ruleset`, each without its indentation.
std::vector<std::string> listed_rules() {
  std::vector<std::string> rules;
  std::istringstream lines(captured("guard.listing"));
  for (std::string line; std::getline(lines, line);) {
    const bool rule = line.rfind("\t\t", 0) == 0 && line.rfind("\t\ttype", 0) != 0;
    if (rule) rules.push_back(line.substr(2));
  }
  return rules;
}

std::string without_counter(std::string rule) {
  const auto at = rule.find(" counter");
  return at == std::string::npos ? rule : rule.erase(at, 8);
}

TEST(NftPrint, SaysWhatNftSays) {
  const json listing = json::parse(captured("guard.json"));
  std::vector<std::string> printed, listed;
  for (const json& item : listing["nftables"]) {
    if (item.contains("rule")) printed.push_back(print_nft_rule(item["rule"]["expr"]));
  }
  for (const std::string& rule : listed_rules()) listed.push_back(without_counter(rule));
  ASSERT_GE(listed.size(), 12u);
  EXPECT_EQ(printed, listed);
}

TEST(NftPrint, LeavesWhatItDoesNotKnowAsJson) {
  EXPECT_EQ(print_nft_rule(json::parse(R"([{"limit":{"rate":5,"per":"second"}},{"drop":null}])")),
            R"({"limit":{"per":"second","rate":5}} drop)");
  EXPECT_EQ(print_nft_rule(json::parse(R"([{"match":{}}])")), "null null");
  EXPECT_EQ(print_nft_rule(json::parse("[]")), "");
}

}  // namespace
}  // namespace sharebench::guard
