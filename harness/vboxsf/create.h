// CREATE: one function that looks up, opens, creates and truncates files and directories.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/vboxsf/file_descriptor.h"
#include "harness/vboxsf/file_info.h"
#include "harness/vboxsf/hgcm_call.h"
#include "harness/vboxsf/result.h"
#include "harness/vboxsf/share_path.h"

namespace sharebench::vboxsf {

/// VirtualBox's SHFLCREATERESULT.
enum class CreateResult : std::uint32_t {
  kNone = 0,
  kPathNotFound = 1,  ///< a directory on the way is missing
  kFileNotFound = 2,
  kExists = 3,
  kCreated = 4,
  kReplaced = 5,
};

enum class IfExists { kOpen, kFail, kOverwrite };

/// What a guest asks for, read from SHFLCREATEPARMS' flags.
struct CreateRequest {
  bool lookup = false;     ///< only tell what is there
  bool directory = false;  ///< it is to be a directory
  IfExists if_exists = IfExists::kOpen;
  bool create = false;  ///< when it is missing
  bool read = false;
  bool write = false;
  bool set_attributes = false;
  std::uint32_t mode = 0;  ///< of what is created; nine bits
};

struct CreateAnswer {
  CreateResult result = CreateResult::kNone;
  FileDescriptor descriptor{};     ///< open when the guest gets a handle
  std::optional<FileInfo> info{};  ///< of what is there
};

/// Reads SHFLCREATEPARMS. kInvalidParameter when it is shorter than 108 bytes or has an unknown
/// action; kNotImplemented for opening the parent directory, which no Linux guest asks for.
Result<CreateRequest> create_request(const GuestBuffer& parameters);

/// Writes handle, result and info back; info only where there is one.
void write_create_answer(GuestBuffer& parameters, std::uint64_t handle, const CreateAnswer& answer);

/// Does what is asked. What is missing, or is there and must not be, is an answer without a
/// descriptor; everything else that fails is a status: kAlreadyExists when somebody else created
/// it in between, kWriteProtect for a read-only share, kTooManySymlinks for opening a link,
/// kPermissionDenied for FIFOs, sockets and devices, which are never opened. A file that is opened
/// for nothing but its attributes is not opened for reading, so that its mode does not matter.
Result<CreateAnswer> create(const Share& share, const std::string& path,
                            const CreateRequest& request);

}  // namespace sharebench::vboxsf
