#!/bin/sh
# Charts for real: node and rsvg-convert draw them twice, byte for byte the same; an XML parser reads the
# SVG, and the PNG's own header says its size.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
. "$SOURCE_DIR/tests/support/guarded_run.sh"
run="$SOURCE_DIR/tests/golden/schema/run.v1.json"

for times in one two; do
  expect 0 "$SHAREBENCH" report "$run" --svg $times --png $times --width 900 --title 'A <b>title</b> & more'
done
[ "$(ls one/*.svg | wc -l)" -ge 10 ] || fail "fewer than 10 charts: $(ls one)"
for file in one/*; do
  cmp "$file" "two/${file#one/}" || fail "$file differs from one time to the next"
done

# Every picture has the words that keep it honest, and the title is text.
for file in one/*.svg; do
  xmllint --noout --nonet "$file" || fail "$file is no XML"
  words=$(xmllint --xpath 'string(/)' "$file")
  for wanted in 'A <b>title</b> & more' '20261124-183000-lab' 'EMULATED' 'better'; do
    case $words in *"$wanted"*) ;; *) fail "$file does not say: $wanted" ;; esac
  done
  [ "$(xmllint --xpath 'count(//*[local-name()="image" or local-name()="script" or @href])' "$file")" = 0 ] ||
    fail "$file has more than shapes and text"
done

# 900 pixels at twice the density; a part of a pixel is rounded up.
python3 - one/*.png <<'END_OF_PYTHON'
import struct
import sys

for name in sys.argv[1:]:
    head = open(name, "rb").read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", name
    width, height = struct.unpack(">II", head[16:24])
    assert 1790 <= width <= 1830, (name, width)
    assert 300 < height < 6000, (name, height)
END_OF_PYTHON

# Names of shares and workloads are text, whatever they say.
python3 - "$run" >hostile.run.json <<'END_OF_PYTHON'
import json
import sys

run = json.load(open(sys.argv[1]))
run["mounts"][0]["share"]["name"] = "<script>alert(1)</script>"
run["mounts"][1]["share"]["name"] = "datum['x'] + \"{signal: width}\" a.b[0]"
run["mounts"][2]["share"]["name"] = "\u202e" + "y" * 10000
run["plan"]["workloads"][0]["label"] = "<img src=x onerror=alert(1)>"
json.dump(run, sys.stdout)
END_OF_PYTHON
expect 0 "$SHAREBENCH" report hostile.run.json --svg hostile --width 1200
for file in hostile/absolute_time.svg hostile/blocks.svg; do
  words=$(xmllint --nonet --xpath 'string(/)' "$file")
  for wanted in '<script>alert(1)</script>' "datum['x'] + \"{signal: width}\" a.b[0]" '<img src=x onerror=alert(1)>'; do
    case $words in *"$wanted"*) ;; *) fail "$file does not say: $wanted" ;; esac
  done
  [ "$(wc -c <"$file")" -lt 400000 ] || fail "$file has a name of 10,000 letters in full"
done

# Another theme is another picture, and what cannot be drawn is said before anything is drawn.
expect 0 "$SHAREBENCH" report "$run" --svg dark --theme dark
! cmp -s dark/verdicts.svg one/verdicts.svg || fail "dark is light"
expect 2 "$SHAREBENCH" report "$run" --svg none --theme pink
says err "choose one of: light, dark, blog"
expect 2 "$SHAREBENCH" report "$run" --svg none --width 10
expect 2 "$SHAREBENCH" report "$run" --svg none --lang tlh
says err "choose one of: en, de"
expect 2 "$SHAREBENCH" report "$run" --svg none --html none.html --lang de
says err "English only"
[ ! -e none ] && [ ! -e none.html ] || fail "something was drawn"

# In German: the words are, the figures stay, and the picture can be verified.
expect 0 "$SHAREBENCH" report "$run" --svg german --width 900 --lang de
for file in german/*.svg; do
  words=$(xmllint --nonet --xpath 'string(/)' "$file")
  for wanted in '20261124-183000-lab' 'EMULIERT' 'besser' 'Quelle: Lauf'; do
    case $words in *"$wanted"*) ;; *) fail "$file does not say: $wanted" ;; esac
  done
  case $words in *' is better'* | *hardware* | *intervals*) fail "$file speaks English" ;; esac
done
expect 0 "$SHAREBENCH" verify "$run" german/verdicts.svg
sed 's/Basis/Bases/' german/verdicts.svg >changed.svg
expect 1 "$SHAREBENCH" verify "$run" changed.svg

# Without the programs: which, and the command that mends it.
mkdir empty
expect 4 env PATH="$scratch/empty" "$SHAREBENCH" report "$run" --svg none
says err "node was not found"
says err "apt-get install nodejs"
ln -s "$(command -v node)" empty/node
expect 4 env PATH="$scratch/empty" "$SHAREBENCH" report "$run" --png none
says err "apt-get install librsvg2-bin"
printf '#!/bin/sh\ncat >/dev/null\necho "SyntaxError: too old" >&2\nexit 1\n' >empty/old && chmod +x empty/old
rm empty/node && ln -s old empty/node
expect 4 env PATH="$scratch/empty:/bin:/usr/bin" "$SHAREBENCH" report "$run" --svg none
says err "too old"

# The guard's answer becomes a picture, in a report and by itself.
guarded_run "$run" guarded.run.json
expect 0 "$SHAREBENCH" report guarded.run.json --svg guarded
case $(xmllint --xpath 'string(/)' guarded/guard_matrix.svg) in *"Verdict: exposed"*) ;; *) fail "no matrix" ;; esac

# What the guard says becomes a picture too, and its exit code stays.
mkdir -p state
printf 'linux' >state/os
expect 3 "$SHAREBENCH" guard check --captured state --svg guarded
words=$(xmllint --xpath 'string(/)' guarded/guard_matrix.svg)
case $words in *"Verdict: unknown"*) ;; *) fail "no matrix of the guard" ;; esac
expect 3 "$SHAREBENCH" guard check --captured state --svg guarded --lang de
words=$(xmllint --xpath 'string(/)' guarded/guard_matrix.svg)
case $words in *"Urteil: unbekannt"*) ;; *) fail "no German matrix of the guard" ;; esac
case $words in *"Quelle: guard check"*) ;; *) fail "no German source" ;; esac
