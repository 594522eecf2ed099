// Run files: what is written comes back, and whatever is wrong with a file is said in a sentence.
#include "harness/store/run_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

#include "harness/core/error.h"
#include "harness/store/run_json.h"
#include "tests/unit/report/sample_run.h"
#include "tests/unit/store/schema_checker_helper.h"

namespace sharebench::store {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

fs::path source(const std::string& path) {
  const char* root = std::getenv("SOURCE_DIR");
  return fs::path(root ? root : ".") / path;
}

class RunFile : public testing::Test {
 protected:
  RunFile() : folder_(fs::path(testing::TempDir()) / ("run file " + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~RunFile() override { fs::remove_all(folder_); }

  fs::path file(const std::string& text) const {
    const fs::path path = folder_ / "given.run.json";
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  /// The complaint about the lab run after `damage`.
  std::string complaint(const std::function<void(json&)>& damage) const {
    json run = json::parse(to_text(sample_run::lab()));
    damage(run);
    return complaint_of(file(run.dump()));
  }

  static std::string complaint_of(const fs::path& path) {
    try {
      load(path);
    } catch (const DataError& error) {
      EXPECT_THAT(error.what(), HasSubstr(path.string()));
      EXPECT_THAT(error.hint(), Not(IsEmpty()));
      return error.what();
    }
    return "no complaint";
  }

  fs::path folder_;
};

TEST_F(RunFile, ComesBackAsItWasSaved) {
  for (const sharebench::Run& run : {sample_run::lab(), sample_run::local()}) {
    const fs::path path = run_file_path(folder_, run);
    save(run, path);
    EXPECT_EQ(path.filename().string(), run.id + ".run.json");
    const sharebench::Run back = load(path);
    EXPECT_EQ(to_text(back), to_text(run));
    ASSERT_EQ(back.samples.size(), run.samples.size());
    for (std::size_t i = 0; i < run.samples.size(); ++i) {
      EXPECT_EQ(back.samples[i].elapsed_s, run.samples[i].elapsed_s);
      EXPECT_EQ(back.samples[i].counters, run.samples[i].counters);
      EXPECT_EQ(back.samples[i].failure, run.samples[i].failure);
    }
  }
}

TEST_F(RunFile, KeepsHowOftenBodiesAreRunInASample) {
  sharebench::Run run = sample_run::local();
  run.plan.most_repeats = 64;
  run.plan.repeats.assign(run.plan.workloads.size(), 16);
  const fs::path path = run_file_path(folder_, run);
  save(run, path);
  const sharebench::Run back = load(path);
  EXPECT_EQ(back.plan.most_repeats, 64);
  EXPECT_EQ(back.plan.repeats, run.plan.repeats);
  EXPECT_THAT(complaint([](json& file) { file["plan"]["repeats"] = {4}; }),
              HasSubstr("plan.repeats has 1 values for "));
  EXPECT_NE(complaint([](json& file) {
              file["plan"]["repeats"] = json(file["plan"]["workloads"].size(), 0);
            }),
            "");
}

TEST_F(RunFile, ReplacesAnOlderOneAndLeavesNothingBeside) {
  const sharebench::Run run = sample_run::local();
  const fs::path path = folder_ / "made" / "new.run.json";
  save(run, path);
  save(run, path);
  int files = 0;
  for (const auto& entry : fs::directory_iterator(path.parent_path()))
    files += entry.is_regular_file();
  EXPECT_EQ(files, 1);
}

TEST_F(RunFile, IsNotWrittenWhereItCannotBe) {
  const fs::path blocked = file("a file, not a folder") / "x.run.json";
  EXPECT_THROW(save(sample_run::local(), blocked), EnvironmentError);
}

TEST_F(RunFile, SatisfiesItsSchema) {
  const json schema = json::parse(read(source("results/schema/run.v1.schema.json")));
  for (const sharebench::Run& run : {sample_run::lab(), sample_run::local()}) {
    EXPECT_THAT(schema_violations(schema, json::parse(to_text(run))), IsEmpty());
  }
}

TEST_F(RunFile, SchemaFindsWhatIsWrong) {
  const json schema = json::parse(read(source("results/schema/run.v1.schema.json")));
  json run = json::parse(to_text(sample_run::local()));
  run["samples"]["elapsed_ns"][3] = -1;
  run["measured_on"] = "paper";
  run.erase("seed");
  run["plan"].erase("seed");
  EXPECT_EQ(schema_violations(schema, run).size(), 3u);
}

// Kept for ever: a file that version 1 wrote must always be readable.
TEST_F(RunFile, OfSchemaOneIsStillRead) {
  const fs::path golden = source("tests/golden/schema/run.v1.json");
  const char* update = std::getenv("SHAREBENCH_UPDATE_GOLDENS");
  if (update && std::string(update) == "1" && !fs::exists(golden)) save(sample_run::lab(), golden);
  const sharebench::Run run = load(golden);
  EXPECT_EQ(run.id, "20261124-183000-lab");
  EXPECT_EQ(run.samples.size(), sample_run::lab().samples.size());
  EXPECT_EQ(run.samples.at(1).counters.at("round_trips"), 400);
}

TEST_F(RunFile, IsNotFound) {
  EXPECT_THAT(complaint_of(folder_ / "no.run.json"), HasSubstr("does not exist"));
  EXPECT_THAT(complaint_of(folder_), HasSubstr("is a folder"));
}

TEST_F(RunFile, IsEmpty) {
  EXPECT_THAT(complaint_of(file("")), HasSubstr("is empty"));
  EXPECT_THAT(complaint_of(file(" \n")), HasSubstr("is empty"));
}

TEST_F(RunFile, IsCutShortAtEveryPlaceItCanBe) {
  const std::string text = to_text(sample_run::local());
  for (std::size_t size = 1; size + 2 < text.size(); size += text.size() / 50) {
    EXPECT_THAT(complaint_of(file(text.substr(0, size))),
                AllOf(HasSubstr("is cut short"), HasSubstr(std::to_string(size))));
  }
}

TEST_F(RunFile, IsNotJson) {
  EXPECT_THAT(complaint_of(file("workload,share\n")), HasSubstr("is not valid JSON at byte 1"));
  EXPECT_THAT(complaint_of(file("{\"schema\": NaN}")), HasSubstr("is not valid JSON at byte 12"));
  EXPECT_THAT(complaint_of(file("{\"schema\": 1e999}")), HasSubstr("number too large"));
}

TEST_F(RunFile, IsNotOurs) {
  for (const char* text : {"[]", "{}", "1", "{\"benchmarks\": []}", "{\"schema\": \"1\"}",
                           "{\"schema\": 1}", "{\"schema\": 0, \"plan\": 1, \"samples\": 1}"}) {
    EXPECT_THAT(complaint_of(file(text)), HasSubstr("not a sharebench run file")) << text;
  }
}

TEST_F(RunFile, IsNewerThanThisProgram) {
  EXPECT_THAT(complaint([](json& run) { run["schema"] = 7; }),
              AllOf(HasSubstr("schema 7"), HasSubstr("up to schema 1")));
}

TEST_F(RunFile, MayHaveFieldsAndColumnsOfLaterPrograms) {
  EXPECT_EQ(complaint([](json& run) {
              run["weather"] = "rain";
              run["samples"]["humidity"] = {1, 2};
              run["plan"]["moon"] = nullptr;
            }),
            "no complaint");
}

TEST_F(RunFile, LacksAField) {
  EXPECT_THAT(complaint([](json& run) { run.erase("mounts"); }), HasSubstr("mounts is missing"));
  EXPECT_THAT(complaint([](json& run) { run["samples"].erase("ops"); }),
              HasSubstr("samples.ops is missing"));
}

TEST_F(RunFile, HasAFieldOfTheWrongType) {
  EXPECT_THAT(complaint([](json& run) { run["complete"] = "yes"; }),
              HasSubstr("complete is not true or false"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["elapsed_ns"][2] = 1.5; }),
              HasSubstr("samples.elapsed_ns[2] is not a whole number"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["elapsed_ns"][2] = nullptr; }),
              HasSubstr("samples.elapsed_ns[2] is not a whole number"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["counters"]["round_trips"][0] = "many"; }),
              HasSubstr("samples.counters.round_trips[0] is neither a number nor null"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["warmup"][0] = 2; }),
              HasSubstr("samples.warmup[0] is out of range"));
  EXPECT_THAT(complaint([](json& run) { run["blocks"] = json::object(); }),
              HasSubstr("blocks is not an array"));
  EXPECT_THAT(complaint([](json& run) { run["measured_on"] = "paper"; }),
              HasSubstr("measured_on is 'paper'"));
  EXPECT_THAT(complaint([](json& run) { run["targets"][0]["channels"][0] = "pigeon"; }),
              HasSubstr("is 'pigeon', which is no channel"));
}

TEST_F(RunFile, HasColumnsOfDifferentLengths) {
  EXPECT_THAT(complaint([](json& run) { run["samples"]["ops"].push_back(1); }),
              HasSubstr("samples.ops has "));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["latency"]["p99_ns"].erase(0); }),
              HasSubstr("samples.latency.p99_ns has "));
  EXPECT_THAT(complaint([](json& run) { run["plan"]["cells"]["workload"].push_back(0); }),
              HasSubstr("plan.cells.workload has "));
}

TEST_F(RunFile, CannotBeJudged) {
  EXPECT_THAT(complaint([](json& run) { run["plan"]["margin"] = 0; }),
              HasSubstr("plan.margin is not above 0"));
  EXPECT_THAT(complaint([](json& run) {
                run["blocks"][0]["invalid"] = "";
                while (run["blocks"].size() < 1100) run["blocks"].push_back(run["blocks"][0]);
              }),
              HasSubstr("that count, more than 1000"));
}

TEST_F(RunFile, NamesWhatIsNotThere) {
  EXPECT_THAT(complaint([](json& run) { run["samples"]["cell"][0] = 99; }),
              HasSubstr("samples.cell[0] is 99, outside 0 to 17"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["block"][0] = 99; }),
              HasSubstr("samples.block[0] is 99"));
  EXPECT_THAT(complaint([](json& run) { run["plan"]["cells"]["mount"][0] = 9; }),
              HasSubstr("plan.cells.mount[0] is 9"));
  EXPECT_THAT(complaint([](json& run) { run["plan"]["baseline"] = 9; }),
              HasSubstr("plan.baseline is 9"));
  EXPECT_THAT(complaint([](json& run) { run["mounts"][0]["target"] = 9; }), HasSubstr("target"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["failure"]["100000"] = "x"; }),
              HasSubstr("names sample '100000'"));
}

TEST_F(RunFile, HasSomethingTwice) {
  EXPECT_THAT(complaint([](json& run) {
                run["samples"]["cell"][1] = run["samples"]["cell"][0];
                run["samples"]["position"][1] = run["samples"]["position"][0];
              }),
              HasSubstr("samples has position 0 of cell 0 in block 0 twice"));
  EXPECT_THAT(complaint([](json& run) { run["mounts"][1]["share"]["name"] = "nfs3"; }),
              HasSubstr("has the share 'nfs3' twice"));
}

TEST_F(RunFile, HasNegativeFigures) {
  EXPECT_THAT(complaint([](json& run) { run["samples"]["elapsed_ns"][4] = -5; }),
              HasSubstr("samples.elapsed_ns[4] is negative"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["bytes"][4] = -5; }),
              HasSubstr("samples.bytes[4] is negative"));
  EXPECT_THAT(complaint([](json& run) { run["samples"]["counters"]["round_trips"][4] = -5; }),
              HasSubstr("samples.counters.round_trips[4] is negative"));
  EXPECT_THAT(complaint([](json& run) { run["blocks"][0]["wall_ns"] = -5; }),
              HasSubstr("blocks[0].wall_ns is negative"));
}

TEST_F(RunFile, HasAPaceThatIsNotItsCells) {
  EXPECT_THAT(complaint([](json& run) { run["samples"]["pace_ns"][0] = 7; }),
              HasSubstr("samples.pace_ns[0] is not the pace of its cell"));
}

TEST_F(RunFile, IsNeverWrittenWithFiguresThatAreNone) {
  const fs::path path = folder_ / "bad.run.json";
  sharebench::Run run = sample_run::local();
  run.samples[3].elapsed_s = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(save(run, path), DataError);
  run = sample_run::local();
  run.samples[3].counters["round_trips"] = std::numeric_limits<double>::infinity();
  EXPECT_THROW(save(run, path), DataError);
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(RunFile, SurvivesBytesThatAreNotUtf8) {
  sharebench::Run run = sample_run::local();
  run.mounts[0].observed.source = "caf\xe9";
  const fs::path path = folder_ / "bytes.run.json";
  save(run, path);
  EXPECT_EQ(load(path).mounts[0].observed.source, "caf\xef\xbf\xbd");
}

}  // namespace
}  // namespace sharebench::store
