// Builds the guest's Debian tree with mmdebstrap and the boot files with
// containers/lab/assemble.sh.
#include "harness/lab/guest_image.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "harness/core/error.h"
#include "harness/lab/lab.h"
#include "harness/lab/lab_state.h"
#include "harness/sys/clock.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

// The kprobe offsets in init.sh belong to this suite's kernel.
constexpr const char* kSuite = "bookworm";
// Raised when this file changes what it builds.
constexpr const char* kBuilder = "lab image builder 1";

std::string read_text(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw EnvironmentError(fmt::format("{} cannot be read", file.string()),
                           "run sharebench from its source tree or install its data");
  }
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool is_debian_source(const fs::path& file) {
  const std::string text = read_text(file);
  return text.find(kSuite) != std::string::npos && text.find("main") != std::string::npos &&
         text.find("/debian") != std::string::npos;
}

/// This machine's own APT sources, so that a mirror or proxy set up here is used for the guest too.
std::vector<std::string> apt_sources() {
  std::vector<std::string> found;
  std::error_code none;
  const fs::path single = "/etc/apt/sources.list";
  if (fs::exists(single, none) && is_debian_source(single)) found.push_back(single.string());
  for (const auto& entry : fs::directory_iterator("/etc/apt/sources.list.d", none)) {
    const std::string kind = entry.path().extension().string();
    if ((kind == ".list" || kind == ".sources") && is_debian_source(entry.path())) {
      found.push_back(entry.path().string());
    }
  }
  return found;
}

void check_tools(sys::CommandRunner& runner) {
  sys::Command who;
  who.argv = {"id", "-u"};
  who.timeout_s = 5;
  if (runner.run(who).out != "0\n")
    throw EnvironmentError("the lab needs root", "run it again with sudo");
  for (const auto& [tool, package] : std::vector<std::pair<std::string, std::string>>{
           {"mmdebstrap", "mmdebstrap"}, {"mke2fs", "e2fsprogs"}, {"xz", "xz-utils"}}) {
    if (!sys::has_program(runner, tool)) {
      throw EnvironmentError(fmt::format("{} is not installed", tool),
                             fmt::format("apt-get install {}", package));
    }
  }
}

/// Removes what a killed build left; a build that still runs holds its lock.
void remove_stale_builds(const fs::path& cache_dir) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(cache_dir, none)) {
    if (entry.path().extension() == ".partial") remove_tree(entry.path());
  }
}

/// A build that ends early takes its half-made tree with it.
class PartialFolder {
 public:
  explicit PartialFolder(fs::path dir) : dir_(std::move(dir)) { fs::create_directories(dir_); }
  ~PartialFolder() { remove_tree(dir_); }
  PartialFolder(const PartialFolder&) = delete;
  PartialFolder& operator=(const PartialFolder&) = delete;
  const fs::path& dir() const { return dir_; }

 private:
  fs::path dir_;
};

std::string package_text(const fs::path& data, bool with_tools) {
  const std::string text = read_text(data / "packages.txt");
  return with_tools ? text + read_text(data / "packages-tools.txt") : text;
}

void install_and_assemble(sys::CommandRunner& runner, const fs::path& data,
                          const std::string& packages, const fs::path& dir,
                          sys::Progress& progress) {
  progress.step("installing Debian into the lab's tree", 0, 2, 40);
  sys::Command install;
  install.argv = mmdebstrap_argv(package_list(packages), dir / "tree", apt_sources());
  install.timeout_s = 900;
  sys::run_or_throw(runner, install, "check the network and /etc/apt, then: sharebench lab build");
  progress.step("making kernel, initramfs and disk", 1, 2, 4);
  sys::Command assemble;
  assemble.argv = {"sh", (data / "assemble.sh").string(), (dir / "tree").string(), dir.string(),
                   (data / "init.sh").string()};
  assemble.timeout_s = 300;
  sys::run_or_throw(runner, assemble, "free some disk space, then: sharebench lab build");
}

}  // namespace

std::string cache_key(const std::vector<std::string>& inputs) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a, 64 bits: names a folder, guards nothing
  const auto add = [&hash](const std::string& bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  };
  for (const std::string& input : inputs) add(fmt::format("{}:{}", input.size(), input));
  return fmt::format("{:016x}", hash);
}

std::vector<std::string> image_inputs(const fs::path& data, bool with_tools) {
  return {kBuilder, kSuite, package_text(data, with_tools), read_text(data / "init.sh"),
          read_text(data / "assemble.sh")};
}

std::vector<std::string> package_list(const std::string& text) {
  std::vector<std::string> packages;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    for (std::string word; words >> word;) packages.push_back(word);
  }
  return packages;
}

std::vector<std::string> mmdebstrap_argv(const std::vector<std::string>& packages,
                                         const fs::path& tree,
                                         const std::vector<std::string>& sources) {
  std::vector<std::string> argv = {"mmdebstrap", "--variant=minbase", "--mode=root",
                                   fmt::format("--include={}", fmt::join(packages, ",")),
                                   "--aptopt=APT::Install-Recommends \"false\""};
  // The kernel's postinst hook would build an initramfs that nobody boots; most drivers are for
  // devices that the guest does not have.
  for (const char* path : {"/usr/share/doc/*", "/usr/share/man/*", "/usr/share/locale/*",
                           "/etc/kernel/postinst.d/*", "/lib/modules/*/kernel/*"}) {
    argv.push_back(fmt::format("--dpkgopt=path-exclude={}", path));
  }
  for (const char* path :
       {"fs", "net", "lib", "crypto", "arch", "drivers/virtio", "drivers/block/virtio",
        "drivers/net/virtio", "drivers/net/net_failover", "drivers/net/veth", "drivers/net/tun",
        "drivers/char/hw_random", "drivers/char/virtio", "drivers/virt"}) {
    argv.push_back(fmt::format("--dpkgopt=path-include=/lib/modules/*/kernel/{}*", path));
  }
  // Java's packages put links into this folder and fail where it was left out.
  argv.emplace_back("--essential-hook=mkdir -p \"$1/usr/share/man/man1\"");
  argv.insert(argv.end(), {kSuite, tree.string()});
  argv.insert(argv.end(), sources.begin(), sources.end());
  return argv;
}

BuiltImage build_image(sys::CommandRunner& runner, const LabOptions& options,
                       sys::Progress& progress) {
  const fs::path data = options.source_dir / "containers" / "lab";
  BuiltImage image;
  image.key = cache_key(image_inputs(data, options.with_tools));
  image.dir = options.cache_dir / ("lab-" + image.key);
  check_tools(runner);
  fs::create_directories(options.cache_dir);
  const FileLock lock(runner, options.cache_dir / "lab.lock", 600);
  if (fs::exists(image.dir / "complete")) return image;

  const double started = sys::steady_seconds();
  progress.note("building the lab image (about a minute, once)");
  remove_stale_builds(options.cache_dir);
  const PartialFolder partial(options.cache_dir / ("lab-" + image.key + ".partial"));
  install_and_assemble(runner, data, package_text(data, options.with_tools), partial.dir(),
                       progress);
  std::ofstream(partial.dir() / "complete") << image.key << "\n";
  fs::rename(partial.dir(), image.dir);
  image.build_s = sys::steady_seconds() - started;
  progress.note(fmt::format("built the lab image in {:.0f} s", image.build_s));
  return image;
}

}  // namespace sharebench::lab
