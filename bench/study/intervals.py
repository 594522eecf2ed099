# Estimates over blocks as the harness makes them: Hodges and Lehmann, with the exact signed-rank interval.
import math


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def lower_tail(n):
    """P(T+ <= k) of Wilcoxon's signed-rank statistic, k = 0, 1, ..., under no difference."""
    weights = [1.0]
    for rank in range(1, n + 1):
        wider = [0.0] * (len(weights) + rank)
        for total, weight in enumerate(weights):
            wider[total] += weight / 2
            wider[total + rank] += weight / 2
        weights = wider
    tail, sum_ = [], 0.0
    for weight in weights:
        sum_ += weight
        tail.append(sum_)
    return tail


def cut(n):
    """How many of the sorted Walsh averages lie outside of the 95 % interval on each side, plus one; 0: none."""
    tail = lower_tail(n)
    c = 0
    while c < len(tail) and 2 * tail[c] <= 0.05:
        c += 1
    return c


def over_blocks(values):
    """{value, low, high, n} of one value a block; low and high are None below six blocks (docs/methodology.md, 4)."""
    values = list(values)
    n = len(values)
    if n == 0:
        return None
    walsh = sorted((a + b) / 2 for i, a in enumerate(values) for b in values[i:])
    c = cut(n)
    if c == 0:
        return {"value": median(walsh), "low": None, "high": None, "n": n}
    return {"value": median(walsh), "low": walsh[c - 1], "high": walsh[-c], "n": n}


def ratio_over_blocks(above, below):
    """The same of the ratio of two, by block, paired; None where a block has nothing to divide."""
    shared = [block for block in above if block in below]
    if not shared or any(above[b] <= 0 or below[b] <= 0 for b in shared):
        return None
    estimate = over_blocks(math.log(above[b] / below[b]) for b in shared)
    return {key: value if key == "n" or value is None else math.exp(value) for key, value in estimate.items()}
