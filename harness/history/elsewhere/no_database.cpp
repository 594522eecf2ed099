// Stands for the history where it cannot be linked: SOCI is missing.
#include "harness/core/error.h"
#include "harness/history/history.h"

namespace sharebench::history {

struct History::Connection {};

History::History(const std::string&, Missing, Wait) {
  throw EnvironmentError("this sharebench was built without a database",
                         "install SOCI (scripts/install-deps) and build it again");
}

// Nothing below is reached: there is no History to call it on.
History::~History() = default;
History::History(History&&) noexcept = default;

Added History::add(const std::vector<Entry>&) {
  return {};
}

std::vector<RunLine> History::runs(int) {
  return {};
}

Size History::size() {
  return {};
}

std::vector<KnownSeries> History::series() {
  return {};
}

std::vector<Night> History::nights(long long, int) {
  return {};
}

Night History::night(long long, long long) {
  return {};
}

std::vector<NightRatios> History::night_ratios(long long, int) {
  return {};
}

std::vector<Alert> History::alerts() {
  return {};
}

void History::remember(const std::vector<Alert>&, const std::vector<KnownSeries>&) {}

std::string History::address() const {
  return "";
}

}  // namespace sharebench::history
