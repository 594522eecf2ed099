// Every operation runs again and again on the same files, and verify sees when one was not done.
#include <fstream>

#include "tests/unit/workloads/workload_fixture.h"
#include "workloads/support/params.h"

namespace sharebench::workloads {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

struct CostCase {
  const char* op;
  std::uint64_t ops, bytes;
};

class Operation : public WorkloadTest, public testing::WithParamInterface<CostCase> {
 protected:
  Context prepared() {
    const Context made =
        context("operation_costs",
                {{"op", GetParam().op}, {"count", "20"}, {"size", "150000"}, {"depth", "1"}});
    workload_ = make_workload("operation_costs");
    workload_->prepare(made);
    return made;
  }
  std::unique_ptr<Workload> workload_;
};

TEST_P(Operation, RunsAgainAndAgainAndLeavesTheFolderAsItWas) {
  Context made = prepared();
  const auto before = snapshot(made.dir);
  for (; made.sample_index < 3; ++made.sample_index) {
    const Tally tally = workload_->run(made);
    EXPECT_EQ(tally.ops, GetParam().ops);
    EXPECT_EQ(tally.bytes, GetParam().bytes);
    workload_->verify(made);
    EXPECT_EQ(snapshot(made.dir), before);
  }
}

TEST_P(Operation, AFileTooManyIsSeen) {
  const Context made = prepared();
  workload_->run(made);
  fs::path folder = made.dir;
  for (const auto& [name, bytes] : snapshot(made.dir)) {
    if (name.back() == '/') folder = made.dir / name;  // the last, so the deepest
  }
  std::ofstream(folder / "stray") << "x";
  EXPECT_THAT(error_of([&] { workload_->verify(made); }),
              HasSubstr("stray is there but should not be"));
}

INSTANTIATE_TEST_SUITE_P(
    All, Operation,
    testing::Values(CostCase{"lookup_hit", 20, 0}, CostCase{"lookup_miss", 20, 0},
                    CostCase{"getattr", 20, 0}, CostCase{"create", 20, 0}, CostCase{"open", 20, 0},
                    CostCase{"read_page", 20, 20 * 4096}, CostCase{"write_page", 20, 20 * 4096},
                    CostCase{"read_block", 3, 150000}, CostCase{"write_block", 3, 150000},
                    CostCase{"readdir", 2, 0}, CostCase{"rename", 20, 0}, CostCase{"unlink", 20, 0},
                    CostCase{"fsync", 20, 20 * 4096}, CostCase{"truncate", 20, 0},
                    CostCase{"mkdir", 20, 0}),
    [](const auto& one) { return std::string(one.param.op); });

class BrokenOperation : public WorkloadTest {
 protected:
  /// What verify says after `op` ran and `change` was done to the first of its files.
  std::string verdict(const std::string& op, const std::function<void(const fs::path&)>& change) {
    const Context made =
        context("operation_costs", {{"op", op}, {"count", "5"}, {"size", "150000"}});
    const auto workload = make_workload("operation_costs");
    workload->prepare(made);
    workload->run(made);
    change(first_file(made.dir));
    return error_of([&] { workload->verify(made); });
  }
};

TEST_F(BrokenOperation, AWrongByteIsSeen) {
  for (const char* op : {"lookup_hit", "open", "read_page", "write_page", "rename", "fsync",
                         "read_block", "write_block"}) {
    EXPECT_THAT(verdict(op, [](const fs::path& file) { flip_byte(file, 1000); }),
                HasSubstr("byte 1000 is 0x"))
        << op;
  }
}

TEST_F(BrokenOperation, AFileThatWasNotEmptiedIsSeen) {
  for (const char* op : {"truncate", "create"}) {
    EXPECT_NE(
        verdict(op, [](const fs::path& file) { fs::resize_file(file, fs::file_size(file) + 4); }),
        "nothing")
        << op;
  }
}

TEST_F(BrokenOperation, AMissingFileIsSeen) {
  for (const char* op : {"create", "rename", "write_page", "truncate", "write_block", "readdir"}) {
    EXPECT_THAT(verdict(op, [](const fs::path& file) { fs::remove(file); }), HasSubstr("missing"))
        << op;
  }
}

TEST_F(BrokenOperation, AnOperationThatThereIsNotIsRefusedWithTheList) {
  const Context made = context("operation_costs", {{"op", "symlink"}});
  EXPECT_THAT(error_of([&] { make_workload("operation_costs")->prepare(made); }),
              HasSubstr("op=symlink is not one of lookup_hit, lookup_miss"));
}

}  // namespace
}  // namespace sharebench::workloads
