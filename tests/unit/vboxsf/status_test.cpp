// Each status is the one that the guest driver turns back into the errno it came from.
#include "harness/vboxsf/status.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace sharebench::vboxsf {
namespace {

struct Row {
  int error;
  int status;
};

/// VERR_* to errno in Linux 6.1, drivers/virt/vboxguest/vboxguest_utils.c.
constexpr Row kDriverTable[] = {
    {0, 0},         {EINVAL, -2},         {EBADF, -4},       {EFAULT, -6},    {ENOMEM, -8},
    {ENOSYS, -12},  {ENOTTY, -36},        {EPERM, -38},      {EINTR, -39},    {ETIMEDOUT, -40},
    {E2BIG, -42},   {EAGAIN, -52},        {EILSEQ, -58},     {ENOENT, -102},  {EEXIST, -105},
    {ENFILE, -106}, {ESPIPE, -109},       {EROFS, -113},     {ETXTBSY, -114}, {ENOLCK, -115},
    {EXDEV, -119},  {ENAMETOOLONG, -120}, {ENOTEMPTY, -125}, {ENOTDIR, -126}, {EISDIR, -127},
    {EFBIG, -128},  {EBUSY, -138},        {ENOSPC, -152},    {ELOOP, -156},   {ENODATA, -201},
    {EIO, -250},    {EPIPE, -301},        {EDEADLK, -365},   {ENOEXEC, -608},
};

TEST(Status, IsTheRowOfTheDriversTable) {
  for (const Row& row : kDriverTable) EXPECT_EQ(status_of(row.error), row.status) << row.error;
}

TEST(Status, ErrorsWithoutARowGoAsTheNearest) {
  EXPECT_EQ(status_of(EACCES), -38);      // EPERM
  EXPECT_EQ(status_of(EMFILE), -106);     // ENFILE
  EXPECT_EQ(status_of(EDQUOT), -152);     // ENOSPC
  EXPECT_EQ(status_of(EOPNOTSUPP), -12);  // ENOSYS
}

TEST(Status, AnythingElseIsAnInputOutputError) {
  EXPECT_EQ(status_of(ENONET), -250);
  EXPECT_EQ(status_of(-1), -250);
}

}  // namespace
}  // namespace sharebench::vboxsf
