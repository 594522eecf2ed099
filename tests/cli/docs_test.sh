# The pages of docs/ are what the binary prints.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
for page in cli workloads; do
  expect 0 "$SHAREBENCH" docs $page
  diff "$SOURCE_DIR/docs/$page.md" out >err || fail "docs/$page.md is stale; mend it with: sharebench docs $page > docs/$page.md"
done
