# Installs sharebench on a Mac from its newest commit: brew install --HEAD TAP/sharebench.
# HOMEBREW_SHAREBENCH_GIT names another repository, such as a clone on this machine.
class Sharebench < Formula
  desc "Measures how fast folders shared with containers are, and why"
  homepage "https://github.com/sharebench/sharebench"
  license "Apache-2.0"
  head ENV.fetch("HOMEBREW_SHAREBENCH_GIT", "https://github.com/sharebench/sharebench.git"), branch: "main"

  depends_on "boost" => :build
  depends_on "cli11" => :build
  depends_on "cmake" => :build
  depends_on "ninja" => :build
  depends_on "nlohmann-json" => :build
  depends_on "fmt"
  depends_on "librsvg"
  depends_on "node"
  depends_on "pugixml"
  depends_on "soci"
  depends_on "sqlite"

  def install
    system "cmake", "--preset", "release", *std_cmake_args
    system "cmake", "--build", "--preset", "release"
    system "cmake", "--install", "build/release"
  end

  def caveats
    <<~END
      Containers are measured by sharebench-runner, a static Linux program, which is not built on a
      Mac. Take it out of a Debian package of sharebench, or build it on Linux with
      scripts/build-runner, and name it with --runner FILE or put it here:
        ~/.local/share/sharebench/sharebench-runner.x86_64 (Intel)
        ~/.local/share/sharebench/sharebench-runner.aarch64 (Apple silicon)
    END
  end

  test do
    assert_match(/^sharebench \d/, shell_output("#{bin}/sharebench --version"))
    assert_match "virtiofs", shell_output("#{bin}/sharebench list shares")
    assert_path_exists man1/"sharebench-run.1"
  end
end
