# scripts/release in a repository of its own: the version, the date, one commit, one tag; and what it refuses.
. "$SOURCE_DIR/tests/support/shell.sh"
export HOME="$scratch" GIT_CONFIG_NOSYSTEM=1
mkdir clone
cp -R "$SOURCE_DIR/scripts" "$SOURCE_DIR/CMakeLists.txt" clone/
cat >clone/CHANGELOG.md <<'END'
# Changelog

## Unreleased
### Features
- Something new.
END
cd clone
git init -q .
git config user.name "somebody" && git config user.email somebody@example.org
git add . && git commit -q -m "Begin"
first=$(git rev-parse HEAD)
present=$(sed -n 's/^project(sharebench VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
next=${present%%.*}.$((1 + $(echo "$present" | cut -d. -f2))).0
today=$(date +%Y-%m-%d)
release() { expect "$1" sh scripts/release $2 ${3:-}; }
unchanged() {
  rm -f out err
  [ -z "$(git status --porcelain)" ] && [ "$(git rev-parse HEAD)" = "$first" ] && [ -z "$(git tag)" ] || fail "something changed"
}

release 0 "$next" --dry-run
says out "+project(sharebench VERSION $next LANGUAGES CXX)"
says out "+## $next - $today"
unchanged
for wrong in "" 1 1.2 1.2.3.4 v1.2.3 1..3 "$next --force"; do
  release 2 "$wrong"
  unchanged
done
for low in "$present" 0.0.9; do
  release 1 "$low"
  says err "$low is not above $present"
done
echo "# changed" >>CMakeLists.txt
release 1 "$next"
says err "the work tree has changes"
git checkout -q CMakeLists.txt
unchanged

release 0 "$next"
says out "v$next is tagged"
rm -f out err
[ "$(git log --format=%s | head -1)" = "Release $next" ] && [ "$(git rev-parse "v$next^{commit}")" = "$(git rev-parse HEAD)" ] || fail "no commit, or the tag is elsewhere"
[ "$(git cat-file -t "v$next")" = tag ] || fail "the tag is not an annotated one"
[ "$(git diff --stat "$first" HEAD | tail -1 | cut -d, -f1)" = " 2 files changed" ] || fail "other files changed: $(git diff --stat "$first")"
grep -q "^project(sharebench VERSION $next LANGUAGES CXX)$" CMakeLists.txt || fail "the version"
[ "$(sed -n 3,7p CHANGELOG.md)" = "## Unreleased

## $next - $today
### Features
- Something new." ] || fail "the changelog: $(cat CHANGELOG.md)"
release 1 "$next"
release 1 "${next%.0}.1"
says err "CHANGELOG.md has nothing unreleased"

# The version stands in CMakeLists.txt alone; everything else is told it.
cd "$SOURCE_DIR"
! git grep -n -F "$present" -- harness workloads bench/runner cmake containers packaging scripts .ci docs/ci ':!*package*.json' >"$scratch/found" ||
  fail "the version is also in: $(cat "$scratch/found")"
