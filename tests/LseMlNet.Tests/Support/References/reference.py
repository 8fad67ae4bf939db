#!/usr/bin/env python3
"""Writes reference.json next to it: small data sets, and what other libraries compute from them.

Run by Debian 12's /usr/bin/python3 with python3-sklearn, python3-scipy, python3-mpmath and python3-numpy; reference.json names the
versions. Where scikit-learn has a metric, its value is taken; where it clips (log_loss) or needs the help of another library (entropy,
temperature), mpmath computes with 50 digits, and the other libraries' value is asserted to agree wherever they can say it.
"""
import json
import pathlib
import warnings

import mpmath
import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import softmax
from scipy.stats import entropy
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, balanced_accuracy_score, brier_score_loss, log_loss, top_k_accuracy_score

mpmath.mp.dps = 50
warnings.simplefilter("error")


def log_sum_exp(row):
    finite = [x for x in row if x != -mpmath.inf]
    top = max(finite)
    return top + mpmath.log(mpmath.fsum(mpmath.exp(x - top) for x in finite))


def exact_rows(logits):
    return [[mpmath.mpf(float(x)) for x in row] for row in logits]


def mean(values, weights):
    weights = [mpmath.mpf(float(w)) for w in weights]
    return mpmath.fsum(w * v for w, v in zip(weights, values)) / mpmath.fsum(weights)


def loss(rows, labels, weights, beta=1):
    """The mean of LSE(beta x) - beta x_label."""
    beta = mpmath.mpf(beta)
    losses = []
    for row, label in zip(rows, labels):
        scaled = [beta * x for x in row]
        losses.append(log_sum_exp(scaled) - scaled[label])
    return mean(losses, weights)


def mean_entropy(rows, weights):
    result = []
    for row in rows:
        lse = log_sum_exp(row)
        result.append(mpmath.fsum(mpmath.exp(x - lse) * (lse - x) for x in row if x != -mpmath.inf))
    return mean(result, weights)


def brier(probabilities, labels, weights):
    classes = probabilities.shape[1]
    return sum(brier_score_loss(labels == k, probabilities[:, k], sample_weight=weights, pos_label=True) for k in range(classes))


def bins(confidence, correct, weights, bin_of):
    """A dictionary from bin to (rows, weight, mean confidence, accuracy)."""
    result = {}
    for b in sorted(set(bin_of)):
        of = bin_of == b
        w = weights[of]
        result[int(b)] = [int(of.sum()), w.sum(), float((w * confidence[of]).sum() / w.sum()), float((w * correct[of]).sum() / w.sum())]
    return result


def errors(found, weights):
    gaps = [abs(b[3] - b[2]) for b in found.values()]
    shares = [b[1] / weights.sum() for b in found.values()]
    return {"expected": sum(s * g for s, g in zip(shares, gaps)), "maximum": max(gaps),
            "bins": [{"index": k, "rows": v[0], "weight": float(v[1]), "confidence": v[2], "accuracy": v[3]} for k, v in found.items()]}


def calibration(confidence, correct, weights, count):
    weighted = weights.min() != weights.max()
    # (b/B, (b+1)/B], as in the code that came with Guo et al.
    edges = np.arange(count + 1) / count
    width = bins(confidence, correct, weights, np.searchsorted(edges[1:-1], confidence, side="left"))
    # The weight before the first row of the same confidence, times B, divided by the total weight, rounded down.
    # Confidences are floats here.
    single = confidence.astype(np.float32).astype(np.float64)
    before = np.array([weights[single < c].sum() for c in single])
    mass_of = np.minimum(np.floor(before * count / weights.sum()), count - 1).astype(int)
    mass = bins(single, correct, weights, mass_of)
    if not weighted:
        for strategy, values, found in (("uniform", confidence, width), ("quantile", single, mass)):
            # scikit-learn interpolates its quantiles. They match these bins only if the rows can be divided evenly.
            assert len(values) % count == 0
            accuracy, mean_confidence = calibration_curve(correct, values, n_bins=count, strategy=strategy)
            np.testing.assert_allclose(accuracy, [b[3] for b in found.values()], rtol=1e-12)
            np.testing.assert_allclose(mean_confidence, [b[2] for b in found.values()], rtol=1e-12)
    return {"count": count, "width": errors(width, weights), "mass": errors(mass, weights)}


def temperature(rows, labels, weights, logits):
    """The minimizer of the loss over T > 0, by bisection of its derivative in 1/T; None where there is none."""
    def slope(beta):
        total = mpmath.mpf(0)
        for row, label, weight in zip(rows, labels, weights):
            finite = [x for x in row if x != -mpmath.inf]
            lse = log_sum_exp([beta * x for x in finite])
            total += mpmath.mpf(float(weight)) * (mpmath.fsum(mpmath.exp(beta * x - lse) * x for x in finite) - row[label])
        return total

    low, high = mpmath.mpf("1e-6"), mpmath.mpf("1e3")
    if slope(low) >= 0 or slope(high) <= 0:
        return None
    for _ in range(120):
        middle = mpmath.sqrt(low * high)
        if slope(middle) < 0:
            low = middle
        else:
            high = middle
    # SciPy must find the same minimum from values of the loss alone.
    def value(log_beta):
        z = np.exp(log_beta) * logits
        return (weights * (scipy.special.logsumexp(z, axis=1) - z[np.arange(len(z)), labels])).sum() / weights.sum()
    found = minimize_scalar(value, bracket=(float(mpmath.log(low)) - 0.5, float(mpmath.log(low)) + 0.5), tol=1e-12)
    assert abs(found.x - float(mpmath.log(low))) < 1e-5, (found.x, float(mpmath.log(low)))
    return {"temperature": float(1 / low), "before": float(loss(rows, labels, weights)), "after": float(loss(rows, labels, weights, low))}


def data_set(name, logits, labels, weights=None):
    logits = logits.astype(np.float32).astype(np.float64)
    count, classes = logits.shape
    weighted = weights is not None
    weights = weights.astype(np.float32).astype(np.float64) if weighted else np.ones(count)
    rows = exact_rows(logits)
    probabilities = softmax(logits, axis=1)
    top = logits.argmax(axis=1)
    correct = (top == labels).astype(float)
    confidence = probabilities.max(axis=1)
    exact_loss = loss(rows, labels, weights)
    exact_entropy = mean_entropy(rows, weights)
    # scikit-learn clips at 2e-16, so its log-loss is right for moderate logits only.
    if probabilities[np.arange(count), labels].min() > 1e-12:
        assert abs(log_loss(labels, probabilities, labels=range(classes), sample_weight=weights) - float(exact_loss)) < 1e-12
    assert abs(np.average(entropy(probabilities, axis=1), weights=weights) - float(exact_entropy)) < 1e-12
    finite = np.where(np.isneginf(logits), -1e30, logits)
    return {
        "name": name,
        "logits": [["-Infinity" if np.isneginf(x) else float(x) for x in row] for row in logits],
        "labels": labels.tolist(),
        "weights": weights.tolist() if weighted else None,
        "microAccuracy": accuracy_score(labels, top, sample_weight=weights),
        "macroAccuracy": balanced_accuracy_score(labels, top, sample_weight=weights),
        "topKAccuracy": [top_k_accuracy_score(labels, finite, k=k, labels=range(classes), sample_weight=weights) for k in range(1, classes)],
        "logLoss": float(exact_loss),
        "brierScore": brier(probabilities, labels, weights),
        "meanEntropy": float(exact_entropy),
        "calibration": [calibration(confidence, correct, weights, b) for b in (10, 15)],
        "scaling": temperature(rows, labels, weights, logits),
    }


def sample(random, logits, temperature=1.0):
    return np.array([random.choice(len(p), p=p) for p in softmax(logits / temperature, axis=1)])


def main():
    random = np.random.default_rng(20240607)
    ordinary = random.normal(size=(300, 5)) * 3
    many = random.normal(size=(60, 20)) * 2
    weighted = random.normal(size=(90, 3)) * 2 + [1, 0, -1]
    extreme = random.normal(size=(120, 4)) * 10.0 ** random.integers(0, 5, size=(120, 1))
    masked = random.normal(size=(60, 4)) * 2
    mask = random.random(masked.shape) < 0.3
    mask[:, 1] = False
    masked_labels = sample(random, np.where(mask, -np.inf, masked), 0.6)
    cold = random.normal(size=(150, 3)) / 4
    sets = [
        data_set("ordinary", ordinary, sample(random, ordinary, 1.7)),
        data_set("many", many, sample(random, many)),
        data_set("weighted", weighted, sample(random, weighted, 2.5), random.random(90) * 3),
        data_set("extreme", extreme, np.where(random.random(120) < 0.8, extreme.argmax(axis=1), random.integers(0, 4, 120))),
        data_set("masked", np.where(mask, -np.inf, masked), masked_labels),
        data_set("cold", cold, sample(random, cold, 0.1)),
    ]
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "mpmath": mpmath.__version__}
    target = pathlib.Path(__file__).with_name("reference.json")
    head = json.dumps({"madeBy": "reference.py", "versions": versions})
    body = ",\n".join(json.dumps(s) for s in sets)
    target.write_text(head[:-1] + ', "sets": [\n' + body + "\n]}\n")
    for s in sets:
        print(s["name"], s["logLoss"], s["microAccuracy"], s["scaling"])


if __name__ == "__main__":
    main()
