// QEMU and the control socket in one loop: both are answered, neither stops the other.
#include "harness/vboxsf/serve.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "harness/core/error.h"
#include "tests/unit/vboxsf/fake_peer_helper.h"
#include "tests/unit/vboxsf/fake_service_helper.h"

namespace sharebench::vboxsf {
namespace {

class ServeTest : public testing::Test {
 protected:
  ~ServeTest() override { std::filesystem::remove_all(directory); }

  FileDescriptor connect() {
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    EXPECT_EQ(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    return socket;
  }
  /// Serves what is there until nothing more is.
  void settle() {
    for (int i = 0; i < 8; ++i) EXPECT_TRUE(serve_once(served, 0));
  }
  static void write(const FileDescriptor& socket, const std::string& bytes) {
    ASSERT_EQ(::send(socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  static std::string read(const FileDescriptor& socket) {
    std::array<char, 8192> buffer;
    const ssize_t got = ::recv(socket.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got < 0) return "nothing";
    return got == 0 ? "closed" : std::string(buffer.data(), static_cast<std::size_t>(got));
  }

  static std::filesystem::path make_directory() {
    const auto made =
        std::filesystem::temp_directory_path() / ("vboxsf_serve_" + std::to_string(::getpid()));
    std::filesystem::create_directories(made);
    return made;
  }

  std::filesystem::path directory = make_directory();
  std::string path = directory / "control";
  FakeService service;
  FakeGuest guest;
  FakeMachine machine{service, guest};
  ControlSocket control{path};
  Served served{machine.link, machine.device, &control, machine.instruments};
};

TEST_F(ServeTest, AnswersQemuAndControlInOneRound) {
  const FileDescriptor socket = connect();
  settle();
  write(socket, "pace 0\n");
  machine.peer.send(3, config_payload(0, 0, 2));
  EXPECT_TRUE(serve_once(served, 0));
  EXPECT_EQ(read(socket), "ok\n");
  EXPECT_EQ(machine.peer.reply().size(), 24U);
}

TEST_F(ServeTest, LinesMayComeInPiecesAndSeveralAtOnce) {
  const FileDescriptor socket = connect();
  settle();
  write(socket, "pa");
  settle();
  EXPECT_EQ(read(socket), "nothing");
  write(socket, "ce 0\nroots\nwhat\n");
  settle();
  EXPECT_EQ(read(socket), "ok\n\nunknown request\n");
}

TEST_F(ServeTest, ALineWithoutEndIsCutOff) {
  const FileDescriptor socket = connect();
  settle();
  write(socket, std::string(4096, 'x'));
  settle();
  EXPECT_EQ(read(socket), "closed");
}

TEST_F(ServeTest, ASeventeenthConnectionIsClosed) {
  std::vector<FileDescriptor> sockets;
  for (int i = 0; i < 17; ++i) {
    sockets.push_back(connect());
    settle();
  }
  EXPECT_EQ(read(sockets[15]), "nothing");
  EXPECT_EQ(read(sockets[16]), "closed");
  sockets[0] = FileDescriptor();
  settle();
  const FileDescriptor next = connect();
  settle();
  EXPECT_EQ(read(next), "nothing");
}

TEST_F(ServeTest, OnlyTheOwnerMayConnect) {
  struct stat status {};
  ASSERT_EQ(::lstat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(ServeTest, AnOldSocketIsReplacedAndAFileIsNot) {
  EXPECT_NO_THROW(ControlSocket{path});
  const std::string file = directory / "file";
  std::ofstream(file) << "kept";
  EXPECT_THROW(ControlSocket{file}, EnvironmentError);
  EXPECT_EQ(std::filesystem::file_size(file), 4U);
  EXPECT_THROW(ControlSocket{std::string(200, 'x')}, EnvironmentError);
}

TEST_F(ServeTest, EndsWhenQemuIsGone) {
  machine.peer.close();
  EXPECT_FALSE(serve_once(served, 0));
  serve(served);
}

TEST_F(ServeTest, WorksWithoutAControlSocket) {
  served.control = nullptr;
  machine.peer.send(3, config_payload(0, 0, 2));
  EXPECT_TRUE(serve_once(served, 0));
  EXPECT_EQ(machine.peer.reply().size(), 24U);
}

}  // namespace
}  // namespace sharebench::vboxsf
