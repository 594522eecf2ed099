// Puts the lab together and takes it apart; each part has its own file.
#include "harness/lab/lab.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "harness/core/error.h"
#include "harness/lab/accelerator.h"
#include "harness/lab/file_servers.h"
#include "harness/lab/guest_clock.h"
#include "harness/lab/lab_guard.h"
#include "harness/lab/lab_state.h"
#include "harness/lab/network.h"
#include "harness/lab/nfs_server.h"
#include "harness/lab/qemu_command.h"
#include "harness/lab/vboxsf_server.h"
#include "harness/sys/clock.h"
#include "harness/sys/interrupt.h"
#include "harness/sys/program_files.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMemory = 1ULL << 30;
constexpr const char* kUpAgain = "sharebench lab down, then: sharebench lab up";

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

std::string file_text(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string qemu_version(sys::CommandRunner& runner) {
  sys::Command command;
  command.argv = {"qemu-system-x86_64", "--version"};
  command.timeout_s = 10;
  std::istringstream words(
      sys::run_or_throw(runner, command, "apt-get install qemu-system-x86 qemu-system-common"));
  std::string qemu, emulator, version, number;
  words >> qemu >> emulator >> version >> number;
  return number;
}

void save_facts(const fs::path& file, const LabFacts& facts) {
  write_facts(file, {{"kernel", facts.kernel},
                     {"docker", facts.docker_version},
                     {"qemu", facts.qemu_version},
                     {"nfs", facts.nfs_server},
                     {"accelerator", facts.accelerator},
                     {"boot_ms", std::to_string(std::llround(facts.boot_s * 1e3))},
                     {"build_ms", std::to_string(std::llround(facts.image_build_s * 1e3))}});
}

LabFacts load_facts(const fs::path& file) {
  auto noted = read_facts(file);
  LabFacts facts;
  facts.kernel = noted["kernel"];
  facts.docker_version = noted["docker"];
  facts.qemu_version = noted["qemu"];
  facts.nfs_server = noted["nfs"];
  facts.accelerator = noted["accelerator"];
  facts.emulated = facts.accelerator != "kvm";
  facts.memory_bytes = kMemory;
  facts.boot_s = std::atoi(noted["boot_ms"].c_str()) * 1e-3;
  facts.image_build_s = std::atoi(noted["build_ms"].c_str()) * 1e-3;
  return facts;
}

}  // namespace

Lab::Lab(sys::CommandRunner& runner, const LabOptions& options)
    : runner_(runner), options_(options) {
  options_.source_dir = fs::absolute(options.source_dir);
  options_.cache_dir = fs::absolute(options.cache_dir);
  options_.state_dir = fs::absolute(options.state_dir);
  options_.program = options.program.empty() ? sys::program_path() : fs::absolute(options.program);
}

std::unique_ptr<Lab> Lab::up(sys::CommandRunner& runner, const LabOptions& options,
                             sys::Progress& progress) {
  std::unique_ptr<Lab> lab(new Lab(runner, options));
  lab->boot(progress);
  return lab;
}

void Lab::boot(sys::Progress& progress) {
  facts_.qemu_version = qemu_version(runner_);
  image_ = build_image(runner_, options_, progress);
  facts_.accelerator = choose_accelerator(runner_, options_, image_.dir, progress);
  namespace_ = new_namespace_name(options_.state_dir);
  lock_ = make_state_dir(runner_, options_.state_dir, namespace_);
  is_up_ = true;
  progress.step("booting the lab", 0, 0, 15);
  const double started = sys::steady_seconds();
  make_namespace(runner_, namespace_);
  start_guest(facts_.accelerator);
  start_servers();
  connect();
  wait_for_docker();
  facts_.emulated = facts_.accelerator != "kvm";
  facts_.memory_bytes = kMemory;
  facts_.nfs_server = "nfs-ganesha " + file_text(image_.dir / "nfs_server");
  facts_.image_build_s = image_.build_s;
  facts_.boot_s = sys::steady_seconds() - started;
  write_facts(options_.state_dir / "image", {{"folder", image_.dir.string()}});
  save_facts(options_.state_dir / "facts", facts_);
  progress.note(fmt::format("the lab booted in {:.1f} s ({})", facts_.boot_s, facts_.accelerator));
}

std::unique_ptr<Lab> Lab::adopt(sys::CommandRunner& runner, const LabOptions& options) {
  std::unique_ptr<Lab> lab(new Lab(runner, options));
  const fs::path& dir = lab->options_.state_dir;
  const std::string name = noted_namespace(dir);
  if (name.empty() || !fs::exists(dir / "kept") || namespace_processes(runner, name).empty()) {
    throw EnvironmentError(fmt::format("no lab is up in {}", dir.string()), "sharebench lab up");
  }
  lab->lock_ = std::make_unique<FileLock>(runner, dir / "lock", 5);
  lab->keep_ = true;
  lab->namespace_ = name;
  lab->image_.dir = read_facts(dir / "image")["folder"];
  lab->facts_ = load_facts(dir / "facts");
  lab->is_up_ = true;
  lab->connect();
  return lab;
}

Lab::~Lab() {
  mounts_.reset();
  console_.reset();
  relay_.reset();
  vboxsf_.reset();
  if (!keep_) down();
}

void Lab::keep() {
  std::ofstream(options_.state_dir / "kept") << sys::utc_now() << "\n";
  keep_ = true;
}

void Lab::down() noexcept {
  if (!is_up_) return;
  is_up_ = false;
  const sys::InterruptShield shield;
  mounts_.reset();
  console_.reset();
  relay_.reset();
  vboxsf_.reset();
  remove_lab(runner_, namespace_, options_.state_dir);
  lock_.reset();
}

void Lab::start_guest(const std::string& accelerator) {
  sys::Command overlay;
  overlay.argv = {"qemu-img",
                  "create",
                  "-q",
                  "-f",
                  "qcow2",
                  "-F",
                  "raw",
                  "-b",
                  (image_.dir / "root.img").string(),
                  (options_.state_dir / "disk.qcow2").string()};
  overlay.timeout_s = 20;
  sys::run_or_throw(runner_, overlay, "apt-get install qemu-utils");
  start_virtiofs_servers(runner_, namespace_, options_.state_dir);
  LabConfig config;
  config.image = image_.dir;
  config.accelerator = accelerator;
  config.memory_bytes = kMemory;
  config.ninep_tags = ninep_tags();
  for (const VirtiofsMode& mode : virtiofs_modes()) config.virtiofs_tags.push_back(mode.tag);
  make_vboxsf_folders(runner_, options_.state_dir);
  start_detached(
      runner_, namespace_, options_.state_dir, "qemu",
      vboxsf_argv(sys::find_lab_part(options_.program, "sharebench-vboxsf"), qemu_argv(config)));
}

void Lab::start_servers() {
  const fs::path enter = options_.source_dir / "containers/lab/enter.sh";
  load_guard(runner_, nfs_host());
  start_nfs_server(runner_, namespace_, enter, image_.tree(), options_.state_dir,
                   sys::find_lab_part(options_.program, "sharebench-async-export.so"));
  start_ssh_server(runner_, namespace_, enter, image_.tree(), options_.state_dir);
  // Real-time where that is allowed, so that a held call leaves on time beside a busy emulator.
  std::vector<std::string> relay = {"sh", "-c",
                                    "chrt -f 10 true && exec chrt -f 10 \"$@\"; exec \"$@\"", "sh"};
  const std::vector<std::string> program = relay_argv();
  relay.insert(relay.end(), program.begin(), program.end());
  relay.insert(relay.end(), {"--listen", fmt::format("{}:{}", kHostAddress, kRelayPort), "--to",
                             fmt::format("127.0.0.1:{}", kNfsPort), "--control", "relay.sock"});
  start_detached(runner_, namespace_, options_.state_dir, "relay", relay);
  if (!wait_for_port(runner_, namespace_, kRelayPort, 30)) {
    throw EnvironmentError(fmt::format("the relay did not start: {}",
                                       first_line(file_text(options_.state_dir / "log/relay"))),
                           "sharebench doctor");
  }
}

std::vector<std::string> Lab::relay_argv() const {
  return {options_.program.string(), "--internal-rpc-relay"};
}

std::unique_ptr<sys::Child> Lab::bridge(const std::string& socket) {
  std::vector<std::string> argv = relay_argv();
  argv.insert(argv.end(), {"--connect", socket});
  sys::Command command;
  command.argv = in_directory(options_.state_dir, argv);
  return runner_.start(command);
}

void Lab::connect() {
  console_ = std::make_unique<GuestConsole>(
      [this](const std::string& port) { return bridge(port + ".sock"); });
  relay_ = bridge("relay.sock");
  vboxsf_ = bridge(kVboxsfControl);
  mounts_ = std::make_unique<GuestMounts>(
      *console_, options_.state_dir,
      [this](const std::string& share) {
        return parse_vboxsf_counts(ask(*vboxsf_, vboxsf_counts_request(share)));
      },
      [this](const fs::path& folder) { export_asynchronously(runner_, folder); });
}

void Lab::wait_for_docker() {
  // The first line waits in the port until the guest's agent reads it, so this is the boot
  // deadline.
  try {
    facts_.kernel = first_line(console_->run("uname -r", options_.boot_deadline_s).out);
  } catch (const EnvironmentError&) {
    throw EnvironmentError(
        fmt::format("the guest did not boot within {:.0f} s; its console: \"{}\"; qemu: \"{}\"",
                    options_.boot_deadline_s, file_text(options_.state_dir / "log/console"),
                    first_line(file_text(options_.state_dir / "log/qemu"))),
        "sharebench lab build");
  }
  const sys::CommandResult listening =
      console_->run("until grep -q 'API listen' /var/log/dockerd.log; do sleep 0.1; done",
                    options_.boot_deadline_s);
  // The guest's clock starts up to a second off.
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  console_->run(fmt::format("/usr/bin/date -s @{:.3f}", now.count()), 5);
  sys::Command version;
  version.argv = docker();
  version.argv.insert(version.argv.end(), {"version", "--format", "{{.Server.Version}}"});
  version.timeout_s = 20;
  const sys::CommandResult answer = runner_.run(version);
  if (listening.timed_out || !answer.ok()) {
    throw EnvironmentError(
        fmt::format("dockerd in the guest does not answer: {}", first_line(answer.err)), kUpAgain);
  }
  facts_.docker_version = first_line(answer.out);
  if (facts_.docker_version.empty()) {
    throw EnvironmentError("dockerd in the guest does not tell its version", kUpAgain);
  }
}

NfsHost Lab::nfs_host() const {
  return lab_nfs_host(enter_lab(namespace_, options_.source_dir / "containers/lab/enter.sh",
                                image_.tree(), options_.state_dir));
}

std::vector<std::string> Lab::as_stranger(bool of_tree) const {
  const std::string stranger = stranger_namespace(namespace_);
  if (!of_tree) return lab::in_namespace(stranger, {});
  return enter_lab(stranger, options_.source_dir / "containers/lab/enter.sh", image_.tree(),
                   options_.state_dir);
}

GuestMount Lab::mount(const std::string& type, const std::map<std::string, std::string>& options) {
  return mounts_->mount(type, options);
}

void Lab::unmount(const GuestMount& mount) {
  mounts_->unmount(mount);
}

std::map<std::string, std::uint64_t> Lab::counters(const GuestMount& mount) {
  return mounts_->counters(mount);
}

void Lab::drop_caches() {
  if (!guest("sync; echo 3 >/proc/sys/vm/drop_caches", 60).ok()) {
    throw EnvironmentError("the guest could not drop its caches", kUpAgain);
  }
}

std::string Lab::ask(sys::Child& server, const std::string& line) {
  server.write_line(line);
  const std::optional<std::string> answer = server.read_line(5);
  if (!answer) {
    throw EnvironmentError(fmt::format("no answer to \"{}\" from the lab's servers", line),
                           kUpAgain);
  }
  return *answer;
}

void Lab::command(sys::Child& server, const std::string& line) {
  const std::string answer = ask(server, line);
  if (answer != "ok") {
    throw EnvironmentError(fmt::format("a server of the lab said \"{}\" to \"{}\"", answer, line),
                           kUpAgain);
  }
}

void Lab::set_pace(double seconds) {
  const std::string line = fmt::format("pace {}", std::llround(seconds * 1e9));
  command(*relay_, line);
  command(*vboxsf_, line);
}

void Lab::set_vboxsf_fault(const std::string& specification) {
  const std::string answer = ask(*vboxsf_, "fault " + specification);
  if (answer != "ok") {
    throw UsageError(
        fmt::format("the vboxsf server cannot read the fault \"{}\": {}", specification, answer),
        "see: sharebench-vboxsf --help");
  }
}

std::map<std::string, double> Lab::pace_statistics(const std::string& type) {
  std::map<std::string, double> statistics;
  std::istringstream words(ask(type == "vboxsf" ? *vboxsf_ : *relay_, "stats"));
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    const std::string name = word.substr(0, equals);
    if (equals == std::string::npos) continue;
    const auto number = static_cast<double>(std::strtoll(word.c_str() + equals + 1, nullptr, 10));
    if (name == "calls") {
      statistics[name] = number;
    } else {
      statistics[name.substr(0, name.rfind("_ns")) + "_s"] = number * 1e-9;
    }
  }
  return statistics;
}

ClockReading Lab::clocks() {
  return read_clocks(*console_);
}

std::vector<std::string> Lab::docker() const {
  return lab::in_namespace(namespace_, {(image_.tree() / "usr/bin/docker").string(), "-H",
                                        fmt::format("tcp://{}:{}", kGuestAddress, kDockerPort)});
}

std::vector<std::string> Lab::shell() const {
  return lab::in_namespace(namespace_,
                           {(image_.tree() / "usr/bin/busybox").string(), "telnet", kGuestAddress});
}

std::vector<std::string> Lab::in_namespace() const {
  return lab::in_namespace(namespace_, {});
}

sys::CommandResult Lab::guest(const std::string& shell_line, double timeout_s) {
  return console_->run(shell_line, timeout_s);
}

std::string status(sys::CommandRunner& runner, const fs::path& state_dir) {
  const std::string name = noted_namespace(state_dir);
  if (name.empty()) return fmt::format("no lab in {}", state_dir.string());
  const std::size_t processes = namespace_processes(runner, name).size();
  if (processes == 0) return fmt::format("the lab in {} is dead", state_dir.string());
  const LabFacts facts = load_facts(state_dir / "facts");
  return fmt::format("up: namespace {}, {} processes, kernel {}, docker {}, {}", name, processes,
                     facts.kernel, facts.docker_version, facts.accelerator);
}

bool take_down(sys::CommandRunner& runner, const fs::path& state_dir) {
  const std::string name = noted_namespace(state_dir);
  if (name.empty()) return false;
  const FileLock lock(runner, state_dir / "lock", 5);
  remove_lab(runner, name, state_dir);
  return true;
}

std::vector<std::string> clean_leftovers(sys::CommandRunner& runner, const fs::path& state_root) {
  std::vector<std::string> sentences;
  for (const fs::path& dir : abandoned_labs(runner, state_root)) {
    const std::string name = noted_namespace(dir);
    remove_lab(runner, name, dir);
    sentences.push_back(
        fmt::format("removed the lab that an ended process left in {} ({})", dir.string(), name));
  }
  return sentences;
}

}  // namespace sharebench::lab
