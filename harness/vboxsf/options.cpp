// Reads the options, which are few enough for a loop.
#include "harness/vboxsf/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>

#include "harness/core/error.h"
#include "harness/core/spec_list.h"
#include "harness/core/units.h"
#include "harness/vboxsf/pacer.h"
#include "harness/vboxsf/qemu_arguments.h"

namespace sharebench::vboxsf {
namespace {

const char* const kSeeHelp = "see: sharebench-vboxsf --help";

/// NAME=DIR or NAME=DIR:ro.
ShareOption parse_share(const std::string& text) {
  const auto equals = text.find('=');
  ShareOption share{text.substr(0, equals),
                    equals == std::string::npos ? "" : text.substr(equals + 1)};
  const bool plain = std::all_of(share.name.begin(), share.name.end(), [](unsigned char c) {
    return std::isgraph(c) != 0 && c != '/' && c != '\\';
  });
  if (share.name.empty() || !plain || share.directory.empty()) {
    throw UsageError(fmt::format("share '{}' is not NAME=DIR or NAME=DIR:ro", text), kSeeHelp);
  }
  if (share.directory.size() > 3 && share.directory.substr(share.directory.size() - 3) == ":ro") {
    share.directory.resize(share.directory.size() - 3);
    share.read_only = true;
  }
  if (!std::filesystem::is_directory(share.directory)) {
    throw UsageError(fmt::format("share {}: {} is not a directory", share.name, share.directory),
                     fmt::format("mkdir -p {}", share.directory));
  }
  return share;
}

void set_option(Options& options, const std::string& name, const std::string& value) {
  if (name == "--share") {
    options.shares.push_back(parse_share(value));
  } else if (name == "--pace") {
    const double pace_s = parse_seconds(value, name);
    if (pace_s * 1e9 > static_cast<double>(Pacer::kMaxPaceNs)) {
      throw UsageError(fmt::format("--pace {} is more than 10s", value), "use for example 2ms");
    }
    options.pace_ns = std::llround(pace_s * 1e9);
  } else if (name == "--fault") {
    options.fault = parse_fault(value);
  } else if (name == "--control") {
    options.control = value;
  } else if (name == "--user") {
    options.account = parse_account(value);
  } else {
    throw_unknown_name("option", name,
                       {"--share", "--pace", "--fault", "--control", "--user", "--no-sandbox",
                        "--help", "--version"});
  }
}

void check(const Options& options) {
  if (options.shares.empty()) {
    throw UsageError("no share was given", "add for example: --share home=/home/me");
  }
  for (std::size_t i = 0; i < options.shares.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (options.shares[i].name == options.shares[k].name) {
        throw UsageError(fmt::format("two shares are called {}", options.shares[i].name),
                         "give each a name of its own");
      }
    }
  }
  check_qemu_command(options.qemu);
}

}  // namespace

Options parse_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--help" || word == "-h") {
      options.help = true;
      return options;
    }
    if (word == "--version") {
      options.version = true;
      return options;
    }
    if (word == "--") {
      options.qemu.assign(words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    const auto equals = word.find('=');
    if (word == "--no-sandbox") {
      options.sandbox = false;
    } else if (equals != std::string::npos) {
      set_option(options, word.substr(0, equals), word.substr(equals + 1));
    } else if (i + 1 < words.size() && words[i + 1] != "--") {
      set_option(options, word, words[++i]);
    } else {
      set_option(options, word, "");
    }
  }
  check(options);
  return options;
}

std::string help_text() {
  return R"(usage: sharebench-vboxsf --share NAME=DIR[:ro] ... [options] -- qemu-system-x86_64 ...

Serves folders to a Linux guest of QEMU as VirtualBox would: the guest mounts them with its own
vboxsf. Starts QEMU, adds the device to its command line, and ends with QEMU's exit status.

  --share NAME=DIR[:ro]  a folder, and the name to mount it by; may be given again; :ro read-only
  --pace TIME            hold each call for TIME, for example 2ms (default 0)
  --fault F:N[+]:STATUS  answer the N-th call of function F (N+: and all later) with STATUS
  --control PATH         a UNIX socket: pace NS, stats, counts [ROOT], roots, fault SPEC|none
  --user UID[:GID]       serve as this user (root only; default: the owner of the first folder)
  --no-sandbox           without Landlock and without the filter of system calls
  --help, --version

examples:
  sharebench-vboxsf --share home=/home/me -- qemu-system-x86_64 -smp 1 -m 256 \
    -object memory-backend-memfd,id=ram0,size=256M,share=on -machine pc,memory-backend=ram0 \
    -kernel vmlinux -initrd initrd.img -append console=ttyS0 -nographic
  in the guest: modprobe vboxsf && mount -t vboxsf home /mnt
  a disk that is full from the third write on: --fault write:3+:-152
)";
}

}  // namespace sharebench::vboxsf
