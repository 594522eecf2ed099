// What a call costs seen from a guest: bare port writes, empty calls of the shared-folder service,
// and a cold read through the real driver, interleaved by rounds. Runs in the guest as root;
// static, so that an initramfs needs nothing else.
#include <fcntl.h>
#include <linux/vboxguest.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace {

constexpr int kCalls = 5000;
constexpr std::size_t kFileBytes = 1 << 20, kPage = 4096;

[[noreturn]] void fail(const std::string& what) {
  std::perror(what.c_str());
  std::exit(1);
}

double now_us() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) * 1e-3;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Times {
  double median_us, per_second;
};

template <typename Work>
Times repeat(const Work& work) {
  std::vector<double> times_us;
  const double start = now_us();
  for (int i = 0; i < kCalls; ++i) {
    const double before = now_us();
    work();
    times_us.push_back(now_us() - before);
  }
  return {median(times_us), kCalls * 1e6 / (now_us() - start)};
}

/// The first I/O port of the device 80ee:cafe, from sysfs.
std::uint16_t find_port() {
  for (int slot = 0; slot < 32; ++slot) {
    char folder[64];
    std::snprintf(folder, sizeof folder, "/sys/bus/pci/devices/0000:00:%02x.0/", slot);
    char id[16] = {};
    std::FILE* vendor = std::fopen((folder + std::string("vendor")).c_str(), "r");
    if (vendor == nullptr) continue;
    if (std::fgets(id, sizeof id, vendor) == nullptr) id[0] = 0;
    std::fclose(vendor);
    if (std::strncmp(id, "0x80ee", 6) != 0) continue;
    std::FILE* resource = std::fopen((folder + std::string("resource")).c_str(), "r");
    unsigned long first = 0;
    if (resource == nullptr || std::fscanf(resource, "%lx", &first) != 1) fail("resource");
    std::fclose(resource);
    return static_cast<std::uint16_t>(first);
  }
  std::fprintf(stderr, "no device 80ee:cafe\n");
  std::exit(1);
}

/// A client of the shared-folder service from user space, and its emptiest call, SET_UTF8.
class Client {
 public:
  Client() : device_(::open("/dev/vboxguest", O_RDWR | O_CLOEXEC)) {
    if (device_ < 0) fail("/dev/vboxguest");
    vbg_ioctl_hgcm_connect connect{};
    connect.hdr = header(sizeof connect);
    connect.hdr.size_out = sizeof connect.hdr + sizeof connect.u.out;
    connect.u.in.loc.type = VMMDEV_HGCM_LOC_LOCALHOST_EXISTING;
    std::strcpy(connect.u.in.loc.u.localhost.service_name, "VBoxSharedFolders");
    if (::ioctl(device_, VBG_IOCTL_HGCM_CONNECT, &connect) != 0) fail("connect");
    client_ = connect.u.out.client_id;
  }

  void empty_call() const {
    vbg_ioctl_hgcm_call call{};
    call.hdr = header(sizeof call);
    call.client_id = client_;
    call.function = 16;
    call.timeout_ms = ~0U;
    if (::ioctl(device_, VBG_IOCTL_HGCM_CALL(sizeof call), &call) != 0) fail("call");
  }

 private:
  static vbg_ioctl_hdr header(std::size_t size) {
    return {static_cast<std::uint32_t>(size), VBG_IOCTL_HDR_VERSION,
            VBG_IOCTL_HDR_TYPE_DEFAULT,       0,
            static_cast<std::uint32_t>(size), 0};
  }

  int device_;
  std::uint32_t client_ = 0;
};

void drop_caches() {
  const int file = ::open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);
  if (file < 0 || ::write(file, "3", 1) != 1) fail("drop_caches");
  ::close(file);
}

void make_file(const char* path) {
  const int file = ::open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const std::string bytes(kFileBytes, 'x');
  if (file < 0 || ::write(file, bytes.data(), bytes.size()) != kFileBytes) fail(path);
  ::close(file);
}

double cold_read_us(const char* path) {
  static std::string bytes(kFileBytes, 0);
  drop_caches();
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  const double before = now_us();
  if (file < 0 || ::read(file, bytes.data(), kFileBytes) != kFileBytes) fail(path);
  const double took = now_us() - before;
  ::close(file);
  return took;
}

/// One page copied, from pages and to pages that are not in a cache nearby.
double page_copy_us() {
  static std::string from(64 * kFileBytes, 1), to(64 * kFileBytes, 2);
  const double before = now_us();
  const std::size_t pages = from.size() / kPage;
  for (std::size_t i = 0; i < pages; ++i) std::memcpy(&to[i * kPage], &from[i * kPage], kPage);
  return (now_us() - before) / static_cast<double>(pages);
}

}  // namespace

/// usage: guest_calls MOUNT [ROUNDS]
int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string path = std::string(argv[1]) + "/guest_calls.data";
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  if (::iopl(3) != 0) fail("iopl");
  const std::uint16_t port = find_port();
  const Client client;
  make_file(path.c_str());
  std::vector<double> write_us, call_us, write_rate, call_rate, read_us, copy_us;
  for (int i = 0; i < rounds; ++i) {
    // An address beyond the guest's memory: the packet is refused, the round trip is whole.
    const Times writes = repeat([&] { ::outl(0xfffff000U, port); });
    const Times calls = repeat([&] { client.empty_call(); });
    write_us.push_back(writes.median_us);
    write_rate.push_back(writes.per_second);
    call_us.push_back(calls.median_us);
    call_rate.push_back(calls.per_second);
    copy_us.push_back(page_copy_us());
    read_us.push_back(cold_read_us(path.c_str()));
  }
  ::unlink(path.c_str());
  const double pages = static_cast<double>(kFileBytes) / kPage;
  const double bound_us = pages * (median(call_us) + median(copy_us));
  std::printf("n = %d rounds of %d calls, medians; emulated seconds\n", rounds, kCalls);
  std::printf(
      "port write %.2f us (%.0f /s), empty call %.2f us (%.0f /s): rate ratio %.3f (bar: 0.5)\n",
      median(write_us), median(write_rate), median(call_us), median(call_rate),
      median(call_rate) / median(write_rate));
  std::printf(
      "1 MiB cold read %.2f ms (%.0f MB/s); 256 x (call + %.2f us page copy) = %.2f ms: "
      "ratio %.3f (bar: 0.8)\n",
      median(read_us) * 1e-3, kFileBytes / median(read_us), median(copy_us), bound_us * 1e-3,
      bound_us / median(read_us));
  return 0;
}
