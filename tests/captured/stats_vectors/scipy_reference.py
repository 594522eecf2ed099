#!/usr/bin/env python3
"""Prints scipy_reference.json: what SciPy says of distributions, Welch, Fisher, Mann-Whitney, F.

Run: /usr/bin/python3 scipy_reference.py > scipy_reference.json (Debian: python3-scipy)
"""
import json

import numpy
import scipy
from scipy import stats

rng = numpy.random.Generator(numpy.random.PCG64(20261126))


def rounded(values):
    return [round(float(x), 6) for x in values]


def welch_case(mean, sd, n, other_mean, other_sd, other_n):
    a = rounded(rng.normal(mean, sd, n))
    b = rounded(rng.normal(other_mean, other_sd, other_n))
    return {"a": a, "b": b, "p": stats.ttest_ind(a, b, equal_var=False).pvalue}


def fisher_case(invalid_a, samples_a, invalid_b, samples_b):
    table = [[invalid_a, samples_a - invalid_a], [invalid_b, samples_b - invalid_b]]
    return {"table": [invalid_a, samples_a, invalid_b, samples_b], "p": stats.fisher_exact(table)[1]}


def mann_whitney_case(shift, n, other_n):
    a, b = rounded(rng.normal(10, 1, n)), rounded(rng.normal(10 + shift, 1, other_n))
    return {"a": a, "b": b, "p": stats.mannwhitneyu(a, b, method="exact").pvalue}


def nested_case(groups, size, between_sd):
    """One-way layout: F = (between mean square) / (within mean square)."""
    rows = [rounded(rng.normal(rng.normal(0, between_sd), 0.05, size)) for _ in range(groups)]
    return {"rows": rows, "F": stats.f_oneway(*rows).statistic}


print(json.dumps({
    "made_with": {"scipy": scipy.__version__, "numpy": numpy.__version__},
    "normal_upper_tail": [[z, stats.norm.sf(z)] for z in (-3, -0.5, 0, 1, 1.959964, 2.46, 5, 10)],
    "normal_quantile": [[p, stats.norm.ppf(p)] for p in (1e-9, 0.006869, 0.025, 0.5, 0.95, 0.999)],
    "student_quantile": [[p, df, stats.t.ppf(p, df)]
                         for p in (0.025, 0.9, 0.975, 0.9995) for df in (1, 4.5, 11, 47, 1e4)],
    "student_two_sided": [[t, df, 2 * stats.t.sf(abs(t), df)]
                          for t in (0.0, -1.5, 2.2, 8.0) for df in (1, 7.3, 18, 200)],
    "hypergeometric": [[k, marked, drawn, total, stats.hypergeom.pmf(k, total, marked, drawn)]
                       for k, marked, drawn, total in
                       ((0, 5, 10, 20), (3, 5, 10, 20), (5, 5, 10, 20), (0, 8, 9, 10), (7, 8, 9, 10),
                        (9, 8, 9, 10), (40, 100, 400, 1000))],
    "welch": [welch_case(*row) for row in
              ((10, 1, 10, 10, 1, 10), (10, 1, 10, 11, 1, 10), (10, 1, 5, 12, 3, 40),
               (0, 1e-3, 2, 0, 1e-3, 2), (1e6, 1, 20, 1e6 + 1, 1, 20))],
    "fisher": [fisher_case(*row) for row in
               ((0, 48, 0, 48), (0, 48, 6, 48), (1, 48, 9, 48), (3, 10, 1, 12), (8, 192, 0, 192),
                (7, 192, 0, 192), (10, 10, 0, 10), (48, 48, 48, 48), (5, 400, 2, 40))],
    "mann_whitney": [mann_whitney_case(*row) for row in
                     ((0, 10, 10), (1, 10, 10), (0.5, 20, 20), (3, 20, 20), (0, 5, 9), (2, 1, 7))],
    "nested": [nested_case(*row) for row in ((6, 4, 0.0), (6, 4, 0.05), (20, 8, 0.2))],
}, indent=1))
