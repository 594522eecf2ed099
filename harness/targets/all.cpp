// The list of targets: a line each.
#include "harness/core/spec_list.h"
#include "harness/targets/rows.h"

namespace sharebench::targets {

const std::vector<TargetType>& target_types() {
  static const std::vector<TargetType> kTypes = {local_engine(), lab_vm(), docker_context(),
                                                 docker_machine()};
  return kTypes;
}

const TargetType& target_type(const std::string& id) {
  std::vector<std::string> known;
  for (const TargetType& type : target_types()) {
    if (type.answers_to(id)) return type;
    known.push_back(type.name);
  }
  throw_unknown_name("target", id, known);
}

}  // namespace sharebench::targets
