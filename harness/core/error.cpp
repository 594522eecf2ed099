// Constructors of the error family; nothing is printed here, only main prints.
#include "harness/core/error.h"

#include <utility>

namespace sharebench {

Error::Error(const std::string& sentence, std::string hint, ExitCode code)
    : std::runtime_error(sentence), hint_(std::move(hint)), code_(code) {}

UsageError::UsageError(const std::string& sentence, const std::string& hint)
    : Error(sentence, hint, ExitCode::kUsage) {}

EnvironmentError::EnvironmentError(const std::string& sentence, const std::string& hint)
    : Error(sentence, hint, ExitCode::kEnvironment) {}

MeasureError::MeasureError(const std::string& sentence, const std::string& hint)
    : Error(sentence, hint, ExitCode::kMeasure) {}

DataError::DataError(const std::string& sentence, const std::string& hint)
    : Error(sentence, hint, ExitCode::kData) {}

Interrupted::Interrupted(int signal_number)
    : Error("interrupted", "finished blocks are saved in the run file",
            signal_number == 15 ? ExitCode::kTerminated : ExitCode::kInterrupted) {}

}  // namespace sharebench
