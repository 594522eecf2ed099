// Stands for the reader of nmap's XML where no XML library was at hand when this was built.
#include "harness/core/error.h"
#include "harness/guard/probe.h"

namespace sharebench::guard {

Scan parse_nmap(const std::string&) {
  throw DataError("this build cannot read nmap's XML",
                  "read it on a Linux host: sharebench guard probe --nmap-xml FILE");
}

}  // namespace sharebench::guard
