// The entry point of all test programs: takes on the caller's locale, so that a number printed or
// parsed by the locale's rules fails a test.
#include <gmock/gmock.h>

#include <clocale>

int main(int argc, char** argv) {
  std::setlocale(LC_ALL, "");
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
