// The parameters of the jar workloads and the input jars they ask for, generated or copied.
#pragma once

#include <string>
#include <vector>

#include "workloads/support/jar_plan.h"
#include "workloads/workload.h"

namespace sharebench::workloads::jar {

/// What prepare() leaves for run().
struct Inputs {
  std::vector<std::string> jars;  ///< paths, sorted: the class path
  std::string manifest;           ///< of the assembly, with the first Main-Class of the jars
  OnConflict on_conflict = OnConflict::kError;
};

/// Fills `context.dir`/jars by the parameters preset, scale, jars and on_conflict; throws
/// ParamError on a value that it does not know and on a folder without jars.
Inputs prepare_inputs(const Context& context);

/// "guava.jar" of "/share/jars/guava.jar".
std::string file_name(const std::string& path);

}  // namespace sharebench::workloads::jar
