// A table of operations over a Session; protocol 1 is written down in docs/architecture.md.
#include "bench/runner/serve.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <new>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/runner/facts.h"
#include "bench/runner/line_reader.h"
#include "bench/runner/register_workloads.h"
#include "bench/runner/version.h"
#include "workloads/support/io.h"

namespace sharebench::runner {

namespace {

using nlohmann::json;

class Server {
 public:
  Server(workloads::Area& area, Session& session) : area_(area), session_(session) {}

  bool finished() const { return finished_; }

  /// The answer to one line; never throws for what the line says.
  std::string answer(const std::string& line) {
    try {
      return dispatch(json::parse(line));
    } catch (const json::exception& error) {
      return failure(fmt::format("not a request: {}", error.what()));
    } catch (const UsageError& error) {
      return failure(fmt::format("{}; {}", error.what(), error.hint()));
    } catch (const workloads::AreaError& error) {
      return failure(fmt::format("{}; {}", error.what(), error.hint()));
    } catch (const std::bad_alloc&) {
      return failure("not enough memory for these parameters");
    } catch (const std::exception& error) {
      return failure(error.what());
    }
  }

  static std::string failure(const std::string& sentence) {
    return text({{"ok", false}, {"error", sentence}});
  }

 private:
  using Operation = std::string (Server::*)(const json&);

  std::string dispatch(const json& request) {
    static const std::map<std::string, Operation> kOperations = {
        {"hello", &Server::hello}, {"prepare", &Server::prepare}, {"run", &Server::run},
        {"again", &Server::again}, {"verify", &Server::verify},   {"clean", &Server::clean},
        {"drop", &Server::drop},   {"quit", &Server::quit},
    };
    const std::string op = request.at("op").get<std::string>();
    const auto found = kOperations.find(op);
    if (found != kOperations.end()) return (this->*found->second)(request);
    std::string names;
    for (const auto& [name, operation] : kOperations) names += " " + name;
    return failure(fmt::format("no operation is called '{}'; known are{}", op, names));
  }

  std::string hello(const json&) {
    const Clock clock = measure_clock();
    const Place place = look_around(area_.dir());
    return text({{"sharebench_protocol", kProtocol},
                 {"version", version()},
                 {"arch", architecture()},
                 {"clock_resolution_ns", clock.resolution_ns},
                 {"clock_cost_ns", clock.cost_ns},
                 {"clocksource", clocksource()},
                 {"mountinfo", mountinfo()},
                 {"free_bytes", place.free_bytes},
                 {"memory_bytes", place.memory_bytes},
                 {"memory_limit_bytes", place.memory_limit_bytes},
                 {"case_insensitive", place.case_insensitive},
                 {"load_average", place.load_average},
                 {"cpus", place.cpus},
                 {"cpu", place.cpu},
                 {"dir", area_.dir().string()}});
  }

  std::string prepare(const json& request) {
    const std::uint64_t wall_ns = session_.prepare(job_of(request));
    return text({{"ok", true}, {"wall_ns", wall_ns}});
  }

  std::string run(const json& request) {
    return run_to_json(session_, job_of(request), Steps::kRunOnly);
  }

  std::string again(const json& request) {
    return run_to_json(session_, job_of(request), Steps::kAgain);
  }

  std::string verify(const json& request) {
    session_.verify(job_of(request));
    return text({{"ok", true}});
  }

  std::string clean(const json& request) {
    session_.clean(job_of(request));
    return text({{"ok", true}});
  }

  std::string drop(const json& request) {
    const DropResult result = session_.drop(job_of(request));
    if (result.method.empty()) return failure("this system cannot drop the pages of a file");
    return text({{"ok", true}, {"files", result.files}, {"method", result.method}});
  }

  std::string quit(const json&) {
    finished_ = true;
    return text({{"ok", true}});
  }

  static Job job_of(const json& request) {
    workloads::Params params;
    const json given = request.value("params", json::object());
    for (const auto& [name, value] : given.items()) {
      params[name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    const std::uint64_t seed = whole_number(request, "seed", 0);
    const std::uint64_t latency_every = whole_number(request, "latency_every", 1);
    if (latency_every > 1'000'000'000) {
      throw UsageError("latency_every is above 1000000000", "1 takes every latency");
    }
    return make_job(request.at("workload").get<std::string>(), params, seed,
                    static_cast<unsigned>(latency_every));
  }

  static std::uint64_t whole_number(const json& request, const std::string& name,
                                    std::uint64_t low) {
    const auto found = request.find(name);
    if (found == request.end()) return 1;
    if (found->is_number_unsigned() && found->get<std::uint64_t>() >= low) {
      return found->get<std::uint64_t>();
    }
    throw UsageError(fmt::format("{} is {}", name, found->dump()),
                     fmt::format("it must be a whole number from {} on", low));
  }

  /// One line; a path that is not UTF-8 must not stop an answer.
  static std::string text(const json& answer) {
    return answer.dump(-1, ' ', false, json::error_handler_t::replace);
  }

  workloads::Area& area_;
  Session& session_;
  bool finished_ = false;
};

}  // namespace

void serve(workloads::Area& area, Session& session) {
  Server server(area, session);
  LineReader lines(STDIN_FILENO);
  while (!server.finished()) {
    const LineReader::Line line = lines.next();
    if (line.end) return;
    const std::string answer = line.too_long
                                   ? Server::failure("the request is longer than a megabyte")
                                   : server.answer(line.text);
    workloads::write_fully(STDOUT_FILENO, "standard output", answer + "\n");
  }
}

}  // namespace sharebench::runner
