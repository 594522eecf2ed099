#!/usr/bin/env python3
"""Prints scipy_wilcoxon.json: what SciPy says of cases with and without ties and zeros.

Run: /usr/bin/python3 scipy_wilcoxon.py > scipy_wilcoxon.json (Debian: python3-scipy)
"""
import json
import warnings

import numpy
import scipy
from scipy.stats import wilcoxon

warnings.simplefilter("ignore")

CASES = {
    "no_ties": [0.1, -0.2, 0.35, 0.41, 0.52, -0.03, 0.77, 0.81],
    "all_slower": [0.11, 0.12, 0.13, 0.14, 0.15, 0.16],
    "ties": [0.1, 0.1, -0.1, 0.2, 0.3, 0.3, 0.4, -0.2, 0.5],
    "zeros": [0.0, 0.1, -0.2, 0.3, 0.0, 0.4, 0.5, 0.6],
    "zeros_and_ties": [0.0, 0.25, -0.25, 0.25, 0.5, 0.75, 0.0, 1.0, -0.5, 1.5],
    "balanced_ties": [0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4, -0.4],
    "negative": [-0.5, -0.25, -0.125, -0.125, 0.0625, -0.75, -1.0],
}


def case(d):
    exact = 0 not in d and len({abs(x) for x in d}) == len(d)
    how = {"mode": "exact"} if exact else {"mode": "approx", "correction": True}
    walsh = sorted((a + b) / 2 for i, a in enumerate(d) for b in d[i:])
    return {
        "d": d,
        "exact": exact,
        "p_two": wilcoxon(d, **how).pvalue,
        "p_greater": wilcoxon(d, alternative="greater", **how).pvalue,
        "hl": float(numpy.median(walsh)),
    }


print(json.dumps({
    "made_with": {"scipy": scipy.__version__, "numpy": numpy.__version__},
    "cases": {name: case(d) for name, d in CASES.items()},
}, indent=1))
