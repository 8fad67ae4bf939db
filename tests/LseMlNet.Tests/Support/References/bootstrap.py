#!/usr/bin/env python3
"""Writes bootstrap.json next to it: Poisson numbers and percentile intervals for data sets in reference.json.

Run by Debian 12's /usr/bin/python3 with python3-scipy and python3-numpy; bootstrap.json names the versions. The numbers are hashed from the
row as the documentation of BootstrapReplicates says, here with the integers of Python; SciPy's distribution confirms them, and NumPy
computes the metrics of each replicate and their percentiles.
"""
import json
import math
import pathlib

import mpmath
import numpy as np
import scipy
from scipy.special import log_softmax, softmax
from scipy.stats import chisquare, poisson

FOLDER = pathlib.Path(__file__).parent
REPLICATES = 200
MASK = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15


def mix(value):
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & MASK
    return value ^ (value >> 31)


def combine(state, value):
    return mix(((state ^ value) + STEP) & MASK)


def draws(low, high=0, salt=0):
    """A Poisson number with mean 1 for each replicate."""
    mpmath.mp.dps = 60
    state = combine(combine(salt, low), high)
    result = []
    for _ in range(REPLICATES):
        state = (state + STEP) & MASK
        share, count, term = mix(state), 0, mpmath.mpf(2) ** 64 / mpmath.e
        cumulated = term
        while share >= cumulated:
            count += 1
            term /= count
            cumulated += term
        result.append(count)
    return result


def interval(values):
    return np.percentile([v for v in values if not math.isnan(v)], [2.5, 97.5]).tolist()


def intervals(data):
    logits = np.array([[float(x) for x in row] for row in data["logits"]])
    labels = np.array(data["labels"])
    count, classes = logits.shape
    weights = np.ones(count) if data["weights"] is None else np.array(data["weights"])
    counts = np.array([draws(i) for i in range(count)])
    p, log_p = softmax(logits, axis=1), log_softmax(logits, axis=1)
    rank = (logits > logits[np.arange(count), labels][:, None]).sum(axis=1)
    scores = {
        "microAccuracy": rank == 0, "topFiveAccuracy": rank < 5, "logLoss": -log_p[np.arange(count), labels],
        "brierScore": ((p - np.eye(classes)[labels]) ** 2).sum(axis=1), "meanEntropy": -(p * log_p).sum(axis=1),
    }
    result = {name: interval([np.average(values, weights=weights * counts[:, r]) for r in range(REPLICATES)]) for name, values in scores.items()}

    def macro(w):
        recalls = [np.average(rank[labels == k] == 0, weights=w[labels == k]) for k in range(classes) if w[labels == k].sum() > 0]
        return np.mean(recalls)

    result["macroAccuracy"] = interval([macro(weights * counts[:, r]) for r in range(REPLICATES)])
    return {"name": data["name"], "first": counts[0].tolist(), "last": counts[-1].tolist(), **result}


def main():
    many = np.concatenate([draws(i, high=7, salt=11) for i in range(500)])
    observed = np.bincount(np.minimum(many, 5), minlength=6)
    expected = np.append(poisson.pmf(range(5), 1), poisson.sf(4, 1)) * len(many)
    assert chisquare(observed, expected).pvalue > 0.01
    sets = {s["name"]: s for s in json.loads((FOLDER / "reference.json").read_text())["sets"]}
    sets = [intervals(sets[name]) for name in ("ordinary", "many", "weighted", "cold")]
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "mpmath": mpmath.__version__}
    head = json.dumps({"madeBy": "bootstrap.py", "versions": versions, "replicates": REPLICATES})
    body = ",\n".join(json.dumps(s) for s in sets)
    (FOLDER / "bootstrap.json").write_text(head[:-1] + ', "sets": [\n' + body + "\n]}\n")
    for s in sets:
        print(s["name"], s["microAccuracy"], s["logLoss"])


if __name__ == "__main__":
    main()
