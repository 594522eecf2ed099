// The HGCM service "VBoxSharedFolders": checks each call against a table and answers it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/vboxsf/handles.h"
#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/share_path.h"
#include "harness/vboxsf/status.h"

namespace sharebench::vboxsf {

/// A folder to serve.
struct ShareFolder {
  std::string name{};  ///< by which the guest mounts it
  std::filesystem::path directory{};
  bool read_only = false;
};

/// What guests can make this process hold.
struct FolderLimits {
  std::size_t clients = 64;
  std::size_t mappings_a_client = 64;
  std::size_t handles_a_client = 4096;  ///< as VirtualBox
  std::size_t handles = 16384;
  std::size_t listing_bytes = std::size_t{64} << 20;  ///< names of unfinished listings
};

/// The service of section "shared folders" of VirtualBox's protocol, as far as Linux's vboxsf uses
/// it (functions: function_names.h; others are answered by kNotImplemented). Symbolic links are
/// never followed. Answers, besides each function's own:
/// kInvalidClient for a client that is not connected; kInvalidParameter for parameters of another
/// number or kind, a folder that the client has not mapped, a malformed string or a buffer that is
/// too small; kInvalidHandle for a handle that is not the client's in that folder; kNoMemory.
/// The process's umask applies to what is created, as it does in VirtualBox.
class SharedFolders : public Service {
 public:
  /// Opens the folders. Throws EnvironmentError, naming the folder that cannot be served.
  explicit SharedFolders(const std::vector<ShareFolder>& folders);
  SharedFolders(const std::vector<ShareFolder>& folders, const FolderLimits& limits);

  std::int32_t connect(std::uint32_t client) override;
  void disconnect(std::uint32_t client) override;
  std::int32_t call(Call& call) override;
  void reset() override;

  /// Handles that guests hold now.
  std::size_t open_handles() const { return handles_.size(); }

 private:
  using Parameters = std::vector<Parameter>;
  using Mappings = std::map<std::uint32_t, std::size_t>;  ///< root -> how often

  struct Caller {
    HandleOwner owner{};
    const Share* share = nullptr;  ///< where the function has a root
  };
  struct Function {
    std::uint32_t number;
    const char* shape;  ///< r root, d 32-bit value, q 64-bit value, b buffer
    Status (SharedFolders::*handler)(const Caller&, Parameters&);
  };
  static const Function kFunctions[];

  std::vector<Share> shares_{};  ///< their index is the root number
  FolderLimits limits_;
  std::map<std::uint32_t, Mappings> clients_{};
  Handles handles_;

  static const Function* find_function(std::uint32_t number);
  const Share* mapped_share(std::uint32_t client, const Parameter& root) const;
  Status answer(const Function& function, Call& call);

  Status map_folder(const Caller& caller, Parameters& parameters);
  Status unmap_folder(const Caller& caller, Parameters& parameters);
  Status set_utf8(const Caller& caller, Parameters& parameters);
  Status set_symlinks(const Caller& caller, Parameters& parameters);

  Status create(const Caller& caller, Parameters& parameters);
  Status close(const Caller& caller, Parameters& parameters);
  Status read(const Caller& caller, Parameters& parameters);
  Status write(const Caller& caller, Parameters& parameters);
  Status list(const Caller& caller, Parameters& parameters);
  Status information(const Caller& caller, Parameters& parameters);
  Status file_information(const Caller& caller, Parameters& parameters);
  Status volume_information(const Caller& caller, Parameters& parameters);
  Status remove(const Caller& caller, Parameters& parameters);
  Status rename(const Caller& caller, Parameters& parameters);
  Status readlink(const Caller& caller, Parameters& parameters);
  Status symlink(const Caller& caller, Parameters& parameters);
};

}  // namespace sharebench::vboxsf
