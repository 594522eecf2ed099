# The workloads of the study, by the names that the other files use: sizes are such that a sample of the slowest
# share, each round trip held for 3 ms, takes a second or so.
PIECES = {  # one operation of each is a piece of a mixture; all work in one folder below the mount
    "hit": "lookup_misses:count=60,depth=0,hits=100",
    "miss": "lookup_misses:count=60,depth=0,hits=0",
    "read": "operation_costs:op=read_page,count=20",
    "replace": "rename_replace:count=15,size=1KiB",
    "append": "append_sync:count=25,size=256B",
}
MIXTURES = {  # measured themselves, so that predictions from pieces can be held against them
    "half the lookups miss": "lookup_misses:count=60,depth=0,hits=50",
    "a mixed program": "replay:trace=mixed_program.trace,think=0",
}
PROGRAMS = {
    "sequential read": "sequential_read:size=1MiB,block=64KiB",
    "1 KiB writes": "sequential_write:size=64KiB,block=1KiB,sync=false",
    "1 KiB writes, synced": "sequential_write:size=64KiB,block=1KiB,sync=true",
    "PHP autoload": "composer_autoload:classes=12,libraries=2",
    "untar": "untar:files=12",
    "npm install": "npm_install:files=6",
    "javac": "javac_build:sources=6,packages=2",
    "fat jar, unzipped": "jar_unzip:scale=0.001",
    "fat jar, in memory": "jar_memory:scale=0.02",
}
ALL = {**PIECES, **MIXTURES, **PROGRAMS}
SHARES = ["vboxsf", "vboxsf:ttl=5000", "nfs3", "nfs3:actimeo=0", "nfs4", "virtiofs", "disk"]
# Both kinds of export beside vboxsf are a run of their own.
SYNCED = ["append", "replace", "1 KiB writes, synced", "untar"]
EXPORTS = {"sync": "nfs3", "async": "nfs3:export=async"}
# What is flushed on the host is counted for these, on the shares that have a server on the host.
FLUSHED = ["append", "replace", "1 KiB writes, synced", "untar", "npm install", "fat jar, unzipped"]
FLUSHED_SHARES = ["vboxsf", "nfs3", "nfs3:export=async", "nfs4", "virtiofs"]

if __name__ == "__main__":  # workloads.py RUN workloads|shares: the value of that option of `sharebench run`
    import sys

    runs = {"lab": {"workloads": ALL.values(), "shares": SHARES},
            "exports": {"workloads": [ALL[name] for name in SYNCED], "shares": ["vboxsf", *EXPORTS.values()]}}
    print(",".join(runs[sys.argv[1]][sys.argv[2]]))
