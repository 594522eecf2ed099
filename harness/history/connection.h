// The open database behind a History, and its troubles in our words.
#pragma once

#include <fmt/format.h>
#include <soci/soci.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/core/error.h"
#include "harness/history/address.h"
#include "harness/history/history.h"

namespace sharebench::history {

/// What the backend says, on one line.
inline std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  const std::size_t end = text.find_last_not_of(" .");
  return text.substr(0, end == std::string::npos ? 0 : end + 1);
}

/// One night of a series, prepared.
struct NightQuery {
  explicit NightQuery(soci::session& sql);
  long long series = 0, run = 0;
  Night night{};
  std::string ratios{};
  soci::statement rows;
};

/// The ratios of a series' newest nights, prepared.
struct RatiosQuery {
  explicit RatiosQuery(soci::session& sql);
  long long series = 0;
  int most = 0;
  std::vector<long long> ids;
  std::vector<std::string> ratios;
  soci::statement rows;
};

struct History::Connection {
  Address address{};
  Wait wait{};
  soci::session sql{};
  std::unique_ptr<NightQuery> night_query{};  // both go before the session does
  std::unique_ptr<RatiosQuery> ratios_query{};

  /// `work`, its troubles in our words.
  template <typename Work>
  auto run(Work work) {
    try {
      return work();
    } catch (const soci::soci_error& error) {
      const std::string said = one_line(error.get_error_message());
      if (said.find("not a database") != std::string::npos ||
          said.find("malformed") != std::string::npos) {
        throw DataError(fmt::format("{} is no history: {}", address.shown, said),
                        "name another file with --db");
      }
      throw EnvironmentError(fmt::format("the history {} does not answer: {}", address.shown, said),
                             "what was added before is there; mend it and run the command again");
    } catch (const nlohmann::json::exception& error) {
      throw DataError(fmt::format("the history {} holds block ratios that are none: {}",
                                  address.shown, error.what()),
                      "it was changed by hand; add the run files to a new one");
    }
  }
};

}  // namespace sharebench::history
