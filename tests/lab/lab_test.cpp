// Boots the guest and checks what the lab promises: shares that count exactly, a pace that changes
// times and not counts, and nothing left behind, even after SIGKILL.
#include "harness/lab/lab.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "harness/core/error.h"
#include "harness/lab/network.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/process_runner.h"
#include "harness/sys/program_files.h"
#include "harness/sys/sandbox.h"
#include "tests/lab/lab_fixture.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

/// Create, write, close, stat, unlink of `files` files one after the other, as five system calls
/// each (open 2, write 1, close 3, stat 4, unlink 87), since a shell or an interpreter's own file
/// functions would add requests.
std::string five_calls(const std::string& path, int files) {
  return fmt::format(
      "perl -e 'for $i (1..{}) {{ $p=\"{}$i\"; $f=syscall(2,$p,577,0644); $t=\"hello\"; "
      "$w=syscall(1,$f,$t,5); syscall(3,$f); $b=\"\\0\"x144; $s=syscall(4,$p,$b); "
      "$u=syscall(87,$p); exit(1) if $w!=5||$s||$u; }}'",
      files, path);
}

/// What one more file costs. The first of a process may find caches cold or attributes too old, by
/// chance and by how busy the machine is; so the least of several that make eleven files, less the
/// least of several that make one.
std::uint64_t requests_of_five_calls(Lab& lab, const GuestMount& mount) {
  expect_ok(lab, fmt::format("mkdir {}/sub", mount.guest_path));
  const auto least = [&](int files) {
    std::uint64_t requests = ~std::uint64_t{0};
    for (int repeat = 0; repeat < 4; ++repeat) {
      const std::uint64_t before = round_trips(lab, mount);
      expect_ok(lab, five_calls(fmt::format("{}/sub/file{}_", mount.guest_path, repeat), files));
      requests = std::min(requests, round_trips(lab, mount) - before);
    }
    return requests;
  };
  const std::uint64_t ten_more = least(11) - least(1);
  return (ten_more + 5) / 10;  // rounded: the folder's own attributes may cost one more or less
}

struct Expected {
  std::string type;
  std::map<std::string, std::string> options;
  std::uint64_t requests;
};

void check_counts(Lab& lab) {
  const std::vector<Expected> rows = {
      {"vboxsf", {}, 11},
      {"vboxsf", {{"ttl", "5000"}}, 8},
      {"nfs3", {}, 4},
      {"nfs3", {{"actimeo", "0"}}, 17},
      {"nfs3", {{"noac", ""}}, 17},
      {"nfs4", {}, 7},
      {"nfs4", {{"actimeo", "0"}}, 16},
      {"9p", {}, 25},
      {"9p", {{"cache", "loose"}}, 14},
      {"virtiofs", {}, 9},
      {"virtiofs", {{"cache", "none"}}, 21},
      {"virtiofs", {{"cache", "writeback"}}, 11},
      {"sshfs", {}, 7},
      {"disk", {}, 0},
  };
  for (const Expected& row : rows) {
    SCOPED_TRACE(fmt::format(
        "{} {}", row.type,
        row.options.empty() ? "" : row.options.begin()->first + "=" + row.options.begin()->second));
    const GuestMount mount = lab.mount(row.type, row.options);
    EXPECT_EQ(mount.can_pace, row.type == "vboxsf" || row.type == "nfs3" || row.type == "nfs4");
    const std::string mountinfo = lab.guest("cat /proc/self/mountinfo", 60).out;
    EXPECT_EQ(parse_mountinfo(mountinfo, mount.guest_path).fstype, expected_fstype(row.type));
    EXPECT_EQ(requests_of_five_calls(lab, mount), row.requests);
    lab.unmount(mount);
    EXPECT_TRUE(!fs::exists(mount.host_path) || fs::is_empty(mount.host_path));
  }
}

void check_files_reach_the_host(Lab& lab) {
  for (const char* type : {"vboxsf", "nfs3", "nfs4", "9p", "virtiofs", "sshfs"}) {
    SCOPED_TRACE(type);
    const GuestMount mount = lab.mount(type, {});
    EXPECT_TRUE(fs::is_empty(mount.host_path));
    expect_ok(lab, fmt::format("echo hello >{}/file && sync", mount.guest_path));
    std::ifstream in(mount.host_path / "file");
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "hello\n");
    in.close();
    lab.unmount(mount);
  }
}

struct Paced {
  double seconds;
  std::uint64_t requests;
  double held_mean_s, held_calls;
};

Paced paced(Lab& lab, const GuestMount& mount, double pace_s) {
  lab.set_pace(pace_s);
  const std::uint64_t before = round_trips(lab, mount);
  const double started = sys::steady_seconds();
  std::string line = "true";
  for (int i = 0; i < 25; ++i) {
    line += fmt::format(" && {0} >{1}/paced{2} && {0} <{1}/paced{2} && rm {1}/paced{2}", ":",
                        mount.guest_path, i);
  }
  expect_ok(lab, line);
  const double ended = sys::steady_seconds();
  const std::uint64_t requests = round_trips(lab, mount) - before;
  const auto held = lab.pace_statistics(mount.type);
  return {ended - started, requests, held.at("held_mean_s"), held.at("calls")};
}

void check_pace(Lab& lab, const std::string& type,
                const std::map<std::string, std::string>& options) {
  SCOPED_TRACE(type);
  const GuestMount mount = lab.mount(type, options);
  paced(lab, mount, 0);  // warms attributes of the folder
  Paced fast{}, slow{};
  for (int attempt = 0; attempt < 10; ++attempt) {  // this machine itself may have been held up
    fast = paced(lab, mount, 0.001);
    slow = paced(lab, mount, 0.003);
    if (fast.held_mean_s < 0.00101 && slow.held_mean_s < 0.00303) break;
  }
  EXPECT_EQ(fast.requests, slow.requests);
  // Who holds the requests counts them too, on this side of the wire.
  EXPECT_EQ(static_cast<double>(slow.requests), slow.held_calls);
  EXPECT_NEAR(fast.held_mean_s, 0.001, 0.001 * 0.01);
  EXPECT_NEAR(slow.held_mean_s, 0.003, 0.003 * 0.01);
  // Each request is waited for, so 2 ms more pace cost at least 2 ms each.
  EXPECT_GT(slow.seconds, static_cast<double>(slow.requests) * 0.003);
  lab.set_pace(0);
  lab.unmount(mount);
}

/// Requests by kind as another program than ours reads them.
std::map<std::string, std::uint64_t> kinds_by_perl(Lab& lab, const GuestMount& mount) {
  const sys::CommandResult read =
      lab.guest("perl -ne 'if (/^device/) { $on = m{ mounted on " + mount.guest_path +
                    " with } } elsif ($on && /^\\s+([A-Z_]+): (\\d+) /) { $n{$1} = $2 } "
                    "END { print \"$_ $n{$_}\\n\" for keys %n }' /proc/self/mountstats",
                60);
  EXPECT_TRUE(read.ok()) << read.err;
  std::map<std::string, std::uint64_t> kinds;
  std::istringstream words(read.out);
  std::uint64_t count = 0;
  for (std::string name; words >> name >> count;) kinds["round_trips." + name] = count;
  return kinds;
}

/// Counts by kind are the kernel's own, to the unit.
void check_kinds(Lab& lab, const std::string& type) {
  SCOPED_TRACE(type);
  const GuestMount mount = lab.mount(type, {});
  auto ours = lab.counters(mount);
  const auto before = kinds_by_perl(lab, mount);
  expect_ok(lab, fmt::format("mkdir {0}/a && echo hello >{0}/a/file && mv {0}/a/file {0}/file && "
                             "cat {0}/file && ls -l {0} {0}/missing; rm -r {0}/file {0}/a",
                             mount.guest_path));
  const auto after = kinds_by_perl(lab, mount);
  auto ours_after = lab.counters(mount);
  int used = 0;
  for (const auto& [kind, count] : after) {
    const auto first = before.find(kind);
    const std::uint64_t more = count - (first == before.end() ? 0 : first->second);
    EXPECT_EQ(ours_after[kind] - ours[kind], more) << kind;
    used += more > 0 ? 1 : 0;
  }
  EXPECT_GT(used, 7);
  lab.unmount(mount);
}

void check_cold_reads(Lab& lab) {
  const GuestMount mount = lab.mount("nfs3", {});
  expect_ok(lab, fmt::format("head -c 65536 /dev/zero >{0}/file; sync; cat {0}/file >/dev/null",
                             mount.guest_path));
  const auto reads = [&] {
    expect_ok(lab, fmt::format("cat {}/file >/dev/null", mount.guest_path));
    return lab.counters(mount)["round_trips.READ"];
  };
  const std::uint64_t warm = reads();
  EXPECT_EQ(reads(), warm);
  lab.drop_caches();
  EXPECT_GT(reads(), warm);
  lab.unmount(mount);
}

/// Answers "ready" once strace follows the server, and to a line the flushes that it saw.
constexpr const char* kCountFlushes = R"(
strace -f -qq -e trace=fsync,fdatasync,sync_file_range,syncfs,sync -o "$2/flushes" -p "$1" & tracer=$!
until grep -q '^TracerPid:.[1-9]' /proc/"$1"/status; do sleep 0.1; done
echo ready
read -r go
kill "$tracer"
wait "$tracer"
grep -c sync "$2/flushes")";

struct Synced {
  std::string flushes;  ///< of the server
  std::uint64_t requests;
};

Synced write_ten_synced(sys::CommandRunner& runner, Lab& lab, const fs::path& state_dir,
                        const std::map<std::string, std::string>& options) {
  const GuestMount mount = lab.mount("nfs3", options);
  std::string pid;
  std::ifstream(state_dir / "run/ganesha.pid") >> pid;
  const auto tracer =
      runner.start({.argv = {"sh", "-c", kCountFlushes, "sh", pid, state_dir.string()}});
  EXPECT_EQ(tracer->read_line(60), "ready");
  const std::uint64_t before = round_trips(lab, mount);
  expect_ok(lab, fmt::format("for i in 0 1 2 3 4 5 6 7 8 9; do dd if=/dev/zero of={}/$i bs=100 "
                             "count=1 conv=fsync || exit 1; done",
                             mount.guest_path));
  const std::uint64_t requests = round_trips(lab, mount) - before;
  tracer->write_line("");
  const std::string flushes = tracer->read_line(60).value_or("nothing");
  lab.unmount(mount);
  return {flushes, requests};
}

/// An asynchronous export is asked for as much, and flushes nothing.
void check_asynchronous_export(sys::CommandRunner& runner, Lab& lab, const fs::path& state_dir) {
  const Synced plain = write_ten_synced(runner, lab, state_dir, {});
  const Synced async = write_ten_synced(runner, lab, state_dir, {{"export", "async"}});
  EXPECT_EQ(plain.flushes, "10");
  EXPECT_EQ(async.flushes, "0");
  EXPECT_NEAR(static_cast<double>(async.requests), static_cast<double>(plain.requests), 2);
}

/// The guest's driver retries a failing write for ever; only a deadline and SIGKILL end it.
void check_write_spin(Lab& lab) {
  const GuestMount mount = lab.mount("vboxsf", {});
  lab.set_vboxsf_fault("write:1+:-152");  // disk full
  const sys::CommandResult spinning =
      lab.guest(fmt::format("head -c 4096 /dev/zero >{}/file", mount.guest_path), 2);
  EXPECT_TRUE(spinning.timed_out);
  EXPECT_GT(lab.counters(mount).at("round_trips.WRITE"), 1000U);
  lab.set_vboxsf_fault("none");
  expect_ok(lab, fmt::format("echo hello >{}/file", mount.guest_path));
  EXPECT_THROW(lab.set_vboxsf_fault("write"), UsageError);
  lab.unmount(mount);
}

void check_console(Lab& lab) {
  const sys::CommandResult late = lab.guest("sleep 100", 0.5);
  EXPECT_TRUE(late.timed_out);
  EXPECT_LT(late.wall_s, 20);
  EXPECT_EQ(lab.guest("printf 'a\\\\b'\nprintf \"it's\" >&2; exit 3", 10).err, "it's");
  const auto first = lab.clocks(), second = lab.clocks();
  EXPECT_GT(second.host_s, first.host_s);
  EXPECT_GT(second.guest_s, first.guest_s);
  EXPECT_GT(first.error_s, 0);
  EXPECT_NEAR(second.guest_s - first.guest_s, second.host_s - first.host_s,
              first.error_s + second.error_s + 0.02);
}

TEST_F(LabVm, MountsCountsPacesAndGoes) {
  std::unique_ptr<Lab> lab = Lab::up(*runner_, options_, *progress_);
  const std::string name = lab->network_namespace();
  std::vector<std::string> info = lab->docker();
  info.insert(info.end(), {"info", "--format", "{{.Driver}}"});
  EXPECT_EQ(output(info), "overlay2\n");
  EXPECT_FALSE(lab->facts().kernel.empty());
  check_counts(*lab);
  check_files_reach_the_host(*lab);
  check_pace(*lab, "nfs3", {{"actimeo", "600"}});
  check_pace(*lab, "vboxsf", {});
  check_kinds(*lab, "nfs3");
  check_kinds(*lab, "nfs4");
  check_cold_reads(*lab);
  check_asynchronous_export(*runner_, *lab, options_.state_dir);
  check_write_spin(*lab);
  check_console(*lab);
  EXPECT_THROW(lab->mount("osxfs", {}), UsageError);
  EXPECT_TRUE(clean_leftovers(*runner_, options_.state_dir.parent_path()).empty());
  lab.reset();
  expect_nothing_left(name);
}

TEST_F(LabVm, LeftoversOfAKilledProcessAreRemoved) {
  // flock(1) lets go of the lab's lock when it reads that its owner is gone: at once, if it may
  // run.
  const auto cleaned_within = [&](double seconds) {
    const double end = sys::steady_seconds() + seconds;
    std::size_t cleaned = 0;
    while (cleaned == 0 && sys::steady_seconds() < end) {
      cleaned = clean_leftovers(*runner_, options_.state_dir.parent_path()).size();
      usleep(50'000);
    }
    return cleaned;
  };
  const pid_t child = fork();
  if (child == 0) {
    try {
      const std::unique_ptr<Lab> lab = Lab::up(*runner_, options_, *progress_);
      std::ofstream(options_.state_dir / "ready") << "yes\n";
      for (;;) pause();
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
    }
    _exit(1);
  }
  const double end = sys::steady_seconds() + 300;
  while (!fs::exists(options_.state_dir / "ready") && sys::steady_seconds() < end &&
         waitpid(child, nullptr, WNOHANG) == 0) {
    usleep(50'000);
  }
  std::string name;
  std::ifstream(options_.state_dir / "sharebench-lab") >> name;
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_FALSE(namespace_processes(*runner_, name).empty());
  EXPECT_EQ(cleaned_within(10), 1U);
  expect_nothing_left(name);
}

TEST_F(LabVm, StaysUpBetweenProcessesWhenKept) {
  Lab::up(*runner_, options_, *progress_)->keep();
  EXPECT_TRUE(clean_leftovers(*runner_, options_.state_dir.parent_path()).empty());
  EXPECT_EQ(status(*runner_, options_.state_dir).rfind("up: ", 0), 0U);
  {
    const std::unique_ptr<Lab> lab = Lab::adopt(*runner_, options_);
    EXPECT_EQ(lab->guest("echo here", 10).out, "here\n");
  }
  const std::unique_ptr<Lab> lab = Lab::adopt(*runner_, options_);
  const std::string name = lab->network_namespace();
  lab->down();
  expect_nothing_left(name);
  EXPECT_FALSE(take_down(*runner_, options_.state_dir));
}

}  // namespace
}  // namespace sharebench::lab
