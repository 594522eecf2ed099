# Cross-builds the command for macOS and looks at what came of it: the Mac program must be one, and no
# header of Linux may have gone into it.
set -eu
cd "$(dirname "$0")/../.."
fail() { echo "mac_build: $1" >&2; exit 1; }
cmake --workflow --preset mac-cross
magic=$(od -An -tx1 -N8 build/mac-cross/harness/sharebench | tr -d ' ')
[ "$magic" = cffaedfe0c000001 ] || fail "not a Mach-O arm64 program: $magic"
ninja -C build/mac-cross -t deps >build/mac-cross/deps.txt
! grep ' /usr/include' build/mac-cross/deps.txt || fail "the Mac build read headers of Linux"
