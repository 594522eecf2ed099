// A value, or the status that says why there is none: what each step of the service returns.
#pragma once

#include <optional>
#include <utility>

#include "harness/vboxsf/status.h"

namespace sharebench::vboxsf {

/// Made from either, so that `return value;` and `return status_of(errno);` both read well.
template <typename Value>
class Result {
 public:
  Result(Value value) : value_(std::move(value)) {}
  Result(Status status) : status_(status) {}

  /// True when there is a value.
  explicit operator bool() const { return value_.has_value(); }

  /// kOk when there is a value.
  Status status() const { return status_; }

  /// The value; only where there is one.
  Value& operator*() { return *value_; }
  const Value& operator*() const { return *value_; }
  Value* operator->() { return &*value_; }
  const Value* operator->() const { return &*value_; }

 private:
  std::optional<Value> value_{};
  Status status_ = kOk;
};

}  // namespace sharebench::vboxsf
