# A directory of another machine's engine that is here as well, by chance: nothing is said of the one that is here.
# The engine is a stand-in whose containers are our runner on this machine.
RUNNER=$1 SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/shell.sh"
mkdir bin project
arch=$(uname -m)
export PATH="$scratch/bin:$PATH" RUNNER CALLS="$scratch/calls"
stand_in() { { echo '#!/bin/sh' && cat; } >"bin/$1" && chmod +x "bin/$1"; }
stand_in uname <<END
[ "\$1" != -m ] || { echo $arch; exit; }
[ "\$1" != -n ] || { echo mac.local; exit; }
echo Darwin 24.4.0
END
stand_in mdutil <<'END'
echo "mdutil $*" >>"$CALLS"
printf '/System/Volumes/Data:\n\tIndexing enabled. \n'
END
stand_in df <<'END'
echo "df $*" >>"$CALLS"
printf 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/disk3s5 482797652 482000000 512000 100%% /\n'
END
stand_in docker <<END
[ "\$1" != -H ] || shift 2
case "\$1 \$2" in
  "version --format") echo '{"Server": {"Version": "27.4.0", "Arch": "$arch", "Os": "linux", "KernelVersion": "6.1.0"}}' ;;
  "info --format") echo '{"ServerVersion": "27.4.0", "NCPU": 2, "MemTotal": 8589934592, "OSType": "linux", "Architecture": "$arch",
    "KernelVersion": "6.1.0", "OperatingSystem": "Debian", "SystemTime": "2025-01-15T10:20:30Z"}' | tr -d '\n' ;;
  "import -c") sha256sum <"\$4" | cut -d ' ' -f 1 >archive; echo sha256:5b ;;
  "image inspect") echo "sha256:5b [\"sha256:\$(cat archive)\"]" ;;
  run*)
    while [ "\$1" != --mount ]; do shift; done
    src=\${2#*src=} src=\${src%%,dst=*} src=\${src%\\"}
    while [ "\$1" != sha256:5b ]; do shift; done
    case \$2 in
      --serve) exec "\$RUNNER" --serve --dir "\$src" ;;
      *) exec "\$RUNNER" "\$2" "\$src\${3#/share}" ;;
    esac ;;
esac
END

measure() { # ENDPOINT OUT
  rm -f calls
  HOME="$scratch" expect 0 "$SHAREBENCH" run --target "docker:$1" --shares copy --dir "$scratch/project" --runner "$RUNNER" --warmup 0 \
    --blocks 1 --workloads small_files:count=5 --out "$2"
  nothing_left project
}
said() { # OUT: the codes of the warnings about a place, and which facts there are
  python3 - "$1"/*.run.json <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
codes = {w["code"] for w in run["warnings"]} & {"spotlight", "low_disk"}
print(*sorted(codes), *sorted(set(run["host_facts"]) & {"spotlight", "disk free"}), sep=", ")
PY
}
measure unix:///var/run/docker.sock here
says calls "mdutil -s $scratch/project"
says calls "df -Pk $scratch/project"
[ "$(said here)" = "low_disk, spotlight, disk free, spotlight" ] || fail "of a directory of this machine: $(said here)"
! grep -F "$scratch" here/*.run.json || fail "the home directory is in the run file"
grep -q '"dir": *"~/project"' here/*.run.json || fail "Spotlight's warning does not name the directory"

measure tcp://10.0.0.7:2376 far
[ ! -e calls ] || fail "the directory of this machine was asked about: $(cat calls)"
[ -z "$(said far)" ] || fail "something is said of the directory of this machine: $(said far)"
