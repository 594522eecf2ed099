// Cuts a TCP stream into ONC RPC records (RFC 5531, section 11): pure, so that fragments over
// several reads and several records in one read can be tested.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sharebench::lab {

class RecordSplitter {
 public:
  /// Takes the next bytes of the stream; gives the records that they complete, each with its
  /// fragment headers, ready to be sent on as they are.
  std::vector<std::string> feed(const char* bytes, std::size_t size);

  /// Bytes of a record that is not complete yet.
  std::size_t pending() const { return record_.size(); }

 private:
  std::string record_;
  std::size_t fragment_start_ = 0;  ///< where the current fragment's header begins in record_
};

/// True when the record is a call (message type 0), not a reply.
bool is_call(const std::string& record);

}  // namespace sharebench::lab
