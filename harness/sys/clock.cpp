// The steady clock, CPU time and UTC dates.
#include "harness/sys/clock.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>

namespace sharebench::sys {
namespace {

static_assert(std::chrono::steady_clock::is_steady);

std::tm utc_parts() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  return parts;
}

}  // namespace

double steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double children_user_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

std::string utc_now() {
  const std::tm t = utc_parts();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1,
                     t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string utc_stamp() {
  const std::tm t = utc_parts();
  return fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                     t.tm_hour, t.tm_min, t.tm_sec);
}

}  // namespace sharebench::sys
