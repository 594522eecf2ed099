// A service for tests of what lies below it: notes what it was called with and answers as told.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/status.h"

namespace sharebench::vboxsf {

class FakeService : public Service {
 public:
  std::int32_t connect(std::uint32_t client) override {
    events.push_back("connect " + std::to_string(client));
    return connect_status;
  }
  void disconnect(std::uint32_t client) override {
    events.push_back("disconnect " + std::to_string(client));
  }
  std::int32_t call(Call& call) override {
    events.push_back("call " + std::to_string(call.function));
    return answer ? answer(call) : kOk;
  }
  void reset() override { events.push_back("reset"); }

  std::vector<std::string> events{};
  std::int32_t connect_status = kOk;
  std::function<std::int32_t(Call&)> answer{};
};

}  // namespace sharebench::vboxsf
