// What --db may be, and what is shown of it.
#include "harness/history/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/core/error.h"

namespace sharebench::history {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Address, OfSqliteKeepsSpacesInTheFileName) {
  const Address address = parse_address("sqlite:/a b/c.sqlite");
  EXPECT_FALSE(address.postgresql);
  EXPECT_EQ(address.file, "/a b/c.sqlite");
  EXPECT_EQ(address.shown, "sqlite:/a b/c.sqlite");
}

TEST(Address, OfPostgresqlIsShownWithoutItsPassword) {
  for (const char* text :
       {"postgresql://me:s3cret@db/nights", "postgres://me:s3cret@db:5432/nights",
        "postgresql://db/nights?user=me&password=s3cret",
        "postgresql://me:s3c:ret@db?sslmode=require"}) {
    const Address address = parse_address(text);
    EXPECT_TRUE(address.postgresql);
    EXPECT_THAT(address.connection, testing::StartsWith(text));
    EXPECT_THAT(address.connection, testing::EndsWith("connect_timeout=10"));
    EXPECT_THAT(address.shown, Not(HasSubstr("s3c")));
    EXPECT_THAT(address.shown, HasSubstr("db"));
  }
}

TEST(Address, OfPostgresqlWithoutAPasswordIsShownAsItIs) {
  for (const char* text : {"postgresql://me@db/nights", "postgresql://db:5432/nights",
                           "postgresql://me@/nights?host=/tmp/a:b"}) {
    EXPECT_EQ(parse_address(text).shown, text);
  }
}

TEST(Address, OfPostgresqlKeepsATimeoutThatIsThere) {
  const char* text = "postgresql://db/nights?connect_timeout=2";
  EXPECT_EQ(parse_address(text).connection, text);
}

TEST(Address, OfAnotherKindIsRefusedWithTheTwoThatThereAre) {
  for (const char* text : {"mysql://db/nights", "history.sqlite", "", "sqlite:", "sqlite:a\"b"}) {
    try {
      parse_address(text);
      ADD_FAILURE() << text;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.hint(), HasSubstr("sqlite:FILE or postgresql://"));
    }
  }
}

}  // namespace
}  // namespace sharebench::history
