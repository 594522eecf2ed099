#!/usr/bin/env python3
"""Prints scipy_mannwhitney.json: what SciPy says of two samples that do not pair.

The interval is found by turning SciPy's own exact test round: all shifts that it does not reject at
the level. Run: /usr/bin/python3 scipy_mannwhitney.py > scipy_mannwhitney.json (Debian: python3-scipy)
"""
import json

import numpy
import scipy
from scipy.stats import mannwhitneyu

random = numpy.random.default_rng(20261126)


def draw(n, mean):
    return [round(float(x), 4) for x in random.normal(mean, 0.05, n)]


CASES = {
    "equal_sizes": (draw(8, 0), draw(8, 0.04)),
    "unequal_sizes": (draw(12, 0), draw(7, -0.03)),
    "far_apart": (draw(6, 0), draw(6, 1)),
    "large": (draw(24, 0), draw(24, 0.01)),
    "ties": ([0.1, 0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6], [0.3, 0.3, 0.5, 0.5, 0.7, 0.8, 0.9, 0.1]),
    "too_few": (draw(3, 0), draw(3, 0)),
}


def interval(a, b, level):
    differences = sorted(y - x for y in b for x in a)
    edges = [-numpy.inf] + differences + [numpy.inf]
    kept = []
    for left, right in zip(edges, edges[1:]):
        inside = (left + right) / 2 if numpy.isfinite(left) and numpy.isfinite(right) else (
            right - 1 if numpy.isfinite(right) else left + 1)
        if right - left < 1e-12:
            continue
        if mannwhitneyu([y - inside for y in b], a, method="exact").pvalue > level:
            kept.append((left, right))
    low, high = kept[0][0], kept[-1][1]
    return [low if numpy.isfinite(low) else None, high if numpy.isfinite(high) else None]


def case(a, b):
    exact = len(set(a + b)) == len(a + b)
    how = {"method": "exact"} if exact else {"method": "asymptotic", "use_continuity": True}
    row = {"a": a, "b": b, "exact": exact,
           "p_greater": mannwhitneyu(b, a, alternative="greater", **how).pvalue,
           "shift": float(numpy.median([y - x for y in b for x in a]))}
    if exact:
        row["interval"] = interval(a, b, 0.05)
    return row


print(json.dumps({
    "made_with": {"scipy": scipy.__version__, "numpy": numpy.__version__},
    "cases": {name: case(a, b) for name, (a, b) in CASES.items()},
}, indent=1))
