# The served runner: a whole conversation, its failures, and its ends.
RUNNER=$1
. "$SOURCE_DIR/tests/support/shell.sh"
expect 0 "$RUNNER" --mark area

cat >talk.py <<'END'
import json, os, signal, subprocess, sys, time

runner, area = sys.argv[1], "area"
small = {"workload": "small_files", "params": {"count": "5", "size": "64"}, "seed": 7}

def refuse(text):
    raise ValueError(text + " is not JSON")

class Served:
    def __init__(self):
        self.process = subprocess.Popen([runner, "--serve", "--dir", area], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def say(self, line):
        self.process.stdin.write(line if isinstance(line, bytes) else line.encode())
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline(), parse_constant=refuse)

    def ask(self, op, **fields):
        return self.say(json.dumps({"op": op, **fields}) + "\n")

    def fails(self, sentence, op, **fields):
        answer = self.ask(op, **fields)
        text = answer.get("error") or answer["benchmarks"][0]["error_message"]
        assert sentence in text, (sentence, answer)

    def row(self, **fields):
        answer = self.ask("run", **fields)
        assert answer["context"]["sharebench_protocol"] == "1", answer
        assert len(answer["benchmarks"]) == 1, answer
        return answer["benchmarks"][0]

    def end(self, status):
        rest, complaints = self.process.communicate(timeout=20)
        assert self.process.returncode == status, (self.process.returncode, complaints)
        assert rest == b"", rest
        assert os.listdir(area) == [".sharebench-area"], os.listdir(area)

def folders(name):
    return [entry for entry in os.listdir(area) if entry.startswith(name + "-")]

ok = {"ok": True}
served = Served()
hello = served.ask("hello")
assert hello["sharebench_protocol"] == 1 and hello["version"], hello
assert hello["dir"] == os.path.realpath(area), hello
assert hello["arch"] and hello["clock_resolution_ns"] >= 1 and 0 < hello["clock_cost_ns"] < 1e6, hello
if os.path.exists("/proc/self/mountinfo"):
    assert len(hello["mountinfo"].splitlines()) == len(open("/proc/self/mountinfo").readlines())

# One workload, three samples; another beside it.
assert served.ask("prepare", **small, latency_every=1)["wall_ns"] > 0
assert served.ask("prepare", workload="append_sync", params={"count": 3}, seed=7)["ok"]
assert len(folders("small_files")) == 1 and len(folders("append_sync")) == 1
for sample in range(3):
    row = served.row(**small, latency_every=1)
    assert row["name"] == "small_files/iterations:1/manual_time", row
    assert row["ops"] == 5 and row["bytes"] == 640 and row["time_unit"] == "ns", row
    assert row["started_ns"] > 0 and row["elapsed_ns"] > 0, row
    assert row["latency_count"] == 40 and row["close_count"] == 10, row
    for kind in "latency", "create", "write", "close", "stat", "open", "read", "unlink":
        figures = [row[f"{kind}_{share}_ns"] for share in ("p50", "p90", "p99", "max")]
        assert figures == sorted(figures) and figures[0] > 0, row
    assert served.ask("verify", **small) == ok

# Runs that make up one sample: the last answer is of all of them, and the next run begins a new one.
first = served.row(**small, latency_every=1)
served.fails("ask for verify first", "again", **small)
assert served.ask("verify", **small) == ok
answer = served.ask("again", **small, latency_every=1)
assert served.ask("verify", **small) == ok
(both,) = answer["benchmarks"]
assert both["ops"] == 10 and both["bytes"] == 1280 and both["latency_count"] == 80, both
assert both["elapsed_ns"] > first["elapsed_ns"] and both["started_ns"] == first["started_ns"], both
assert both["latency_max_ns"] >= first["latency_max_ns"], both
assert served.row(**small, latency_every=1)["ops"] == 5
assert served.ask("verify", **small) == ok
assert served.row(workload="append_sync", params={"count": "3"}, seed=7)["sync_count"] == 3
assert served.ask("verify", workload="append_sync", params={"count": "3"}, seed=7) == ok

# Order: run needs prepare, verify needs run, run needs verify.
served.fails("is not prepared", "run", workload="small_files", seed=7)
served.fails("is not prepared", "verify", **{**small, "seed": 8})
served.fails("was not run", "verify", **small)
assert "error_occurred" not in served.row(**small)
served.fails("not verified since", "run", **small)
assert served.ask("verify", **small) == ok

# Dropping caches.
data = {"workload": "sequential_read", "params": {"size": "1MiB"}}
assert served.ask("prepare", **data)["ok"]
dropped = served.ask("drop", **data)
assert dropped == {"ok": True, "files": 1, "method": "fadvise"} or not dropped["ok"], dropped
assert served.row(**data)["bytes"] == 1 << 20
assert served.ask("verify", **data) == ok

# A wrong byte fails the sample, and the workload must be prepared afresh.
[folder] = folders("sequential_read")
[name] = os.listdir(os.path.join(area, folder))
with open(os.path.join(area, folder, name), "r+b") as file:
    file.seek(4711)
    byte = file.read(1)[0]
    file.seek(4711)
    file.write(bytes([byte ^ 1]))
served.fails(f"{name}: byte 4711 is 0x{byte ^ 1:02x}, expected 0x{byte:02x}", "run", **data)
served.fails("ask for prepare first", "run", **data)
assert served.ask("prepare", **data)["ok"]
assert "error_occurred" not in served.row(**data)

# What is no request is answered, and the conversation goes on.
served.fails("no operation is called 'dance'", "dance")
served.fails("no workload is called 'smal_files'; did you mean small_files", "prepare", workload="smal_files")
served.fails("small_files has no parameter 'counts'", "prepare", workload="small_files", params={"counts": "1"})
served.fails("parameter count=0 is out of range", "prepare", workload="small_files", params={"count": "0"})
served.fails("seed is -1", "prepare", workload="small_files", seed=-1)
served.fails("latency_every is 0", "run", workload="small_files", latency_every=0)
served.fails("not a request", "prepare")
for line in "\n", "hello\n", "[1]\n", "null\n", '{"op":1}\n', '{"op":"prepare","workload":["x"]}\n', \
        '{"op":"prepare","workload":"small_files","params":3}\n', b'{"op":"\xff\xfe"}\n', "x" * 3000000 + "\n":
    answer = served.say(line)
    assert answer["ok"] is False and answer["error"], (line[:40], answer)
assert served.ask("hello")["sharebench_protocol"] == 1

assert served.ask("clean", **small) == ok
assert served.ask("clean", **small) == ok
assert folders("small_files") == [] and len(folders("append_sync")) == 1
assert served.ask("quit") == ok
served.end(0)

# Every end leaves the area as it was.
served = Served()
served.ask("prepare", **small)
served.process.stdin.close()
served.process.stdin = None
served.end(0)
for number in signal.SIGTERM, signal.SIGINT, signal.SIGHUP:
    served = Served()
    served.ask("prepare", **small)
    served.process.send_signal(number)
    served.end(128 + number)
# In the middle of a run.
served = Served()
long = {"workload": "append_sync", "params": {"count": "1000000", "size": "8"}}
served.ask("prepare", **long)
served.process.stdin.write(json.dumps({"op": "run", **long}).encode() + b"\n")
served.process.stdin.flush()
time.sleep(0.2)
served.process.send_signal(signal.SIGTERM)
rest, complaints = served.process.communicate(timeout=20)
assert served.process.returncode == 143, (served.process.returncode, complaints)
assert os.listdir(area) == [".sharebench-area"], os.listdir(area)
# What another left is left alone; a folder of the same name gets a neighbour.
served = Served()
served.ask("prepare", **small)
[name] = folders("small_files")
served.process.kill()
served.process.communicate()
served = Served()
assert served.ask("prepare", **small)["ok"]
assert sorted(folders("small_files")) == [name, name + "-2"], folders("small_files")
assert served.ask("quit") == ok
served.process.communicate()
assert folders("small_files") == [name], folders("small_files")
END
expect 0 python3 talk.py "$RUNNER"
