# Makes the Debian package of a build and installs it on a clean Debian 12: a tree that holds Debian's
# essential packages, what the package depends on, and nothing else. There it must run.
#
# usage: debian_package.sh BUILD_DIR; needs root and Debian's mirror, leaves nothing.
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
fail() { echo "debian_package: $1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "this needs root"
if [ -z "${SHAREBENCH_OWN_MOUNTS:-}" ]; then  # so that no mount outlives this script
  exec env SHAREBENCH_OWN_MOUNTS=yes unshare --mount sh "$0" "$build"
fi
version=$(sed -n 's/^project(sharebench VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
[ -x build/runner/sharebench-runner.x86_64 ] || fail "no static runner; build it: scripts/build-runner"
work=$(mktemp -d "${TMPDIR:-/tmp}/sharebench-package.XXXXXX")
trap 'umount "$work/tree/proc" "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
chmod 755 "$work"

# Nobody maintains what is made here; without a name there is no package.
maintainer="a test of the package <root@localhost>"
! cmake -DCPACK_TEMPORARY_DIRECTORY="$work/none" -P packaging/debian_files.cmake 2>"$work/log" && grep -q -e -DSHAREBENCH_MAINTAINER "$work/log" ||
  fail "a package without a maintainer is not refused: $(cat "$work/log")"
cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work" -D CPACK_DEBIAN_PACKAGE_MAINTAINER="$maintainer" >"$work/log" ||
  { cat "$work/log" >&2; fail "cpack failed"; }
deb=$(echo "$work"/*.deb)
[ "$(dpkg-deb -f "$deb" Maintainer)" = "$maintainer" ] || fail "maintainer: $(dpkg-deb -f "$deb" Maintainer)"
[ "$(dpkg-deb -f "$deb" Version)" = "$version" ] || fail "version: $(dpkg-deb -f "$deb" Version)"
dpkg-deb -f "$deb" Depends | grep -q "libc6 (>= .*libfmt9.*libsoci-core4.0.*libstdc++6" ||
  fail "depends on: $(dpkg-deb -f "$deb" Depends)"
dpkg-deb -c "$deb" | awk '{ print $1, $2, $6 }' >"$work/list"
for file in bin/sharebench lib/sharebench/sharebench-vboxsf lib/sharebench/sharebench-async-export.so lib/sharebench/sharebench-runner.x86_64 \
  lib/sharebench/sharebench-runner.aarch64 share/sharebench/containers/lab/packages.txt \
  share/sharebench/scripts/regress-docker-desktop share/man/man1/sharebench.1.gz \
  share/man/man1/sharebench-run.1.gz share/bash-completion/completions/sharebench \
  share/zsh/vendor-completions/_sharebench share/fish/vendor_completions.d/sharebench.fish \
  share/doc/sharebench/README.md share/doc/sharebench/docs/ci.md share/doc/sharebench/copyright; do
  grep -q " ./usr/$file$" "$work/list" || fail "the package lacks /usr/$file"
done
! grep -v ' root/root ' "$work/list" || fail "not root's"

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
# usr-is-merged stands for usrmerge, which would bring all of Perl.
mmdebstrap --quiet --variant=essential --include="$deb" --include=usr-is-merged \
  --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr --hook-dir=/usr/share/mmdebstrap/hooks/file-mirror-automount \
  --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
  --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/locale/*' \
  bookworm "$work/tree" "${mirror:-http://deb.debian.org/debian}" >"$work/log" 2>&1 ||
  { tail -n 30 "$work/log" >&2; fail "it cannot be installed"; }
mount --bind "$work/tree" "$work/tree"  # a root that the mount table has
mount -t proc proc "$work/tree/proc"
inside() { chroot "$work/tree" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root ASAN_OPTIONS=detect_leaks=0 "$@"; }
[ "$(inside dpkg-query -W -f '${db:Status-Abbrev}' sharebench)" = "ii " ] || fail "it is not installed"
inside dpkg --verify sharebench >"$work/log" || fail "its files are not those of the package"
! inside sh -c 'command -v qemu-system-x86_64 || command -v node' || fail "the tree is not clean"

[ "$(inside sharebench --version)" = "sharebench $version" ] || fail "--version"
inside sharebench run --target local --shares a=/tmp,b=/var/tmp --workloads small_files:count=20 --blocks 2 --warmup 0 \
  --quiet --out /root/out >"$work/log" || fail "it cannot measure: $(cat "$work/log")"
inside sh -c 'sharebench report /root/out/*.run.json --markdown - --html /root/page.html' | grep -q small_files || fail "no report"
inside sharebench verify "$(inside sh -c 'echo /root/out/*.run.json')" /root/page.html >/dev/null || fail "the report is not verified"
inside sharebench run --target lab --dry-run >/dev/null || fail "no plan for the lab"
! inside sharebench lab build >"$work/log" 2>&1 || fail "a lab was built without its packages"
grep -q "hint: apt-get install mmdebstrap" "$work/log" || fail "the lab does not say what it lacks: $(cat "$work/log")"
inside bash -c '. /usr/share/bash-completion/completions/sharebench; complete -p sharebench' >/dev/null || fail "no completion"

inside dpkg --purge sharebench >/dev/null
left=$(cd "$work/tree" && find usr etc var/lib -xdev -name '*sharebench*')
[ -z "$left" ] || fail "left after purge: $left"
echo "debian_package: sharebench $version installs and runs on a clean Debian 12"
