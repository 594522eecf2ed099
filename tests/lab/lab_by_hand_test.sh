# A lab that was brought up by hand: commands in it, what it says of itself, and its end.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
trap '"$SHAREBENCH" lab down >/dev/null 2>&1; rm -rf "$scratch"' EXIT
expect 0 "$SHAREBENCH" lab up
expect 0 "$SHAREBENCH" lab exec -- echo 'two  words' '$HOME'
says out 'two  words $HOME'
expect 0 "$SHAREBENCH" lab exec 'echo $HOME; echo to err >&2'
says out /root
says err "to err"
expect 5 "$SHAREBENCH" lab exec -- false
expect 0 "$SHAREBENCH" lab status
says out "up: "
# Nothing in the idle guest starts programs all the time: an emulated processor has no time to spare.
pids=$("$SHAREBENCH" lab exec "sh -c 'echo \$\$'; sleep 3; sh -c 'echo \$\$'" | tr '\n' ' ')
first=${pids%% *} last=${pids#* }
[ $((last - first)) -lt 8 ] || fail "processes were started in an idle guest: $pids"
expect 0 "$SHAREBENCH" lab down
expect 0 "$SHAREBENCH" lab status
no_lab_left
