// Tries KVM instead of believing in it: on some machines /dev/kvm opens and a guest never starts.
#pragma once

#include <string>

#include "harness/lab/lab.h"

namespace sharebench::lab {

/// "kvm" when a guest kernel speaks on its console within 5 s under KVM, else "tcg". The answer is
/// kept in the cache directory until the next boot of this machine. `options.accelerator` other
/// than "auto" is taken as it is. Throws UsageError for an unknown one.
std::string choose_accelerator(sys::CommandRunner& runner, const LabOptions& options,
                               const std::filesystem::path& image, sys::Progress& progress);

}  // namespace sharebench::lab
