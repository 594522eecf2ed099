// The real vboxsf driver against our server: what each system call costs in requests, and that
// files are the same on both sides, to the byte.
#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "harness/lab/counters.h"
#include "tests/lab/lab_fixture.h"

namespace sharebench::lab {
namespace {

namespace fs = std::filesystem;

class VboxsfVm : public LabVm {
 protected:
  /// Requests by function that `perl` causes; $m is the mount, c(NUMBER, ...) a system call that
  /// must succeed.
  Counts requests_of(Lab& lab, const GuestMount& mount, const std::string& perl) {
    const Counts before = lab.counters(mount);
    expect_ok(lab, fmt::format("perl -e '$m=\"{}\"; sub c{{ $r=syscall(shift,@_); die \"$!\" if "
                               "$r<0; $r }} {}'",
                               mount.guest_path, perl));
    return difference(lab.counters(mount), before);
  }
};

struct Row {
  std::string what;
  std::string setup;  ///< shell, in the mount; its requests do not count
  std::string perl;
  std::uint64_t requests;
};

/// Calls of x86-64: read 0, write 1, open 2, close 3, stat 4, lstat 6, truncate 76, rename 82,
/// mkdir 83, rmdir 84, unlink 87, symlink 88, readlink 89, chmod 90, statfs 137, getdents64 217,
/// utimensat 280. Flags: O_WRONLY 1, O_CREAT 0100, O_TRUNC 01000, O_APPEND 02000, O_DIRECTORY
/// 0200000.
const std::vector<Row>& table() {
  static const std::vector<Row> rows = {
      {"stat, existing", "mkdir d; echo x >d/f", R"($b="\0"x144; $p="$m/d/f"; c(4,$p,$b);)", 3},
      {"stat, missing", "", R"($b="\0"x144; $p="$m/no"; syscall(4,$p,$b)<0 or die;)", 1},
      {"create, write 1000 bytes, close, stat", "mkdir -p d",
       R"($b="\0"x144; $d="y"x1000; $p="$m/d/new"; $f=c(2,$p,0101,0644); c(1,$f,$d,1000); c(3,$f); c(4,$p,$b);)",
       8},
      {"create, write, close at the top", "",
       R"($d="y"x1000; $p="$m/top"; $f=c(2,$p,0101,0644); c(1,$f,$d,1000); c(3,$f);)", 4},
      {"overwrite with O_TRUNC", "echo abc >t",
       R"($d="y"x1000; $p="$m/t"; $f=c(2,$p,01001); c(1,$f,$d,1000); c(3,$f);)", 9},
      {"append", "echo abc >a",
       R"($d="y"x10; $p="$m/a"; $f=c(2,$p,02001); c(1,$f,$d,10); c(3,$f);)", 4},
      {"open and close", "mkdir -p d; echo x >d/f", R"($p="$m/d/f"; c(3,c(2,$p,0));)", 4},
      {"opendir, readdir of 100, closedir",
       "mkdir -p d/many; for i in $(seq 100); do : >d/many/f$i; done",
       R"($b="\0"x32768; $p="$m/d/many"; $f=c(2,$p,0200000); while(c(217,$f,$b,32768)>0){} c(3,$f);)",
       5},
      {"rename", "mkdir -p d; echo x >d/from", R"($p="$m/d/from"; $q="$m/d/to"; c(82,$p,$q);)", 5},
      {"unlink", "mkdir -p d; echo x >d/gone", R"($p="$m/d/gone"; c(87,$p);)", 3},
      {"mkdir", "mkdir -p d", R"($p="$m/d/made"; c(83,$p,0755);)", 4},
      {"rmdir", "mkdir -p d/empty", R"($p="$m/d/empty"; c(84,$p);)", 3},
      {"symlink", "mkdir -p d", R"($t="target"; $p="$m/d/link"; c(88,$t,$p);)", 3},
      {"readlink", "mkdir -p d; ln -sf target d/l", R"($b="\0"x100; $p="$m/d/l"; c(89,$p,$b,100);)",
       3},
      {"truncate", "echo abc >tr", R"($p="$m/tr"; c(76,$p,1);)", 5},
      {"chmod", "echo abc >ch", R"($p="$m/ch"; c(90,$p,0600);)", 5},
      {"utimens", "echo abc >ut",
       R"($p="$m/ut"; $t=pack("q4",1000000000,0,1000000000,0); c(280,-100,$p,$t,0);)", 5},
      {"statfs", "mkdir -p d", R"($b="\0"x120; $p="$m/d"; c(137,$p,$b);)", 2},
  };
  return rows;
}

using Requests = std::function<Counts(const std::string& perl)>;

void check_table(Lab& lab, const GuestMount& mount, const Requests& requests) {
  for (const Row& row : table()) {
    SCOPED_TRACE(row.what);
    if (!row.setup.empty()) expect_ok(lab, "cd " + mount.guest_path + "; " + row.setup);
    EXPECT_EQ(requests(row.perl)["round_trips"], row.requests);
  }
}

/// The driver neither reads ahead nor gathers writes: a request for every page.
void check_transfers(Lab& lab, const GuestMount& mount, const Requests& requests) {
  Counts written = requests(
      R"($d="z"x1048576; $p="$m/big"; $f=c(2,$p,01101,0644); c(1,$f,$d,1048576); c(3,$f);)");
  EXPECT_EQ(written["round_trips.WRITE"], 256U);
  EXPECT_GE(written["wire_bytes"], 1048576U);
  const std::string read =
      R"($b="\0"x1048576; $p="$m/big"; $f=c(2,$p,0); c(0,$f,$b,1048576)==1048576 or die; c(3,$f);)";
  lab.drop_caches();
  EXPECT_EQ(requests(read)["round_trips.READ"], 256U);
  EXPECT_EQ(requests(read)["round_trips.READ"], 0U);
  expect_ok(lab, fmt::format("printf %1000s >{}/thousand", mount.guest_path));
  lab.drop_caches();
  Counts cold =
      requests(R"($b="\0"x1000; $p="$m/thousand"; $f=c(2,$p,0); c(0,$f,$b,1000); c(3,$f);)");
  EXPECT_EQ(cold["round_trips"], 4U);  // one level down it is 5
  EXPECT_EQ(cold["round_trips.READ"], 1U);
}

/// 16 KiB of listing at a time.
void check_long_listing(Lab& lab, const GuestMount& mount, const Requests& requests) {
  fs::create_directory(mount.host_path / "long");
  for (int i = 0; i < 1000; ++i) {
    std::ofstream(mount.host_path / "long" / fmt::format("a name of thirty bytes, so {:04}", i));
  }
  Counts listed = requests(
      R"($b="\0"x32768; $p="$m/long"; $f=c(2,$p,0200000); while(c(217,$f,$b,32768)>0){} c(3,$f);)");
  EXPECT_EQ(listed["round_trips.LIST"], 10U);
  EXPECT_EQ(lab.guest(fmt::format("ls {}/long | wc -l", mount.guest_path), 60).out, "1000\n");
}

void check_ttl(Lab& lab) {
  const GuestMount trusting = lab.mount("vboxsf", {{"ttl", "5000"}});
  expect_ok(lab, fmt::format("mkdir {0}/d; echo x >{0}/d/f; sleep 6", trusting.guest_path));
  const std::uint64_t before = round_trips(lab, trusting);
  expect_ok(lab, fmt::format("perl -e '$b=\"\\0\"x144; $p=\"{}/d/f\"; syscall(4,$p,$b) for 1..10'",
                             trusting.guest_path));
  EXPECT_EQ(round_trips(lab, trusting) - before, 2U);  // 30 without
  lab.unmount(trusting);
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Every operation as the guest does it, as the host sees it, and the other way round.
void check_both_sides(Lab& lab, const GuestMount& mount, const std::string& host_sum) {
  const fs::path host = mount.host_path;
  const std::string in_guest = "cd " + mount.guest_path + " && ";
  const auto guest = [&](const std::string& line) { return lab.guest(in_guest + line, 60).out; };
  const std::string sum = guest("head -c 1000003 /dev/urandom >random && sha256sum <random");
  EXPECT_EQ(sum.size(), 64U + 4);
  EXPECT_EQ(guest("sha256sum <fromhost"), host_sum);
  EXPECT_EQ(text_of(host / "random").size(), 1000003U);

  expect_ok(lab,
            in_guest + "mkdir -p w/x && printf one >w/x/f && mv w/x/f w/g && printf two >>w/g");
  EXPECT_EQ(text_of(host / "w/g"), "onetwo");
  expect_ok(lab, in_guest + "printf old >w/old && mv w/g w/old && rmdir w/x");
  EXPECT_EQ(text_of(host / "w/old"), "onetwo");
  EXPECT_FALSE(fs::exists(host / "w/x") || fs::exists(host / "w/g"));
  expect_ok(lab, in_guest + "truncate -s 3 w/old && chmod 640 w/old && touch -d @1000000000 w/old");
  EXPECT_EQ(text_of(host / "w/old"), "one");
  EXPECT_EQ(fs::status(host / "w/old").permissions(), fs::perms(0640));
  expect_ok(lab, in_guest + "ln -s ../outside w/link && mv w w2");
  EXPECT_EQ(fs::read_symlink(host / "w2/link").string(), "../outside");
  EXPECT_EQ(guest("readlink w2/link"), "../outside\n");

  fs::create_directories(host / "made/here");
  std::ofstream(host / "made/here/by host") << "text";
  EXPECT_EQ(guest("cat 'made/here/by host'"), "text");
  EXPECT_EQ(guest("stat -c %Y w2/old"), "1000000000\n");
  std::ofstream(host / "bytes\xff\xc3\xa4") << "odd";
  EXPECT_EQ(guest("cat bytes*"), "odd");
  EXPECT_EQ(guest("exec 3<random && rm random && head -c 3 <&3 | wc -c"), "3\n");
  EXPECT_FALSE(fs::exists(host / "random"));
  EXPECT_NE(guest("stat -f -c %b ."), "0\n");
  // What the driver cannot do fails in the guest and leaves nothing.
  EXPECT_FALSE(lab.guest(in_guest + "ln w2/old w2/hard", 60).ok());
  EXPECT_FALSE(lab.guest(in_guest + "mkfifo w2/pipe", 60).ok());
  EXPECT_FALSE(fs::exists(host / "w2/hard") || fs::exists(host / "w2/pipe"));
  expect_ok(lab, in_guest + "rm -r w2");
  EXPECT_FALSE(fs::exists(host / "w2"));
  // The server is no root on this side, whatever its guest is on the other.
  EXPECT_FALSE(lab.guest(in_guest + "rm -r made", 60).ok());
  EXPECT_TRUE(fs::exists(host / "made/here/by host"));
}

TEST_F(VboxsfVm, AsksWhatTheDriverIsKnownToAskAndKeepsEveryByte) {
  const std::unique_ptr<Lab> lab = Lab::up(*runner_, options_, *progress_);
  const GuestMount mount = lab->mount("vboxsf", {});
  const Requests requests = [&](const std::string& perl) { return requests_of(*lab, mount, perl); };
  check_table(*lab, mount, requests);
  check_transfers(*lab, mount, requests);
  check_long_listing(*lab, mount, requests);
  check_ttl(*lab);
  const std::string file = (mount.host_path / "fromhost").string();
  output({"sh", "-c", "head -c 2000003 /dev/urandom >\"$1\"", "sh", file});
  check_both_sides(*lab, mount, output({"sh", "-c", "sha256sum <\"$1\"", "sh", file}));
  lab->unmount(mount);
  EXPECT_TRUE(fs::is_empty(mount.host_path));
}

}  // namespace
}  // namespace sharebench::lab
