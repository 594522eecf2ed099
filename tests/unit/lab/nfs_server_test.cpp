// The server's configuration says what the lab relies on.
#include "harness/lab/nfs_server.h"

#include <gmock/gmock.h>

namespace sharebench::lab {
namespace {

using testing::HasSubstr;

TEST(GaneshaConf, ServesBothVersionsOverTcpOnly) {
  EXPECT_THAT(ganesha_conf(), HasSubstr("Protocols = 3, 4;"));
  EXPECT_THAT(ganesha_conf(), HasSubstr("Enable_UDP = false;"));
  EXPECT_THAT(ganesha_conf(), HasSubstr("Transports = TCP;"));
}

TEST(GaneshaConf, HasFixedPortsThatAFirewallCanName) {
  EXPECT_THAT(ganesha_conf(), HasSubstr("NFS_Port = 2049;"));
  EXPECT_THAT(ganesha_conf(), HasSubstr("MNT_Port = 20048;"));
  EXPECT_THAT(ganesha_conf(), HasSubstr("Enable_NLM = false;"));
  EXPECT_THAT(ganesha_conf(), HasSubstr("Enable_RQUOTA = false;"));
}

TEST(GaneshaConf, AnswersAtOnceAfterAStart) {
  EXPECT_THAT(ganesha_conf(), HasSubstr("Graceless = true;"));
}

}  // namespace
}  // namespace sharebench::lab
