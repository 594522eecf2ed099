# verify finds every careless edit of a report, and nothing in reports that are as they were made.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
. "$SOURCE_DIR/tests/support/guarded_run.sh"

cp "$SOURCE_DIR/tests/golden/schema/run.v1.json" lab.run.json
python3 "$SOURCE_DIR/tests/support/make_runs.py" . plain hostile
expect 0 "$SHAREBENCH" report lab.run.json --html lab.html --markdown lab.md --csv lab.csv --svg charts \
  --title 'A title -- with "marks"' --quiet
expect 0 "$SHAREBENCH" verify lab.run.json lab.html lab.md lab.csv charts/*.svg
says out "lab.html: verified"
expect 0 "$SHAREBENCH" report hostile.run.json --html hostile.html --markdown hostile.md --csv hostile.csv
expect 0 "$SHAREBENCH" verify hostile.run.json hostile.html hostile.md hostile.csv

# Pictures are linked as a reader of the text will find them, wherever it stands.
mkdir -p texts
expect 0 "$SHAREBENCH" report lab.run.json --markdown texts/lab.md --svg charts --quiet
says texts/lab.md "(<../charts/"
expect 0 "$SHAREBENCH" verify lab.run.json texts/lab.md

# What was cut out of a page is missed even when its stamp is gone; a page without a stamp was changed.
grep -v '^<!-- sharebench' lab.html >bare.html
expect 1 "$SHAREBENCH" verify lab.run.json bare.html
sed '/| small_files/d' lab.md | grep -v '^<!-- sharebench' >less.md
expect 3 "$SHAREBENCH" verify lab.run.json less.md

# What the guard said of a run is on its page.
guarded_run lab.run.json guarded.run.json
expect 0 "$SHAREBENCH" report guarded.run.json --html guard.html
says guard.html "pass all"
expect 0 "$SHAREBENCH" verify guarded.run.json guard.html

# Reports of another run, of nothing, and of another version.
expect 1 "$SHAREBENCH" verify plain.run.json lab.html
expect 6 "$SHAREBENCH" verify lab.run.json lab.run.json
says err "no report that can be verified"
expect 6 "$SHAREBENCH" verify lab.run.json missing.html
grep -v '^<!-- sharebench' lab.md >pasted.md
expect 0 "$SHAREBENCH" verify lab.run.json pasted.md
says out "figure by figure"
sed 's/| 8 |/| 9 |/' pasted.md >wrong.md
expect 1 "$SHAREBENCH" verify lab.run.json wrong.md
says out "cell"

python3 "$SOURCE_DIR/tests/support/edit_reports.py" "$SHAREBENCH" lab.run.json lab.html lab.md lab.csv charts/*.svg ||
  fail "an edit was not found"

# No false alarm on 51 reports of 17 runs.
python3 - <<'END'
import json
run = json.load(open("plain.run.json"))
for i in range(17):
    columns = run["samples"]
    columns["elapsed_ns"] = [t + (j * 7919 * (i + 1)) % 1000003 for j, t in enumerate(columns["elapsed_ns"])]
    run["plan"]["margin"] = 0.01 + 0.01 * i
    json.dump(run, open(f"run{i}.run.json", "w"))
END
for run in run*.run.json; do
  name=${run%.run.json}
  expect 0 "$SHAREBENCH" report "$run" --html "$name.html" --markdown "$name.md" --csv "$name.csv"
  expect 0 "$SHAREBENCH" verify "$run" "$name.html" "$name.md" "$name.csv"
done
