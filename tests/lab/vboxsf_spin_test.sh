# A share that fills up: the guest's driver retries the write for ever, and the run must not hang.
SHAREBENCH=$2
. "$SOURCE_DIR/tests/support/lab.sh"
lab_run --shares vboxsf,disk --blocks 2 --warmup 1 --seed 5 --sample-timeout 5s --out out.d \
  --workloads small_files:count=25,size=1KiB >out 2>err </dev/null &
run=$!

# Full from the sixtieth write on, until nobody writes any more: the writer was killed.
python3 - "$XDG_STATE_HOME" <<'PY' || { kill -INT $run; wait $run; fail "no sample was caught in the spin"; }
import os, pathlib, socket, sys, time

def control():
    end = time.time() + 300
    while time.time() < end:
        for path in pathlib.Path(sys.argv[1]).rglob("vboxsf.sock"):
            os.chdir(path.parent)  # its whole path may be longer than a socket's may be
            link = socket.socket(socket.AF_UNIX)
            link.connect(path.name)
            return link.makefile("rw")
        time.sleep(0.1)
    sys.exit("no control socket appeared")

def ask(line):
    link.write(line + "\n")
    link.flush()
    return link.readline()

def writes():
    return sum(int(word.split("=")[1].split("/")[0]) for word in ask("counts").split()
               if word.startswith("write="))

link = control()
assert ask("fault write:60+:-152") == "ok\n"
before, end = 0, time.time() + 300
while (now := writes()) < 5000 or now != before:
    if time.time() > end:
        sys.exit(f"{now} writes, and no end")
    before = now
    time.sleep(0.3)
assert ask("fault none") == "ok\n"
PY
status=0
wait $run || status=$?
# The block with the failure was discarded and measured again.
[ $status = 0 ] || fail "status $status, not 0"
says err "block 1 of 2 discarded"
says out "blocks that were discarded and do not count: 1 of 3"
no_lab_left
python3 - out.d/*.run.json <<'PY' || fail "the run file does not tell what happened"
import json, sys
run = json.load(open(sys.argv[1]))
s = run["samples"]
failed = {int(i): sentence for i, sentence in s["failure"].items()}
assert failed, "no sample failed"
block = s["block"][min(failed)]
assert all("5" in sentence and s["block"][i] == block for i, sentence in failed.items()), failed
print(*failed.items(), sep="\n")
good = [i for i in range(len(s["cell"])) if s["verified"][i] and s["block"][i] != block]
assert len(good) >= 4, "the other block was not measured"
PY
