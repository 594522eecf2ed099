// The PostgreSQL server is a child that ends when its standard input does, so it never outlives us.
#include "tests/unit/history/databases_helper.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "harness/history/address.h"
#include "harness/history/backend.h"

namespace sharebench::history {
namespace {

class Server {
 public:
  Server() {
    std::array<int, 2> in{}, out{};
    if (pipe(in.data()) != 0 || pipe(out.data()) != 0) throw std::runtime_error("no pipe");
    const char* root = std::getenv("SOURCE_DIR");
    const std::string script = std::string(root ? root : ".") + "/tests/support/postgresql.sh";
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(out[1], STDOUT_FILENO);
      for (const int fd : {in[0], in[1], out[0], out[1]}) close(fd);
      execlp("sh", "sh", script.c_str(), "hold", nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    hold_ = in[1];
    char letter = 0;
    while (read(out[0], &letter, 1) == 1 && letter != '\n') address_ += letter;
    close(out[0]);
    if (address_.empty()) throw std::runtime_error("PostgreSQL did not start; see above");
  }
  ~Server() {
    close(hold_);
    waitpid(child_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  const std::string& address() const { return address_; }

 private:
  pid_t child_ = -1;
  int hold_ = -1;
  std::string address_{};
};

const std::string& server_address() {
  static const Server kServer;
  return kServer.address();
}

/// A schema of its own in the one database: making databases takes longer than the tests.
std::string fresh_schema() {
  static int count = 0;
  const std::string name = "test" + std::to_string(++count);
  soci::session(postgresql_backend(), server_address()) << "create schema " + name;
  return server_address() + "&options=-csearch_path%3D" + name;
}

}  // namespace

TestDatabase::TestDatabase(Kind kind) : kind_(kind) {
  if (kind_ == Kind::kPostgresql) {
    address_ = fresh_schema();
    return;
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "a history.XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder " + pattern);
  folder_ = pattern;
  address_ = "sqlite:" + folder_ + "/history.sqlite";
}

TestDatabase::~TestDatabase() {
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

std::unique_ptr<soci::session> TestDatabase::session() const {
  const soci::backend_factory& backend =
      kind_ == Kind::kPostgresql ? postgresql_backend() : sqlite_backend();
  return std::make_unique<soci::session>(backend, parse_address(address_).connection);
}

}  // namespace sharebench::history
