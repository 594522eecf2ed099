# Builds without sanitizers what they cannot have, the filter of system calls, and tests it.
set -eu
cd "$(dirname "$0")/../.."
cmake --preset dev
cmake --build --preset dev --target seccomp_test sharebench-vboxsf  # the lab's tests run the program
sh tests/support/counted_ctest.sh "$PWD/build/dev" seccomp \
  "$(grep -c '^TEST' tests/seccomp/seccomp_test.cpp)" -L seccomp
