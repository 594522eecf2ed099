# Completions are tried in the shells themselves, and manual pages by readers of roff.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
export LC_ALL=C.UTF-8
for shell in bash zsh fish; do
  expect 0 "$SHAREBENCH" completion $shell
  cp out "sharebench.$shell"
done
expect 2 "$SHAREBENCH" completion csh
says err "there is no shell 'csh'"
commands=$("$SHAREBENCH" --help | sed -n '/^commands:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')

# complete WORD...: what bash offers at the end of that line, as readline would call it; it splits at `=`.
cat >complete <<'END'
. ./sharebench.bash
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_sharebench "$1" "${!#}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
END
complete() { expect 0 bash ./complete sharebench "$@"; }
offers() { grep -qxF -e "$1" out || fail "not offered: $1"; }
complete ""
for command in $commands --help --version; do offers "$command"; done
complete re
[ "$(sort out | paste -sd' ')" = "$(echo "$commands" | grep '^re' | sort | paste -sd' ')" ] || fail "words that begin with re"
for command in $commands; do
  complete "$command" --
  cp out options
  "$SHAREBENCH" "$command" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort >wanted
  sort options | diff - wanted >err || fail "the options of $command"
done
complete run --suite ""
[ "$(sort out | paste -sd' ')" = "full mission quick" ] || fail "suites"
complete run --suite = m
offers mission
complete run --suite =
offers quick
complete run --target lo
offers local
complete run --shares nfs3,vb
[ "$(cat out)" = nfs3,vboxsf ] || fail "the last of a list"
complete run --workloads jar_
offers jar_unzip
complete run --accelerator k
[ "$(cat out)" = kvm ] || fail "words that the help has"
complete guard ch
[ "$(cat out)" = check ] || fail "actions"
complete history ""
offers trend
complete completion ""
offers fish
# In a terminal: readline itself, asked for the menu that two tabs show.
printf 'set enable-bracketed-paste off\nset bell-style none\nset page-completions off\n' >inputrc
printf 'PS1="> "\n. ./sharebench.bash\n' >rc
printf 'sharebench guard ca\t\nsharebench run --suite q\t\nsharebench report sh\t\nexit\n' |
  INPUTRC=inputrc TERM=dumb bash --rcfile rc -i >out 2>&1 || true
for line in "sharebench guard capture" "sharebench run --suite quick" "sharebench report sharebench."; do
  grep -qF "$line" out || fail "a terminal did not complete to: $line"
done

# fish completes a line by itself, and shows the help of each word.
fish() { command fish --no-config -c "source ./sharebench.fish; complete -C '$1'" >out 2>err || fail "fish: $1"; }
fish "sharebench re"
[ "$(cut -f1 out | sort | paste -sd' ')" = "$(echo "$commands" | grep '^re' | sort | paste -sd' ')" ] || fail "fish: commands"
fish "sharebench run --sui"
says out "--suite	quick, mission or full"
fish "sharebench run --suite "
[ "$(cut -f1 out | sort | paste -sd' ')" = "full mission quick" ] || fail "fish: suites"
fish "sharebench run --shares nfs3,vb"
[ "$(cut -f1 out)" = nfs3,vboxsf ] || fail "fish: the last of a list"
fish "sharebench guard ch"
says out check
fish "sharebench history list "
! grep -qw targets out || fail "fish: the words of another command"
[ ! -s err ] || fail "fish complains"

# zsh, where it is installed, reads its script and completes in a terminal of its own.
if command -v zsh >/dev/null; then zsh -f -n sharebench.zsh 2>err || fail "zsh cannot read its script"; fi

# A page for each command, with each of its options; mandoc (and groff, where it is) have nothing to complain about.
expect 0 "$SHAREBENCH" docs man --into pages
[ "$(ls pages | wc -l)" = $(($(echo "$commands" | wc -l) + 1)) ] || fail "pages: $(ls pages)"
for page in pages/*.1; do
  # The date is left out: it would be that of the build.
  mandoc -T lint -W warning "$page" >err || grep -v "missing date" err >out && fail "mandoc: $page"
  ! command -v groff >/dev/null || { groff -ww -man -Tascii "$page" >text 2>err && [ ! -s err ] || fail "groff: $page"; }
done
for command in $commands; do
  mandoc -T utf8 "pages/sharebench-$command.1" | sed 's/.\x08//g' >text
  "$SHAREBENCH" "$command" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | while read -r option; do
    grep -qE "^ +$option( |\$)" text || fail "the page of $command lacks $option"
  done
  says text "sharebench $command"
done
expect 0 "$SHAREBENCH" docs man
says out ".TH SHAREBENCH 1"
expect 2 "$SHAREBENCH" docs man runn
says err "did you mean 'run'?"
