// Rules, tables and tests as pfctl prints them.
#pragma once

#include <string>

#include "harness/guard/pf_file.h"

namespace sharebench::guard {

/// One rule on one line; an inline anchor without its body.
std::string print_rule(const Rule& rule);

/// "port = 2049" without its first word: "= 2049", "20048:20051", "5000 >< 6000".
std::string print_test(const NumberTest& test);

/// An address as it stands in a rule of this family, without the mark of negation.
std::string print_host(const Host& host, Family family);

/// The line of a table definition.
std::string print_table(const Table& table);

/// All rules of a file: scrub, nat, binat, rdr, dummynet, filter; bodies of inline anchors
/// indented.
std::string print_rules(const PfFile& file, const std::string& path);

}  // namespace sharebench::guard
