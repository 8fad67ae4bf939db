#!/usr/bin/env python3
"""Writes details.json next to it: metrics of single classes, rankings and calibration for the data sets in reference.json.

Run by Debian 12's /usr/bin/python3 with python3-sklearn, python3-scipy, python3-mpmath and python3-numpy; details.json names the versions.
Log-odds come from mpmath with 50 digits, so that rows tie only where their logits say so; scikit-learn ranks them. What scikit-learn does not
have is computed by NumPy from its definition.
"""
import json
import pathlib
import warnings

import mpmath
import numpy as np
import scipy
import sklearn
from scipy.optimize import brentq
from scipy.special import expit, softmax
from sklearn.metrics import confusion_matrix, jaccard_score, precision_recall_fscore_support, roc_auc_score

mpmath.mp.dps = 50
warnings.simplefilter("error")
FOLDER = pathlib.Path(__file__).parent
BIN_COUNT = 15


def log_odds(row):
    """log p/(1 - p) of each class, rounded once: x_k minus the LSE of all other logits."""
    result = []
    for k, x in enumerate(row):
        others = [mpmath.mpf(float(y)) for i, y in enumerate(row) if i != k and y != -np.inf]
        if x == -np.inf or not others:
            result.append(-np.inf if x == -np.inf else np.inf)
            continue
        top = max(others)
        result.append(float(mpmath.mpf(float(x)) - top - mpmath.log(mpmath.fsum(mpmath.exp(y - top) for y in others))))
    return result


def prior_reduction(labels, weights, loss):
    shares = np.bincount(labels, weights)
    shares = shares[shares > 0] / weights.sum()
    prior = -(shares * np.log(shares)).sum()
    return (prior - loss) / prior


def class_losses(logits, labels, weights):
    losses = [float(mpmath.log1p(mpmath.exp(-mpmath.mpf(log_odds(row)[y])))) for row, y in zip(logits, labels)]
    return [float(np.average(np.array(losses)[labels == k], weights=weights[labels == k])) if (labels == k).any() else None
            for k in range(logits.shape[1])]


def areas(odds, labels, weights):
    result = []
    for k in range(odds.shape[1]):
        ranks = scipy.stats.rankdata(odds[:, k], method="dense")
        result.append(roc_auc_score(labels == k, ranks, sample_weight=weights) if 0 < (labels == k).sum() < len(labels) else None)
    return result


def equal_width(values, hits, weights):
    edges = np.arange(BIN_COUNT + 1) / BIN_COUNT
    of = np.searchsorted(edges[1:-1], values, side="left")
    return [(weights[of == b], values[of == b], hits[of == b]) for b in sorted(set(of))]


def classwise_error(values, hits, weights):
    """Kull et al. 2019, for one class."""
    return float(sum(abs((w * (v - h)).sum()) for w, v, h in equal_width(values, hits, weights)) / weights.sum())


def debiased_error(confidence, correct, weights):
    """Kumar, Liang and Ma 2019: for each bin, the squared gap minus the unbiased variance of the accuracy. A bin of one row counts 0."""
    total = 0.0
    for w, v, h in equal_width(confidence, correct, weights):
        share = (w ** 2).sum() / w.sum() ** 2
        if len(w) > 1:
            gap, accuracy = np.average(v - h, weights=w), np.average(h, weights=w)
            total += w.sum() * (gap ** 2 - accuracy * (1 - accuracy) * share / (1 - share))
    return float(np.sqrt(max(0.0, total / weights.sum())))


def smooth_error(odds, correct, weights):
    """Blasiok and Nakkiran 2023: the sigma at which the error smoothed by a reflected Gaussian of width sigma is sigma."""
    f = expit(odds)
    residuals = weights * np.where(correct, expit(-odds), -f) / weights.sum()

    def error(sigma):
        t = np.linspace(0, 1, int(np.ceil(200 / sigma)) + 1)
        smooth = np.zeros_like(t)
        reach = int(np.ceil(9 * sigma)) + 1
        for image in [sign * f + 2 * k for sign in (1, -1) for k in range(-reach, reach + 1)]:
            near = (image > -9 * sigma) & (image < 1 + 9 * sigma)
            for y, r in zip(image[near], residuals[near]):
                smooth += r * np.exp(-((t - y) / sigma) ** 2 / 2)
        smooth /= sigma * np.sqrt(2 * np.pi)
        return np.trapz(np.abs(smooth), t)

    return float(brentq(lambda sigma: error(sigma) - sigma, 1e-3, 1, xtol=1e-7))


def selective(odds, correct, weights):
    """The areas under the risk-coverage curve (Geifman and El-Yaniv 2017) and under its generalized form (Traub et al. 2024)."""
    levels = np.unique(odds)[::-1]
    accepted = np.array([weights[odds >= c].sum() for c in levels])
    wrong = np.array([(weights * (1 - correct))[odds >= c].sum() for c in levels])
    steps = np.diff(np.concatenate([[0], accepted])) / weights.sum()
    area = (steps * wrong / accepted).sum()
    joint = np.concatenate([[0], wrong]) / weights.sum()
    generalized = (steps * (joint[1:] + joint[:-1]) / 2).sum()
    # The closed form of Traub et al., with scikit-learn's area under the ROC curve of failures.
    accuracy = np.average(correct, weights=weights)
    ranks = scipy.stats.rankdata(odds, method="dense")
    auc = roc_auc_score(correct, ranks, sample_weight=weights)
    closed = (1 - auc) * accuracy * (1 - accuracy) + (1 - accuracy) ** 2 / 2
    assert abs(closed - generalized) < 1e-12, (closed, generalized)
    return {"area": float(area), "generalizedArea": float(generalized),
            "coverages": (accepted / weights.sum()).tolist(), "risks": (wrong / accepted).tolist(), "logOdds": levels.tolist()}


def details(data):
    logits = np.array([[float(x) for x in row] for row in data["logits"]])
    labels = np.array(data["labels"])
    weights = np.ones(len(labels)) if data["weights"] is None else np.array(data["weights"])
    classes = logits.shape[1]
    predicted = logits.argmax(axis=1)
    correct = (predicted == labels).astype(float)
    probabilities = softmax(logits, axis=1)
    odds = np.array([log_odds(row) for row in logits])
    top = odds[np.arange(len(labels)), predicted]
    every = {"labels": range(classes), "zero_division": 0}
    # scikit-learn's averages are over the classes that occur as a label or as a prediction.
    used = {"labels": sorted(set(labels) | set(predicted)), "zero_division": 0}
    precision, recall, f1, _ = precision_recall_fscore_support(labels, predicted, sample_weight=weights, **every)
    average = {}
    for kind in ("macro", "weighted"):
        p, r, f, _ = precision_recall_fscore_support(labels, predicted, sample_weight=weights, average=kind, **used)
        iou = jaccard_score(labels, predicted, sample_weight=weights, average=kind, **used)
        average[kind] = {"precision": p, "recall": r, "f1": f, "intersectionOverUnion": iou}
    classwise = [classwise_error(probabilities[:, k], labels == k, weights) for k in range(classes)]
    finite = [x if np.isfinite(x) else ("Infinity" if x > 0 else "-Infinity") for x in top]
    result = {
        "name": data["name"],
        "counts": confusion_matrix(labels, predicted, labels=range(classes)).tolist(),
        "weights": confusion_matrix(labels, predicted, labels=range(classes), sample_weight=weights).tolist(),
        "precision": precision.tolist(), "recall": recall.tolist(), "f1": f1.tolist(),
        "intersectionOverUnion": jaccard_score(labels, predicted, sample_weight=weights, average=None, **every).tolist(),
        "logLoss": class_losses(logits, labels, weights),
        "macro": average["macro"], "weighted": average["weighted"],
        "logLossReduction": float(prior_reduction(labels, weights, data["logLoss"])),
        "saturated": int((probabilities.max(axis=1).astype(np.float32) == 1).sum()),
        "areas": areas(odds, labels, weights),
        "confidences": finite,
        "selective": selective(top, correct, weights),
        "classwise": classwise,
        "debiased": debiased_error(probabilities.max(axis=1), correct, weights),
        "smooth": smooth_error(top, correct, weights),
    }
    result["selective"]["logOdds"] = [x if np.isfinite(x) else "Infinity" for x in result["selective"]["logOdds"]]
    return result


def main():
    sets = json.loads((FOLDER / "reference.json").read_text())["sets"]
    sets = [details(data) for data in sets]
    versions = {"numpy": np.__version__, "scipy": scipy.__version__, "scikit-learn": sklearn.__version__, "mpmath": mpmath.__version__}
    head = json.dumps({"madeBy": "details.py", "versions": versions})
    body = ",\n".join(json.dumps(s) for s in sets)
    (FOLDER / "details.json").write_text(head[:-1] + ', "sets": [\n' + body + "\n]}\n")
    for s in sets:
        print(s["name"], s["debiased"], s["smooth"], s["selective"]["area"], s["saturated"], s["areas"][:2])


if __name__ == "__main__":
    main()
