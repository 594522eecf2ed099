# Places the published verdicts on NFS on what the lab measured: a table, a figure, a sentence each.
#
# nfs_quarrel.py RUN.run.json EXPLAIN.json SYNCS.json OUT_DIR RENDER.mjs NODE_MODULES
import json
import math
import pathlib
import statistics
import subprocess
import sys

PACE = 3_000_000  # ns: the larger pace of the run, at which an emulator weighs least

# Who said what, and what stands in for it here: NFS, the share it is held against, the workload, the
# published time of NFS over the other's where there is a figure, and what would reproduce it.
VERDICTS = [
    {"who": "Gilt 2016", "said": "NFS brings builds near native", "nfs": "nfs3", "other": "disk",
     "workload": "jar_unzip", "published": None, "holds": lambda ratio: ratio < 2,
     "why": "NFS leaves the per-entry round trips of CREATE, WRITE and SETATTR; the VM's own disk has none"},
    {"who": "Hashimoto 2014", "said": "NFS is superb at reads, terrible at small writes", "nfs": "nfs3", "other": "vboxsf",
     "workload": "append_sync", "published": None, "holds": lambda ratio: ratio > 1,
     "why": "vboxsf makes fsync a no-op, NFS pays WRITE and COMMIT for each record; reads are the row below"},
    {"who": "Hashimoto 2014, reads", "said": "NFS is superb at reads", "nfs": "nfs3", "other": "vboxsf",
     "workload": "sequential_read", "published": None, "holds": lambda ratio: ratio < 0.5, "part_of": "Hashimoto 2014",
     "why": "vboxsf reads 4 KiB a call, one after the other; NFS reads 128 KiB ahead"},
    {"who": "motin 2016", "said": "NFS writes 1 KiB blocks 18 times faster than osxfs", "nfs": "nfs3", "other": "vboxsf",
     "workload": "sequential_write", "published": 1.73 / 31.69, "holds": lambda ratio: ratio < 0.2,
     "why": "one open file, nothing synced: the NFS client delays and merges writes, the other sends each"},
    {"who": "Geerling 2020, Drupal", "said": "NFS 2.2 times faster than a bind mount, many reads", "nfs": "nfs3",
     "other": "vboxsf", "workload": "stat_tree", "published": 36.1 / 79.2, "holds": lambda ratio: ratio < 0.7,
     "why": "NFS trusts attributes for seconds, the other asks for every component of every path"},
    {"who": "Geerling 2020, composer", "said": "NFS only 1.14 times faster, many writes", "nfs": "nfs3", "other": "vboxsf",
     "workload": "rename_replace", "published": 150.2 / 171.9, "holds": lambda ratio: 0.7 < ratio < 1.1,
     "why": "creating, writing and renaming cannot be cached: both sides pay per file"},
    {"who": "Mainardi 2022", "said": "NFS is by far the slowest", "nfs": "nfs3:actimeo=0", "other": "virtiofs",
     "workload": "small_files", "published": None, "holds": lambda ratio: ratio > 1.5,
     "why": "with attributes never trusted each path component costs a GETATTR; virtiofs caches entries"},
    {"who": "Docker engineer 2020", "said": "NFS that sees changes at once is slightly slower than osxfs",
     "nfs": "nfs3:actimeo=0", "other": "vboxsf", "workload": "stat_tree", "published": None,
     "holds": lambda ratio: 1 < ratio < 2,
     "why": "asking again costs NFS as many round trips as a share without a cache"},
]


class Times:
    """Times of cells, block by block, in seconds; of virtiofs, which nobody can pace, by its counts."""

    def __init__(self, run, explained):
        self.run = run
        columns = run["plan"]["cells"]
        self.cells = [dict(zip(columns, row)) for row in zip(*columns.values())]
        self.names = [mount["share"]["name"] for mount in run["mounts"]]
        self.trip = {row["share"]: [] for row in explained["round_trips"]}
        for row in explained["round_trips"]:
            if row["pace_s"] * 1e9 == PACE and "blocks" not in row["kind"]:
                self.trip[row["share"]].append(row["seconds"]["value"])

    def blocks(self, share, workload, pace):
        found, samples = {}, self.run["samples"]
        for i, index in enumerate(samples["cell"]):
            cell = self.cells[index]
            if (self.names[cell["mount"]] != share or cell["pace_ns"] != pace or cell.get("full_size")
                    or self.run["plan"]["workloads"][cell["workload"]]["name"] != workload
                    or samples["warmup"][i] or not samples["verified"][i]):
                continue
            found.setdefault(samples["block"][i], []).append(
                (samples["elapsed_ns"][i] / 1e9, samples["counters"]["round_trips"][i] or 0))
        return {block: tuple(map(statistics.median, zip(*values))) for block, values in found.items()}

    def seconds(self, share, workload):
        """By block, and whether it is predicted."""
        paced = self.blocks(share, workload, PACE)
        if paced:
            return {block: seconds for block, (seconds, _) in paced.items()}, False
        unpaced = self.blocks(share, workload, 0)
        return {block: seconds + trips * PACE / 1e9 for block, (seconds, trips) in unpaced.items()}, share != "disk"


def place(times, verdict):
    nfs, _ = times.seconds(verdict["nfs"], verdict["workload"])
    other, predicted = times.seconds(verdict["other"], verdict["workload"])
    ratios = sorted(math.log(nfs[b] / other[b]) for b in nfs if b in other)
    if not ratios:
        sys.exit(f"error: {verdict['workload']} was not measured on {verdict['nfs']} and {verdict['other']}")
    walsh = sorted((a + b) / 2 for i, a in enumerate(ratios) for b in ratios[i:])
    # The widest interval of the signed ranks: with 6 blocks or more it covers 95 % and above.
    low, high = (walsh[0], walsh[-1]) if len(ratios) >= 6 else (None, None)
    ratio = math.exp(statistics.median(walsh))
    return {**verdict, "ratio": ratio, "low": low and math.exp(low), "high": high and math.exp(high), "n": len(ratios),
            "predicted": predicted, "answer": "reproduced" if verdict["holds"](ratio) else "not reproduced"}


def figure_text(row):
    interval = f" [{row['low']:.2f}x, {row['high']:.2f}x]" if row["low"] else " [no interval: n < 6]"
    return f"{row['ratio']:.2f}x{interval}"


def page(rows, syncs, run):
    lines = ["# The NFS quarrel, in the lab", "",
             f"Run {run['id']}, measured on: {run['measured_on']}; **paced, emulated times, no hardware's**: every round trip "
             f"was held for {PACE / 1e6:g} ms. Ratios are the time of NFS over the other share's, paired by block, with the "
             "whole range of Walsh averages (95 % and more from 6 blocks on). virtiofs cannot be paced: its time is predicted "
             "from its counted round trips, each taken as long.", "",
             "| verdict | said | measured here | NFS / other (n) | published | placed | mechanism |",
             "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        published = f"{row['published']:.2f}x" if row["published"] else "in words"
        lines.append(f"| {row['who']} | {row['said']} | {row['workload']}, {row['nfs']} against {row['other']}"
                     f"{' (predicted)' if row['predicted'] else ''} | {figure_text(row)} (n = {row['n']}) | {published} | "
                     f"**{row['answer']}** | {row['why']} |")
    lines += ["", "## Does the export flush?", "",
              f"Not assumed: strace on the lab's NFS server while {syncs['records']} records were appended, each with fsync: "
              f"{syncs['fsync']} calls of fsync or fdatasync and {syncs['write']} writes on the host's file system. " +
              ("The server flushes what a client syncs." if syncs["fsync"] >= syncs["records"] else
               "The server does not flush every sync of the client."), ""]
    return "\n".join(lines)


def spec(rows, run):
    values = [{"verdict": row["who"], "ratio": row["ratio"], "low": row["low"] or row["ratio"],
               "high": row["high"] or row["ratio"], "placed": row["answer"]} for row in rows]
    published = [{"verdict": row["who"], "published": row["published"]} for row in rows if row["published"]]
    x = {"type": "quantitative", "scale": {"type": "log"}, "axis": {"format": "~g"}}
    y = {"field": "verdict", "type": "nominal", "sort": None, "title": None}
    title = "time of NFS / time of the other share (below 1: NFS is faster)"
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "width": 520, "height": {"step": 34},
            "usermeta": {"sharebench": {"id": "nfs_quarrel"}},
            "title": {"text": "Published verdicts on NFS, placed in the lab",
                      "subtitle": [f"PACED ({PACE / 1e6:g} ms a round trip) and {run['measured_on']}: not hardware times.",
                                   f"n = {rows[0]['n']} blocks; crosses are published ratios. Source: run {run['id']}"]},
            "layer": [
                {"data": {"values": [{"one": 1}]}, "mark": {"type": "rule", "strokeDash": [4, 4]},
                 "encoding": {"x": {"field": "one", **x, "title": title}}},
                {"data": {"values": values}, "mark": "rule",
                 "encoding": {"x": {"field": "low", **x, "title": title}, "x2": {"field": "high"}, "y": y}},
                {"data": {"values": values}, "mark": {"type": "point", "filled": True, "size": 90},
                 "encoding": {"x": {"field": "ratio", **x, "title": title}, "y": y,
                              "color": {"field": "placed", "type": "nominal", "title": None},
                              "shape": {"field": "placed", "type": "nominal", "title": None}}},
                {"data": {"values": published}, "mark": {"type": "point", "shape": "cross", "size": 90},
                 "encoding": {"x": {"field": "published", **x, "title": title}, "y": y}}]}


def draw(chart, render, modules):
    libraries = [pathlib.Path(modules, name).read_text() for name in ("vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js")]
    done = subprocess.run(["node", render], input=json.dumps({"libraries": libraries, "specs": [chart]}), text=True,
                          capture_output=True, check=True)
    return json.loads(done.stdout)[0]


def main():
    run_file, explain_file, sync_file, out, render, modules = sys.argv[1:]
    run, explained, syncs = (json.load(open(name)) for name in (run_file, explain_file, sync_file))
    times = Times(run, explained)
    rows = [place(times, verdict) for verdict in VERDICTS]
    out = pathlib.Path(out)
    (out / "README.md").write_text(page(rows, syncs, run))
    (out / "verdicts.json").write_text(json.dumps(
        [{k: v for k, v in row.items() if k != "holds"} for row in rows], indent=1) + "\n")
    (out / "nfs_quarrel.svg").write_text(draw(spec(rows, run), render, modules))
    for row in rows:
        print(f"{row['who']:24} {row['answer']:15} {figure_text(row)}")


if __name__ == "__main__":
    main()
