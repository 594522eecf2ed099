// What every target must do, whatever it is: attach, serve, detach. Each new target calls this.
#pragma once

#include <gtest/gtest.h>

#include "harness/plan/suites.h"
#include "harness/shares/mountinfo.h"
#include "harness/shares/share_type.h"
#include "harness/targets/target.h"

namespace sharebench::targets {

/// Attaches `share` twice on a target that is up, and takes a verified sample each time.
inline void expect_contract(Target& target, const Share& share) {
  Work work;
  work.spec = plan::make_workload_spec(parse_spec_list("small_files:count=3", "workload")[0]);
  for (int round = 0; round < 2; ++round) {
    const Mount mount = target.attach(share);
    {
      const auto session = target.start_runner(mount);
      const auto observed = shares::mount_of(session->facts().mountinfo, session->facts().dir);
      ASSERT_TRUE(observed.has_value());
      EXPECT_NO_THROW(shares::check_recognised(share, *observed));
      session->prepare(work, 60);
      const auto before = target.counters(mount);
      const Sample sample = session->run(work, 60);
      const auto after = target.counters(mount);
      EXPECT_EQ(sample.failure, "");
      EXPECT_EQ(sample.ops, 3u);
      EXPECT_GT(sample.elapsed_s, 0);
      EXPECT_EQ(session->verify(work, 60), "");
      for (const auto& [name, value] : before) {
        ASSERT_EQ(after.count(name), 1u) << name;
        EXPECT_GE(after.at(name), value) << name;
      }
      EXPECT_FALSE(target.drop_caches(mount, *session, work).empty());
      session->clean(work, 60);
    }
    target.detach(mount);
    EXPECT_NO_THROW(target.detach(mount)) << "detaching twice is harmless";
  }
}

}  // namespace sharebench::targets
