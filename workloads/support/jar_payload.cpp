// Class-like and text-like bytes.
#include "workloads/support/jar_payload.h"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace sharebench::workloads::jar {
namespace {

constexpr std::array<std::string_view, 64> kWords = {
    "Abstract", "Access",   "Action",   "Array",   "Async",    "Batch",    "Buffer",  "Builder",
    "Cache",    "Channel",  "Client",   "Codec",   "Column",   "Config",   "Context", "Cursor",
    "Decoder",  "Default",  "Dispatch", "Encoder", "Entry",    "Event",    "Factory", "Field",
    "File",     "Filter",   "Future",   "Graph",   "Group",    "Handler",  "Header",  "Index",
    "Input",    "Iterator", "Key",      "Layout",  "Listener", "Loader",   "Lock",    "Map",
    "Message",  "Method",   "Node",     "Object",  "Option",   "Output",   "Parser",  "Path",
    "Pool",     "Proxy",    "Query",    "Queue",   "Reader",   "Registry", "Request", "Resource",
    "Scope",    "Session",  "Stream",   "Table",   "Task",     "Type",     "Value",   "Writer"};

constexpr std::array<std::string_view, 12> kDescriptors = {"Ljava/lang/String;",
                                                           "Ljava/lang/Object;",
                                                           "()V",
                                                           "(I)V",
                                                           "()Ljava/lang/String;",
                                                           "Z",
                                                           "J",
                                                           "java/util/List",
                                                           "java/util/Collection",
                                                           "Code",
                                                           "LineNumberTable",
                                                           "StackMapTable"};

constexpr std::string_view kMainClass =
    "cafebabe00000034001a0a000200030700040c000500060100106a6176612f6c616e672f4f626a6563740100"
    "063c696e69743e010003282956090008000907000a0c000b000c0100106a6176612f6c616e672f5379737465"
    "6d0100036f75740100154c6a6176612f696f2f5072696e7453747265616d3b08000e01000a73686172656265"
    "6e63680a001000110700120c001300140100136a6176612f696f2f5072696e7453747265616d010007707269"
    "6e746c6e010015284c6a6176612f6c616e672f537472696e673b29560700160100044d61696e010004436f64"
    "650100046d61696e010016285b4c6a6176612f6c616e672f537472696e673b29560021001500020000000000"
    "02000100050006000100170000001100010001000000052ab70001b100000000000900180019000100170000"
    "00150002000100000009b20007120db6000fb1000000000000";

/// What one class draws from: its own names and its own runs of instructions, which come again and
/// again as they do in compiled code.
struct Vocabulary {
  std::vector<std::string> names, code;
};

std::string camel(Random& random) {
  std::string name(word(random));
  return name.append(word(random));
}

Vocabulary vocabulary_of(Random& random, std::size_t size) {
  constexpr std::size_t kBytesPerName = 512, kBytesPerRun = 384;
  Vocabulary vocabulary;
  for (std::size_t i = 0; i < 3 + size / kBytesPerName; ++i) {
    vocabulary.names.push_back(fmt::format("org/acme/{}/{}", word(random), camel(random)));
  }
  for (std::size_t i = 0; i < 2 + size / kBytesPerRun; ++i) {
    std::string& run = vocabulary.code.emplace_back();
    for (std::size_t k = 0; k < 5; ++k) {
      constexpr std::string_view kOpcodes = "\x2a\xb4\x2b\xb6\xb8\x59\x12\x99\xbb\xb0\x4c\xb7";
      run.push_back(kOpcodes[random.below(kOpcodes.size())]);
      run.push_back('\0');
      run.push_back(static_cast<char>(random.below(96)));
    }
  }
  return vocabulary;
}

const std::string& pick(const std::vector<std::string>& list, Random& random) {
  return list[random.below(list.size())];
}

void add_utf8(std::string& bytes, std::string_view text) {
  bytes.push_back(1);  // CONSTANT_Utf8 (JVM specification, table 4.4-A)
  bytes.push_back(0);
  bytes.push_back(static_cast<char>(text.size()));
  bytes.append(text);
}

void add_constant(std::string& bytes, const Vocabulary& vocabulary, Random& random) {
  switch (random.below(6)) {
    case 0:
      return add_utf8(bytes, kDescriptors[random.below(kDescriptors.size())]);
    case 1:
      return add_utf8(bytes, fmt::format("(L{};)L{};", pick(vocabulary.names, random),
                                         pick(vocabulary.names, random)));
    case 2:
      return add_utf8(bytes, pick(vocabulary.names, random));
    case 3:
      return add_utf8(bytes, camel(random));
    default:
      // CONSTANT_Methodref: two numbers of 16 bits.
      bytes.push_back(10);
      bytes.push_back(static_cast<char>(random.below(4)));
      bytes.push_back(static_cast<char>(random.below(256)));
      bytes.push_back(static_cast<char>(random.below(4)));
      bytes.push_back(static_cast<char>(random.below(256)));
  }
}

void add_code(std::string& bytes, const Vocabulary& vocabulary, Random& random, unsigned noise) {
  if (random.below(256) >= noise) {
    bytes.append(pick(vocabulary.code, random));
    return;
  }
  for (unsigned i = 0; i < 2; ++i) {
    const std::uint64_t bits = random.next();
    for (unsigned shift = 0; shift < 64; shift += 8) {
      bytes.push_back(static_cast<char>((bits >> shift) & 0xffU));
    }
  }
}

}  // namespace

std::string_view word(Random& random) {
  return kWords[random.below(kWords.size())];
}

std::string class_name(Random& random, std::size_t number) {
  std::string name(word(random));
  name += word(random);
  if (random.below(3) == 0) name += word(random);
  return fmt::format("{}{}{}", name, random.below(4) == 0 ? "$" : "", number);
}

std::string class_bytes(std::uint64_t seed, std::size_t size, unsigned noise) {
  Random random(seed);
  std::string bytes("\xca\xfe\xba\xbe\x00\x00\x00\x34\x00", 9);
  bytes.reserve(size + 64);
  bytes.push_back(static_cast<char>(size / 40 % 128));
  const Vocabulary vocabulary = vocabulary_of(random, size);
  while (bytes.size() < size / 2) add_constant(bytes, vocabulary, random);
  while (bytes.size() < size) add_code(bytes, vocabulary, random, noise);
  bytes.resize(size);
  return bytes;
}

std::string text_bytes(std::uint64_t seed, std::size_t size) {
  Random random(seed);
  std::string text;
  std::size_t line = 0;
  while (text.size() < size) {
    const std::string_view next = word(random);
    text.append(next);
    line += next.size() + 1;
    text.push_back(line > 72 ? '\n' : ' ');
    if (line > 72) line = 0;
  }
  text.resize(size);
  if (size > 0) text.back() = '\n';
  return text;
}

std::string main_class_bytes() {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < kMainClass.size(); i += 2) {
    bytes.push_back(static_cast<char>((digit(kMainClass[i]) << 4U) | digit(kMainClass[i + 1])));
  }
  return bytes;
}

}  // namespace sharebench::workloads::jar
