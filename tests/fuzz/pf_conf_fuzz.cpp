// pf.conf of any content: parsed, printed, read back; what was printed must print the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "harness/guard/pf_file.h"
#include "harness/guard/pf_print.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::guard;
  if (size > 4096) return 0;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const PfFile file = parse_pf({text, PfText::kConf, "", 0}, PfHost{});
  if (!file.complaints.empty()) return 0;
  std::size_t rules = 0;
  for (const auto& [path, ruleset] : file.rulesets)
    for (const auto& list : ruleset.lists) rules += list.size();
  if (rules > 2000) return 0;
  const std::string printed = print_rules(file, "");
  const PfFile again = parse_pf({printed, PfText::kPrinted, "", 0}, PfHost{});
  if (again.complaints.empty() && print_rules(again, "") != printed) std::abort();
  return 0;
}
