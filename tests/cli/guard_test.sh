# `sharebench guard`: answers, verdicts and exit codes as docs/cli.md promises them.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
unset SHAREBENCH_OUT
pf=$SOURCE_DIR/tests/captured/pf
mkdir host && cp "$pf/ifconfig" host/ && echo "macos 15.4" >host/os

ask() {  # STATUS OPTION...
  status=$1
  shift
  expect "$status" "$SHAREBENCH" guard ask --json "$@"
}
judge() {  # STATUS CONF OPTION...
  status=$1 conf=$2
  shift 2
  expect "$status" "$SHAREBENCH" guard check --json --captured host --pf-conf "$conf" --vm 192.168.99.100 \
    --vm-interface vboxnet0 --service-ports 111,2049,20048-20051 "$@"
}

ask 0 --pf-conf "$pf/article.conf" --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 2049
says out '{"decision":"block","rule":"block drop in all","anchor":"","reason":"'
ask 0 --pf-conf "$pf/anchors.conf" --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 13
says out '"decision":"pass"'
says out '"anchor":"a/deep"'
ask 3 --pf-conf "$pf/unknowable.conf" --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 2049
says out '"decision":"undecided"'
printf 'pass in\nset scrub\n' >broken.conf
ask 3 --pf-conf broken.conf --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp --port 2049
says out 'broken.conf:2: syntax error'
ask 2 --pf-conf "$pf/article.conf" --in en0 --from 10.0.0.9 --to fe80::1 --proto tcp
says err 'of two families'
ask 2 --pf-conf "$pf/article.conf" --from 10.0.0.9 --to 10.0.0.5 --proto tcp
says err 'needs --in IFACE or --out IFACE'
ask 2 --pf-conf "$pf/article.conf" --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tpc
says err "'tpc' is no protocol"
ask 2 --pf-conf no-such-file --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp
says err 'no-such-file cannot be read'
ask 6 --captured no-such-folder --in en0 --from 10.0.0.9 --to 10.0.0.5 --proto tcp
says err 'no-such-folder is no folder'

judge 0 "$pf/recommended.conf"
says out '"verdict": "protected"'
judge 1 "$pf/article.conf"
says out '"verdict": "exposed"'
judge 3 broken.conf
says out '"verdict": "unknown"'
echo 'block in quick on ! lo0 all' >shut.conf
judge 1 shut.conf
says out '"verdict": "vm_blocked"'
expect 2 "$SHAREBENCH" guard check --pf-conf shut.conf --service-ports ftp=21
says err "'ftp=21' is no service and no port"
expect 2 "$SHAREBENCH" guard chek
says err "did you mean 'check'?"
expect 3 "$SHAREBENCH" guard check --captured host --json
says out '"verdict": "unknown"'

expect 0 "$SHAREBENCH" guard plan --captured host --vm 192.168.99.100 --vm-interface vboxnet0
says out '+block drop in quick on ! lo0'
says out 'pfctl -E -f /etc/pf.conf'
expect 0 "$SHAREBENCH" guard plan --captured host --vm 192.168.99.100 --vm-interface vboxnet0 --style gilt
says out 'hole: bridge0'
expect 2 "$SHAREBENCH" guard plan --captured host --vm 192.168.99.100 --vm-interface 'en0 }'

cat >scan.xml <<END
<nmaprun><host><status state="up"/><address addr="10.0.0.5"/><ports>
<port protocol="tcp" portid="2049"><state state="open" reason="syn-ack"/></port>
<port protocol="tcp" portid="8000"><state state="open" reason="syn-ack"/></port>
</ports></host></nmaprun>
END
expect 1 "$SHAREBENCH" guard probe --nmap-xml scan.xml --control-port 8000 --captured host \
  --pf-conf "$pf/recommended.conf" --vm 192.168.99.100 --vm-interface vboxnet0 --service-ports tcp/2049,mountd=20048
says out 'nmap disagrees with the model (protected)'
