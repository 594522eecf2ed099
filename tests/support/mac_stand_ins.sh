# A Mac with docker-machine made of stand-ins: programs that come first in PATH, answer as the real ones do, and keep
# their files below $MAC and those of the VM `default` below $MAC/vm. Nothing of this machine's /etc is read or written.
#
# Sourced with SHAREBENCH set; `make_mac DIR VERSION` makes one, `make_vm DIR` a VM (`vm.two` is that of the machine
# `two`), `on_mac COMMAND...` runs a command on it.
# PF is our own parser: what `pfctl -f` loads, `pfctl -s rules` prints through `sharebench guard print`.

stand_in() { # NAME, its script on standard input
  { echo '#!/bin/bash' && cat; } >"$MAC/bin/$1"
  chmod 755 "$MAC/bin/$1"
}

make_vm() {
  mkdir -p "$MAC/$1/var/lib/boot2docker" "$MAC/$1/proc/self" "$MAC/$1/Users"
  printf '1 0 0:2 / / rw - tmpfs tmpfs rw\n' >"$MAC/$1/proc/self/mountinfo"
  echo '40 1 0:38 / /Users rw,nodev,relatime - vboxsf Users rw,iocharset=utf8,uid=1000,gid=50' \
    >>"$MAC/$1/proc/self/mountinfo"
}

make_mac() {
  MAC=$1
  export MAC SHAREBENCH
  mkdir -p "$MAC/bin" "$MAC/etc" "$MAC/Library/LaunchDaemons"
  make_vm vm
  echo "$2" >"$MAC/version"
  printf '%s\n' 'scrub-anchor "com.apple/*"' 'anchor "com.apple/*"' >"$MAC/etc/pf.conf"
  cp "$MAC/etc/pf.conf" "$MAC/loaded"
  printf 'nfs.server.mount.require_resv_port = 1\n' >"$MAC/etc/nfs.conf"

  # Programs that take paths: the Mac's and the VM's are below $MAC.
  for name in cat tee ls rm chmod chown sed awk; do
    stand_in $name <<'END'
root=$MAC${IN_VM:+/$IN_VM}
words=()
for word; do
  case $word in
    /proc/mounts) # as the kernel derives it from mountinfo
      word=$root/proc/mounts
      /usr/bin/awk '{ for (i = 7; $i != "-"; i++); print $(i + 2), $5, $(i + 1), "rw 0 0" }' \
        "$root/proc/self/mountinfo" >"$word" ;;
    /etc/* | /Library/* | /var/lib/boot2docker/* | /Users | /proc/self/mountinfo) word=$root$word ;;
  esac
  words+=("$word")
done
exec "/usr/bin/${0##*/}" "${words[@]}"
END
  done
  echo 'echo Darwin' | stand_in uname
  echo 'cat "$MAC/version"' | stand_in sw_vers
  echo '[ "$1" = -u ] && echo 501 || echo 20' | stand_in id
  stand_in df <<'END'
point=/
case $(cat "$MAC/version") in 10.1[0-4]*) ;; *) point=/System/Volumes/Data ;; esac
echo 'Filesystem   512-blocks      Used Available Capacity  Mounted on'
echo "/dev/disk1s1  976490576 345677968 600000000    37%    $point"
END
  stand_in ifconfig <<'END'
printf '%s\n' 'lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384' '	inet 127.0.0.1 netmask 0xff000000' \
  '	inet6 ::1 prefixlen 128' \
  'en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500' \
  '	inet 10.0.0.5 netmask 0xffffff00 broadcast 10.0.0.255' \
  'vboxnet0: flags=8943<UP,BROADCAST,RUNNING,PROMISC,SIMPLEX,MULTICAST> mtu 1500' \
  '	inet 192.168.99.1 netmask 0xffffff00 broadcast 192.168.99.255'
END
  stand_in rpcinfo <<'END'
port() { sed -n "s/^ *$1 *= *\([0-9]*\).*/\1/p" /etc/nfs.conf | grep . || echo "$2"; }
echo '   program vers proto   port'
for proto in udp tcp; do
  printf '    %s    3   %s  %5s  %s\n' 100000 $proto 111 rpcbind 100003 $proto 2049 nfs \
    100005 $proto "$(port nfs.server.mount.port 865)" mountd 100021 $proto "$(port nfs.lockd.port 940)" nlockmgr \
    100024 $proto "$(port nfs.statd.port 991)" status 100011 $proto "$(port nfs.server.rquota.port 900)" rquotad
done
END
  echo 'echo "Exports list on localhost:"' | stand_in showmount
  echo 'echo "launchctl $*" >>"$MAC/log"' | stand_in launchctl
  stand_in nfsd <<'END'
echo "nfsd $*" >>"$MAC/log"
case $1 in
  status) echo 'nfsd service is enabled'; echo 'nfsd is running (pid 312, 8 threads)' ;;
  checkexports) [ ! -e "$MAC/mismatch" ] || { cat "$MAC/mismatch" >&2; exit 1; } ;;
esac
END
  stand_in pfctl <<'END'
echo "pfctl $*" >>"$MAC/log"
case "$*" in
  "-s info") echo 'Status: Enabled for 0 days 00:00:09           Debug: Urgent' ;;
  "-s rules") "$SHAREBENCH" guard print --pf-conf "$MAC/loaded" | grep -v '^table\|^nat-\|^rdr-\|^dummynet-\|^[a-z_]* = ' ;;
  "-s Interfaces -v") printf '%s\n' en0 lo0 vboxnet0 ;;
  "-s References") printf '%s\n' TOKENS: 'PID      Process Name                 TOKEN                    TIMESTAMP' \
    '501      pfctl                        15447822800193098702     0 days 00:00:09' ;;
  "-s Tables") sed -n 's/^table <\([a-z_]*\)>.*/\1/p' "$MAC/loaded" ;;
  "-t sb_vm"*" -T show") sed -n "s/^table <$2> const { \(.*\) }/\1/p" "$MAC/loaded" | tr ' ' '\n' | sed 's/^/   /' ;;
  "-nf /etc/pf.conf") "$SHAREBENCH" guard print --pf-conf "$MAC/etc/pf.conf" >"$MAC/parsed" ;;
  "-E -f /etc/pf.conf") cp "$MAC/etc/pf.conf" "$MAC/loaded"; echo 'pf enabled' >&2
    echo 'Token : 15447822800193098702' >&2 ;;
  "-f /etc/pf.conf") cp "$MAC/etc/pf.conf" "$MAC/loaded" ;;
esac
END
  stand_in docker-machine <<'END'
vm=vm.$2 address=192.168.99.101
[ "$2" != default ] || vm=vm address=192.168.99.100
[ -d "$MAC/$vm" ] || { echo "Docker machine \"$2\" does not exist." >&2; exit 1; }
case $1 in
  status) [ -e "$MAC/stopped" ] && echo Stopped || echo Running ;;
  ip) echo $address ;;
  inspect) echo "{\"Driver\": {\"IPAddress\": \"$address\"}}" ;;
  ssh) IN_VM=$vm exec sh -c "$3" ;;
esac
END
  stand_in docker <<'END'
echo "docker $*" >>"$MAC/log"
case "$1 $2" in
  "version --format") echo 27.4.0 ;;
  "volume inspect") [ -e "$MAC/volume" ] || { echo "no such volume: $5" >&2; exit 1; }; cat "$MAC/volume" ;;
  "volume create") printf '%s\n' "${6#type=} ${8#o=} ${10#device=}" >"$MAC/volume" ;;
  "volume rm") rm "$MAC/volume" ;;
esac
END
  echo 'exec "$@"' | stand_in sudo
  echo '[ -n "$IN_VM" ] || exec /usr/bin/mkdir "$@"' | stand_in mkdir
  echo '[ -n "$IN_VM" ] || exec /usr/bin/sleep "$@"' | stand_in sleep
  stand_in umount <<'END'
[ ! -e "$MAC/busy" ] || { echo "umount: can't unmount $1: Resource busy" >&2; exit 1; }
at=${!#} sed -i "\\# ${!#} rw#d" /proc/self/mountinfo
END
  stand_in mount <<'END'
# mount -t TYPE -o OPTIONS SOURCE FOLDER
echo "mount $*" >>"$MAC/log"
[ "$2" != nfs ] || [ ! -e "$MAC/no-route" ] || { echo 'mount.nfs: Connection timed out' >&2; exit 32; }
case $2 in
  nfs) echo "41 1 0:39 / $6 rw,relatime - nfs $5 rw,vers=3,rsize=65536,$4" ;;
  *) echo "40 1 0:38 / $6 rw,nodev,relatime - $2 $5 rw,${4#nodev,}" ;;
esac >>"$MAC/$IN_VM/proc/self/mountinfo"
END
}

on_mac() {
  PATH=$MAC/bin:$PATH "$@"
}
