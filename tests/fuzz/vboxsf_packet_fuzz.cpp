// Throws packets of any content at the device, as a hostile guest would: headers, parameters, page
// lists, strings. The service behind it is the real one, and all around its share must stay as it
// was.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include "harness/vboxsf/bytes.h"
#include "harness/vboxsf/device.h"
#include "harness/vboxsf/shared_folders.h"
#include "tests/unit/vboxsf/fake_guest_helper.h"

namespace sharebench::vboxsf {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kPort = 0xc040;
constexpr std::size_t kRamBytes = 1U << 16;

Message message(Command command, std::string_view payload) {
  Message made;
  made.command = command;
  made.size = payload.copy(made.bytes.data(), made.bytes.size());
  return made;
}

std::string words(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  return std::string(field(a)).append(field(b)).append(field(c));
}

/// A share in a folder of its own, beside one that no guest may touch.
class Folders {
 public:
  Folders() {
    for (const fs::path& folder : {share(), outside()}) fs::create_directories(folder);
    std::ofstream(outside() / "secret") << "nobody's business";
    untouched_ = state();
  }
  ~Folders() { fs::remove_all(top_); }
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;

  fs::path share() const { return top_ / "share"; }

  /// Removes what the guest made; ends the program when anything beside the share has changed.
  void empty_and_check() const {
    for (const auto& entry : fs::directory_iterator(share())) {
      fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::nofollow, ignored());
      fs::remove_all(entry.path());
    }
    if (state() != untouched_) {
      fmt::print(stderr, "a packet reached beyond the share\n");
      std::abort();
    }
  }

 private:
  using Times = std::array<std::int64_t, 9>;

  fs::path outside() const { return top_ / "outside"; }

  static std::error_code& ignored() {
    static std::error_code problem;
    return problem;
  }

  /// Change times, sizes and modes of all that lies around the share.
  Times state() const {
    Times times{};
    std::size_t next = 0;
    for (const fs::path& path : {top_, outside(), outside() / "secret"}) {
      struct stat found {};
      if (::lstat(path.c_str(), &found) != 0) std::abort();
      times[next++] = found.st_ctim.tv_sec * 1'000'000'000 + found.st_ctim.tv_nsec;
      times[next++] = found.st_size;
      times[next++] = found.st_mode;
    }
    return times;
  }

  // Memory, where there is such a place: a run makes and removes files a million times.
  fs::path top_ = (fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) /
                  fmt::format("sharebench_fuzz_{}", ::getpid());
  Times untouched_{};
};

/// A device as a booting guest meets it, made anew for every run, or findings could not be
/// repeated.
class Target {
 public:
  Target(FakeGuest& guest, const fs::path& share) : guest_(guest), folders_({{"home", share}}) {
    std::memset(guest.at(0, kRamBytes), 0, kRamBytes);
    Message sync;
    sync.command = Command::kSyncSystemMemory;
    std::string payload(192, '\0');
    payload.replace(64, 8, field(std::uint64_t{kRamBytes}));
    sync.size = payload.copy(sync.bytes.data(), sync.bytes.size());
    sync.descriptors.push_back(guest.file());
    device_.handle(sync, 0);
    device_.handle(message(Command::kConfigWrite, words(0x10, kPort, 4)), 0);
  }

  void put(std::uint64_t address, std::string_view bytes) {
    if (address + bytes.size() <= kRamBytes) guest_.put_bytes(address, bytes);
  }

  void ring(std::uint64_t address) {
    std::string payload(field(std::uint64_t{kPort}));
    payload.append(field(address)).append(field(std::uint32_t{4})).append(4, '\0');
    device_.handle(message(Command::kBarWrite, payload), 0);
  }

 private:
  FakeGuest& guest_;
  SharedFolders folders_;
  Instruments instruments_{Statistics({"home"})};
  Device device_{folders_, instruments_};
};

/// Records of the input: address of the packet u16 in units of 16 bytes, length u16, bytes. Each is
/// put into RAM and the port is rung for it.
void run(Target& target, std::string_view input) {
  while (input.size() >= 4) {
    const std::uint64_t address = std::uint64_t{load<std::uint16_t>(input, 0)} * 16;
    const std::size_t length = load<std::uint16_t>(input, 2);
    input.remove_prefix(4);
    const std::string_view bytes = input.substr(0, length);
    input.remove_prefix(bytes.size());
    target.put(address, bytes);
    target.ring(address);
  }
}

}  // namespace
}  // namespace sharebench::vboxsf

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sharebench::vboxsf;
  static FakeGuest guest{{{0, kRamBytes, 0}}};
  static const Folders folders;
  {
    Target target(guest, folders.share());
    run(target, {reinterpret_cast<const char*>(data), size});
  }
  folders.empty_and_check();
  return 0;
}
