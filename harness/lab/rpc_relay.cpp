// One thread, one select loop: calls wait in a queue per connection until they are due, replies
// pass. A held call is slept for until 150 us before it is due and spun for from then on, because a
// sleep ends up to 100 us late and the pace must hold to 1 % at 1 ms.
#include "harness/lab/rpc_relay.h"

#include <fmt/format.h>
#include <sys/select.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <list>
#include <map>
#include <optional>

#include "harness/core/error.h"
#include "harness/lab/rpc_record.h"
#include "harness/lab/rpc_relay_bridge.h"
#include "harness/lab/rpc_relay_sockets.h"
#include "harness/sys/clock.h"

namespace sharebench::lab {
namespace {

constexpr double kSpin = 150e-6;
constexpr std::size_t kEnough = 8U << 20;  // bytes waiting towards one side before we stop reading

struct HeldCall {
  std::string record;
  double arrived = 0, due = 0;
};

struct Connection {
  Socket client, server;
  RecordSplitter splitter;
  std::deque<HeldCall> held;
  std::string to_server, to_client;
  std::size_t held_bytes = 0;
  bool gone = false;
};

struct ControlConnection {
  Socket socket;
  std::string request;
  bool gone = false;
};

struct Statistics {
  std::uint64_t calls = 0;
  double held_sum_s = 0, held_max_s = 0;
};

class Relay {
 public:
  Relay(const std::string& listen, std::string to, const std::string& control)
      : listener_(listen_tcp(listen)), control_(listen_unix(control)), to_(std::move(to)) {}

  [[noreturn]] void run() {
    for (;;) step();
  }

 private:
  void step();
  void watch(int descriptor, fd_set& set);
  timespec sleep_time() const;
  void accept_new(const fd_set& readable);
  void serve(Connection& connection, const fd_set& readable);
  void take_calls(Connection& connection);
  void take_replies(Connection& connection);
  void release_due(Connection& connection);
  void answer(ControlConnection& connection);
  std::string reply_to(const std::string& request);

  Socket listener_, control_;
  std::string to_;
  double pace_s_ = 0;
  Statistics statistics_;
  std::list<Connection> connections_;
  std::list<ControlConnection> controls_;
  std::array<char, 256 * 1024> buffer_{};
  int highest_ = 0;
};

void Relay::watch(int descriptor, fd_set& set) {
  FD_SET(descriptor, &set);
  highest_ = std::max(highest_, descriptor);
}

timespec Relay::sleep_time() const {
  double first = sys::steady_seconds() + 3600;
  for (const Connection& connection : connections_) {
    if (!connection.held.empty()) first = std::min(first, connection.held.front().due);
  }
  const double sleep = std::max(0.0, first - sys::steady_seconds() - kSpin);
  const auto whole = static_cast<time_t>(sleep);
  return {whole, static_cast<long>((sleep - static_cast<double>(whole)) * 1e9)};
}

void Relay::step() {
  fd_set readable, writable;
  FD_ZERO(&readable);
  FD_ZERO(&writable);
  highest_ = 0;
  watch(listener_.get(), readable);
  watch(control_.get(), readable);
  for (const ControlConnection& connection : controls_) watch(connection.socket.get(), readable);
  for (const Connection& connection : connections_) {
    if (connection.held_bytes < kEnough) watch(connection.client.get(), readable);
    if (connection.to_client.size() < kEnough) watch(connection.server.get(), readable);
    if (!connection.to_client.empty()) watch(connection.client.get(), writable);
    if (!connection.to_server.empty()) watch(connection.server.get(), writable);
  }
  const timespec sleep = sleep_time();
  if (::pselect(highest_ + 1, &readable, &writable, nullptr, &sleep, nullptr) < 0) {
    FD_ZERO(&readable);
  }
  for (Connection& connection : connections_) serve(connection, readable);
  for (ControlConnection& connection : controls_) {
    if (FD_ISSET(connection.socket.get(), &readable)) answer(connection);
  }
  connections_.remove_if([](const Connection& connection) { return connection.gone; });
  controls_.remove_if([](const ControlConnection& connection) { return connection.gone; });
  accept_new(readable);
}

void Relay::serve(Connection& connection, const fd_set& readable) {
  if (FD_ISSET(connection.server.get(), &readable)) take_replies(connection);
  if (FD_ISSET(connection.client.get(), &readable)) take_calls(connection);
  release_due(connection);
  if (!write_some(connection.client.get(), connection.to_client) ||
      !write_some(connection.server.get(), connection.to_server)) {
    connection.gone = true;
  }
}

void Relay::take_calls(Connection& connection) {
  const ssize_t got = read_some(connection.client.get(), buffer_.data(), buffer_.size());
  if (got == 0) connection.gone = true;
  if (got <= 0) return;
  const double now = sys::steady_seconds();
  for (std::string& record :
       connection.splitter.feed(buffer_.data(), static_cast<std::size_t>(got))) {
    // Replies of the client (NFSv4 callbacks) are nobody's round trip.
    double due = is_call(record) ? now + pace_s_ : now;
    if (!connection.held.empty()) due = std::max(due, connection.held.back().due);
    connection.held_bytes += record.size();
    connection.held.push_back({std::move(record), now, due});
  }
}

void Relay::take_replies(Connection& connection) {
  const ssize_t got = read_some(connection.server.get(), buffer_.data(), buffer_.size());
  if (got == 0) connection.gone = true;
  if (got > 0) connection.to_client.append(buffer_.data(), static_cast<std::size_t>(got));
}

void Relay::release_due(Connection& connection) {
  for (double now = sys::steady_seconds();
       !connection.held.empty() && connection.held.front().due <= now;
       now = sys::steady_seconds()) {
    HeldCall& call = connection.held.front();
    const double held = now - call.arrived;
    connection.to_server += call.record;
    connection.held_bytes -= call.record.size();
    if (!write_some(connection.server.get(), connection.to_server)) connection.gone = true;
    ++statistics_.calls;
    statistics_.held_sum_s += held;
    statistics_.held_max_s = std::max(statistics_.held_max_s, held);
    connection.held.pop_front();
  }
}

void Relay::accept_new(const fd_set& readable) {
  if (FD_ISSET(listener_.get(), &readable)) {
    Connection connection;
    connection.client = accept_from(listener_);
    if (connection.client) connection.server = connect_from_reserved_port(to_);
    if (connection.server) connections_.push_back(std::move(connection));
  }
  if (FD_ISSET(control_.get(), &readable)) {
    ControlConnection connection;
    connection.socket = accept_from(control_);
    if (connection.socket) controls_.push_back(std::move(connection));
  }
}

void Relay::answer(ControlConnection& connection) {
  const ssize_t got = read_some(connection.socket.get(), buffer_.data(), buffer_.size());
  if (got == 0) connection.gone = true;
  if (got <= 0) return;
  connection.request.append(buffer_.data(), static_cast<std::size_t>(got));
  for (auto end = connection.request.find('\n'); end != std::string::npos;
       end = connection.request.find('\n')) {
    std::string reply = reply_to(connection.request.substr(0, end)) + "\n";
    connection.request.erase(0, end + 1);
    if (!write_some(connection.socket.get(), reply)) connection.gone = true;
  }
}

std::string Relay::reply_to(const std::string& request) {
  if (request.rfind("pace ", 0) == 0) {
    const long long nanoseconds = std::strtoll(request.c_str() + 5, nullptr, 10);
    pace_s_ = static_cast<double>(std::clamp(nanoseconds, 0LL, 10'000'000'000LL)) * 1e-9;
    statistics_ = {};
    return "ok";
  }
  if (request == "stats") {
    const double mean = statistics_.calls == 0
                            ? 0
                            : statistics_.held_sum_s / static_cast<double>(statistics_.calls);
    return fmt::format("calls={} held_mean_ns={} held_max_ns={}", statistics_.calls,
                       std::llround(mean * 1e9), std::llround(statistics_.held_max_s * 1e9));
  }
  return "unknown request";
}

int run_relay(const std::vector<std::string>& args) {
  std::map<std::string, std::string> options;
  for (std::size_t i = 0; i + 1 < args.size(); i += 2) options[args[i]] = args[i + 1];
  if (options.count("--connect") != 0) return bridge_main(options["--connect"]);
  Relay relay(options["--listen"], options["--to"], options["--control"]);
  relay.run();
}

}  // namespace

int rpc_relay_main(std::vector<std::string> args) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run_relay(args);
  } catch (const Error& error) {
    fmt::print(stderr, "error: {}\nhint: {}\n", error.what(), error.hint());
    return static_cast<int>(error.code());
  }
}

}  // namespace sharebench::lab
