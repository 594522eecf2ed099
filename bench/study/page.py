# The page of the study: what was asked, what was found, every figure of the pictures as a table, how to do it again.
import words
from sweeps import PAIRS
from verdicts import FACTOR
from workloads import FLUSHED

PANELS = {"lookup misses": "names asked for that are missing, % of lookups",
          "reads": "small files read cold, % of operations, the rest replaces small files",
          "synced small writes": "records appended and synced, % of operations, the rest are lookups, half in vain",
          "actimeo": "uses of a file while its attributes are trusted",
          "cost of a round trip": "what a round trip by NFS costs over what a vboxsf call costs",
          "flushes": "time of a flush on the host, in round trips"}


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *["| " + " | ".join(row) + " |" for row in rows], ""]


def top(run, data):
    seven = [v for v in data["verdicts"] if v["group"] == "seven"]
    held = sum(v["answer"] == "reproduced" for v in seven)
    blocks = sum(not block["invalid"] for block in run["blocks"])
    return [
        "# The NFS quarrel: when it wins, when it loses, and who was right", "",
        "> **Emulated, paced: not hardware time.** Measured in the lab (docs/lab.md), a virtual machine under emulation in which "
        "every round trip of vboxsf and NFS is held for a set time, the same for both: that is an assumption, a real vboxsf call "
        "and a real NFS call do not cost the same. virtiofs cannot be held, so all of its times are **predicted** from counted "
        "round trips. What carries over to a Mac are counts of round trips and what follows from them.", "",
        f"Seven published verdicts on NFS contradict each other. Of them **{held} of {len(seven)} are reproduced** here by "
        "workloads and bands that were written down before the measurement ([bench/study/verdicts.py](../../../bench/study/verdicts.py)). "
        f"n = {blocks} block{'s' * (blocks > 1)}; ratios are paired by block, with the exact 95 % interval of signed ranks"
        + (" (no interval: n < 6)." if blocks < 6 else "."), ""]


def verdict_table(data, group):
    rows = []
    for verdict in (v for v in data["verdicts"] if v["group"] == group):
        for i, claim in enumerate(verdict["claims"]):
            predicted = " (predicted)" if claim["other_time"] == "predicted" else ""
            rows.append([
                f"**{verdict['who']}**: {verdict['said']} ({verdict['source']})" if i == 0 else "the same",
                f"{claim['claim']}: {claim['workload']}, {claim['nfs']} / {claim['other']}{predicted} at {claim['pace_ms']:g} ms; "
                f"{claim['why']}",
                words.band(claim["band"]["low"], claim["band"]["high"]),
                f"{words.digits(claim['published'])}x" if claim["published"] else "in words",
                f"{words.ratio(claim['ratio'])} (n = {claim['ratio']['n']})",
                words.ratio(claim["serial_ratio"]) if claim["serial_ratio"] else "no round trips to divide by",
                f"**{claim['answer']}**"])
    return table(["said", "stands for it", "reproduced by", "published", "measured: time by NFS / other", "serial round trips", ""], rows)


def verdicts(data):
    lines = ["## The verdicts", "", "![Seven published verdicts on NFS, placed in the lab; figures below](placement.svg)", "",
             f"The rule, for all alike: a published figure is reproduced on the same side of 1x and within a factor of {FACTOR:g}; words "
             f"become figures by the same factor (near: at most {FACTOR:g}x; superb: at most half; terrible, by far the slowest: at "
             f"least {FACTOR:g}x; slightly slower: 1x to {FACTOR:g}x). The whole interval must lie in the band; one that crosses its edge is "
             "undecided. A verdict with two claims is reproduced when both are.", "", *verdict_table(data, "seven")]
    answers = [[f"{v['who']}: {v['said']}", f"**{v['answer']}**", mechanism] for v in data["verdicts"]
               if v["group"] == "seven" for mechanism in [data["mechanisms"][v["id"]]]]
    lines += ["### Why", "", *table(["verdict", "", "mechanism"], answers)]
    return lines + ["### More figures, of vboxsf itself", "", *verdict_table(data, "more")]


def overview(data):
    pairs = list(dict.fromkeys(row["pair"] for row in data["overview"]))
    rows = {}
    for found in data["overview"]:
        ratio = found["ratio"]
        text = (words.ratio(ratio).replace(" [no interval: n < 6]", "") if ratio
                else " / ".join("none" if value < 0.005 else words.digits(value) for value in found["each"]))
        rows.setdefault(found["name"], []).append(f"**{text}**" if ratio and (ratio["low"] or ratio["value"]) > 1 else text)
    return ["### In short", "", *data["in_short"], "", "Serial round trips by NFS over those by the other share. Where a round trip costs the same on both, NFS is faster "
            "below 1x and slower above it (bold). Where a block waited for none, both figures stand there; over virtiofs it is at least so much (predicted).", "",
            *table(["workload", *pairs], [[name, *cells] for name, cells in rows.items()])]


def sweeps(data):
    lines = ["## When NFS wins, and when it loses", "", *overview(data), "### As one thing varies", "", "![Six plots of predicted ratios; figures below](sweeps.svg)", "",
             "**Predictions from counts.** A program is a mixture of measured operations; its time is their serial round trips "
             "(the slope of time over pace, at most the counted ones) times what a round trip takes. Where a line crosses 1x:", ""]
    rows = []
    for found in data["break_even"]:
        line = found["line"] + (f", {found['export']}hronous export" if found["panel"] == "flushes" else "")
        if found["at"] is not None:
            where = f"at {words.digits(found['at'])}"
        else:
            where = "NFS faster all along" if found["first"] < 1 else "NFS slower all along"
        rows.append([PANELS[found["panel"]], line, where, f"{words.digits(found['first'])}x to {words.digits(found['last'])}x"])
    lines += table(["what varies", "line", "break-even", "ratio from first to last point"], rows)
    for panel, what in PANELS.items():
        lines += [f"<details markdown=\"1\"><summary>{what}</summary>", "", *sweep_table(data, panel), "</details>", ""]
    return lines


def sweep_table(data, panel):
    found = [row for row in data["sweeps"] if row["panel"] == panel]
    lines = list(dict.fromkeys((row["line"], row.get("export", "")) for row in found))
    cells = {(row["line"], row.get("export", ""), row["x"]): words.ratio(row).replace(" [no interval: n < 6]", "") for row in found}
    head = [line + (f", {export}" if export else "") for line, export in lines]
    return table(["", *head], [[f"{x:g}", *[cells.get((*line, x), "-") for line in lines]]
                               for x in dict.fromkeys(row["x"] for row in found)])


def difference(predicted, measured):
    return f"{100 * (predicted['value'] / measured['value'] - 1):+.0f} %" if measured["value"] else "-"


def validation(data):
    rows = []
    for row in data["validation"]:
        serial = ([words.with_interval(row["predicted"]), words.with_interval(row["measured"]),
                   difference(row["predicted"], row["measured"])] if row["measured_by"] == "slope" else ["cannot be paced", "-", "-"])
        rows.append([row["mixture"], row["share"], words.digits(row["counted_predicted"]["value"]),
                     words.digits(row["counted_measured"]["value"]), difference(row["counted_predicted"], row["counted_measured"]), *serial])
    return ["### Does the model hold?", "",
            "Two mixtures were measured themselves. Round trips of a whole sample, predicted from pieces that were measured apart, beside "
            "those of the mixture: the counted ones, which are exact, and the serial ones, which have the noise of a slope. What is left over "
            "in counts is what operations do to each other: a change of a folder makes some shares ask again for its names.", "",
            *table(["mixture", "share", "counted: predicted", "measured", "difference", "serial: predicted", "measured", "difference"], rows)]


def flushes(data):
    counted = data["flushes"]
    rows = []
    for share, by_name in counted["shares"].items():
        for name in FLUSHED:
            found = by_name[name]
            calls = ", ".join(f"{call} {count:,}" for call, count in found["calls"].items()) or "none"
            rows.append([share, name, f"{found['operations']:,}", calls, words.digits(found["flushes_per_operation"])])
    return ["## Does a server flush what a client syncs?", "",
            f"Counted, not assumed: strace on every file server of a lab, calls on the host's file system, of runs {' and '.join(counted['runs'])}, "
            "unpaced. What the second, which has six samples more of each, flushed more often than the first: making and checking files is in both.", "",
            *table(["share", "workload", "operations more", "calls that flush", "flushes an operation"], rows),
            f"Flushes of files that no workload made (the mark in each share) or that could not be named: {counted['of_other_files']}; they "
            "count for nobody.", "", *data["flush_words"], "", *exports(data)]


def exports(data):
    rows = [[row["name"], row["share"], words.with_interval(row["serial"]), words.digits(row["counted"]["value"]), words.kinds(row["kinds"])]
            for row in data["exports"]]
    return [f"Round trips of one operation in a run of its own, {data['exports_run']} ([exports.run.json](exports.run.json)):", "",
            *table(["name", "share", "serial", "counted", "by kind"], rows)]


def pieces(data):
    rows = [[row["name"], f"`{row['workload']}`", row["share"], words.with_interval(row["serial"]), words.digits(row["counted"]["value"]),
             words.digits(row["slope"]["value"]) if row["slope"] else "cannot be paced", words.kinds(row["kinds"])]
            for row in data["pieces"] if row["share"] != "disk"]
    return ["## Every workload, a round trip at a time", "",
            "Round trips of one operation. Serial: those that a program waits for. Counted: those that were made, without what the kernel "
            "sends in the background (RELEASE of FUSE).", "",
            *table(["name", "workload", "share", "serial", "counted", "slope as it is", "by kind"], rows)]


def limits(run):
    names = ", ".join(f"{nfs} over {other}" for nfs, other in PAIRS)
    return ["## What this is not", "",
            "- No Mac, no VirtualBox, no osxfs, no kernel's NFS server: the guest's drivers are real, the server is "
            "nfs-ganesha, in user space.",
            "- Workloads are small, so that a paced sample takes a second; what a process pays once (two ACCESS, a folder's first "
            "lookup) weighs more than in a large build.",
            "- Attributes go stale by the clock, and an emulated guest is slow: a default actimeo trusts for 3 to 60 s, virtiofs for 1 s.",
            f"- Ratios of mixtures ({names}) leave out what the guest computes and what a disk takes; both add the same to both shares "
            "and draw every ratio towards 1x.",
            "- virtiofs is counted as if no two requests overlapped: its times are at most so long, ratios over it at least so large.", "",
            "## Again", "",
            "`scripts/study-nfs-quarrel` measures and makes this folder; `bench/study/nfs_quarrel.py --check` recomputes every figure "
            "here from [lab.run.json](lab.run.json), [exports.run.json](exports.run.json) and [flushes.json](flushes.json) and names what differs. Figures as data: "
            "[study.json](study.json), [verdicts.csv](verdicts.csv), [sweeps.csv](sweeps.csv), [pieces.csv](pieces.csv); the pictures as Vega-Lite: "
            "[placement.vl.json](placement.vl.json), [sweeps.vl.json](sweeps.vl.json). [report.html](report.html) has every sample.", "",
            f"Run {run['id']}, started {run['started']}, sharebench {run['tool_version']} ({run['commit']}).", ""]


def page(run, data):
    lines = [*top(run, data), *verdicts(data), *sweeps(data), *validation(data), *flushes(data), *pieces(data),
             *limits(run)]
    return "\n".join(lines)
