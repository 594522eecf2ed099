# guarded_run FROM TO: the run file FROM as if NFS had been open while it was measured.
guarded_run() {
  python3 - "$1" "$2" <<'END'
import json, sys
run = json.load(open(sys.argv[1]))
door = {"service": "nfsd", "proto": "tcp", "port": 2049, "interface": "en0", "family": "inet6",
        "from": "stranger", "decision": "pass", "rule": "pass all <b>", "fragment": False}
run["guard"] = [{"verdict": "exposed", "exposures": [door], "evidence": ["asked <pf>"], "warnings": []}]
for block in run["blocks"]:
    block["guard_before"] = block["guard_after"] = 0
json.dump(run, open(sys.argv[2], "w"))
END
}
