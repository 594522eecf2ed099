// The default map and the strategies; expected values are read off sbtassembly/MergeStrategy.scala.
#include "workloads/support/jar_merge.h"

#include <gtest/gtest.h>

namespace sharebench::workloads::jar {
namespace {

TEST(JarDefaultStrategy, ConfigurationIsConcatenatedAtTheRootOnly) {
  EXPECT_EQ(default_strategy("reference.conf"), Strategy::kConcat);
  EXPECT_EQ(default_strategy("application.conf"), Strategy::kConcat);
  EXPECT_EQ(default_strategy("sub/reference.conf"), Strategy::kDeduplicate);
}

TEST(JarDefaultStrategy, LicencesAndReadmesAreRenamedInEveryFolder) {
  EXPECT_EQ(default_strategy("LICENSE"), Strategy::kRename);
  EXPECT_EQ(default_strategy("META-INF/NOTICE.txt"), Strategy::kRename);
  EXPECT_EQ(default_strategy("a/b/ReadMe.md"), Strategy::kRename);
  EXPECT_EQ(default_strategy("about.html"), Strategy::kRename);
}

TEST(JarDefaultStrategy, AClassCalledNoticeIsNoLicence) {
  EXPECT_EQ(default_strategy("a/Notice.class"), Strategy::kDeduplicate);
  EXPECT_EQ(default_strategy("META-INF/LICENSE-2.0.txt"), Strategy::kDeduplicate);
}

TEST(JarDefaultStrategy, MetadataOfOneJarIsDiscarded) {
  for (const char* path :
       {"META-INF/MANIFEST.MF", "META-INF/INDEX.LIST", "META-INF/DEPENDENCIES", "META-INF/A.SF",
        "META-INF/a.dsa", "META-INF/B.RSA", "META-INF/maven/g/a/pom.xml",
        "META-INF/plexus/components.xml", "a/.DS_Store", "Thumbs.db"}) {
    EXPECT_EQ(default_strategy(path), Strategy::kDiscard) << path;
  }
}

TEST(JarDefaultStrategy, ServicesAndSpringKeepDistinctLines) {
  EXPECT_EQ(default_strategy("META-INF/services/java.sql.Driver"), Strategy::kDistinctLines);
  EXPECT_EQ(default_strategy("META-INF/spring.handlers"), Strategy::kDistinctLines);
  EXPECT_EQ(default_strategy("META-INF/spring/other"), Strategy::kDeduplicate);
}

TEST(JarDefaultStrategy, TheRestIsDeduplicated) {
  EXPECT_EQ(default_strategy("a/B.class"), Strategy::kDeduplicate);
  EXPECT_EQ(default_strategy("META-INF/versions/9/a/B.class"), Strategy::kDeduplicate);
  EXPECT_EQ(default_strategy("meta-inf/services/x"), Strategy::kDeduplicate);
}

TEST(JarRename, PutsTheJarBeforeTheExtension) {
  EXPECT_EQ(renamed("META-INF/LICENSE.txt", "guava.jar"), "META-INF/LICENSE_guava.txt");
  EXPECT_EQ(renamed("LICENSE", "commons-io-2.11.jar"), "LICENSE_commons-io-2.11");
}

TEST(JarConcat, EndsEveryPartWithANewline) {
  EXPECT_EQ(concat({"a\n", "b", ""}), "a\nb\n\n");
}

TEST(JarDistinctLines, KeepsTheFirstOfEachLine) {
  EXPECT_EQ(distinct_lines({"x\ny\n", "y\r\nz", ""}), "x\ny\nz\n");
}

}  // namespace
}  // namespace sharebench::workloads::jar
