# Cross-builds the command for macOS and looks at what came of it: a Mac program, and no header of Linux
# in it. With --tests also the test programs, for Apple silicon; with --universal also the command for
# Intel, and both in one file.
set -eu
preset=mac-cross universal=no builds=build/mac-cross
for option; do
  case $option in
    --tests) preset=mac-cross-tests ;;
    --universal) universal=yes builds="$builds build/mac-cross-x86_64" ;;
  esac
done
cd "$(dirname "$0")/../.."
fail() { echo "mac_build: $1" >&2; exit 1; }
cmake --preset $preset
cmake --build --preset $preset
if [ $universal = yes ]; then
  cmake --preset mac-cross-x86_64
  cmake --build --preset mac-cross-x86_64
fi
for build in $builds; do
  ninja -C $build -t deps >$build/deps.txt
  ! grep ' /usr/include' $build/deps.txt || fail "$build read headers of Linux"
done

# is_mac FILE PROCESSOR: the bytes of a 64-bit Mach-O program, MH_EXECUTE, for that processor.
is_mac() {
  case $2 in arm64) cpu=0c000001 ;; x86_64) cpu=07000001 ;; esac
  magic=$(od -An -tx1 -N16 "$1" | tr -d ' ')
  case $magic in cffaedfe${cpu}????????02000000) ;; *) fail "$1 is no Mach-O program for $2: $magic" ;; esac
}
is_mac build/mac-cross/harness/sharebench arm64
tests=no
if [ $preset = mac-cross-tests ]; then
  tests=0
  for test in build/mac-cross/tests/unit/*_test; do
    is_mac "$test" arm64
    tests=$((tests + 1))
  done
  rooms=$(ls -d tests/unit/*/ | grep -cvE '/(history|trace|vboxsf|workloads)/$') # compiled alone, or Linux programs
  [ $tests -ge "$rooms" ] || fail "$tests test programs for $rooms rooms"
fi
if [ $universal = no ]; then
  echo "mac_build: $(wc -c <build/mac-cross/harness/sharebench) bytes for arm64, $tests test programs"
  exit
fi

# One file for both, as a Mac's own compiler would make it.
is_mac build/mac-cross-x86_64/harness/sharebench x86_64
lipo=$(command -v llvm-lipo-14) || fail "llvm-lipo-14 is missing: scripts/install-deps test"
mkdir -p build/mac-universal
"$lipo" -create build/mac-cross/harness/sharebench build/mac-cross-x86_64/harness/sharebench \
  -output build/mac-universal/sharebench
"$lipo" build/mac-universal/sharebench -verify_arch arm64 x86_64 || fail "not both processors in one file"
for processor in arm64 x86_64; do # each half is the program that went in, to the byte
  "$lipo" build/mac-universal/sharebench -thin $processor -output build/mac-universal/half
  case $processor in arm64) whole=build/mac-cross ;; x86_64) whole=build/mac-cross-x86_64 ;; esac
  cmp build/mac-universal/half $whole/harness/sharebench || fail "the half for $processor differs"
done
rm build/mac-universal/half
echo "mac_build: $(ls -l build/mac-universal/sharebench | awk '{ print $5 }') bytes for arm64 and x86_64, $tests test programs"
