# The page in Debian's Chromium: drawn, silent, accessible, as wide as a telephone, on two sheets.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
for program in chromium chromedriver; do
  command -v $program >/dev/null || fail "$program is missing; mend it with: scripts/install-deps test"
done
pictures=$(dirname "$SHAREBENCH")/../pages

# axe-core comes from npm, locked, into the cache.
axe=$XDG_CACHE_HOME/sharebench/axe
if ! cmp -s "$SOURCE_DIR/tests/browser/package-lock.json" "$axe/package-lock.json" ||
  [ ! -f "$axe/node_modules/axe-core/axe.min.js" ]; then
  mkdir -p "$axe"
  cp "$SOURCE_DIR/tests/browser/package.json" "$SOURCE_DIR/tests/browser/package-lock.json" "$axe"
  (cd "$axe" && npm ci --ignore-scripts --no-audit --no-fund) >out 2>err || fail "npm cannot fetch axe-core"
fi

cp "$SOURCE_DIR/tests/golden/schema/run.v1.json" lab.run.json
python3 "$SOURCE_DIR/tests/support/make_runs.py" . plain hostile one_block failed_cell extreme one_share many_shares bare
pages=
for name in lab plain hostile one_block failed_cell extreme one_share many_shares bare; do
  expect 0 "$SHAREBENCH" report $name.run.json --html $name.html
  [ "$(wc -c <$name.html)" -lt 2000000 ] || fail "$name.html has 2 MB or more"
  pages="$pages $name.html"
done
# Letters of one family on every machine, whatever else is installed.
cat >fonts.conf <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>$scratch/fonts</cachedir>
<match><edit name="family" mode="prepend" binding="strong"><string>DejaVu Sans</string></edit></match></fontconfig>
END
# Debian's Python has selenium; Chromium wants a home without surprises.
# shellcheck disable=SC2086
HOME=$scratch FONTCONFIG_FILE=$scratch/fonts.conf /usr/bin/python3 "$SOURCE_DIR/tests/support/page_browser.py" \
  "$axe/node_modules/axe-core/axe.min.js" "$pictures" $pages >out 2>err || fail "the page in a browser"
cat out

# They look as they did when a person last looked at them.
names="lab-1440-dark lab-360-light"
for page in $pages; do names="$names ${page%.html}-1440-light"; done
# shellcheck disable=SC2086
/usr/bin/python3 "$SOURCE_DIR/tests/support/compare_pictures.py" \
  "$SOURCE_DIR/tests/golden/pages" "$pictures" $names >out 2>err || fail "a page looks different"
cat out
