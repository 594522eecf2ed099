# The website of docs/ has every page, and no link of it leads nowhere.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"

expect 0 "$SOURCE_DIR/scripts/docs-site" "$scratch/the site"
says out "pages in"
for page in "$SOURCE_DIR"/docs/*.md; do
  test -s "the site/$(basename "$page" .md).html" || fail "no page of $page"
done
says "the site/index.html" "<h1"
says "the site/gallery.html" "reading_charts.html"
! grep -q '<a href="[^":]*\.md' "the site"/*.html || fail "a page links Markdown"

# The check of links can fail.
mkdir -p copy/docs/site copy/results
cp "$SOURCE_DIR"/docs/site/* copy/docs/site/
printf '# A\n\n![x](nowhere.png)\n' >copy/README.md
expect 1 /usr/bin/python3 copy/docs/site/make_site.py copy broken
says out "index.html: nowhere.png"
