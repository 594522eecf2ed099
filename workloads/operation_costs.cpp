// One kind of file operation, again and again: what each costs on a share, so that the time of
// other workloads can be explained by the operations that they are made of.
#include <dirent.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "workloads/support/io.h"
#include "workloads/support/laps.h"
#include "workloads/support/operation_files.h"
#include "workloads/support/params.h"
#include "workloads/workload.h"

namespace sharebench::workloads {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;  // of a block, in one call

class OperationCosts final : public Workload {
 public:
  void prepare(const Context& context) override {
    op_ = &op_param(context.params);
    count_ = count_param(context.params, "count", 1, 1'000'000);
    shape_ = {size_param(context.params, "size", kPageSize, std::uint64_t{1} << 34), kChunk};
    chunk_.assign(kChunk, '\0');
    const std::size_t depth = count_param(context.params, "depth", 0, 32);
    const std::string folder = make_folders(context.dir.string(), depth, 1, context.seed).front();
    files_.make(folder, op_->found, count_, shape_, context.seed);
  }

  Tally run(const Context& context) override {
    Tally tally;
    Laps laps(context.latency_every);
    if (files_.sample() != context.sample_index) {
      laps.off_clock([&] { files_.name_others(context.sample_index); });
    }
    (this->*op_->run)(tally, laps);
    tally.off_clock_ns = laps.off_clock_ns();
    return tally;
  }

  void verify(const Context&) override { files_.check_and_restore(op_->left); }

 private:
  struct Op {
    const char* name;
    Found found;
    Left left;
    void (OperationCosts::*run)(Tally&, Laps&);
  };

  static const Op& op_param(const Params& params) {
    using Self = OperationCosts;
    static constexpr std::array<Op, 15> kOps = {{
        {"lookup_hit", Found::kPages, Left::kSame, &Self::lookup_hit},
        {"lookup_miss", Found::kPages, Left::kSame, &Self::lookup_miss},
        {"getattr", Found::kPages, Left::kSame, &Self::getattr},
        {"create", Found::kPages, Left::kCreated, &Self::create},
        {"open", Found::kPages, Left::kSame, &Self::open},
        {"read_page", Found::kPages, Left::kSame, &Self::read_page},
        {"write_page", Found::kPages, Left::kWritten, &Self::write_page},
        {"read_block", Found::kBlock, Left::kSame, &Self::read_block},
        {"write_block", Found::kNothing, Left::kBlock, &Self::write_block},
        {"readdir", Found::kFolders, Left::kSame, &Self::readdir},
        {"rename", Found::kPages, Left::kRenamed, &Self::rename},
        {"unlink", Found::kPages, Left::kNone, &Self::unlink},
        {"fsync", Found::kPages, Left::kLog, &Self::fsync},
        {"truncate", Found::kPages, Left::kEmptied, &Self::truncate},
        {"mkdir", Found::kPages, Left::kSame, &Self::mkdir},
    }};
    const std::string& wanted = params.at("op");
    std::vector<std::string> names;
    for (const Op& op : kOps) {
      if (wanted == op.name) return op;
      names.emplace_back(op.name);
    }
    throw ParamError(fmt::format("op={} is not one of {}", wanted, fmt::join(names, ", ")));
  }

  /// One call for each of the files, each a lap of `kind`.
  template <typename Call>
  void each(Tally& tally, Laps& laps, const char* kind, Call call) {
    LatencyHistogram& latency = tally.latencies[kind];
    for (std::size_t i = 0; i < count_; ++i) {
      laps.begin();
      call(i);
      laps.lap(latency);
    }
    tally.ops = count_;
  }

  /// open and close of each of the files, a lap each, with `call` between them.
  template <typename Path, typename Call>
  void each_open(Tally& tally, Laps& laps, int flags, Path path, Call call) {
    LatencyHistogram &opened = tally.latencies["open"], &closed = tally.latencies["close"];
    for (std::size_t i = 0; i < count_; ++i) {
      laps.begin();
      File file(path(i), flags);
      laps.lap(opened);
      call(file.fd(), i, laps);
      file.close(path(i));
      laps.lap(closed);
    }
    tally.ops = count_;
  }

  void lookup_hit(Tally& tally, Laps& laps) {
    each(tally, laps, "stat", [&](std::size_t i) {
      struct stat found;
      if (::lstat(files_.file(i), &found) != 0) fail_errno("lstat", files_.file(i));
    });
  }

  void lookup_miss(Tally& tally, Laps& laps) {
    each(tally, laps, "miss", [&](std::size_t i) {
      struct stat found;
      if (::lstat(files_.other(i), &found) == 0 || errno != ENOENT) {
        throw WorkloadError(
            fmt::format("{}: lstat does not say that it is missing, and nobody "
                        "made it",
                        files_.other(i)));
      }
    });
  }

  void getattr(Tally& tally, Laps& laps) {
    const File file(files_.file(0), O_RDONLY);
    each(tally, laps, "getattr", [&](std::size_t) {
      struct stat found;
      if (::fstat(file.fd(), &found) != 0) fail_errno("fstat", files_.file(0));
    });
  }

  void create(Tally& tally, Laps& laps) {
    each_open(
        tally, laps, O_WRONLY | O_CREAT | O_EXCL, [&](std::size_t i) { return files_.other(i); },
        [](int, std::size_t, Laps&) {});
  }

  void open(Tally& tally, Laps& laps) {
    each_open(
        tally, laps, O_RDONLY, [&](std::size_t i) { return files_.file(i); },
        [](int, std::size_t, Laps&) {});
  }

  void read_page(Tally& tally, Laps& laps) {
    LatencyHistogram& read = tally.latencies["read"];
    each_open(
        tally, laps, O_RDONLY, [&](std::size_t i) { return files_.file(i); },
        [&](int fd, std::size_t i, Laps& lap) {
          read_fully(fd, files_.file(i), std::span<char>(chunk_).first(kPageSize));
          lap.lap(read);
        });
    tally.bytes = count_ * kPageSize;
  }

  void write_page(Tally& tally, Laps& laps) {
    LatencyHistogram& write = tally.latencies["write"];
    each_open(
        tally, laps, O_WRONLY, [&](std::size_t i) { return files_.file(i); },
        [&](int fd, std::size_t i, Laps& lap) {
          write_fully(fd, files_.file(i), files_.new_page(i));
          lap.lap(write);
        });
    tally.bytes = count_ * kPageSize;
  }

  void read_block(Tally& tally, Laps& laps) {
    const char* const path = files_.file(0);
    File file(path, O_RDONLY);
    each_chunk(tally, laps, "read",
               [&](std::uint64_t, std::span<char> part) { read_fully(file.fd(), path, part); });
    file.close(path);
  }

  void write_block(Tally& tally, Laps& laps) {
    const char* const path = files_.file(0);
    File file(path, O_WRONLY | O_CREAT | O_EXCL);
    each_chunk(tally, laps, "write", [&](std::uint64_t offset, std::span<char> part) {
      laps.off_clock([&] { files_.block().fill(offset, part); });
      write_fully(file.fd(), path, part);
    });
    file.close(path);
  }

  template <typename Call>
  void each_chunk(Tally& tally, Laps& laps, const char* kind, Call call) {
    LatencyHistogram& latency = tally.latencies[kind];
    for (std::uint64_t offset = 0; offset < shape_.size; offset += kChunk) {
      laps.begin();
      call(offset, std::span<char>(chunk_).first(shape_.bytes_of(offset)));
      laps.lap(latency);
    }
    tally.ops = shape_.blocks();
    tally.bytes = shape_.size;
  }

  void readdir(Tally& tally, Laps& laps) {
    LatencyHistogram& latency = tally.latencies["readdir"];
    for (const std::string& folder : files_.folders()) {
      laps.begin();
      const std::size_t names = list(folder.c_str());
      laps.lap(latency);
      if (names == kListedNames) continue;
      throw WorkloadError(
          fmt::format("{}: {} names listed, expected {}", folder, names, kListedNames));
    }
    tally.ops = files_.folders().size();
  }

  static std::size_t list(const char* path) {
    DIR* const stream = ::opendir(path);
    if (stream == nullptr) fail_errno("list", path);
    std::size_t names = 0;
    errno = 0;
    while (const dirent* const entry = ::readdir(stream)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") ++names;
    }
    const int error = errno;
    ::closedir(stream);
    errno = error;
    if (error != 0) fail_errno("list", path);
    return names;
  }

  void rename(Tally& tally, Laps& laps) {
    each(tally, laps, "rename", [&](std::size_t i) {
      if (std::rename(files_.file(i), files_.other(i)) != 0) fail_errno("rename", files_.file(i));
    });
  }

  void unlink(Tally& tally, Laps& laps) {
    each(tally, laps, "unlink", [&](std::size_t i) {
      if (::unlink(files_.file(i)) != 0) fail_errno("unlink", files_.file(i));
    });
  }

  void fsync(Tally& tally, Laps& laps) {
    const char* const path = files_.other(0);
    File file(path, O_WRONLY | O_CREAT | O_EXCL);
    each(tally, laps, "sync", [&](std::size_t i) {
      write_fully(file.fd(), path, files_.new_page(i));
      if (::fsync(file.fd()) != 0) fail_errno("sync", path);
    });
    file.close(path);
    tally.bytes = count_ * kPageSize;
  }

  void truncate(Tally& tally, Laps& laps) {
    each(tally, laps, "truncate", [&](std::size_t i) {
      if (::truncate(files_.file(i), 0) != 0) fail_errno("truncate", files_.file(i));
    });
  }

  void mkdir(Tally& tally, Laps& laps) {
    each(tally, laps, "mkdir_rmdir", [&](std::size_t i) {
      if (::mkdir(files_.other(i), 0755) != 0) fail_errno("make folder", files_.other(i));
      if (::rmdir(files_.other(i)) != 0) fail_errno("remove folder", files_.other(i));
    });
  }

  const Op* op_ = nullptr;
  std::size_t count_ = 0;
  BlockShape shape_;
  std::string chunk_;
  OperationFiles files_;
};

}  // namespace

std::unique_ptr<Workload> make_operation_costs() {
  return std::make_unique<OperationCosts>();
}

}  // namespace sharebench::workloads
