# Help has examples for every command, and lists are what the rows say, also as JSON.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
expect 0 "$SHAREBENCH" --version
says out "sharebench 0."
expect 0 "$SHAREBENCH" --help
for command in run report list lab doctor; do
  says out "$command"
  cp out overview
  expect 0 "$SHAREBENCH" $command --help
  says out "examples:"
  says out "usage: sharebench $command"
  cp overview out
done
for what in targets shares workloads reporters; do
  expect 0 "$SHAREBENCH" list $what
  cp out plain
  expect 0 "$SHAREBENCH" list $what --json
  python3 - $what <<'PY' || fail "list $what --json and the plain list differ"
import json, sys
names = [row["name"] for row in json.load(open("out"))]
assert names == [line.split()[0] for line in open("plain")], names
PY
done
expect 0 "$SHAREBENCH" list shares --target lab
says out "not offered by lab"
