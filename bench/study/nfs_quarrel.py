# Makes the study on NFS out of a run file of the lab and counted flushes: page, data and pictures; or checks that
# those in a folder are what comes out.
"""usage: nfs_quarrel.py DIR NODE_MODULES           DIR has lab.run.json, exports.run.json, flushes.json and report.html; the rest is made
       nfs_quarrel.py --check DIR [NODE_MODULES]  exit code 1 and the first difference where a figure is another

NODE_MODULES holds vega and vega-lite (the build's harness/report/web/node_modules); without it --check leaves out
whether the pictures are those of their specs."""
import csv
import io
import json
import pathlib
import subprocess
import sys

import mechanisms
from frame import theme_of
from intervals import median, ratio_over_blocks
from lab_run import LabRun
from page import page
from placement import placed
from placement_figure import placement_figure
from sweep_figure import sweep_figure
from sweeps import PAIRS, Trips, all_sweeps, break_even, made_of, overview, pieces, validation
from workloads import EXPORTS

RENDER = pathlib.Path(__file__).resolve().parents[2] / "harness" / "report" / "web" / "render.mjs"
LIBRARIES = ("vega/build/vega.min.js", "vega-lite/build/vega-lite.min.js")


def rounded(value):
    """Six significant digits: the last bits of logarithms are a library's own."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(part) for part in value]
    return value


def measured_halves(lab):
    """Ratios of the workload whose lookups miss half of the time, with the part that did."""
    name, trips, rows = "half the lookups miss", Trips(lab), []
    for nfs, other in PAIRS:
        made = [counts["miss"] / sum(counts.values()) for counts in made_of(lab, name, nfs).values()]
        rows.append({"line": f"{nfs} / {other}", "percent": 100 * median(made),
                     "ratio": ratio_over_blocks(trips.of(nfs, name), trips.of(other, name))})
    return rows


def study_of(run, exports_run, flushes):
    lab, exports = LabRun(run), LabRun(exports_run)
    sweeps = all_sweeps(lab, exports, flushes["shares"])
    data = {"run": run["id"], "exports_run": exports_run["id"], "flush_runs": flushes["runs"], "verdicts": placed(lab),
            "overview": overview(lab), "pieces": pieces(lab), "exports": pieces(exports), "sweeps": sweeps,
            "break_even": break_even(sweeps), "validation": validation(lab), "measured_halves": measured_halves(lab)}
    return rounded(data)


def csv_of(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return text.getvalue()


def flat(estimate, name):
    return {f"{name}_{key}": estimate[key] if estimate else None for key in ("value", "low", "high", "n")}


def claims_of(verdicts):
    """A row each claim, of the verdicts as rounded."""
    return [{"verdict": v["id"], "who": v["who"], "claim": c["claim"], "nfs": c["nfs"], "other": c["other"],
             "other_time": c["other_time"], "workload": c["label"], "pace_ms": c["pace_ms"], "published": c["published"],
             "band_low": c["band"]["low"], "band_high": c["band"]["high"], **flat(c["ratio"], "time_ratio"),
             **flat(c["serial_ratio"], "serial_ratio"), "answer": c["answer"]} for v in verdicts for c in v["claims"]]


def tables(data):
    points = [{"panel": r["panel"], "line": r["line"], "export": r.get("export"), "x": r["x"], **flat(r, "predicted_ratio")}
              for r in data["sweeps"]]
    operations = [{"name": r["name"], "workload": r["workload"], "share": r["share"], **flat(r["serial"], "serial"),
                   "counted": r["counted"]["value"], "slope": r["slope"]["value"] if r["slope"] else None} for r in [*data["pieces"], *(r for r in data["exports"] if r["share"] == EXPORTS["async"])]]
    return {"verdicts.csv": csv_of(claims_of(data["verdicts"])), "sweeps.csv": csv_of(points), "pieces.csv": csv_of(operations)}


def files_of(folder):
    """Every text that the study is, by file name."""
    run, exports, flushes = (json.loads((folder / name).read_text()) for name in ("lab.run.json", "exports.run.json", "flushes.json"))
    theme = theme_of((folder / "report.html").read_text())
    data = study_of(run, exports, flushes)
    specs = {"placement": placement_figure(run, data["verdicts"], theme),
             "sweeps": sweep_figure(run, exports, data["sweeps"], data["measured_halves"], theme)}
    told = {**data, "flushes": flushes, "mechanisms": mechanisms.of_verdicts(data, flushes),
            "flush_words": mechanisms.of_flushes(data, flushes), "in_short": mechanisms.in_short(data)}
    return {"study.json": json.dumps(data, indent=1) + "\n", **tables(data), "README.md": page(run, told),
            **{f"{name}.vl.json": json.dumps(rounded(spec), indent=1) + "\n" for name, spec in specs.items()}}


def drawn(texts, modules):
    """SVG of each spec, by file name."""
    names = [name for name in texts if name.endswith(".vl.json")]
    request = {"libraries": [pathlib.Path(modules, path).read_text() for path in LIBRARIES],
               "specs": [json.loads(texts[name]) for name in names]}
    done = subprocess.run(["node", RENDER], input=json.dumps(request), text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"error: node could not draw the pictures: {done.stderr[:500]}")
    return dict(zip([name.replace(".vl.json", ".svg") for name in names], json.loads(done.stdout)))


def make(folder, modules):
    texts = files_of(folder)
    pictures = drawn(texts, modules)
    for name, text in {**texts, **pictures}.items():
        (folder / name).write_text(text)
    for name, svg in pictures.items():
        png = subprocess.run(["rsvg-convert", "--zoom", "2", "--format", "png"], input=svg.encode(), capture_output=True, check=True)
        (folder / name.replace(".svg", ".png")).write_bytes(png.stdout)


def check(folder, modules):
    texts = files_of(folder)
    for name, text in {**texts, **(drawn(texts, modules) if modules else {})}.items():
        published = (folder / name).read_text()
        for number, (ours, theirs) in enumerate(zip(text.split("\n"), published.split("\n")), 1):
            if ours != theirs:
                sys.exit(f"{name}:{number} differs\n  published: {theirs[:300]}\n  computed:  {ours[:300]}")
        if text != published:
            sys.exit(f"{name} differs in length")
    print(f"{folder.name}: {len(texts)} files are what the run file says")


def main(arguments):
    checking = arguments[:1] == ["--check"]
    arguments = arguments[1:] if checking else arguments
    if not arguments or len(arguments) > 2 or (not checking and len(arguments) != 2):
        sys.exit(__doc__)
    folder, modules = pathlib.Path(arguments[0]), (arguments[1] if len(arguments) == 2 else None)
    (check if checking else make)(folder, modules)


if __name__ == "__main__":
    main(sys.argv[1:])
