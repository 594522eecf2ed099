# What every picture of the study says around its plots: title, what kind of numbers these are, and the source.
import base64
import json
import re
import zlib

from words import wrapped

PADDING = 16
SIZES = {"title": 17, "subtitle": 12.5, "label": 11.5, "small": 10}


def theme_of(page):
    """The light theme of the harness, out of a page that `sharebench report --html` wrote."""
    packed = re.search(r'<script type="text/plain" id="charts">(.*?)</script>', page, re.S)
    return json.loads(zlib.decompress(base64.b64decode(packed.group(1)), -15))["themes"]["light"]


def text_panel(style, lines, width, left, font_px):
    """Lines below a thin rule from edge to edge; `left` is what stands left of the plots."""
    edge = {"mark": {"type": "rule", "style": "edge", "xOffset": -left, "aria": False},
            "encoding": {"x": {"value": 0}, "x2": {"value": width - left}, "y": {"value": 0}}}
    words = {"mark": {"type": "text", "style": style, "text": lines, "lineHeight": font_px * 1.35, "dx": -left},
             "encoding": {"x": {"value": 0}, "y": {"value": 8}}}
    return {"data": {"values": [{}]}, "layer": [edge, words], "width": width - left, "height": 8 + font_px * 1.35 * len(lines)}


def framed(name, title, subtitle, kind, source, panels, width, left, theme, summary):
    """A whole spec; `kind` is the sentence in the colour of warnings."""
    sub = [line for sentence in subtitle for line in wrapped(sentence, width, SIZES["subtitle"])]
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "description": summary,
            "usermeta": {"sharebench": {"id": name}},
            "title": {"text": title, "subtitle": sub},
            "vconcat": [text_panel("not_hardware", wrapped(kind, width, SIZES["label"] * 1.12), width, left, SIZES["label"]),
                        *panels,
                        text_panel("source", wrapped(source, width, SIZES["small"]), width, left, SIZES["small"])],
            "resolve": {"scale": {"color": "independent", "shape": "independent"}}, "config": theme}


def source_of(run):
    return (f"Source: run {run['id']}, started {run['started']}, target lab; sharebench {run['tool_version']} "
            f"({run['commit']}); results/published/nfs-quarrel")
