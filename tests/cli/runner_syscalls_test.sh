# Counts system calls from outside: what small_files does to a file is eight calls, and no more.
RUNNER=$1
. "$SOURCE_DIR/tests/support/shell.sh"
command -v strace >/dev/null || fail "strace is missing; scripts/install-deps test installs it"
export ASAN_OPTIONS=detect_leaks=0  # the leak check cannot run while being traced

expect 0 "$RUNNER" --mark area
# -ff: a file each thread, so that no call is written in two halves about another thread's
expect 0 strace -ff -y -o trace -e trace=file,desc "$RUNNER" --dir area --workload small_files \
  --param count=7 --param size=512
grep -hE '\.o[">]' trace.* >calls || fail "the trace names no file"
python3 - <<'END' || fail "the calls differ"
import collections, re
calls = collections.Counter()
for line in open("calls"):
    name = re.match(r"(\w+)\(", line).group(1)
    name = {"newfstatat": "stat", "stat": "stat", "statx": "stat", "unlinkat": "unlink"}.get(name, name)
    if name == "openat" or name == "open":
        name = "create" if "O_CREAT" in line else "open"
    calls[name] += 1
expected = {"create": 7, "write": 7, "close": 14, "stat": 7, "open": 7, "read": 7, "unlink": 7}
assert calls == expected, (calls, expected)
END
