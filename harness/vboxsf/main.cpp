// argv -> QEMU and the confined service beside it -> QEMU's exit status.
#include <fmt/format.h>
#include <sys/socket.h>

#include <cstdio>
#include <exception>
#include <memory>

#include "harness/core/error.h"
#include "harness/core/version.h"
#include "harness/vboxsf/confine.h"
#include "harness/vboxsf/options.h"
#include "harness/vboxsf/qemu_arguments.h"
#include "harness/vboxsf/serve.h"
#include "harness/vboxsf/service_limits.h"
#include "harness/vboxsf/shared_folders.h"
#include "harness/vboxsf/supervise.h"

namespace sharebench::vboxsf {
namespace {

struct SocketPair {
  FileDescriptor ours, qemus;
};

SocketPair make_socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw EnvironmentError("no socket pair can be made", "close some files and try again");
  }
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

int report(const Error& error) {
  fmt::print(stderr, "error: {}\nhint: {}\n", error.what(), error.hint());
  return static_cast<int>(error.code());
}

/// The end of both processes: an error that is not ours is a mistake in this program.
template <typename Work>
int guarded(const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    return report(error);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\nhint: this is a mistake in sharebench-vboxsf\n", error.what());
    return static_cast<int>(ExitCode::kBug);
  }
}

Confinement confinement_of(const Options& options, const Account& account) {
  Confinement confinement{{}, account, options.sandbox};
  for (const ShareOption& share : options.shares) {
    confinement.folders.push_back({share.directory, share.read_only});
  }
  return confinement;
}

std::vector<ShareFolder> folders_of(const Options& options) {
  std::vector<ShareFolder> folders;
  for (const ShareOption& share : options.shares) {
    folders.push_back({share.name, share.directory, share.read_only});
  }
  return folders;
}

Instruments instruments_of(const Options& options) {
  std::vector<std::string> names;
  for (const ShareOption& share : options.shares) names.push_back(share.name);
  Instruments instruments{Statistics(std::move(names))};
  instruments.pacer.set_pace(options.pace_ns);
  instruments.faults.set(options.fault);
  return instruments;
}

int run(const Options& options) {
  const Account account = choose_account(options.account, options.shares.front().directory);
  SharedFolders folders(folders_of(options));
  std::unique_ptr<ControlSocket> control;
  if (!options.control.empty()) control = std::make_unique<ControlSocket>(options.control);
  SocketPair ends = make_socket_pair();
  const sigset_t mask = block_signals();
  const int inherited = ends.qemus.get();
  const pid_t qemu = start_program(with_device(options.qemu, inherited), inherited, mask);
  ends.qemus = FileDescriptor();  // or QEMU's end would never be seen
  const pid_t service = start_service([&] {
    return guarded([&] {
      prepare_process();
      ask_for_priority();
      for (const std::string& warning : confine(confinement_of(options, account))) {
        fmt::print(stderr, "warning: {}\n", warning);
      }
      Instruments instruments = instruments_of(options);
      Device device(folders, instruments);
      Link link(std::move(ends.ours));
      serve({link, device, control.get(), instruments});
      return 0;
    });
  });
  ends.ours = FileDescriptor();
  control.reset();
  return supervise(qemu, service);
}

}  // namespace
}  // namespace sharebench::vboxsf

int main(int argc, char** argv) {
  using namespace sharebench::vboxsf;
  return guarded([&] {
    const Options options = parse_options(std::vector<std::string>(argv + 1, argv + argc));
    if (options.help) fmt::print("{}", help_text());
    if (options.version) fmt::print("sharebench-vboxsf {}\n", sharebench::version());
    return options.help || options.version ? 0 : run(options);
  });
}
