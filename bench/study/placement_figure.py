# Every published verdict in a row: the ratios that would reproduce it, the published one, and what was measured.
import words
from frame import SIZES, framed, source_of

WIDTH, LEFT, RIGHT, STEP = 940, 318, 222, 40
LOW, HIGH = 0.02, 20
TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]
KINDS = ["reproduced", "not reproduced", "undecided", "published"]
SHAPES = ["circle", "square", "diamond", "M-0.2,-1.3L0.2,-1.3L0.2,1.3L-0.2,1.3Z"]
GROUPS = [("seven", "The seven verdicts"), ("more", "More figures, of vboxsf itself")]


def rows_of(verdicts):
    rows = []
    for verdict in verdicts:
        for claim in verdict["claims"]:
            pair = f"{claim['nfs']} / {claim['other']}, {claim['workload']}, {claim['pace_ms']:g} ms"
            if claim["other_time"] == "predicted":
                pair += " (predicted)"
            estimate, band = claim["ratio"], claim["band"]
            rows.append({"row": f"{verdict['id']}: {claim['claim']}", "name": f"{verdict['who']}: {claim['claim']}", "pair": pair,
                         "value": inside(estimate["value"]), "low": inside(estimate["low"] or estimate["value"]),
                         "high": inside(estimate["high"] or estimate["value"]), "fill": 1 if estimate["low"] else 0,
                         "band_low": inside(band["low"]), "band_high": inside(band["high"] or HIGH),
                         "published": claim["published"], "kind": claim["answer"],
                         "figure": words.ratio(estimate).replace(" [no interval: n < 6]", " (no interval)")})
    return rows


def inside(value):
    return min(max(value, LOW), HIGH)


def x_axis(shown):
    axis = {"values": TICKS, "labelExpr": "datum.label + 'x'", "format": ".3~g", "grid": True}
    axis["title"] = "time by NFS over time by the other share, logarithmic (left of 1x NFS is faster)" if shown else None
    axis["labels"] = shown
    return {"type": "quantitative", "scale": {"type": "log", "domain": [LOW, HIGH], "nice": False}, "axis": axis}


def panel(title, rows, theme, last):
    x, y = x_axis(last), {"field": "row", "type": "nominal", "sort": None, "axis": None}
    colours = theme["range"]["category"]
    palette = [colours[0], colours[1], colours[7], theme["title"]["color"]]
    kind = {"field": "kind", "type": "nominal", "scale": {"domain": KINDS, "range": palette}, "legend": None}
    shape = {"field": "kind", "type": "nominal", "scale": {"domain": KINDS, "range": SHAPES}, "legend": None}
    published = [{**row, "kind": "published"} for row in rows if row["published"]]
    plot = WIDTH - LEFT - RIGHT
    layers = [
        {"mark": {"type": "bar", "style": "margin_band", "height": 22},
         "encoding": {"x": {"field": "band_low", **x}, "x2": {"field": "band_high"}, "y": y}},
        {"data": {"values": [{"one": 1}]}, "mark": {"type": "rule", "style": "reference"}, "encoding": {"x": {"field": "one", **x}}},
        {"data": {"values": [row for row in rows if row["fill"]]}, "mark": {"type": "rule", "style": "interval"},
         "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y, "color": kind}},
        {"data": {"values": published}, "mark": {"type": "point", "style": "point", "filled": True, "size": 130},
         "encoding": {"x": {"field": "published", **x}, "y": y, "color": kind, "shape": shape}},
        {"mark": {"type": "point", "style": "point", "size": 100},
         "encoding": {"x": {"field": "value", **x}, "y": y, "stroke": kind, "fill": kind, "shape": shape,
                      "fillOpacity": {"field": "fill", "type": "quantitative", "scale": None}}},
        *texts(y, plot, kind)]
    return {"data": {"values": rows}, "title": {"text": title, "anchor": "start", "fontSize": SIZES["label"] + 1, "offset": 4},
            "layer": layers, "width": plot, "height": {"step": STEP}}


def texts(y, plot, kind):
    def text(field, x, dy, more):
        return {"mark": {"type": "text", "baseline": "middle", "align": "left", "dy": dy, "fontSize": SIZES["label"], **more},
                "encoding": {"x": {"value": x}, "y": y, "text": {"field": field}}}
    answer = text("kind", plot + 14, 8, {"fontWeight": "bold"})
    answer["encoding"]["color"] = kind
    return [text("name", -LEFT, -8, {"style": "value"}), text("pair", -LEFT, 8, {"style": "source", "baseline": "middle"}),
            text("figure", plot + 14, -8, {"style": "value"}), answer]


def legend(theme):
    """Words beside each shape, in one line."""
    colours = theme["range"]["category"]
    palette = [colours[0], colours[1], colours[7], theme["title"]["color"]]
    names = ["measured here: reproduced", "not reproduced", "undecided", "published"]
    at = [8, 214, 336, 436]
    values = [{"kind": kind, "name": name, "x": x} for kind, name, x in zip(KINDS, names, at)]
    values_band = [{"name": "what would reproduce it", "x": 536}]
    place = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
    kind = {"field": "kind", "type": "nominal", "scale": {"domain": KINDS, "range": palette}, "legend": None}
    shape = {"field": "kind", "type": "nominal", "scale": {"domain": KINDS, "range": SHAPES}, "legend": None}
    words_ = {"mark": {"type": "text", "style": "value", "dx": 10 - LEFT}, "encoding": {"x": place, "text": {"field": "name"}}}
    return {"layer": [
        {"data": {"values": values}, "mark": {"type": "point", "style": "point", "filled": True, "size": 90, "xOffset": -LEFT},
         "encoding": {"x": place, "color": kind, "shape": shape}},
        {"data": {"values": values}, **words_},
        {"data": {"values": values_band}, "mark": {"type": "point", "shape": "M-2,-1L2,-1L2,1L-2,1Z", "filled": True, "size": 110,
                                                   "style": "margin_band", "xOffset": -LEFT - 6}, "encoding": {"x": place}},
        {"data": {"values": values_band}, **words_}],
        "width": WIDTH - LEFT - RIGHT, "height": 16}


def placement_figure(run, verdicts, theme):
    n = sorted({claim["ratio"]["n"] for verdict in verdicts for claim in verdict["claims"]})
    groups = [(title, rows_of([v for v in verdicts if v["group"] == group])) for group, title in GROUPS]
    panels = [legend(theme), *[panel(title, rows, theme, i == len(groups) - 1) for i, (title, rows) in enumerate(groups)]]
    seven = [verdict for verdict in verdicts if verdict["group"] == "seven"]
    held = sum(verdict["answer"] == "reproduced" for verdict in seven)
    summary = f"Published verdicts on NFS placed in the lab: {held} of {len(seven)} reproduced; figures in the table of the page."
    blocks = f"{n[0]} block{'s' * (n[0] > 1)}" if len(n) == 1 else f"{n[0]} to {n[-1]} blocks"
    return framed(
        "placement", "Seven published verdicts on NFS, placed in the lab",
        ["Time by NFS over time by another share. Grey: the ratios that would reproduce a verdict, set before the run. "
         f"Bars are 95 % intervals, hollow marks have none; n = {blocks}."],
        "Emulated, paced: not hardware time. Every round trip was held for the time that the row says; virtiofs cannot be "
        "held, so its time is PREDICTED from counted round trips.",
        source_of(run), panels, WIDTH, LEFT, theme, summary)
