#!/usr/bin/env python3
"""Writes decisions.json next to it: binomial bounds by mpmath, and prediction sets and thresholds by plain NumPy.

Run by Debian 12's /usr/bin/python3 with python3-numpy, python3-scipy and python3-mpmath; decisions.json names the versions.
"""
import json
import math
import pathlib
from fractions import Fraction

import mpmath
import numpy as np
import scipy
import scipy.stats

mpmath.mp.dps = 40


def at_most(successes, trials, probability):
    """The sum of the terms on the side that has less; neighboring terms have a simple ratio."""
    if successes < 0 or successes >= trials:
        return mpmath.mpf(successes >= trials)
    p = mpmath.mpf(probability)
    below = successes <= trials * p
    k = successes if below else successes + 1
    term = mpmath.exp(mpmath.loggamma(trials + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(trials - k + 1)
                      + k * mpmath.log(p) + (trials - k) * mpmath.log1p(-p))
    total = term
    while 0 < k < trials and term > total * mpmath.mpf(10) ** -30:
        term *= k * (1 - p) / ((trials - k + 1) * p) if below else (trials - k) * p / ((k + 1) * (1 - p))
        k += -1 if below else 1
        total += term
    return total if below else 1 - total


def root(function, low, high):
    low, high = mpmath.mpf(low), mpmath.mpf(high)
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return (low + high) / 2


def bounds(successes, trials, level):
    upper = root(lambda p: at_most(successes, trials, p) - level, mpmath.mpf(successes) / trials, 1) if successes < trials else 1
    lower = root(lambda p: mpmath.mpf(level) - 1 + at_most(successes - 1, trials, p), 0, mpmath.mpf(successes) / trials) if successes > 0 else 0
    assert successes == trials or math.isclose(upper, scipy.stats.beta.ppf(1 - level, successes + 1, trials - successes), rel_tol=1e-6)
    return float(lower), float(upper)


TAILS = [(0, 1, 0.5), (0, 10, 0.01), (3, 10, 0.5), (9, 10, 0.999), (17, 20, 0.9), (40, 1000, 0.05), (60, 1000, 0.05), (500, 1000, 0.5),
         (934, 10000, 0.1), (49500, 1000000, 0.05), (50500, 1000000, 0.05), (999990, 1000000, 0.99999), (5, 1000000, 1e-5), (0, 1000000, 1e-7),
         (100, 1000, 0.5), (20, 40, 0.9)]
BOUNDS = [(0, 1, 0.05), (1, 1, 0.05), (0, 10, 0.025), (3, 10, 0.025), (10, 10, 0.025), (1, 59, 0.0005), (40, 1000, 0.025), (934, 1000, 0.025),
          (9340, 10000, 0.0005), (50000, 1000000, 0.025), (1, 1000000, 0.005), (999999, 1000000, 0.005), (500000, 1000000, 1e-10)]


def softmax(rows):
    powers = np.exp(rows - rows.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def mix(value):
    mask = (1 << 64) - 1
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & mask
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & mask
    return value ^ (value >> 31)


def own_share(row):
    """What a row counts of each class's own probability: splitmix64 of the bits of its logits."""
    golden, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    state = golden
    for bits in (row + 0.0).view(np.uint64):
        state = mix(state ^ int(bits)) + golden & mask
    return ((state >> 11) + 1) / 2**53


def scores(rows, score, randomized, penalty, free):
    """The score of every class as published; APS and RAPS minus 1."""
    probabilities = softmax(rows)
    if score == "Lac":
        return -np.log(probabilities)
    order = np.argsort(-rows, axis=1, kind="stable")
    sorted_probabilities = np.take_along_axis(probabilities, order, axis=1)
    above = np.cumsum(sorted_probabilities, axis=1) - sorted_probabilities
    if randomized:
        above += np.array([1 - own_share(row) for row in rows])[:, None] * sorted_probabilities
    if score == "Raps":
        above += penalty * np.maximum(0, np.arange(1, rows.shape[1] + 1) - free)
    result = np.empty_like(above)
    np.put_along_axis(result, order, above, axis=1)
    return result - 1


def rank_of(count, coverage):
    return math.ceil((count + 1) * Fraction(coverage))


def threshold(values, coverage):
    rank = rank_of(len(values), coverage)
    return math.inf if rank > len(values) else float(np.sort(values)[rank - 1])


def draw(random, count, classes, scale):
    """Logits of three decimals, and labels drawn from the softmax of the logits divided by the scale."""
    rows = np.round(random.normal(0, 2, (count, classes)) * scale, 3).astype(np.float32).astype(np.float64)
    return rows, [int(random.choice(classes, p=row)) for row in softmax(rows / scale)]


def prediction_sets():
    random = np.random.default_rng(1)
    fit_rows, fit_labels = draw(random, 200, 6, 3)
    rows, _ = draw(random, 40, 6, 3)
    rows[0], rows[1] = [1, 1, 1, 1, 1, 1], [0, 900, 0, 0, 0, 0]
    rows[2] = [2, 2, 5, 5, -1, -1]
    cases = []
    for score, randomized in (("Lac", False), ("Aps", False), ("Aps", True), ("Raps", False), ("Raps", True)):
        for coverage in ("0.5", "0.9", "0.99"):
            for conditional in (False, True):
                penalty, free = 0.05, 2
                with np.errstate(divide="ignore"):
                    of_fit, of_rows = (scores(x, score, randomized, penalty, free) for x in (fit_rows, rows))
                own = of_fit[np.arange(len(fit_labels)), fit_labels]
                groups = [np.equal(fit_labels, i) for i in range(6)] if conditional else [np.full(len(own), True)]
                thresholds = [threshold(own[group], coverage) for group in groups]
                sets = [[int(i) for i in np.argsort(-row, kind="stable") if values[i] <= thresholds[i if conditional else 0]]
                        for row, values in zip(rows, of_rows)]
                cases.append({
                    "score": score, "randomized": randomized, "coverage": float(coverage), "classConditional": conditional,
                    "rankPenalty": penalty, "unpenalizedRanks": free, "thresholds": thresholds, "sets": sets,
                    "ranks": [rank_of(int(group.sum()), coverage) for group in groups], "rowsUsed": [int(group.sum()) for group in groups],
                })
    return {"fitLogits": fit_rows.tolist(), "fitLabels": fit_labels, "logits": rows.tolist(), "cases": cases}


def rejection():
    random = np.random.default_rng(2)
    rows, labels = draw(random, 3000, 4, 2)
    differences = rows - rows.max(axis=1, keepdims=True)
    top = rows.argmax(axis=1)
    differences[np.arange(len(rows)), top] = -np.inf
    confidence = -np.log(np.exp(differences).sum(axis=1))
    wrong = top != labels
    order = np.sort(confidence)[::-1]
    cases = []
    for maximum, sure in ((0.3, 0.95), (0.2, 0.95), (0.1, 0.9), (0.05, 0.99), (0.8, 0.95), (0.001, 0.95)):
        best = None
        for percent in range(1, 101):
            share = len(rows) * percent // 100
            excluded = order[share] if share < len(rows) else -np.inf
            accepted = confidence > excluded
            count, errors = int(accepted.sum()), int((accepted & wrong).sum())
            upper = scipy.stats.beta.ppf(1 - (1 - sure) / 100, errors + 1, count - errors) if errors < count else 1
            if upper <= maximum:
                best = {"accepted": count, "errors": errors, "bound": float(upper), "threshold": float(excluded)}
        cases.append({"maximumErrorRate": maximum, "confidence": sure, "best": best})
    # Few digits keep the file small, and the rows are drawn with three decimals.
    return {"logits": [[round(x, 3) for x in row] for row in rows.tolist()], "labels": labels, "cases": cases}


def main():
    result = {
        "made": f"NumPy {np.__version__}, SciPy {scipy.__version__}, mpmath {mpmath.__version__}",
        "tails": [{"successes": k, "trials": n, "probability": p, "atMost": float(at_most(k, n, p))} for k, n, p in TAILS],
        "bounds": [dict(zip(("successes", "trials", "level", "lower", "upper"), (k, n, level, *bounds(k, n, level)))) for k, n, level in BOUNDS],
        "sets": prediction_sets(),
        "rejection": rejection(),
    }
    # Infinity is written as text, which JSON has no number for.
    text = json.dumps(result).replace("-Infinity", '"-Infinity"').replace(" Infinity", ' "Infinity"').replace("[Infinity", '["Infinity"')
    pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")


main()
