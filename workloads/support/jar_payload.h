// Seeded contents: bytes that deflate as the classes and texts of real jars do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sharebench::workloads::jar {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere, unlike <random>'s
/// distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// A number below `bound`, which is not 0.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  std::uint64_t state_;
};

/// One word of a fixed list, as names in Java code are made of: "Connection", "Buffer".
std::string_view word(Random& random);

/// A class name of two or three words with `number` at its end.
std::string class_name(Random& random, std::size_t number);

/// `size` bytes that begin as a class file does (magic, version, constant pool) and go on as one:
/// names, descriptors and byte code. `noise` of 256 bytes of code are random; it sets how well the
/// whole deflates.
std::string class_bytes(std::uint64_t seed, std::size_t size, unsigned noise);

/// `size` bytes of English-like lines.
std::string text_bytes(std::uint64_t seed, std::size_t size);

/// A class with a main method that prints "sharebench": `javac --release 8 -g:none` of
/// public class Main { public static void main(String[] a) { System.out.println("sharebench"); } }
std::string main_class_bytes();

}  // namespace sharebench::workloads::jar
