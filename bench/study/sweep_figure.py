# Small multiples: how NFS over another share changes with one thing at a time, and where it crosses 1.
from frame import SIZES, framed, source_of

WIDTH, LEFT, GAP = 1040, 52, 30
PLOT, HEIGHT = (WIDTH - LEFT - 2 * GAP - 8) / 3, 220
LOW, HIGH = 0.02, 50
RATIO_TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
SYMLOG = {"type": "symlog", "constant": 0.1}
MIXED = {
    "lookup misses": ("Names asked for that are missing", "% of lookups, the rest are there"),
    "reads": ("Small files read, cold", "% of operations, the rest replace a small file"),
    "synced small writes": ("Records of 256 B appended and synced", "% of operations, the rest are lookups, half in vain"),
}
OTHER = {
    "actimeo": ("How long attributes are trusted (actimeo)", "uses of a file in that time; 0: actimeo=0"),
    "cost of a round trip": ("What a round trip costs", "cost of one by NFS over that of a vboxsf call"),
    "flushes": ("Synchronous export (dashed: asynchronous)", "time of a flush on the host, in round trips"),
}
SHOWN = {"hit": "lookup", "append": "append + sync", "replace": "replace a small file"}


def y_axis(first):
    return {"field": "value", "type": "quantitative", "scale": {"type": "log", "domain": [LOW, HIGH], "nice": False},
            "axis": {"values": RATIO_TICKS, "format": ".3~g", "labelExpr": "datum.label + 'x'", "labels": first, "grid": True,
                     "title": None}}


def x_axis(panel, title):
    scale, values = {"zero": True, "domain": [0, 100]}, [0, 25, 50, 75, 100]
    if panel in ("actimeo", "flushes"):
        scale, values = {**SYMLOG, "domain": [0, 100]}, [0, 0.1, 1, 10, 100]
    elif panel == "cost of a round trip":
        scale, values = {"type": "log", "domain": [0.1, 50], "nice": False}, [0.1, 0.3, 1, 3, 10, 50]
    return {"field": "x", "type": "quantitative", "scale": scale,
            "axis": {"values": values, "format": ".3~g", "title": title, "grid": False}}


def stroke(row):
    """Dashed where a line would lie on another."""
    return "dashed" if row.get("export") == "async" or row["line"].startswith("nfs4") else "solid"


def panel(name, words, rows, names, colours, dots, first):
    title, below = words
    x, y = x_axis(name, below), y_axis(first)
    values = [{"x": r["x"], "value": r["value"], "low": r["low"] or r["value"], "high": r["high"] or r["value"],
               "line": SHOWN.get(r["line"], r["line"]), "stroke": stroke(r)} for r in rows]
    colour = {"field": "line", "type": "nominal", "scale": {"domain": names, "range": colours}, "legend": None}
    dash = {"field": "stroke", "type": "nominal", "scale": {"domain": ["solid", "dashed"], "range": [[1, 0], [5, 4]]}, "legend": None}
    layers = [
        {"data": {"values": [{"value": 1}]}, "mark": {"type": "rule", "style": "reference"}, "encoding": {"y": y}},
        {"data": {"values": values}, "mark": {"type": "area", "opacity": 0.18, "clip": True, "line": False},
         "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour, "detail": {"field": "stroke"}}},
        {"data": {"values": values}, "mark": {"type": "line", "style": "line", "clip": True},
         "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}}]
    if dots:
        layers.append({"data": {"values": dots}, "mark": {"type": "point", "style": "point", "filled": True, "size": 60},
                       "encoding": {"x": x, "y": y, "color": colour}})
    if first:
        layers += [side("NFS slower", PLOT - 6, 7), side("NFS faster", PLOT - 6 if name in MIXED else 56, HEIGHT - 15)]
    return {"title": {"text": title, "anchor": "start", "frame": "group", "fontSize": SIZES["label"] + 0.5, "offset": 0 if first else 6},
            "layer": layers, "width": PLOT, "height": HEIGHT}


def side(words, x, y):
    return {"data": {"values": [{}]}, "mark": {"type": "text", "style": "source", "text": words, "align": "right"},
            "encoding": {"x": {"value": x}, "y": {"value": y}}}


def legend(names, colours, columns, predicted=()):
    """Names beside short lines, in rows; made by hand, so that the three plots above share one."""
    room = (WIDTH - 8) / columns
    values = [{"name": name, "x": (i % columns) * room, "y": i // columns} for i, name in enumerate(names)]
    colour = {"field": "name", "type": "nominal", "scale": {"domain": names, "range": colours}, "legend": None}
    x = {"field": "x", "type": "quantitative", "scale": None, "axis": None}
    y = {"field": "y", "type": "ordinal", "axis": None}
    notes = {name: " (predicted, at least)" for name in predicted} | {name: " (dashed)" for name in names if name.startswith("nfs4")}
    shown = [{**value, "label": value["name"] + notes.get(value["name"], "")} for value in values]
    return {"data": {"values": shown}, "layer": [
        {"mark": {"type": "point", "shape": "stroke", "size": 300, "strokeWidth": 3, "xOffset": 10 - LEFT},
         "encoding": {"x": x, "y": y, "color": colour}},
        {"mark": {"type": "text", "style": "value", "dx": 26 - LEFT}, "encoding": {"x": x, "y": y, "text": {"field": "label"}}}],
        "width": WIDTH - LEFT, "height": {"step": 18}}


def measured_dots(checked):
    """Ratios that were measured of the very mixture: half of the lookups in vain."""
    return [{"x": row["percent"], "value": row["ratio"]["value"], "line": row["line"]} for row in checked if row["ratio"]]


def sweep_figure(run, exports_run, sweeps, checked, theme):
    by_panel = {}
    for found in sweeps:
        by_panel.setdefault(found["panel"], []).append(found)
    colours = theme["range"]["category"]
    pairs = list(dict.fromkeys(r["line"] for name in MIXED for r in by_panel[name]))
    programs = list(dict.fromkeys(SHOWN.get(r["line"], r["line"]) for name in OTHER for r in by_panel[name]))

    def three(panels, names):
        return {"hconcat": [panel(name, words, by_panel[name], names, colours[:len(names)],
                                  measured_dots(checked) if name == "lookup misses" else [], i == 0)
                            for i, (name, words) in enumerate(panels.items())], "spacing": GAP, "bounds": "flush"}

    n = max(r["n"] for r in sweeps)
    shaded = f"Shaded: 95 % intervals over n = {n} blocks." if n >= 6 else f"n = {n} block{'s' * (n > 1)}: no intervals."
    virtiofs = [name for name in pairs if name.endswith("virtiofs")]
    panels = [three(MIXED, pairs), legend(pairs, colours[:len(pairs)], 3, virtiofs),
              three(OTHER, programs), legend(programs, colours[:len(programs)], 4)]
    return framed(
        "sweeps", "When NFS wins, and when it loses",
        ["Serial round trips by NFS over those by the other share (lower row: nfs3 over vboxsf), as one thing varies. Below the "
         f"dashed line at 1x NFS is faster. {shaded} Dots: measured, of that very mixture."],
        "Predictions from counts: measured operations mixed, a round trip taken to cost the same on both shares unless the axis "
        "says otherwise. Counted in an EMULATED, PACED guest: counts carry over to hardware, its time does not.",
        f"{source_of(run)} (last plot: run {exports_run['id']})", panels, WIDTH, LEFT, theme,
        "Six plots of predicted ratios of NFS to other shares, each with the line of equal time; the page has their figures.")

