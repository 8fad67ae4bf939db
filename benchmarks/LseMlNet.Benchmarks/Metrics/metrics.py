#!/usr/bin/env python3
"""Times what people write with numpy, scipy and scikit-learn for the figures of EvaluateLogits, or for the temperature of a fit.

    metrics.py versions
    metrics.py evaluate|fit LOGITS LABELS CLASSES REPETITIONS

LOGITS is a file of float32, LABELS one of int32. Prints the versions, or the median of the seconds and a result, separated by a tab: the log-loss,
or the temperature.
"""
import statistics
import sys
import time

import numpy as np
import scipy
import sklearn
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from sklearn.metrics import balanced_accuracy_score, confusion_matrix, log_loss, top_k_accuracy_score


def evaluate(x, y):
    classes = np.arange(x.shape[1])
    log_p = log_softmax(x, axis=1)
    p = np.exp(log_p)
    predicted = p.argmax(axis=1)
    correct = predicted == y
    confidence = p.max(axis=1)
    confusion_matrix(y, predicted, labels=classes)
    balanced_accuracy_score(y, predicted)
    if len(classes) > 2:
        top_k_accuracy_score(y, p, k=2, labels=classes)
    one_hot = np.zeros_like(p)
    one_hot[np.arange(len(y)), y] = 1
    np.mean(np.sum((p - one_hot) ** 2, axis=1))
    np.mean(-np.sum(p * log_p, axis=1))
    bins = np.minimum((confidence * 15).astype(int), 14)
    rows = np.bincount(bins, minlength=15)
    gaps = np.bincount(bins, confidence, minlength=15) - np.bincount(bins, correct, minlength=15)
    np.sum(np.abs(gaps)) / np.sum(rows)
    return log_loss(y, p, labels=classes)


def fit(x, y):
    index = np.arange(len(y))

    def loss(temperature):
        return -np.mean(log_softmax(x / np.float32(temperature), axis=1)[index, y])

    return minimize_scalar(loss, bounds=(0.05, 20), method="bounded").x


def main():
    if sys.argv[1] == "versions":
        print(f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}")
        return
    command, logits, labels, classes, repetitions = sys.argv[1:]
    x = np.fromfile(logits, np.float32).reshape(-1, int(classes))
    y = np.fromfile(labels, np.int32)
    seconds = []
    for _ in range(int(repetitions)):
        start = time.perf_counter()
        result = {"evaluate": evaluate, "fit": fit}[command](x, y)
        seconds.append(time.perf_counter() - start)
    print(f"{statistics.median(seconds)}\t{result}")


main()
