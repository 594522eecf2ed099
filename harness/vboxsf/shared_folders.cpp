// Clients, mappings and the table of functions; what the functions do is in folder_calls.cpp.
#include "harness/vboxsf/shared_folders.h"

#include <new>
#include <string_view>

#include "harness/vboxsf/function_names.h"
#include "harness/vboxsf/shfl_string.h"

namespace sharebench::vboxsf {
namespace {

Parameter::Kind kind_of(char letter) {
  switch (letter) {
    case 'q':
      return Parameter::Kind::kValue64;
    case 'b':
      return Parameter::Kind::kBuffer;
    default:
      return Parameter::Kind::kValue32;
  }
}

bool fits(const std::vector<Parameter>& parameters, std::string_view shape) {
  if (parameters.size() != shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (parameters[i].kind != kind_of(shape[i])) return false;
  }
  return true;
}

}  // namespace

const SharedFolders::Function SharedFolders::kFunctions[] = {
    {kFnCreate, "rbb", &SharedFolders::create},
    {kFnClose, "rq", &SharedFolders::close},
    {kFnRead, "rqqdb", &SharedFolders::read},
    {kFnWrite, "rqqdb", &SharedFolders::write},
    {kFnList, "rqddbbdd", &SharedFolders::list},
    {kFnInformation, "rqddb", &SharedFolders::information},
    {kFnRemove, "rbd", &SharedFolders::remove},
    {kFnUnmapFolder, "r", &SharedFolders::unmap_folder},
    {kFnRename, "rbbd", &SharedFolders::rename},
    {kFnSetUtf8, "", &SharedFolders::set_utf8},
    {kFnMapFolder, "bddd", &SharedFolders::map_folder},
    {kFnReadlink, "rbb", &SharedFolders::readlink},
    {kFnSymlink, "rbbb", &SharedFolders::symlink},
    {kFnSetSymlinks, "", &SharedFolders::set_symlinks},
};

SharedFolders::SharedFolders(const std::vector<ShareFolder>& folders)
    : SharedFolders(folders, FolderLimits()) {}

SharedFolders::SharedFolders(const std::vector<ShareFolder>& folders, const FolderLimits& limits)
    : limits_(limits), handles_(limits.handles_a_client, limits.handles) {
  for (const ShareFolder& folder : folders) {
    Share share;
    share.name = folder.name;
    share.directory = open_share(folder.directory.string());
    share.read_only = folder.read_only;
    shares_.push_back(std::move(share));
  }
}

std::int32_t SharedFolders::connect(std::uint32_t client) {
  if (clients_.size() >= limits_.clients) return kTooManyOpenFiles;
  return clients_.try_emplace(client).second ? kOk : kInvalidParameter;
}

void SharedFolders::disconnect(std::uint32_t client) {
  handles_.close_client(client);
  clients_.erase(client);
}

void SharedFolders::reset() {
  handles_.clear();
  clients_.clear();
}

std::int32_t SharedFolders::call(Call& call) {
  if (!clients_.contains(call.client)) return kInvalidClient;
  const Function* function = find_function(call.function);
  if (function == nullptr) return kNotImplemented;
  if (!fits(call.parameters, function->shape)) return kInvalidParameter;
  try {
    return answer(*function, call);
  } catch (const std::bad_alloc&) {
    return kNoMemory;
  }
}

Status SharedFolders::answer(const Function& function, Call& call) {
  Caller caller;
  caller.owner.client = call.client;
  if (function.shape[0] == 'r') {
    caller.share = mapped_share(call.client, call.parameters[0]);
    if (caller.share == nullptr) return kInvalidParameter;
    caller.owner.root = static_cast<std::uint32_t>(call.parameters[0].value);
  }
  return (this->*function.handler)(caller, call.parameters);
}

const SharedFolders::Function* SharedFolders::find_function(std::uint32_t number) {
  for (const Function& function : kFunctions) {
    if (function.number == number) return &function;
  }
  return nullptr;
}

const Share* SharedFolders::mapped_share(std::uint32_t client, const Parameter& root) const {
  const auto number = static_cast<std::uint32_t>(root.value);
  return clients_.at(client).contains(number) ? &shares_[number] : nullptr;
}

Status SharedFolders::map_folder(const Caller& caller, Parameters& parameters) {
  const Result<std::string> name = shfl_string(parameters[0].buffer);
  if (!name) return name.status();
  if (parameters[2].value != '/') return kNotImplemented;
  Mappings& mappings = clients_.at(caller.owner.client);
  std::size_t count = 0;
  for (const auto& [root, times] : mappings) count += times;
  if (count >= limits_.mappings_a_client) return kTooManyOpenFiles;
  for (std::uint32_t root = 0; root < shares_.size(); ++root) {
    if (shares_[root].name != *name) continue;
    ++mappings[root];
    parameters[1].value = root;
    return kOk;
  }
  return kFileNotFound;
}

Status SharedFolders::unmap_folder(const Caller& caller, Parameters&) {
  Mappings& mappings = clients_.at(caller.owner.client);
  const auto mapping = mappings.find(caller.owner.root);
  if (--mapping->second > 0) return kOk;
  mappings.erase(mapping);
  handles_.close_root(caller.owner);
  return kOk;
}

// Names are passed on as bytes and links are shown as links, whether or not the guest asks for it.
Status SharedFolders::set_utf8(const Caller&, Parameters&) {
  return kOk;
}
Status SharedFolders::set_symlinks(const Caller&, Parameters&) {
  return kOk;
}

}  // namespace sharebench::vboxsf
