# What is published can be recomputed: each study's page, tables and pictures from its own run file.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
found=0
for study in "$SOURCE_DIR"/results/published/*/; do
  [ -f "$study/run.json" ] || continue
  found=$((found + 1))
  expect 0 "$SHAREBENCH" verify "$study/run.json" "$study/report.html" "$study/report.csv" "$study/README.md" "$study"/verdicts.svg
  ! grep -qE '/(root|home|Users)/' "$study/run.json" "$study/report.html" || fail "a home path was published in $study"
done
[ $found -gt 0 ] || fail "no study was found"
